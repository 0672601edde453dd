"""Words in the foot of the window that can be pressed: they light up under the pointer and open something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from typing_extensions import override

from mjdesk.theme import RADIUS, WEIGHT, ink
from mjdesk.widgets.painted_button import PaintedButton
from mjdesk.widgets.painting import box, focus_ring, line_of_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from mjdesk.theme import Theme

_INSET = 6


class StripButton(PaintedButton):
    """Quiet words; hidden while there is nothing to say."""

    def __init__(self, theme: Theme, *, role: str = "text_2", most: int = 0, parent: QWidget) -> None:
        """`role`: colour of the words; `most`: their greatest width in pixels, 0 for any."""
        super().__init__(theme, weight=WEIGHT.regular, parent=parent)
        self._role = role
        self._most = most
        self.hide()

    def say(self, text: str, spoken: str = "") -> None:
        """Other words, and what a screen reader says instead of them."""
        if text != self.label():
            self.set_label(text)
        self.setAccessibleName(spoken or text)
        self.setVisible(bool(text))

    @override
    def draw(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        if self._glow > 0 or self.isDown():
            box(painter, rect, RADIUS.badge, ink(tokens.control, 1.0 if self.isDown() else self._glow))
        colour = self.lit(getattr(tokens, self._role), tokens.text)
        inner = rect.adjusted(_INSET, 0, -_INSET, 0)
        line_of_text(painter, inner, self.label(), colour, Qt.AlignmentFlag.AlignLeft)
        if self._ring:
            focus_ring(painter, rect, RADIUS.badge, ink(tokens.accent))

    @override
    def sizeHint(self) -> QSize:
        width = self.words_width(self.label()) + 1
        return QSize(int(min(width, self._most) if self._most else width) + 1 + 2 * _INSET, 22)
