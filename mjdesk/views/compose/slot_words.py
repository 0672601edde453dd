"""What the places for pictures say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.views import wording

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from mjdesk.domain.picture import Picture

NOTHING_TO_PASTE = "There is no picture on the clipboard"
HERE_ALREADY = "This picture is here already"
NOT_FETCHED = "The picture could not be fetched from its address"
NO_PICTURE = "Only pictures can be put here"


def too_many(offered: int, room: int) -> str:
    """Why not all of what was brought was taken."""
    if not room:
        return "There is no room for another picture; take one out first"
    left = offered - room
    one = "one is" if left == 1 else f"{left} are"
    return f"There is room for {room} more; {one} left out"


def not_these(mime: QMimeData) -> str:
    """Why files that hang over the window cannot be dropped; empty for what is no files at all."""
    names = [url.fileName() or url.toString() for url in mime.urls()] if mime.hasUrls() else []
    if not names or not all(url.isLocalFile() for url in mime.urls()):
        return ""
    return f"{NO_PICTURE}: {wording.shortened(names[0], 40)} is none" if len(names) == 1 else NO_PICTURE


def size_line(picture: Picture) -> str:
    """`6000 × 4000 · 1.2 MB`; empty for a picture that is not here."""
    if not picture.width or not picture.height:
        return ""
    return f"{picture.width} × {picture.height} · {wording.byte_count(picture.size)}"


def name_of(picture: Picture) -> str:
    """What it is called on screen."""
    return picture.name or "Picture"
