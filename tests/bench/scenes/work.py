"""Ten tasks on the program's own studio, from Generate to the last thumbnail: does the window keep its beat?

python -m tests.bench.scenes.work HOME
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from mjdesk.domain.request import ImagineRequest
from mjdesk.domain.task import Collection
from tests.bench.scenes.readings import Heartbeat, percentile, resident_mib
from tests.bench.scenes.stage import play, until, until_whole

if TYPE_CHECKING:
    from mjdesk.app import Desktop
    from mjdesk.domain.task import TaskChange

TASKS = 10
_PACE = 0.2


async def scene(desktop: Desktop) -> dict[str, Any]:
    await until_whole(desktop)
    await asyncio.sleep(1)  # the window has come to rest; what its start costs is measured elsewhere
    done: set[str] = set()
    studio = desktop.parts.studio

    def note(change: TaskChange) -> None:
        if change.after.collection is Collection.DONE:
            done.add(change.after.id)

    disconnect = desktop.parts.store.changed.connect(note)
    beat = Heartbeat()
    beat.start()
    for number in range(TASKS):
        desktop.models.desk.submit(ImagineRequest(prompt=f"a lighthouse in fog, number {number} --ar 3:2"))
        await asyncio.sleep(0.05)
    studio_size = 0.0
    while len(done) < TASKS:
        known = len(done)
        await until(lambda known=known: len(done) > known, "a finished task")
        if studio.process_id:
            studio_size = max(studio_size, resident_mib(studio.process_id))
    await asyncio.sleep(1)  # thumbnails come last
    beat.stop()
    disconnect()
    return {
        "longest": max(beat.gaps),
        "blocked": max(beat.blocked),
        "p99": percentile(beat.gaps, 0.99),
        "beats": len(beat.gaps),
        "studio": studio_size,
    }


if __name__ == "__main__":
    play(scene, sys.argv[1], pace=_PACE)
