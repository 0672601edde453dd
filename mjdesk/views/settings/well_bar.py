"""The grounds around a single picture, to choose by sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from typing_extensions import override

from mjdesk.theme import RADIUS, SIZE, WELLS, ink
from mjdesk.views.language import mark_as, tr_as
from mjdesk.widgets.choice_bar import ChoiceBar
from mjdesk.widgets.painted_button import PaintedButton
from mjdesk.widgets.painting import box, focus_ring, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QWidget

    from mjdesk.theme import Theme

_NAMES = (
    mark_as("ground around a picture", "Black"),
    mark_as("ground around a picture", "Graphite"),
    mark_as("ground around a picture", "Grey"),
    mark_as("ground around a picture", "Paper"),
)


class WellBar(ChoiceBar):
    """Four swatches; the value is the number of the ground as text, "0" to "3"."""

    def __init__(self, theme: Theme, *, name: str, value: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._row.setSpacing(6)
        for number, (colour, text) in enumerate(zip(WELLS, _NAMES, strict=True)):
            words = tr_as("ground around a picture", text)
            swatch = _Swatch(theme, words, colour, self)
            swatch.setToolTip(plain_tip(words))
            self._add(str(number), swatch)
        self.set_value(str(value))


class _Swatch(PaintedButton):
    """One ground; the chosen one has the accent around it."""

    def __init__(self, theme: Theme, label: str, colour: str, parent: QWidget) -> None:
        super().__init__(theme, label, parent=parent)
        self._colour = colour

    @override
    def draw(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        inner = rect.adjusted(3, 3, -3, -3)
        box(painter, inner, RADIUS.badge, ink(self._colour), ink(tokens.edge))
        if self.isChecked():
            box(painter, rect, RADIUS.control, None, ink(tokens.accent), 2.0 if self._ring else 1.5)
        elif self._ring:
            focus_ring(painter, rect, RADIUS.control, ink(tokens.accent))
        elif self._glow > 0:
            box(painter, rect, RADIUS.control, None, ink(tokens.edge, self._glow))

    @override
    def sizeHint(self) -> QSize:
        return QSize(64, SIZE.control)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Arrows walk along the bar, and a button would eat them.
        if event.text() or event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()
