"""`python -m tests.support.painted_region HOME`: paints one stroke with the hands of a real display.

It prints what was seen as JSON: where the stroke was meant to be and what it marked.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from mjdesk.app import Desktop, Options
from mjdesk.domain.action import read_action
from mjdesk.domain.picture import Picture, PictureRole
from mjdesk.domain.settings import Settings
from mjdesk.domain.task import Collection, TaskKind, TaskState
from mjdesk.storage.library import Library
from mjdesk.storage.locations import Locations
from mjdesk.storage.pictures import Pictures
from mjdesk.storage.settings_file import SettingsFile
from mjdesk.studio import painter
from tests.support.builders import a_task
from tests.support.x_hands import XHands, xdotool

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.views.mask.mask_editor import MaskEditor

SIDE = 640
START, END = QPointF(200, 320), QPointF(440, 320)
BRUSH = 60.0


async def fill(locations: Locations) -> None:
    """One upscaled picture that offers Vary Region."""
    async with Library(locations.library, locations.backups) as library, Pictures(locations) as pictures:
        image = painter.paint("misty valley", seed=5, variant=0, size=(SIDE, SIDE))
        kept = await pictures.keep_bytes(painter.encode_png(image, "misty valley", 5))
        await pictures.make_thumbnails(kept.digest)
        picture = Picture(
            kept.digest, kept.media_type, kept.width, kept.height, kept.size, PictureRole.SINGLE
        )
        await library.add(
            a_task(
                id="1" * 32,
                account="studio",
                kind=TaskKind.UPSCALE,
                state=TaskState.SUCCEEDED,
                prompt="misty valley",
                remote_id="17",
                collection=Collection.DONE,
                pictures=(picture,),
                actions=(read_action("MJ::Inpaint::1::hash::SOLO"),),
            )
        )


async def until(found: Callable[[], object]) -> None:
    for _ in range(600):
        if found():
            return
        await asyncio.sleep(0.05)
    raise TimeoutError


async def stroke(editor: MaskEditor, *spots: QPointF) -> None:
    """Down at the first spot of the picture, up at the last."""
    canvas = editor.canvas
    places = [canvas.mapToGlobal(canvas.place_of(spot).toPoint()) for spot in spots]
    await move(places[0])
    await xdotool("mousedown", "1")
    for place in places[1:]:
        await move(place)
    await xdotool("mouseup", "1")
    await asyncio.sleep(0.3)


async def move(place: QPoint) -> None:
    await xdotool("mousemove", str(place.x()), str(place.y()))
    await asyncio.sleep(0.05)


async def story(app: QApplication, home: Path) -> None:
    locations = Locations.below(home)
    await fill(locations)
    SettingsFile(locations.settings).save(Settings(is_welcomed=True))
    hands = XHands()
    seen: dict[str, object] = {}
    async with Desktop(app, locations, Options()) as desktop:
        window = desktop.window
        window.setGeometry(0, 30, 1280, 800)
        rows = desktop.models.rows
        await until(lambda: rows.rowCount() and rows.task(0) is not None)
        await asyncio.sleep(0.8)
        await hands.click(window.view.viewport(), window.view.tile_rect(0).center())
        await hands.press("m")
        editor = window.commander.region.editor
        await until(lambda: editor.is_open() and editor.session.has_begun)
        await asyncio.sleep(0.5)
        editor.bar.set_brush(BRUSH)
        steps = 12
        line = [START + (END - START) * (step / steps) for step in range(steps + 1)]
        await stroke(editor, *line)
        area = editor.session.area
        await until(lambda: area.recount(1000))
        seen["share"] = area.share()
        seen["levels"] = {
            name: area.level(x, y)
            for name, x, y in (
                ("start", 200, 320),
                ("middle", 320, 320),
                ("end", 440, 320),
                ("edge", 320, 344),
                ("above", 320, 270),
                ("beyond", 500, 320),
            )
        }
        await hands.press("e")
        await stroke(editor, QPointF(320, 260), QPointF(320, 320), QPointF(320, 380))
        seen["erased"] = area.level(320, 320)
        await hands.press("ctrl+z")
        await asyncio.sleep(0.2)
        seen["undone"] = area.level(320, 320)
        await move(editor.canvas.mapToGlobal(editor.canvas.rect().center()))
        before = editor.canvas.percent()
        await xdotool("click", "4")
        await asyncio.sleep(0.3)
        seen["zoomed"] = editor.canvas.percent() > before
        if len(sys.argv) > 2:
            window.grab().save(sys.argv[2])
        await hands.press("Escape")
        await asyncio.sleep(0.3)
        seen["closed"] = not editor.is_open()
    sys.stdout.write(json.dumps(seen) + "\n")


def main() -> None:
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        runner.run(story(app, Path(sys.argv[1])))


if __name__ == "__main__":
    main()
