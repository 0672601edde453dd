"""Why a picture that a person brought is not taken, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.errors import NotAPicture, PictureTooLarge
from mjdesk.views.language import mark, tr

if TYPE_CHECKING:
    from mjdesk.domain.errors import PictureError

_MEGABYTE = 1_000_000
_REASONS = {
    "empty": (
        mark("“{name}” is empty."),
        mark("This is empty."),
        mark("Nothing is in the file; choose another copy of it."),
    ),
    "film": (
        mark("“{name}” is a film."),
        mark("This is a film."),
        mark("Choose a picture; a single frame of the film will do."),
    ),
    "heic": (
        mark("“{name}” is a HEIC picture, which cannot be read here."),
        mark("This is a HEIC picture, which cannot be read here."),
        mark("Save it as JPEG or PNG, or install the Python package pi-heif beside MJ Desk."),
    ),
    "unreadable": (
        mark("“{name}” cannot be opened."),
        mark("This cannot be opened."),
        mark("See whether it is still there and may be read."),
    ),
    "": (
        mark("“{name}” is not a picture."),
        mark("This is not a picture."),
        mark("Choose a PNG, JPEG, WebP, AVIF, GIF, TIFF, BMP or PSD file."),
    ),
}
"""Reason: title of a file with a name, of one without, and advice."""
_DAMAGED = (
    mark("“{name}” is damaged or incomplete."),
    mark("The picture is damaged or incomplete."),
    mark("Choose another copy of it, or save it anew."),
)
_TOO_MANY_PIXELS = (
    mark("“{name}” has {megapixels:,.0f} megapixels."),
    mark("The picture has {megapixels:,.0f} megapixels."),
    mark("MJ Desk takes pictures of up to 120 megapixels; make it smaller first."),
)
_TOO_MANY_BYTES = (
    mark("“{name}” has {megabytes:,.0f} MB."),
    mark("The picture has {megabytes:,.0f} MB."),
    mark("Make it smaller first."),
)
_TOO_LARGE = (mark("“{name}” is too large."), mark("The picture is too large."), _TOO_MANY_PIXELS[2])


def brought_words(error: PictureError) -> tuple[str, str]:
    """Title and advice: `“holiday.heic” is a HEIC picture, which cannot be read here.`"""
    named, nameless, advice = _texts(error)
    values: dict[str, object] = {"name": error.name}
    if isinstance(error, PictureTooLarge):
        values |= {"megapixels": error.megapixels, "megabytes": error.size / _MEGABYTE}
    return tr(named if error.name else nameless, **values), tr(advice)


def _texts(error: PictureError) -> tuple[str, str, str]:
    if isinstance(error, NotAPicture):
        return _REASONS.get(error.reason, _REASONS[""])
    if not isinstance(error, PictureTooLarge):
        return _DAMAGED
    if error.megapixels >= 1:
        return _TOO_MANY_PIXELS
    return _TOO_MANY_BYTES if error.size >= _MEGABYTE else _TOO_LARGE
