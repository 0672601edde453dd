"""Every sentence about collections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.views.language import mark, tr, tr_count

if TYPE_CHECKING:
    from mjdesk.domain.album import Album

ALL = mark("All pictures")
NEW = mark("New collection…")
ADD = mark("Add to collection")
AIM = mark("New pictures go into")
AIM_NOWHERE = mark("No collection")
"""Entries of menus."""
_LONGEST = 22


def added(album: Album, count: int) -> str:
    """After a drop or a choice; 0: they were in it before."""
    if count == 0:
        return tr("Already in “{album}”", album=short(album.name))
    return tr_count(
        "{n:,} picture added to “{album}”",
        "{n:,} pictures added to “{album}”",
        count,
        album=short(album.name),
    )


def deleted(album: Album) -> tuple[str, str]:
    """Title and sentence after a collection was put away."""
    return tr("“{album}” deleted", album=short(album.name)), tr("Its pictures are still in the library.")


def goes_into(album: Album) -> str:
    """In the foot of the window, while new pictures go somewhere."""
    return tr("New pictures go into “{album}”", album=short(album.name))


def short(name: str) -> str:
    """A name that fits beside others."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
