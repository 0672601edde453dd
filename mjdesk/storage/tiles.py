"""Cuts a 2x2 sheet into its four pictures, pixel for pixel (competition.md 3, idea 1)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mjdesk.domain.picture import MediaType, PictureRole
from mjdesk.storage.pixels import opened

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.domain.picture import Picture

MIN_TILE_PIXELS = 600_000
"""From version 5 on a variant has about a million pixels and an upscale of it adds none. Below this the sheet
is a draft, a preview or of version 4, where the gateway's U button really enlarges: it is left alone."""

_LOSSLESS_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})


def can_split(grid: Picture, *, min_tile_pixels: int = MIN_TILE_PIXELS) -> bool:
    """Whether the four quarters are what the gateway would sell as U1 to U4."""
    return (
        grid.role is PictureRole.GRID
        and grid.media_type is not MediaType.MP4
        and grid.width % 2 == 0
        and grid.height % 2 == 0
        and (grid.width // 2) * (grid.height // 2) >= min_tile_pixels
    )


def split(source: Path, size: tuple[int, int]) -> list[bytes]:
    """Four PNG in reading order; none where the file is not of `size` pixels, or is an animation.

    The pixels are those of the file as decoded; a sheet that was compressed with loss keeps its loss.
    Raises the kinds of `PictureError`.
    """
    with opened(source) as image:
        if getattr(image, "n_frames", 1) > 1 or image.size != size:
            return []
        profile = image.info.get("icc_profile")
        image.load()
        whole = image if image.mode in _LOSSLESS_MODES else image.convert("RGB")
        width, height = whole.width // 2, whole.height // 2
        found: list[bytes] = []
        for top in (0, height):
            for left in (0, width):
                sink = io.BytesIO()
                tile = whole.crop((left, top, left + width, top + height))
                # Level 3: a third of the time of the default for a few percent more bytes.
                tile.save(sink, "PNG", compress_level=3, icc_profile=profile)
                found.append(sink.getvalue())
        return found
