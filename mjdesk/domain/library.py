"""What the library is asked and what it answers, as plain values that every floor may name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.picture import Picture

if TYPE_CHECKING:
    from mjdesk.domain.picture import MediaType, PictureRole
    from mjdesk.domain.task import Task, TaskKind, TaskState


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Bytes that are safe in the store."""

    digest: str
    """SHA-256, 64 hex digits; also the file's name."""
    media_type: MediaType
    width: int
    height: int
    size: int
    """Bytes."""

    def as_picture(
        self,
        role: PictureRole,
        *,
        index: int = 0,
        source_url: str = "",
        is_split: bool = False,
        name: str = "",
    ) -> Picture:
        """What a task writes down of them."""
        return Picture(
            digest=self.digest,
            media_type=self.media_type,
            width=self.width,
            height=self.height,
            size=self.size,
            role=role,
            index=index,
            source_url=source_url,
            is_split=is_split,
            name=name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskQuery:
    """Which tasks to show."""

    text: str = ""
    kinds: frozenset[TaskKind] = frozenset()
    """Empty: all."""
    states: frozenset[TaskState] = frozenset()
    """Empty: all."""
    min_rating: int = 0
    is_trash: bool = False
    """Only what is in the trash; else only what is not."""
    account: str = ""
    album: int = 0
    """Id of a collection; 0: all."""

    def takes(self, task: Task) -> bool:
        """Whether a task that has changed is among them, before the library is asked again."""
        if (task.trashed_at is not None) is not self.is_trash:
            return False
        if self.kinds and task.kind not in self.kinds:
            return False
        if self.states and task.state not in self.states:
            return False
        if task.rating < self.min_rating or (self.account and task.account != self.account):
            return False
        if self.album and self.album not in task.albums:
            return False
        words = self.text.casefold().split()
        if not words:
            return True
        text = " ".join((task.prompt, task.final_prompt, task.seed, task.remote_id, *task.texts)).casefold()
        return all(word in text for word in words)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """As much of a task as a layout needs."""

    seq: int
    day: int
    """Local calendar day as `date.toordinal()`."""
    ratio: float
    """Width to height of the tile in the gallery: of the cover when known, else of the wish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySize:
    """For the status bar."""

    tasks: int
    pictures: int
    bytes: int
