"""The single truth: on disk before it is told, silent when nothing changed, untorn by cancellation."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import DiskFull
from mjdesk.domain.task import Collection, TaskState
from mjdesk.services.task_store import TaskStore
from tests.support.builders import a_task
from tests.support.waiting import settled

if TYPE_CHECKING:
    from mjdesk.domain.task import Task
    from tests.services.conftest import World


def running(task: Task) -> Task:
    return replace(task, state=TaskState.RUNNING, progress=40)


async def test_what_is_told_is_already_written(world: World) -> None:
    seen: list[Task | None] = []
    world.store.changed.connect(lambda change: seen.append(world.archive.tasks.get(change.after.id)))
    task = await world.store.add(a_task())
    await world.store.put(running(task))
    assert [known.state for known in seen if known] == [TaskState.SUBMITTED, TaskState.RUNNING]
    assert task.seq == 1


async def test_an_equal_value_is_silence(world: World) -> None:
    task = await world.store.add(a_task())
    before = len(world.changes)
    await world.store.put(task)
    assert await world.store.update(task.id, lambda now: replace(now, rating=0)) == task
    assert len(world.changes) == before
    assert len(world.archive.writes) == 1


async def test_a_change_names_the_former_value(world: World) -> None:
    task = await world.store.add(a_task())
    await world.store.update(task.id, running)
    last = world.changes[-1]
    assert (last.before, last.after) == (task, running(task))


async def test_changes_meet_the_newest_value_and_are_not_lost(world: World) -> None:
    task = await world.store.add(a_task())
    await asyncio.gather(
        world.store.update(task.id, running),
        world.store.update(task.id, lambda now: replace(now, rating=4)),
    )
    assert (world.now(task).progress, world.now(task).rating) == (40, 4)


async def test_several_are_written_in_one_transaction(world: World) -> None:
    one, two = await world.store.add(a_task()), await world.store.add(a_task(id="b" * 32))
    await world.store.put_many([running(one), running(two)], raw={one.id: "{}"})
    assert world.archive.writes[-1] == (running(one), running(two))
    assert await world.archive.raw(one.id) == "{}"


async def test_a_failed_write_changes_nothing_and_tells_nothing(world: World) -> None:
    task = await world.store.add(a_task())
    world.archive.trouble = DiskFull()
    before = len(world.changes)
    with pytest.raises(DiskFull):
        await world.store.put(running(task))
    assert world.store.get(task.id) == task
    assert len(world.changes) == before


async def test_a_cancelled_write_still_ends_and_is_told(world: World) -> None:
    task = await world.store.add(a_task())
    writing = asyncio.ensure_future(world.store.put(running(task)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert world.now(task).state is TaskState.RUNNING
    assert world.store.get(task.id) == world.now(task)
    assert world.changes[-1].after.state is TaskState.RUNNING


async def test_a_task_from_the_library_alone_can_be_changed(world: World) -> None:
    old = await world.archive.add(a_task(state=TaskState.SUCCEEDED, settled_at=5.0))
    assert world.store.get(old.id) is None
    changed = await world.store.update(old.id, lambda now: replace(now, rating=3))
    assert changed is not None
    assert world.now(old).rating == 3
    assert world.changes[-1].before is None
    assert await world.store.update("nobody", running) is None


async def test_live_are_the_unfinished_oldest_first(world: World) -> None:
    first = await world.store.add(a_task(id="1" * 32))
    await world.store.add(a_task(id="2" * 32, state=TaskState.FAILED))
    third = await world.store.add(a_task(id="3" * 32, state=TaskState.DRAFTED))
    assert world.store.live() == (first, third)


async def test_owed_are_those_whose_pictures_are_still_to_come(world: World) -> None:
    task = await world.store.add(a_task(state=TaskState.SUCCEEDED, collection=Collection.WAITING))
    assert world.store.owed() == (task,)
    await world.store.update(task.id, lambda now: replace(now, collection=Collection.DONE))
    assert world.store.owed() == ()


async def test_settling_is_dated_and_waking_up_again_is_not(world: World) -> None:
    task = await world.store.add(a_task())
    await world.clock.advance(7)
    await world.store.update(task.id, lambda now: replace(now, state=TaskState.VANISHED))
    assert world.now(task).settled_at == world.clock.now()
    await world.store.update(task.id, running)
    assert world.now(task).settled_at is None


async def test_restoring_takes_up_the_unsettled_and_doubts_what_was_on_the_wire(world: World) -> None:
    await world.archive.add(a_task(id="1" * 32, state=TaskState.RUNNING))
    await world.archive.add(a_task(id="2" * 32, state=TaskState.SENT))
    await world.archive.add(a_task(id="3" * 32, state=TaskState.SUCCEEDED, collection=Collection.WAITING))
    await world.archive.add(a_task(id="4" * 32, state=TaskState.SUCCEEDED, collection=Collection.DONE))
    store = TaskStore(world.archive, world.clock)
    lost = await store.restore()
    assert [task.id[0] for task in store.live()] == ["1"]
    assert [task.id[0] for task in store.owed()] == ["3"]
    assert [(task.id[0], task.state) for task in lost] == [("2", TaskState.UNKNOWN)]
    assert lost[0].failure is not None
    assert lost[0].failure.may_have_cost


async def test_a_window_whose_answer_was_on_the_wire_is_watched_and_not_asked_for_again(world: World) -> None:
    await world.archive.add(a_task(id="1" * 32, state=TaskState.NEEDS_ANSWER, is_answered=True))
    await world.archive.add(a_task(id="2" * 32, state=TaskState.NEEDS_ANSWER))
    store = TaskStore(world.archive, world.clock)
    assert await store.restore() == ()
    assert [task.state for task in store.live()] == [TaskState.SUBMITTED, TaskState.NEEDS_ANSWER]
    assert [task.answering_since for task in store.live()] == [world.clock.now(), None]


async def test_what_became_unknown_lately_is_looked_for_at_the_next_start_too(world: World) -> None:
    """Killed between two looks at the gateway, a program left it UNKNOWN, which counts as settled."""
    now = world.clock.now()
    unknown = a_task(id="1" * 32, state=TaskState.UNKNOWN, created=now - 3600, remote_id="")
    await world.archive.add(unknown)
    await world.archive.add(replace(unknown, id="2" * 32, created=now - 3 * 86_400))
    await world.archive.add(replace(unknown, id="3" * 32, state=TaskState.REFUSED))
    await world.archive.add(a_task(id="4" * 32, state=TaskState.SENT))
    store = TaskStore(world.archive, world.clock)
    assert [task.id[0] for task in await store.restore()] == ["1", "4"]
    assert store.live() == ()


async def test_removing_tells_and_forgets(world: World) -> None:
    removed: list[str] = []
    world.store.removed.connect(removed.append)
    task = await world.store.add(a_task())
    await world.store.remove(task.id)
    await world.store.remove(task.id)
    await settled()
    assert removed == [task.id]
    assert await world.store.load(task.id) is None
    assert world.store.live() == ()
