"""A panel that lies over its neighbour at one edge, with a soft shadow towards it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QLinearGradient, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mjdesk.theme import Theme, ink

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPaintEvent, QResizeEvent

_SHADOW = 18
"""Reach of the shadow, in logical pixels."""


class Edge(Enum):
    """Where a drawer is fixed."""

    LEFT = "left"
    RIGHT = "right"


class Drawer(QWidget):
    """Owns the place of the panel that is in it; empty, it is hidden."""

    def __init__(self, theme: Theme, edge: Edge, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._edge = edge
        self._panel: QWidget | None = None
        self.hide()

    @property
    def panel(self) -> QWidget | None:
        """What is in it."""
        return self._panel

    def take(self, panel: QWidget) -> None:
        """Put a panel in; whether it is seen follows the panel."""
        self._panel = panel
        panel.setParent(self)

    def give_back(self) -> QWidget | None:
        """Take the panel out, for another place."""
        panel, self._panel = self._panel, None
        self.hide()
        return panel

    def place(self, area: QRect, width: int) -> None:
        """Lie over `area` of the host, `width` pixels wide and as high as it is."""
        reach = width + _SHADOW
        left = area.left() if self._edge is Edge.LEFT else area.right() + 1 - reach
        self.setGeometry(left, area.top(), reach, area.height())

    def set_open(self, is_open: bool) -> None:
        """Bring it out or put it away."""
        if self._panel is not None:
            self._panel.setVisible(is_open)
        self.setVisible(is_open)
        if is_open:
            self.raise_()

    def _panel_rect(self) -> QRectF:
        left = 0 if self._edge is Edge.LEFT else _SHADOW
        return QRectF(left, 0, self.width() - _SHADOW, self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._panel is not None:
            self._panel.setGeometry(self._panel_rect().toRect())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        panel = self._panel_rect()
        near, far = (panel.right(), self.width()) if self._edge is Edge.LEFT else (panel.left(), 0)
        fade = QLinearGradient(near, 0, far, 0)
        fade.setColorAt(0, ink(self._theme.tokens.shadow, 0.28))
        fade.setColorAt(1, ink(self._theme.tokens.shadow, 0.0))
        painter = QPainter(self)
        painter.fillRect(QRectF(min(near, far), 0, _SHADOW, self.height()), fade)
        line = QRectF(near - (self._edge is Edge.RIGHT), 0, 1, self.height())
        painter.fillRect(line, ink(self._theme.tokens.hairline))
        painter.end()
