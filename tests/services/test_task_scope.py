"""The nursery: failures stay alone, names can be replaced, leaving cleans up."""

from __future__ import annotations

import asyncio

import pytest

from mjdesk.services.task_scope import TaskScope
from tests.support.waiting import settled


async def test_a_failing_child_is_reported_and_leaves_its_siblings_alone() -> None:
    errors: list[tuple[str, Exception]] = []
    ended: list[str] = []

    async def fail() -> None:
        raise ValueError("no")

    async def work() -> None:
        await settled(3)
        ended.append("work")

    async with TaskScope(lambda name, error: errors.append((name, error))) as scope:
        scope.start(fail(), name="bad")
        scope.start(work(), name="good")
        await settled()
        assert ended == ["work"]
    assert [(name, str(error)) for name, error in errors] == [("bad", "no")]


async def test_leaving_cancels_all_and_awaits_their_cleanup() -> None:
    cleaned: list[str] = []

    async def work(name: str) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await settled(3)
            cleaned.append(name)

    async with TaskScope(_unexpected) as scope:
        scope.start(work("one"), name="one")
        scope.start(work("two"), name="two")
        await settled()
        assert scope.is_running("one")
    assert sorted(cleaned) == ["one", "two"]
    assert not scope.is_running("one")


async def test_replacing_cancels_the_former_of_that_name_alone() -> None:
    ended: list[str] = []

    async def work(name: str) -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ended.append(name)
            raise

    async with TaskScope(_unexpected) as scope:
        scope.start(work("first"), name="query")
        scope.start(work("other"), name="other")
        await settled()
        scope.start(work("second"), name="query", replace=True)
        await settled()
        assert ended == ["first"]
        assert scope.is_running("query")
        assert scope.cancel("query")
        await settled()
        assert not scope.cancel("query")
        assert ended == ["first", "second"]


async def test_equal_names_run_side_by_side_without_replace() -> None:
    started: list[int] = []

    async def work(number: int) -> None:
        started.append(number)
        await asyncio.Event().wait()

    async with TaskScope(_unexpected) as scope:
        scope.start(work(1), name="rows")
        scope.start(work(2), name="rows")
        await settled()
    assert started == [1, 2]


async def test_an_error_of_the_body_goes_on_as_it_is() -> None:
    cleaned: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cleaned.append("work")

    async def body() -> None:
        async with TaskScope(_unexpected) as scope:
            scope.start(work(), name="work")
            await settled()
            raise KeyError("body")

    with pytest.raises(KeyError):
        await body()
    assert cleaned == ["work"]


async def test_outside_its_life_a_coroutine_is_closed_unrun() -> None:
    """A coroutine that is neither run nor closed would warn, and warnings fail tests."""
    ran: list[int] = []

    async def work() -> None:
        ran.append(1)

    scope = TaskScope(_unexpected)
    scope.start(work(), name="early")
    async with scope:
        scope.start(work(), name="cancelled before its first step")
        scope.cancel("cancelled before its first step")
    scope.start(work(), name="late")
    await settled()
    assert ran == []


def _unexpected(name: str, error: Exception) -> None:
    raise AssertionError(f"{name}: {error}")
