"""Reads just enough of an MP4 to know that it is whole and how large its picture is."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from mjdesk.domain.errors import NotAPicture, PictureTruncated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_CONTAINERS = frozenset({b"moov", b"trak"})
_MAX_BOXES = 4096


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
        if kind == b"tkhd" and size <= 256:
            file.seek(at + offset)
            content = file.read(size - offset)
        yield kind, content
        if kind in _CONTAINERS and depth < 3:
            yield from _boxes(file, at + offset, at + size, depth=depth + 1)
        at += size
