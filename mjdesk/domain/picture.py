"""Pictures as values: where one is, its shape and its digest; never its pixels in memory."""

from __future__ import annotations

from enum import StrEnum
from math import gcd

from typing_extensions import override

from mjdesk.domain.frozen import dataclass


class PictureRole(StrEnum):
    """What a picture is to its task."""

    GRID = "grid"
    """The 2x2 sheet of four variants."""
    TILE = "tile"
    """One variant: delivered by the gateway or cut from the grid."""
    SINGLE = "single"
    """The only picture of an upscale and its like."""
    VIDEO = "video"
    INPUT = "input"
    """An image prompt, or the picture that a wish is about."""
    STYLE = "style"
    """A reference of the wish; its role is told in `domain.reference`."""
    CHARACTER = "character"
    OMNI = "omni"
    EDIT_REFERENCE = "edit-reference"
    MASK = "mask"
    """The area that a wish repaints: white to repaint, black to keep."""


class MediaType(StrEnum):
    """The formats that gateways deliver, told by magic bytes (protocol.md 7)."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    GIF = "image/gif"
    AVIF = "image/avif"
    MP4 = "video/mp4"

    @property
    def suffix(self) -> str:
        """File name ending with its dot."""
        return {
            MediaType.PNG: ".png",
            MediaType.JPEG: ".jpg",
            MediaType.WEBP: ".webp",
            MediaType.GIF: ".gif",
            MediaType.AVIF: ".avif",
            MediaType.MP4: ".mp4",
        }[self]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A shape: width to height, both positive."""

    width: int
    height: int

    @property
    def value(self) -> float:
        return self.width / self.height

    @property
    def reduced(self) -> Ratio:
        """The same shape in smallest whole numbers."""
        divisor = gcd(self.width, self.height)
        return Ratio(self.width // divisor, self.height // divisor)

    @property
    def usual(self) -> Ratio:
        """A shape as people write it, where one is as good as this: 768 × 1360 pixels are 9:16."""
        near = (each for each in USUAL_RATIOS if abs(each.value / self.value - 1) <= _AS_GOOD)
        return min(near, key=lambda each: abs(each.value / self.value - 1), default=self.reduced)

    @override
    def __str__(self) -> str:
        return f"{self.width}:{self.height}"


SQUARE = Ratio(1, 1)
USUAL_RATIOS = tuple(
    Ratio(*sides)
    for long, short in ((1, 1), (5, 4), (4, 3), (3, 2), (16, 9), (2, 1), (21, 9), (3, 1))
    for sides in sorted({(short, long), (long, short)})
)
_AS_GOOD = 0.02
"""Pictures are a few pixels off, because models count in blocks."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An original that is safe on disk: immutable, named by its digest."""

    digest: str
    """SHA-256 of the bytes, 64 hex digits; also the file's name in the store."""
    media_type: MediaType
    width: int
    height: int
    size: int
    """Bytes."""
    role: PictureRole
    index: int = 0
    """1 to 4 for a tile; 0 otherwise."""
    source_url: str = ""
    """Where it came from, query untouched; empty for a tile that was cut here or a dropped file."""
    is_split: bool = False
    """Cut from the grid on this machine, for nothing (competition.md 3, idea 1)."""
    name: str = ""
    """File name that a dropped reference had; shown only."""


@dataclass(frozen=True, slots=True)
class ImageData:
    """Encoded bytes on their way to a gateway."""

    data: bytes
    media_type: MediaType


@dataclass(frozen=True, slots=True)
class PictureRef:
    """A picture that a wish uses: one in the store by digest, or one on the web by address.

    With both it is one in the store that came from there.
    """

    digest: str = ""
    url: str = ""
    name: str = ""
    """What to call it on screen."""
