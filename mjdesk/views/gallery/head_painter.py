"""Draws the head of a section: its day, or *In progress*, and how many it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from mjdesk.models.task_list import LIVE_SECTION
from mjdesk.theme import TYPE, WEIGHT, Theme, ink
from mjdesk.views import wording
from mjdesk.views.language import tr
from mjdesk.widgets.painting import line_of_text, mirrored

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QPainter

    from mjdesk.views.gallery.justified_layout import Head

_GAP = 8


def paint_head(
    painter: QPainter, head: Head, rect: QRectF, theme: Theme, today: date, *, is_mirrored: bool
) -> None:
    """In `rect`, from its leading edge."""
    tokens = theme.tokens
    title = tr("In progress") if head.section == LIVE_SECTION else wording.day_title(head.section, today)
    align = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
    painter.setFont(theme.font(TYPE.body, WEIGHT.semibold))
    width = QFontMetricsF(painter.font()).horizontalAdvance(title)
    line_of_text(painter, rect, title, ink(tokens.text_2), align)
    painter.setFont(theme.font(TYPE.label, tabular=True))
    count = mirrored(rect.adjusted(width + _GAP, 0, 0, 0), rect, is_mirrored)
    line_of_text(painter, count, f"{head.count:,}", ink(tokens.text_3), align)
