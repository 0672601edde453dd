"""Polling: one request for all, growing patience, nothing given up, silence when nothing lives."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import Busy, DiskFull, NotAllowed, TaskVanished, Unreachable
from mjdesk.domain.gateway import GatewayProfile
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.task import Collection, MediaLink, TaskKind, TaskState
from mjdesk.domain.task_report import ANSWER_PATIENCE
from tests.support.builders import a_report, a_result, a_task
from tests.support.fake_gateway import FakeGateway

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.task import Task
    from mjdesk.domain.task_report import TaskReport
    from tests.services.conftest import World


async def live(world: World, number: int = 1, **changes: object) -> Task:
    facts = {"id": f"{number:032x}", "remote_id": f"r{number}", "created": world.clock.now()} | changes
    return await world.store.add(a_task(**facts))


async def test_with_nothing_alive_nothing_is_asked_and_no_timer_runs(world: World) -> None:
    await world.watching()
    await world.clock.advance(3600)
    assert world.gateway.asked == []
    assert world.clock.sleepers == []


async def test_one_request_asks_for_all_live_tasks(world: World) -> None:
    for number in range(1, 8):
        await live(world, number)
    await world.watching()
    await world.clock.advance(1.5)
    assert world.gateway.asked == [tuple(f"r{number}" for number in range(1, 8))]


async def test_the_interval_grows_with_age(world: World) -> None:
    await live(world)
    world.gateway.says("r1", a_report())
    await world.watching()
    asked_at: list[float] = []
    for _ in range(2000):
        before = len(world.gateway.asked)
        await world.clock.advance(world.clock.sleepers[0])
        if len(world.gateway.asked) > before:
            asked_at.append(world.clock.monotonic())
        if world.clock.monotonic() > 900:
            break
    gaps = [round(later - earlier, 3) for earlier, later in pairwise(asked_at)]
    assert asked_at[0] == 1.5
    assert list(dict.fromkeys(gaps)) == [3.0, 5.0, 10.0, 30.0]


async def test_the_studio_is_asked_each_second(world: World) -> None:
    studio = FakeGateway(GatewayProfile(id="studio", name="Studio", root="http://127.0.0.1:1"))
    world.gateways.by_id["studio"] = studio
    await live(world, account="studio")
    studio.says("r1", a_report())
    await world.watching()
    await world.clock.advance(5)
    assert len(studio.asked) == 5


async def test_a_result_ends_the_asking(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_report(progress=40, preview_url="https://cdn.test/p.webp"))
    await world.watching()
    await world.clock.advance(1.5)
    assert (world.now(task).state, world.now(task).progress) == (TaskState.RUNNING, 40)
    world.gateway.says("r1", a_result())
    await world.clock.advance(3)
    known = world.now(task)
    assert (known.state, known.collection) == (TaskState.SUCCEEDED, Collection.WAITING)
    assert len(known.actions) == 4
    assert await world.archive.raw(task.id) == '{"status": "SUCCESS"}'
    assert world.clock.sleepers == []
    assert world.watcher._rounds == {}  # pyright: ignore[reportPrivateUsage] (nothing may be left behind)


async def test_all_that_came_back_is_one_transaction(world: World) -> None:
    for number in range(1, 4):
        await live(world, number)
        world.gateway.says(f"r{number}", a_report(f"r{number}", progress=10))
    await world.watching()
    await world.clock.advance(1.5)
    assert len(world.archive.writes[-1]) == 3


async def test_a_younger_task_is_asked_for_sooner(world: World) -> None:
    await live(world, 1, submitted_at=world.clock.now() - 900)
    world.gateway.says("r1", a_report())
    await world.watching()
    await world.clock.advance(2)
    await world.clock.advance(5)
    before = len(world.gateway.asked)
    await live(world, 2)
    await world.clock.advance(1.5)
    assert world.gateway.asked[before:] == [("r1", "r2")]


async def test_what_answered_is_kept_when_the_next_question_fails(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hundreds of tasks take several requests: one bad answer among ten must not spoil the other nine."""
    for number in range(1, 121):
        await live(world, number)
        world.gateway.says(f"r{number}", a_result(f"r{number}"))
    known, count = world.gateway.reports, 0

    async def moody(remote_ids: Sequence[str]) -> Sequence[TaskReport]:
        nonlocal count
        count += 1
        if count % 2 == 0:
            raise Unreachable("a bad moment")
        return await known(remote_ids)

    monkeypatch.setattr(world.gateway, "reports", moody)
    await world.watching()
    await world.clock.advance(1.5)
    assert [len(ids) for ids in world.gateway.asked] == [50]
    assert len([task for task in world.archive.tasks.values() if task.is_final]) == 50
    await world.clock.advance(10)
    assert len([task for task in world.archive.tasks.values() if task.is_final]) == 120
    asked = [remote_id for ids in world.gateway.asked for remote_id in ids]
    assert len(asked) == len(set(asked)) == 120


async def test_where_nobody_can_list_a_bad_answer_spoils_little(world: World) -> None:
    world.gateway.can_list = False
    for number in range(1, 31):
        await live(world, number)
    await world.watching()
    await world.clock.advance(1.5)
    assert [len(ids) for ids in world.gateway.asked] == [12, 12, 6]


async def test_a_row_that_was_read_is_a_proof_of_life_and_no_more(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_report(progress=40))
    await world.watching()
    await world.clock.advance(1.5)
    known = world.now(task)
    world.changes.clear()
    await world.clock.advance(600)
    assert world.changes == []
    assert world.now(task) == known
    world.gateway.says("r1", a_report(progress=41))
    await world.clock.advance(30)
    assert world.now(task).progress == 41


async def test_a_row_that_could_not_be_written_is_read_again(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_report(progress=40))
    world.archive.trouble = DiskFull()
    await world.watching()
    await world.clock.advance(2)
    assert world.now(task).progress == 0
    await world.clock.advance(20)
    assert world.now(task).progress == 40


async def test_duplicate_and_stale_rows_never_turn_back(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_report(progress=60), a_report(state=TaskState.SUBMITTED, progress=0))
    await world.watching()
    await world.clock.advance(1.5)
    world.gateway.says("r1", a_report(state=None), a_report(progress=20))
    await world.clock.advance(3)
    assert (world.now(task).state, world.now(task).progress) == (TaskState.RUNNING, 60)


async def test_failures_back_off_and_are_told_once(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_result())
    world.gateway.query_troubles.extend([Unreachable()] * 6)
    await world.watching()
    await world.clock.advance(1.5)
    waits: list[float] = []
    for _ in range(6):
        asked, began = len(world.gateway.asked), world.clock.monotonic()
        while len(world.gateway.asked) == asked:
            await world.clock.advance(world.clock.sleepers[0])
        waits.append(round(world.clock.monotonic() - began, 3))
    assert waits == [2.0, 4.0, 8.0, 16.0, 32.0, 60.0]
    assert world.told == ["gateway-silent"]
    assert world.withdrawn == ["gateway-silent main"]
    assert world.now(task).state is TaskState.SUCCEEDED
    assert [error is None for _, error in world.gateways.heard_of] == [False] * 6 + [True]


async def test_retry_after_is_honoured(world: World) -> None:
    await live(world)
    world.gateway.query_troubles.append(Busy(retry_after=42.0))
    await world.watching()
    await world.clock.advance(1.5)
    asked = len(world.gateway.asked)
    await world.clock.advance(41.9)
    assert len(world.gateway.asked) == asked
    await world.clock.advance(0.1)
    assert len(world.gateway.asked) == asked + 1
    assert world.told == []


async def test_no_failure_is_the_last(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_result())
    world.gateway.query_troubles.extend([NotAllowed("maintenance")] * 200)
    await world.watching()
    await world.clock.advance(4 * 3600)
    assert world.now(task).state is TaskState.SUCCEEDED


@pytest.mark.parametrize("trouble", [None, Unreachable(), Busy(retry_after=1800.0)])
async def test_after_the_machine_has_slept_it_is_asked_at_once(
    world: World, trouble: DeskError | None
) -> None:
    await live(world, created=world.clock.now() - 3600)
    world.gateway.says("r1", a_report())
    world.gateway.query_troubles.extend([trouble] * 5 if trouble else ())
    await world.watching()
    await world.clock.advance(100)
    world.gateway.query_troubles.clear()
    await world.clock.advance(30)
    asked = len(world.gateway.asked)
    await world.clock.advance(1)
    world.clock.jump(3600)
    await world.clock.advance(5)
    assert len(world.gateway.asked) == asked + 1


async def test_waking_asks_at_once(world: World) -> None:
    await live(world)
    world.gateway.query_troubles.extend([Unreachable()] * 5)
    await world.watching()
    await world.clock.advance(20)
    before = len(world.gateway.asked)
    world.watcher.wake()
    await world.clock.rest()
    assert len(world.gateway.asked) == before + 1


async def test_gateways_do_not_wait_for_each_other(world: World) -> None:
    other = FakeGateway(GatewayProfile(id="other", name="Other", root="https://other.test"))
    world.gateways.by_id["other"] = other
    await live(world, 1)
    await live(world, 2, account="other")
    world.gateway.query_troubles.extend([Unreachable()] * 9)
    other.says("r2", a_report("r2"))
    await world.watching()
    await world.clock.advance(32)
    assert len(world.gateway.asked) == 5
    assert len(other.asked) == 11
    assert set(other.asked) == {("r2",)}


async def test_unknown_ids_are_tolerated_before_they_count_as_gone(world: World) -> None:
    task = await live(world)
    await world.watching()
    await world.clock.advance(60)
    assert world.now(task).state is TaskState.SUBMITTED
    await world.clock.advance(10)
    assert world.now(task).state is TaskState.VANISHED
    assert world.told == ["vanished"]
    assert world.clock.sleepers == []


async def test_a_task_that_appears_late_is_not_gone(world: World) -> None:
    task = await live(world)
    await world.watching()
    await world.clock.advance(50)
    world.gateway.says("r1", a_report())
    await world.clock.advance(5)
    world.gateway.says("r1")
    await world.clock.advance(50)
    assert world.now(task).state is TaskState.RUNNING


async def test_success_without_pictures_is_polled_on(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_result(media=()))
    await world.watching()
    await world.clock.advance(30)
    assert (world.now(task).state, world.now(task).progress) == (TaskState.RUNNING, 99)
    world.gateway.says("r1", a_result())
    await world.clock.advance(3)
    assert world.now(task).collection is Collection.WAITING


async def test_success_without_pictures_ends_after_a_minute(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_result(media=()))
    await world.watching()
    await world.clock.advance(70)
    assert (world.now(task).state, world.now(task).collection) == (TaskState.SUCCEEDED, Collection.NOTHING)
    assert world.told == ["picture-missing"]


async def test_words_need_no_pictures(world: World) -> None:
    task = await live(world, kind=TaskKind.DESCRIBE)
    echo = (MediaLink(url="https://cdn.test/input.png", role=PictureRole.INPUT),)
    world.gateway.says("r1", a_result(media=echo, texts=("one", "two")))
    await world.watching()
    await world.clock.advance(1.5)
    known = world.now(task)
    assert (known.state, known.collection, known.texts) == (
        TaskState.SUCCEEDED,
        Collection.NOTHING,
        ("one", "two"),
    )


async def test_a_hidden_question_is_found_and_an_answered_one_is_not_asked_again(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_report(state=TaskState.NEEDS_ANSWER, final_prompt="suggested"))
    await world.watching()
    await world.clock.advance(1.5)
    assert (world.now(task).state, world.now(task).final_prompt) == (TaskState.NEEDS_ANSWER, "suggested")
    assert world.told == ["needs-answer"]
    assert world.clock.sleepers == []
    await world.submitter.answer(task.id, prompt="words")
    await world.clock.advance(5)
    assert world.now(task).state is TaskState.SUBMITTED


async def test_an_answer_that_never_arrived_is_asked_for_again_and_not_sent_again(world: World) -> None:
    task = await live(world, is_answered=True, answering_since=world.clock.now())
    world.gateway.says("r1", a_report(state=TaskState.NEEDS_ANSWER))
    await world.watching()
    await world.clock.advance(ANSWER_PATIENCE - 60)
    assert world.now(task).state is TaskState.SUBMITTED
    await world.clock.advance(120)
    assert (world.now(task).state, world.now(task).is_answered) == (TaskState.NEEDS_ANSWER, False)
    assert world.told == ["asks-again"]
    assert world.gateway.answered == []
    await world.submitter.answer(task.id, prompt="words")
    assert len(world.gateway.answered) == 1
    assert f"asks-again {task.id}" in world.withdrawn


async def test_the_stale_row_of_a_window_does_not_hide_that_its_answer_arrived(world: World) -> None:
    """Relays list a row for the action and one for the answer under one id (protocol.md 3.2)."""
    task = await live(world, is_answered=True, answering_since=world.clock.now() - 2 * ANSWER_PATIENCE)
    window, living = a_report(state=TaskState.NEEDS_ANSWER), a_report(state=TaskState.SUBMITTED)
    world.gateway.says("r1", window, living)
    await world.watching()
    await world.clock.advance(1.5)
    assert (world.now(task).state, world.now(task).answering_since) == (TaskState.SUBMITTED, None)


async def test_a_failure_is_told(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_report(state=TaskState.FAILED, failure_text="time is up"))
    await world.watching()
    await world.clock.advance(2)
    assert world.now(task).state is TaskState.FAILED
    assert world.heard[-1].arguments == (("text", "time is up"),)


async def test_a_full_disk_loses_nothing(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_result())
    world.archive.trouble = DiskFull()
    await world.watching()
    await world.clock.advance(2)
    assert world.told == ["library"]
    await world.clock.advance(20)
    assert world.now(task).state is TaskState.SUCCEEDED
    assert "library" in world.withdrawn


async def test_tasks_of_an_earlier_run_are_followed(world: World) -> None:
    task = await world.archive.add(a_task())
    await world.watching()
    await world.store.restore()
    world.gateway.says("r1", a_result())
    await world.clock.advance(1.5)
    assert world.now(task).state is TaskState.SUCCEEDED


async def test_check_again_revives_what_was_gone(world: World) -> None:
    task = await world.store.add(a_task(state=TaskState.VANISHED))
    await world.watching()
    with pytest.raises(TaskVanished):
        await world.watcher.check_again(task.id)
    world.gateway.says("r1", a_report(state=None))
    await world.watcher.check_again(task.id)
    assert world.now(task).state is TaskState.SUBMITTED
    world.gateway.says("r1", a_result())
    await world.clock.advance(2)
    assert world.now(task).state is TaskState.SUCCEEDED


async def test_check_again_looks_for_an_unknown_wish_by_its_state(world: World) -> None:
    task = await world.store.add(a_task(state=TaskState.UNKNOWN, remote_id=""))
    world.gateway.by_state[task.id] = a_result("r9")
    await world.watcher.check_again(task.id)
    assert (world.now(task).state, world.now(task).remote_id) == (TaskState.SUCCEEDED, "r9")
    assert f"outcome-unknown {task.id}" in world.withdrawn


async def test_a_task_that_ends_here_is_asked_for_no_longer(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_report())
    await world.watching()
    await world.clock.advance(2)
    await world.store.update(task.id, lambda now: replace(now, state=TaskState.CANCELLED))
    await world.clock.advance(60)
    assert len(world.gateway.asked) == 1


async def test_the_notice_of_silence_goes_when_a_person_asked_meanwhile(world: World) -> None:
    task = await live(world)
    world.gateway.says("r1", a_result())
    world.gateway.query_troubles.extend([Unreachable()] * 2)
    await world.watching()
    await world.clock.advance(1.5)
    await world.clock.advance(3.0)
    assert world.told == ["gateway-silent"]
    world.watcher.wake()
    await world.clock.advance(3.0)
    assert world.now(task).state is TaskState.SUCCEEDED
    assert world.withdrawn == ["gateway-silent main"]


async def test_the_notice_of_silence_goes_when_nothing_is_watched_any_more(world: World) -> None:
    task = await live(world)
    world.gateway.query_troubles.extend([Unreachable()] * 9)
    await world.watching()
    await world.clock.advance(1.5)
    await world.clock.advance(3.0)
    assert world.told == ["gateway-silent"]
    await world.store.update(task.id, lambda now: replace(now, state=TaskState.CANCELLED))
    await world.clock.advance(60.0)
    assert world.withdrawn == ["gateway-silent main"]
