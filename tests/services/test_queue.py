"""Whose turn it is: moved, paused, given up and tried again by a person, and all of it kept."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.errors import Busy, Unreachable
from mjdesk.domain.gateway import GatewayProfile
from mjdesk.domain.task import TaskState
from tests.support.builders import a_wish
from tests.support.fake_gateway import FakeGateway

if TYPE_CHECKING:
    from mjdesk.domain.task import Task
    from tests.services.conftest import World


async def drafts(world: World, *prompts: str, account: str = "") -> list[Task]:
    return [(await world.submitter.submit(a_wish(prompt), account=account))[0] for prompt in prompts]


def order(world: World, account: str = "") -> list[str]:
    return [task.prompt for task in world.queue.waiting(account)]


async def test_the_queue_is_in_the_order_of_wishing_until_somebody_moves_it(world: World) -> None:
    first, second, third, _ = await drafts(world, "a", "b", "c", "d")
    await world.queue.move(third.id, first.id)
    assert order(world) == ["c", "a", "b", "d"]
    await world.queue.move(third.id)
    assert order(world) == ["a", "b", "d", "c"]
    await world.queue.move(second.id, second.id)
    await world.queue.move("0" * 32, first.id)
    await world.queue.move(first.id, "0" * 32)
    assert order(world) == ["a", "b", "d", "c"]
    for _ in range(200):
        await world.queue.move(third.id, second.id)
        await world.queue.move(second.id, third.id)
    assert order(world) == ["a", "b", "c", "d"]


async def test_a_move_is_kept_and_obeyed(world: World) -> None:
    tasks = await drafts(world, "a", "b", "c", "d", "e")
    await world.queue.move(tasks[4].id, tasks[0].id)
    await world.submitting()
    assert [request for request, _, _ in world.gateway.submitted] == [a_wish(word) for word in "eab"]
    assert world.now(tasks[4]).turn is not None


async def test_a_move_lets_nobody_of_another_gateway_be_overtaken(world: World) -> None:
    other = FakeGateway(GatewayProfile(id="other", name="Other", root="https://other.test"))
    world.gateways.by_id["other"] = other
    await drafts(world, "a")
    await drafts(world, "x", account="other")
    (last,) = await drafts(world, "b")
    first = world.queue.waiting("main")[0]
    await world.queue.move(last.id, first.id)
    assert order(world) == ["b", "x", "a"]
    assert order(world, "other") == ["x"]
    await world.queue.move(last.id, world.queue.waiting("other")[0].id)
    assert order(world) == ["b", "x", "a"]


async def test_a_pause_holds_back_what_is_new_alone(world: World) -> None:
    await world.submitting()
    await drafts(world, "before")
    await world.clock.rest()
    world.queue.pause("main")
    (task,) = await drafts(world, "during")
    await world.clock.advance(600)
    assert world.now(task).state is TaskState.DRAFTED
    assert len(world.gateway.submitted) == 1
    assert world.queue.is_paused("main")
    assert world.settings.value.paused == {"main"}
    world.queue.resume("main")
    await world.clock.rest()
    assert world.now(task).state is TaskState.SUBMITTED


async def test_a_wish_that_waits_shows_until_when_and_can_be_sent_now(world: World) -> None:
    world.gateway.answers.append(Busy(retry_after=300))
    await world.submitting()
    (task,) = await drafts(world, "a")
    await world.clock.rest()
    known = world.now(task)
    assert (known.state, known.tries, known.retry_at) == (TaskState.DRAFTED, 1, world.clock.now() + 300)
    assert world.told == ["waiting"]
    await world.clock.advance(10)
    await world.submitter.try_now(task.id)
    await world.clock.rest()
    known = world.now(task)
    assert (known.state, known.tries, known.retry_at) == (TaskState.SUBMITTED, 0, None)
    assert f"waiting {task.id}" in world.withdrawn
    await world.submitter.try_now(task.id)
    assert len(world.gateway.submitted) == 2


async def test_a_wish_that_waits_can_be_given_up_or_paused(world: World) -> None:
    world.gateway.answers.extend([Busy(retry_after=300), Busy(retry_after=300)])
    await world.submitting()
    first, second = await drafts(world, "a", "b")
    await world.clock.rest()
    await world.submitter.cancel(first.id)
    world.queue.pause("main")
    await world.clock.advance(1000)
    assert world.now(first).state is TaskState.CANCELLED
    assert world.now(second).state is TaskState.DRAFTED
    assert len(world.gateway.submitted) == 2
    world.queue.resume("main")
    await world.clock.rest()
    assert world.now(second).state is TaskState.SUBMITTED


async def test_what_waited_when_the_program_was_left_goes_on_waiting(world: World) -> None:
    (task,) = await drafts(world, "a")
    await world.store.put(replace(task, tries=2, retry_at=world.clock.now() + 30))
    await world.submitting()
    await world.clock.advance(29)
    assert world.gateway.submitted == []
    await world.clock.advance(1)
    assert world.now(task).state is TaskState.SUBMITTED


async def test_all_drafts_are_given_up_and_nothing_on_the_wire_is_touched(world: World) -> None:
    world.gateway.hold = asyncio.Event()
    await world.submitting()
    tasks = await drafts(world, *"abcdef")
    await world.clock.rest()
    assert await world.submitter.cancel_all("elsewhere") == 0
    assert await world.submitter.cancel_all() == 3
    world.gateway.hold.set()
    await world.clock.rest()
    states = [world.now(task).state for task in tasks]
    assert states == [TaskState.SUBMITTED] * 3 + [TaskState.CANCELLED] * 3
    assert len(world.gateway.submitted) == 3


async def test_a_gateway_that_is_away_is_tried_a_few_times_then_the_person_decides(world: World) -> None:
    world.gateway.answers.extend([Unreachable(reason="dns")] * 9)
    await world.submitting()
    (task,) = await drafts(world, "a")
    await world.clock.advance(300)
    assert len(world.gateway.submitted) == 4
    assert world.now(task).state is TaskState.REFUSED
    assert world.told[-1] == "refused"


async def test_it_comes_back_in_time(world: World) -> None:
    world.gateway.answers.append(Unreachable(reason="refused"))
    await world.submitting()
    (task,) = await drafts(world, "a")
    await world.clock.advance(5)
    assert world.now(task).state is TaskState.SUBMITTED
    assert [error is None for _, error in world.gateways.heard_of] == [False, True]
