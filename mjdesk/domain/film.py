"""What is known of a film without playing it, and which films a task has."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.picture import MediaType, PictureRole

if TYPE_CHECKING:
    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task

STRIP_FRAMES = 16
"""The most frames of a strip, spread evenly over the film."""


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """How large and how long a film is."""

    width: int
    height: int
    """Pixels; 0 for one that does not say."""
    seconds: float
    """0 for one that does not say."""
    delays: tuple[int, ...] = ()
    """Milliseconds that each frame stands; empty where only a player can tell (MP4)."""

    @property
    def has_frames(self) -> bool:
        """Its frames can be decoded one by one here: an animated WebP or GIF."""
        return len(self.delays) > 1

    @property
    def strip_length(self) -> int:
        """How many frames its strip shows side by side; 0 without a strip."""
        return min(len(self.delays), STRIP_FRAMES) if self.has_frames else 0

    def frame_at(self, seconds: float) -> int:
        """Which frame stands at that time, from 0."""
        ends = list(accumulate(self.delays))
        return max(0, min(len(self.delays) - 1, bisect_right(ends, seconds * 1000)))

    def start_of(self, frame: int) -> float:
        """Seconds before that frame."""
        return sum(self.delays[:frame]) / 1000

    def strip_frames(self) -> tuple[int, ...]:
        """Which frames the strip shows."""
        count = self.strip_length
        return tuple(number * len(self.delays) // count for number in range(count))


def clips_of(task: Task) -> tuple[Picture, ...]:
    """The films of a task in the gateway's order: one to four of a batch."""
    films = [picture for picture in task.pictures if is_film(picture)]
    return tuple(sorted(films, key=lambda picture: picture.index))


def poster_of(task: Task, parent: Task | None) -> Picture | None:
    """The picture that a film was made from; its first frame shows the same."""
    inputs = [picture for picture in task.inputs if picture.role is PictureRole.INPUT]
    if inputs:
        return inputs[0]
    if parent is None:
        return None
    chosen = parent.tile(task.action.index) if task.action is not None else None
    return chosen or parent.cover


def is_film(picture: Picture) -> bool:
    """Whether it is to be played, not only looked at."""
    return picture.role is PictureRole.VIDEO or picture.media_type is MediaType.MP4
