"""Pictures of this library on their way dragged through this window: they need not be read anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from mjdesk.domain.picture import PictureRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mjdesk.domain.picture import Picture

OWN_TASKS = "application/x-mjdesk-tasks"
"""Ids of the tasks that a drag out of this window carries beside its files."""


class OwnPictures(QMimeData):
    """Owns what other programs get (files, set by whoever makes it) and the pictures themselves.

    Within one program Qt hands the very object from drag to drop; another program sees the files alone, so
    nobody outside can name a picture of the library. For drags only: a clipboard's content outlives Python.
    """

    def __init__(self, pictures: Iterable[Picture] = ()) -> None:
        super().__init__()
        self._pictures = tuple(pictures)

    def pictures(self) -> tuple[Picture, ...]:
        """What is meant in this window: of a grid the tile that the pointer took, if it took one."""
        return self._pictures


def own_pictures(mime: QMimeData) -> tuple[Picture, ...]:
    """The pictures of this library in it; empty for whatever comes from elsewhere."""
    return mime.pictures() if isinstance(mime, OwnPictures) else ()


def as_input(picture: Picture, name: str) -> Picture:
    """A result as a reference: films and their like stay what they are, and are not taken."""
    return replace(picture, role=PictureRole.INPUT, index=0, name=name)
