"""Films in the gallery: how long they are, and frames to leaf through by moving across the tile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath

from mjdesk.domain.film import clips_of
from mjdesk.theme import RADIUS, Theme, ink
from mjdesk.views import film_words

if TYPE_CHECKING:
    from mjdesk.domain.task import Task
    from mjdesk.models.films import Films

_LINE = 2.0


class FilmTiles:
    """Owns which moment of which film the pointer is on."""

    def __init__(self, theme: Theme, films: Films) -> None:
        self._theme = theme
        self._films = films
        self._task = ""
        self._share = 0.0

    def point_at(self, task: Task | None, rect: QRect, point: QPoint | None) -> bool:
        """The pointer is over the tile of `task` in `rect`, or over none; True when the tile changes."""
        before = (self._task, self._share)
        if task is None or point is None or not clips_of(task):
            self._task, self._share = "", 0.0
        else:
            self._task = task.id
            self._share = min(0.999, max(0.0, (point.x() - rect.left()) / max(1, rect.width())))
        return before != (self._task, self._share)

    def badge(self, task: Task) -> str:
        """`0:05`, `4 × 0:05`; how many films there are while the length is not known."""
        clips = clips_of(task)
        facts = self._films.facts(clips[0].digest) if clips else None
        return film_words.badge_words(facts.seconds if facts is not None else 0.0, len(clips))

    def paint(self, painter: QPainter, rect: QRect, task: Task) -> None:
        """The frame under the pointer, over the poster, with a line that tells where it is."""
        clips = clips_of(task)
        if self._task != task.id or not clips:
            return
        found = self._films.strip_frame(clips[0].digest, self._share)
        if found is None:
            return
        strip, part = found
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect), RADIUS.picture, RADIUS.picture)
        painter.save()
        painter.setClipPath(path)
        painter.drawPixmap(QRectF(rect), strip, _filling(part, rect.size()))
        line = QRectF(rect.left(), rect.bottom() + 1 - _LINE, rect.width(), _LINE)
        painter.fillRect(line, ink(self._theme.tokens.scrim, 0.5))
        line.setWidth(rect.width() * self._share)
        painter.fillRect(line, ink(self._theme.tokens.accent))
        painter.restore()


def _filling(part: QRect, target: QSize) -> QRectF:
    """What of `part` fills `target` without stretching."""
    shown = QSize(target).scaled(part.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left = part.left() + (part.width() - shown.width()) / 2
    top = part.top() + (part.height() - shown.height()) / 2
    return QRectF(left, top, shown.width(), shown.height())
