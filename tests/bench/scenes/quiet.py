"""Ten tasks on a gateway of the bench, then nothing: when is it asked, and what does silence cost?

python -m tests.bench.scenes.quiet HOME; the active gateway is in the settings there. Times are seconds since
the epoch, as the gateway's log has them.
"""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING, Any

from mjdesk.domain.request import ImagineRequest
from mjdesk.domain.task import Collection, TaskState
from tests.bench.scenes.stage import play, until, until_whole

if TYPE_CHECKING:
    from mjdesk.app import Desktop
    from mjdesk.domain.task import TaskChange

TASKS = 10
CPU_SECONDS = 5.0


async def scene(desktop: Desktop) -> dict[str, Any]:
    await until_whole(desktop)
    accepted: dict[str, float] = {}
    settled: dict[str, float] = {}
    done: set[str] = set()

    def note(change: TaskChange) -> None:
        task = change.after
        if task.state in {TaskState.SUBMITTED, TaskState.RUNNING}:
            accepted.setdefault(task.id, time.time())
        if task.state.is_final:
            settled.setdefault(task.id, time.time())
        if task.collection is Collection.DONE:
            done.add(task.id)

    disconnect = desktop.parts.store.changed.connect(note)
    for number in range(TASKS):
        desktop.models.desk.submit(ImagineRequest(prompt=f"a fern, number {number}"))
    await until(lambda: len(done) == TASKS, "ten finished tasks")
    disconnect()
    await asyncio.sleep(2)
    silent_from = time.time()
    await asyncio.sleep(10 - CPU_SECONDS)
    before, start = time.process_time(), time.monotonic()
    await asyncio.sleep(CPU_SECONDS)
    share = (time.process_time() - before) / (time.monotonic() - start)
    return {
        "all_live": [max(accepted.values()), min(settled.values())],
        "silence": [silent_from, time.time()],
        "cpu_percent": share * 100,
    }


if __name__ == "__main__":
    play(scene, sys.argv[1])
