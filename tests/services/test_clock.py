"""Waiting for a moment, though the machine may sleep meanwhile."""

from __future__ import annotations

import asyncio

from mjdesk.services.clock import SystemClock, sleep_until
from tests.support.clock import FakeClock


async def test_a_moment_is_met_to_the_second() -> None:
    clock = FakeClock()
    waiting = asyncio.ensure_future(sleep_until(clock, clock.now() + 100))
    await clock.advance(99.9)
    assert not waiting.done()
    await clock.advance(0.1)
    assert waiting.done()


async def test_time_that_the_machine_slept_through_counts() -> None:
    clock = FakeClock()
    waiting = asyncio.ensure_future(sleep_until(clock, clock.now() + 1000))
    await clock.advance(10)
    clock.jump(3600)
    await clock.advance(15)
    assert waiting.done()


async def test_a_clock_that_is_set_back_prolongs_nothing() -> None:
    clock = FakeClock()
    waiting = asyncio.ensure_future(sleep_until(clock, clock.now() + 100))
    await clock.advance(10)
    clock.jump(-86_400)
    await clock.advance(90)
    assert waiting.done()


async def test_the_past_is_no_wait() -> None:
    await sleep_until(SystemClock(), 0.0)
