"""The neighbours of the picture that is looked at, in one row that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import Theme, ink
from mjdesk.views.language import tr
from mjdesk.views.small_tile import paint_small_tile

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent

    from mjdesk.models.task_list import TaskListModel
    from mjdesk.models.thumbnails import Thumbnails

_EDGE = 64
_GAP = 6
_NOTCH = 120
"""Eighths of a degree; pads send many small turns instead of one notch."""


class Filmstrip(QWidget):
    """Owns nothing but which row is in its middle; the rows belong to the model."""

    chosen = Signal(int)
    """A row."""
    drag_started = Signal(object)
    """A `Task`: its picture wants to leave the strip."""

    def __init__(
        self, theme: Theme, model: TaskListModel, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._thumbnails = thumbnails
        self._row = -1
        self._turned = 0
        self._pressed: QPoint | None = None
        self._well = theme.tokens.ground
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Filmstrip"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        thumbnails.ready.connect(self._on_changed)
        model.dataChanged.connect(self._on_changed)
        model.rowsInserted.connect(self._on_changed)
        model.rowsRemoved.connect(self._on_changed)
        model.modelReset.connect(self._on_changed)

    @property
    def row(self) -> int:
        """Which row is in the light; -1 for none."""
        return self._row

    def show_row(self, row: int) -> None:
        """Which row is in the light."""
        self._row = row
        self.update()

    def place_of(self, row: int) -> QPoint:
        """The middle of a row's picture; a null point while that is not shown."""
        found = (rect.center() for number, rect in self._places() if number == row)
        return next(found, QPoint())

    def set_well(self, colour: str) -> None:
        self._well = colour
        self.update()

    def _on_changed(self, *_: object) -> None:
        if self.isVisible():
            self.update()

    def _places(self) -> list[tuple[int, QRect]]:
        count = self._model.rowCount()
        fitting = max(1, (self.width() - 24 + _GAP) // (_EDGE + _GAP))
        shown = min(count, fitting)
        first = max(0, min(count - shown, self._row - shown // 2))
        left = (self.width() - shown * (_EDGE + _GAP) + _GAP) // 2
        places = [(first + i, QRect(left + i * (_EDGE + _GAP), 8, _EDGE, _EDGE)) for i in range(shown)]
        if self.isRightToLeft():
            places = [
                (row, QRect(self.width() - rect.right() - 1, rect.top(), _EDGE, _EDGE))
                for row, rect in places
            ]
        return places

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed
        if start is None:
            return
        moved = event.position().toPoint() - start
        if moved.manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        for row, rect in self._places():
            task = self._model.task(row) if rect.contains(start) else None
            if task is not None:
                self.drag_started.emit(task)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return  # it became a drag
        self._pressed = None
        for row, rect in self._places():
            if rect.contains(event.position().toPoint()):
                self.chosen.emit(row)
                return

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turned -= event.angleDelta().y() or event.angleDelta().x()
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        row = max(0, min(self._model.rowCount() - 1, self._row + steps))
        if steps and row >= 0 and row != self._row:
            self.chosen.emit(row)
        event.accept()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, _EDGE + 24)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), ink(self._well))
        tokens = self._theme.tokens
        for row, rect in self._places():
            task = self._model.task(row)
            paint_small_tile(
                painter,
                rect,
                task,
                self._theme,
                self._thumbnails,
                scale=self.devicePixelRatioF(),
                ground=ink(tokens.control, 0.5),
                icon=20,
                on_picture=True,
            )
            if row == self._row:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(ink(tokens.shadow), 1))
                painter.drawRoundedRect(QRectF(rect).adjusted(-0.5, -0.5, 0.5, 0.5), 7, 7)
                painter.setPen(QPen(ink(tokens.on_scrim), 2))
                painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()
