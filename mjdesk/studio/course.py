"""The course a job takes: how long, over which percentages, and where a doomed one stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.studio.job import Kind

if TYPE_CHECKING:
    from mjdesk.studio.job import Job

LADDER = (7, 15, 31, 46, 62, 78, 93)
"""The percentages a job shows between its start and its end."""

_SECONDS = {
    Kind.UPSCALE: 1.5,
    Kind.VIDEO_PICK: 1.5,
    Kind.SHORTEN: 2.0,
    Kind.DESCRIBE: 3.0,
    Kind.SWAP_FACE: 4.0,
    Kind.UPSCALE_HD: 6.0,
    Kind.VIDEO: 10.0,
    Kind.VIDEO_EXTEND: 10.0,
}
_USUAL_SECONDS = 8.0

DOOMS = {
    "moderated": (46, "Image was stopped by the moderator: sorry, our AI moderators feel uneasy about it"),
    "error": (46, "Internal error, please try again"),
    "timeout": (93, "任务超时"),
    "link": (0, "Invalid link: could not fetch the image, please check it"),
    "parameter": (0, "Invalid parameter: unrecognized or out of range"),
}
"""Doom -> (the percentage at which it strikes, what is then said)."""

STUCK_FOR = 3600.0
"""Seconds, whatever the pace, until a stuck job is given up, as G's poller does (protocol.md 4.2)."""


def seconds_for(job: Job) -> float:
    """How long a job takes at pace 1."""
    return _SECONDS.get(job.kind, _USUAL_SECONDS) * job.speed.slowness
