"""Time that stands still until a test moves it."""

from __future__ import annotations

import asyncio
import heapq
from itertools import count

TURNS = 60
"""How often the loop turns so that what is ready comes to rest."""


class FakeClock:
    """Fits `services.ports.Clock`; `sleep` ends when `advance` has gone far enough."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self._now = now
        self._passed = 0.0
        self._numbers = count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> float:
        return self._now + self._passed

    def monotonic(self) -> float:
        return self._passed

    @property
    def sleepers(self) -> list[float]:
        """Seconds that those who sleep still have to wait; cancelled ones do not count."""
        return sorted(at - self._passed for at, _, future in self._sleepers if not future.done())

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._passed + seconds, next(self._numbers), future))
        await future

    async def advance(self, seconds: float) -> None:
        """Let time pass; sleepers wake one after the other, each with time to act."""
        await self.rest()
        target = self._passed + seconds
        while self._sleepers and self._sleepers[0][0] <= target:
            at, _, future = heapq.heappop(self._sleepers)
            self._passed = max(self._passed, at)
            if not future.done():
                future.set_result(None)
                await self.rest()
        self._passed = target
        await self.rest()

    def jump(self, seconds: float) -> None:
        """The machine sleeps: the time of day goes on, timers and the monotonic clock stand still."""
        self._now += seconds

    async def rest(self) -> None:
        """Let everything that can go on without time passing do so."""
        for _ in range(TURNS):
            await asyncio.sleep(0)
