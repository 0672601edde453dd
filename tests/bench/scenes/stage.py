"""Runs a scene in the program's own window and prints what it measured as one line of JSON."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication
from qasync import QEventLoop
from typing_extensions import override

from mjdesk.app import Desktop, Options
from mjdesk.models.task_list import Role
from mjdesk.storage.locations import Locations
from tests.bench.scenes.readings import Frames

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PATIENCE = 60.0
_FIRST_TILES = 12
STEP_SECONDS = 0.016
"""Between two turns of the wheel: as fast as a screen shows them."""
STEPS = 400
LEAP_EVERY = 40
"""Every so many turns the scroll bar is dragged on, so that the whole content is travelled."""


def play(scene: Callable[[Desktop], Awaitable[dict[str, Any]]], home: str, *, pace: float = 1.0) -> None:
    """Open the window on the library below `home`, play, close, print. `pace` is the studio's."""
    app = QApplication(["mjdesk"])
    app.setQuitOnLastWindowClosed(False)

    async def story() -> dict[str, Any]:
        async with Desktop(app, Locations.below(Path(home)), Options(pace=pace)) as desktop:
            return await scene(desktop)

    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        found = runner.run(story())
    print(json.dumps(found), flush=True)


async def until(holds: Callable[[], bool], what: str) -> None:
    """Wait for something to become true. Raises SystemExit after `PATIENCE` seconds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(f"waited in vain: {what}")
        await asyncio.sleep(0.01)


async def until_whole(desktop: Desktop) -> None:
    """Wait until every row of the gallery has been delivered and the screen is filled."""
    await until(lambda: desktop.models.rows.is_complete, "all rows")
    await asyncio.sleep(0.5)


def is_filled(desktop: Desktop) -> bool:
    """Every one of the first tiles, which are on screen, knows its task."""
    rows = desktop.models.rows
    count = min(_FIRST_TILES, rows.rowCount())
    return count > 0 and all(rows.data(rows.index(row), Role.TASK) is not None for row in range(count))


def turn_wheel(view: QAbstractScrollArea) -> None:
    """One notch, downwards, over the middle."""
    middle = view.viewport().rect().center()
    wheel = QWheelEvent(
        QPointF(middle),
        QPointF(view.viewport().mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(view.viewport(), wheel)


async def scroll(view: QAbstractScrollArea) -> list[float]:
    """Travel all of the content; the frames that it took, in ms, each with the turn that caused it."""
    bar = view.verticalScrollBar()
    leap = bar.maximum() * LEAP_EVERY // STEPS
    frames = Frames(view.window()).taken
    for step in range(1, STEPS + 1):
        start, painted = time.perf_counter(), len(frames)
        if step % LEAP_EVERY:
            turn_wheel(view)
        else:
            bar.setValue(leap * (step // LEAP_EVERY) - view.viewport().height())
        turning = (time.perf_counter() - start) * 1000
        await asyncio.sleep(STEP_SECONDS)
        if len(frames) > painted:
            frames[painted] += turning
    return frames


def type_text(receiver: QObject, text: str) -> None:
    """One character: Latin by key, anything else as an input method commits it."""
    if text.isascii():
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, ord(text.upper()), Qt.KeyboardModifier.NoModifier, text)
            QCoreApplication.sendEvent(receiver, key)
    else:
        commit = QInputMethodEvent()
        commit.setCommitString(text)
        QCoreApplication.sendEvent(receiver, commit)


class PaintWatch(QObject):
    """Owns the moment of the first paint since `reset` at which `holds` was true."""

    def __init__(self, viewport: QObject, holds: Callable[[], bool]) -> None:
        super().__init__()
        self.at: float | None = None
        self._holds = holds
        viewport.installEventFilter(self)

    def reset(self) -> None:
        self.at = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.at is None and self._holds():
            self.at = time.perf_counter()
        return False
