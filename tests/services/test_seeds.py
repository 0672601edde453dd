"""A seed is asked for patiently, and what cannot be had says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import Busy, NotOffered, WishInvalid
from mjdesk.domain.task import TaskState
from tests.support.builders import a_task

if TYPE_CHECKING:
    from tests.services.conftest import World


async def test_a_slow_seed_is_waited_for(world: World) -> None:
    task = await world.store.add(a_task(state=TaskState.SUCCEEDED))
    world.gateway.seeds.extend([Busy(retry_after=4.0), "636646138"])
    world.scope.start(world.submitter.fetch_seed(task.id), name="seed")
    await world.clock.advance(4)
    assert world.now(task).seed == "636646138"


async def test_a_gateway_without_seeds_says_so_and_keeps_the_known_one(world: World) -> None:
    task = await world.store.add(a_task(state=TaskState.SUCCEEDED, seed="7"))
    world.gateway.seeds.extend([NotOffered(), ""])
    with pytest.raises(NotOffered):
        await world.submitter.fetch_seed(task.id)
    await world.submitter.fetch_seed(task.id)
    assert world.now(task).seed == "7"


async def test_what_no_gateway_has_has_no_seed(world: World) -> None:
    task = await world.store.add(a_task(state=TaskState.DRAFTED, remote_id=""))
    with pytest.raises(WishInvalid) as caught:
        await world.submitter.fetch_seed(task.id)
    assert caught.value.reason == "unsupported"
