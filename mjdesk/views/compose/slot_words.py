"""What the places for pictures say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.views import wording
from mjdesk.views.language import mark, tr, tr_count

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from mjdesk.domain.picture import Picture

NOTHING_TO_PASTE = mark("There is no picture on the clipboard")
HERE_ALREADY = mark("This picture is here already")
NOT_FETCHED = mark("The picture could not be fetched from its address")


def too_many(offered: int, room: int) -> str:
    """Why not all of what was brought was taken."""
    if not room:
        return tr("There is no room for another picture; take one out first")
    return tr_count(
        "There is room for {room} more; one is left out",
        "There is room for {room} more; {n} are left out",
        offered - room,
        room=room,
    )


def not_these(mime: QMimeData) -> str:
    """Why files that hang over the window cannot be dropped; empty for what is no files at all."""
    names = [url.fileName() or url.toString() for url in mime.urls()] if mime.hasUrls() else []
    if not names or not all(url.isLocalFile() for url in mime.urls()):
        return ""
    if len(names) > 1:
        return tr("Only pictures can be put here")
    return tr("Only pictures can be put here: {name} is none", name=wording.shortened(names[0], 40))


def size_line(picture: Picture) -> str:
    """`6000 × 4000 · 1.2 MB`; empty for a picture that is not here."""
    if not picture.width or not picture.height:
        return ""
    return f"{picture.width} × {picture.height} · {wording.byte_count(picture.size)}"


def name_of(picture: Picture) -> str:
    """What it is called on screen."""
    return picture.name or tr("Picture")
