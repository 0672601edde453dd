"""Draws the tile of a task that found words and has no picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFontMetricsF

from mjdesk.theme import TYPE, WEIGHT, ink
from mjdesk.views import wording
from mjdesk.widgets.painting import line_of_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme

_GAP = 5
_NUMBER = 16


def paint_texts(painter: QPainter, rect: QRect, task: Task, theme: Theme) -> None:
    """What it is, and a line of each prompt that was found; the inspector shows them whole."""
    tokens = theme.tokens
    inner = QRectF(rect).adjusted(12, 10, -12, -10)
    painter.setFont(theme.font(TYPE.caption, WEIGHT.semibold))
    line = QRectF(inner.left(), inner.top(), inner.width(), QFontMetricsF(painter.font()).height())
    line_of_text(painter, line, wording.kind_name(task.kind).upper(), ink(tokens.text_3))
    painter.setFont(theme.font(TYPE.label))
    metrics = QFontMetricsF(painter.font())
    body = inner.adjusted(0, 22, 0, 0)
    top = body.top()
    for number, text in enumerate(task.texts, 1):
        if top + metrics.height() > body.bottom() + 1:
            break
        painter.setPen(ink(tokens.accent))
        painter.drawText(QPointF(body.left(), top + metrics.ascent()), str(number))
        line = QRectF(body.left() + _NUMBER, top, body.width() - _NUMBER, metrics.height())
        line_of_text(painter, line, text, ink(tokens.text))
        top += metrics.height() + _GAP
