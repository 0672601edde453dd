"""Every sentence about collections."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mjdesk.domain.album import Album

ALL = "All pictures"
NEW = "New collection…"
ADD = "Add to collection"
AIM = "New pictures go into"
AIM_NOWHERE = "No collection"
_LONGEST = 22


def pictures(count: int) -> str:
    return "1 picture" if count == 1 else f"{count:,} pictures"


def added(album: Album, count: int) -> str:
    """After a drop or a choice; 0: they were in it before."""
    if count == 0:
        return f"Already in “{short(album.name)}”"
    return f"{pictures(count)} added to “{short(album.name)}”"


def deleted(album: Album) -> tuple[str, str]:
    """Title and sentence after a collection was put away."""
    return f"“{short(album.name)}” deleted", "Its pictures are still in the library."


def goes_into(album: Album) -> str:
    """In the foot of the window, while new pictures go somewhere."""
    return f"New pictures go into “{short(album.name)}”"


def short(name: str) -> str:
    """A name that fits beside others."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
