"""The screens against the pictures of them that `tests/looks` keeps.

A screen that was changed on purpose is looked at, beside the mock, and then kept anew:
`make looks`. What is compared is small and soft, so that the rendering of single letters does not matter.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(__file__).parent / "looks"
SCREENS = (
    *("gallery-dark", "gallery-light", "single-1280", "viewer-dark", "welcome-dark"),
    *("panels-dark", "panels-light", "mask-dark", "mask-light"),
)
SOFT = (240, 150)
LARGEST_DIFFERENCE = 4.0
"""Mean difference of one colour channel, of 255."""


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("looks")
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.looks", str(folder)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_looks_as_it_was_meant(rendered: Path, name: str) -> None:
    with Image.open(rendered / f"{name}.png") as now, Image.open(KEPT / f"{name}.webp") as kept:
        assert now.size == kept.size
        difference = ImageChops.difference(soft(now), soft(kept))
    means = ImageStat.Stat(difference).mean
    assert max(means) <= LARGEST_DIFFERENCE, f"{name} looks different: {means}; see `make looks`"


def test_the_comparison_sees_a_difference(rendered: Path) -> None:
    with Image.open(rendered / "gallery-dark.png") as dark, Image.open(rendered / "viewer-dark.png") as other:
        means = ImageStat.Stat(ImageChops.difference(soft(dark), soft(other))).mean
    assert max(means) > LARGEST_DIFFERENCE


def soft(image: Image.Image) -> Image.Image:
    return image.convert("RGB").resize(SOFT, Image.Resampling.BOX)
