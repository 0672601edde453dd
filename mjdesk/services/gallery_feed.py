"""What the gallery shows: the rows of one query in chunks, and tasks when they come into view."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.library import TaskQuery
from mjdesk.services.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.library import IndexRow, LibrarySize
    from mjdesk.domain.task import Task
    from mjdesk.services.ports import Archive
    from mjdesk.services.task_store import TaskStore

FIRST_ROWS = 300
"""More than the largest screen shows, and quick to get."""
NEXT_ROWS = 1500
"""Short enough that a keystroke never waits long behind rows that nobody asked for any more."""
_FIRST_PAUSE = 0.06
"""Seconds for the first rows to get their tasks and their paint."""
_ON_SCREEN = 24
"""Rows that a window shows at once, or a few more."""


@dataclass(frozen=True, slots=True)
class FeedChunk:
    """Some rows of a query, newest first, going on where the chunk before ended."""

    query: TaskQuery
    rows: tuple[IndexRow, ...]
    is_first: bool
    is_last: bool
    tasks: tuple[Task, ...] = ()
    """Of the first rows, so that they need not be asked for once more before they can be painted."""


class GalleryFeed:
    """Owns nothing; asks the library, and prefers what the store knows better.

    Errors are `LibraryError`.
    """

    def __init__(self, archive: Archive, store: TaskStore) -> None:
        self.chunks: Signal[FeedChunk] = Signal()
        self._archive = archive
        self._store = store
        self._ahead: asyncio.Task[FeedChunk] | None = None

    def read_ahead(self) -> asyncio.Task[FeedChunk]:
        """Begin to read what the whole gallery shows first; the next `open` takes it."""
        self._ahead = asyncio.create_task(self._first(TaskQuery()), name="gallery ahead")
        return self._ahead

    async def open(self, query: TaskQuery) -> None:
        """Tell all rows of `query`; cancel it when another query takes its place."""
        ahead, self._ahead = self._ahead, None
        chunk = await (ahead if ahead is not None and query == TaskQuery() else self._first(query))
        self.chunks.emit(chunk)
        # What the person does meanwhile goes first, and before all else the first rows are to be drawn.
        pause = _FIRST_PAUSE
        while not chunk.is_last:
            await asyncio.sleep(pause)
            before = chunk.rows[-1].seq
            rows = tuple(await self._archive.index(query, before=before, limit=NEXT_ROWS))
            chunk = FeedChunk(query, rows, is_first=False, is_last=len(rows) < NEXT_ROWS)
            self.chunks.emit(chunk)
            pause = 0

    async def newest(self, query: TaskQuery, count: int) -> Sequence[Task]:
        """The newest tasks that match and have ended, newest first."""
        rows = await self._archive.index(query, before=None, limit=count)
        found = await self.tasks([row.seq for row in rows])
        return sorted(found, key=lambda task: -task.seq)

    async def unsettled(self) -> Sequence[Task]:
        """Those in progress, and those whose pictures are still to come, oldest first."""
        return self._newest(await self._archive.unsettled())

    async def tasks(self, seqs: Sequence[int]) -> Sequence[Task]:
        """Those that exist, in no promised order."""
        return self._newest(await self._archive.by_seq(seqs))

    async def children(self, task_id: str) -> Sequence[Task]:
        """Oldest first."""
        return self._newest(await self._archive.children(task_id))

    async def lineage(self, task_id: str) -> Sequence[Task]:
        """From the root to the task itself."""
        return self._newest(await self._archive.lineage(task_id))

    async def recent_prompts(self, count: int) -> Sequence[str]:
        """Distinct, newest first."""
        return await self._archive.recent_prompts(count)

    async def size(self) -> LibrarySize:
        return await self._archive.size()

    async def _first(self, query: TaskQuery) -> FeedChunk:
        rows = tuple(await self._archive.index(query, before=None, limit=FIRST_ROWS))
        tasks = tuple(await self.tasks([row.seq for row in rows[:_ON_SCREEN]]))
        return FeedChunk(query, rows, is_first=True, is_last=len(rows) < FIRST_ROWS, tasks=tasks)

    def _newest(self, tasks: Sequence[Task]) -> Sequence[Task]:
        return [self._store.get(task.id) or task for task in tasks]
