"""What a studio is asked to be: which family it plays, whom it lets in, how much it takes at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from mjdesk.studio.family import Family
from mjdesk.studio.faults import Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.studio.dialects import Dialect


class Speed(Enum):
    """Midjourney's speed modes, chosen by path prefix, `accountFilter.modes` or flags (protocol.md 1.3)."""

    RELAX = "relax"
    FAST = "fast"
    TURBO = "turbo"

    @property
    def slowness(self) -> float:
        """How many times as long as in fast mode a job takes."""
        return {Speed.RELAX: 1.6, Speed.FAST: 1.0, Speed.TURBO: 0.6}[self]


BANNED_WORDS = ("blood", "gore", "nude", "naked", "nsfw", "behead", "massacre", "swastika", "血腥", "裸体")
"""A short list in the spirit of the original's `banned-words.txt`; whole words for Latin script."""


@dataclass(frozen=True, slots=True)
class StudioConfig:
    """Everything that shapes a studio; nothing else does."""

    family: Family = Family.NEW_API
    dialect: Dialect | None = None
    """A published page to play on top of the family, which must be the dialect's own."""
    secret: str = ""
    """The key clients must show; empty lets everybody in."""
    host: str = "127.0.0.1"
    port: int = 0
    """0 takes a free port."""
    data: Path | None = None
    """Where jobs and pictures are kept; None for a temporary folder that goes with the studio."""
    pace: float = 1.0
    """Factor on all waiting: 1 is 6 to 10 s a picture, 0 is as fast as the painter."""
    speed: Speed = Speed.FAST
    """The mode of requests that ask for none."""
    slots: int = 3
    """Jobs that run at once."""
    queue: int = 10
    """Jobs that may wait; one more is refused with code 23."""
    painters: int = 2
    """Threads that paint; 0 paints on the loop itself, step by step, so that tests know what comes next."""
    banned: tuple[str, ...] = BANNED_WORDS
    remix: bool = False
    """Variation, pan, reroll and animate ask for a prompt first (protocol.md 3.2)."""
    row_age: float = 0.0
    """G: its rows are copies refreshed this often; 15 s in the original, 0 for always fresh."""
    stock: bool = False
    """G: only the button verbs of the unpatched relay (protocol.md 5.4)."""
    singles: bool = False
    """T: also name the four quadrants under `imageUrls`, as partner accounts do (protocol.md 4.4)."""
    admin: bool = True
    """T: the key is an administrator's, who alone may cancel (protocol.md 2.15)."""
    balance: float = 100.0
    """G: what the key may spend in all, in gateway units."""
    picture_life: float = 86_400.0
    """Seconds a picture address works at least, as on Discord's CDN (protocol.md 7)."""
    log_length: int = 1000
    """Requests that are remembered for whoever looks at `StudioServer.log`."""
    keep_days: float = 30.0
    """Older pictures are removed at the start, as the original forgets its tasks (protocol.md 4.6)."""
    trouble: Trouble = field(default_factory=Trouble)
