"""Where a task came from and what it became: ancestors, itself, children, as small pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from mjdesk.theme import Theme, ink
from mjdesk.views import action_words, wording
from mjdesk.views.language import tr
from mjdesk.views.small_tile import paint_small_tile
from mjdesk.widgets.painting import plain_tip

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QPoint
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from mjdesk.domain.task import Task
    from mjdesk.models.thumbnails import Thumbnails

_EDGE = 52
_GAP = 6
_ARROW = 20


class LineageStrip(QWidget):
    """Owns the places of its pictures; wraps into rows when there are many children."""

    chosen = Signal(object)
    """A `Task` of the family was clicked."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbnails = thumbnails
        self._steps: tuple[tuple[Task, ...], ...] = ()
        self._self_id = ""
        self._hover: str = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("Lineage"))
        thumbnails.ready.connect(self._on_ready)
        theme.changed.connect(self.update)

    def show_family(self, ancestors: tuple[Task, ...], task: Task, children: tuple[Task, ...]) -> None:
        """Ancestors from the root, the task, then its children beside each other."""
        steps = [(ancestor,) for ancestor in ancestors[-2:]]
        self._steps = (*steps, (task,), children) if children else (*steps, (task,))
        self._self_id = task.id
        self.setAccessibleDescription(
            tr("{before} before, {after} after", before=len(ancestors), after=len(children))
        )
        self.updateGeometry()
        self.update()

    def _places(self, width: int) -> tuple[list[tuple[QRect, Task]], list[QRect]]:
        places: list[tuple[QRect, Task]] = []
        arrows: list[QRect] = []
        left = top = 0
        for number, step in enumerate(self._steps):
            if number:
                if left + _ARROW + _EDGE > width:
                    left, top = 0, top + _EDGE + _GAP
                arrows.append(QRect(left, top, _ARROW, _EDGE))
                left += _ARROW + 2
            for task in step:
                if left + _EDGE > width:
                    left, top = 0, top + _EDGE + _GAP
                places.append((QRect(left, top, _EDGE, _EDGE), task))
                left += _EDGE + _GAP
            left -= _GAP - 2
        if self.isRightToLeft():
            places = [(_mirrored(rect, width), task) for rect, task in places]
            arrows = [_mirrored(rect, width) for rect in arrows]
        return places, arrows

    def _task_at(self, point: QPoint) -> Task | None:
        for rect, task in self._places(self.width())[0]:
            if rect.contains(point):
                return task
        return None

    def _on_ready(self, _digest: str) -> None:
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        task = self._task_at(event.position().toPoint())
        hover = task.id if task is not None else ""
        if hover != self._hover:
            self._hover = hover
            self.update()
            if task is not None:
                name = (
                    action_words.action_sentence(task.action) if task.action else wording.kind_name(task.kind)
                )
                text = f"{name} · {wording.state_line(task)}"
                QToolTip.showText(event.globalPosition().toPoint(), plain_tip(text), self)
        self.setCursor(Qt.CursorShape.PointingHandCursor if hover else Qt.CursorShape.ArrowCursor)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = ""
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        task = self._task_at(event.position().toPoint())
        if task is not None and task.id != self._self_id:
            self.chosen.emit(task)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        family = [task for step in self._steps for task in step]
        here = next((i for i, task in enumerate(family) if task.id == self._self_id), 0)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and 0 <= here + step < len(family):
            self.chosen.emit(family[here + step])
            return
        super().keyPressEvent(event)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        places, _ = self._places(max(width, _EDGE))
        return max((rect.bottom() + 1 for rect, _ in places), default=_EDGE)

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tokens = self._theme.tokens
        places, arrows = self._places(self.width())
        for rect in arrows:
            middle = QRectF(rect).center()
            place = QRectF(middle.x() - 6, middle.y() - 6, 12, 12)
            self._theme.icons.paint(
                painter, "chevron-right", tokens.text_3, place, mirrored=self.isRightToLeft()
            )
        for rect, task in places:
            paint_small_tile(
                painter,
                rect,
                task,
                self._theme,
                self._thumbnails,
                scale=self.devicePixelRatioF(),
                ground=ink(tokens.card),
                edge=ink(tokens.hairline),
                icon=16,
                on_picture=False,
            )
            if task.id == self._self_id or task.id == self._hover:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                strength = 1.0 if task.id == self._self_id else 0.45
                if task.id == self._self_id:
                    painter.setPen(QPen(ink(tokens.shadow), 1))
                    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
                painter.setPen(QPen(ink(tokens.on_scrim, strength), 2))
                painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 4.5, 4.5)
        if self.hasFocus():
            painter.setPen(QPen(ink(tokens.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)
        painter.end()


def _mirrored(rect: QRect, width: int) -> QRect:
    return QRect(width - rect.right() - 1, rect.top(), rect.width(), rect.height())
