"""Carries the result of a coroutine to a plain function, so that models start work without awaiting it."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from typing_extensions import override

from mjdesk.domain.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import TracebackType

T = TypeVar("T")


def delivered(
    work: Coroutine[object, object, T], to: Callable[[T], object]
) -> Coroutine[object, object, None]:
    """Await `work` and hand its result to `to`; errors go on to whoever runs this."""
    return _Carrying(work, _delivered(work, to))


def attempted(
    work: Coroutine[object, object, T], found: Callable[[T], object], failed: Callable[[DeskError], object]
) -> Coroutine[object, object, None]:
    """Await `work`; its result goes to `found`, an expected error to `failed`."""
    return _Carrying(work, _attempted(work, found, failed))


async def _delivered(work: Coroutine[object, object, T], to: Callable[[T], object]) -> None:
    to(await work)


async def _attempted(
    work: Coroutine[object, object, T], found: Callable[[T], object], failed: Callable[[DeskError], object]
) -> None:
    try:
        result = await work
    except DeskError as error:
        failed(error)
    else:
        found(result)


class _Carrying(Coroutine[Any, Any, None]):
    """Owns a coroutine and the work that it would await: closed before it began, it closes both.

    Left alone, the work would be one that was never awaited, of which Python warns on stderr.
    """

    def __init__(self, work: Coroutine[object, object, object], carrying: Coroutine[Any, Any, None]) -> None:
        self._work = work
        self._carrying = carrying

    @override
    def send(self, value: Any, /) -> Any:
        return self._carrying.send(value)

    @override
    def throw(
        self,
        typ: type[BaseException] | BaseException,
        val: BaseException | object = None,
        tb: TracebackType | None = None,
        /,
    ) -> Any:
        return self._carrying.throw(typ if isinstance(typ, BaseException) else typ())

    @override
    def close(self) -> None:
        self._carrying.close()
        self._work.close()

    @override
    def __await__(self) -> Generator[Any, Any, None]:
        return self._carrying.__await__()
