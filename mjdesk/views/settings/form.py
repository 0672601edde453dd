"""The rows of a page of settings: a name on the left, what is chosen on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mjdesk.theme import SIZE, SPACE, TYPE
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.surface import SectionHead

if TYPE_CHECKING:
    from mjdesk.theme import Theme

NAME_WIDTH = 132


class Page(QWidget):
    """Owns the rows of one page, from top to bottom."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, SPACE.hair, 0, SPACE.hair)
        self.column.setSpacing(SPACE.snug)

    def add_head(self, text: str) -> None:
        """A head over the rows that follow."""
        if self.column.count():
            self.column.addSpacing(SPACE.snug)
        self.column.addWidget(SectionHead(self._theme, text))

    def add_row(self, name: str, *widgets: QWidget) -> QWidget:
        """A row; the first widget takes the room that is left."""
        row = named_row(self._theme, name, *widgets)
        self.column.addWidget(row)
        return row

    def add_sentence(self, text: str) -> ElidedLabel:
        """A paragraph that explains."""
        label = ElidedLabel(self._theme, text, role="text_2", lines=5)
        self.column.addWidget(label)
        return label


def named_row(theme: Theme, name: str, *widgets: QWidget, is_tall: bool = False) -> QWidget:
    """A name on the left; the first widget takes the room that is left. Of a tall row it is at the top."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SPACE.snug)
    label = ElidedLabel(theme, name, role="text_2", size=TYPE.body)
    label.setFixedWidth(NAME_WIDTH)
    if is_tall:
        label.setFixedHeight(SIZE.control)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    else:
        line.addWidget(label)
    for at, widget in enumerate(widgets):
        line.addWidget(widget, 0 if at else 1)
    row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    row.setMinimumHeight(24)
    return row
