"""Makes a legal upload of any picture: sRGB, nothing shining through, within the gateway's limits."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mjdesk.domain.errors import NotAPicture, PictureTooLarge
from mjdesk.domain.picture import ImageData, MediaType
from mjdesk.storage.inspection import media_type_of
from mjdesk.storage.pixels import (
    FOREIGN_FORMATS,
    MAX_PIXELS,
    has_clear_parts,
    in_srgb,
    is_srgb,
    opened,
    upright,
)
from mjdesk.storage.thumbnailer import shrunk

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

_ACCEPTED = frozenset({MediaType.PNG, MediaType.JPEG, MediaType.WEBP, MediaType.GIF})
"""What the servers take (protocol.md 2.0)."""
_QUALITIES = (95, 90, 84, 76)
_SMALLEST_EDGE = 64
_STEP = 0.8


def fitted(source: Path, *, max_edge: int, max_bytes: int) -> ImageData:
    """The upload; the original bytes when nothing about them needs a change.

    Lossless pictures stay PNG while that is small enough. What is clear becomes white. Raises
    `NotAPicture` for films, `PictureTooLarge` when `max_bytes` cannot be met, and what decoding raises.
    """
    data = source.read_bytes()
    media_type = media_type_of(data[:64])
    if media_type is MediaType.MP4:
        raise NotAPicture("a film")
    with opened(data, FOREIGN_FORMATS) as image:
        is_lossless = image.format in {"PNG", "BMP", "TIFF", "GIF", "PSD", "TGA"}
        if (
            media_type is not None
            and media_type in _ACCEPTED
            and len(data) <= max_bytes
            and _is_fine(image, max_edge)
        ):
            return ImageData(data, media_type)
        image.draft("RGB", (max_edge, max_edge))
        picture = _flattened(in_srgb(upright(shrunk(image, max_edge))))
    if is_lossless:
        encoded = _as_png(picture)
        if len(encoded) <= max_bytes:
            return ImageData(encoded, MediaType.PNG)
    return _as_jpeg(picture, max_bytes)


def legalised(data: bytes, *, max_pixels: int = MAX_PIXELS) -> bytes:
    """A dropped picture of a foreign format (TIFF, PSD, BMP ...) as PNG; ours come back unchanged.

    Raises the kinds of `PictureError`.
    """
    if media_type_of(data[:64]) is not None:
        return data
    with opened(data, FOREIGN_FORMATS, max_pixels=max_pixels) as image:
        return _as_png(in_srgb(upright(image)))


def _is_fine(image: Image.Image, max_edge: int) -> bool:
    profile = image.info.get("icc_profile")
    if max(image.size) > max_edge or image.getexif().get(0x0112, 1) != 1:
        return False
    if (isinstance(profile, bytes) and not is_srgb(profile)) or image.mode in {"CMYK", "I;16", "I", "F"}:
        return False
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        return not has_clear_parts(image.convert("RGBA"))
    image.load()
    return True


def _flattened(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    from PIL import Image

    ground = Image.new("RGB", image.size, (255, 255, 255))
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _as_png(image: Image.Image) -> bytes:
    sink = io.BytesIO()
    image.save(sink, "PNG", compress_level=6)
    return sink.getvalue()


def _as_jpeg(image: Image.Image, max_bytes: int) -> ImageData:
    """First fewer details, then fewer pixels."""
    size = 0
    while max(image.size) >= _SMALLEST_EDGE or not size:
        for quality in _QUALITIES:
            sink = io.BytesIO()
            subsampling = 0 if quality >= 90 else 2
            image.save(sink, "JPEG", quality=quality, subsampling=subsampling, optimize=True)
            size = sink.tell()
            if size <= max_bytes:
                return ImageData(sink.getvalue(), MediaType.JPEG)
        image = shrunk(image, max(1, int(max(image.size) * _STEP)))
    raise PictureTooLarge(f"cannot be made smaller than {max_bytes} bytes", size=size)
