"""The wall of tasks: justified rows by section, drawn only where one looks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QRegion
from PySide6.QtWidgets import QAbstractItemView, QToolTip
from typing_extensions import override

from mjdesk.domain.task import TaskState
from mjdesk.models.task_list import LIVE_SECTION, Role, TaskListModel
from mjdesk.theme import TYPE, WEIGHT, Theme, ink
from mjdesk.views import wording
from mjdesk.views.gallery.justified_layout import Box, Head, JustifiedLayout, Metrics
from mjdesk.views.gallery.tile_buttons import buttons_for
from mjdesk.views.gallery.tile_painter import TileButton, TilePainter, quadrant_at
from mjdesk.widgets.painting import line_of_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QAbstractItemModel, QMimeData
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.task import Task
    from mjdesk.models.previews import Previews
    from mjdesk.models.thumbnails import Thumbnails

_PADDING = 12
_DRAG_EDGE = 160
_INVALID = QModelIndex()


class GalleryView(QAbstractItemView):
    """Owns scroll, selection and what the pointer is over; the tasks belong to the model."""

    acted = Signal(str, object)
    """A task's id and the `Action` that was pressed on its tile."""
    commanded = Signal(str, str)
    """A task's id and one of `view`, `retry`, `check`, `collect`, `answer`, `cancel`."""
    menu_requested = Signal(str, QPoint)
    """A task's id and a global position."""
    focused = Signal(object)
    """The `Task` that is current now, or None."""

    def __init__(
        self,
        theme: Theme,
        model: TaskListModel,
        thumbnails: Thumbnails,
        previews: Previews,
        drag_data: Callable[[list[Task]], QMimeData | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = model
        self._thumbnails = thumbnails
        self._tiles = TilePainter(theme, thumbnails, previews)
        self._drag_data = drag_data
        self._layout = JustifiedLayout(model.ratio)
        self._row_height = 190
        self._hover = QPersistentModelIndex()
        self._quadrant = 0
        self._buttons: tuple[TileButton, ...] = ()
        self._hot: TileButton | None = None
        self._anchor: tuple[QPersistentModelIndex, int] | None = None
        self.setAccessibleName("Gallery")
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(40)
        self._repaint = QTimer(self)
        self._repaint.setSingleShot(True)
        self._repaint.setInterval(16)
        self._repaint.timeout.connect(self.viewport().update)
        thumbnails.ready.connect(self._on_picture_ready)
        previews.ready.connect(self._on_picture_ready)
        theme.changed.connect(self.viewport().update)
        model.rowsAboutToBeInserted.connect(self._on_rows_about_to_change)
        model.rowsAboutToBeRemoved.connect(self._on_rows_about_to_change)
        model.rowsAboutToBeMoved.connect(self._on_rows_about_to_change)
        model.rowsRemoved.connect(self._on_rows_removed)
        model.rowsMoved.connect(self._on_rows_moved)
        self.setModel(model)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def set_row_height(self, height: int) -> None:
        """What the size slider asks for, in logical pixels."""
        self._keep_anchor()
        self._row_height = height
        self._measure()

    def focused_task(self) -> Task | None:
        """The task that the keyboard is on."""
        return self._rows.task(self.currentIndex().row())

    def selected_tasks(self) -> list[Task]:
        """Every selected task that is known, in the order on screen."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [task for row in rows if (task := self._rows.task(row)) is not None]

    def show_task(self, task: Task) -> bool:
        """Select a task and bring it into view; False when the query does not show it."""
        row = self._rows.row_of(task)
        if row < 0:
            return False
        index = self._rows.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def tile_rect(self, row: int) -> QRect:
        """Where a row is drawn, in the viewport."""
        return self._rect_of(self._layout.box(row))

    def _offset(self) -> int:
        return self.verticalScrollBar().value()

    def _rect_of(self, tile: Box) -> QRect:
        left = tile.left + _PADDING
        if self.isRightToLeft():
            left = self.viewport().width() - left - tile.width
        return QRect(left, tile.top - self._offset(), tile.width, tile.height)

    def _measure(self) -> None:
        width = max(120, self.viewport().width() - 2 * _PADDING + 6)
        self._layout.set_metrics(Metrics(width=width, row_height=self._row_height))
        self._restore_anchor()

    def _rebuild(self) -> None:
        self._layout.clear()
        self._append(0, self._rows.rowCount() - 1)

    def _append(self, first: int, last: int) -> None:
        section = self._rows.section
        start = first
        while start <= last:
            here = section(start)
            end = start
            while end < last and section(end + 1) == here:
                end += 1
            self._layout.append(here, end - start + 1)
            start = end + 1

    def _keep_anchor(self) -> None:
        """Remember the first row in view, so that changes above it do not move what one looks at."""
        if self._anchor is None and self._offset() > 0 and self._layout.count:
            shown = self._layout.boxes_between(self._offset(), self._offset() + self.viewport().height())
            for row, tile in shown:
                if tile.top >= self._offset():
                    index = QPersistentModelIndex(self._rows.index(row))
                    self._anchor = (index, tile.top - self._offset())
                    return

    def _restore_anchor(self) -> None:
        anchor, self._anchor = self._anchor, None
        row = anchor[0].row() if anchor is not None and anchor[0].isValid() else -1
        top = self._layout.box(row).top if 0 <= row < self._layout.count else None
        self.updateGeometries()
        if anchor is not None and top is not None:
            self.verticalScrollBar().setValue(top - anchor[1])
        self._update_hover()
        self.viewport().update()

    def _paint_head(self, painter: QPainter, head: Head, today: date) -> None:
        tokens = self._theme.tokens
        title = "In progress" if head.section == LIVE_SECTION else wording.day_title(head.section, today)
        top = head.top - self._offset()
        height = self._layout.metrics.head_height
        painter.setFont(self._theme.font(TYPE.body, WEIGHT.semibold))
        metrics = QFontMetricsF(painter.font())
        line = QRectF(_PADDING + 2, top, self.viewport().width() - 2 * _PADDING, height)
        line_of_text(painter, line, title, ink(tokens.text_2))
        painter.setFont(self._theme.font(TYPE.label))
        count = line.adjusted(metrics.horizontalAdvance(title) + 8, 0, 0, 0)
        line_of_text(painter, count, f"{head.count:,}", ink(tokens.text_3))

    def _update_hover(self) -> None:
        point = self.viewport().mapFromGlobal(self.cursor().pos())
        self._hover_at(point if self.viewport().rect().contains(point) else None)

    def _hover_at(self, point: QPoint | None) -> None:
        row = -1 if point is None else self._row_at(point)
        task = self._rows.task(row) if row >= 0 else None
        quadrant = 0
        buttons: tuple[TileButton, ...] = ()
        hot = None
        if task is not None and point is not None:
            rect = self.tile_rect(row)
            quadrant = quadrant_at(rect, point) if task.is_grid else 0
            if self._buttons and row == self._hover.row() and self._bar_holds(point):
                quadrant = self._quadrant  # on the way to a button the choice stays
            buttons = buttons_for(task, rect, quadrant)
            hot = next((button for button in buttons if button.rect.contains(point)), None)
        is_same = row == self._hover.row() and quadrant == self._quadrant
        if is_same and hot == self._hot and buttons == self._buttons:
            return
        before = self._hover.row()
        self._hover = QPersistentModelIndex(self._rows.index(row)) if row >= 0 else QPersistentModelIndex()
        self._quadrant, self._buttons, self._hot = quadrant, buttons, hot
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if hot is not None else Qt.CursorShape.ArrowCursor
        )
        for changed in {before, row}:
            if 0 <= changed < self._layout.count:
                self.viewport().update(self.tile_rect(changed).adjusted(-2, -2, 2, 2))

    def _bar_holds(self, point: QPoint) -> bool:
        """The pointer is in the strip where the buttons are."""
        bar = QRect()
        for button in self._buttons:
            bar = bar.united(button.rect)
        return bar.adjusted(-4, -4, 4, 4).contains(point)

    def _row_at(self, point: QPoint) -> int:
        left = self.viewport().width() - point.x() if self.isRightToLeft() else point.x()
        return self._layout.row_at(left - _PADDING, point.y() + self._offset())

    def _press(self, button: TileButton, task: Task) -> None:
        if button.action is not None:
            self.acted.emit(task.id, button.action)
        elif button.command == "more":
            self.menu_requested.emit(
                task.id, self.viewport().mapToGlobal(button.rect.bottomLeft() + QPoint(0, 4))
            )
        else:
            self.commanded.emit(task.id, button.command)

    def _on_picture_ready(self, _key: str) -> None:
        if not self._repaint.isActive():
            self._repaint.start()

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.focused.emit(self._rows.task(current.row()))
        self.viewport().update()

    def _on_rows_about_to_change(self) -> None:
        self._keep_anchor()

    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        for row in range(last, first - 1, -1):
            self._layout.remove(row)
        self._restore_anchor()

    def _on_rows_moved(
        self, _parent: QModelIndex, first: int, _last: int, _target: QModelIndex, row: int
    ) -> None:
        self._layout.remove(first)
        arrived = row - 1 if row > first else row
        self._layout.insert(arrived, self._rows.section(arrived))
        self._restore_anchor()

    @override
    def reset(self) -> None:
        super().reset()
        if hasattr(self, "_layout"):
            self._thumbnails.drop_queue()
            self._anchor = None
            self._rebuild()
            self.verticalScrollBar().setValue(0)
            self._restore_anchor()

    @override
    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        if end == self._rows.rowCount() - 1 and start == self._layout.count:
            self._append(start, end)
        else:
            for row in range(start, end + 1):
                self._layout.insert(row, self._rows.section(row))
        self._restore_anchor()

    @override
    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,
        bottomRight: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        if Role.SECTION in roles:
            self._keep_anchor()
            self._layout.remove(topLeft.row())
            self._layout.insert(topLeft.row(), self._rows.section(topLeft.row()))
            self._restore_anchor()
        elif Role.RATIO in roles:
            self._keep_anchor()
            for row in range(topLeft.row(), bottomRight.row() + 1):
                self._layout.reshape(row)
            self._restore_anchor()
        else:
            self._on_picture_ready("")
        current = self.currentIndex().row()
        if topLeft.row() <= current <= bottomRight.row():
            self.focused.emit(self._rows.task(current))
        if topLeft.row() <= self._hover.row() <= bottomRight.row():
            self._update_hover()

    @override
    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self._rebuild()

    @override
    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        row = index.row()
        return self.tile_rect(row) if 0 <= row < self._layout.count else QRect()

    @override
    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        rect = self.visualRect(index)
        height = self.viewport().height()
        head = self._layout.metrics.head_height
        bar = self.verticalScrollBar()
        if rect.isNull():
            return
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < head:
            bar.setValue(bar.value() + rect.top() - head)
        elif rect.bottom() > height - _PADDING:
            bar.setValue(bar.value() + rect.bottom() - height + _PADDING)

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._row_at(point)
        return self._rows.index(row) if row >= 0 else QModelIndex()

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        count = self._layout.count
        if not count:
            return QModelIndex()
        row = self.currentIndex().row()
        if row < 0:
            return self._rows.index(0)
        page = max(1, self.viewport().height() // (self._row_height + 6))
        step = QAbstractItemView.CursorAction
        match cursorAction:
            case step.MoveLeft | step.MovePrevious:
                row -= 1
            case step.MoveRight | step.MoveNext:
                row += 1
            case step.MoveUp:
                row = self._layout.row_above(row)
            case step.MoveDown:
                row = self._layout.row_below(row)
            case step.MovePageUp:
                for _ in range(page):
                    row = self._layout.row_above(row)
            case step.MovePageDown:
                for _ in range(page):
                    row = self._layout.row_below(row)
            case step.MoveHome:
                row = 0
            case step.MoveEnd:
                row = count - 1
        return self._rows.index(max(0, min(count - 1, row)))

    @override
    def horizontalOffset(self) -> int:
        return 0

    @override
    def verticalOffset(self) -> int:
        return self._offset()

    @override
    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return False

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        area = rect.normalized().translated(-_PADDING, self._offset())
        selection = QItemSelection()
        for row, tile in self._layout.boxes_between(area.top(), area.bottom() + 1):
            if area.intersects(QRect(tile.left, tile.top, tile.width, tile.height)):
                index = self._rows.index(row)
                selection.select(index, index)
        self.selectionModel().select(selection, command)

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    @override
    def updateGeometries(self) -> None:
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        bar.setRange(0, max(0, self._layout.height + _PADDING - height))
        bar.setPageStep(height)
        super().updateGeometries()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(0, dy)
        self._update_hover()

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        from PySide6.QtGui import QDrag

        tasks = self.selected_tasks()
        data = self._drag_data(tasks)
        if data is None:
            return
        drag = QDrag(self)
        drag.setMimeData(data)
        cover = tasks[0].cover
        picture = self._thumbnails.stand_in(cover.digest) if cover is not None else None
        if picture is not None:
            edge = QSize(_DRAG_EDGE, _DRAG_EDGE)
            shown = picture.scaled(
                edge, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            drag.setPixmap(shown)
            drag.setHotSpot(QPoint(shown.width() // 2, shown.height() // 2))
        drag.exec(Qt.DropAction.CopyAction)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if self._hot is not None:
                QToolTip.showText(event.globalPos(), self._hot.hint, self, self._hot.rect)
            else:
                QToolTip.hideText()
            return True
        if event.type() in {QEvent.Type.Leave, QEvent.Type.HoverLeave}:
            self._hover_at(None)
        return super().viewportEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_anchor()
        super().resizeEvent(event)
        self._measure()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            self._hover_at(event.position().toPoint())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hover_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and self._hot is not None:
            event.accept()
            return
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._hot is not None:
            task = self._rows.task(self._hover.row())
            if task is not None and self._hot.rect.contains(event.position().toPoint()):
                self._press(self._hot, task)
                return
        super().mouseReleaseEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        task = self._rows.task(row) if row >= 0 else None
        if task is not None and self._hot is None:
            command = "answer" if task.state is TaskState.NEEDS_ANSWER else "view"
            self.commanded.emit(task.id, command)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        task = self.focused_task()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and task is not None:
            self.commanded.emit(task.id, "view")
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        area = event.rect()
        painter.fillRect(area, ink(self._theme.tokens.ground))
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        top, bottom = area.top() + self._offset(), area.bottom() + 1 + self._offset()
        scale = self.devicePixelRatioF()
        selection = self.selectionModel()
        current = self.currentIndex().row() if self.hasFocus() else -1
        hover = self._hover.row()
        today = date.today()
        before = self._layout.height
        for row, tile in self._layout.boxes_between(top, bottom):
            index = self._rows.index(row)
            task = self._rows.task(row)
            is_hovered = row == hover
            self._tiles.paint(
                painter,
                self._rect_of(tile),
                task,
                scale=scale,
                is_hovered=is_hovered,
                is_selected=selection.isSelected(index),
                is_current=row == current,
                used=self._rows.used_actions(task.id) if task is not None else (),
                buttons=self._buttons if is_hovered else (),
                hot=self._hot if is_hovered else None,
                quadrant=self._quadrant if is_hovered else 0,
            )
        for head in self._layout.heads_between(top, bottom):
            self._paint_head(painter, head, today)
        painter.end()
        if self._layout.height != before:
            self.updateGeometries()
