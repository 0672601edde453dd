from __future__ import annotations

import asyncio
import gc

from mjdesk.domain.errors import DeskError, DiskFull
from mjdesk.services.delivery import attempted, delivered
from mjdesk.services.task_scope import TaskScope
from tests.support.waiting import settled


def no_faults(name: str, error: Exception) -> None:
    raise AssertionError(name) from error


async def three() -> int:
    await asyncio.sleep(0)
    return 3


async def fails() -> int:
    raise DiskFull("no room")


async def test_the_result_is_handed_on() -> None:
    got: list[int] = []
    async with TaskScope(no_faults) as scope:
        scope.start(delivered(three(), got.append), name="work")
        await settled()
    assert got == [3]


async def test_an_expected_error_goes_to_whoever_asked() -> None:
    got: list[int] = []
    errors: list[DeskError] = []
    await attempted(three(), got.append, errors.append)
    await attempted(fails(), got.append, errors.append)
    assert got == [3]
    assert [type(error) for error in errors] == [DiskFull]


async def test_what_never_began_leaves_nothing_unawaited() -> None:
    """Leaving the window cancels work that had no turn yet; Python must not complain of it."""
    got: list[int] = []
    errors: list[DeskError] = []
    outside = TaskScope(no_faults)
    outside.start(delivered(three(), got.append), name="too late")
    async with TaskScope(no_faults) as scope:
        scope.start(delivered(three(), got.append), name="cancelled at once")
        scope.start(attempted(three(), got.append, errors.append), name="and this")
    gc.collect()  # what was never awaited would be told now, and fail the test
    assert not got
    assert not errors


async def test_work_that_is_under_way_is_cancelled_with_it() -> None:
    ended: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("work")

    async with TaskScope(no_faults) as scope:
        scope.start(delivered(work(), lambda _: ended.append("told")), name="work")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert ended == ["work"]
