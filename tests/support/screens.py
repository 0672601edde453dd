"""Every screen of the program, one after another; pictures of them with
`python -m tests.support.screens FOLDER [LANGUAGE] [WIDTH HEIGHT]`, where the language may be `pseudo`.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.append(str(Path(__file__).resolve().parent.parent.parent / "packaging"))  # as in the tests

from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from mjdesk.app import Desktop, Options
from mjdesk.domain.action import ActionVerb
from mjdesk.domain.settings import Look, Settings
from mjdesk.models.desk import OverCap
from mjdesk.services.notices import Notice, Severity
from mjdesk.storage.locations import Locations
from mjdesk.storage.settings_file import SettingsFile
from mjdesk.views.drop_places import ComposeMode
from mjdesk.views.language import fall_silent
from mjdesk.widgets.sheet import Sheet
from tests.support import looks
from tests.support.pseudo import speak_pseudo

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator

    from mjdesk.domain.task import Task
    from mjdesk.views.main_window import MainWindow

SETTLING = 0.15
PSEUDO = "pseudo"


@dataclass(frozen=True, slots=True)
class Screen:
    """What is on top of the window for now."""

    name: str
    widget: QWidget


@asynccontextmanager
async def furnished(
    app: QApplication, home: Path, language: str = "", look: Look = Look.DARK
) -> AsyncGenerator[Desktop]:
    """The program with a library of pictures, results in words, and troubles."""
    locations = Locations.below(home)
    for place in (locations.data, locations.config):
        place.mkdir(parents=True, exist_ok=True)
    await looks.fill(locations)
    SettingsFile(locations.settings).save(Settings(is_welcomed=True))
    spoken = speak_pseudo(app, home / "words") if language == PSEUDO else ()
    options = Options(look=look, language="" if language == PSEUDO else language, pace=0.0)
    try:
        async with Desktop(app, locations, options) as desktop:
            yield desktop
    finally:
        fall_silent(app, spoken)


async def tasks_of(desktop: Desktop) -> list[Task]:
    """All that the gallery shows."""
    rows = desktop.models.rows
    found: list[Task] = []
    for _ in range(200):
        found = [task for row in range(rows.rowCount()) if (task := rows.task(row)) is not None]
        if len(found) == len(looks.PROMPTS) + 2:
            break
        await asyncio.sleep(0.05)
    return found


async def screens(desktop: Desktop) -> AsyncIterator[Screen]:
    """Opens one after another; each is closed before the next."""
    window, models = desktop.window, desktop.models
    sheets, commander = window.sheets, window.commander
    found = await tasks_of(desktop)
    grid = next(task for task in found if task.prompt.startswith("glacial"))
    single = next(task for task in found if task.prompt.startswith("pink"))
    troubles = [task for task in found if task.state.is_trouble]

    def region(task: Task) -> None:
        window.show_task(task)
        action = next(each for each in task.actions if each.verb is ActionVerb.VARY_REGION)
        commander.act(task.id, action)

    def settings(section: str) -> None:
        sheets.open_settings()
        sheets.settings.show_section(section)

    def new_gateway() -> None:
        settings("gateway")
        sheets.settings.edit_gateway("")

    def ask(task: Task, verb: ActionVerb) -> None:
        window.show_task(task)
        commander.asking.before(task, next(each for each in task.actions if each.verb is verb))

    def tell() -> None:
        for number, severity in enumerate(Severity):
            kind = ("unexpected", "refused", "gateway-silent")[number % 3]
            desktop.parts.notices.tell(Notice(id=f"n{number}", severity=severity, kind=kind))

    over_cap = OverCap(
        cap=Decimal(5), spent=Decimal("4.9"), price=Decimal("0.3"), currency="¥", go=lambda: None
    )
    openers: list[tuple[str, Callable[[], object]]] = [
        (
            "gallery",
            lambda: (window.show_task(grid), window.compose.set_prompt(f"{looks.PROMPTS[0]} --foo 2")),
        ),
        ("single", lambda: window.show_task(single)),
        *((f"trouble-{task.state.value}", lambda task=task: window.show_task(task)) for task in troubles),
        ("nothing-found", lambda: window.gallery.search.edit.insert("nothing has these words")),
        *(
            (f"compose-{mode.value}", lambda mode=mode: window.compose.show_mode(mode))
            for mode in (*ComposeMode, ComposeMode.IMAGINE)
        ),
        ("viewer", lambda: commander.run(grid.id, "view")),
        ("mask", lambda: region(single)),
        *(
            (f"settings-{name}", lambda name=name: settings(name))
            for name in ("look", "storage", "about", "gateway")
        ),
        ("settings-new-gateway", new_gateway),
        ("spending", sheets.open_spending),
        ("keys", sheets.open_keys),
        ("upload", sheets.open_upload),
        ("key", lambda: sheets.key.ask(models.preferences.active)),
        ("cap", lambda: sheets.cap.ask(over_cap)),
        ("zoom", lambda: ask(single, ActionVerb.ZOOM_CUSTOM)),
        ("words", lambda: ask(grid, ActionVerb.VARIATION)),
        ("film", lambda: commander.run(single.id, "animate")),
        ("edit", lambda: commander.run(single.id, "edit")),
        ("queue", window.menus.open_queue),
        ("gateways", window.menus.open_gateways),
        ("notices", tell),
    ]
    for name, open_it in openers:
        open_it()
        await asyncio.sleep(SETTLING)
        yield Screen(name, _on_top(window))
        _close(window)


def _on_top(window: MainWindow) -> QWidget:
    return QApplication.activePopupWidget() or next(_open_sheets(window), window)


def _open_sheets(window: MainWindow) -> Iterator[Sheet]:
    return (sheet for sheet in window.findChildren(Sheet) if sheet.is_open())


def _close(window: MainWindow) -> None:
    while popup := QApplication.activePopupWidget():
        popup.close()
    for sheet in list(_open_sheets(window)):
        sheet.dismiss()
    editor = window.commander.region.editor
    if editor.isVisible():
        editor.dismiss()
    if window.viewer.isVisible():
        window.viewer.closed.emit()
    if window.gallery.search.edit.text():
        window.gallery.open_all()


async def _shoot(app: QApplication, folder: Path, language: str, size: tuple[int, int]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        async with furnished(app, Path(home), language) as desktop:
            desktop.window.resize(*size)
            number = 0
            async for screen in screens(desktop):
                await asyncio.sleep(0.5)
                number += 1
                desktop.window.grab().save(str(folder / f"{number:02d}-{screen.name}.png"))
                if screen.widget.isWindow() and screen.widget is not desktop.window:
                    screen.widget.grab().save(str(folder / f"{number:02d}-{screen.name}-popup.png"))
        spoken = speak_pseudo(app, Path(home) / "words") if language == PSEUDO else ()
        options = Options(look=Look.DARK, language="" if language == PSEUDO else language)
        async with Desktop(app, Locations.below(Path(home) / "fresh"), options) as desktop:
            desktop.window.resize(*size)
            await asyncio.sleep(0.8)
            desktop.window.grab().save(str(folder / "00-welcome.png"))
        fall_silent(app, spoken)


def main() -> None:
    folder, language, *size = sys.argv[1], *(sys.argv[2:] or ["en"])
    Path(folder).mkdir(parents=True, exist_ok=True)
    app = QApplication(["mjdesk"])
    app.setQuitOnLastWindowClosed(False)
    width, height = (int(each) for each in size or ("1440", "900"))
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        runner.run(_shoot(app, Path(folder), language, (width, height)))


if __name__ == "__main__":
    main()
