"""Renders the screens that `tests/looks` keeps: `python -m tests.support.looks FOLDER`."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from mjdesk.app import Desktop, Options
from mjdesk.domain.action import ActionVerb, read_action
from mjdesk.domain.picture import Picture, PictureRole, Ratio
from mjdesk.domain.reference import ReferenceRole
from mjdesk.domain.settings import Look, Settings
from mjdesk.domain.task import Collection, Failure, Task, TaskKind, TaskState
from mjdesk.models.kept_slots import written_slots
from mjdesk.models.slot_list import SlotList
from mjdesk.storage.library import Library
from mjdesk.storage.locations import Locations
from mjdesk.storage.pictures import Pictures
from mjdesk.storage.settings_file import SettingsFile
from mjdesk.studio import painter
from mjdesk.views.compose.kept_pages import picture_text
from mjdesk.views.drop_places import ComposeMode
from tests.support.builders import a_task

if TYPE_CHECKING:
    from mjdesk.domain.action import Action

NOON = datetime(2024, 3, 14, 12, tzinfo=UTC).timestamp()
"""In a year that is over, so that the gallery says the same date for ever."""
SIZE = (1440, 900)
PROMPTS = (
    "glacial valley with a single pine, first light, muted teal --ar 1:1 --v 7 --s 180 --c 8",
    "pink forest at dawn, fog --ar 16:9 --v 7",
    "flowing ink, lava, crimson and gold --ar 3:4 --v 7",
    "night city, violet, rain, neon --ar 16:9 --v 7",
    "botanical study, ferns --ar 1:1 --v 7",
    "noir mountains under a pale moon --ar 16:9 --v 7",
    "desert dunes at sunset --ar 21:9 --v 7",
    "aurora over a frozen lake --ar 2:3 --v 7",
    "marble, purple and cream, abstract --ar 1:1 --v 7",
)


DESCRIBED, SHORTENED = 30, 31
SHORTENED_WORDS = "please make a very calm mountain lake with tall trees and a low morning mist --ar 3:2"
FOUND = (
    "layered desert ridgelines fading into rose dust, low amber sun, painterly haze --ar 16:9",
    "minimal mountain silhouettes, coral and plum gradient sky, soft film grain --ar 16:9",
    "a quiet valley at sundown seen through five planes of mist --ar 16:9",
    "pastel dunes, telephoto compression, glowing horizon --ar 16:9",
)


def kept_pictures(pictures: list[Picture]) -> str:
    slots = SlotList()
    for picture in pictures:
        slots.add(picture)
    return written_slots(slots)


def buttons(*, is_grid: bool) -> tuple[Action, ...]:
    if is_grid:
        names = [f"JOB::upsample::{n}" for n in range(1, 5)] + ["JOB::reroll::0"]
        names += [f"JOB::variation::{n}" for n in range(1, 5)]
    else:
        names = ["JOB::upsample_v7_2x_subtle::1", "JOB::upsample_v7_2x_creative::1", "JOB::low_variation::1"]
        names += ["JOB::high_variation::1", "Inpaint::1", "Outpaint::50::1", "CustomZoom", "JOB::pan_left::1"]
    return tuple(read_action(f"MJ::{name}::hash") for name in names)


async def fill(locations: Locations) -> None:
    async with Library(locations.library, locations.backups) as library, Pictures(locations) as pictures:
        for number, prompt in enumerate(PROMPTS):
            width, height = (side // 4 for side in painter.tile_size(prompt))
            is_grid = number % 3 != 1
            tiles = [painter.paint(prompt, seed=number, variant=v, size=(width, height)) for v in range(4)]
            image = painter.grid(tiles) if is_grid else tiles[0]
            kept = await pictures.keep_bytes(painter.encode_png(image, prompt, number))
            await pictures.make_thumbnails(kept.digest)
            role = PictureRole.GRID if is_grid else PictureRole.SINGLE
            picture = Picture(kept.digest, kept.media_type, kept.width, kept.height, kept.size, role)
            task = a_task(
                id=f"{number + 1:032x}",
                account="studio",
                kind=TaskKind.IMAGINE if is_grid else TaskKind.UPSCALE,
                state=TaskState.SUCCEEDED,
                created=NOON + number * 60,
                prompt=prompt,
                ratio=Ratio(width, height),
                remote_id=f"17306217181518{number:02d}",
                collection=Collection.DONE,
                progress=100,
                pictures=(picture,),
                actions=buttons(is_grid=is_grid),
                rating=4 if number == 1 else 0,
                submitted_at=NOON + number * 60,
                finished_at=NOON + number * 60 + 41,
            )
            await library.add(task)
        for number, kind, prompt in (
            (DESCRIBED, TaskKind.DESCRIBE, ""),
            (SHORTENED, TaskKind.SHORTEN, SHORTENED_WORDS),
        ):
            await library.add(answered(number, kind, prompt))
        await library.add(trouble(20, TaskState.FAILED, "task-failed", "The job was moderated"))
        await library.add(trouble(21, TaskState.UNKNOWN, "OutcomeUnknown", ""))


def answered(number: int, kind: TaskKind, prompt: str) -> Task:
    """A task whose answer is words."""
    task = a_task(id=f"{number:032x}", account="studio", kind=kind, state=TaskState.SUCCEEDED, created=NOON)
    return replace(
        task,
        prompt=prompt,
        texts=FOUND,
        collection=Collection.DONE,
        progress=100,
        trashed_at=NOON,
        submitted_at=NOON,
        finished_at=NOON + 9,
    )


def trouble(number: int, state: TaskState, error: str, text: str) -> Task:
    task = a_task(id=f"{number:032x}", account="studio", state=state, created=NOON + number * 60)
    failure = Failure(error=error, text=text, may_have_cost=state is TaskState.UNKNOWN)
    return replace(task, prompt="a wish that came to nothing --ar 3:2", ratio=Ratio(3, 2), failure=failure)


async def render(app: QApplication, home: Path, folder: Path) -> None:
    locations = Locations.below(home)
    for place in (locations.data, locations.config):
        place.mkdir(parents=True, exist_ok=True)
    await shoot_welcome(app, folder)
    await fill(locations)
    SettingsFile(locations.settings).save(Settings(is_welcomed=True))
    for look in (Look.DARK, Look.LIGHT):
        async with Desktop(app, locations, Options(look=look)) as desktop:
            window, rows = desktop.window, desktop.models.rows
            window.resize(*SIZE)
            found: list[Task] = []
            for _ in range(200):
                found = [task for row in range(rows.rowCount()) if (task := rows.task(row)) is not None]
                if len(found) == len(PROMPTS) + 2:
                    break
                await asyncio.sleep(0.05)
            grid = next(task for task in found if task.prompt.startswith("glacial"))
            window.show_task(grid)
            window.compose.set_prompt(PROMPTS[0])
            window.view.setFocus()
            await asyncio.sleep(1.2)
            window.grab().save(str(folder / f"gallery-{look.value}.png"))
            await shoot_panels(desktop, folder / f"panels-{look.value}.png")
            if look is Look.DARK:
                await shoot_viewer(desktop, folder)
                single = next(task for task in found if task.prompt.startswith("noir"))
                window.show_task(single)
                window.resize(1280, 800)
                await asyncio.sleep(0.8)
                window.grab().save(str(folder / "single-1280.png"))
                window.resize(*SIZE)
                await asyncio.sleep(0.3)
            await shoot_mask(desktop, found, folder / f"mask-{look.value}.png")


async def shoot_panels(desktop: Desktop, target: Path) -> None:
    """All pages of the compose panel side by side, each with pictures and answers."""
    window, models = desktop.window, desktop.models
    compose, here = window.compose, models.slots
    covers = [task.cover for row in range(models.rows.rowCount()) if (task := models.rows.task(row))]
    pictures = [replace(cover, role=PictureRole.INPUT, name="scene.png") for cover in covers if cover]
    for picture, role in zip(
        pictures, (ReferenceRole.IMAGE, ReferenceRole.STYLE, ReferenceRole.OMNI), strict=False
    ):
        here.add(picture, None, role)
    compose.shape.setFocus()
    text = picture_text(pictures[3])
    kept = {
        ComposeMode.IMAGINE: {},
        ComposeMode.BLEND: {"pictures": kept_pictures(pictures[:3])},
        ComposeMode.DESCRIBE: {"picture": text, "task": f"{DESCRIBED:032x}"},
        ComposeMode.SWAP_FACE: {"source": text},
        ComposeMode.SHORTEN: {"words": SHORTENED_WORDS, "task": f"{SHORTENED:032x}"},
    }
    shots: list[QPixmap] = []
    for mode, told in kept.items():
        compose.show_mode(mode).take_back(told, lambda _digest: True)
        await asyncio.sleep(0.8)
        shots.append(compose.grab())
    sheet = QPixmap(sum(shot.width() for shot in shots), shots[0].height())
    painting = QPainter(sheet)
    left = 0
    for shot in shots:
        painting.drawPixmap(left, 0, shot)
        left += shot.width()
    painting.end()
    sheet.save(str(target))
    here.clear()
    compose.show_mode(ComposeMode.IMAGINE)


async def shoot_mask(desktop: Desktop, found: list[Task], target: Path) -> None:
    """The mask editor with a stroke in it."""
    window = desktop.window
    single = next(task for task in found if task.prompt.startswith("pink"))
    action = next(each for each in single.actions if each.verb is ActionVerb.VARY_REGION)
    window.commander.act(single.id, action)
    editor = window.commander.region.editor
    for _ in range(100):
        if editor.is_open() and editor.session.has_begun:
            break
        await asyncio.sleep(0.05)
    editor.bar.set_brush(90)
    middle = editor.canvas.rect().center()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(editor.canvas, left, Qt.KeyboardModifier.NoModifier, middle - QPoint(120, 0))
    QTest.mouseMove(editor.canvas, middle)
    QTest.mouseMove(editor.canvas, middle + QPoint(110, 60))
    QTest.mouseRelease(editor.canvas, left, Qt.KeyboardModifier.NoModifier, middle + QPoint(110, 60))
    await asyncio.sleep(0.8)
    window.grab().save(str(target))
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    await asyncio.sleep(0.3)


async def shoot_viewer(desktop: Desktop, folder: Path) -> None:
    window = desktop.window
    task = desktop.models.focused.task
    if task is not None:
        window.commander.run(task.id, "view")
    for _ in range(100):
        if window.viewer.is_sharp():
            break
        await asyncio.sleep(0.05)
    rect = window.viewer.canvas.picture_rect()
    window.viewer.canvas.point_at(QPointF(rect.right() - 40, rect.top() + 40))
    await asyncio.sleep(0.8)
    window.grab().save(str(folder / "viewer-dark.png"))
    window.viewer.closed.emit()
    await asyncio.sleep(0.2)


async def shoot_welcome(app: QApplication, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as fresh:
        async with Desktop(app, Locations.below(fresh), Options(look=Look.DARK)) as desktop:
            desktop.window.resize(*SIZE)
            await asyncio.sleep(0.8)
            desktop.window.grab().save(str(folder / "welcome-dark.png"))


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
        asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner,
    ):
        runner.run(render(app, Path(home), folder))


if __name__ == "__main__":
    main()
