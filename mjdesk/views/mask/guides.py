"""Lines that are seen on every picture: light on dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from mjdesk.theme import ink

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPainterPath

    from mjdesk.theme import Tokens


def two_lines(painter: QPainter, tokens: Tokens, path: QPainterPath, *, is_dashed: bool) -> None:
    """A white line on a wider dark one, in logical pixels."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink(tokens.scrim, 0.5), 2.6))
    painter.drawPath(path)
    line = QPen(ink(tokens.on_scrim), 1.4)
    if is_dashed:
        line.setDashPattern([4, 3])
    painter.setPen(line)
    painter.drawPath(path)
