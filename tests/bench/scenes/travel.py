"""A library of 100,000 tasks: scrolled from end to end, then searched letter by letter.

python -m tests.bench.scenes.travel HOME
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from tests.bench.scenes.readings import pss_mib, resident_mib
from tests.bench.scenes.stage import PaintWatch, is_filled, play, scroll, type_text, until, until_whole

if TYPE_CHECKING:
    from mjdesk.app import Desktop

WORDS = ("lighthouse storm", "red fox", "16:9", "zebra")
CHINESE = ("猫", "雨夜", "灯塔", "的光", "国画")


async def scene(desktop: Desktop) -> dict[str, Any]:
    await until_whole(desktop)
    view = desktop.window.gallery.view
    viewport = view.viewport().size()
    frames = await scroll(view)
    memory = {"pss": pss_mib(), "resident": resident_mib()}
    words = await _search(desktop, WORDS)
    chinese = await _search(desktop, CHINESE)
    return {
        "rows": desktop.models.rows.rowCount(),
        "viewport": [viewport.width(), viewport.height()],
        "frames": frames,
        **memory,
        "words": words,
        "chinese": chinese,
    }


async def _search(desktop: Desktop, texts: tuple[str, ...]) -> list[float]:
    """From each typed character to the frame with its rows, in ms; nothing found counts once it is known."""
    rows, page = desktop.models.rows, desktop.window.gallery
    opened: list[float] = []
    rows.opened.connect(lambda: opened.append(time.perf_counter()))
    watch = PaintWatch(page.view.viewport(), lambda: bool(opened) and is_filled(desktop))
    times: list[float] = []
    for text in texts:
        for character in text:
            opened.clear()
            watch.reset()
            start = time.perf_counter()
            type_text(page.search.edit, character)
            if character == " ":
                continue  # the words to look for are the same
            await until(lambda: bool(opened) and (watch.at is not None or not rows.rowCount()), text)
            times.append(((watch.at or opened[0]) - start) * 1000)
        page.search.clear()
        await until_whole(desktop)
    return times


if __name__ == "__main__":
    play(scene, sys.argv[1])
