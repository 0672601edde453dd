"""The layout of the gallery, kept in step with the rows of the model, and where the keyboard goes on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView

from mjdesk.views.gallery.justified_layout import JustifiedLayout

if TYPE_CHECKING:
    from mjdesk.models.task_list import TaskListModel

_Step = QAbstractItemView.CursorAction


class Wall:
    """Owns the layout; the view tells it of every change of the rows, after the model has made it."""

    def __init__(self, rows: TaskListModel) -> None:
        self._rows = rows
        self.layout = JustifiedLayout(rows.ratio)

    def rebuild(self) -> None:
        """Other rows altogether."""
        self.layout.clear()
        self._append(0, self._rows.rowCount() - 1)

    def insert(self, first: int, last: int) -> None:
        if last == self._rows.rowCount() - 1 and first == self.layout.count:
            self._append(first, last)
            return
        for row in range(first, last + 1):
            self.layout.insert(row, self._rows.section(row))

    def remove(self, first: int, last: int) -> None:
        for row in range(last, first - 1, -1):
            self.layout.remove(row)

    def move(self, row: int, target: int) -> None:
        """`target` as `rowsMoved` tells it: the row it now stands before, counted before it left."""
        self.layout.remove(row)
        arrived = target - 1 if target > row else target
        self.layout.insert(arrived, self._rows.section(arrived))

    def change_section(self, row: int) -> None:
        self.layout.remove(row)
        self.layout.insert(row, self._rows.section(row))

    def reshape(self, first: int, last: int) -> None:
        for row in range(first, last + 1):
            self.layout.reshape(row)

    def step(self, row: int, action: QAbstractItemView.CursorAction, *, page: int, mirrored: bool) -> int:
        """Where a key leads from `row`; `page` is how many lines fit, `mirrored` reads from right to left."""
        last = self.layout.count - 1
        match action:
            case _Step.MoveLeft:
                row += 1 if mirrored else -1
            case _Step.MoveRight:
                row += -1 if mirrored else 1
            case _Step.MovePrevious:
                row -= 1
            case _Step.MoveNext:
                row += 1
            case _Step.MoveUp:
                row = self.layout.row_above(row)
            case _Step.MoveDown:
                row = self.layout.row_below(row)
            case _Step.MovePageUp:
                for _ in range(page):
                    row = self.layout.row_above(row)
            case _Step.MovePageDown:
                for _ in range(page):
                    row = self.layout.row_below(row)
            case _Step.MoveHome:
                row = 0
            case _Step.MoveEnd:
                row = last
        return max(0, min(last, row))

    def _append(self, first: int, last: int) -> None:
        section = self._rows.section
        start = first
        while start <= last:
            here = section(start)
            end = start
            while end < last and section(end + 1) == here:
                end += 1
            self.layout.append(here, end - start + 1)
            start = end + 1
