"""What is sent to a gateway is legal: within its limits, sRGB, upright, nothing shining through."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from mjdesk.domain.errors import NotAPicture, PictureTooLarge
from mjdesk.domain.picture import ImageData, MediaType
from mjdesk.storage.fitter import fitted
from tests.storage.support import a_film, a_profile, encoded, gradient, pixels

if TYPE_CHECKING:
    from pathlib import Path

ROOMY: dict[str, int] = {"max_edge": 4096, "max_bytes": 2**22}


def _fit(folder: Path, data: bytes, **limits: int) -> ImageData:
    source = folder / "source"
    source.write_bytes(data)
    return fitted(source, **ROOMY | limits)


def _image(result: ImageData) -> Image.Image:
    with Image.open(io.BytesIO(result.data)) as image:
        image.load()
        assert MediaType(Image.MIME[image.format or ""]) is result.media_type
        return image


@pytest.mark.parametrize("media_format", ["PNG", "JPEG", "WEBP", "GIF"])
def test_what_fits_is_sent_byte_for_byte(tmp_path: Path, media_format: str) -> None:
    data = encoded(gradient(200, 100), media_format)
    assert _fit(tmp_path, data).data == data


def test_opaque_alpha_is_no_reason_to_change_anything(tmp_path: Path) -> None:
    image = gradient(50, 50)
    image.putalpha(255)
    data = encoded(image)
    assert _fit(tmp_path, data).data == data


def test_too_many_pixels_become_fewer_in_the_same_shape(tmp_path: Path) -> None:
    result = _fit(tmp_path, encoded(gradient(900, 600)), max_edge=300)
    assert result.media_type is MediaType.PNG
    assert _image(result).size == (300, 200)


@pytest.mark.parametrize("max_bytes", [200_000, 60_000, 8_000])
def test_too_many_bytes_become_fewer(tmp_path: Path, max_bytes: int) -> None:
    noise = Image.effect_noise((700, 500), 80).convert("RGB")
    result = _fit(tmp_path, encoded(noise), max_bytes=max_bytes)
    assert len(result.data) <= max_bytes
    image = _image(result)
    assert result.media_type is MediaType.JPEG
    assert image.width / image.height == pytest.approx(1.4, abs=0.03)


def test_a_limit_that_nothing_meets_is_said(tmp_path: Path) -> None:
    with pytest.raises(PictureTooLarge):
        _fit(tmp_path, encoded(gradient(700, 500)), max_bytes=50)


def test_what_is_clear_becomes_white(tmp_path: Path) -> None:
    image = Image.new("RGBA", (20, 10), (255, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 10, 10))
    result = _image(_fit(tmp_path, encoded(image)))
    assert result.mode == "RGB"
    assert result.getpixel((2, 5)) == (255, 255, 255)
    assert result.getpixel((15, 5)) == (255, 0, 0)


def test_a_clear_palette_colour_becomes_white(tmp_path: Path) -> None:
    image = Image.new("P", (4, 4), 1)
    image.putpalette([0, 0, 0, 10, 20, 30])
    result = _image(_fit(tmp_path, encoded(image, transparency=1)))
    assert result.getpixel((0, 0)) == (255, 255, 255)


def test_a_turned_photograph_is_sent_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    result = _image(_fit(tmp_path, encoded(gradient(200, 100), "JPEG", exif=exif)))
    assert result.size == (100, 200)
    assert result.getexif().get(0x0112, 1) == 1


def test_a_turned_photograph_is_shrunk_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 8
    result = _image(_fit(tmp_path, encoded(gradient(800, 400), "JPEG", exif=exif), max_edge=200))
    assert result.size == (100, 200)


def test_other_colours_are_brought_to_srgb(tmp_path: Path) -> None:
    data = encoded(gradient(30, 30), icc_profile=_swapped_profile())
    result = _image(_fit(tmp_path, data))
    assert "icc_profile" not in result.info
    assert result.tobytes() != gradient(30, 30).tobytes()


def _swapped_profile() -> bytes:
    """sRGB whose red and blue have changed places, under another name."""
    profile = a_profile().replace(b"sRGB", b"gaBR").replace(b"s\x00R\x00G\x00B", b"g\x00a\x00B\x00R")
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    changed = bytearray(profile)
    changed[red : red + 4], changed[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(changed)


@pytest.mark.parametrize(
    ("image", "options"),
    [
        (gradient(30, 20).convert("CMYK"), {"format": "JPEG"}),
        (Image.new("I;16", (30, 20), 30000), {"format": "PNG"}),
        (gradient(30, 20).convert("1"), {"format": "TIFF"}),
        (gradient(30, 20), {"format": "AVIF"}),
        (gradient(30, 20), {"format": "BMP"}),
    ],
)
def test_every_kind_of_pixel_becomes_plain_rgb(
    tmp_path: Path, image: Image.Image, options: dict[str, Any]
) -> None:
    result = _image(_fit(tmp_path, encoded(image, options["format"])))
    assert (result.mode, result.size) == ("RGB", (30, 20))


def test_sixteen_bits_are_scaled_not_cut(tmp_path: Path) -> None:
    result = _image(_fit(tmp_path, encoded(Image.new("I;16", (4, 4), 32768))))
    assert result.getpixel((0, 0)) in {(127, 127, 127), (128, 128, 128)}


def test_a_lossless_conversion_changes_no_pixel(tmp_path: Path) -> None:
    result = _fit(tmp_path, encoded(gradient(30, 20), "BMP"))
    assert pixels(result.data) == pixels(encoded(gradient(30, 20)))


def test_films_are_no_pictures(tmp_path: Path) -> None:
    with pytest.raises(NotAPicture):
        _fit(tmp_path, a_film())
    with pytest.raises(NotAPicture):
        _fit(tmp_path, b"plain text")
