"""Why a picture that a person brought is not taken, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.errors import NotAPicture, PictureTooLarge

if TYPE_CHECKING:
    from mjdesk.domain.errors import PictureError

_MEGABYTE = 1_000_000
_REASONS = {
    "empty": ("is empty.", "Nothing is in the file; choose another copy of it."),
    "film": ("is a film.", "Choose a picture; a single frame of the film will do."),
    "heic": (
        "is a HEIC picture, which cannot be read here.",
        "Save it as JPEG or PNG, or install the Python package pi-heif beside MJ Desk.",
    ),
    "unreadable": ("cannot be opened.", "See whether it is still there and may be read."),
    "": ("is not a picture.", "Choose a PNG, JPEG, WebP, AVIF, GIF, TIFF, BMP or PSD file."),
}


def brought_words(error: PictureError) -> tuple[str, str]:
    """Title and advice: `“holiday.heic” is a HEIC picture, which cannot be read here.`"""
    subject = f"“{error.name}”" if error.name else "The picture"
    if isinstance(error, NotAPicture):
        words, advice = _REASONS.get(error.reason, _REASONS[""])
        return f"{subject if error.name else 'This'} {words}", advice
    if isinstance(error, PictureTooLarge):
        advice = "MJ Desk takes pictures of up to 120 megapixels; make it smaller first."
        if error.megapixels >= 1:
            return f"{subject} has {error.megapixels:,.0f} megapixels.", advice
        if error.size >= _MEGABYTE:
            return f"{subject} has {error.size / _MEGABYTE:,.0f} MB.", "Make it smaller first."
        return f"{subject} is too large.", advice
    return f"{subject} is damaged or incomplete.", "Choose another copy of it, or save it anew."
