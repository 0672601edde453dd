"""Each awkward file is dropped on the real window, or chosen: taken or refused in words, and nothing stops.

How long the window stood still is told in processor time of its thread between two beats of a timer, so that
neighbours on the machine, and threads that decode, do not count as ours.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.awkward.folder import every
from tests.support.desktop import opened, prepare

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.awkward.folder import Awkward
    from tests.support.desktop import Person

pytestmark = [
    pytest.mark.qt_loop,
    pytest.mark.usefixtures("qapp"),
    pytest.mark.filterwarnings("ignore:Corrupt EXIF data"),
]
FILES = every()
LONGEST = 0.05
"""Seconds of work between two beats."""


@contextmanager
def heartbeat() -> Generator[list[float]]:
    """Seconds of processor time that the window's thread took between two beats, the longest first."""
    longest = [0.0]
    last = time.thread_time()

    def beat() -> None:
        nonlocal last
        now = time.thread_time()
        longest[0] = max(longest[0], now - last)
        last = now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(2)
    timer.timeout.connect(beat)
    timer.start()
    try:
        yield longest
    finally:
        beat()
        timer.stop()


def drop(person: Person, *paths: Path) -> None:
    """What the system sends when files are let go over the panel."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    panel, at = person.window.compose, QPoint(9, 400)
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(panel, QDragEnterEvent(at, *how))
    QApplication.sendEvent(panel, QDropEvent(QPointF(at), *how))


async def is_settled(person: Person, awkward: Awkward) -> None:
    """Taken: it stands among the references under its name. Refused: its sentence is on the screen."""
    slots = person.models.slots
    if awkward.refusal:
        title = f"“{awkward.name}” {awkward.refusal}"
        await person.reads(title)
        assert slots.rowCount() == 0
        return
    await person.until(lambda: slots.rowCount() == 1, f"{awkward.name} among the references")
    (picture,) = slots.pictures()
    assert (picture.name, picture.width, picture.height) == (awkward.name, *awkward.size)
    slots.remove(0)


@pytest.mark.parametrize("part", range(4))
async def test_dropped_on_the_window(tmp_path: Path, part: int) -> None:
    files = [(awkward, awkward.put(tmp_path)) for awkward in FILES[part::4]]
    async with opened(prepare(tmp_path / "home")) as person:
        assert person.window.inspector  # made in the first free moment, which is not what is measured
        with heartbeat() as longest:
            for awkward, path in files:
                drop(person, path)
                await is_settled(person, awkward)
        assert longest[0] < LONGEST


async def test_dropped_all_at_once(tmp_path: Path) -> None:
    """Those that can be used are taken, as many as there is room for; the others are told of."""
    files = [one for one in FILES if not one.refusal][:6] + [one for one in FILES if one.refusal][:3]
    async with opened(prepare(tmp_path / "home")) as person:
        assert person.window.inspector
        with heartbeat() as longest:
            drop(person, *(awkward.put(tmp_path) for awkward in files))
            slots = person.models.slots
            await person.until(lambda: slots.rowCount() >= 5, "the references")
            for awkward in files[6:]:
                await person.reads(f"“{awkward.name}” {awkward.refusal}")
        assert longest[0] < LONGEST


async def test_chosen(tmp_path: Path) -> None:
    """The file chooser shows every file when asked to, so any may come through it."""
    chosen = {one.name: one for one in FILES}
    async with opened(prepare(tmp_path / "home")) as person:
        section = person.window.compose.references
        for name in ("ink.jpg", "pages.tif", "phone.heic", "bomb.png"):
            section.add_button.click()
            chooser = await person.until(lambda: _open_chooser(person), "the chooser")
            chooser.filesSelected.emit([str(chosen[name].put(tmp_path))])
            chooser.reject()
            await is_settled(person, chosen[name])


async def test_what_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "folder.png"
    folder.mkdir()
    async with opened(prepare(tmp_path / "home")) as person:
        drop(person, folder)
        await person.reads("“folder.png” cannot be opened")
        drop(person, tmp_path / "gone.jpg")
        await person.reads("“gone.jpg” cannot be opened")
        assert person.models.slots.rowCount() == 0


async def test_what_is_said_is_what_is_sent(tmp_path: Path) -> None:
    """The words under a picture, and the bytes that the gateway would get."""
    files = {one.name: one for one in FILES}
    async with opened(prepare(tmp_path / "home")) as person:
        for name, kind in (("plain.tif", "TIFF"), ("plain.avif", "AVIF"), ("turned 6.jpg", "JPEG")):
            await _compare(person, files[name].put(tmp_path), kind)


def _open_chooser(person: Person) -> QFileDialog | None:
    return next((one for one in person.window.findChildren(QFileDialog) if one.isVisible()), None)


async def _compare(person: Person, path: Path, kind: str) -> None:
    drop(person, path)
    slots = person.models.slots
    await person.until(lambda: slots.rowCount() == 1, path.name)
    (picture,) = slots.pictures()
    plans: list[object] = []
    person.models.desk.plan_upload(picture, plans.append)
    await person.until(lambda: bool(plans), "the plan")
    plan = await person.parts.images.plan(picture.digest)
    assert plans == [plan]
    sent = await person.parts.pictures.fit(picture.digest, person.parts.session.active.upload_limits)
    assert (plan.source.kind, plan.sent.size) == (kind, len(sent.data))
    slots.remove(0)
