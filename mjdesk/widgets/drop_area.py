"""A dashed place that takes what is dropped, and lights up while it would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, TYPE, WEIGHT, Theme, blend, ink
from mjdesk.widgets.painted_button import PaintedButton
from mjdesk.widgets.painting import focus_ring, line_of_text, mirrored

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter


class DropArea(PaintedButton):
    """Owns one target: `dropped(mime)` brings what `accepts` agreed to, a click asks for a file chooser.

    `hint` is a quiet second line. While something fitting hangs over it, `over` replaces the title.
    """

    dropped = Signal(object)
    """Carries the QMimeData, which is alive only while the slots run."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        *,
        accepts: Callable[[QMimeData], bool],
        hint: str = "",
        over: str = "",
        over_short: str = "",
        icon: str = "image-plus",
        is_strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`over` and, where that does not fit, `over_short` are said while something fitting hangs over it.

        `is_strong`: stands alone on a veil, so its ground is a card's.
        """
        super().__init__(theme, title, icon=icon, size=TYPE.label, parent=parent)
        self._accepts = accepts
        self._hint = hint
        self._over = (over or title, over_short)
        self._hovering = False
        self._is_quiet = False
        self._is_strong = is_strong
        self.setAccessibleDescription(hint)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def is_hovered_by_drop(self) -> bool:
        """Something that would be taken hangs over it."""
        return self._hovering

    def set_quiet(self, is_quiet: bool) -> None:
        """Hold back: this is one of several places, and not the next."""
        self._is_quiet = is_quiet
        self.update()

    def show_drop(self, is_over: bool) -> None:
        """Light up, or no longer: something fitting hangs over it, or over a place that leads here."""
        self._hovering = is_over
        self.update()

    @override
    def draw(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        ground = tokens.card if self._is_strong else tokens.ground
        fill = tokens.accent_soft if self._hovering else blend(ground, tokens.control, 0.5 * self._glow)
        line = tokens.accent if self._hovering else blend(tokens.edge, tokens.text_3, self._glow)
        calm = 0.5 if self._is_quiet and not self._hovering and self._glow == 0 else 1.0
        pen = QPen(ink(self.faded(line), calm), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(ink(fill))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS.field, RADIUS.field)
        is_roomy = rect.height() >= 110 and rect.width() >= 150
        title = self.label()
        if self._hovering:
            room = rect.width() - 16
            title = next((words for words in self._over if self.words_width(words) <= room), "")
        rows = [20.0 if is_roomy else 16.0]
        if title and rect.height() >= 64:
            rows.append(20.0)
        if self._hint and is_roomy:
            rows.append(18.0)
        top = rect.center().y() - (sum(rows) + 6 * (len(rows) - 1)) / 2
        colour = tokens.text if self._hovering else blend(tokens.text_2, tokens.text, self._glow)
        colour = blend(tokens.ground, colour, calm)
        is_flat = bool(title) and rect.height() < 64 and rect.width() >= 110
        left = rect.left() + (12 if is_flat else 0)
        place = QRectF(left, top, 16 if is_flat else rect.width(), rows[0])
        reverse = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        place = mirrored(place, rect, reverse)
        icon = "image-down" if self._hovering and not self._is_strong else self._icon
        self._theme.icons.paint(painter, icon, self.faded(colour), place)
        middle = Qt.AlignmentFlag.AlignHCenter
        words = rect.adjusted(8, 0, -8, 0)
        if is_flat:
            painter.setFont(self._theme.font(TYPE.label))
            room = mirrored(rect.adjusted(38, 0, -8, 0), rect, reverse)
            side = Qt.AlignmentFlag.AlignRight if reverse else Qt.AlignmentFlag.AlignLeft
            line_of_text(painter, room, title, ink(self.faded(colour)), side)
        if len(rows) > 1:
            strong = WEIGHT.semibold if self._hint and is_roomy else WEIGHT.regular
            painter.setFont(self._theme.font(TYPE.body if is_roomy else TYPE.label, strong))
            place = QRectF(words.left(), top + rows[0] + 6, words.width(), rows[1])
            line_of_text(painter, place, title, ink(self.faded(colour)), middle)
        if len(rows) > 2:
            painter.setFont(self._theme.font(TYPE.label))
            place = QRectF(words.left(), top + rows[0] + rows[1] + 12, words.width(), rows[2])
            line_of_text(painter, place, self._hint, ink(self.faded(tokens.text_2)), middle)
        if self._ring:
            focus_ring(painter, rect, RADIUS.field, ink(tokens.accent))

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, 120) if self._hint else QSize(78, 78)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(48, 48)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.isEnabled() and self._accepts(event.mimeData()):
            event.acceptProposedAction()
            self.show_drop(True)
        else:
            event.ignore()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.show_drop(False)
        super().dragLeaveEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.show_drop(False)
        if self._accepts(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(event.mimeData())
