"""The single truth about tasks: written to the library first, told afterwards."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from mjdesk.domain.library import TaskQuery
from mjdesk.domain.task import Collection, Failure, Task, TaskChange, TaskState
from mjdesk.services.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Mapping

    from mjdesk.services.ports import Archive, Clock

T = TypeVar("T")

_RECENT = 600
"""Settled tasks that stay in memory for whoever shows them."""
_LOOKED_FOR = 24 * 3600.0
"""Seconds for which a wish whose fate is unknown is looked for at each start; gateways forget."""
_MOST_LOOKED_FOR = 50


class TaskStore:
    """Owns the tasks in memory: all that are live or owe pictures, and those that were touched lately.

    Writes come one after the other; none is torn by cancellation. Errors are `LibraryError`, and then nothing
    has changed and nothing is told.
    """

    def __init__(self, archive: Archive, clock: Clock) -> None:
        self.changed: Signal[TaskChange] = Signal()
        self.removed: Signal[str] = Signal()
        """Id of a task that the library has forgotten."""
        self._archive = archive
        self._clock = clock
        self._held: dict[str, Task] = {}
        self._recent: OrderedDict[str, Task] = OrderedDict()
        self._writing = asyncio.Lock()

    def get(self, task_id: str) -> Task | None:
        """From memory: live and recent tasks."""
        return self._held.get(task_id) or self._recent.get(task_id)

    async def load(self, task_id: str) -> Task | None:
        """From memory, else from the library."""
        return self.get(task_id) or await self._archive.get(task_id)

    async def known_as(self, account: str, remote_id: str) -> Task | None:
        """The task that a gateway calls `remote_id`."""
        found = await self._archive.by_remote_id(account, remote_id)
        return found and (self.get(found.id) or found)

    def live(self) -> tuple[Task, ...]:
        """All that are not final, oldest first."""
        return tuple(sorted((task for task in self._held.values() if task.is_live), key=_born))

    def owed(self) -> tuple[Task, ...]:
        """All that succeeded and whose pictures are still to be fetched, oldest first."""
        return tuple(sorted((task for task in self._held.values() if not task.is_live), key=_born))

    async def restore(self) -> tuple[Task, ...]:
        """Take up what was unsettled when the program ended; answers whose fate is to be asked for.

        A task found SENT becomes UNKNOWN: nobody can say whether the gateway got it (protocol.md 6). One that
        became UNKNOWN lately is answered too: the program may have been killed while it was looked for. A
        window that was being answered counts as answered, and is watched: the gateway tells how it went, and
        when it goes on asking for long, so does this program (`merged`).
        """
        unknown = await self._lately_unknown()
        lost: list[str] = []
        answered: list[str] = []
        for task in await self._archive.unsettled():
            self._hold(task)
            if task.state is TaskState.SENT:
                lost.append(task.id)
            elif task.state is TaskState.NEEDS_ANSWER and task.is_answered:
                answered.append(task.id)
            self.changed.emit(TaskChange(None, task))
        await self.update_many({name: lambda task: _on_its_way(task, self._clock.now()) for name in answered})
        failure = Failure(error="OutcomeUnknown", may_have_cost=True)
        found = await self.update_many(
            {name: lambda task: replace(task, state=TaskState.UNKNOWN, failure=failure) for name in lost}
        )
        return (*unknown, *found)

    async def adopt(self, task_id: str) -> Task | None:
        """Take one unsettled task up from the library, for who resumes it alone."""
        task = await self.load(task_id)
        if task is not None and self.get(task_id) is None:
            self._hold(task)
            self.changed.emit(TaskChange(None, task))
        return task

    async def claim(self, task_id: str, change: Callable[[Task], Task] | None = None) -> bool:
        """DRAFTED -> SENT for exactly one sender: what the library says counts, not what is remembered.

        Another program may have the same library open, and a wish must not be sent by both. `change` adds
        what is known at this moment alone.
        """
        return await _completed(self._claim(task_id, change or _same))

    async def add(self, task: Task) -> Task:
        """Write a new task down, then tell it; the answer carries its `seq`."""
        return await _completed(self._add(self._dated(task)))

    async def put(self, task: Task, *, raw: str = "") -> Task:
        """Replace a task; equal to what is there: silence."""
        await self.put_many((task,), raw={task.id: raw} if raw else None)
        return self.get(task.id) or task

    async def put_many(self, tasks: Iterable[Task], *, raw: Mapping[str, str] | None = None) -> None:
        """Replace several in one transaction."""
        await self.update_many({task.id: _constant(task) for task in tasks}, raw=raw)

    async def update(self, task_id: str, change: Callable[[Task], Task]) -> Task | None:
        """Change what is there now, whoever wrote it last; None when there is no such task."""
        await self.update_many({task_id: change})
        return await self.load(task_id)

    async def update_many(
        self, changes: Mapping[str, Callable[[Task], Task]], *, raw: Mapping[str, str] | None = None
    ) -> tuple[Task, ...]:
        """Change several in one transaction; answers those that became different."""
        return await _completed(self._update(changes, raw or {})) if changes else ()

    async def remove(self, task_id: str) -> None:
        """Forget a task for good."""
        await _completed(self._remove(task_id))

    async def _add(self, task: Task) -> Task:
        async with self._writing:
            added = await self._archive.add(task)
            self._hold(added)
            self.changed.emit(TaskChange(None, added))
            return added

    async def _update(
        self, changes: Mapping[str, Callable[[Task], Task]], raw: Mapping[str, str]
    ) -> tuple[Task, ...]:
        async with self._writing:
            steps: list[TaskChange] = []
            for task_id, change in changes.items():
                held = self.get(task_id)
                before = held or await self._archive.get(task_id)
                if before is None:
                    continue
                after = self._dated(replace(change(before), id=before.id, seq=before.seq))
                if after != before:
                    steps.append(TaskChange(held, after))
            if not steps:
                return ()
            tasks = tuple(step.after for step in steps)
            await self._archive.put(tasks, raw={task.id: raw[task.id] for task in tasks if task.id in raw})
            for task in tasks:
                self._hold(task)
            for step in steps:
                self.changed.emit(step)
            return tasks

    async def _claim(self, task_id: str, change: Callable[[Task], Task]) -> bool:
        async with self._writing:
            held, task = self.get(task_id), await self._archive.get(task_id)
            if task is None or task.state is not TaskState.DRAFTED:
                if task is not None and task != held:
                    self._hold(task)
                    self.changed.emit(TaskChange(held, task))
                return False
            sent = replace(change(task), state=TaskState.SENT, sent_at=self._clock.now(), retry_at=None)
            await self._archive.put([sent])
            self._hold(sent)
            self.changed.emit(TaskChange(held, sent))
            return True

    async def _remove(self, task_id: str) -> None:
        async with self._writing:
            task = await self.load(task_id)
            if task is None:
                return
            if task.trashed_at is None:  # the library only forgets what is in its trash
                await self._archive.put([replace(task, trashed_at=self._clock.now())])
            await self._archive.delete([task_id])
            self._held.pop(task_id, None)
            self._recent.pop(task_id, None)
            self.removed.emit(task_id)

    async def _lately_unknown(self) -> tuple[Task, ...]:
        """Oldest first."""
        query = TaskQuery(states=frozenset({TaskState.UNKNOWN}))
        rows = await self._archive.index(query, before=None, limit=_MOST_LOOKED_FOR)
        tasks = await self._archive.by_seq([row.seq for row in rows])
        since = self._clock.now() - _LOOKED_FOR
        return tuple(
            sorted(
                (task for task in tasks if task.state is TaskState.UNKNOWN and task.created >= since),
                key=_born,
            )
        )

    def _dated(self, task: Task) -> Task:
        if task.is_final and task.settled_at is None:
            return replace(task, settled_at=self._clock.now())
        return task if task.is_final or task.settled_at is None else replace(task, settled_at=None)

    def _hold(self, task: Task) -> None:
        self._recent.pop(task.id, None)
        if task.is_live or (task.collection is Collection.WAITING and task.trashed_at is None):
            self._held[task.id] = task
            return
        self._held.pop(task.id, None)
        self._recent[task.id] = task
        if len(self._recent) > _RECENT:
            self._recent.popitem(last=False)


def _born(task: Task) -> tuple[int, float]:
    return task.seq, task.created


def _on_its_way(task: Task, now: float) -> Task:
    return replace(task, state=TaskState.SUBMITTED, answering_since=task.answering_since or now)


def _same(task: Task) -> Task:
    return task


def _constant(task: Task) -> Callable[[Task], Task]:
    return lambda _: task


async def _completed(work: Coroutine[object, object, T]) -> T:
    """Await `work` to its end even when cancelled meanwhile: a write and its telling belong together."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        if not task.done():
            await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # taken note of; the cancellation goes first
        raise
