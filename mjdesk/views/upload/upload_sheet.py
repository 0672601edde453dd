"""Leaves pictures at the gateway and hands out their addresses, for prompts and for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.models.upload_list import UploadState
from mjdesk.theme import SPACE, TYPE
from mjdesk.views import wording
from mjdesk.views.language import tr, tr_as
from mjdesk.views.upload import upload_texts
from mjdesk.views.upload.upload_row import UploadRow
from mjdesk.widgets.buttons import ButtonKind, PrimaryButton, PushButton
from mjdesk.widgets.drop_area import DropArea
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.sheet import Sheet
from mjdesk.widgets.surface import ScrollArea

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from mjdesk.models.thumbnails import Thumbnails
    from mjdesk.models.upload_list import UploadList
    from mjdesk.theme import Theme

_LIST = 260
_AREA = 108


class Intake(Protocol):
    """What brings pictures from a drop, the clipboard or the file chooser into the list."""

    def take(self, mime: QMimeData, /) -> bool:
        """False when there is none in it."""
        ...

    def paste(self) -> bool:
        """From the clipboard; False when there is none in it."""
        ...

    def choose(self) -> None:
        """Open the file chooser."""
        ...


class UploadSheet(Sheet):
    """Owns a row for each picture of the list. Closing it stops nothing, and forgets nothing."""

    copy_requested = Signal(str)
    """Addresses for the clipboard, a line each."""
    use_requested = Signal(object)
    """`tuple[str, ...]`: addresses for the prompt."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        uploads: UploadList,
        thumbnails: Thumbnails,
        make_intake: Callable[[QWidget], Intake],
        accepts: Callable[[QMimeData], bool],
    ) -> None:
        """`make_intake` is given the widget that owns what the intake opens."""
        super().__init__(theme, host, name=tr(upload_texts.TITLE), width=600)
        self._uploads = uploads
        self._thumbnails = thumbnails
        self._intake = make_intake(self)
        self._rows: dict[str, UploadRow] = {}
        title = QLabel(tr(upload_texts.TITLE))
        title.setProperty("role", "title")
        self.words = ElidedLabel(theme, role="text_2", lines=4)
        hint = tr(upload_texts.EMPTY_HINT)
        self.area = DropArea(theme, tr(upload_texts.EMPTY), hint=hint, accepts=accepts)
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.area.setFixedHeight(_AREA)
        self._holder = QWidget()
        self._list = QVBoxLayout(self._holder)
        self._list.setContentsMargins(0, 0, SPACE.snug, 0)
        self._list.setSpacing(SPACE.snug)
        self._list.addStretch(1)
        self._scroll = ScrollArea(self._holder)
        self._holder.setAutoFillBackground(False)  # Qt turns it on, and a card is no panel
        self.total = ElidedLabel(theme, role="text_3", size=TYPE.label)
        self.copy_all = PushButton(theme, tr("Copy all"), icon="copy")
        self.use_all = PushButton(theme, tr("Into the prompt"), icon="corner-down-left")
        self.clear = PushButton(theme, tr_as("button", "Clear"), kind=ButtonKind.QUIET)
        self.done = PrimaryButton(theme, tr_as("button", "Done"))
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.snug)
        foot.addWidget(self.total, 1)
        for button in (self.clear, self.copy_all, self.use_all, self.done):
            foot.addWidget(button)
        self.body.addWidget(title)
        self.body.addWidget(self.words)
        self.body.addWidget(self.area)
        self.body.addWidget(self._scroll)
        self.body.addLayout(foot)
        self.area.clicked.connect(self._intake.choose)
        self.area.dropped.connect(self._on_dropped)
        self.copy_all.clicked.connect(lambda: self.copy_requested.emit("\n".join(uploads.urls())))
        self.use_all.clicked.connect(lambda: self.use_requested.emit(uploads.urls()))
        self.clear.clicked.connect(uploads.clear)
        self.done.clicked.connect(self.dismiss)
        uploads.changed.connect(self.refresh)
        self.refresh()

    def row(self, digest: str) -> UploadRow:
        """The row of a picture; KeyError when it is not in the list."""
        return self._rows[digest]

    def refresh(self) -> None:
        """Show what is known now."""
        uploads, entries = self._uploads, self._uploads.entries()
        name = wording.gateway_name(uploads.gateway)
        self.words.set_text(
            upload_texts.introduction(name) if uploads.can_upload else upload_texts.refusal(name)
        )
        self._place_rows()
        done = sum(entry.state is UploadState.DONE for entry in entries)
        self.total.set_text(upload_texts.count(done, len(entries)))
        for button in (self.copy_all, self.use_all):
            button.setEnabled(done > 0)
        self.clear.setVisible(bool(entries))
        if self.is_open():
            self._place_card()

    def _place_rows(self) -> None:
        entries = self._uploads.entries()
        known = {entry.picture.digest for entry in entries}
        for digest in [digest for digest in self._rows if digest not in known]:
            row = self._rows.pop(digest)
            row.hide()
            row.deleteLater()
        for place, entry in enumerate(entries):
            digest = entry.picture.digest
            row = self._rows.get(digest)
            if row is None:
                row = self._rows[digest] = UploadRow(self._theme, self._thumbnails, entry)
                row.copy_requested.connect(self.copy_requested)
                row.use_requested.connect(self._on_use)
                row.retry_requested.connect(self._uploads.retry)
                row.remove_requested.connect(self._uploads.remove)
                self._list.insertWidget(place, row)
                row.show()
            else:
                row.show_entry(entry)
        self._scroll.setVisible(bool(entries))
        needed = sum(row.sizeHint().height() + SPACE.snug for row in self._rows.values())
        self._scroll.setFixedHeight(min(_LIST, needed))

    def _on_use(self, url: str) -> None:
        self.use_requested.emit((url,))

    def _on_dropped(self, mime: QMimeData) -> None:
        self._intake.take(mime)

    @override
    def open(self) -> None:
        self._uploads.begin()
        super().open()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            if not self._intake.paste():
                at = self.area.mapToGlobal(self.area.rect().center())
                QToolTip.showText(at, tr(upload_texts.NOTHING_TO_PASTE), self.area)
            event.accept()
            return
        super().keyPressEvent(event)
