"""The small words in the corner of a tile: its rating, what it is, what was done with it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.task import Task, TaskKind
from mjdesk.views import action_words
from mjdesk.views.language import tr_count
from mjdesk.widgets.painting import badge_size, paint_badge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.theme import Theme

_SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
_LEAST_ROOM = 48
_GAP = 4
_HELD = 400


class TileBadges:
    """Owns the badges that it has drawn, each once."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._drawn: dict[tuple[str, str, float], QPixmap] = {}
        theme.changed.connect(self._drawn.clear)

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        task: Task,
        used: Sequence[str],
        scale: float,
        film: str | None = None,
    ) -> None:
        """At the top right: what was done with it, its rating, what it is; `film`: words of a film."""
        right, top = rect.right() - 5.0, rect.top() + 6.0
        badges = _badges_of(task, used)
        if film is not None:
            badges.insert(0, (film, "film"))
        for text, icon in badges:
            if right - rect.left() < _LEAST_ROOM:
                return
            badge = self._badge(text, icon, scale)
            right -= badge.width() / scale
            painter.drawPixmap(QPointF(right, top), badge)
            right -= _GAP

    def _badge(self, text: str, icon: str, scale: float) -> QPixmap:
        """Drawn once for each word: shaping text is what costs in a wall of hundreds."""
        key = (text, icon, scale)
        found = self._drawn.get(key)
        if found is None:
            if len(self._drawn) >= _HELD:
                self._drawn.clear()
            width, height = badge_size(self._theme, text, icon)
            found = QPixmap(QSize(ceil(width * scale), ceil(height * scale)))
            found.setDevicePixelRatio(scale)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.setRenderHints(_SMOOTH)
            paint_badge(painter, QPointF(0, 0), text, self._theme, icon=icon, filled=icon == "star")
            painter.end()
            self._drawn[key] = found
        return found


def _badges_of(task: Task, used: Sequence[str]) -> list[tuple[str, str]]:
    """Words and icons, from the right."""
    badges: list[tuple[str, str]] = []
    if task.rating:
        badges.append((str(task.rating), "star"))
    if task.kind is TaskKind.DESCRIBE and task.texts:
        badges.append((tr_count("{n} prompt", "{n} prompts", len(task.texts)), ""))
    if task.action is not None and not task.is_grid and task.action.verb is not ActionVerb.UNKNOWN:
        badges.append((action_words.action_label(task.action), ""))
    badges.extend((name, "check") for name in used[:3])
    if task.trashed_at is not None:
        badges.append(("", "trash-2"))
    return badges
