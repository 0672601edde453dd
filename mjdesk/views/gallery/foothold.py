"""What one looks at stays where it is, whatever is inserted, removed or laid out anew above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPersistentModelIndex

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

    from mjdesk.views.gallery.justified_layout import JustifiedLayout

_ROWS = 4


class Foothold:
    """Owns the first few rows in view and where each stands on screen; the first that remains is the hold."""

    def __init__(self, rows: QAbstractItemModel, layout: JustifiedLayout) -> None:
        self._rows = rows
        self._layout = layout
        self._held: list[tuple[QPersistentModelIndex, int]] = []

    def take(self, offset: int, height: int) -> None:
        """Note what is in view; at the very top nothing is held, so that what is new shows."""
        self._held = []
        if offset <= 0:
            return
        for row, box in self._layout.boxes_between(offset, offset + height):
            if box.top >= offset:
                self._held.append((QPersistentModelIndex(self._rows.index(row, 0)), box.top - offset))
                if len(self._held) == _ROWS:
                    return

    def drop(self) -> None:
        self._held = []

    def avoid(self, first: int, last: int) -> None:
        """These rows are about to move: they are no hold."""
        self._held = [(index, top) for index, top in self._held if not first <= index.row() <= last]

    def row(self) -> tuple[int, int] | None:
        """A row and its top on screen, in pixels from the viewport's top; None without a hold."""
        for index, top in self._held:
            if index.isValid() and index.row() < self._layout.count:
                return index.row(), top
        return None

    def offset(self, height: int, moved: int = 0) -> int | None:
        """Where to scroll so that the hold stands `moved` pixels from where it stood; None without a hold.

        Lays out what will be in view there (`height` pixels), until nothing moves it any more.
        """
        found = self.row()
        if found is None:
            return None
        row, top = found
        wanted = self._layout.box(row).top - top - moved
        for _ in range(_ROWS):
            self._layout.boxes_between(wanted, wanted + height)
            settled = self._layout.box(row).top - top - moved
            if settled == wanted:
                break
            wanted = settled
        return wanted
