"""`python -m tests.support.taker HOME`: the real window, which shows its places for pictures when it is told.

Orders come one a line, as JSON, and are answered with one line of JSON:

- `{"place": "blend"}` empties all places, shows the page or sheet and answers where this place is: `[x, y]`;
- `{"see": "blend", "count": n}` answers `[[digest, name], ...]` as soon as there are `n`;
- `{"offer": "blend"}` answers where this place of the offer is, as soon as that is there; `{"offer": ""}`
  answers null as soon as it is gone;
- `{"tile": n}` answers where the n-th picture of the gallery is, and its digest;
- `{"view": n}` shows it large and answers the same of it, and of its neighbour in the strip;
- `{"mode": true}` and `{"tip": true}` answer which page is shown, and what the tool tip says.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from qasync import QEventLoop

from mjdesk.app import Desktop, Options
from mjdesk.storage.locations import Locations
from mjdesk.views.drop_places import ComposeMode

if TYPE_CHECKING:
    from mjdesk.domain.picture import Picture
    from mjdesk.views.compose.blend_page import BlendPage
    from mjdesk.views.compose.describe_page import DescribePage
    from mjdesk.views.compose.picture_slot import PictureSlot
    from mjdesk.views.compose.swap_face_page import SwapFacePage

_MODES = {
    "reference": ComposeMode.IMAGINE,
    "blend": ComposeMode.BLEND,
    "describe": ComposeMode.DESCRIBE,
    "face": ComposeMode.SWAP_FACE,
    "onto": ComposeMode.SWAP_FACE,
}
_FRAME = 30
"""Of the window, by which openbox moves it on a bare display."""


class Taker:
    """Owns nothing; answers orders about one window."""

    def __init__(self, desktop: Desktop) -> None:
        self.window = desktop.window
        self.models = desktop.models

    async def answer(self, order: dict[str, Any]) -> object:
        match order:
            case {"place": name}:
                self._empty()
                if name in _MODES:
                    self.window.compose.show_mode(_MODES[name])
                else:
                    self._open_sheet(name)
                await asyncio.sleep(0.15 if name in _MODES else 0.6)
                place = self._place(name)
                place.setFocus(Qt.FocusReason.OtherFocusReason)
                return _middle(place)
            case {"see": name, "count": count}:
                for _ in range(200):
                    if len(self._pictures(name)) >= count:
                        break
                    await asyncio.sleep(0.02)
                return [[each.digest, each.name] for each in self._pictures(name)]
            case {"offer": key}:
                offer = self.window.drop_guide.offer
                for _ in range(100):
                    if offer.isVisible() == bool(key):
                        return _middle(offer.targets[key]) if key else None
                    await asyncio.sleep(0.02)
                return "not so"
            case {"tile": row}:
                task = self.models.rows.task(row)
                cover = task.cover if task is not None else None
                rect = self.window.view.tile_rect(row)
                at = self.window.view.viewport().mapToGlobal(rect.center())
                return [at.x(), at.y(), cover.digest if cover is not None else ""]
            case {"view": row}:
                task = self.models.rows.task(row)
                neighbour = self.models.rows.task(row + 1)
                if task is None or neighbour is None:
                    return None
                self.window.show_task(task)
                self.window.commander.view_requested.emit()
                viewer = self.window.viewer
                for _ in range(200):
                    if viewer.canvas.has_picture():
                        break
                    await asyncio.sleep(0.02)
                await asyncio.sleep(0.15)
                place = viewer.strip.place_of(row + 1)
                return [
                    [*_middle(viewer.canvas), task.cover.digest if task.cover else ""],
                    [*_point(viewer.strip, place), neighbour.cover.digest if neighbour.cover else ""],
                ]
            case {"mode": _}:
                return self.window.compose.mode.value
            case {"tip": _}:
                return QToolTip.text()
            case _:
                return None

    def _pages(self) -> tuple[BlendPage, DescribePage, SwapFacePage]:
        compose = self.window.compose
        pages = (compose.page_of(_MODES[name]) for name in ("blend", "describe", "face"))
        return cast("tuple[BlendPage, DescribePage, SwapFacePage]", tuple(pages))

    def _open_sheet(self, name: str) -> None:
        makers = self.window.commander.makers
        match name:
            case "upload":
                self.window.sheets.open_upload()
            case "changed":
                makers.edit.edit(None)
            case _:
                makers.animate(None)

    def _in_sheet(self, name: str) -> PictureSlot:
        makers = self.window.commander.makers
        holders = {"first": makers.video.first, "last": makers.video.last, "changed": makers.edit.picture}
        return cast("PictureSlot", holders[name])

    def _place(self, name: str) -> QWidget:
        if name == "upload":
            return self.window.sheets.upload.area
        if name not in _MODES:
            return self._in_sheet(name).place
        blend, describe, swap = self._pages()
        places: dict[str, QWidget] = {
            "reference": self.window.compose.references.area,
            "blend": blend.areas[0],
            "describe": describe.slot.place,
            "face": swap.source.place,
            "onto": swap.target.place,
        }
        return places[name]

    def _pictures(self, name: str) -> list[Picture]:
        blend, describe, swap = self._pages()
        match name:
            case "reference":
                return list(self.models.slots.pictures())
            case "blend":
                return list(blend.slots.pictures())
            case "upload":
                return [entry.picture for entry in self.models.uploads.entries()]
            case "first" | "last" | "changed":
                found = self._in_sheet(name).picture
                return [found] if found is not None else []
            case _:
                slot = {"describe": describe.slot, "face": swap.source, "onto": swap.target}[name]
                return [slot.picture] if slot.picture is not None else []

    def _empty(self) -> None:
        blend, describe, swap = self._pages()
        self.models.slots.clear()
        blend.slots.clear()
        for slot in (describe.slot, swap.source, swap.target):
            slot.clear()
        makers = self.window.commander.makers
        for sheet in (makers.video, makers.edit, self.window.sheets.upload):
            if sheet.is_open():
                sheet.dismiss()
        for name in ("first", "last", "changed"):
            self._in_sheet(name).clear()
        self.models.uploads.clear()


def _point(widget: QWidget, at: QPoint) -> list[int]:
    found = widget.mapToGlobal(at)
    return [found.x(), found.y()]


def _middle(widget: QWidget) -> list[int]:
    at = widget.mapToGlobal(widget.rect().center() + QPoint(0, 12))
    return [at.x(), at.y()]


async def story(app: QApplication, home: Path) -> None:
    loop = asyncio.get_running_loop()
    async with Desktop(app, Locations.below(home), Options()) as desktop:
        window = desktop.window
        desktop.models.settings.update(is_welcomed=True)
        window.sheets.welcome.dismiss()
        window.setGeometry(0, _FRAME, 1250, 800)
        for _ in range(200):
            if desktop.models.rows.task(0) is not None and hasattr(window, "drop_guide"):
                break
            await asyncio.sleep(0.05)
        taker = Taker(desktop)
        _say("ready")
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            _say(await taker.answer(json.loads(line)))
        window.closing.emit()
        await desktop.until_closed()


def _say(words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def main() -> None:
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        runner.run(story(app, Path(sys.argv[1])))


if __name__ == "__main__":
    main()
