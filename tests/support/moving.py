"""Short films of plain colours, whose every frame can be told from the others."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

COLOURS = ("red", "lime", "blue", "yellow", "white", "black")


def a_moving_picture(
    folder: Path, *, delays: tuple[int, ...] = (40,) * 6, media_format: str = "WEBP", name: str = "film"
) -> Path:
    """A file with one colour of `COLOURS` for each frame; `delays` in milliseconds."""
    frames = [Image.new("RGB", (64, 36), COLOURS[number]) for number in range(len(delays))]
    options = {"lossless": True} if media_format == "WEBP" else {}
    sink = io.BytesIO()
    frames[0].save(
        sink,
        media_format,
        save_all=True,
        append_images=frames[1:],
        duration=list(delays),
        loop=0,
        **options,
    )
    path = folder / f"{name}.{media_format.lower()}"
    path.write_bytes(sink.getvalue())
    return path
