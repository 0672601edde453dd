"""Keeps keys out of everything that is logged, shown or stored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MARK = "***"
_KEY_LIKE = re.compile(
    r"\bsk-[A-Za-z0-9_*.-]{6,}"
    r"|(?<=[Bb]earer )[^\s\"',;]{6,}"
    r"|(?<=token=)[^\s&\"']{6,}"
    r"|(?<=mj-api-secret: )\S+"
)
_SHORTEST_SECRET = 4
"""Shorter "keys" would blank out ordinary words."""


@dataclass(frozen=True, slots=True)
class Redactor:
    """Removes one known key, and whatever looks like a key, from a text."""

    key: str = field(default="", repr=False)

    def __call__(self, text: str) -> str:
        """The text with `***` in the place of every key."""
        return _KEY_LIKE.sub(_MARK, self.exactly(text))

    def exactly(self, text: str) -> str:
        """The text without this very key; what merely looks like one stays, so that JSON stays as it was."""
        return text.replace(self.key, _MARK) if len(self.key) >= _SHORTEST_SECRET else text
