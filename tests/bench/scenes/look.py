"""Twenty finished tasks of 2048 x 2048: seen in the gallery, then each one opened in the viewer.

python -m tests.bench.scenes.look HOME
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from tests.bench.scenes.readings import pss_mib, resident_mib
from tests.bench.scenes.stage import is_filled, play, until, until_whole

if TYPE_CHECKING:
    from mjdesk.app import Desktop


async def scene(desktop: Desktop) -> dict[str, Any]:
    await until_whole(desktop)
    window, rows = desktop.window, desktop.models.rows
    await until(lambda: is_filled(desktop), "the gallery")
    bar = window.gallery.view.verticalScrollBar()
    for part in range(5):
        bar.setValue(bar.maximum() * part // 4)
        await asyncio.sleep(0.3)
    seen = {"pss": pss_mib(), "resident": resident_mib()}
    for row in range(rows.rowCount()):
        await until(lambda row=row: rows.task(row) is not None, f"task {row}")
        task = rows.task(row)
        assert task is not None
        window.show_task(task)
        window.gallery.view.commanded.emit(task.id, "view")
        await until(lambda: window.viewer.is_sharp(), f"picture {row}")
    await asyncio.sleep(1)
    return {
        "rows": rows.rowCount(),
        "seen": seen["resident"],
        "pss": pss_mib(),
        "resident": resident_mib(),
    }


if __name__ == "__main__":
    play(scene, sys.argv[1])
