"""How films are spoken of: lengths on tiles, times beside the bar, and why one is not played here."""

from __future__ import annotations

import math

from mjdesk.views.language import mark

NO_PLAYER = mark("MP4 films are played by Qt Multimedia, which is not part of this installation.")
CANNOT_PLAY = mark("This film cannot be played here.")
OPEN_OUTSIDE = mark("Open in the system's player")
SAVE_ALL = mark("Save all films")
"""These four are said where they are shown."""


def length_words(seconds: float) -> str:
    """`0:05`, `1:02`: whole seconds, never 0:00 for something that moves."""
    whole = max(1, math.floor(seconds + 0.5))
    return f"{whole // 60}:{whole % 60:02d}"


def time_words(time: float, length: float) -> str:
    """`0:01.2 / 0:05.0`, tenths of seconds."""
    return f"{_tenths(time)} / {_tenths(length)}"


def badge_words(seconds: float, clips: int) -> str:
    """What a tile says of its films: `0:05`, or `4 × 0:05` of a batch."""
    words = length_words(seconds) if seconds > 0 else ""
    if clips < 2:
        return words
    return f"{clips} × {words}" if words else str(clips)


def _tenths(seconds: float) -> str:
    tenths = max(0, math.floor(seconds * 10 + 1e-6))
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
