"""Rows of words and numbers that are made anew when what they tell has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from mjdesk.theme import SPACE, TYPE, WEIGHT
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.surface import Hairline

if TYPE_CHECKING:
    from mjdesk.theme import Theme


class Table(QWidget):
    """Owns its labels; which column takes the room that is left is said at birth."""

    def __init__(self, theme: Theme, *, columns: int, wide: int) -> None:
        super().__init__()
        self._theme = theme
        self._columns = columns
        self._rows: dict[int, list[ElidedLabel]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, SPACE.panel, 0)
        self._grid.setHorizontalSpacing(SPACE.wide)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(wide, 1)

    def texts(self) -> list[tuple[str, ...]]:
        """What stands in each row, column by column."""
        return [tuple(label.text() for label in row) for row in self._rows.values()]

    def clear(self) -> None:
        """Take all rows away."""
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._rows.clear()

    def line(self, at: int) -> None:
        """A hairline in place of a row."""
        self._grid.addWidget(Hairline(parent=self), at, 0, 1, self._columns)

    def end(self, at: int) -> None:
        """The rows stay together at the top."""
        self._grid.setRowStretch(at, 1)

    def put(
        self,
        at: int,
        column: int,
        text: str,
        *,
        role: str = "text",
        weight: int = WEIGHT.regular,
        is_number: bool = False,
    ) -> None:
        """Words in a cell; numbers stand at the trailing edge with digits of one width."""
        label = ElidedLabel(self._theme, text, role=role, size=TYPE.body, weight=weight, parent=self)
        if is_number:
            label.setFont(self._theme.font(TYPE.body, weight, tabular=True))
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(label, at, column)
        self._rows.setdefault(at, []).append(label)
        label.show()
