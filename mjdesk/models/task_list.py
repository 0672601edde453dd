"""The store as rows: what is in progress first, then every finished task, newest first.

Built for a hundred thousand tasks: a row is a number, a shape and a day; the task behind it is fetched
when a row comes into view, and `None` until then. Longer than most modules: Qt must hear of every change
before and after it, so what decides where a task stands is read together with what moves its row.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from typing_extensions import override

from mjdesk.domain.library import TaskQuery
from mjdesk.domain.task import TaskKind
from mjdesk.services.delivery import delivered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.library import IndexRow
    from mjdesk.domain.task import Task, TaskChange
    from mjdesk.services.gallery_feed import FeedChunk, GalleryFeed
    from mjdesk.services.task_scope import TaskScope
    from mjdesk.services.task_store import TaskStore

LIVE_SECTION = 0
"""Section of what is in progress; every other section is a day, as `date.toordinal()`."""
_HELD_TASKS = 1500
_TEXT_CARD_RATIO = 1.6
_INVALID = QModelIndex()


class Role(IntEnum):
    """What a row answers besides its text."""

    TASK = Qt.ItemDataRole.UserRole + 1
    """`Task`, or None while it is being fetched."""
    RATIO = Qt.ItemDataRole.UserRole + 2
    """Width to height of the tile, a float."""
    SECTION = Qt.ItemDataRole.UserRole + 3
    """`LIVE_SECTION` or a day's ordinal."""


def tile_ratio(task: Task) -> float:
    """Shape of the task's tile: the picture's when there is one, else the wish's; never extreme."""
    cover = task.cover
    if cover is not None and cover.height:
        ratio = cover.width / cover.height
    elif task.kind is TaskKind.SHORTEN:
        ratio = _TEXT_CARD_RATIO
    else:
        ratio = task.ratio.value
    return min(4.0, max(0.3, ratio))


class TaskListModel(QAbstractListModel):
    """Owns which rows there are; the tasks themselves belong to the store and the library."""

    opened = Signal()
    """The first rows of a new query are there."""
    completed = Signal()
    """All rows of the query are there."""

    def __init__(
        self, feed: GalleryFeed, store: TaskStore, scope: TaskScope, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._feed = feed
        self._store = store
        self._scope = scope
        self._query = TaskQuery()
        self._live: list[str] = []
        self._seqs = array("q")  # negated, so that they ascend and bisect works
        self._ratios = array("f")
        self._days = array("i")
        self._tasks: OrderedDict[int, Task] = OrderedDict()
        self._used: dict[str, tuple[str, ...]] = {}
        self._wanted: set[int] = set()
        self._is_complete = False
        self._meanwhile: dict[str, Task] = {}
        self._is_opening = False
        self._fetch = QTimer(self)
        self._fetch.setSingleShot(True)
        self._fetch.setInterval(0)
        self._fetch.timeout.connect(self._on_fetch)
        self._disconnects = (
            store.changed.connect(self._on_task_changed),
            feed.chunks.connect(self._on_chunk),
            store.removed.connect(self._on_task_removed),
        )

    @property
    def query(self) -> TaskQuery:
        return self._query

    @property
    def is_complete(self) -> bool:
        """All rows of the query have been delivered."""
        return self._is_complete

    @property
    def live_count(self) -> int:
        return len(self._live)

    def open(self, query: TaskQuery) -> None:
        """Show what matches; the rows change when the first of them arrive."""
        self._query = query
        self._is_complete = False
        self._is_opening = True
        self._meanwhile.clear()
        self._scope.start(self._feed.open(query), name="gallery feed", replace=True)

    def close(self) -> None:
        """Stop listening; before the services go."""
        for disconnect in self._disconnects:
            disconnect()
        self._fetch.stop()

    def ratio(self, row: int) -> float:
        """Shape of the tile at `row`, without the cost of a QVariant."""
        if row < len(self._live):
            task = self._store.get(self._live[row])
            return tile_ratio(task) if task else 1.0
        return self._ratios[row - len(self._live)]

    def section(self, row: int) -> int:
        """`LIVE_SECTION` or the day's ordinal of the task at `row`."""
        return LIVE_SECTION if row < len(self._live) else self._days[row - len(self._live)]

    def task(self, row: int) -> Task | None:
        """The task at `row`; None while it is fetched, after which `dataChanged` tells."""
        if not 0 <= row < self.rowCount():
            return None
        if row < len(self._live):
            return self._store.get(self._live[row])
        seq = -self._seqs[row - len(self._live)]
        found = self._tasks.get(seq)
        if found is not None:
            self._tasks.move_to_end(seq)
            return found
        self._wanted.add(seq)
        if not self._fetch.isActive():
            self._fetch.start()
        return None

    def known(self, task_id: str) -> Task | None:
        """A task that is live or was looked at lately, by its id."""
        found = self._store.get(task_id)
        return found or next((task for task in self._tasks.values() if task.id == task_id), None)

    def used_actions(self, task_id: str) -> tuple[str, ...]:
        """Short names of buttons that are known to have been pressed; children seen so far tell."""
        return self._used.get(task_id, ())

    def row_of(self, task: Task) -> int:
        """Where a task stands; -1 when the query does not show it."""
        if task.id in self._live:
            return self._live.index(task.id)
        at = bisect_left(self._seqs, -task.seq)
        found = at < len(self._seqs) and self._seqs[at] == -task.seq
        return len(self._live) + at if found else -1

    def _on_chunk(self, chunk: FeedChunk) -> None:
        if chunk.query != self._query:
            return
        if chunk.is_first:
            self.beginResetModel()
            self._live = [task.id for task in self._store.live() if self._query.takes(task)]
            self._seqs, self._ratios, self._days = array("q"), array("f"), array("i")
            self._extend(chunk.rows)
            for task in chunk.tasks:
                self._hold(task)
            self.endResetModel()
            self._catch_up()
            self.opened.emit()
        else:
            # A task that settled since the first chunk may already stand here.
            last = self._seqs[-1] if self._seqs else None
            rows = [row for row in chunk.rows if last is None or -row.seq > last]
            if rows:
                first = self.rowCount()
                self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
                self._extend(rows)
                self.endInsertRows()
        if chunk.is_last:
            self._is_complete = True
            self.completed.emit()

    def _extend(self, rows: Sequence[IndexRow]) -> None:
        for row in rows:
            self._seqs.append(-row.seq)
            self._ratios.append(min(4.0, max(0.3, row.ratio)))
            self._days.append(row.day)

    def _on_fetch(self) -> None:
        seqs = [seq for seq in self._wanted if seq not in self._tasks]
        if seqs:
            self._scope.start(delivered(self._feed.tasks(seqs), self._on_fetched), name="gallery rows")
        self._wanted.clear()

    def _on_fetched(self, tasks: Sequence[Task]) -> None:
        rows: list[int] = []
        for task in tasks:
            self._hold(task)
            row = self.row_of(task)
            if row >= 0:
                rows.append(row)
        for first, last in _runs(sorted(rows)):
            self.dataChanged.emit(self.index(first), self.index(last), [Role.TASK])

    def _note_use(self, task: Task) -> None:
        if task.parent and task.action is not None and task.action.is_per_variant:
            used = self._used.get(task.parent, ())
            name = task.action.short_name
            if name not in used:
                self._used[task.parent] = (*used, name)

    def _hold(self, task: Task) -> None:
        self._note_use(task)
        self._tasks[task.seq] = task
        self._tasks.move_to_end(task.seq)
        while len(self._tasks) > _HELD_TASKS:
            self._tasks.popitem(last=False)

    def _on_task_changed(self, change: TaskChange) -> None:
        task = change.after
        self._note_use(task)
        if self._is_opening:
            self._meanwhile[task.id] = task
        self._place(task)

    def _catch_up(self) -> None:
        """What changed while the first rows were on their way, which were read before it."""
        self._is_opening = False
        meanwhile, self._meanwhile = self._meanwhile, {}
        for task in meanwhile.values():
            self._place(task)

    def _place(self, task: Task) -> None:
        if task.seq in self._tasks:
            self._tasks[task.seq] = task
        row = self.row_of(task)
        belongs = self._query.takes(task)
        stays = row >= 0 and belongs and (row < len(self._live)) is task.is_live
        if stays:
            self._update(row, task)
        elif row >= 0 and belongs and not task.is_live:
            self._settle(row, task)
        else:
            if row >= 0:
                self._remove(row)
            if belongs:
                self._insert(task)

    def _on_task_removed(self, task_id: str) -> None:
        for task in tuple(self._tasks.values()):
            if task.id == task_id:
                row = self.row_of(task)
                del self._tasks[task.seq]
                if row >= 0:
                    self._remove(row)

    def _update(self, row: int, task: Task) -> None:
        roles = [Role.TASK]
        if row >= len(self._live):
            at = row - len(self._live)
            ratio = tile_ratio(task)
            if abs(self._ratios[at] - ratio) > 0.005:
                self._ratios[at] = ratio
                roles.append(Role.RATIO)
        index = self.index(row)
        self.dataChanged.emit(index, index, roles)

    def _insert(self, task: Task) -> None:
        if task.is_live:
            row = len(self._live)
            self.beginInsertRows(QModelIndex(), row, row)
            self._live.append(task.id)
        else:
            at = bisect_left(self._seqs, -task.seq)
            if at == len(self._seqs) and not self._is_complete:
                return  # older than what has been delivered; it comes with its chunk
            row = len(self._live) + at
            self.beginInsertRows(QModelIndex(), row, row)
            self._insert_settled(at, task)
        self.endInsertRows()

    def _insert_settled(self, at: int, task: Task) -> None:
        self._seqs.insert(at, -task.seq)
        self._ratios.insert(at, tile_ratio(task))
        self._days.insert(at, day_of(task))
        self._hold(task)

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        if row < len(self._live):
            del self._live[row]
        else:
            at = row - len(self._live)
            del self._seqs[at], self._ratios[at], self._days[at]
        self.endRemoveRows()

    def _settle(self, row: int, task: Task) -> None:
        """Move a task from *in progress* to its day."""
        at = bisect_left(self._seqs, -task.seq)
        target = len(self._live) + at
        if target == row + 1:  # the same place; only the section changes
            del self._live[row]
            self._insert_settled(at, task)
            index = self.index(row)
            self.dataChanged.emit(index, index, [Role.TASK, Role.RATIO, Role.SECTION])
            return
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), target)
        del self._live[row]
        self._insert_settled(at, task)
        self.endMoveRows()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _INVALID) -> int:
        return 0 if parent.isValid() else len(self._live) + len(self._seqs)

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        row = index.row()
        if not index.isValid() or not 0 <= row < self.rowCount():
            return None
        match role:
            case Role.TASK:
                return self.task(row)
            case Role.RATIO:
                return self.ratio(row)
            case Role.SECTION:
                return self.section(row)
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                task = self.task(row)
                return task.prompt or task.kind.value if task else ""
            case _:
                return None

    @override
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    @override
    def roleNames(self) -> dict[int, QByteArray]:
        return {
            Role.TASK: QByteArray(b"task"),
            Role.RATIO: QByteArray(b"ratio"),
            Role.SECTION: QByteArray(b"section"),
        }


def day_of(task: Task) -> int:
    """The local day a task belongs to, as `date.toordinal()`."""
    return date.fromtimestamp(task.created).toordinal()


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as closed runs: 1 2 3 7 -> (1, 3), (7, 7)."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
