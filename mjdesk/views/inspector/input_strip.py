"""The pictures that a wish was made with, each with its part in it; one that is chosen is used again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, Theme, ink
from mjdesk.views import wording
from mjdesk.views.language import tr
from mjdesk.widgets.painting import badge_size, begin, box, focus_ring, paint_badge, plain_tip

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from mjdesk.domain.picture import Picture
    from mjdesk.models.thumbnails import Thumbnails

_EDGE = 68
_GAP = 6
_INSET = 4


class InputStrip(QWidget):
    """Owns the places of its pictures; wraps into rows. Arrows and Return work as well as the pointer."""

    chosen = Signal(object)
    """A `Picture` that is to be used again."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbnails = thumbnails
        self._inputs: tuple[tuple[Picture, str], ...] = ()
        self._current = 0
        self._hover = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("Made with"))
        thumbnails.ready.connect(self._on_ready)
        theme.changed.connect(self.update)

    def show_inputs(self, inputs: tuple[tuple[Picture, str], ...]) -> None:
        """Pictures in their order, each with the word on it; "" for none."""
        if inputs == self._inputs:
            return
        self._inputs = inputs
        self._current, self._hover = 0, -1
        self.setAccessibleDescription(wording.together(_spoken(*each) for each in inputs))
        self.updateGeometry()
        self.update()

    def place(self, number: int) -> QRect:
        """Where a picture is painted."""
        columns = max(1, (self.width() + _GAP) // (_EDGE + _GAP))
        column = number % columns
        left = column * (_EDGE + _GAP)
        if self.isRightToLeft():
            left = self.width() - left - _EDGE
        return QRect(left, number // columns * (_EDGE + _GAP), _EDGE, _EDGE)

    def _at(self, point: QPoint) -> int:
        return next((at for at in range(len(self._inputs)) if self.place(at).contains(point)), -1)

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._inputs):
            self.chosen.emit(self._inputs[number][0])

    def _on_ready(self, digest: str) -> None:
        if any(picture.digest == digest for picture, _ in self._inputs):
            self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._at(event.pos())
            if number >= 0:
                text = "\n".join((_spoken(*self._inputs[number]), tr("Click to use it again")))
                QToolTip.showText(event.globalPos(), plain_tip(text), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hover = self._at(event.position().toPoint())
        if hover != self._hover:
            self._hover = hover
            self.update()
        self.setCursor(Qt.CursorShape.PointingHandCursor if hover >= 0 else Qt.CursorShape.ArrowCursor)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose(self._at(event.position().toPoint()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = -1 if self.isRightToLeft() else 1
        step = {Qt.Key.Key_Left: -ahead, Qt.Key.Key_Right: ahead}.get(Qt.Key(event.key()), 0)
        if step and 0 <= self._current + step < len(self._inputs):
            self._current += step
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        columns = max(1, (width + _GAP) // (_EDGE + _GAP))
        rows = (len(self._inputs) + columns - 1) // columns
        return max(0, rows * (_EDGE + _GAP) - _GAP)

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        tokens = self._theme.tokens
        for number, (picture, word) in enumerate(self._inputs):
            rect = self.place(number)
            pixmap = self._thumbnails.pixmap(
                picture.digest, rect.size(), radius=RADIUS.picture, scale=self.devicePixelRatioF()
            )
            if pixmap is not None:
                painter.drawPixmap(rect.topLeft(), pixmap)
            else:
                box(painter, QRectF(rect), RADIUS.picture, ink(tokens.card), ink(tokens.hairline))
                middle = QRectF(rect.center().x() - 9, rect.center().y() - 9, 18, 18)
                self._theme.icons.paint(painter, "image", tokens.text_3, middle)
            width, height = badge_size(self._theme, word)
            if word and width <= rect.width() - _INSET:
                left = rect.left() + min(_INSET, (rect.width() - width) / 2)
                paint_badge(painter, QPointF(left, rect.bottom() + 1 - height - _INSET), word, self._theme)
            if number == self._hover:
                box(painter, QRectF(rect), RADIUS.picture, None, ink(tokens.on_scrim, 0.45), 2)
            if self.hasFocus() and number == self._current:
                focus_ring(painter, QRectF(rect), RADIUS.picture, ink(tokens.accent))
        painter.end()


def _spoken(picture: Picture, word: str) -> str:
    return " · ".join(part for part in (word, picture.name) if part) or tr("Picture")
