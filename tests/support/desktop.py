"""The whole program in this process: real window, disk and HTTP; keychain and haste are of the test."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from mjdesk.app import Desktop, Options
from mjdesk.domain.gateway import AuthStyle, GatewayProfile
from mjdesk.domain.library import TaskQuery
from mjdesk.domain.settings import Look, Settings
from mjdesk.storage.locations import Locations
from mjdesk.storage.settings_file import SettingsFile
from mjdesk.views.trouble_note import TroubleNote
from mjdesk.widgets.elided_label import ElidedLabel
from tests.support.qt_loop import application

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Sequence
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.task import Task
    from mjdesk.services.ports import Clock

_T = TypeVar("_T")
OWN = "own"
"""Id of the gateway that a test brings."""
KEY = "sk-of-a-test"
HASTE = 50.0
PATIENCE = 6.0
LONGEST_BLOCK = 0.25
"""Seconds that the screen may stand still, whatever happens behind it."""


class HastyClock:
    """Fits `services.ports.Clock`: waits a fiftieth of what is asked, so that patience can be tested."""

    def __init__(self, haste: float = HASTE) -> None:
        self._haste = haste

    def now(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic() * self._haste

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._haste)


class MemorySecrets:
    """Fits `services.ports.Secrets`."""

    def __init__(self, **keys: str) -> None:
        self._keys = keys
        self.place = "keychain"

    async def get(self, account: str) -> str | None:
        return self._keys.get(account)

    async def set(self, account: str, key: str) -> None:
        self._keys[account] = key

    async def forget(self, account: str) -> None:
        self._keys.pop(account, None)

    async def move_to(self, place: str, accounts: Sequence[str]) -> None:
        self.place = place


class Pulse:
    """Owns a timer of the screen's thread; `longest` is the longest time in seconds that it was kept from
    beating. Time in which other programs had the processor does not count, where the system tells it."""

    _EVERY = 0.01

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = _time_of_ours()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(int(self._EVERY * 1000))
        self._timer.timeout.connect(self._on_beat)

    def begin(self) -> None:
        self._last = _time_of_ours()
        self._timer.start()

    def end(self) -> None:
        self._on_beat()
        self._timer.stop()

    def _on_beat(self) -> None:
        now = _time_of_ours()
        self.longest = max(self.longest, now - self._last - self._EVERY)
        self._last = now


def _time_of_ours() -> float:
    """Seconds, without those in which this thread was ready to run and had no processor."""
    try:
        waited = int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        waited = 0
    return time.perf_counter() - waited / 1e9


class Complaints(logging.Handler):
    """Owns what nobody expected: errors in the program's log and in the loop, with their tracebacks."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def __enter__(self) -> Self:
        logging.getLogger("mjdesk").addHandler(self)
        asyncio.get_running_loop().set_exception_handler(self._on_loop_error)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        logging.getLogger("mjdesk").removeHandler(self)

    def _on_loop_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self.heard.append(f"loop: {context.get('message')} {context.get('exception')!r}")

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(logging.Formatter().format(record))


class Person:
    """Sits before an open window: writes, presses, and reads what can be seen."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop = desktop
        self.window = desktop.window
        self.models = desktop.models
        self.parts = desktop.parts

    def write(self, prompt: str) -> None:
        """Put words into the editor, as a paste does."""
        editor = self.window.compose.editor
        editor.selectAll()
        editor.insertPlainText(prompt)

    def create(self, prompt: str = "") -> None:
        """Press Ctrl+Return, after writing."""
        if prompt:
            self.write(prompt)
        editor = self.window.compose.editor
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def toasts(self) -> list[tuple[str, str]]:
        """Title and text of all news on screen; elided words do not count as read."""
        stack = self.window.news.stack
        return [_two(_words(stack.card(each))) for each in stack.ids()]

    def note(self) -> tuple[str, str]:
        """What the inspector says is wrong with the task in the light, and the advice."""
        note = self.window.inspector.findChild(TroubleNote)
        assert note is not None
        return _two(_words(note)) if note.isVisible() else ("", "")

    def strip(self) -> str:
        """What the foot of the window says."""
        labels = self.window.strip.findChildren(QLabel)
        return " ".join(label.text() for label in labels if label.isVisible())

    def focus(self, task: Task) -> None:
        self.window.show_task(task)

    def shown(self) -> list[Task]:
        """The tasks of the gallery, as far as they have been fetched."""
        rows = self.models.rows
        return [task for row in range(rows.rowCount()) if (task := rows.task(row)) is not None]

    async def library(self) -> list[Task]:
        """Every task on disk, newest first."""
        found = [*await self.parts.library.unsettled()]
        settled = await self.parts.library.index(TaskQuery(), limit=1000)
        found += await self.parts.library.by_seq([row.seq for row in settled])
        return sorted({task.id: task for task in found}.values(), key=lambda task: -task.seq)

    async def notes(self, title: str, advice: str = "") -> None:
        """Waits until the inspector says so of the task in the light."""
        await self.until(
            lambda: title in self.note()[0] and advice in self.note()[1], f"note “{title} {advice}”"
        )

    async def reads(self, title: str, advice: str = "") -> tuple[str, str]:
        """Waits for news whose title and text hold these words."""

        def found() -> tuple[str, str] | None:
            return next((each for each in self.toasts() if title in each[0] and advice in each[1]), None)

        return await self.until(found, f"“{title} {advice}”")

    async def sees(self, holds: Callable[[Task], bool], words: str = "a task") -> Task:
        """The newest task in the gallery for which it holds, as soon as there is one."""
        return await self.until(lambda: next((task for task in self.shown() if holds(task)), None), words)

    async def until(self, found: Callable[[], _T | None], words: str) -> _T:
        """Waits until `found` answers something that is true."""
        deadline = time.monotonic() + PATIENCE
        while not (result := found()):
            if time.monotonic() > deadline:
                states = [
                    (task.state.value, task.collection.value, task.prompt[:30]) for task in self.shown()
                ]
                raise AssertionError(
                    f"not seen: {words}; on screen: {self.toasts()}, {self.note()}, {states}"
                )
            await asyncio.sleep(0.005)
        return result


def profile_at(url: str, **changes: Any) -> GatewayProfile:
    facts: dict[str, Any] = {"id": OWN, "name": "My gateway", "root": url, "auth": AuthStyle.BEARER}
    return GatewayProfile(**facts | changes)


def prepare(
    home: Path, url: str = "", *, auth: AuthStyle = AuthStyle.BEARER, concurrency: int = 3, **changes: Any
) -> Locations:
    """Settings of somebody who has been here before; `url`: with a gateway of their own."""
    locations = Locations.below(home)
    facts: dict[str, Any] = {"is_welcomed": True, "look": Look.DARK}
    if url:
        facts |= {"gateways": (profile_at(url, auth=auth, concurrency=concurrency),), "active": OWN}
    SettingsFile(locations.settings).save(Settings(**facts | changes))
    return locations


@asynccontextmanager
async def opened(
    locations: Locations, *, key: str = KEY, clock: Clock | None = None, pace: float = 0.0
) -> AsyncGenerator[Person]:
    """The open window. Fails when anything unexpected was logged, or when the screen stood still."""
    secrets = MemorySecrets(**{OWN: key})
    with Complaints() as complaints:
        options = Options(look=Look.DARK, pace=pace)
        desktop = Desktop(application(), locations, options, secrets=secrets, clock=clock or HastyClock())
        async with desktop:
            person = Person(desktop)
            desktop.window.resize(1440, 900)  # the offscreen screen is smaller than anybody's
            await asyncio.sleep(0.02)
            pulse = Pulse()
            pulse.begin()
            try:
                yield person
            finally:
                pulse.end()
        # The window goes now, not in the midst of another test.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        await asyncio.sleep(0)
    assert complaints.heard == []
    assert pulse.longest < LONGEST_BLOCK


def _words(host: QWidget) -> list[str]:
    labels = host.findChildren(ElidedLabel)
    return [label.text() for label in labels if label.isVisible() and label.text() and not label.is_elided()]


def _two(words: list[str]) -> tuple[str, str]:
    return (words[0] if words else "", words[1] if len(words) > 1 else "")
