"""Carries the result of a coroutine to a plain function, so that models start work without awaiting it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mjdesk.domain.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

T = TypeVar("T")


async def delivered(work: Awaitable[T], to: Callable[[T], object]) -> None:
    """Await `work` and hand its result to `to`; errors go on to whoever runs this."""
    to(await work)


async def attempted(
    work: Awaitable[T], found: Callable[[T], object], failed: Callable[[DeskError], object]
) -> None:
    """Await `work`; its result goes to `found`, an expected error to `failed`."""
    try:
        result = await work
    except DeskError as error:
        failed(error)
    else:
        found(result)
