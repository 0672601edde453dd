"""What nobody expected is logged, told once, and reported without a secret."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mjdesk.mishaps import Mishaps, without_secrets
from mjdesk.storage.locations import Locations

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKED = "marked-key-of-an-unusual-shape"
LIKE_A_KEY = "sk-MARKEDmarkedMARKED123456"


@pytest.fixture
def root_log() -> Iterator[None]:
    """The log of the whole process is left as it was."""
    root = logging.getLogger()
    level, before = root.level, list(root.handlers)
    yield
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.fixture
def mishaps(tmp_path: Path, root_log: None) -> Mishaps:
    del root_log
    mishaps = Mishaps(Locations.below(tmp_path), qt="6.11.3")
    mishaps.keys = lambda: (MARKED,)
    mishaps.open_log()
    return mishaps


def raised(words: str) -> ValueError:
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def happen(mishaps: Mishaps, error: BaseException) -> None:
    mishaps.on_uncaught(type(error), error, error.__traceback__)


def test_a_report_says_what_happened_and_where(mishaps: Mishaps) -> None:
    happen(mishaps, raised("the gateway's answer was a teapot"))
    report = mishaps.report()
    assert "ValueError: the gateway's answer was a teapot" in report
    assert "test_mishaps.py" in report
    assert "Qt 6.11.3" in report
    assert "The end of the log:" in report


@pytest.mark.parametrize(
    "words",
    [
        f"401 for {MARKED}",
        f"Authorization: Bearer {LIKE_A_KEY}",
        f"mj-api-secret: {LIKE_A_KEY}",
        f"GET /mj/task/list?token={LIKE_A_KEY}&page=1",
        f"{LIKE_A_KEY} is not known",
    ],
)
def test_no_key_is_in_report_or_log(mishaps: Mishaps, tmp_path: Path, words: str) -> None:
    happen(mishaps, raised(words))
    report = mishaps.report()
    assert MARKED not in report
    assert LIKE_A_KEY not in report
    assert "***" in report
    assert LIKE_A_KEY not in (tmp_path / "logs" / "mjdesk.log").read_text("utf-8")


def test_the_name_of_the_home_folder_is_not_in_a_report(mishaps: Mishaps) -> None:
    report = mishaps.report(f"no room in {Path.home()}/pictures")
    assert "no room in ~/pictures" in report
    assert str(Path.home()) not in report


def test_the_longest_key_goes_first() -> None:
    assert without_secrets("abcdefgh", ["abcd", "abcdefgh"]) == "***"


def test_a_place_in_the_code_is_told_of_once(mishaps: Mishaps) -> None:
    told: list[str] = []
    mishaps.listener = lambda: told.append(str(mishaps.last))
    for number in range(3):
        happen(mishaps, raised(f"paint {number}"))
    try:
        raise KeyError("elsewhere")
    except KeyError as error:
        happen(mishaps, error)
    assert told == ["paint 0", "'elsewhere'"]


async def test_the_loop_tells_too(mishaps: Mishaps) -> None:
    told: list[BaseException | None] = []
    mishaps.listener = lambda: told.append(mishaps.last)
    error = raised("in a callback")
    mishaps.on_loop_error(asyncio.get_running_loop(), {"message": "a callback failed", "exception": error})
    mishaps.on_loop_error(asyncio.get_running_loop(), {"message": "a warning only"})
    assert told == [error]


def test_leaving_with_the_keyboard_is_no_mishap(mishaps: Mishaps, capsys: pytest.CaptureFixture[str]) -> None:
    mishaps.listener = lambda: pytest.fail("nobody is told")
    happen(mishaps, KeyboardInterrupt())
    assert "KeyboardInterrupt" in capsys.readouterr().err


CRASH = """
import ctypes, sys
from mjdesk.mishaps import Mishaps
from mjdesk.storage.locations import Locations
mishaps = Mishaps(Locations.below(sys.argv[1]))
mishaps.open_log()
print(repr(mishaps.watch_for_crashes()), flush=True)
if sys.argv[2] == "crash":
    ctypes.string_at(0)
mishaps.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there Python makes an exception of it")
def test_a_crash_of_the_interpreter_is_known_of_at_the_next_start(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    said: list[str] = []
    for how in ("crash", "end", "end"):
        answer = subprocess.run(
            [sys.executable, "-c", CRASH, str(tmp_path), how], capture_output=True, check=False, text=True
        )
        assert (answer.returncode != 0) is (how == "crash")
        said.append(answer.stdout.strip())
    assert said[0] == "''"
    assert "string_at" in said[1]
    assert said[2] == "''"
    assert not (tmp_path / "logs" / "crash.log").exists()
