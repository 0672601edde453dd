"""A window with an empty library, left alone: what does it hold?

python -m tests.bench.scenes.rest HOME
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from tests.bench.scenes.readings import pss_mib, resident_mib
from tests.bench.scenes.stage import play, until_whole

if TYPE_CHECKING:
    from mjdesk.app import Desktop


async def scene(desktop: Desktop) -> dict[str, Any]:
    await until_whole(desktop)
    await asyncio.sleep(1.5)
    return {"pss": pss_mib(), "resident": resident_mib()}


if __name__ == "__main__":
    play(scene, sys.argv[1])
