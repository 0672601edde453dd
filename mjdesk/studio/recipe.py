"""What has to be painted for a job: a value that survives a restart, so that running jobs can go on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Literal

Direction = Literal["left", "right", "up", "down"]


class Step(Enum):
    """The one thing the easel does for a job."""

    PAINT = "paint"
    CROP = "crop"
    UPSCALE = "upscale"
    ZOOM = "zoom"
    SQUARE = "square"
    PAN = "pan"
    REPAINT = "repaint"
    EDIT = "edit"
    BLEND = "blend"
    SWAP = "swap"
    DESCRIBE = "describe"
    SHORTEN = "shorten"
    ANIMATE = "animate"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a purely painted tile comes from: enough to paint it again, or a little differently."""

    prompt: str
    seed: int
    variant: int
    drift: tuple[tuple[int, float], ...] = ()
    """(seed, strength) of each variation since the first painting."""

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Tile:
        drift = tuple((int(seed), float(strength)) for seed, strength in row["drift"])
        return cls(str(row["prompt"]), int(row["seed"]), int(row["variant"]), drift)


@dataclass(frozen=True, slots=True)
class Recipe:
    """One step and all it needs; fields a step does not know are left alone."""

    step: Step
    prompt: str = ""
    seed: int = 0
    root: Tile | None = None
    """PAINT: the tile this is a variation of; None paints the prompt from nothing."""
    strength: float = 0.0
    """PAINT with a root: how far to drift from it, 0 to 1."""
    sources: tuple[str, ...] = ()
    """File names in the archive: what to work on, or PAINT's reference pictures."""
    styles: tuple[str, ...] = ()
    """PAINT: whose colours and light are taken, by file name."""
    style_share: float = 0.5
    """PAINT with styles: how far, 0 to 1."""
    mask: str | None = None
    index: int = 0
    """CROP: which quadrant, from 0; EDIT: the quadrant to edit, from 1, or 0 for the whole picture."""
    factor: float = 1.0
    direction: Direction = "left"
    flag: bool = False
    """UPSCALE: creative; ANIMATE: high motion."""
    count: int = 4
    dimensions: str = "SQUARE"

    def tile(self, index: int) -> Tile | None:
        """The origin of tile `index` (from 0); None when the result is more than painting."""
        if self.step is not Step.PAINT or self.sources or self.styles:
            return None
        if self.root is None:
            return Tile(self.prompt, self.seed, index)
        return replace(
            self.root, prompt=self.prompt, drift=(*self.root.drift, (self.seed + index, self.strength))
        )

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Recipe:
        row = dict(row)
        row["step"] = Step(row["step"])
        row["root"] = None if row.get("root") is None else Tile.from_dict(row["root"])
        row["sources"] = tuple(row.get("sources") or ())
        row["styles"] = tuple(row.get("styles") or ())
        return cls(**row)
