"""The one nursery: everything that runs beside the rest is started here, by name, and ends with it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from types import TracebackType


class TaskScope:
    """Owns running coroutines. One that fails tells `on_error(name, error)` and leaves its siblings alone;
    leaving the scope cancels all and waits for their cleanup."""

    def __init__(self, on_error: Callable[[str, Exception], None]) -> None:
        self._on_error = on_error
        self._group: asyncio.TaskGroup | None = None
        self._running: dict[str, set[asyncio.Task[None]]] = {}

    async def __aenter__(self) -> Self:
        group = asyncio.TaskGroup()
        await group.__aenter__()
        self._group = group
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        group, self._group = self._group, None
        if group is None:
            return
        for name in tuple(self._running):
            self.cancel(name)
        # Told of the body's error, the group would wrap it; it goes on by itself when this returns.
        await group.__aexit__(None, None, None)

    def start(self, coro: Coroutine[object, object, object], *, name: str, replace: bool = False) -> None:
        """Run `coro` until it ends or the scope does; `replace` cancels what runs under the same name.

        Outside the scope's life the coroutine is closed unrun.
        """
        if replace:
            self.cancel(name)
        if self._group is None:
            coro.close()
            return
        task = self._group.create_task(self._guarded(coro, name), name=name)
        self._running.setdefault(name, set()).add(task)

        def forget(done: asyncio.Task[None]) -> None:
            coro.close()  # it never began when the task was cancelled at once
            siblings = self._running.get(name, set())
            siblings.discard(done)
            if not siblings:
                self._running.pop(name, None)

        task.add_done_callback(forget)

    def cancel(self, name: str) -> bool:
        """Cancel what runs under this name; False when nothing does."""
        tasks = tuple(self._running.get(name, ()))
        for task in tasks:
            task.cancel()
        return bool(tasks)

    def is_running(self, name: str) -> bool:
        return name in self._running

    async def _guarded(self, coro: Coroutine[object, object, object], name: str) -> None:
        try:
            await coro
        except Exception as error:  # noqa: BLE001 (handed on whole; one failure must not end the others)
            self._on_error(name, error)
