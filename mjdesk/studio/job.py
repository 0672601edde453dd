"""What the studio remembers about one piece of work, and how that is written down."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast

from mjdesk.studio.config import Speed
from mjdesk.studio.recipe import Recipe, Tile


class Status(Enum):
    """The status machine of protocol.md 4.2."""

    NOT_START = "NOT_START"
    SUBMITTED = "SUBMITTED"
    MODAL = "MODAL"
    IN_PROGRESS = "IN_PROGRESS"
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"
    CANCEL = "CANCEL"

    @property
    def is_final(self) -> bool:
        return self in (Status.SUCCESS, Status.FAILURE, Status.CANCEL)


class Kind(Enum):
    """What was asked for, in more detail than any family's `action` word (families.py translates)."""

    IMAGINE = "imagine"
    BLEND = "blend"
    DESCRIBE = "describe"
    SHORTEN = "shorten"
    UPSCALE = "upscale"
    UPSCALE_HD = "upscale-hd"
    VARIATION = "variation"
    LOW_VARIATION = "low-variation"
    HIGH_VARIATION = "high-variation"
    REROLL = "reroll"
    ZOOM = "zoom"
    CUSTOM_ZOOM = "custom-zoom"
    PAN = "pan"
    INPAINT = "inpaint"
    EDITS = "edits"
    RETEXTURE = "retexture"
    VIDEO = "video"
    VIDEO_PICK = "video-pick"
    VIDEO_EXTEND = "video-extend"
    SWAP_FACE = "swap-face"
    PIC_READER = "pic-reader"
    PROMPT_ANALYZER = "prompt-analyzer"


class Shape(Enum):
    """What a finished job shows, which decides its buttons."""

    GRID = "grid"
    SINGLE = "single"
    UPSCALED = "upscaled"
    VIDEO_GRID = "video-grid"
    VIDEO = "video"
    DESCRIPTION = "description"
    SHORT_PROMPTS = "short-prompts"
    PLAIN = "plain"
    """A picture that offers nothing, such as a face swap."""


@dataclass(frozen=True, slots=True)
class Job:
    """One task from its submit to its end; a new value for every change."""

    id: str
    kind: Kind
    status: Status
    shape: Shape
    recipe: Recipe
    prompt: str
    final_prompt: str
    """The prompt as Midjourney repeats it: with its version."""
    bot: str
    speed: Speed
    seed: int
    message_hash: str
    submitted_at: int
    """Milliseconds since the epoch, like all times here."""
    started_at: int | None = None
    finished_at: int | None = None
    progress: int | None = None
    """Percent; None before it starts."""
    description: str = ""
    fail_reason: str = ""
    doom: str = ""
    """The way this job is going to fail; empty for one that works."""
    state: str | None = None
    notify_hook: str | None = None
    parent: str | None = None
    custom_id: str | None = None
    """The button that made it."""
    index: int = 0
    """Which quadrant or text of the parent it is about; 0 for none."""
    tile: Tile | None = None
    """A single picture's origin, while it is still purely painted."""
    used: tuple[str, ...] = ()
    """The customIds of its own buttons that were pressed."""
    remix: bool = False
    """A window that only asks for another prompt."""
    answered: bool = False
    """It was a window, and the client has filled it in."""
    pictures: tuple[str, ...] = ()
    """File names in the archive; several for videos."""
    width: int | None = None
    height: int | None = None
    texts: tuple[str, ...] = ()
    """The prompts that describe or shorten found."""
    text: str = ""
    """The whole text answer as Discord would show it."""
    cost: float = 0.0

    @property
    def has_text(self) -> bool:
        return self.shape in (Shape.DESCRIPTION, Shape.SHORT_PROMPTS)

    def to_json(self) -> str:
        def plain(value: object) -> str:
            if isinstance(value, Enum):
                return str(value.value)
            raise TypeError(type(value).__name__)

        return json.dumps(dataclasses.asdict(self), ensure_ascii=False, default=plain)

    @classmethod
    def from_json(cls, text: str) -> Job:
        """The inverse of `to_json`; fields unknown to this version are dropped, missing ones get defaults."""
        known = {item.name for item in dataclasses.fields(cls)}
        row = {key: value for key, value in cast("dict[str, Any]", json.loads(text)).items() if key in known}
        row["kind"] = Kind(row["kind"])
        row["status"] = Status(row["status"])
        row["shape"] = Shape(row["shape"])
        row["speed"] = Speed(row["speed"])
        row["recipe"] = Recipe.from_dict(row["recipe"])
        row["tile"] = None if row.get("tile") is None else Tile.from_dict(row["tile"])
        for name in ("used", "pictures", "texts"):
            row[name] = tuple(row.get(name) or ())
        return cls(**row)
