"""Pictures side by side in the order of their list, moved by hand or by keys, with places for more behind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import SPACE
from mjdesk.views.compose.slot_tile import SIDE, SlotTile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QResizeEvent

    from mjdesk.models.slot_list import SlotList
    from mjdesk.models.thumbnails import Thumbnails
    from mjdesk.theme import Theme
    from mjdesk.views.compose.picture_intake import PictureIntake

_LEAST_SIDE = 72
"""Squares shrink as far as this, rather than that one goes into a row of its own (beside a scroll bar)."""


class SlotTiles(QWidget):
    """Owns a tile for each row of the list. What stands on a tile is said by `dress`."""

    rebuilt = Signal()
    """Rows came, went or moved."""

    def __init__(
        self,
        theme: Theme,
        slots: SlotList,
        thumbnails: Thumbnails,
        intake: PictureIntake,
        dress: Callable[[SlotTile, int], object],
        *,
        columns: int = 0,
        cell_height: int = SIDE,
        can_lock: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`columns`: that many cells share the width; 0: squares of `SIDE`, as many as there is room for, a
        little smaller where that makes room for one more."""
        super().__init__(parent)
        self._theme = theme
        self._slots = slots
        self._thumbnails = thumbnails
        self._intake = intake
        self._dress = dress
        self._columns = columns
        self._cell_height = cell_height
        self._can_lock = can_lock
        self._tiles: dict[str, SlotTile] = {}
        self._tail: tuple[QWidget, ...] = ()
        self._held: SlotTile | None = None
        self._planned: set[str] = set()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        slots.rowsInserted.connect(self._rebuild)
        slots.rowsRemoved.connect(self._rebuild)
        slots.rowsMoved.connect(self._rebuild)
        slots.modelReset.connect(self._rebuild)
        slots.dataChanged.connect(self._rebuild)
        thumbnails.ready.connect(self._on_ready)
        self._rebuild()

    def tile(self, row: int) -> SlotTile:
        """The tile of a row."""
        return self._tiles[self._slots.slots()[row].key]

    def set_tail(self, widgets: Sequence[QWidget]) -> None:
        """What stands behind the pictures, each in a cell of its own."""
        self._tail = tuple(widgets)
        for widget in widgets:
            if widget.parentWidget() is not self:
                widget.setParent(self)
            widget.show()
        self._place()

    def dress_all(self) -> None:
        """What the tiles say depends on more than the list, and that has changed."""
        for row in range(self._slots.rowCount()):
            self._dress(self.tile(row), row)

    def forget_plans(self) -> None:
        """What will be sent is to be worked out anew, when somebody wants to know."""
        self._planned.clear()
        for tile in self._tiles.values():
            tile.set_note("")

    def _rebuild(self) -> None:
        slots = self._slots.slots()
        keys = {slot.key for slot in slots}
        for key in [key for key in self._tiles if key not in keys]:
            tile = self._tiles.pop(key)
            self._planned.discard(key)
            if tile is self._held:
                self._held = None
            tile.hide()
            tile.deleteLater()
        before: QWidget | None = None
        for row, slot in enumerate(slots):
            tile = self._tiles.get(slot.key)
            if tile is None:
                tile = self._tiles[slot.key] = self._made(row)
            tile.set_locked(slot.is_locked)
            self._dress(tile, row)
            if before is not None:
                self.setTabOrder(before, tile)
            before = tile
            tile.show()
        self._place()
        self.rebuilt.emit()

    def _made(self, row: int) -> SlotTile:
        slot = self._slots.slots()[row]
        key = slot.key
        tile = SlotTile(
            self._theme,
            self._thumbnails,
            slot.picture,
            is_locked=slot.is_locked,
            can_lock=self._can_lock,
            shows_cross=self._columns > 0,
            parent=self,
        )
        tile.remove_requested.connect(lambda: self._on_remove(key))
        tile.replace_requested.connect(lambda: self._intake.choose(key))
        tile.move_requested.connect(lambda step=0: self._on_move(key, int(step)))
        tile.lock_requested.connect(
            lambda locked=False: self._slots.set_locked(self._slots.row_of(key), bool(locked))
        )
        tile.dropped.connect(partial(self._on_dropped, key))
        tile.dragged.connect(partial(self._on_dragged, key))
        tile.let_go.connect(self._on_let_go)
        tile.looked_at.connect(lambda: self._on_looked_at(key))
        return tile

    def _cell(self, number: int) -> QRect:
        gap, height = SPACE.snug, self._cell_height
        if self._columns:
            columns = self._columns
            left = [round(at * (self.width() + gap) / columns) for at in range(columns + 1)]
            column = number % columns
            x, width = left[column], left[column + 1] - left[column] - gap
        else:
            columns = max(1, (self.width() + gap) // (_LEAST_SIDE + gap))
            column = number % columns
            width = height = min(SIDE, (self.width() + gap) // columns - gap)
            x = column * (width + gap)
        if self.isRightToLeft():
            x = self.width() - x - width
        return QRect(x, number // columns * (height + gap), width, height)

    def _place(self) -> None:
        tiles: list[QWidget] = [self.tile(row) for row in range(self._slots.rowCount())]
        cells = [*tiles, *self._tail]
        for number, widget in enumerate(cells):
            if widget is not self._held:
                widget.setGeometry(self._cell(number))
        height = self._cell(len(cells) - 1).bottom() + 1 if cells else 0
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _on_remove(self, key: str) -> None:
        row = self._slots.row_of(key)
        had_focus = self._tiles[key].hasFocus()
        self._slots.remove(row)
        if had_focus and self._slots.rowCount():
            self.tile(min(row, self._slots.rowCount() - 1)).setFocus()
        elif had_focus and self._tail:
            self._tail[0].setFocus()

    def _on_move(self, key: str, step: int) -> None:
        row = self._slots.row_of(key)
        self._slots.move(row, row + step)

    def _on_dropped(self, key: str, mime: QMimeData) -> None:
        self._intake.take(mime, key)

    def _on_dragged(self, key: str, corner: QPoint) -> None:
        tile = self._held = self._tiles[key]
        tile.raise_()
        tile.move(
            max(0, min(corner.x(), self.width() - tile.width())),
            max(0, min(corner.y(), self.height() - tile.height())),
        )
        middle = tile.geometry().center()
        for row in range(self._slots.rowCount()):
            if self._cell(row).contains(middle):
                self._slots.move(self._slots.row_of(key), row)
                return

    def _on_let_go(self) -> None:
        self._held = None
        self._place()

    def _on_looked_at(self, key: str) -> None:
        """What will be sent is worked out when somebody wants to know, and held for the sending."""
        if key in self._planned or not (picture := self._tiles[key].picture).digest:
            return
        self._planned.add(key)
        self._intake.plan(picture, partial(self._on_planned, key))

    def _on_planned(self, key: str, words: str) -> None:
        if key in self._tiles:
            self._tiles[key].set_note(words)

    def _on_ready(self, digest: str) -> None:
        tile = self._tiles.get(digest)
        if tile is not None:
            tile.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
