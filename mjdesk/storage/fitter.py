"""Makes a legal upload of any picture: sRGB, nothing shining through, within the gateway's limits."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mjdesk.domain.errors import NotAPicture, PictureTooLarge
from mjdesk.domain.frozen import dataclass
from mjdesk.domain.picture import ImageData, MediaType
from mjdesk.domain.upload_plan import PictureFacts, UploadChange, UploadPlan
from mjdesk.storage.inspection import is_heif, media_type_of
from mjdesk.storage.pixels import (
    DEEP_MODES,
    FOREIGN_FORMATS,
    MAX_PIXELS,
    has_clear_parts,
    has_heif,
    in_srgb,
    is_srgb,
    opened,
    upright,
)
from mjdesk.storage.thumbnailer import shrunk

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from mjdesk.domain.upload_plan import UploadLimits

_ACCEPTED = frozenset({MediaType.PNG, MediaType.JPEG, MediaType.WEBP, MediaType.GIF})
"""What the servers take (protocol.md 2.0)."""
_QUALITIES = (95, 90, 84, 76)
_SMALLEST_EDGE = 64
_STEP = 0.8
_LOSSLESS = frozenset({"PNG", "BMP", "TIFF", "GIF", "PSD", "TGA", "ICO", "PPM"})
_WORTH_LOSSLESS = 1_500_000
"""Bytes: drawings stay below. A photograph of three megapixels would be five times that, and take longer to
encode than all other work together."""
_MOVING = frozenset({"GIF", "WEBP", "PNG", "AVIF", "TIFF"})
"""Formats whose further frames are pictures; those of a PSD are its layers, those of an MPO its views."""
_BROUGHT_AS = "Brought as"
"""PNG text: the format of a file that the library keeps as PNG."""
_SPOKEN = {"JPEG2000": "JPEG 2000", "WEBP": "WebP", "HEIF": "HEIC", "MPO": "JPEG", "PPM": "PNM"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """An upload, and what is to be said of it."""

    image: ImageData
    plan: UploadPlan


def prepared(source: Path, limits: UploadLimits, *, keeps_clear: bool = False) -> Prepared:
    """The upload; the original bytes when nothing about them needs a change.

    Drawings stay lossless, photographs become JPEG of the best quality that fits. What is clear becomes
    white, or stays with `keeps_clear`: there it marks what is to be repainted (protocol.md 2.9). Raises
    `NotAPicture` for films, `PictureTooLarge` when the limit cannot be met, and what decoding raises.
    """
    data = source.read_bytes()
    media_type = media_type_of(data[:64])
    if media_type is MediaType.MP4:
        raise NotAPicture("a film", reason="film")
    with opened(data, FOREIGN_FORMATS) as image:
        changes = _changes(image, media_type, len(data), limits, keeps_clear=keeps_clear)
        before = _facts(image, len(data))
        if media_type is not None and not changes:
            image.load()
            after = PictureFacts(_spoken(image.format), before.width, before.height, len(data))
            return Prepared(ImageData(data, media_type), UploadPlan(before, after))
        is_lossless = image.format in _LOSSLESS
        image.draft("RGB", (limits.max_edge, limits.max_edge))
        picture = in_srgb(upright(shrunk(image, limits.max_edge, is_quick=True)))
    if has_clear_parts(picture):
        if keeps_clear:
            made, size = _with_holes(picture, limits.max_bytes)
        else:
            changes.add(UploadChange.FLATTENED)
            made, size = _opaque(_flattened(picture), limits.max_bytes, is_lossless=is_lossless)
    else:
        made, size = _opaque(picture.convert("RGB"), limits.max_bytes, is_lossless=is_lossless)
    spoken = _SPOKEN.get(made.media_type.name, made.media_type.name)
    after = PictureFacts(spoken, *size, len(made.data))
    if size != (before.width, before.height):
        changes.add(UploadChange.SMALLER)
    return Prepared(made, UploadPlan(before, after, tuple(kind for kind in UploadChange if kind in changes)))


def legalised(data: bytes, *, max_pixels: int = MAX_PIXELS) -> bytes:
    """A dropped picture of a foreign format (TIFF, PSD, BMP ...) as PNG; ours come back unchanged.

    Raises the kinds of `PictureError`; a film is none, and HEIC only where something reads it.
    """
    head = data[:64]
    formats: tuple[str, ...] = FOREIGN_FORMATS
    media_type = media_type_of(head)
    if media_type is MediaType.MP4:
        raise NotAPicture("a film", reason="film")
    if media_type is not None:
        return data
    if not data:
        raise NotAPicture("no bytes", reason="empty")
    if is_heif(head):
        if not has_heif():
            raise NotAPicture("HEIC", reason="heic")
        formats = ("HEIF",)
    with opened(data, formats, max_pixels=max_pixels) as image:
        return _as_png(in_srgb(upright(image)), brought_as=_spoken(image.format), level=1)


def _changes(
    image: Image.Image, media_type: MediaType | None, size: int, limits: UploadLimits, *, keeps_clear: bool
) -> set[UploadChange]:
    """What can be told without decoding, and whether something shines through where all else is fine."""
    profile = image.info.get("icc_profile")
    found: set[UploadChange] = set()
    if media_type is None or media_type not in _ACCEPTED:
        found.add(UploadChange.FORMAT)
    if max(image.size) > limits.max_edge:
        found.add(UploadChange.SMALLER)
    if size > limits.max_bytes:
        found.add(UploadChange.LIGHTER)
    if image.getexif().get(0x0112, 1) != 1:
        found.add(UploadChange.UPRIGHT)
    if (isinstance(profile, bytes) and profile and not is_srgb(profile)) or image.mode in DEEP_MODES:
        found.add(UploadChange.COLOURS)
    if image.format in _MOVING and getattr(image, "n_frames", 1) > 1:
        found.add(UploadChange.FIRST_FRAME)
    may_be_clear = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    if not found and may_be_clear and not keeps_clear and has_clear_parts(image.convert("RGBA")):
        found.add(UploadChange.FLATTENED)
    return found


def _facts(image: Image.Image, size: int) -> PictureFacts:
    brought_as = image.info.get(_BROUGHT_AS) if image.format == "PNG" else None
    width, height = image.size
    if image.getexif().get(0x0112, 1) in {5, 6, 7, 8}:
        width, height = height, width
    kind = brought_as[:20] if isinstance(brought_as, str) else _spoken(image.format)
    return PictureFacts(kind, width, height, size)


def _spoken(media_format: str | None) -> str:
    return _SPOKEN.get(media_format or "", media_format or "")


def _flattened(image: Image.Image) -> Image.Image:
    from PIL import Image

    ground = Image.new("RGB", image.size, (255, 255, 255))
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _opaque(image: Image.Image, max_bytes: int, *, is_lossless: bool) -> tuple[ImageData, tuple[int, int]]:
    if is_lossless and _guessed_png(image) <= min(max_bytes, _WORTH_LOSSLESS):
        encoded = _as_png(image)
        if len(encoded) <= max_bytes:
            return ImageData(encoded, MediaType.PNG), image.size
    return _smaller_until(image, max_bytes, MediaType.JPEG)


def _with_holes(image: Image.Image, max_bytes: int) -> tuple[ImageData, tuple[int, int]]:
    if _guessed_png(image) <= min(max_bytes, _WORTH_LOSSLESS):
        encoded = _as_png(image)
        if len(encoded) <= max_bytes:
            return ImageData(encoded, MediaType.PNG), image.size
    return _smaller_until(image, max_bytes, MediaType.WEBP)


def _guessed_png(image: Image.Image) -> float:
    """Bytes that a PNG would have, from every sixteenth band of eight rows."""
    if image.height < 256:
        return 0.0
    from PIL import Image as Images

    bands = range(0, image.height - 8, 128)
    sample = Images.new(image.mode, (image.width, 8 * len(bands)))
    for number, top in enumerate(bands):
        sample.paste(image.crop((0, top, image.width, top + 8)), (0, 8 * number))
    return len(_as_png(sample, level=1)) * image.height / sample.height


def _as_png(image: Image.Image, *, brought_as: str = "", level: int = 4) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    if brought_as:
        text.add_text(_BROUGHT_AS, brought_as)
    sink = io.BytesIO()
    image.save(sink, "PNG", compress_level=level, pnginfo=text)
    return sink.getvalue()


def _smaller_until(
    image: Image.Image, max_bytes: int, media_type: MediaType
) -> tuple[ImageData, tuple[int, int]]:
    """First fewer details, then fewer pixels."""
    size = 0
    while max(image.size) >= _SMALLEST_EDGE or not size:
        for quality in _QUALITIES:
            data = _lossy(image, media_type, quality)
            size = len(data) or max(size, max_bytes + 1)
            if data and size <= max_bytes:
                return ImageData(data, media_type), image.size
            if size > 6 * max_bytes:
                break  # no quality halves that often
        image = shrunk(image, max(1, int(max(image.size) * _STEP)), is_quick=True)
    raise PictureTooLarge(f"cannot be made smaller than {max_bytes} bytes", size=size)


def _lossy(image: Image.Image, media_type: MediaType, quality: int) -> bytes:
    """Nothing where the encoder gives up: Pillow's buffer is too small for noise of the best quality."""
    sink = io.BytesIO()
    if media_type is MediaType.WEBP:
        image.save(sink, "WEBP", quality=quality, alpha_quality=100, method=1)
        return sink.getvalue()
    try:
        image.save(sink, "JPEG", quality=quality, subsampling=0 if quality >= 90 else 2)
    except OSError:
        return b""
    return sink.getvalue()
