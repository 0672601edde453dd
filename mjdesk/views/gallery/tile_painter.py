"""Draws one tile of the gallery. It is long because every state that a task can be in is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QLinearGradient, QPainter, QPainterPath, QPen, QPixmap

from mjdesk.domain.film import is_film
from mjdesk.domain.task import Collection, Task, TaskKind, TaskState
from mjdesk.theme import RADIUS, TYPE, WEIGHT, Theme, ink
from mjdesk.views import answer_words, wording
from mjdesk.views.gallery.tile_badges import TileBadges
from mjdesk.views.gallery.tile_buttons import BUTTON_HEIGHT, MARGIN, answer_button, paint_button
from mjdesk.widgets.painting import box, line_of_text
from mjdesk.widgets.progress_ring import paint_ring

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint

    from mjdesk.domain.task import Failure
    from mjdesk.models.previews import Previews
    from mjdesk.models.thumbnails import Thumbnails
    from mjdesk.views.gallery.film_tiles import FilmTiles
    from mjdesk.views.gallery.tile_buttons import TileButton

_RING = 40
_ROOMY = 130


class TilePainter:
    """Owns no state but the theme and the sources of pixels."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, previews: Previews) -> None:
        self._theme = theme
        self._thumbnails = thumbnails
        self._previews = previews
        self._badges = TileBadges(theme)
        self._films: FilmTiles | None = None
        self._make_films: Callable[[], FilmTiles] | None = None
        self._place: Callable[[str], int] = lambda _: 0

    def set_films(self, make: Callable[[], FilmTiles]) -> None:
        """What draws films; made when the first is seen."""
        self._make_films = make

    def set_places(self, place: Callable[[str], int]) -> None:
        """Tells by its id whose turn a waiting task is; 0: nobody knows."""
        self._place = place

    def point_at(self, task: Task | None, rect: QRect, point: QPoint | None) -> bool:
        """The pointer is over this tile, or over none; True when the tile looks different for it."""
        films = self._films_for(task) if task is not None else self._films
        return films is not None and films.point_at(task, rect, point)

    def _films_for(self, task: Task) -> FilmTiles | None:
        """None for whatever does not move."""
        cover = task.cover
        if cover is None or not is_film(cover):
            return None
        if self._films is None and self._make_films is not None:
            self._films = self._make_films()
        return self._films

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        task: Task | None,
        *,
        scale: float,
        is_hovered: bool = False,
        is_selected: bool = False,
        is_current: bool = False,
        used: Sequence[str] = (),
        buttons: Sequence[TileButton] = (),
        hot: TileButton | None = None,
        quadrant: int = 0,
    ) -> None:
        """`task` None: a blank of the right shape. `used`: short names of actions already taken."""
        tokens = self._theme.tokens
        foot = BUTTON_HEIGHT + 2 * MARGIN if buttons else MARGIN
        if task is None:
            box(painter, QRectF(rect), RADIUS.picture, ink(tokens.card))
        elif task.state is TaskState.SUCCEEDED and task.cover is not None:
            self._picture(painter, rect, task, scale)
            films = self._films_for(task)
            if is_hovered:
                if films is not None:
                    films.paint(painter, rect, task)
                self._shade(painter, rect)
                if task.is_grid and quadrant:
                    self._light(painter, rect, quadrant)
            film = films.badge(task) if films is not None else None
            self._badges.paint(painter, rect, task, used, scale, film)
            if is_hovered:
                self._caption(painter, rect, task, bottom=foot)
        elif task.is_live or (task.state is TaskState.SUCCEEDED and task.collection is Collection.WAITING):
            self._live(painter, rect, task, scale, foot)
        else:
            self._card(painter, rect, task, has_buttons=bool(buttons))
        for button in buttons:
            paint_button(painter, button, self._theme, is_hot=button is hot)
        if is_selected or is_current:
            self._selection(painter, rect, is_selected=is_selected)

    def _picture(self, painter: QPainter, rect: QRect, task: Task, scale: float) -> None:
        cover = task.cover
        if cover is None:
            return
        pixmap = self._thumbnails.pixmap(
            cover.digest,
            rect.size(),
            radius=RADIUS.picture,
            scale=scale,
            ground=self._theme.tokens.ground,
        )
        if pixmap is not None:
            painter.drawPixmap(rect.topLeft(), pixmap)
            return
        stand_in = self._thumbnails.stand_in(cover.digest)
        if stand_in is not None:
            self._clipped(painter, rect, stand_in)
        else:
            box(painter, QRectF(rect), RADIUS.picture, ink(self._theme.tokens.card))

    def _clipped(self, painter: QPainter, rect: QRect, pixmap: QPixmap) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect), RADIUS.picture, RADIUS.picture)
        painter.save()
        painter.setClipPath(path)
        painter.drawPixmap(QRectF(rect), pixmap, _filling(pixmap.size(), rect.size()))
        painter.restore()

    def _live(self, painter: QPainter, rect: QRect, task: Task, scale: float, foot: int) -> None:
        """`foot` is what buttons take at the bottom."""
        tokens = self._theme.tokens
        preview = self._previews.pixmap(task)
        if preview is None and task.kind is TaskKind.DESCRIBE and task.cover is not None:
            self._described(painter, rect, task, scale, foot)
            return
        if preview is None:
            box(painter, QRectF(rect), RADIUS.picture, ink(tokens.card))
        else:
            self._clipped(painter, rect, preview)
            box(painter, QRectF(rect), RADIUS.picture, ink(tokens.scrim, 0.22))
        middle = QRectF(rect.center().x() - _RING / 2, rect.center().y() - _RING / 2, _RING, _RING)
        match task.state:
            case TaskState.RUNNING:
                paint_ring(painter, middle, task.progress / 100, self._theme, on_picture=preview is not None)
            case TaskState.SUCCEEDED:
                paint_ring(painter, middle, 1.0, self._theme, on_picture=preview is not None)
            case TaskState.NEEDS_ANSWER:
                self._question(painter, rect, task)
            case _:
                words = wording.state_line(task, self._place(task.id))
                self._sign(painter, rect, "clock", words, tokens.text_3)
        if task.state is not TaskState.NEEDS_ANSWER and (foot == MARGIN or rect.height() > _ROOMY):
            if preview is not None:
                self._shade(painter, rect)
            self._caption(painter, rect, task, on_picture=preview is not None, bottom=foot)

    def _described(self, painter: QPainter, rect: QRect, task: Task, scale: float, foot: int) -> None:
        """What is looked at is here from the start."""
        tokens = self._theme.tokens
        self._picture(painter, rect, task, scale)
        box(painter, QRectF(rect), RADIUS.picture, ink(tokens.scrim, 0.45))
        if task.state is TaskState.RUNNING:
            middle = QRectF(rect.center().x() - _RING / 2, rect.center().y() - _RING / 2, _RING, _RING)
            paint_ring(painter, middle, task.progress / 100, self._theme, on_picture=True)
        else:
            self._sign(painter, rect, "clock", wording.state_line(task), tokens.on_scrim, on_picture=True)
        self._shade(painter, rect)
        self._caption(painter, rect, task, bottom=foot)

    def _question(self, painter: QPainter, rect: QRect, task: Task) -> None:
        """It stands out among what runs: nothing goes on before the person has spoken."""
        tokens = self._theme.tokens
        box(painter, QRectF(rect), RADIUS.picture, ink(tokens.accent_soft), ink(tokens.accent, 0.6))
        self._sign(
            painter,
            rect.adjusted(0, 0, 0, -BUTTON_HEIGHT if rect.height() > _ROOMY else 0),
            "message-circle",
            wording.state_line(task),
            tokens.accent,
            answer_words.question(task.action),
        )
        if (answer := answer_button(rect)) is not None:
            paint_button(painter, answer, self._theme, is_hot=False)

    def _card(self, painter: QPainter, rect: QRect, task: Task, *, has_buttons: bool) -> None:
        """A task without a picture: text found, or trouble; buttons stand where its words did."""
        tokens = self._theme.tokens
        box(painter, QRectF(rect), RADIUS.picture, ink(tokens.card))
        if task.state is TaskState.SUCCEEDED and task.texts:
            from mjdesk.views.gallery.text_tile import paint_texts  # few walls have such a tile

            paint_texts(painter, rect, task, self._theme)
            return
        icon, colour = {
            TaskState.UNKNOWN: ("circle-help", tokens.unknown),
            TaskState.CANCELLED: ("ban", tokens.text_3),
            TaskState.VANISHED: ("cloud-off", tokens.warn),
            TaskState.SUCCEEDED: ("image-off", tokens.warn),
        }.get(task.state, ("circle-x", tokens.error))
        reason = _reason(task.failure) if task.failure is not None else ""
        self._sign(painter, rect, icon, wording.state_line(task), colour, reason)
        if not has_buttons:
            self._caption(painter, rect, task, on_picture=False)

    def _sign(
        self,
        painter: QPainter,
        rect: QRect,
        icon: str,
        words: str,
        colour: str,
        reason: str = "",
        *,
        on_picture: bool = False,
    ) -> None:
        tokens = self._theme.tokens
        painter.setFont(self._theme.font(TYPE.label, WEIGHT.medium))
        line_height = QFontMetricsF(painter.font()).height()
        room = rect.height() - 30 - 26 - line_height
        reason_height = min(2 * line_height, room) if reason and room > line_height else 0.0
        top = rect.center().y() - (26 + line_height + reason_height) / 2 - (6 if reason_height else 0)
        self._theme.icons.paint(painter, icon, colour, QRectF(rect.center().x() - 10, top, 20, 20))
        line = QRectF(rect.left() + 6, top + 26, rect.width() - 12, line_height)
        front = tokens.on_scrim if on_picture else tokens.text
        line_of_text(painter, line, words, ink(front), Qt.AlignmentFlag.AlignHCenter)
        if reason_height:
            painter.setFont(self._theme.font(TYPE.caption))
            painter.setPen(ink(tokens.text_2))
            body = QRectF(rect.left() + 10, line.bottom() + 3, rect.width() - 20, reason_height)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(body, int(flags), reason)

    def _caption(
        self, painter: QPainter, rect: QRect, task: Task, *, on_picture: bool = True, bottom: int = MARGIN
    ) -> None:
        tokens = self._theme.tokens
        painter.setFont(self._theme.font(TYPE.label))
        height = QFontMetricsF(painter.font()).height()
        line = QRectF(
            rect.left() + MARGIN + 1,
            rect.bottom() - bottom - height + 1,
            rect.width() - 2 * MARGIN - 2,
            height,
        )
        front = tokens.on_scrim if on_picture else tokens.text_3
        line_of_text(painter, line, wording.task_title(task), ink(front))

    def _shade(self, painter: QPainter, rect: QRect) -> None:
        """A gradient at the bottom edge; nothing covers the middle of a picture."""
        tokens = self._theme.tokens
        depth = min(96, rect.height())
        band = QRectF(rect.left(), rect.bottom() + 1 - depth, rect.width(), depth)
        gradient = QLinearGradient(band.topLeft(), band.bottomLeft())
        gradient.setColorAt(0, ink(tokens.scrim, 0.0))
        gradient.setColorAt(1, ink(tokens.scrim, 0.82))
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect), RADIUS.picture, RADIUS.picture)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(band, gradient)
        painter.restore()

    def _light(self, painter: QPainter, rect: QRect, quadrant: int) -> None:
        """The variant under the pointer gets a thin line; its neighbours stay as they are."""
        width, height = rect.width() / 2, rect.height() / 2
        column, row = (quadrant - 1) % 2, (quadrant - 1) // 2
        part = QRectF(rect.left() + column * width, rect.top() + row * height, width, height)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink(self._theme.tokens.on_scrim, 0.9), 1.5))
        painter.drawRoundedRect(part.adjusted(1, 1, -1, -1), 4, 4)

    def _selection(self, painter: QPainter, rect: QRect, *, is_selected: bool) -> None:
        """A white line inside and a black one outside; never a coloured wash."""
        tokens = self._theme.tokens
        outer = QRectF(rect).adjusted(-0.5, -0.5, 0.5, 0.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink(tokens.shadow), 1))
        painter.drawRoundedRect(outer, RADIUS.picture + 1, RADIUS.picture + 1)
        painter.setPen(QPen(ink(tokens.on_scrim, 1.0 if is_selected else 0.55), 2))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS.picture - 1, RADIUS.picture - 1)


def _reason(failure: Failure) -> str:
    """Its sentence; the words of all errors are read when the first of them is seen."""
    from mjdesk.views.error_words import explain_failure

    return explain_failure(failure).title


def _filling(source: QSize, target: QSize) -> QRectF:
    """The part of `source` that fills `target` without stretching."""
    shown = QSize(target).scaled(source, Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (source.width() - shown.width()) / 2, (source.height() - shown.height()) / 2
    return QRectF(left, top, shown.width(), shown.height())
