"""A task in a row of small pictures: its picture, or a sign of why there is none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF

from mjdesk.domain.task import TaskState
from mjdesk.theme import RADIUS, Theme
from mjdesk.widgets.painting import box
from mjdesk.widgets.progress_ring import paint_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from mjdesk.domain.task import Task
    from mjdesk.models.thumbnails import Thumbnails

_QUESTION = 20
_RING = 28


def paint_small_tile(
    painter: QPainter,
    rect: QRect,
    task: Task | None,
    theme: Theme,
    thumbnails: Thumbnails,
    *,
    scale: float,
    ground: QColor,
    edge: QColor | None = None,
    icon: int,
    on_picture: bool,
) -> None:
    """Paint into a square of logical pixels, of which each has `scale` x `scale` of the screen.

    `ground` and `edge` colour the box of what has no picture, `icon` is the edge of the sign in it, and
    `on_picture` gives its ring a dark disc.
    """
    cover = task.cover if task is not None else None
    pixmap = None
    if cover is not None:
        pixmap = thumbnails.pixmap(cover.digest, rect.size(), radius=RADIUS.picture, scale=scale)
    if pixmap is not None:
        painter.drawPixmap(rect.topLeft(), pixmap)
        return
    box(painter, QRectF(rect), RADIUS.picture, ground, edge)
    if task is None:
        return
    if task.state is TaskState.NEEDS_ANSWER:
        theme.icons.paint(painter, "message-circle", theme.tokens.accent, _middle(rect, _QUESTION))
    elif task.is_live:
        place = _middle(rect, _RING)
        paint_ring(painter, place, task.progress / 100, theme, text="", on_picture=on_picture)
    elif cover is None:
        name = "circle-x" if task.state.is_trouble else "file-text"
        theme.icons.paint(painter, name, theme.tokens.text_3, _middle(rect, icon))


def _middle(rect: QRect, edge: int) -> QRectF:
    """A square of this edge in the middle."""
    return QRectF(rect.x() + (rect.width() - edge) / 2, rect.y() + (rect.height() - edge) / 2, edge, edge)
