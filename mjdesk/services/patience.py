"""How long to wait for what: pure numbers, in seconds (protocol.md 6, 10, 12)."""

from __future__ import annotations

BUSY_TRIES = 4
"""How often a busy gateway is asked again before the wish counts as refused (protocol.md 3.1, code 23)."""
OFFLINE_TRIES = 3
"""How often a gateway that cannot be reached is tried again for a wish: nothing was sent (protocol.md 6)."""
UNKNOWN_MISSES = 5
UNKNOWN_SECONDS = 60.0
"""A task is gone only after so many answers without it, over so long a time (protocol.md 12.20)."""
MEDIA_SECONDS = 60.0
"""SUCCESS may come this long before its pictures' addresses (protocol.md 4.4)."""
MATCH_DELAYS = (0.0, 3.0, 15.0)
"""When to look for a wish whose fate is unknown; it may appear late."""
MATCH_TRIES = 8
"""How often such a look is tried while the gateway does not answer: for three minutes or so."""


def poll_interval(age: float, *, is_first: bool, is_studio: bool) -> float:
    """Time between two questions about a task that was sent `age` seconds ago (protocol.md 12.21)."""
    if is_studio:
        return 1.0 if age < 600 else 10.0
    if is_first:
        return 1.5
    if age < 60:
        return 3.0
    if age < 300:
        return 5.0
    return 10.0 if age < 600 else 30.0


def query_back_off(failures: int, chance: float) -> float:
    """After the n-th failed question in a row: 2, 4, 8 ... 60, spread by `chance` (0 to 1) over +-20 %."""
    return min(60.0, 2.0 ** min(failures, 6)) * (0.8 + 0.4 * chance)


def busy_back_off(tries: int, chance: float) -> float:
    """Before asking a busy gateway again: 10, 20, 40 (protocol.md 3.1), spread over +-20 %."""
    return min(40.0, 10.0 * 2.0 ** min(tries, 4)) * (0.8 + 0.4 * chance)
