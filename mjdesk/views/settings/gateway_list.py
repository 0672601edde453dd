"""The gateways that a person has, the built-in studio first, and the way to another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mjdesk.domain.presets import PRESETS
from mjdesk.theme import SPACE, TYPE, WEIGHT
from mjdesk.views import gateway_words, wording
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.chip import ChipButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.popup_menu import PopupMenu
from mjdesk.widgets.sheet import Card
from mjdesk.widgets.status import Status, StatusDot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.services.session import SessionState
    from mjdesk.theme import Theme


class GatewayList(QWidget):
    """Owns a row for each gateway; which of them is in use is said by whoever calls `show_gateways`."""

    use_requested = Signal(str)
    edit_requested = Signal(str)
    add_requested = Signal(str)
    """Id of a preset; "" for any gateway."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: dict[str, GatewayRow] = {}
        self.add_button = ChipButton(theme, tr("Add a gateway"), icon="plus", parent=self)
        self.add_menu = PopupMenu(theme, self)
        self.add_menu.add(tr("Any gateway"), lambda: self.add_requested.emit(""), icon="globe")
        self.add_menu.addSeparator()
        for preset in PRESETS:
            self.add_menu.add(
                gateway_words.preset_name(preset),
                lambda preset=preset: self.add_requested.emit(preset.id),
                icon="server" if preset.id == "self-hosted" else "link",
            )
        self.add_button.set_menu(self.add_menu)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE.tight)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE.snug)
        outer.addLayout(self._column)
        outer.addLayout(foot)

    def row(self, profile_id: str) -> GatewayRow:
        """The row of a gateway; KeyError when there is none."""
        return self._rows[profile_id]

    def ids(self) -> list[str]:
        """Which gateways are shown, in their order."""
        return list(self._rows)

    def show_gateways(self, gateways: Sequence[GatewayProfile], state: SessionState) -> None:
        """Show them all; `state` tells which is in use and how it answers."""
        wanted = {gateway.id for gateway in gateways}
        for gone in [known for known in self._rows if known not in wanted]:
            row = self._rows.pop(gone)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for gateway in gateways:
            row = self._rows.get(gateway.id)
            if row is None:
                row = self._rows[gateway.id] = GatewayRow(self._theme, self)
                row.use_button.clicked.connect(lambda _=False, id=gateway.id: self.use_requested.emit(id))
                row.edit_button.clicked.connect(lambda _=False, id=gateway.id: self.edit_requested.emit(id))
                self._column.addWidget(row)
            is_active = gateway.id == state.profile.id
            sign = (Status.IDLE, tr("Not in use"))
            if is_active:
                sign = gateway_words.sign(state.reach, is_studio=gateway.is_studio)
            row.show_gateway(gateway, is_active=is_active, sign=sign)


class GatewayRow(Card):
    """One gateway: how it stands, what it is called, where it is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, fill="ground", parent=parent)
        self._dot = StatusDot(theme, name="")
        self.name = ElidedLabel(theme, size=TYPE.body, weight=WEIGHT.medium)
        self.place = ElidedLabel(theme, size=TYPE.label, role="text_2")
        self.state = ElidedLabel(theme, size=TYPE.label, role="text_2")
        self.use_button = PushButton(theme, tr_as("button", "Use"), small=True)
        self.edit_button = IconButton(theme, "pencil", tr_as("button", "Edit"), size=26, icon_size=14)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self.place)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.panel, 7, SPACE.snug, 7)
        row.setSpacing(SPACE.panel)
        row.addWidget(self._dot)
        row.addLayout(words, 1)
        row.addWidget(self.state)
        row.addWidget(self.use_button)
        row.addWidget(self.edit_button)

    def show_gateway(self, gateway: GatewayProfile, *, is_active: bool, sign: tuple[Status, str]) -> None:
        """What is known of it now."""
        name = wording.gateway_name(gateway)
        self._dot.set_status(*sign)
        self.name.set_text(name)
        self.place.set_text(
            tr("No account, no network; paints stand-in pictures") if gateway.is_studio else gateway.root
        )
        self.state.set_text(sign[1] if is_active else "")
        self.state.setVisible(is_active)
        self.set_chosen(is_active)
        self.use_button.setVisible(not is_active)
        self.use_button.setAccessibleName(tr("Use {gateway}", gateway=name))
        self.edit_button.setVisible(not gateway.is_studio)
        self.edit_button.set_label(tr("Edit {gateway}", gateway=name))
