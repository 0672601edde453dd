"""The picture in the viewer: the variant under the pointer is lit and offers its actions at its foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPen
from PySide6.QtWidgets import QToolTip
from typing_extensions import override

from mjdesk.domain.action import Action, ActionVerb
from mjdesk.domain.task import TaskState
from mjdesk.theme import RADIUS, TYPE, WEIGHT, Theme, ink
from mjdesk.views import action_words, wording
from mjdesk.views.language import tr
from mjdesk.widgets.image_canvas import ImageCanvas
from mjdesk.widgets.painting import box, line_of_text
from mjdesk.widgets.progress_ring import paint_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPainter
    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.task import Task

_HEIGHT = 28
_GAP = 6


@dataclass(frozen=True, slots=True)
class _Button:
    rect: QRectF
    icon: str
    label: str
    hint: str
    command: str
    action: Action | None = None


class ViewerCanvas(ImageCanvas):
    """Owns which variant is pointed at."""

    acted = Signal(object)
    """An `Action` of the variant."""
    tile_commanded = Signal(int, str)
    """A variant, 1 to 4, and `save` or `copy`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._task: Task | None = None
        self._variant = 0
        self._hot: _Button | None = None
        self._is_button_held = False
        self.setAccessibleName(tr("Picture"))
        self.pointed.connect(self._on_pointed)
        self.clicked.connect(self._on_clicked)

    def show_task(self, task: Task | None) -> None:
        """Whose picture it is; the pixels come by `set_picture`."""
        if task is None or self._task is None or task.id != self._task.id:
            self._variant, self._hot = 0, None
        self._task = task
        self.setAccessibleDescription(wording.task_title(task) if task is not None else "")
        self.update()

    @property
    def variant(self) -> int:
        """The picture of a grid that the pointer has chosen, 1 to 4; 0 for the whole."""
        return self._variant if self.is_fit() else 0

    def button_rect(self, verb: ActionVerb, index: int) -> QRectF | None:
        """Where the button of an action is, in this widget; None when it is not offered now."""
        for button in self._buttons():
            action = button.action
            if action is not None and action.verb is verb and action.index == index:
                return button.rect
        return None

    def _part(self, variant: int, rect: QRectF) -> QRectF:
        width, height = rect.width() / 2, rect.height() / 2
        column, row = (variant - 1) % 2, (variant - 1) // 2
        return QRectF(rect.left() + column * width, rect.top() + row * height, width, height)

    def _buttons(self) -> list[_Button]:
        task = self._task
        if task is None or not self._variant or not self.is_fit():
            return []
        part = self._part(self._variant, self.picture_rect())
        offers: list[tuple[str, str, str, str, Action | None]] = []
        for verb in (ActionVerb.UPSCALE, ActionVerb.VARIATION):
            offers += [
                (
                    action_words.action_icon(action),
                    action_words.action_label(action),
                    action_words.action_hint(action),
                    "",
                    action,
                )
                for action in task.actions
                if action.verb is verb and action.index == self._variant
            ]
        offers.append(("download", tr("Save tile"), tr("Save this picture; it costs nothing"), "save", None))
        offers.append(("copy", "", tr("Copy this picture"), "copy", None))
        metrics = QFontMetricsF(self._theme.font(TYPE.label, WEIGHT.medium))
        placed: list[_Button] = []
        left = part.left() + 14
        top = part.bottom() - 12 - _HEIGHT
        for icon, label, hint, command, action in offers:
            width = 30 + (metrics.horizontalAdvance(label) + 8 if label else 0)
            if left + width > part.right() - 6:
                break
            placed.append(_Button(QRectF(left, top, width, _HEIGHT), icon, label, hint, command, action))
            left += width + _GAP
        return placed

    def _on_pointed(self, where: QPointF | None) -> None:
        variant = 0
        if where is not None and self._task is not None and self._task.is_grid:
            variant = 1 + int(where.x() >= 0.5) + 2 * int(where.y() >= 0.5)
        if variant != self._variant:
            self._variant = variant
            self.update()

    def _on_clicked(self, at: QPointF) -> None:
        button = self._button_at(at)
        if button is None or not self._is_button_held:
            return
        if button.action is not None:
            self.acted.emit(button.action)
        else:
            self.tile_commanded.emit(self._variant, button.command)

    def _button_at(self, at: QPointF) -> _Button | None:
        return next((button for button in self._buttons() if button.rect.contains(at)), None)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.point_at(event.position())
        self._is_button_held = self._button_at(event.position()) is not None
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_button_held and event.buttons():
            return  # a button that is held is no handle to drag the picture by
        super().mouseMoveEvent(event)
        hot = self._button_at(event.position())
        if hot != self._hot:
            self._hot = hot
            if hot is not None:
                QToolTip.showText(event.globalPosition().toPoint(), hot.hint, self)
            self.setCursor(Qt.CursorShape.PointingHandCursor if hot else Qt.CursorShape.ArrowCursor)
            self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._button_at(event.position()) is None:
            super().mouseDoubleClickEvent(event)

    @override
    def paint_over(self, painter: QPainter, rect: QRectF) -> None:
        task, tokens = self._task, self._theme.tokens
        if task is None:
            return
        if task.state is TaskState.NEEDS_ANSWER:
            return  # the card in the middle says it
        if task.is_live:
            ring = QRectF(0, 0, 56, 56)
            ring.moveCenter(rect.center())
            paint_ring(painter, ring, task.progress / 100, self._theme)
            return
        if not self._variant or not self.is_fit():
            return
        for other in range(1, 5):
            if other != self._variant:
                painter.fillRect(self._part(other, rect), ink(tokens.scrim, 0.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink(tokens.on_scrim), 2))
        painter.drawRect(self._part(self._variant, rect).adjusted(1, 1, -1, -1))
        painter.setFont(self._theme.font(TYPE.label, WEIGHT.medium))
        for button in self._buttons():
            is_hot = button == self._hot
            box(
                painter,
                button.rect,
                RADIUS.control,
                ink(tokens.scrim, 0.92 if is_hot else 0.7),
                ink(tokens.on_scrim, 0.55) if is_hot else None,
            )
            place = QRectF(button.rect.left() + 8, button.rect.center().y() - 7, 14, 14)
            self._theme.icons.paint(painter, button.icon, tokens.on_scrim, place)
            line_of_text(painter, button.rect.adjusted(29, 0, 0, 0), button.label, ink(tokens.on_scrim))
