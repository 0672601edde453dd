"""Which tile, variant and button the pointer is on, and which button it holds down."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPersistentModelIndex, QPoint, QRect

from mjdesk.views.gallery.tile_buttons import buttons_for

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from mjdesk.domain.task import Task
    from mjdesk.views.gallery.tile_buttons import TileButton


APPEARING = 0.15
"""Seconds for which buttons that appeared under the pointer cannot be pressed: who clicks a tile to choose it
did not mean to pay for what was not there to be read."""


class TilePointer:
    """Owns what is under the pointer; a button acts when it is pressed and released, once for each press."""

    def __init__(self) -> None:
        self._index = QPersistentModelIndex()
        self._pressed: TileButton | None = None
        self._appeared = 0.0
        self.quadrant = 0
        """1 to 4 over a grid; 0 elsewhere."""
        self.buttons: tuple[TileButton, ...] = ()
        self.hot: TileButton | None = None
        """The button under the pointer."""

    @property
    def row(self) -> int:
        """-1 over nothing."""
        return self._index.row() if self._index.isValid() else -1

    @property
    def holds_button(self) -> bool:
        """A button is pressed and not yet released."""
        return self._pressed is not None

    def point_at(self, index: QModelIndex, task: Task | None, rect: QRect, point: QPoint) -> bool:
        """The pointer is at `point`, over the tile of `index` in `rect`; True when anything changed."""
        quadrant = 0
        buttons: tuple[TileButton, ...] = ()
        if task is not None:
            quadrant = _quadrant_at(rect, point) if task.is_grid else 0
            if index.row() == self.row and self._bar_holds(point):
                quadrant = self.quadrant  # on the way to a button the choice stays
            buttons = buttons_for(task, rect, quadrant)
        hot = next((button for button in buttons if button.rect.contains(point)), None)
        return self._become(index.row(), QPersistentModelIndex(index), quadrant, buttons, hot)

    def leave(self) -> bool:
        """The pointer is over nothing; True when it was."""
        return self._become(-1, QPersistentModelIndex(), 0, (), None)

    def press(self) -> bool:
        """The button of the mouse went down; True when it is on a button of the tile that could be seen."""
        self._pressed = self.hot if time.monotonic() - self._appeared >= APPEARING else None
        return self._pressed is not None

    def release(self, point: QPoint) -> TileButton | None:
        """The button that was pressed and is released inside; None for anything else."""
        pressed, self._pressed = self._pressed, None
        return pressed if pressed is not None and pressed.rect.contains(point) else None

    def _become(
        self,
        row: int,
        index: QPersistentModelIndex,
        quadrant: int,
        buttons: tuple[TileButton, ...],
        hot: TileButton | None,
    ) -> bool:
        same = (row, quadrant, buttons, hot) == (self.row, self.quadrant, self.buttons, self.hot)
        if row != self.row:
            self._appeared = time.monotonic()
        if not same:
            self._index, self.quadrant, self.buttons, self.hot = index, quadrant, buttons, hot
        return not same

    def _bar_holds(self, point: QPoint) -> bool:
        """The pointer is in the strip where the buttons are."""
        bar = QRect()
        for button in self.buttons:
            bar = bar.united(button.rect)
        return not bar.isNull() and bar.adjusted(-4, -4, 4, 4).contains(point)


def _quadrant_at(rect: QRect, point: QPoint) -> int:
    """Which variant of a grid a point is over, 1 to 4."""
    right = point.x() >= rect.center().x()
    low = point.y() >= rect.center().y()
    return 1 + int(right) + 2 * int(low)
