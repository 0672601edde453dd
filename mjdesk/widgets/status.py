"""How well something is, told by shape and colour together: dot, triangle, cross, question mark."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import TYPE, WEIGHT, Theme, Tokens, ink
from mjdesk.widgets.painting import begin

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent


class Status(Enum):
    """What a sign can say."""

    OK = "ok"
    WARN = "warn"
    ERROR = "error"
    UNKNOWN = "unknown"
    IDLE = "idle"
    """Nothing to tell yet: an empty ring."""


def status_colour(status: Status, tokens: Tokens) -> str:
    """The token that goes with a status."""
    match status:
        case Status.OK:
            return tokens.ok
        case Status.WARN:
            return tokens.warn
        case Status.ERROR:
            return tokens.error
        case Status.UNKNOWN:
            return tokens.unknown
        case Status.IDLE:
            return tokens.text_3
        case _:
            assert_never(status)


def status_icon(status: Status) -> str:
    """The icon that goes with a status where there is room for one."""
    match status:
        case Status.OK:
            return "circle-check"
        case Status.WARN:
            return "triangle-alert"
        case Status.ERROR:
            return "circle-x"
        case Status.UNKNOWN:
            return "circle-question-mark"
        case Status.IDLE:
            return "info"
        case _:
            assert_never(status)


def paint_status(painter: QPainter, rect: QRectF, status: Status, theme: Theme) -> None:
    """Draws the sign, 8 px across, in the middle of `rect`."""
    colour = ink(status_colour(status, theme.tokens))
    middle = rect.center()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    match status:
        case Status.OK:
            painter.drawEllipse(middle, 3.5, 3.5)
        case Status.WARN:
            x, y = middle.x(), middle.y()
            triangle = QPolygonF([QPointF(x, y - 4.2), QPointF(x + 4.6, y + 3.8), QPointF(x - 4.6, y + 3.8)])
            painter.drawPolygon(triangle)
        case Status.ERROR:
            pen = QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(middle + QPointF(-3, -3), middle + QPointF(3, 3))
            painter.drawLine(middle + QPointF(-3, 3), middle + QPointF(3, -3))
        case Status.UNKNOWN:
            painter.setFont(theme.font(TYPE.label, WEIGHT.semibold))
            painter.setPen(colour)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")
        case Status.IDLE:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 1.5))
            painter.drawEllipse(middle, 3, 3)
        case _:
            assert_never(status)


class StatusDot(QWidget):
    """Owns one sign; its spoken name says what it stands for."""

    def __init__(
        self, theme: Theme, status: Status = Status.IDLE, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = status
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(status, name)
        theme.changed.connect(self.update)

    def status(self) -> Status:
        """What it says."""
        return self._status

    def set_status(self, status: Status, name: str = "") -> None:
        """Says something else; `name` is the same in words."""
        self._status = status
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        paint_status(painter, QRectF(self.rect()), self._status, self._theme)
        painter.end()

    @override
    def sizeHint(self) -> QSize:
        return QSize(12, 14)
