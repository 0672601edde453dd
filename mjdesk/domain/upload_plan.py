"""What becomes of a picture on its way to a gateway, so that it can be said before it is sent."""

from __future__ import annotations

from enum import StrEnum

from mjdesk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What a gateway takes of one picture (protocol.md 1.4). Raises ValueError where nothing would fit."""

    max_edge: int = 2048
    """Pixels of the longer side."""
    max_bytes: int = 4_000_000
    """Of the encoded file, before base64 makes it a third longer."""

    def __post_init__(self) -> None:
        if self.max_edge < 64 or self.max_bytes < 1_000:
            raise ValueError("no picture fits into this")


DEFAULT_LIMITS = UploadLimits()


class UploadChange(StrEnum):
    """One reason why other bytes are sent than those that were given."""

    SMALLER = "smaller"
    """It has more pixels than the gateway takes."""
    LIGHTER = "lighter"
    """It has more bytes than the gateway takes."""
    FORMAT = "format"
    """Servers take PNG, JPEG, WebP and GIF alone (protocol.md 2.0)."""
    UPRIGHT = "upright"
    """The camera was turned, and not every server looks."""
    COLOURS = "colours"
    """CMYK, more than eight bits, or a colour profile other than sRGB."""
    FLATTENED = "flattened"
    """What was clear becomes white."""
    FIRST_FRAME = "first-frame"
    """An animation, or a file of several pages."""


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a person would call a picture: how large, and of which kind."""

    kind: str
    """`JPEG`, `PNG`, `TIFF`: the format as one speaks of it."""
    width: int
    height: int
    """Pixels, upright."""
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class UploadPlan:
    """A picture before and after; made by the very work that makes the upload."""

    source: PictureFacts
    """As the person brought it; a format that the library keeps as PNG under its own name."""
    sent: PictureFacts
    changes: tuple[UploadChange, ...] = ()
    """Why it changes, in the order of `UploadChange`."""

    @property
    def is_as_it_is(self) -> bool:
        """The file travels byte for byte as it is kept."""
        return not self.changes
