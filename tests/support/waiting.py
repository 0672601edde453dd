"""Waiting without sleeping: async tests wait for facts; a deadline only ends what went wrong.

In async tests `qtbot.wait*` must not be used: it nests a second loop and the test hangs (platform.md 4).
In plain tests it is fine.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

PATIENCE = 5.0
"""Seconds after which something that should have happened counts as not happening."""


class QtSignal(Protocol):
    """What a bound signal of Qt offers."""

    def connect(self, slot: Callable[..., object], /) -> object: ...
    def disconnect(self, slot: Any, /) -> object: ...


class PlainSignal(Protocol):
    """What a `mjdesk.services.signal.Signal` offers to a listener."""

    def connect(self, listener: Callable[[Any], object], /) -> Callable[[], None]: ...


def always(*_: object) -> bool:
    """Any emission will do."""
    return True


@contextmanager
def listening(
    signal: QtSignal, holds: Callable[..., bool] = always, timeout: float = PATIENCE
) -> Generator[Callable[[], Awaitable[tuple[Any, ...]]]]:
    """Listens while the body acts, so that an answer that comes at once is not missed.

    with listening(panel.submitted) as heard:
        qtbot.mouseClick(button, LeftButton)
        (request,) = await heard()
    """
    answer: asyncio.Future[tuple[Any, ...]] = asyncio.get_running_loop().create_future()

    def hear(*arguments: object) -> None:
        if not answer.done() and holds(*arguments):
            answer.set_result(arguments)

    async def heard() -> tuple[Any, ...]:
        async with asyncio.timeout(timeout):
            return await answer

    signal.connect(hear)
    try:
        yield heard
    finally:
        signal.disconnect(hear)


async def emitted(
    signal: QtSignal, holds: Callable[..., bool] = always, timeout: float = PATIENCE
) -> tuple[Any, ...]:
    """The arguments of the next emission of a Qt signal for which `holds`; TimeoutError if none comes."""
    with listening(signal, holds, timeout) as heard:
        return await heard()


async def told(signal: PlainSignal, holds: Callable[[Any], bool] = always, timeout: float = PATIENCE) -> Any:
    """The same for a signal of the services: the next fact for which `holds`; TimeoutError if none comes."""
    answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def hear(fact: object) -> None:
        if not answer.done() and holds(fact):
            answer.set_result(fact)

    disconnect = signal.connect(hear)
    try:
        async with asyncio.timeout(timeout):
            return await answer
    finally:
        disconnect()


async def settled(turns: int = 10) -> None:
    """Lets what is ready to run do so, `turns` times over; for proving that something does not happen."""
    for _ in range(turns):
        await asyncio.sleep(0)
