"""When a signed address of a picture stops answering, as far as it says so itself (protocol.md 7)."""

from __future__ import annotations

import re

_END = re.compile(r"[?&]ex=([0-9a-fA-F]{8,10})(?:&|$)")
"""Discord's `ex`: seconds since 1970, hexadecimal; eight digits until the year 2106."""


def end_of(address: str) -> float | None:
    """Seconds since 1970, UTC; None for an address that names no end. Never raises."""
    found = _END.search(address)
    return float(int(found[1], 16)) if found else None
