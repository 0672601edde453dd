"""Reads just enough of a film to know that it is whole, how large and how long it is, and what it shows."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from mjdesk.domain.errors import NotAPicture, PictureTruncated
from mjdesk.domain.film import FilmFacts
from mjdesk.storage.pixels import FORMATS, in_srgb, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from PIL import Image

_CONTAINERS = frozenset({b"moov", b"trak"})
_READ = frozenset({b"tkhd", b"mvhd"})
_MAX_BOXES = 4096
_MAX_FRAMES = 4000
_HURRIED, _CALM = 10, 100
"""Milliseconds: a delay up to the first means *as usual* in every browser, which is the second."""
_STRIP_EDGE = 400
_STRIP_QUALITY = 78


def film_size(path: Path) -> tuple[int, int]:
    """Width and height of the first picture track; (0, 0) when it does not say.

    Raises `PictureTruncated` when a box ends behind the file's end or the index is missing.
    """
    length = path.stat().st_size
    with path.open("rb") as file:
        found = list(_boxes(file, 0, length, depth=0))
    kinds = {kind for kind, _ in found}
    if b"ftyp" not in kinds:
        raise NotAPicture("no file type box")
    if b"moov" not in kinds or b"mdat" not in kinds:
        raise PictureTruncated("the film has no index or no data")
    for kind, content in found:
        if kind == b"tkhd" and len(content) >= 8:
            width, height = (value >> 16 for value in struct.unpack(">II", content[-8:]))
            if width and height:
                return width, height
    return 0, 0


def film_facts(path: Path) -> FilmFacts:
    """How large and how long a film is; of an animation also how long each frame stands.

    Raises the kinds of `PictureError`.
    """
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp":
        width, height = film_size(path)
        return FilmFacts(width, height, _seconds(path))
    with opened(path, FORMATS) as image:
        width, height = image.size
        delays = (_webp_delays(path) if image.format == "WEBP" else None) or _delays(image)
    return FilmFacts(width, height, sum(delays) / 1000, tuple(delays))


def film_strip(path: Path, facts: FilmFacts) -> bytes:
    """The frames of `facts.strip_frames`, side by side and of equal size, as JPEG.

    What is clear in them is white. Raises the kinds of `PictureError`.
    """
    from PIL import Image

    wanted = facts.strip_frames()
    with opened(path, FORMATS) as image:
        scale = min(1.0, _STRIP_EDGE / max(image.size))
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        strip = Image.new("RGB", (size[0] * len(wanted), size[1]), (255, 255, 255))
        for place, frame in enumerate(wanted):
            image.seek(frame)
            picture = in_srgb(image.copy()).resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
            strip.paste(picture, (place * size[0], 0), picture if picture.mode == "RGBA" else None)
    sink = io.BytesIO()
    strip.save(sink, "JPEG", quality=_STRIP_QUALITY)
    return sink.getvalue()


def _delays(image: Image.Image) -> list[int]:
    """By looking at every frame."""
    delays: list[int] = []
    for frame in range(min(getattr(image, "n_frames", 1), _MAX_FRAMES)):
        image.seek(frame)
        delays.append(_delay(image.info.get("duration", 0)))
    return delays


def _delay(told: object) -> int:
    milliseconds = round(told) if isinstance(told, int | float) else 0
    return milliseconds if milliseconds > _HURRIED else _CALM


def _webp_delays(path: Path) -> list[int] | None:
    """Read from the heads of the frames, without decoding one; None where there is a doubt."""
    delays: list[int] = []
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WEBP":
            return None
        while len(delays) < _MAX_FRAMES:
            chunk = file.read(8)
            if len(chunk) < 8:
                return delays or None
            kind, size = struct.unpack("<4sI", chunk)
            start = file.tell()
            if kind == b"ANMF":
                frame = file.read(16)
                if len(frame) < 16:
                    return None
                delays.append(_delay(int.from_bytes(frame[12:15], "little")))
            file.seek(start + size + size % 2)
    return None


def _seconds(path: Path) -> float:
    """The length that an MP4's index tells; 0 when it tells none."""
    with path.open("rb") as file:
        for kind, content in _boxes(file, 0, path.stat().st_size, depth=0):
            if kind == b"mvhd" and len(content) >= 32:
                is_long = content[0] == 1
                scale, length = struct.unpack_from(
                    ">IQ" if is_long else ">II", content, 20 if is_long else 12
                )
                return length / scale if scale else 0.0
    return 0.0


def _boxes(file: BinaryIO, start: int, end: int, *, depth: int) -> Iterator[tuple[bytes, bytes]]:
    """(kind, content) of boxes; content only for the small ones that are read."""
    at = start
    for _ in range(_MAX_BOXES):
        if at >= end:
            return
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            raise PictureTruncated("a box's head is cut off")
        size, kind = struct.unpack(">I4s", head[:8])
        offset = 8
        if size == 1 and len(head) == 16:
            (size,) = struct.unpack(">Q", head[8:])
            offset = 16
        elif size == 0:
            size = end - at
        if size < offset or at + size > end:
            raise PictureTruncated(f"box {kind!r} is longer than the file")
        content = b""
        if kind in _READ and size <= 256:
            file.seek(at + offset)
            content = file.read(size - offset)
        yield kind, content
        if kind in _CONTAINERS and depth < 3:
            yield from _boxes(file, at + offset, at + size, depth=depth + 1)
        at += size
