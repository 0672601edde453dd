"""Remembers whether one request may ask for many tasks, and when a refusal is to be doubted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PAUSES = (60.0, 300.0, 3600.0)
"""Seconds until listing is tried again after the first, second and every further refusal in a row."""


class Listing:
    """Owns what use has taught. One page of HTML may come from a proxy that was in a bad mood for a minute,
    so a refusal holds for a while only; `is_known_good` says what is worth remembering for later."""

    def __init__(self, *, can_list: bool, now: Callable[[], float]) -> None:
        """`can_list`: what is known from before; `now`: seconds that never run backwards."""
        self._now = now
        self._refusals = 0 if can_list else len(_PAUSES)
        self._again_at = 0.0 if can_list else now() + _PAUSES[-1]

    @property
    def may_try(self) -> bool:
        return self._now() >= self._again_at

    @property
    def is_known_good(self) -> bool:
        """False once it was refused several times, minutes apart."""
        return self._refusals < len(_PAUSES)

    def worked(self) -> None:
        self._refusals, self._again_at = 0, 0.0

    def refused(self) -> None:
        """The endpoint is missing or not allowed, while single fetches work."""
        self._again_at = self._now() + _PAUSES[min(self._refusals, len(_PAUSES) - 1)]
        self._refusals += 1
