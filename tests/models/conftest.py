"""A scope that runs what it is given at once, and a feed that says what a test wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.library import IndexRow, LibrarySize, TaskQuery
from mjdesk.models.task_list import day_of, tile_ratio
from mjdesk.services.gallery_feed import FeedChunk
from mjdesk.services.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from mjdesk.domain.task import Task, TaskChange


class ScopeNow:
    """Runs a coroutine that never really waits to its end, where it stands."""

    def start(self, coro: Coroutine[object, object, object], *, name: str, replace: bool = False) -> None:
        try:
            coro.send(None)
        except StopIteration:
            return
        raise AssertionError(f"{name} waits for something")


class StoreOfTest:
    """What a model sees of the task store."""

    def __init__(self) -> None:
        self.changed: Signal[TaskChange] = Signal()
        self.removed: Signal[str] = Signal()
        self.tasks: dict[str, Task] = {}

    def get(self, task_id: str) -> Task | None:
        return self.tasks.get(task_id)

    async def load(self, task_id: str) -> Task | None:
        return self.tasks.get(task_id)

    def live(self) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks.values() if task.is_live)


class FeedOfTest:
    """A library of given tasks, told in chunks of `size`."""

    def __init__(self, tasks: Sequence[Task], size: int = 4) -> None:
        self.chunks: Signal[FeedChunk] = Signal()
        self.library = {task.seq: task for task in tasks}
        self.size_of_chunk = size
        self.asked: list[list[int]] = []

    async def open(self, query: TaskQuery) -> None:
        seqs = sorted(self.library, reverse=True)
        parts = [seqs[i : i + self.size_of_chunk] for i in range(0, len(seqs), self.size_of_chunk)] or [[]]
        for number, part in enumerate(parts):
            rows = tuple(
                IndexRow(seq, day_of(self.library[seq]), tile_ratio(self.library[seq])) for seq in part
            )
            self.chunks.emit(FeedChunk(query, rows, number == 0, number == len(parts) - 1))

    async def tasks(self, seqs: Sequence[int]) -> Sequence[Task]:
        self.asked.append(list(seqs))
        return [self.library[seq] for seq in seqs]

    async def children(self, task_id: str) -> Sequence[Task]:
        return [task for task in self.library.values() if task.parent == task_id]

    async def lineage(self, task_id: str) -> Sequence[Task]:
        by_id = {task.id: task for task in self.library.values()}
        line: list[Task] = []
        here = by_id.get(task_id)
        while here is not None:
            line.insert(0, here)
            here = by_id.get(here.parent)
        return line

    async def size(self) -> LibrarySize:
        return LibrarySize(tasks=len(self.library), pictures=0, bytes=0)


@pytest.fixture
def scope() -> ScopeNow:
    return ScopeNow()


@pytest.fixture
def store() -> StoreOfTest:
    return StoreOfTest()
