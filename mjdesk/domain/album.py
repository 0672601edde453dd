"""Collections: named sets of tasks, as a person puts work for a client or an idea together.

The code calls one an album, because `domain.task.Collection` is how far pictures have been brought home.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """One collection. Which tasks are in it, the tasks say (`Task.albums`)."""

    id: int
    """Positive; never given twice."""
    name: str
    created: float
    """Seconds since 1970, UTC."""
    count: int = 0
    """Tasks in it that are not in the trash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumSpending:
    """What the wishes of one collection cost, in one currency; a task in two collections counts in both."""

    album: int
    """0: what is in no collection."""
    currency: str
    """Empty for a gateway's own units."""
    amount: Decimal
    wishes: int
    unpriced: int = 0
    """How many of the wishes have no known price, so that the amount lacks them."""


def album_name(text: str) -> str:
    """The text as a name: one line, single spaces, nothing invisible, at most `LONGEST_NAME` characters.

    Empty when nothing is left; then it is no name.
    """
    visible = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text)
    return " ".join(visible.split())[:LONGEST_NAME].strip()


def is_same_name(one: str, other: str) -> bool:
    """Whether a person would call the two names one."""
    return one.casefold() == other.casefold()
