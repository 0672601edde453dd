"""One picture of the upload sheet: what it is, its address, and what can be done with that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.models.upload_list import UploadEntry, UploadState
from mjdesk.theme import RADIUS, SPACE, TYPE, Theme, ink
from mjdesk.views import wording
from mjdesk.views.language import tr, tr_as
from mjdesk.views.upload import upload_texts
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import begin, box
from mjdesk.widgets.progress_ring import ProgressRing

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mjdesk.domain.picture import Picture
    from mjdesk.models.thumbnails import Thumbnails

_SIDE = 44


class UploadRow(QWidget):
    """Owns the buttons of one picture; what it shows is told by `show_entry`."""

    copy_requested = Signal(str)
    use_requested = Signal(str)
    """An address for the prompt."""
    retry_requested = Signal(str)
    """The picture's digest."""
    remove_requested = Signal(str)

    def __init__(self, theme: Theme, thumbnails: Thumbnails, entry: UploadEntry) -> None:
        super().__init__()
        self._entry = entry
        digest = entry.picture.digest
        name = entry.picture.name or tr_as("in place of a name", "Picture")
        size = wording.together(
            (f"{entry.picture.width} × {entry.picture.height}", wording.byte_count(entry.picture.size))
        )
        self._name = ElidedLabel(theme, f"{name} · {size}", elide=Qt.TextElideMode.ElideMiddle)
        self._line = ElidedLabel(theme, role="text_2", size=TYPE.label, elide=Qt.TextElideMode.ElideMiddle)
        self._why = ElidedLabel(theme, role="error", size=TYPE.label, lines=3)
        self._ring = ProgressRing(theme, tr("Uploading {name}", name=name), side=20)
        self.copy = IconButton(
            theme, "copy", tr("Copy the address of {name}", name=name), size=28, icon_size=15
        )
        self.use = IconButton(
            theme,
            "corner-down-left",
            tr("Put the address of {name} into the prompt", name=name),
            size=28,
            icon_size=15,
        )
        self.retry = IconButton(
            theme, "refresh-cw", tr("Upload {name} again", name=name), size=28, icon_size=15
        )
        self.cross = IconButton(
            theme, "x", tr("Take {name} out of the list", name=name), size=28, icon_size=14
        )
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair // 2)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._line)
        words.addWidget(self._why)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.hair)
        row.addWidget(_Thumbnail(theme, thumbnails, entry.picture))
        row.addSpacing(SPACE.snug)
        row.addLayout(words, 1)
        row.addSpacing(SPACE.snug)
        row.addWidget(self._ring)
        for button in (self.use, self.copy, self.retry, self.cross):
            row.addWidget(button)
        self.copy.clicked.connect(lambda: self.copy_requested.emit(self._entry.url))
        self.use.clicked.connect(lambda: self.use_requested.emit(self._entry.url))
        self.retry.clicked.connect(lambda: self.retry_requested.emit(digest))
        self.cross.clicked.connect(lambda: self.remove_requested.emit(digest))
        self.show_entry(entry)

    def line(self) -> str:
        """The address, or how far it is, as shown."""
        return self._why.text() if self._entry.state is UploadState.FAILED else self._line.text()

    def show_entry(self, entry: UploadEntry) -> None:
        """News of the same picture."""
        self._entry = entry
        is_failed, is_done = entry.state is UploadState.FAILED, entry.state is UploadState.DONE
        words = upload_texts.state(entry)
        self._line.set_text("" if is_failed else words)
        self._line.setVisible(not is_failed)
        self._why.set_text(words if is_failed else "")
        self._why.setVisible(is_failed)
        self._ring.setVisible(entry.state is UploadState.SENDING)
        self.copy.setVisible(is_done)
        self.use.setVisible(is_done)
        self.retry.setVisible(is_failed)


class _Thumbnail(QWidget):
    """The picture, small."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, picture: Picture) -> None:
        super().__init__()
        self._theme = theme
        self._thumbnails = thumbnails
        self._picture = picture
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        thumbnails.ready.connect(self._on_ready)

    def _on_ready(self, digest: str) -> None:
        if digest == self._picture.digest:
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shades = self._theme.tokens
        digest = self._picture.digest
        painter = begin(self)
        area = QRectF(self.rect())
        box(painter, area, RADIUS.picture, ink(shades.control))
        pixmap = self._thumbnails.pixmap(
            digest, self.size(), radius=RADIUS.picture, scale=self.devicePixelRatioF()
        ) or self._thumbnails.stand_in(digest)
        if pixmap is not None:
            painter.drawPixmap(self.rect(), pixmap)
        painter.end()
