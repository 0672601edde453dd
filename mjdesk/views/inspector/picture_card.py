"""The task's picture at the head of the inspector; each variant of a grid offers its own buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from mjdesk.domain.action import Action, ActionVerb
from mjdesk.domain.task import Task, TaskKind, TaskState
from mjdesk.theme import RADIUS, TYPE, WEIGHT, Theme, ink
from mjdesk.views import action_words, wording
from mjdesk.views.language import tr
from mjdesk.widgets.painting import box, line_of_text
from mjdesk.widgets.progress_ring import paint_ring

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from mjdesk.models.previews import Previews
    from mjdesk.models.thumbnails import Thumbnails

_TALLEST = 1.25
_BUTTON = QSize(36, 26)


class PictureCard(QWidget):
    """Owns which variant is chosen; shows thumbnails, never originals."""

    acted = Signal(object)
    """The `Action` of a variant that was pressed."""
    opened = Signal()
    """A click on the picture: show it large."""

    def __init__(
        self, theme: Theme, thumbnails: Thumbnails, previews: Previews, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbnails = thumbnails
        self._previews = previews
        self._task: Task | None = None
        self._variant = 0
        self._hot: Action | None = None
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("Picture"))
        thumbnails.ready.connect(self._on_ready)
        previews.ready.connect(self._on_ready)
        theme.changed.connect(self.update)

    def show_task(self, task: Task | None) -> None:
        """Another task, or new facts about this one."""
        is_reshaped = _ratio(task) != _ratio(self._task)
        self._task = task
        if task is None or not task.is_grid:
            self._variant, self._hot = 0, None
        if is_reshaped:
            self.updateGeometry()
        self.setAccessibleDescription(wording.task_title(task) if task is not None else "")
        self.update()

    def _picture_rect(self) -> QRect:
        """Where the picture is: as wide as the panel, or as high as may be."""
        ratio = _ratio(self._task)
        width = self.width()
        height = min(self.height(), round(width / ratio))
        wide = min(width, round(height * ratio))
        return QRect((width - wide) // 2, 0, wide, height)

    def _part(self, variant: int) -> QRect:
        rect = self._picture_rect()
        width, height = rect.width() // 2, rect.height() // 2
        column, row = (variant - 1) % 2, (variant - 1) // 2
        return QRect(rect.left() + column * width, rect.top() + row * height, width, height)

    def _buttons(self) -> list[tuple[QRect, Action]]:
        task = self._task
        if task is None or not self._variant:
            return []
        part = self._part(self._variant)
        placed: list[tuple[QRect, Action]] = []
        left = part.left() + 8
        for verb in (ActionVerb.UPSCALE, ActionVerb.VARIATION):
            for action in task.actions:
                if action.verb is verb and action.index == self._variant:
                    corner = QPoint(left, part.bottom() + 1 - 8 - _BUTTON.height())
                    placed.append((QRect(corner, _BUTTON), action))
                    left += _BUTTON.width() + 4
        return placed

    def _point_at(self, point: QPoint | None) -> None:
        task = self._task
        variant, hot = 0, None
        if task is not None and task.is_grid and point is not None and self._picture_rect().contains(point):
            variant = next((n for n in range(1, 5) if self._part(n).contains(point)), 0)
        if variant != self._variant:
            self._variant = variant
            self.update()
        if point is not None:
            hot = next((action for rect, action in self._buttons() if rect.contains(point)), None)
        if hot != self._hot:
            self._hot = hot
            self.update()
            if hot is not None and point is not None:
                QToolTip.showText(self.mapToGlobal(point), action_words.action_hint(hot), self)
        self.setCursor(Qt.CursorShape.PointingHandCursor if variant or hot else Qt.CursorShape.ArrowCursor)

    def _on_ready(self, _key: str) -> None:
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position().toPoint())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._point_at(event.position().toPoint())
        if self._hot is not None:
            self.acted.emit(self._hot)
        elif self._task is not None and self._task.cover is not None:
            self.opened.emit()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return min(round(width / _ratio(self._task)), round(width * _TALLEST))

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(300))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        task, rect, tokens = self._task, self._picture_rect(), self._theme.tokens
        if task is None:
            painter.end()
            return
        # What is being described is there from the start.
        is_there = task.state is TaskState.SUCCEEDED or task.kind is TaskKind.DESCRIBE
        cover = task.cover if is_there else None
        pixmap = None
        if cover is not None:
            pixmap = self._thumbnails.pixmap(
                cover.digest, rect.size(), radius=RADIUS.picture, scale=self.devicePixelRatioF()
            ) or self._thumbnails.stand_in(cover.digest, rect.width() / max(1, rect.height()))
        if pixmap is None:
            pixmap = self._previews.pixmap(task)
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect), RADIUS.picture, RADIUS.picture)
        painter.setClipPath(path)
        painter.fillRect(rect, ink(tokens.card))
        if pixmap is not None:
            painter.drawPixmap(rect, pixmap)
        painter.setClipping(False)
        if task.is_live or cover is None:
            if pixmap is not None and task.state is not TaskState.RUNNING:
                painter.setClipPath(path)
                painter.fillRect(rect, ink(tokens.scrim, 0.5))
                painter.setClipping(False)
            self._paint_state(painter, rect, task, on_picture=pixmap is not None)
        if self._variant:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink(tokens.on_scrim), 2))
            painter.drawRoundedRect(QRectF(self._part(self._variant)).adjusted(1, 1, -1, -1), 5, 5)
            painter.setFont(self._theme.font(TYPE.label, WEIGHT.medium))
            for place, action in self._buttons():
                is_hot = self._hot is not None and action == self._hot
                box(
                    painter,
                    QRectF(place),
                    RADIUS.control,
                    ink(tokens.scrim, 0.92 if is_hot else 0.72),
                    ink(tokens.on_scrim, 0.7) if is_hot else None,
                )
                line_of_text(
                    painter,
                    QRectF(place),
                    action_words.action_label(action),
                    ink(tokens.on_scrim),
                    Qt.AlignmentFlag.AlignHCenter,
                )
        painter.end()

    def _paint_state(self, painter: QPainter, rect: QRect, task: Task, *, on_picture: bool) -> None:
        middle = QRectF(0, 0, 48, 48)
        middle.moveCenter(QRectF(rect).center())
        if task.state is TaskState.RUNNING:
            paint_ring(painter, middle, task.progress / 100, self._theme)
            return
        painter.setFont(self._theme.font(TYPE.label))
        line = QRectF(rect.left(), rect.center().y() - 10, rect.width(), 20)
        line_of_text(
            painter,
            line,
            wording.state_line(task),
            ink(self._theme.tokens.on_scrim if on_picture else self._theme.tokens.text_2),
            Qt.AlignmentFlag.AlignHCenter,
        )


def _ratio(task: Task | None) -> float:
    if task is None:
        return 1.0
    cover = task.cover
    ratio = cover.width / cover.height if cover is not None and cover.height else task.ratio.value
    return min(4.0, max(0.4, ratio))
