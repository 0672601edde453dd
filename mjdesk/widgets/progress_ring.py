"""How far something is: a ring with its number, as a stroke for delegates and as a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import TYPE, WEIGHT, Theme, ink
from mjdesk.widgets.painting import begin

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent


def paint_ring(
    painter: QPainter,
    rect: QRectF,
    share: float | None,
    theme: Theme,
    *,
    text: str | None = None,
    on_picture: bool = True,
) -> None:
    """A ring `share` (0..1) full in the middle of `rect`, with its number unless `text` says something else.

    A share of None is a ring that is not filled at all, with a dash for its number.
    """
    tokens = theme.tokens
    side = min(rect.width(), rect.height())
    place = QRectF(0, 0, side, side)
    place.moveCenter(rect.center())
    if on_picture:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(tokens.scrim, 0.62))
        painter.drawEllipse(place)
    front = tokens.on_scrim if on_picture else tokens.accent
    back = ink(tokens.on_scrim, 0.28) if on_picture else ink(tokens.control)
    width = max(2.0, side * 0.07)
    ring = place.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(back, width))
    painter.drawEllipse(ring)
    if share:
        painter.setPen(QPen(ink(front), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, 90 * 16, -round(min(1.0, share) * 360 * 16))
    words = text if text is not None else "–" if share is None else f"{round(share * 100)}%"
    if words and side >= 28:
        painter.setFont(theme.font(TYPE.caption, WEIGHT.semibold, tabular=True))
        painter.setPen(ink(tokens.on_scrim if on_picture else tokens.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)


class ProgressRing(QWidget):
    """Owns one share of 1; its spoken name carries the number."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        side: int = 40,
        on_picture: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._side = side
        self._on_picture = on_picture
        self._share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_share(None)
        theme.changed.connect(self.update)

    def share(self) -> float | None:
        """How far, 0..1, or None while nobody knows."""
        return self._share

    def set_share(self, share: float | None) -> None:
        """Shows how far it is."""
        self._share = share
        self.setAccessibleName(self._name if share is None else f"{self._name} {round(share * 100)}%")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        paint_ring(painter, QRectF(self.rect()), self._share, self._theme, on_picture=self._on_picture)
        painter.end()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)
