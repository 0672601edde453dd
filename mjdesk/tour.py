"""Drives the real window through the main job with mouse and keyboard events, and looks at every step.

It is the proof for people without a display, the source of the README's pictures, and the journey that the
tests make. A step that does not show what it should ends the tour with status 1.
Longer than most modules: it is one journey, and each step begins where the one before has ended.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import time
from io import TextIOWrapper
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.task import Collection, TaskState
from mjdesk.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.task import Task
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.main_window import MainWindow

PROMPT = "a lone lighthouse above a stormy sea at blue hour, volumetric fog, fine grain --ar 16:9"
_OTHERS = (
    "glacial valley with a single pine, first light, mist pooling between ridges, muted teal --ar 1:1",
    "night city in the rain, violet neon, wet reflections --ar 16:9",
    "flowing ink, crimson and gold, marbled paper --ar 3:4",
    "botanical study of ferns and wild roses, pale green --ar 4:5",
    "一座雪山 黎明 湖 --ar 3:2",
)
_PATIENCE = 90.0


_NO_KEYS = Qt.KeyboardModifier.NoModifier
_MODIFIERS = {"ctrl": Qt.KeyboardModifier.ControlModifier, "alt": Qt.KeyboardModifier.AltModifier}
_KEYS = {
    "Return": Qt.Key.Key_Return,
    "Escape": Qt.Key.Key_Escape,
    "a": Qt.Key.Key_A,
    "comma": Qt.Key.Key_Comma,
}


class TourError(Exception):
    """A step did not show what it should."""


class Stage(Protocol):
    """A running window with everything behind it."""

    @property
    def window(self) -> MainWindow: ...

    @property
    def models(self) -> Ensemble: ...

    @property
    def theme(self) -> Theme: ...


class Hands(Protocol):
    """Mouse and keyboard. Points are in the widget's own coordinates; None is its middle."""

    async def click(self, widget: QWidget, at: QPoint | None = None) -> None: ...

    async def double_click(self, widget: QWidget, at: QPoint | None = None) -> None: ...

    async def move(self, widget: QWidget, at: QPoint) -> None: ...

    async def type(self, text: str) -> None:
        """Into whatever has the focus; plain ASCII."""
        ...

    async def press(self, key: str) -> None:
        """A key with its modifiers, such as `ctrl+Return` or `Escape`."""
        ...


class QtHands:
    """Events made by Qt itself: they work on every platform, offscreen too."""

    async def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _NO_KEYS, at or widget.rect().center())

    async def double_click(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, _NO_KEYS, at or widget.rect().center())

    async def move(self, widget: QWidget, at: QPoint) -> None:
        QTest.mouseMove(widget, at)

    async def type(self, text: str) -> None:
        QTest.keyClicks(_focused(), text)

    async def press(self, key: str) -> None:
        *modifiers, name = key.split("+")
        held = _NO_KEYS
        for modifier in modifiers:
            held |= _MODIFIERS[modifier]
        QTest.keyClick(_focused(), _KEYS[name], held)


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    if widget is None:
        raise TourError("nothing has the focus")
    return widget


def _let_every_language_be_told() -> None:
    """Steps name what the window shows; the code page in which Windows writes files may lack it."""
    stream = sys.stdout
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


class Tour:
    """Owns the folder of screenshots and the story that it prints."""

    def __init__(
        self,
        open_stage: Callable[[], AbstractAsyncContextManager[Stage]],
        folder: Path,
        hands: Hands | None = None,
    ) -> None:
        self._open_stage = open_stage
        self._folder = folder
        self._hands = hands or QtHands()
        self._number = 0
        self._began = time.monotonic()
        self._tasks: dict[str, Task] = {}

    async def take(self) -> int:
        """The whole journey; 0 when every step showed what it should."""
        self._folder.mkdir(parents=True, exist_ok=True)
        _let_every_language_be_told()
        try:
            async with self._open_stage() as stage:
                await self._first_visit(stage)
            async with self._open_stage() as stage:
                await self._second_visit(stage)
        except TourError as error:
            self._say(f"FAILED: {error}")
            return 1
        self._say(f"Everything showed what it should. Screenshots and pictures: {self._folder}")
        return 0

    async def _first_visit(self, stage: Stage) -> None:
        window, models = stage.window, stage.models
        window.resize(1440, 900)
        window.activateWindow()  # on a display without a window manager nobody else does
        await self._until(lambda: window.sheets.is_welcoming(), "the welcome screen opens")
        await self._shoot(window, "welcome")
        await self._hands.click(window.sheets.welcome.explore_button)
        await self._until(lambda: not window.sheets.is_welcoming(), "the built-in studio is chosen")
        await self._shoot(window, "empty")

        self._say(f"the button to press is called “{window.compose.foot.create_button.label()}”")
        editor = window.compose.editor
        await self._hands.click(editor)
        await self._hands.type(PROMPT)
        await self._until(lambda: editor.toPlainText() == PROMPT, "the prompt stands in the editor")
        await self._shoot(window, "prompt")
        await self._hands.press("ctrl+Return")
        await self._until(lambda: models.rows.live_count == 1, "the task is in progress at once")
        grid = await self._first_task(models)
        await self._until(
            lambda: models.previews.pixmap(self._followed(models)[0]) is not None,
            "a partial picture can be watched",
        )
        await self._shoot(window, "in-progress")
        grid = await self._finished(models, grid.id, "four pictures arrive")
        await self._check(grid.is_grid and grid.tile(4) is not None, "the grid is split into four tiles")
        for prompt in _OTHERS:
            editor.setPlainText(prompt)
            editor.setFocus()
            await self._hands.press("ctrl+Return")
            await self._pause()
        await self._until(
            lambda: (
                models.rows.rowCount() == 1 + len(_OTHERS)
                and models.rows.live_count == 0
                and all(task.collection is Collection.DONE for task in self._followed(models))
            ),
            "five more tasks finish",
        )
        await self._shoot(window, "gallery")
        await self._act_in_viewer(stage, grid)
        await self._vary_in_inspector(stage, grid)
        await self._shoot(window, "family")
        stage.theme.switch(Scheme.LIGHT)
        await self._shoot(window, "light")
        stage.theme.switch(Scheme.DARK)
        await self._open_settings(window)
        for task in self._followed(models):
            self._tasks[task.id] = task
        self._save_pictures(models)

    async def _act_in_viewer(self, stage: Stage, grid: Task) -> None:
        window, models = stage.window, stage.models
        view = window.view
        window.show_task(grid)
        await self._pause()
        place = view.visualRect(view.currentIndex())
        await self._hands.double_click(view.viewport(), QPoint(place.center().x(), place.top() + 20))
        await self._until(lambda: window.viewer.isVisible(), "the viewer opens")
        canvas = window.viewer.canvas
        await self._until(
            lambda: window.viewer.is_sharp() and canvas.has_picture(), "the picture is there in full"
        )
        rect = canvas.picture_rect()
        spot = QPointF(rect.left() + rect.width() * 0.75, rect.top() + rect.height() * 0.2)
        await self._hands.move(canvas, spot.toPoint())
        await self._shoot(window, "viewer")
        offered = canvas.button_rect(ActionVerb.UPSCALE, 2)
        await self._check(offered is not None, "the second picture offers U2")
        if offered is not None:
            await self._hands.click(canvas, offered.center().toPoint())
        await self._until(
            lambda: self._child(models, grid, ActionVerb.UPSCALE, 2) is not None, "U2 starts a child"
        )
        child = self._child(models, grid, ActionVerb.UPSCALE, 2)
        if child is not None:
            single = await self._finished(models, child.id, "the upscaled picture arrives")
            await self._check(not single.is_grid and single.cover is not None, "it is a single picture")
            window.show_task(single)
            await self._shoot(window, "upscaled")
        canvas.setFocus()
        await self._hands.press("Escape")
        await self._until(lambda: window.gallery.isVisible(), "Escape leads back to the gallery")

    async def _vary_in_inspector(self, stage: Stage, grid: Task) -> None:
        window, models = stage.window, stage.models
        window.show_task(grid)
        await self._until(
            lambda: window.inspector.offer.button(ActionVerb.VARIATION, 3) is not None,
            "the inspector offers V3",
        )
        used = window.inspector.offer.button(ActionVerb.UPSCALE, 2)
        await self._until(lambda: used is not None and used.is_done(), "U2 is marked as done")
        button = window.inspector.offer.button(ActionVerb.VARIATION, 3)
        if button is not None:
            await self._hands.click(button)
        await self._until(
            lambda: self._child(models, grid, ActionVerb.VARIATION, 3) is not None, "V3 starts a child"
        )
        child = self._child(models, grid, ActionVerb.VARIATION, 3)
        if child is not None:
            await self._finished(models, child.id, "four variations arrive")
        window.show_task(grid)
        await self._until(lambda: len(models.focused.offspring) == 2, "the lineage shows both children")
        await self._pause(0.6)

    async def _open_settings(self, window: MainWindow) -> None:
        """Every page of them: what a package left out or spoilt shows itself there."""
        window.view.setFocus()
        await self._hands.press("ctrl+comma")
        await self._until(lambda: window.sheets.settings.is_open(), "the settings open")
        sections = window.sheets.settings.sections
        for section in ("gateway", "look", "storage", "about"):
            await self._hands.click(sections.option(section))
            await self._until(
                lambda section=section: sections.value() == section, f"the page “{section}” is shown"
            )
        await self._shoot(window, "about")
        await self._hands.press("Escape")
        await self._until(lambda: not window.sheets.settings.is_open(), "Escape closes them")

    async def _second_visit(self, stage: Stage) -> None:
        window, models = stage.window, stage.models
        count = len(_OTHERS) + 3
        window.resize(1440, 900)
        window.activateWindow()
        await self._until(
            lambda: models.rows.rowCount() == count, f"after a restart all {count} tasks are there"
        )
        await self._check(not window.sheets.is_welcoming(), "the welcome screen does not come again")
        search = window.gallery.search.edit
        await self._hands.click(search)
        await self._until(search.hasFocus, "the search takes words")
        await self._hands.type("lighthouse")
        await self._until(lambda: models.rows.rowCount() == 3, "a search finds the lighthouse and its kin")
        await self._shoot(window, "search")
        search.clear()
        search.insert("雪山")
        await self._until(lambda: models.rows.rowCount() == 1, "two Chinese characters find theirs")
        window.gallery.open_all()
        await self._until(lambda: models.rows.rowCount() == count, "everything is back")
        await self._shoot(window, "restarted")

    def _save_pictures(self, models: Ensemble) -> None:
        pictures = self._folder / "pictures"
        pictures.mkdir(exist_ok=True)
        for task in self._tasks.values():
            path = models.desk.picture_path(task.cover.digest) if task.cover else None
            if path is not None and task.cover is not None:
                name = f"{task.seq:02d}-{task.kind.value}{task.cover.media_type.suffix}"
                shutil.copyfile(path, pictures / name)
        self._say(f"{len(self._tasks)} pictures kept")

    def _followed(self, models: Ensemble) -> list[Task]:
        rows = range(models.rows.rowCount())
        return [task for row in rows if (task := models.rows.task(row)) is not None]

    async def _first_task(self, models: Ensemble) -> Task:
        await self._until(lambda: bool(self._followed(models)), "it can be looked at")
        return self._followed(models)[0]

    def _child(self, models: Ensemble, parent: Task, verb: ActionVerb, index: int) -> Task | None:
        for task in self._followed(models):
            act = task.action
            if task.parent == parent.id and act is not None and act.verb is verb and act.index == index:
                return task
        return None

    async def _finished(self, models: Ensemble, task_id: str, words: str) -> Task:
        found: list[Task] = []

        def is_done() -> bool:
            for task in self._followed(models):
                if task.id == task_id:
                    if task.state.is_trouble:
                        raise TourError(f"the task ended as {task.state.value}: {task.failure}")
                    if task.state is TaskState.SUCCEEDED and task.collection is Collection.DONE:
                        found[:] = [task]
                        return True
            return False

        await self._until(is_done, words)
        return found[0]

    async def _until(self, holds: Callable[[], bool], words: str) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                raise TourError(words)
            await asyncio.sleep(0.02)
        self._say(words)

    async def _check(self, holds: bool, words: str) -> None:
        if not holds:
            raise TourError(words)
        self._say(words)

    async def _pause(self, seconds: float = 0.25) -> None:
        """Time to load thumbnails and to paint."""
        await asyncio.sleep(seconds)

    async def _shoot(self, window: QWidget, name: str) -> None:
        await self._pause(0.45)
        self._number += 1
        path = self._folder / f"{self._number:02d}-{name}.png"
        if not window.grab().save(str(path)):
            raise TourError(f"the screenshot {path.name} could not be saved")
        self._say(f"  -> {path.name}")

    def _say(self, words: str) -> None:
        if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] (in a program without a console)
            return
        sys.stdout.write(f"[{time.monotonic() - self._began:5.1f} s] {words}\n")
        sys.stdout.flush()
