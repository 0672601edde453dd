"""The wall of tasks: justified rows by section, drawn only where one looks.

Longer than most modules: an item view must override some twenty functions of Qt, each of a few lines. What it
does is elsewhere: `wall` places the rows, `foothold` keeps them still, `tile_pointer` knows what is under the
pointer, `tile_painter` and `head_painter` draw.
"""

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
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QToolTip
from typing_extensions import override

from mjdesk.domain.task import TaskState
from mjdesk.models.task_list import Role, TaskListModel
from mjdesk.theme import Theme, ink
from mjdesk.views.gallery.foothold import Foothold
from mjdesk.views.gallery.head_painter import paint_head
from mjdesk.views.gallery.justified_layout import Box, Metrics
from mjdesk.views.gallery.tile_painter import TilePainter
from mjdesk.views.gallery.tile_pointer import TilePointer
from mjdesk.views.gallery.wall import Wall
from mjdesk.views.language import tr
from mjdesk.widgets.painting import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QAbstractItemModel, QMimeData
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.task import Task
    from mjdesk.models.films import Films
    from mjdesk.models.previews import Previews
    from mjdesk.models.thumbnails import Thumbnails
    from mjdesk.models.waiting_line import WaitingLine
    from mjdesk.views.gallery.film_tiles import FilmTiles
    from mjdesk.views.gallery.tile_buttons import TileButton

_PADDING = 12
_PAINTED_AT_ONCE = 6
"""Tiles whose pictures have come, in one frame: after a leap thirty come at once, and scrolling goes on."""


class GalleryView(QAbstractItemView):
    """Owns scroll and selection; the tasks belong to the model."""

    acted = Signal(str, object)
    """A task's id and the `Action` that was pressed on its tile."""
    commanded = Signal(str, str)
    """A task's id and one of `view`, `retry`, `check`, `collect`, `answer`, `cancel`."""
    menu_requested = Signal(str, QPoint)
    """A task's id and a global position."""
    focused = Signal(object)
    """The `Task` that is current now, or None."""
    drag_began = Signal()
    drag_ended = Signal()
    """Whether or not anything was dropped."""

    def __init__(
        self,
        theme: Theme,
        model: TaskListModel,
        thumbnails: Thumbnails,
        previews: Previews,
        drag_data: Callable[[list[Task], int], QMimeData | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = model
        self._thumbnails = thumbnails
        self._tiles = TilePainter(theme, thumbnails, previews)
        self._drag_data = drag_data
        self._wall = Wall(model)
        self._layout = self._wall.layout
        self._foothold = Foothold(model, self._layout)
        self._is_placing = False
        self._pointer = TilePointer()
        self._pointed: QPoint | None = None
        self._row_height = 190
        self.setAccessibleName(tr("Gallery"))
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(40)
        self._repaint = QTimer(self)
        self._repaint.setSingleShot(True)
        self._repaint.setInterval(16)
        self._repaint.timeout.connect(self._on_repaint)
        self._fresh: set[str] = set()
        thumbnails.ready.connect(self._on_picture_ready)
        previews.ready.connect(self._on_picture_ready)
        theme.changed.connect(self.viewport().update)
        model.rowsAboutToBeMoved.connect(self._on_rows_about_to_move)
        model.rowsRemoved.connect(self._on_rows_removed)
        model.rowsMoved.connect(self._on_rows_moved)
        self.setModel(model)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def set_films(self, films: Callable[[], Films]) -> None:
        """What is known of films; asked for when the first tile of one is drawn."""

        def make() -> FilmTiles:
            from mjdesk.views.gallery.film_tiles import FilmTiles

            known = films()
            known.ready.connect(self._on_picture_ready)
            return FilmTiles(self._theme, known)

        self._tiles.set_films(make)

    def set_line(self, line: WaitingLine) -> None:
        """Where waiting tiles learn their turn."""
        self._tiles.set_places(line.place)
        line.changed.connect(self.viewport().update)

    def set_row_height(self, height: int) -> None:
        """What the size slider asks for, in logical pixels."""
        self._row_height = height
        self._measure()

    def selected_count(self) -> int:
        """How many rows are selected; cheap for any number."""
        ranges = self.selectionModel().selection()
        found = (ranges.at(at) for at in range(ranges.count()))
        return sum(each.bottom() - each.top() + 1 for each in found)

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

    def tile_buttons(self) -> tuple[TileButton, ...]:
        """The small buttons under the pointer, in the viewport."""
        return self._pointer.buttons

    def _offset(self) -> int:
        return self.verticalScrollBar().value()

    def _rect_of(self, tile: Box) -> QRect:
        left = tile.left + _PADDING
        if self.isRightToLeft():
            left = self.viewport().width() - left - tile.width
        return QRect(left, tile.top - self._offset(), tile.width, tile.height)

    def _row_at(self, point: QPoint) -> int:
        left = self.viewport().width() - 1 - point.x() if self.isRightToLeft() else point.x()
        return self._layout.row_at(left - _PADDING, point.y() + self._offset())

    def _measure(self) -> None:
        width = max(120, self.viewport().width() - 2 * _PADDING + 6)
        self._layout.set_metrics(Metrics(width=width, row_height=self._row_height))
        self._stand_still()

    def _stand_still(self) -> None:
        """After any change of the layout: what one looks at stays."""
        self._place()
        self.viewport().update()

    def _step(self, moved: int) -> None:
        """A scroll of `moved` pixels to where the layout was only estimated: what was in view is moved as it
        was painted, and only what comes into view is painted."""
        before = self._foothold.row()
        self._place(moved)
        height = self.viewport().height()
        if before is None or before[0] >= self._layout.count:
            self.viewport().update()
            return
        row, top = before
        shift = self._layout.box(row).top - self._offset() - top
        if abs(shift) < height:
            self.viewport().scroll(0, shift)
        else:
            self.viewport().update()

    def _place(self, moved: int = 0) -> None:
        height = self.viewport().height()
        offset = self._foothold.offset(height, moved)
        self._is_placing = True
        self._layout.boxes_between(self._offset(), self._offset() + height)
        self.updateGeometries()
        if offset is not None:
            self.verticalScrollBar().setValue(offset)
        self._is_placing = False
        self._foothold.take(self._offset(), height)
        self._update_hover()

    def _update_hover(self) -> None:
        """The wall moved under a pointer that stood still."""
        point = self._pointed
        self._hover_at(point if point is not None and self.viewport().rect().contains(point) else None)

    def _hover_at(self, point: QPoint | None) -> None:
        self._pointed = point
        before = self._pointer.row
        row = -1 if point is None else self._row_at(point)
        if row >= 0 and point is not None:
            task = self._rows.task(row)
            rect = self.tile_rect(row)
            is_changed = self._pointer.point_at(self._rows.index(row), task, rect, point)
            is_changed = self._tiles.point_at(task, rect, point) or is_changed
        else:
            is_changed = self._pointer.leave()
            self._tiles.point_at(None, QRect(), None)
        if not is_changed:
            return
        is_button = self._pointer.hot is not None
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if is_button else Qt.CursorShape.ArrowCursor
        )
        for changed in {before, row}:
            if 0 <= changed < self._layout.count:
                self.viewport().update(self.tile_rect(changed).adjusted(-2, -2, 2, 2))

    def _open(self, task: Task) -> None:
        """What a double click or Enter means for a task."""
        self.commanded.emit(task.id, "answer" if task.state is TaskState.NEEDS_ANSWER else "view")

    def _press(self, button: TileButton, task: Task) -> None:
        if button.action is not None:
            self.acted.emit(task.id, button.action)
        elif button.command == "more":
            corner = button.rect.bottomLeft() + QPoint(0, 4)
            self.menu_requested.emit(task.id, self.viewport().mapToGlobal(corner))
        else:
            self.commanded.emit(task.id, button.command)

    def _on_picture_ready(self, key: str) -> None:
        """`key`: a picture's digest or a task's id; empty when any tile may have news."""
        self._fresh.add(key)
        if not self._repaint.isActive():
            self._repaint.start()

    def _on_repaint(self) -> None:
        """Paint the tiles that have news, few in one frame, and no others."""
        fresh, self._fresh = self._fresh, set()
        viewport = self.viewport()
        if "" in fresh:
            viewport.update()
            return
        top, painted = self._offset(), 0
        for row, tile in self._layout.boxes_between(top, top + viewport.height()):
            task = self._rows.task(row)
            if task is None:
                continue
            news = {task.id, task.cover.digest if task.cover is not None else ""} & fresh
            if not news:
                continue
            if painted == _PAINTED_AT_ONCE:
                self._fresh |= news
                continue
            painted += 1
            viewport.update(self._rect_of(tile).adjusted(-2, -2, 2, 2))
        if self._fresh:
            self._repaint.start()

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.focused.emit(self._rows.task(current.row()))
        self.viewport().update()

    def _on_rows_about_to_move(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._foothold.avoid(first, last)

    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._wall.remove(first, last)
        self._stand_still()

    def _on_rows_moved(
        self, _parent: QModelIndex, first: int, _last: int, _target: QModelIndex, row: int
    ) -> None:
        self._wall.move(first, row)
        self._stand_still()

    @override
    def reset(self) -> None:
        super().reset()
        if hasattr(self, "_wall"):  # Qt calls it while the base is being made, too
            self._thumbnails.drop_queue()
            self._foothold.drop()
            self._wall.rebuild()
            self.verticalScrollBar().setValue(0)
            self._stand_still()

    @override
    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self._wall.rebuild()

    @override
    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        self._wall.insert(start, end)
        self._stand_still()

    @override
    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,
        bottomRight: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        first, last = topLeft.row(), bottomRight.row()
        if Role.SECTION in roles:
            self._wall.change_section(first)
            self._stand_still()
        elif Role.RATIO in roles:
            self._wall.reshape(first, last)
            self._stand_still()
        for row in range(first, last + 1):
            task = self._rows.task(row)
            if task is None:
                continue
            self._on_picture_ready(task.id)
            if task.cover is not None:
                self._thumbnails.forget(task.cover.digest)  # it may have been fetched once more
        current = self.currentIndex().row()
        if first <= current <= last:
            self.focused.emit(self._rows.task(current))
        if first <= self._pointer.row <= last:
            self._update_hover()

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
        self.updateGeometries()
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < head:
            bar.setValue(bar.value() + rect.top() - head)
        elif rect.bottom() > height - _PADDING:
            bar.setValue(bar.value() + min(rect.top() - head, rect.bottom() - height + _PADDING))

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._row_at(point)
        return self._rows.index(row) if row >= 0 else QModelIndex()

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        if not self._layout.count:
            return QModelIndex()
        row = self.currentIndex().row()
        if row < 0:
            return self._rows.index(0)
        page = max(1, self.viewport().height() // (self._row_height + 6))
        row = self._wall.step(row, cursorAction, page=page, mirrored=self.isRightToLeft())
        return self._rows.index(row)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here; Qt's own search would read every row of the library."""

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
        area = rect.normalized()
        selection = QItemSelection()
        top, bottom = area.top() + self._offset(), area.bottom() + 1 + self._offset()
        for row, tile in self._layout.boxes_between(top, bottom):
            if area.intersects(self._rect_of(tile)):
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
        if self._is_placing:
            return
        before = self._layout.height
        self._layout.boxes_between(self._offset(), self._offset() + self.viewport().height())
        if self._layout.height != before:
            # What was estimated is exact now. A step must stay a step; a leap may land a little off.
            is_leap = abs(dy) > self.viewport().height() or self.verticalScrollBar().isSliderDown()
            if is_leap:
                self._foothold.drop()
                self._stand_still()
            else:
                self._step(dy)
            return
        self.viewport().scroll(0, dy)
        self._foothold.take(self._offset(), self.viewport().height())
        self._update_hover()

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        tasks = self.selected_tasks()
        tile = self._pointer.quadrant if len(tasks) == 1 else 0
        data = self._drag_data(tasks, tile)
        if data is None:
            return
        from mjdesk.views.drag_out import drag_out

        covers = [task.cover for task in tasks if task.cover is not None]
        picture = self._thumbnails.stand_in(covers[0].digest) if covers else None
        self.drag_began.emit()
        try:
            drag_out(self, data, picture)
        finally:
            self.drag_ended.emit()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hot = self._pointer.hot
            if hot is not None:
                QToolTip.showText(event.globalPos(), hot.hint, self, hot.rect)
            else:
                QToolTip.hideText()
            return True
        if event.type() in {QEvent.Type.Leave, QEvent.Type.HoverLeave}:
            self._hover_at(None)
        return super().viewportEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pointer.holds_button:
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            self._hover_at(event.position().toPoint())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hover_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and self._pointer.press():
            event.accept()
            return
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._pointer.holds_button:
            task = self._rows.task(self._pointer.row)
            button = self._pointer.release(event.position().toPoint())
            if button is not None and task is not None:
                self._press(button, task)
            return
        super().mouseReleaseEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._hover_at(event.position().toPoint())
        task = self._rows.task(self._pointer.row)
        if event.button() is Qt.MouseButton.LeftButton and task is not None and self._pointer.hot is None:
            self._open(task)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        task = self.focused_task()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and task is not None:
            self._open(task)
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self.viewport())
        area, fresh = event.rect(), event.region()
        painter.fillRect(area, ink(self._theme.tokens.ground))
        offset, width = self._offset(), self.viewport().width()
        top, bottom = area.top() + offset, area.bottom() + 1 + offset
        scale = self.devicePixelRatioF()
        selection = self.selectionModel()
        current = self.currentIndex().row() if self.hasFocus() else -1
        pointer, hover = self._pointer, self._pointer.row
        for row, tile in self._layout.boxes_between(top, bottom):
            rect = self._rect_of(tile)
            if not fresh.intersects(rect.adjusted(-2, -2, 2, 2)):
                continue
            task = self._rows.task(row)
            is_hovered = row == hover
            self._tiles.paint(
                painter,
                rect,
                task,
                scale=scale,
                is_hovered=is_hovered,
                is_selected=selection.isSelected(self._rows.index(row)),
                is_current=row == current,
                used=self._rows.used_actions(task.id) if task is not None else (),
                buttons=pointer.buttons if is_hovered else (),
                hot=pointer.hot if is_hovered else None,
                quadrant=pointer.quadrant if is_hovered else 0,
            )
        today, height = date.today(), self._layout.metrics.head_height
        for head in self._layout.heads_between(top, bottom):
            line = QRectF(_PADDING + 2, head.top - offset, width - 2 * _PADDING - 4, height)
            paint_head(painter, head, line, self._theme, today, is_mirrored=self.isRightToLeft())
        painter.end()
