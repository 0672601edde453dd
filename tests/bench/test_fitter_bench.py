"""How long a picture of twelve megapixels takes to become a legal upload, on one core.

Measured in processor time of the process, so that a decoder with threads of its own gains nothing by them.
The baseline is what bare Pillow needs for the same road: decode, scale, encode as JPEG.
"""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from mjdesk.domain.upload_plan import DEFAULT_LIMITS
from mjdesk.storage.fitter import legalised, prepared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.bench.conftest import Bench

SIZE = (4000, 3000)
BUDGET = 400.0
"""Milliseconds."""
TIMES = 1.6
"""The fitter also judges, estimates and now and then encodes twice; bare Pillow does none of it."""


def _photograph() -> Image.Image:
    """Large soft shapes, fine ones, and the grain of a sensor."""
    random = np.random.default_rng(7)
    planes: list[Any] = []
    for _ in range(3):
        plane = np.zeros((SIZE[1], SIZE[0]), dtype=np.float32)
        for cells, weight in ((6, 70), (30, 36), (160, 20), (800, 9)):
            grid = random.random((cells * 3 // 4, cells), dtype=np.float32)
            plane += np.asarray(Image.fromarray(grid).resize(SIZE, Image.Resampling.BICUBIC)) * weight
        planes.append(plane + random.normal(0, 2.5, plane.shape).astype(np.float32))
    return Image.fromarray(np.clip(np.stack(planes, axis=-1) + 30, 0, 255).astype(np.uint8))


def _noise() -> Image.Image:
    random = np.random.default_rng(3)
    return Image.fromarray(random.integers(0, 256, (SIZE[1], SIZE[0], 3), dtype=np.uint8))


def _drawing() -> Image.Image:
    """Flat colours with hard edges: what stays lossless."""
    image = Image.new("P", (80, 60))
    image.putdata([(x * 7 + y * 3) % 6 for y in range(60) for x in range(80)])
    image.putpalette([20, 20, 24, 240, 238, 230, 200, 60, 50, 40, 90, 160, 250, 190, 60, 90, 140, 80])
    return image.resize(SIZE, Image.Resampling.NEAREST).convert("RGB")


def _encoded(image: Image.Image, media_format: str, **options: Any) -> bytes:
    sink = io.BytesIO()
    image.save(sink, media_format, **options)
    return sink.getvalue()


def _milliseconds(work: Callable[[], object], tries: int = 4) -> float:
    """The best of some tries: neighbours on the machine make single ones slower, never faster."""
    best = float("inf")
    for _ in range(tries):
        start = time.process_time()
        work()
        best = min(best, (time.process_time() - start) * 1000)
    return best


def _bare(data: bytes) -> None:
    with Image.open(io.BytesIO(data)) as image:
        edge = DEFAULT_LIMITS.max_edge
        smaller = image.convert("RGB").resize((edge, edge * 3 // 4), Image.Resampling.BICUBIC)
        smaller.save(io.BytesIO(), "JPEG", quality=90, subsampling=0)


def _wide_profile() -> bytes:
    """A profile that calls itself something else than sRGB, so that every pixel is converted."""
    made = ImageCms.createProfile("sRGB")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] (a C object)
    profile = ImageCms.ImageCmsProfile(made).tobytes()  # pyright: ignore[reportUnknownArgumentType] (the same)
    return profile.replace(b"sRGB", b"wide").replace(b"s\0R\0G\0B", b"w\0i\0d\0e")


@pytest.fixture(scope="module")
def photograph() -> Image.Image:
    return _photograph()


@pytest.mark.parametrize(
    ("what", "media_format", "options"),
    [
        ("JPEG", "JPEG", {"quality": 92}),
        ("JPEG, progressive", "JPEG", {"quality": 92, "progressive": True}),
        ("JPEG, wide gamut", "JPEG", {"quality": 92, "icc_profile": _wide_profile()}),
        ("JPEG, CMYK", "JPEG", {"quality": 92, "mode": "CMYK"}),
        ("PNG", "PNG", {"compress_level": 1}),
        ("TIFF", "TIFF", {}),
        ("TIFF, LZW", "TIFF", {"compression": "tiff_lzw"}),
        ("WebP", "WEBP", {"quality": 88, "method": 0}),
        ("AVIF", "AVIF", {"quality": 70, "speed": 10, "max_threads": 1}),
    ],
)
def test_twelve_megapixels(
    bench: Bench,
    tmp_path: Path,
    photograph: Image.Image,
    what: str,
    media_format: str,
    options: dict[str, Any],
) -> None:
    options = dict(options)
    mode = options.pop("mode", "RGB")
    data = _encoded(photograph.convert(mode), media_format, **options)
    _hold(bench, tmp_path, f"12 MP {what} to an upload", data)


def test_a_kept_tiff(bench: Bench, tmp_path: Path, photograph: Image.Image) -> None:
    """What really lies in the library of a dropped TIFF: the PNG that it was kept as."""
    _hold(bench, tmp_path, "12 MP TIFF as kept, to an upload", legalised(_encoded(photograph, "TIFF")))


def test_the_worst_cases(bench: Bench, tmp_path: Path) -> None:
    """Noise, of which no quality is small enough at once, and a drawing that stays lossless."""
    _hold(bench, tmp_path, "12 MP PNG of noise to an upload", _encoded(_noise(), "PNG", compress_level=1))
    _hold(bench, tmp_path, "12 MP PNG drawing to an upload", _encoded(_drawing(), "PNG", compress_level=1))


def _hold(bench: Bench, folder: Path, what: str, data: bytes) -> None:
    source = folder / "source"
    source.write_bytes(data)
    taken = _milliseconds(lambda: prepared(source, DEFAULT_LIMITS))
    bare = _milliseconds(lambda: _bare(data))
    plan = prepared(source, DEFAULT_LIMITS).plan
    assert plan.sent.size <= DEFAULT_LIMITS.max_bytes
    bench.at_most(what, taken, BUDGET)
    bench.at_most_times(f"{what}, against bare Pillow", taken, TIMES, bare)
