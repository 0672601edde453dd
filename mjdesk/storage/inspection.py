"""Looks at bytes that claim to be a picture, and believes nothing but the bytes (protocol.md 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.errors import NotAPicture, PictureTooLarge, PictureTruncated
from mjdesk.domain.frozen import dataclass
from mjdesk.domain.picture import MediaType
from mjdesk.storage.films import film_size
from mjdesk.storage.pixels import MAX_PIXELS, opened

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 64
_ANIMATION_BUDGET = 6
"""A film of frames is decoded up to this many times the limit of one picture."""
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_FILM_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"}
)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a file turned out to be."""

    media_type: MediaType
    width: int
    height: int
    """Pixels as shown, EXIF orientation regarded; 0 for a film that does not say."""


def media_type_of(head: bytes) -> MediaType | None:
    """The format by its first bytes (64 are enough); None when it is none of ours."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return MediaType.WEBP
    if head.startswith((b"GIF87a", b"GIF89a")):
        return MediaType.GIF
    if head[4:8] == b"ftyp":
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, len(head) - 3, 4))}
        if head[8:12] in _AVIF_BRANDS or (brands & _AVIF_BRANDS and not brands & _FILM_BRANDS):
            return MediaType.AVIF
        return None if is_heif(head) else MediaType.MP4
    return None


def is_heif(head: bytes) -> bool:
    """Whether it is a HEIC picture by its first bytes: like MP4 in its form, but none of our formats."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS


def inspect(path: Path, *, max_pixels: int = MAX_PIXELS) -> Findings:
    """Decode a file completely, having judged its declared size first.

    Raises `NotAPicture`, `PictureTruncated` or `PictureTooLarge`.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    media_type = media_type_of(head)
    if media_type is None:
        raise NotAPicture(_impression(head))
    if media_type is MediaType.MP4:
        return Findings(media_type, *film_size(path))
    if media_type is MediaType.WEBP and int.from_bytes(head[4:8], "little") + 8 > path.stat().st_size:
        raise PictureTruncated("shorter than its own header says")
    try:
        _decode(path, max_pixels)
    except NotAPicture as error:
        # The first bytes are right, so it is one of ours that no decoder can make sense of.
        raise PictureTruncated(error.detail) from error
    with opened(path, max_pixels=max_pixels) as image:
        width, height = image.size
        if image.getexif().get(0x0112, 1) in {5, 6, 7, 8}:
            width, height = height, width
    return Findings(media_type, width, height)


def _decode(path: Path, max_pixels: int) -> None:
    """Every byte that makes pixels, every frame; checksums where the format has them."""
    with opened(path, max_pixels=max_pixels) as image:
        image.verify()
    with opened(path, max_pixels=max_pixels) as image:
        image.load()
        pixels = image.width * image.height
        frames = getattr(image, "n_frames", 1)
        if frames > 1 and pixels * frames > max_pixels * _ANIMATION_BUDGET:
            raise PictureTooLarge(f"{frames} frames", megapixels=pixels * frames / 1e6)
        for frame in range(1, frames):
            image.seek(frame)
            image.load()


def _impression(head: bytes) -> str:
    """What the bytes look like, for *copy details*."""
    if not head:
        return "empty"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower()
    if start.startswith((b"<!doctype", b"<html")):
        return "an HTML page"
    if start.startswith((b"{", b"[")):
        return "JSON"
    if all(byte >= 32 or byte in b"\t\r\n" for byte in head):
        return "text"
    return f"starts with {head[:8].hex(' ')}"
