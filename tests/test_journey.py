"""The main job in the real window over real HTTP: offscreen, and on a display with mouse and keyboard."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import asynccontextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from typing_extensions import override

from mjdesk import app
from mjdesk.mishaps import Mishaps
from mjdesk.storage.locations import Locations
from mjdesk.tour import Tour, TourError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from mjdesk.tour import Stage
    from tests.support.display import Display

ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    "the built-in studio is chosen",
    "the prompt stands in the editor",
    "four pictures arrive",
    "the grid is split into four tiles",
    "U2 starts a child",
    "the upscaled picture arrives",
    "V3 starts a child",
    "four variations arrive",
    "the lineage shows both children",
    "the page “about” is shown",
    "after a restart all 8 tasks are there",
    "two Chinese characters find theirs",
    "Everything showed what it should",
)


def journey(words: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def check(told: str, folder: Path) -> None:
    for step in STEPS:
        assert step in told
    shots = sorted(path.name for path in folder.glob("*.png"))
    assert len(shots) >= 10
    assert len(list((folder / "pictures").iterdir())) == 8


def test_offscreen(tmp_path: Path) -> None:
    folder = tmp_path / "tour"
    told = journey(["-m", "mjdesk", "--tour", str(folder)], {"QT_QPA_PLATFORM": "offscreen"})
    check(told, folder)


class SmoothTour:
    """Every step showed what it should."""

    def __init__(self, *_: object) -> None: ...

    async def take(self) -> int:
        return 0


@pytest.mark.parametrize(("mishap", "status"), [(None, 0), (ValueError("quite odd"), 1)])
async def test_what_nobody_expected_makes_it_a_failure(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    mishap: Exception | None,
    status: int,
) -> None:
    monkeypatch.setattr("mjdesk.tour.Tour", SmoothTour)
    mishaps = Mishaps(Locations.below(tmp_path))
    mishaps.last = mishap
    taken = app._tour(cast("Any", None), mishaps, tmp_path, app.Options(), None)  # pyright: ignore[reportPrivateUsage] (what `--tour` does, without a window)
    assert await taken == status
    assert ("quite odd" in capsys.readouterr().out) is (status == 1)


class BrokenTour(SmoothTour):
    @override
    async def take(self) -> int:
        raise ValueError("a spoilt page")


async def test_an_error_within_it_ends_it_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Out of `main` it would stand in a box that waits for a click, where a package has no console."""
    monkeypatch.setattr("mjdesk.tour.Tour", BrokenTour)
    monkeypatch.setattr(sys, "stdout", None)
    mishaps = Mishaps(Locations.below(tmp_path))
    taken = app._tour(cast("Any", None), mishaps, tmp_path, app.Options(), None)  # pyright: ignore[reportPrivateUsage] (what `--tour` does, without a window)
    assert await taken == 1
    assert str(mishaps.last) == "a spoilt page"


async def test_without_a_console_it_goes_on_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def open_stage() -> AsyncGenerator[Stage]:
        raise TourError("the curtain is stuck")
        yield

    monkeypatch.setattr(sys, "stdout", None)  # what Windows gives a program without a console
    assert await Tour(open_stage, tmp_path).take() == 1


@pytest.mark.parametrize(("is_terminal", "told"), [(False, "“生成”".encode()), (True, b"\x93??\x94")])
async def test_what_a_code_page_lacks_does_not_end_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool, told: bytes
) -> None:
    """Windows opens a file with the code page of its region; a terminal goes on in its own."""

    @asynccontextmanager
    async def open_stage() -> AsyncGenerator[Stage]:
        raise TourError("the button is called “生成”")
        yield

    raw = BytesIO()
    with TextIOWrapper(raw, encoding="cp1252") as stdout:
        monkeypatch.setattr(stdout, "isatty", lambda: is_terminal)
        monkeypatch.setattr(sys, "stdout", stdout)
        assert await Tour(open_stage, tmp_path).take() == 1
        assert told in raw.getvalue()


@pytest.mark.display
def test_on_a_display_with_real_events(tmp_path: Path, xvfb_display: Display) -> None:
    folder = tmp_path / "tour"
    told = journey(["-m", "tests.support.journey", str(folder)], xvfb_display.environment())
    check(told, folder)
