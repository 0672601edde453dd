"""Thumbnails are small, upright, true in colour, and clear where the original is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from mjdesk.storage.thumbnailer import TIERS, thumbnails_of, tier_for
from tests.storage.support import encoded, gradient

if TYPE_CHECKING:
    from pathlib import Path


def _made(folder: Path, data: bytes) -> dict[int, Image.Image]:
    source = folder / "source"
    source.write_bytes(data)
    found: dict[int, Image.Image] = {}
    for edge, made in thumbnails_of(source).items():
        with Image.open(io.BytesIO(made)) as image:
            image.load()
            found[edge] = image
    return found


def test_the_smallest_tier_that_is_enough() -> None:
    assert [tier_for(edge) for edge in (1, 400, 401, 1024, 1025)] == [400, 400, 1024, 1024, None]


@given(width=st.integers(1, 1500), height=st.integers(1, 1500))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_side_is_longer_than_asked_and_the_shape_stays(tmp_path: Path, width: int, height: int) -> None:
    for edge, image in _made(tmp_path, encoded(Image.new("RGB", (width, height)), "JPEG")).items():
        assert max(image.size) == min(edge, max(width, height))
        scale = max(image.size) / max(width, height)
        assert image.width == pytest.approx(width * scale, abs=1)
        assert image.height == pytest.approx(height * scale, abs=1)


def test_a_turned_photograph_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (3000, 1500), (200, 0, 0))
    image.paste((0, 0, 200), (0, 0, 1500, 1500))
    for edge, made in _made(tmp_path, encoded(image, "JPEG", exif=exif)).items():
        assert made.size == (edge // 2, edge)
        top = made.convert("RGB").getpixel((edge // 4, 10))
        assert isinstance(top, tuple)
        assert top[2] > 150 > top[0]


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_clear_stays_clear(tmp_path: Path, mode: str) -> None:
    for made in _made(tmp_path, encoded(gradient(900, 900, "RGBA").convert(mode))).values():
        assert made.format == "WEBP"
        lowest, highest = made.getchannel("A").getextrema()
        assert (lowest, highest) == (0, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK", "I;16"])
def test_every_kind_of_pixel(tmp_path: Path, mode: str) -> None:
    image = Image.new("I;16", (1200, 600), 30000) if mode == "I;16" else gradient(1200, 600, mode)
    data = encoded(image, "JPEG" if mode == "CMYK" else "PNG")
    made = _made(tmp_path, data)
    assert set(made) == set(TIERS)
    assert {image.size for image in made.values()} == {(400, 200), (1024, 512)}


def test_the_colours_are_those_of_the_picture(tmp_path: Path) -> None:
    for made in _made(tmp_path, encoded(Image.new("RGB", (2048, 2048), (180, 90, 30)))).values():
        colour = made.getpixel((100, 100))
        assert isinstance(colour, tuple)
        assert all(abs(a - b) < 4 for a, b in zip(colour, (180, 90, 30), strict=True))


def test_the_first_frame_stands_for_an_animation(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    colour = _made(tmp_path, data)[400].getpixel((30, 30))
    assert isinstance(colour, tuple)
    assert colour[0] > 200
