"""Pictures and tasks as the storage tests need them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms

from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.domain.task import Collection, Task, TaskKind, TaskState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

NOW = 1_800_000_000.0


def a_digest(number: int) -> str:
    return f"{number:064x}"


def a_picture(number: int = 1, **changes: Any) -> Picture:
    facts: dict[str, Any] = {
        "digest": a_digest(number),
        "media_type": MediaType.PNG,
        "width": 2048,
        "height": 2048,
        "size": 1000 + number,
        "role": PictureRole.GRID,
    }
    return Picture(**facts | changes)


def finished(number: int, prompt: str = "a lighthouse", **changes: Any) -> Task:
    facts: dict[str, Any] = {
        "id": f"{number:032x}",
        "account": "main",
        "kind": TaskKind.IMAGINE,
        "state": TaskState.SUCCEEDED,
        "created": NOW + number,
        "prompt": prompt,
        "remote_id": f"17{number:014d}",
        "collection": Collection.DONE,
    }
    return Task(**facts | changes)


def gradient(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture whose every pixel differs from its neighbours."""
    across = Image.linear_gradient("L").resize((width, height))
    down = Image.linear_gradient("L").rotate(90).resize((width, height))
    image = Image.merge("RGB", (across, down, Image.new("L", (width, height), 90)))
    if mode == "RGBA":
        image.putalpha(across)
        return image
    return image.convert(mode)


def encoded(image: Image.Image, media_format: str = "PNG", **options: Any) -> bytes:
    sink = io.BytesIO()
    image.save(sink, media_format, **options)
    return sink.getvalue()


async def in_chunks(data: bytes, size: int = 1000) -> AsyncIterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGBA").tobytes()


def a_film(*, has_data: bool = True, width: int = 640, height: int = 360) -> bytes:
    """The smallest MP4 that has an index, a track with a size, and data."""

    def box(kind: bytes, content: bytes) -> bytes:
        return (len(content) + 8).to_bytes(4, "big") + kind + content

    header = bytes(76) + (width << 16).to_bytes(4, "big") + (height << 16).to_bytes(4, "big")
    parts: Iterable[bytes] = (
        box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2avc1mp41"),
        box(b"moov", box(b"trak", box(b"tkhd", header))),
        box(b"mdat", bytes(500)) if has_data else b"",
    )
    return b"".join(parts)


def a_profile(name: str = "sRGB") -> bytes:
    """A colour profile: `sRGB`, or `XYZ` and `LAB` for something quite different."""
    made = ImageCms.createProfile(name)  # pyright: ignore[reportArgumentType, reportUnknownMemberType, reportUnknownVariableType] (a C object)
    return ImageCms.ImageCmsProfile(made).tobytes()  # pyright: ignore[reportUnknownArgumentType] (the same)
