"""A tile is dragged out of the window into another program, which gets a real file at full size."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.support.library_of import fill_library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.display import Display

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def programs() -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for program in started:
        program.terminate()
        program.communicate(timeout=20)


@pytest.mark.display
def test_a_tile_arrives_as_a_file(
    tmp_path: Path, xvfb_display: Display, programs: list[subprocess.Popen[str]]
) -> None:
    environment = os.environ | xvfb_display.environment()
    fill_library(tmp_path, 12)

    def start(*words: str) -> tuple[subprocess.Popen[str], str]:
        program = subprocess.Popen(
            [sys.executable, "-m", *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        programs.append(program)
        assert program.stdout is not None
        return program, program.stdout.readline()

    def xdotool(*words: str) -> None:
        subprocess.run(["xdotool", *words], env=environment, check=True)

    _, said = start("tests.support.shown_window", str(tmp_path))
    tile = json.loads(said)
    target, said = start("tests.support.drop_target", "1210", "700")
    assert said == "ready\n"
    assert target.stdout is not None
    xdotool("mousemove", str(tile["x"]), str(tile["y"]), "mousedown", "1")
    for step in (4, 9, 14, 20):
        xdotool("mousemove", str(tile["x"] + step), str(tile["y"] + step))
        time.sleep(0.06)
    for step in range(1, 11):
        x = tile["x"] + (1300 - tile["x"]) * step // 10
        y = tile["y"] + (780 - tile["y"]) * step // 10
        xdotool("mousemove", str(x), str(y))
        time.sleep(0.04)
    time.sleep(0.3)
    xdotool("mouseup", "1")
    dropped = Path(target.stdout.readline().strip())
    assert dropped.is_file()
    with Image.open(dropped) as picture:
        picture.load()
        assert min(picture.size) > 0
    assert len(dropped.stem) > 12
