"""Five hundred tasks alive at once on a gateway of the bench: how often is it asked, how busy is the screen?

python -m tests.bench.scenes.crowd HOME; the active gateway is in the settings there. Times are seconds since
the epoch, as the gateway's log has them; shares are of one core.
"""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING, Any

from mjdesk.domain.request import ImagineRequest
from mjdesk.domain.task import TaskState
from tests.bench.scenes.readings import Heartbeat, percentile
from tests.bench.scenes.stage import play, until, until_whole

if TYPE_CHECKING:
    from mjdesk.app import Desktop
    from mjdesk.domain.task import TaskChange

TASKS = 500
WATCHED_SECONDS = 15.0


async def scene(desktop: Desktop) -> dict[str, Any]:
    await until_whole(desktop)
    accepted: set[str] = set()
    changes = 0

    def note(change: TaskChange) -> None:
        nonlocal changes
        changes += 1
        if change.after.state in {TaskState.SUBMITTED, TaskState.RUNNING}:
            accepted.add(change.after.id)

    disconnect = desktop.parts.store.changed.connect(note)
    for number in range(TASKS):
        desktop.models.desk.submit(ImagineRequest(prompt=f"a fern, number {number}"))
    await until(lambda: len(accepted) == TASKS, "five hundred live tasks")
    await asyncio.sleep(3)  # what their beginning costs is over
    beat = Heartbeat()
    beat.start()
    changes, since = 0, time.time()
    used, start = time.thread_time(), time.monotonic()
    await asyncio.sleep(WATCHED_SECONDS)
    share = (time.thread_time() - used) / (time.monotonic() - start)
    beat.stop()
    disconnect()
    live = [task for task in desktop.parts.store.live() if task.state.is_polled]
    return {
        "live": len(live),
        "changes": changes,
        "watched": [since, time.time()],
        "screen_percent": share * 100,
        "longest": max(beat.gaps),
        "blocked": max(beat.blocked),
        "p99": percentile(beat.gaps, 0.99),
    }


if __name__ == "__main__":
    play(scene, sys.argv[1])
