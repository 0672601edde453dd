"""The way to a gateway: proxies, certificates of one's own, and other hosts for its pictures."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.gateway import NO_PROXY, read_rewrites, written_rewrites
from mjdesk.domain.upload_plan import DEFAULT_LIMITS, UploadLimits
from mjdesk.theme import SPACE, TYPE
from mjdesk.views.language import tr, tr_as
from mjdesk.views.settings.form import named_row
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.choice_bar import Choice, SegmentBar
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.field import Field
from mjdesk.widgets.focus_halo import FocusHalo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.theme import Theme

_DEFAULT, _OWN = "default", "own"


UPLOADS: Mapping[str, UploadLimits] = MappingProxyType(
    {
        "small": UploadLimits(1024, 1_000_000),
        "usual": DEFAULT_LIMITS,
        "large": UploadLimits(4096, 10_000_000),
    }
)
"""What may be chosen; other limits may stand in the file of settings, and then none of these is marked."""


class ProxyRow(QWidget):
    """One choice of a proxy: the default, none, or an address of its own."""

    changed = Signal(str)
    """As `GatewayProfile.proxy` has it."""

    def __init__(self, theme: Theme, *, name: str, default: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = SegmentBar(
            theme,
            (
                Choice(_DEFAULT, default),
                Choice(NO_PROXY, tr_as("proxy", "None")),
                Choice(_OWN, tr_as("proxy", "Address")),
            ),
            name=name,
        )
        self.address = Field(
            theme, name=tr("{name}: address", name=name), placeholder="socks5://127.0.0.1:1080"
        )
        self.address.edit.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tight)
        column.addWidget(self.kind)
        column.addWidget(self.address)
        self.kind.chosen.connect(self._on_kind)
        self.address.edit.editingFinished.connect(self._on_address)
        self.address.hide()
        self._value = ""

    def set_value(self, value: str) -> None:
        """Show what is kept; an address that is being typed stays."""
        if value == self._value and self.kind.value() == _OWN:
            return
        self._value = value
        self.kind.set_value(value if value == NO_PROXY else _OWN if value else _DEFAULT)
        self.address.set_text("" if value == NO_PROXY else value)
        self.address.setVisible(self.kind.value() == _OWN)

    def _on_kind(self, kind: str) -> None:
        self.address.setVisible(kind == _OWN)
        if kind == _OWN:
            self.address.setFocus(Qt.FocusReason.TabFocusReason)
            self._tell(self.address.text().strip())
        else:
            self._tell(NO_PROXY if kind == NO_PROXY else "")

    def _on_address(self) -> None:
        self._tell(self.address.text().strip())

    def _tell(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self.changed.emit(value)


class NetworkRows(QWidget):
    """Owns what is entered; a choice is told alone: the profile that it belongs to is the editor's."""

    chosen = Signal(str, object)
    """A field of `GatewayProfile`, and its value."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dialog: QFileDialog | None = None
        self.proxy = ProxyRow(theme, name=tr("Proxy"), default=tr("As the system"))
        self.picture_proxy = ProxyRow(
            theme, name=tr("Proxy for pictures"), default=tr_as("proxy", "The same")
        )
        self.certificates = Field(
            theme, name=tr("Certificates"), placeholder=tr("A PEM file, if it needs one")
        )
        self.choose_button = PushButton(theme, tr_as("a file", "Choose"), icon="folder-open", small=True)
        self.choose_button.setAccessibleName(tr("Choose a file of certificates"))
        self.hosts = QPlainTextEdit()
        self.hosts.setAccessibleName(tr("Other hosts for pictures"))
        self.hosts.setPlaceholderText("cdn.discordapp.com=mirror.example")
        self.hosts.setFont(theme.font(TYPE.body))
        self.hosts.setFixedHeight(56)
        self.hosts.setTabChangesFocus(True)
        self._halo = FocusHalo(theme, self.hosts)
        self.hosts.installEventFilter(self)
        hint = ElidedLabel(
            theme,
            tr("Where pictures come from a host that cannot be reached: host=other host, one on each line."),
            role="text_3",
            size=TYPE.label,
            lines=2,
        )
        hosts = QWidget()
        inner = QVBoxLayout(hosts)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE.hair)
        inner.addWidget(self.hosts)
        inner.addWidget(hint)
        self.uploads = SegmentBar(
            theme,
            [
                Choice(
                    key,
                    tr(
                        "{pixels} px, {megabytes} MB",
                        pixels=limits.max_edge,
                        megabytes=limits.max_bytes // 1_000_000,
                    ),
                )
                for key, limits in UPLOADS.items()
            ],
            name=tr("Largest upload"),
        )
        self.uploads.setToolTip(tr("Larger pictures are made smaller before they are sent"))
        files = QWidget()
        line = QHBoxLayout(files)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE.snug)
        line.addWidget(self.certificates, 1)
        line.addWidget(self.choose_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.snug)
        for name, widget in (
            (tr("Proxy"), self.proxy),
            (tr("Pictures through"), self.picture_proxy),
            (tr("Trust also"), files),
            (tr("Picture hosts"), hosts),
            (tr("Uploads up to"), self.uploads),
        ):
            column.addWidget(named_row(theme, name, widget, is_tall=True))
        self.proxy.changed.connect(partial(self.chosen.emit, "proxy"))
        self.picture_proxy.changed.connect(partial(self.chosen.emit, "picture_proxy"))
        self.certificates.edit.editingFinished.connect(self._on_certificates)
        self.choose_button.clicked.connect(self._on_choose)
        self.uploads.chosen.connect(self._on_uploads)

    def show_profile(self, profile: GatewayProfile) -> None:
        """What is kept, into the fields."""
        self.proxy.set_value(profile.proxy)
        self.picture_proxy.set_value(profile.picture_proxy)
        self.certificates.set_text(profile.ca_file)
        limits = profile.upload_limits
        self.uploads.set_value(next((key for key, each in UPLOADS.items() if each == limits), ""))
        if not self.hosts.hasFocus():
            self.hosts.setPlainText(written_rewrites(profile.picture_hosts))

    def _on_uploads(self, key: str) -> None:
        self.chosen.emit("upload_limits", UPLOADS[key])

    def _on_certificates(self) -> None:
        self.chosen.emit("ca_file", self.certificates.text().strip())

    def _on_choose(self) -> None:
        dialog = QFileDialog(
            self, tr("Choose a file of certificates"), "", tr("Certificates (*.pem *.crt *.cer)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def _on_chosen(self, path: str) -> None:
        self.certificates.set_text(path)
        self._on_certificates()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.hosts and event.type() == QEvent.Type.FocusOut:
            self.chosen.emit("picture_hosts", read_rewrites(self.hosts.toPlainText()))
        return super().eventFilter(watched, event)
