"""When Python collects cyclic garbage while a window lives: on the screen's thread, before it rests."""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractEventDispatcher

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

_FULL_SWEEP = 120.0
"""Seconds at least between two looks at all objects, which take as long as a frame or two."""


class Sweeper:
    """Owns Python's collector of cyclic garbage while a window lives: it works on the screen's thread alone.

    By itself it works in whichever thread happens to allocate, and a QObject that dies in another thread
    than its own takes the program with it (measured: "Timers cannot be stopped from another thread", then a
    crash). So it is off, and what it would have done is done when the screen's loop is about to rest.
    """

    def __init__(self) -> None:
        self._limits = gc.get_threshold()
        self._was_enabled = True
        self._full_at = 0.0
        self._is_settled = False
        self._hooks = sys.get_asyncgen_hooks()

    def begin(self) -> None:
        self._was_enabled = gc.isenabled()
        gc.disable()
        gc.freeze()  # what is loaded stays; to sweep through all of it would hold the screen for 50 ms
        self._full_at = time.monotonic()
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._on_rest)
        loop = asyncio.get_running_loop()

        def finish(left: AsyncGenerator[object, object]) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(loop.create_task, left.aclose())

        # asyncio's own loop does this; Qt's does not, and Python would complain on stderr.
        self._hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(finalizer=finish)

    def end(self) -> None:
        sys.set_asyncgen_hooks(*self._hooks)
        QAbstractEventDispatcher.instance().aboutToBlock.disconnect(self._on_rest)
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    def _on_rest(self) -> None:
        counts = gc.get_count()
        if counts[0] <= self._limits[0]:
            return
        generation = 1 if counts[1] > self._limits[1] else 0
        now = time.monotonic()
        if counts[2] > self._limits[2] and now - self._full_at >= _FULL_SWEEP:
            generation, self._full_at = 2, now
        gc.collect(generation)
        if generation == 2 and not self._is_settled:
            self._is_settled = True
            gc.freeze()  # what was loaded at its first need stays as well
