"""Bytes in, bounded thumbnail out: two sizes, made once, fast enough to keep up with downloads."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mjdesk.storage.pixels import FORMATS, has_clear_parts, in_srgb, opened, upright

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

TIERS = (400, 1024)
"""Pixels of the longer side: a gallery tile on a dense screen, and a viewer before the original is there."""

_JPEG_QUALITY = 84
_WEBP_QUALITY = 82
_RESIZABLE = frozenset({"L", "LA", "RGB", "RGBA", "CMYK", "LAB", "I;16"})
"""Pixels that are scaled as they are, so that colours are converted for the few that stay."""


def tier_for(edge: int) -> int | None:
    """The smallest tier with at least `edge` pixels; None when only the original is enough."""
    return next((tier for tier in TIERS if tier >= edge), None)


def thumbnail_place(folder: Path, digest: str, tier: int) -> Path:
    """Where the thumbnail of an original lies; without a suffix, because its format may be either."""
    return folder / digest[:2] / digest[2:4] / f"{digest}-{tier}"


def thumbnails_of(source: Path, edges: tuple[int, ...] = TIERS) -> dict[int, bytes]:
    """An encoded thumbnail per edge: upright, sRGB, JPEG, or WebP where something shines through.

    Never larger than the original. The first frame of an animation. Raises the kinds of `PictureError`.
    """
    found: dict[int, bytes] = {}
    with opened(source, FORMATS) as image:
        largest = max(edges)
        # JPEG decodes at a half, a quarter or an eighth for a fraction of the time.
        image.draft("RGB", (largest * 2, largest * 2))
        current = shrunk(image, largest)
        current = in_srgb(upright(current))
        for edge in sorted(edges, reverse=True):
            current = shrunk(current, edge)
            found[edge] = _encoded(current)
    return found


def reencoded(source: Path, quality: int = 92) -> bytes:
    """The whole picture in a format that every toolkit reads (AVIF is not one), at full size."""
    with opened(source, FORMATS) as image:
        return _encoded(in_srgb(upright(image)), jpeg_quality=quality)


def shrunk(image: Image.Image, edge: int, *, is_quick: bool = False) -> Image.Image:
    """The picture with a longer side of at most `edge`; the same object when it is small enough.

    `is_quick` takes less than half of the time and is a shade softer.
    """
    from PIL import Image

    longer = max(image.size)
    if longer <= edge:
        return image
    size = (max(1, round(image.width * edge / longer)), max(1, round(image.height * edge / longer)))
    info = dict(image.info)
    # Read before anything is converted: what comes of it knows no EXIF.
    orientation = image.getexif().get(0x0112)
    if image.mode not in _RESIZABLE or "transparency" in info:
        image = in_srgb(image)
        info.pop("icc_profile", None)
    kernel = Image.Resampling.HAMMING if is_quick else Image.Resampling.LANCZOS
    result = image.resize(size, kernel, reducing_gap=2.0)
    result.info.update({key: value for key, value in info.items() if key == "icc_profile"})
    if orientation:
        result.getexif()[0x0112] = orientation
    return result


def _encoded(image: Image.Image, jpeg_quality: int = _JPEG_QUALITY) -> bytes:
    sink = io.BytesIO()
    if has_clear_parts(image):
        image.save(sink, "WEBP", quality=_WEBP_QUALITY, method=2)
    else:
        image.convert("RGB").save(sink, "JPEG", quality=jpeg_quality, optimize=False)
    return sink.getvalue()
