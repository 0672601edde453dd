"""The real time, behind the port that tests hold still."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mjdesk.services.ports import Clock


_BEAT = 15.0


async def sleep_until(clock: Clock, moment: float) -> None:
    """Wait for a moment of `clock.now()`, in short steps: timers stand still while the machine sleeps.

    A clock that is set back prolongs nothing.
    """
    ends = clock.monotonic() + moment - clock.now()
    while (left := min(moment - clock.now(), ends - clock.monotonic())) > 0:
        await clock.sleep(min(left, _BEAT))


class SystemClock:
    """Owns nothing; the system's own time."""

    def now(self) -> float:
        """Seconds since 1970, UTC."""
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait; under Qt up to 5 % less than asked, because its timers are coarse (house.md, The loop 3)."""
        await asyncio.sleep(seconds)
