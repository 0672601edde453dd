"""What is sent to a gateway is legal: within its limits, sRGB, upright, nothing shining through."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from mjdesk.domain.errors import NotAPicture, PictureTooLarge
from mjdesk.domain.picture import ImageData, MediaType
from mjdesk.domain.upload_plan import UploadChange, UploadLimits, UploadPlan
from mjdesk.storage import fitter
from mjdesk.storage.fitter import Prepared, legalised, prepared
from tests.storage.support import a_film, a_profile, encoded, gradient, pixels

if TYPE_CHECKING:
    from pathlib import Path

ROOMY: dict[str, int] = {"max_edge": 4096, "max_bytes": 2**22}


def _prepared(folder: Path, data: bytes, limits: dict[str, int], *, keeps_clear: bool = False) -> Prepared:
    source = folder / "source"
    source.write_bytes(data)
    return prepared(source, UploadLimits(**ROOMY | limits), keeps_clear=keeps_clear)


def _fit(folder: Path, data: bytes, **limits: int) -> ImageData:
    return _prepared(folder, data, limits).image


def _plan(folder: Path, data: bytes, **limits: int) -> UploadPlan:
    found = _prepared(folder, data, limits)
    sent = _image(found.image)
    told = found.plan.sent
    assert (told.width, told.height, told.size) == (*sent.size, len(found.image.data))
    assert told.kind.upper() == found.image.media_type.name
    return found.plan


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


@pytest.mark.parametrize("max_bytes", [200_000, 60_000, 12_000])
def test_too_many_bytes_become_fewer(tmp_path: Path, max_bytes: int) -> None:
    noise = Image.effect_noise((700, 500), 80).convert("RGB")
    result = _fit(tmp_path, encoded(noise), max_bytes=max_bytes)
    assert len(result.data) <= max_bytes
    image = _image(result)
    assert result.media_type is MediaType.JPEG
    assert image.width / image.height == pytest.approx(1.4, abs=0.03)


def test_a_limit_that_nothing_meets_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitter, "_SMALLEST_EDGE", 600)
    with pytest.raises(PictureTooLarge):
        _fit(tmp_path, encoded(Image.effect_noise((700, 500), 80).convert("RGB")), max_bytes=1_000)


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


def test_the_plan_of_a_drawing_is_that_of_its_bytes(tmp_path: Path) -> None:
    plan = _plan(tmp_path, encoded(gradient(900, 600)), max_edge=300)
    assert (plan.source.kind, plan.source.width, plan.source.height) == ("PNG", 900, 600)
    assert (plan.sent.kind, plan.sent.width, plan.sent.height) == ("PNG", 300, 200)
    assert plan.changes == (UploadChange.SMALLER,)


def test_what_is_sent_as_it_is_has_no_reasons(tmp_path: Path) -> None:
    plan = _plan(tmp_path, encoded(gradient(90, 60), "WEBP"))
    assert plan.is_as_it_is
    assert plan.source == plan.sent
    assert plan.sent.kind == "WebP"


def test_a_photograph_becomes_jpeg_even_where_it_came_without_loss(tmp_path: Path) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((1600, 1200), 60) for _ in range(3)])
    plan = _plan(tmp_path, encoded(noise, "TIFF"), max_edge=1024)
    assert (plan.source.kind, plan.sent.kind) == ("TIFF", "JPEG")
    assert plan.changes == (UploadChange.SMALLER, UploadChange.LIGHTER, UploadChange.FORMAT)


def test_a_kept_tiff_is_still_spoken_of_as_one(tmp_path: Path) -> None:
    plan = _plan(tmp_path, legalised(encoded(gradient(900, 600), "TIFF")), max_edge=300)
    assert (plan.source.kind, plan.source.width) == ("TIFF", 900)


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        (encoded(gradient(40, 30), "AVIF"), {UploadChange.FORMAT}),
        (encoded(gradient(40, 30).convert("CMYK"), "JPEG"), {UploadChange.COLOURS}),
        (encoded(gradient(40, 30, "RGBA")), {UploadChange.FLATTENED}),
        (
            encoded(gradient(40, 30), "GIF", save_all=True, append_images=[gradient(40, 30).rotate(180)]),
            {UploadChange.FIRST_FRAME},
        ),
    ],
)
def test_each_change_has_its_reason(tmp_path: Path, data: bytes, reasons: set[UploadChange]) -> None:
    assert set(_plan(tmp_path, data).changes) == reasons


def test_only_the_first_frame_of_an_animation_is_sent(tmp_path: Path) -> None:
    red, blue = Image.new("RGB", (20, 10), "red"), Image.new("RGB", (20, 10), "blue")
    for media_format in ("GIF", "WEBP", "PNG", "TIFF"):
        options = {"lossless": True} if media_format == "WEBP" else {}
        sent = _fit(tmp_path, encoded(red, media_format, save_all=True, append_images=[blue], **options))
        assert getattr(_image(sent), "n_frames", 1) == 1
        shown = pixels(sent.data)
        assert (shown[0] > 250, shown[2] < 5) == (True, True)


def test_holes_that_mark_what_to_repaint_stay(tmp_path: Path) -> None:
    image = gradient(400, 300)
    image.putalpha(Image.new("L", image.size, 255))
    image.paste((0, 0, 0, 0), (100, 100, 200, 200))
    data = encoded(image)
    assert _prepared(tmp_path, data, {}, keeps_clear=True).image.data == data
    smaller = _prepared(tmp_path, data, {"max_edge": 200}, keeps_clear=True)
    assert _image(smaller.image).convert("RGBA").getpixel((75, 75)) == (0, 0, 0, 0)
    assert smaller.plan.changes == (UploadChange.SMALLER,)


def test_holes_in_a_photograph_stay_within_the_limit(tmp_path: Path) -> None:
    image = Image.effect_noise((1400, 1100), 70).convert("RGBA")
    image.paste((0, 0, 0, 0), (300, 300, 900, 900))
    found = _prepared(tmp_path, encoded(image), {"max_bytes": 300_000}, keeps_clear=True)
    assert len(found.image.data) <= 300_000
    sent = _image(found.image).convert("RGBA")
    assert found.image.media_type is MediaType.WEBP
    alpha = sent.getchannel("A")
    assert alpha.getpixel((sent.width // 2, sent.height // 2)) == 0
    assert alpha.getpixel((5, 5)) == 255


def test_cmyk_and_lab_keep_their_colours_when_they_are_shrunk(tmp_path: Path) -> None:
    blue = Image.new("RGB", (600, 300), (30, 60, 200))
    sent = _image(_fit(tmp_path, encoded(blue.convert("CMYK"), "TIFF"), max_edge=300))
    assert sent.convert("RGB").getpixel((9, 9)) == (30, 60, 200)
    grey = Image.new("LAB", (600, 300), (128, 128, 128))
    parts = pixels(_fit(tmp_path, encoded(grey, "TIFF"), max_edge=300).data)[:3]
    assert max(parts) - min(parts) < 6


def test_noise_is_sent_with_less_detail_at_full_size(tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (2048, 1536), random.Random(5).randbytes(2048 * 1536 * 3))
    found = _prepared(tmp_path, encoded(noise, "BMP"), {})
    assert _image(found.image).size == (2048, 1536)
    assert len(found.image.data) <= ROOMY["max_bytes"]


def test_a_quality_that_the_encoder_gives_up_on_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Image.Image.save

    def failing(image: Image.Image, sink: Any, *words: Any, **options: Any) -> None:
        if options.get("quality") == 95:
            raise OSError("broken data stream when writing image file")
        real(image, sink, *words, **options)

    data = encoded(Image.effect_noise((1200, 900), 90).convert("RGB"), "JPEG", quality=90)
    monkeypatch.setattr(Image.Image, "save", failing)
    found = _prepared(tmp_path, data, {"max_edge": 1000})
    assert _image(found.image).size == (1000, 750)
