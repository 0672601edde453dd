"""A word of a prompt and how much the gateway says it matters: what `shorten` finds (protocol.md 4.5)."""

from __future__ import annotations

from enum import StrEnum

from mjdesk.domain.frozen import dataclass


class Weight(StrEnum):
    """The three marks that Midjourney gives: bold, none, struck through."""

    STRONG = "strong"
    PLAIN = "plain"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class WeighedWord:
    """One word, or several that carry the same mark."""

    text: str
    """Plain, with single blanks; never empty."""
    weight: Weight = Weight.PLAIN
    share: int | None = None
    """Percent, where the gateway tells a number."""
