"""What the gallery shows: the rows of one query in chunks, and tasks when they come into view."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mjdesk.services.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.library import IndexRow, LibrarySize, TaskQuery
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

    async def open(self, query: TaskQuery) -> None:
        """Tell all rows of `query`; cancel it when another query takes its place."""
        before: int | None = None
        limit, is_first = FIRST_ROWS, True
        while True:
            rows = tuple(await self._archive.index(query, before=before, limit=limit))
            is_last = len(rows) < limit
            tasks = tuple(await self.tasks([row.seq for row in rows[:_ON_SCREEN]])) if is_first else ()
            self.chunks.emit(FeedChunk(query, rows, is_first, is_last, tasks))
            if is_last:
                return
            before = rows[-1].seq
            # What the person does meanwhile goes first, and before all else the first rows are to be drawn.
            await asyncio.sleep(_FIRST_PAUSE if is_first else 0)
            limit, is_first = NEXT_ROWS, False

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

    def _newest(self, tasks: Sequence[Task]) -> Sequence[Task]:
        return [self._store.get(task.id) or task for task in tasks]
