"""Picture addresses in the manner of Discord's CDN: signed, with an end, and readable backwards."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mjdesk.studio.clock import Clock
    from mjdesk.studio.job import Job

CHANNEL = "1100000000000000001"
_PATH = re.compile(
    rf"/(?:ephemeral-)?attachments/{CHANNEL}/(?P<id>\d{{10,20}})/(?P<name>[\w.\-]+?)_(?P<part>o|p|q)(?P<number>\d{{1,3}})"
    r"\.(?:png|jpg|gif|webp)"
)
_UPLOAD = re.compile(rf"/attachments/{CHANNEL}/0/(?P<name>up_[0-9a-f]{{32}}\.(?:png|jpg|gif|webp))")
_PROXIED = re.compile(r"/mj/image/(?P<id>\d{10,20})")


@dataclass(frozen=True, slots=True)
class Target:
    """What an address points at."""

    job_id: str
    part: str
    """`o` result number n, `p` preview at n percent, `q` quadrant n (from 0), `u` an upload."""
    number: int = 0
    upload: str = ""


class Addresses:
    """Writes and reads picture addresses; signs them with the studio's secret."""

    def __init__(self, clock: Clock, *, life: float, key: str) -> None:
        self._clock = clock
        self._life = max(1, int(life))
        self._key = key.encode() or b"studio"

    def result(self, base: str, job: Job, number: int = 0) -> str:
        suffix = job.pictures[number].rpartition(".")[2]
        folder = "ephemeral-attachments" if job.has_text else "attachments"
        return self._signed(base, f"/{folder}/{CHANNEL}/{job.id}/{_slug(job)}_o{number}.{suffix}")

    def preview(self, base: str, job: Job) -> str:
        return self._signed(base, f"/attachments/{CHANNEL}/{job.id}/grid_0_p{job.progress or 0}.webp")

    def quadrant(self, base: str, job: Job, index: int) -> str:
        return self._signed(base, f"/attachments/{CHANNEL}/{job.id}/{_slug(job)}_q{index}.png")

    def upload(self, base: str, name: str) -> str:
        return self._signed(base, f"/attachments/{CHANNEL}/0/{name}")

    @staticmethod
    def read(url: str) -> Target | None:
        """What one of our addresses points at, whatever its host; None for a foreign one."""
        path = urlsplit(url).path
        if found := _PATH.fullmatch(path):
            return Target(found["id"], found["part"], int(found["number"]))
        if found := _UPLOAD.fullmatch(path):
            return Target("", "u", upload=found["name"])
        if found := _PROXIED.fullmatch(path):
            return Target(found["id"], "o")
        return None

    def is_open(self, path: str, query: str | Mapping[str, str]) -> bool:
        """Whether the signature fits and the end has not come."""
        if isinstance(query, str):
            query = {key: values[-1] for key, values in parse_qs(query).items()}
        end = query.get("ex", "")
        try:
            alive = int(end, 16) > self._clock.now()
        except ValueError:
            return False
        return alive and hmac.compare_digest(self._sign(path, end), query.get("hm", ""))

    def _signed(self, base: str, path: str) -> str:
        # The end moves in steps of one life, so that an address stays the same between two polls.
        start = int(self._clock.now()) // self._life * self._life
        end = f"{start + 2 * self._life:x}"
        return f"{base}{path}?ex={end}&is={start:x}&hm={self._sign(path, end)}&"

    def _sign(self, path: str, end: str) -> str:
        return hmac.new(self._key, f"{path}?{end}".encode(), hashlib.sha256).hexdigest()


def _slug(job: Job) -> str:
    words = "_".join(re.findall(r"[0-9A-Za-z]+", job.prompt)[:8])[:60]
    return f"studio_{words}_{job.message_hash}" if words else f"studio_{job.message_hash}"
