"""The area of a picture that is to be painted anew, as a value that travels between screen and disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TILE = 256
"""Pixels along each side of a tile: small enough that a stroke touches little, large enough to be few."""
Place = tuple[int, int]
"""Column and row of a tile."""
BLANK = bytes(TILE * TILE)
FULL = b"\xff" * (TILE * TILE)


@dataclass(frozen=True, slots=True)
class Area:
    """How much of each pixel is to be repainted: 255 all of it, 0 nothing (protocol.md 3.2)."""

    width: int
    """Of the picture, in pixels."""
    height: int
    tiles: Mapping[Place, bytes] = field(default_factory=dict[Place, bytes])
    """`TILE * TILE` bytes each, row after row; 0 where absent, and beyond the rim of the picture."""

    @property
    def is_empty(self) -> bool:
        return not any(tile.count(0) < len(tile) for tile in self.tiles.values())

    @property
    def columns(self) -> int:
        """How many tiles lie side by side."""
        return -(-self.width // TILE)

    @property
    def rows(self) -> int:
        return -(-self.height // TILE)


@dataclass(frozen=True, slots=True)
class MaskDraft:
    """What was being painted when the editor was closed."""

    area: Area
    feather: int = 0
    """Pixels over which the rim fades."""
    words: str = ""
    """What is to be there instead."""
