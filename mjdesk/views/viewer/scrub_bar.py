"""The bar of a film: where one is, and the hand that leafs through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QSlider
from typing_extensions import override

from mjdesk.theme import Theme, ink
from mjdesk.views.language import tr
from mjdesk.widgets.painting import begin, box

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

_KNOB = 6.0
_STEP = 100
_PAGE = 1000


class ScrubBar(QSlider):
    """A slider in milliseconds that jumps to where it is pressed; `sliderMoved` tells of the hand alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSingleStep(_STEP)
        self.setPageStep(_PAGE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(tr("Moment of the film"))
        theme.changed.connect(self.update)

    def show_time(self, time: float, length: float) -> None:
        """Seconds; a bar that is held stays under the hand."""
        self.setMaximum(max(1, round(length * 1000)))
        if not self.isSliderDown():
            self.setValue(round(time * 1000))

    def _is_reversed(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _knob_at(self) -> QPointF:
        share = self.sliderPosition() / max(1, self.maximum())
        if self._is_reversed():
            share = 1 - share
        return QPointF(_KNOB + (self.width() - 2 * _KNOB) * share, self.height() / 2)

    def _position_at(self, x: float) -> int:
        share = min(1.0, max(0.0, (x - _KNOB) / max(1.0, self.width() - 2 * _KNOB)))
        return round((1 - share if self._is_reversed() else share) * self.maximum())

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 24)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        self._follow(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._follow(event)

    def _follow(self, event: QMouseEvent) -> None:
        self.setSliderPosition(self._position_at(event.position().x()))
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in {event.Type.HoverEnter, event.Type.HoverLeave}:
            self.update()
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = begin(self)
        knob, middle = self._knob_at(), self.height() / 2
        bar = QRectF(0, middle - 2, self.width(), 4)
        box(painter, bar, 2, ink(tokens.control if tokens.shade == "dark" else tokens.hairline))
        played = QRectF(bar)
        if self._is_reversed():
            played.setLeft(knob.x())
        else:
            played.setRight(knob.x())
        box(painter, played, 2, ink(tokens.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus() or self.isSliderDown():
            painter.setBrush(ink(tokens.accent, 0.35))
            painter.drawEllipse(knob, _KNOB + 4, _KNOB + 4)
        if self.hasFocus() or self.isSliderDown() or self.underMouse():
            painter.setBrush(ink(tokens.knob))
            painter.drawEllipse(knob, _KNOB, _KNOB)
        painter.end()
