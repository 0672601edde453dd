"""One of the ways to begin, as a card: an icon, what it is for, and below it what the way takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, SPACE, TYPE, WEIGHT
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.painting import begin
from mjdesk.widgets.sheet import Card

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mjdesk.theme import Theme


class WayCard(Card):
    """Owns its head; whoever makes it fills the column below."""

    def __init__(self, theme: Theme, icon: str, title: str) -> None:
        super().__init__(theme, fill="ground", radius=RADIUS.field)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.snug)
        row.addWidget(_Icon(theme, icon))
        row.addWidget(ElidedLabel(theme, title, size=TYPE.section, weight=WEIGHT.semibold), 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE.wide, SPACE.wide, SPACE.wide, SPACE.wide)
        self.column.setSpacing(SPACE.snug)
        self.column.addWidget(head)


class _Icon(QWidget):
    """An icon in the accent."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(18, 18)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        self._theme.icons.paint(painter, self._name, self._theme.tokens.accent, QRectF(self.rect()))
        painter.end()
