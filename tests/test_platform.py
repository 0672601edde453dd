"""What the program takes for granted of its platform; a new version that breaks it is seen here first."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import PySide6
import pytest
import qasync
from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal

from mjdesk.services.signal import Signal
from tests.support.waiting import emitted, listening, told

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.support.display import Display

CALLS = 20_000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there, nothing can be lost")
def test_void_calls_of_qt_keep_their_reference_of_none(qapp: object) -> None:
    """PySide6 6.12.0 loses one per call and aborts the process after some 5,000 (platform.md 0)."""
    timer = QTimer()
    timer.setSingleShot(True)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        timer.setSingleShot(True)
    assert abs(sys.getrefcount(None) - before) < CALLS // 100


def test_qt_is_a_version_that_survives_on_every_python_we_allow() -> None:
    version = tuple(map(int, PySide6.__version__.split(".")[:3]))
    assert (6, 11, 3) <= version < (6, 12)


def test_sqlite_has_full_text_search() -> None:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("create virtual table words using fts5(prompt, tokenize='trigram')")
        connection.execute("insert into words values ('一只可爱的猫')")
        assert connection.execute("select count(*) from words where words match '可爱的'").fetchone() == (1,)
    finally:
        connection.close()


async def test_an_async_test_without_qt_stays_on_plain_asyncio() -> None:
    assert not isinstance(asyncio.get_running_loop(), qasync.QEventLoop)


class Bell(QObject):
    """Owns one signal."""

    rung = QtSignal(int)


async def test_an_async_test_with_qt_runs_on_its_loop(qtbot: QtBot) -> None:
    assert isinstance(asyncio.get_running_loop(), qasync.QEventLoop)
    bell = Bell()
    QTimer.singleShot(0, lambda: bell.rung.emit(7))
    assert await emitted(bell.rung) == (7,)


@pytest.mark.qt_loop
async def test_the_marker_asks_for_the_loop_without_a_fixture() -> None:
    assert isinstance(asyncio.get_running_loop(), qasync.QEventLoop)
    bell = Bell()
    for number in (1, 2, 3):
        QTimer.singleShot(0, partial(bell.rung.emit, number))
    assert await emitted(bell.rung, (3).__eq__) == (3,)


@pytest.mark.qt_loop
async def test_an_answer_that_comes_at_once_is_heard() -> None:
    bell = Bell()
    with listening(bell.rung) as heard:
        bell.rung.emit(5)
        assert await heard() == (5,)


async def test_a_fact_of_the_services_is_heard() -> None:
    facts = Signal[int]()
    asyncio.get_running_loop().call_soon(facts.emit, 4)
    assert await told(facts) == 4


@pytest.mark.qt_loop
async def test_waiting_for_what_never_comes_ends() -> None:
    bell = Bell()
    with pytest.raises(TimeoutError):
        await emitted(bell.rung, timeout=0.01)


@pytest.mark.display
def test_a_window_of_a_child_process_appears_on_the_display(xvfb_display: Display) -> None:
    program = (
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "app = QApplication([])\n"
        "label = QLabel('画廊')\n"
        "label.show()\n"
        "assert app.platformName() == 'xcb', app.platformName()\n"
        "QTimer.singleShot(0, app.quit)\n"
        "app.exec()\n"
        "size = app.primaryScreen().size()\n"
        "print(size.width(), size.height())\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env=xvfb_display.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (answer.returncode, answer.stdout.split()) == (0, ["1440", "900"]), answer.stderr
