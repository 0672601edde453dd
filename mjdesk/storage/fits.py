"""Remembers uploads that were made: what was promised is what is sent, and nothing is encoded twice."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from mjdesk.storage.fitter import Prepared, prepared

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.domain.upload_plan import UploadLimits, UploadPlan

_HELD_BYTES = 24 * 2**20
_HELD_PLANS = 512

Key = tuple[str, "UploadLimits", bool]
"""Digest, limits, and whether holes are kept: the same three always give the same bytes."""


class Fits:
    """Owns the uploads made last, bounded by bytes, and the words about many more. For any thread."""

    def __init__(self, *, held_bytes: int = _HELD_BYTES) -> None:
        self._held_bytes = held_bytes
        self._lock = Lock()
        self._made: OrderedDict[Key, Prepared] = OrderedDict()
        self._bytes = 0
        self._plans: OrderedDict[Key, UploadPlan] = OrderedDict()

    def plan(self, key: Key) -> UploadPlan | None:
        """What is known of this upload; None when it was not made yet."""
        with self._lock:
            return self._plans.get(key)

    def upload(self, key: Key, source: Path) -> Prepared:
        """The upload, made now when it is not held. Raises what `fitter.prepared` raises."""
        with self._lock:
            found = self._made.get(key)
            if found is not None:
                self._made.move_to_end(key)
                return found
        _, limits, keeps_clear = key
        found = prepared(source, limits, keeps_clear=keeps_clear)
        with self._lock:
            self._keep(key, found)
        return found

    def forget(self, digest: str) -> None:
        """Its original is gone: what can be sent is what is there."""
        with self._lock:
            for key in [key for key in self._plans if key[0] == digest]:
                del self._plans[key]
            for key in [key for key in self._made if key[0] == digest]:
                self._bytes -= len(self._made.pop(key).image.data)

    def _keep(self, key: Key, found: Prepared) -> None:
        self._plans[key] = found.plan
        while len(self._plans) > _HELD_PLANS:
            self._plans.popitem(last=False)
        if key in self._made:
            return
        self._made[key] = found
        self._bytes += len(found.image.data)
        while self._bytes > self._held_bytes and self._made:
            _, dropped = self._made.popitem(last=False)
            self._bytes -= len(dropped.image.data)
