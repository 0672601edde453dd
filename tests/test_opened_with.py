"""Pictures that are opened with the program, a second start, and mishaps, in the real window."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from mjdesk.doorman import Doorman
from mjdesk.views.application import window_icon
from mjdesk.views.drop_places import ComposeMode
from mjdesk.views.mishap_dialog import MishapDialog
from tests.support.desktop import opened, prepare

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.qt_loop, pytest.mark.usefixtures("qapp")]


@pytest.fixture
def pictures(tmp_path: Path) -> tuple[str, ...]:
    made: list[str] = []
    for name, colour in (("one", "teal"), ("二", "maroon")):
        path = tmp_path / f"{name}.png"
        Image.new("RGB", (320, 200), colour).save(path)
        made.append(str(path))
    return tuple(made)


async def test_pictures_become_references_on_the_first_page(
    tmp_path: Path, pictures: tuple[str, ...]
) -> None:
    async with opened(prepare(tmp_path / "home")) as person:
        person.window.compose.show_mode(ComposeMode.SHORTEN)
        person.desktop.receive(pictures)
        await person.until(lambda: person.models.slots.rowCount() == 2 or None, "two references")
        assert person.window.compose.mode is ComposeMode.IMAGINE


async def test_what_is_no_picture_is_said(tmp_path: Path) -> None:
    letter = tmp_path / "letter.png"
    letter.write_text("Dear reader", encoding="utf-8")
    async with opened(prepare(tmp_path / "home")) as person:
        person.desktop.receive((str(letter),))
        await person.until(person.toasts, "a sentence")
        assert person.models.slots.rowCount() == 0


async def test_a_start_without_files_only_comes_to_the_front(tmp_path: Path) -> None:
    async with opened(prepare(tmp_path / "home")) as person:
        person.window.compose.show_mode(ComposeMode.BLEND)
        person.window.showMinimized()
        person.desktop.receive((), "a-token")
        assert os.environ.pop("XDG_ACTIVATION_TOKEN") == "a-token"
        assert not person.window.isMinimized()
        assert person.window.compose.mode is ComposeMode.BLEND


async def test_a_mishap_is_shown_one_at_a_time(tmp_path: Path) -> None:
    async with opened(prepare(tmp_path / "home")) as person:
        person.desktop.show_mishap("the first")
        person.desktop.show_mishap("the second")
        dialogs = person.window.findChildren(MishapDialog)
        assert [dialog.report.toPlainText() for dialog in dialogs] == ["the first"]
        dialogs[0].close()


def test_the_window_has_an_icon() -> None:
    assert not window_icon().pixmap(64, 64).isNull()
    assert not window_icon().pixmap(16, 16).isNull()


def told(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a process of its own says: there is one application to a process, and only one can fail."""
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        check=False,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
    )


MACOS = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent
from mjdesk.views.application import Application
application = Application(["mjdesk"])
brought = []
QCoreApplication.sendEvent(application, QFileOpenEvent("/early.png"))
application.hand_over(brought.append)
QCoreApplication.sendEvent(application, QFileOpenEvent("/late.png"))
print(brought)
"""


def test_files_that_macos_brings_early_wait_for_the_window() -> None:
    assert told(MACOS).stdout.strip() == "['/early.png', '/late.png']"


BROKEN_SLOT = """
import sys
from PySide6.QtCore import QTimer
from mjdesk import app
from mjdesk.views.mishap_dialog import MishapDialog

def fail():
    raise RuntimeError("refused for sk-MARKEDmarkedMARKED123456")

class Broken(app.Desktop):
    async def __aenter__(self):
        await super().__aenter__()
        self.watch = QTimer()
        self.watch.timeout.connect(self.look)
        self.watch.start(20)
        QTimer.singleShot(0, fail)
        return self

    def look(self):
        dialog = self.window.findChild(MishapDialog)
        if dialog is not None:
            self.watch.stop()
            print(dialog.report.toPlainText())
            self.window.closing.emit()

app.Desktop = Broken
sys.exit(app.main(["--home", sys.argv[1]]))
"""


def test_an_error_in_a_slot_opens_a_report_without_the_key_and_the_program_goes_on(tmp_path: Path) -> None:
    prepare(tmp_path)
    answer = told(BROKEN_SLOT, str(tmp_path))
    assert answer.returncode == 0, answer.stderr
    assert "RuntimeError: refused for ***" in answer.stdout
    assert "MARKED" not in answer.stdout + (tmp_path / "logs" / "mjdesk.log").read_text("utf-8")


BROKEN_START = """
import sys
from mjdesk import app

class Broken(app.Desktop):
    async def __aenter__(self):
        raise RuntimeError("there is no way in")

app.Desktop = Broken
sys.exit(app.main(["--home", sys.argv[1]]))
"""


def test_a_program_that_cannot_start_says_why(tmp_path: Path) -> None:
    answer = told(BROKEN_START, str(tmp_path))
    assert answer.returncode == 1
    assert "RuntimeError: there is no way in" in answer.stderr


SECOND = """
import sys
from mjdesk.app import main
sys.exit(main(sys.argv[1:]))
"""


async def test_a_second_start_finds_the_first_and_leaves(tmp_path: Path, pictures: tuple[str, ...]) -> None:
    locations = prepare(tmp_path / "home")
    async with opened(locations) as person, Doorman(locations.logs / "window.json", person.desktop.receive):
        second = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", SECOND, "--home", str(tmp_path / "home"), pictures[0]),
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        )
        assert await second.wait() == 0
        await person.until(lambda: person.models.slots.rowCount() == 1 or None, "the reference")
