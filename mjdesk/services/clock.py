"""The real time, behind the port that tests hold still."""

from __future__ import annotations

import asyncio
import time


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
