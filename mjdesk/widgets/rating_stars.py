"""Zero to five stars, given by pointer or by digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, Theme, ink
from mjdesk.widgets.painting import begin, focus_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

STARS = 5
_SIDE = 13.0
_STEP = 15.0
_INSET = 1
"""Free beside the first star, so that it stands in line with the words above and below it."""


def paint_stars(painter: QPainter, rect: QRectF, rating: int, theme: Theme, *, reverse: bool = False) -> None:
    """Five stars from the leading edge of `rect`, `rating` of them in the colour of gold."""
    tokens = theme.tokens
    for index in range(STARS):
        left = rect.right() - _SIDE - index * _STEP if reverse else rect.left() + index * _STEP
        colour = tokens.warn if index < rating else tokens.edge
        place = QRectF(left, rect.center().y() - _SIDE / 2, _SIDE, _SIDE)
        theme.icons.paint(painter, "star", colour, place, filled=True)


class RatingStars(QWidget):
    """Owns a rating. A click on the present rating takes it back; 0-5, arrows and Delete work as keys.

    `rated(stars)` tells what the user gave; `set_rating` is silent.
    """

    rated = Signal(int)

    def __init__(self, theme: Theme, *, name: str, rating: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._rating = 0
        self._hover: int | None = None
        self._ring = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_rating(rating)
        theme.changed.connect(self.update)

    def rating(self) -> int:
        """Stars given, 0 to 5."""
        return self._rating

    def set_rating(self, rating: int) -> None:
        """Shows a rating, silently."""
        self._rating = max(0, min(STARS, rating))
        self.setAccessibleName(f"{self._name} {self._rating}/{STARS}")
        self.update()

    def _give(self, rating: int) -> None:
        rating = max(0, min(STARS, rating))
        if rating != self._rating:
            self.set_rating(rating)
            self.rated.emit(rating)

    def _reversed(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _star_at(self, x: float) -> int:
        distance = self.width() - x if self._reversed() else x
        return max(1, min(STARS, int((distance - _INSET) // _STEP) + 1))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        shown = self._rating if self._hover is None else self._hover
        inner = QRectF(self.rect()).adjusted(_INSET, 0, -_INSET, 0)
        paint_stars(painter, inner, shown, self._theme, reverse=self._reversed())
        if self._ring:
            focus_ring(painter, QRectF(self.rect()), RADIUS.badge, ink(self._theme.tokens.accent))
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._star_at(event.position().x())
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()
        super().leaveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and QRectF(self.rect()).contains(event.position()):
            star = self._star_at(event.position().x())
            self._hover = None
            self._give(0 if star == self._rating else star)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = -1 if self._reversed() else 1
        key = event.key()
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            self._give(int(key) - int(Qt.Key.Key_0))
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self._give(self._rating + (ahead if key == Qt.Key.Key_Right else 1))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self._give(self._rating - (ahead if key == Qt.Key.Key_Left else 1))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._give(0)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = True
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(int(_STEP * (STARS - 1) + _SIDE + 2 * _INSET), 20)
