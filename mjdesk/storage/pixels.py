"""The one way to Pillow: imported late, guarded against bombs, in the form that pictures are used in."""

from __future__ import annotations

import contextlib
import io
import re
import struct
from importlib import import_module
from typing import TYPE_CHECKING

from mjdesk.domain.errors import NotAPicture, PictureTooLarge, PictureTruncated

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from PIL import Image

MAX_PIXELS = 120_000_000
"""Above the largest thing a person brings (100 megapixels), below what fills a laptop's memory."""

_UNREADABLE = (
    OSError,
    SyntaxError,
    struct.error,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    Warning,
)
"""Pillow's decoders raise what their formats suggest."""

_PIXELS = re.compile(r"\((\d+) pixels\)")
_TEXT_BOMB = re.compile("decompressed data too large|too much memory used in text", re.IGNORECASE)

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "AVIF")
FOREIGN_FORMATS = (*FORMATS, "TIFF", "BMP", "PSD", "TGA", "ICO", "JPEG2000", "PPM", "QOI")
"""What may be dropped as a reference; never what a gateway delivers."""
DEEP_MODES = frozenset({"CMYK", "LAB", "HSV", "YCbCr", "I;16", "I;16L", "I;16B", "I", "F"})
"""Pixels that are no eight bits of red, green and blue."""


@contextlib.contextmanager
def opened(
    source: Path | bytes, formats: tuple[str, ...] = FORMATS, *, max_pixels: int = MAX_PIXELS
) -> Generator[Image.Image]:
    """A picture whose declared size was judged before any pixel is decoded.

    Raises `NotAPicture`, `PictureTruncated` (also from decoding inside the block) or `PictureTooLarge`.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        file = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
        with file, Image.open(file, formats=formats) as image:
            width, height = image.size
            if width * height > max_pixels:
                raise PictureTooLarge(
                    f"{width} x {height}", megapixels=width * height / 1e6, size=_length(file)
                )
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        told = _PIXELS.search(str(error))
        raise PictureTooLarge(str(error), megapixels=int(told[1]) / 1e6 if told else 0.0) from error
    except UnidentifiedImageError as error:
        raise NotAPicture("no decoder knows these bytes") from error
    except MemoryError as error:
        raise PictureTooLarge("out of memory") from error
    except FileNotFoundError:
        raise
    except _UNREADABLE as error:
        if isinstance(error, ValueError) and _TEXT_BOMB.search(str(error)):
            raise PictureTooLarge(str(error)) from error
        raise PictureTruncated(f"{type(error).__name__}: {error}") from error


def has_heif() -> bool:
    """Whether Pillow can read HEIC: by an optional package that is imported here, when one is met.

    `pi-heif` decodes alone and is LGPL; `pillow-heif` brings an encoder under the GPL, so MJ Desk does not
    name it, and only uses what a person has installed.
    """
    for name in ("pi_heif", "pillow_heif"):
        with contextlib.suppress(ImportError, OSError):
            import_module(name).register_heif_opener()
            return True
    return False


def upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF says."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


def in_srgb(image: Image.Image) -> Image.Image:
    """The picture as RGB or RGBA in sRGB; an unusable profile is taken for sRGB."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if image.mode in {"I;16", "I;16L", "I;16B", "I", "F"}:
        image = _eight_bits(image)
    elif image.mode == "LAB":
        image, profile = _from_lab(image), None
    if image.mode in {"P", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA" if _may_be_clear(image) else "RGB")
    if isinstance(profile, bytes) and profile and not is_srgb(profile):
        has_alpha = image.mode in {"RGBA", "LA"}
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            alpha = image.getchannel("A") if has_alpha else None
            base = image.convert("L" if image.mode == "LA" else "RGB") if has_alpha else image
            target = ImageCms.createProfile("sRGB")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] (a C object)
            converted = ImageCms.profileToProfile(base, io.BytesIO(profile), target, outputMode="RGB")  # pyright: ignore[reportUnknownArgumentType] (the same)
            if converted is not None:
                if alpha is not None:
                    converted.putalpha(alpha)
                image = converted
    if image.mode not in {"RGB", "RGBA"}:
        image = image.convert("RGBA" if image.mode in {"LA", "La", "RGBa"} else "RGB")
    image.info.pop("icc_profile", None)
    return image


def has_clear_parts(image: Image.Image) -> bool:
    """Whether any pixel of an RGBA picture lets something shine through."""
    if image.mode != "RGBA":
        return False
    lowest = image.getchannel("A").getextrema()[0]
    return isinstance(lowest, int | float) and lowest < 255


def is_srgb(profile: bytes) -> bool:
    """Whether an ICC profile calls itself sRGB, as nearly all do; converting those would only cost time."""
    return b"sRGB" in profile[:4096] or b"s\x00R\x00G\x00B" in profile[:4096]


def _may_be_clear(image: Image.Image) -> bool:
    return image.mode == "PA" or "transparency" in image.info


def _from_lab(image: Image.Image) -> Image.Image:
    """Pillow's own conversion knows no LAB."""
    from PIL import ImageCms

    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] (C objects)
    return ImageCms.profileToProfile(image, lab, srgb, outputMode="RGB") or image.convert("L")  # pyright: ignore[reportUnknownArgumentType] (the same)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen bits scaled, not cut: Pillow's own conversion would give white."""
    if image.mode == "F":
        return image.convert("L")
    return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")


def _length(file: io.BufferedIOBase) -> int:
    return file.seek(0, io.SEEK_END)
