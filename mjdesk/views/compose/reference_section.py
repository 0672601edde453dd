"""The references in a row, with the place where the next one is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from mjdesk.models.slot_list import SlotRole
from mjdesk.theme import SPACE, Theme
from mjdesk.views.compose.picture_intake import PictureIntake, has_pictures
from mjdesk.views.compose.slot_tile import SIDE, SlotTile
from mjdesk.widgets.drop_area import DropArea
from mjdesk.widgets.flow_layout import FlowLayout
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.surface import SectionHead

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from mjdesk.models.slot_list import SlotList
    from mjdesk.models.thumbnails import Thumbnails

_EMPTY_HEIGHT = 64
_EMPTY = "Drop, paste or choose pictures"


class ReferenceSection(QWidget):
    """Owns a tile for each row of the list."""

    paste_refused = Signal()
    """The paste button was pressed and the clipboard holds no picture."""

    def __init__(
        self,
        theme: Theme,
        slots: SlotList,
        thumbnails: Thumbnails,
        intake: PictureIntake,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._slots = slots
        self._thumbnails = thumbnails
        self._intake = intake
        self._tiles: dict[str, SlotTile] = {}
        self._head = SectionHead(theme, "References")
        self.paste_button = IconButton(
            theme, "clipboard-paste", "Paste a picture", size=24, icon_size=14, parent=self
        )
        self.add_button = IconButton(theme, "plus", "Choose pictures", size=24, icon_size=14, parent=self)
        self._head.add(self.paste_button)
        self._head.add(self.add_button)
        self.area = DropArea(theme, _EMPTY, accepts=has_pictures, over="Drop to use as reference")
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QWidget()
        self._flow = FlowLayout(self._row, gap=SPACE.snug)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.hair)
        self._column.addWidget(self._head)
        self._column.addWidget(self._row)
        self._column.addWidget(self.area)
        self.area.dropped.connect(intake.take)
        self.area.clicked.connect(intake.choose)
        self.add_button.clicked.connect(intake.choose)
        self.paste_button.clicked.connect(self._on_paste)
        slots.rowsInserted.connect(self._rebuild)
        slots.rowsRemoved.connect(self._rebuild)
        slots.rowsMoved.connect(self._rebuild)
        slots.modelReset.connect(self._rebuild)
        slots.dataChanged.connect(self._on_data_changed)
        thumbnails.ready.connect(self._on_ready)
        self._rebuild()

    def tile(self, row: int) -> SlotTile:
        """The tile of a row."""
        return self._tiles[self._slots.pictures()[row].digest]

    def _rebuild(self) -> None:
        pictures = self._slots.pictures()
        digests = {picture.digest for picture in pictures}
        while self._flow.takeAt(0) is not None:
            pass
        for digest in [digest for digest in self._tiles if digest not in digests]:
            tile = self._tiles.pop(digest)
            tile.hide()
            tile.deleteLater()
        for row, picture in enumerate(pictures):
            tile = self._tiles.get(picture.digest)
            if tile is None:
                tile = self._made(row)
                self._tiles[picture.digest] = tile
            self._flow.addWidget(tile)
            tile.show()
        self._place_area(has_tiles=bool(pictures))

    def _made(self, row: int) -> SlotTile:
        picture = self._slots.pictures()[row]
        locked = self._slots.is_locked(row)
        tile = SlotTile(self._theme, self._thumbnails, picture, is_locked=locked, parent=self._row)
        digest = picture.digest
        tile.remove_requested.connect(lambda: self._on_remove(digest))
        tile.move_requested.connect(lambda step=0: self._on_move(digest, int(step)))
        tile.lock_requested.connect(
            lambda locked=False: self._slots.set_locked(self._slots.row_of(digest), bool(locked))
        )
        return tile

    def _place_area(self, *, has_tiles: bool) -> None:
        """Wide and with words while it is alone, a square behind the pictures otherwise."""
        self.area.set_label("" if has_tiles else _EMPTY)
        self.area.setAccessibleName("Add reference pictures")
        self.area.setToolTip("Choose pictures" if has_tiles else "")
        if has_tiles:
            self._column.removeWidget(self.area)
            self.area.setFixedSize(SIDE, SIDE)
            self._flow.addWidget(self.area)
        else:
            self.area.setMinimumSize(0, 0)
            self.area.setMaximumSize(16_777_215, 16_777_215)
            self.area.setFixedHeight(_EMPTY_HEIGHT)
            self._column.addWidget(self.area)
        self.area.show()
        self._row.setVisible(has_tiles)
        self._flow.invalidate()
        self._row.updateGeometry()

    def _on_remove(self, digest: str) -> None:
        row = self._slots.row_of(digest)
        had_focus = self._tiles[digest].hasFocus()
        self._slots.remove(row)
        if had_focus and self._slots.rowCount():
            self.tile(min(row, self._slots.rowCount() - 1)).setFocus()

    def _on_move(self, digest: str, step: int) -> None:
        row = self._slots.row_of(digest)
        self._slots.move(row, row + step)

    def _on_paste(self) -> None:
        if not self._intake.take(QGuiApplication.clipboard().mimeData()):
            under = self.paste_button.mapToGlobal(self.paste_button.rect().bottomLeft())
            QToolTip.showText(under, "There is no picture on the clipboard", self.paste_button)
            self.paste_refused.emit()

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            self.tile(row).set_locked(bool(self._slots.index(row).data(SlotRole.LOCKED)))

    def _on_ready(self, digest: str) -> None:
        tile = self._tiles.get(digest)
        if tile is not None:
            tile.update()
