"""Whoever brings a file that cannot be used hears which file, why, and what to do."""

from __future__ import annotations

import pytest

from mjdesk.domain.errors import NotAPicture, PictureError, PictureTooLarge, PictureTruncated
from mjdesk.views.notice_words import notice_words
from mjdesk.views.picture_words import brought_words


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (NotAPicture(name="notes.txt"), "“notes.txt” is not a picture."),
        (NotAPicture(name="a.png", reason="empty"), "“a.png” is empty."),
        (NotAPicture(name="a.mp4", reason="film"), "“a.mp4” is a film."),
        (NotAPicture(name="a.heic", reason="heic"), "“a.heic” is a HEIC picture, which cannot be read here."),
        (NotAPicture(name="a.png", reason="unreadable"), "“a.png” cannot be opened."),
        (NotAPicture(), "This is not a picture."),
        (PictureTruncated(name="a.jpg"), "“a.jpg” is damaged or incomplete."),
        (PictureTooLarge(name="a.png", megapixels=400.0), "“a.png” has 400 megapixels."),
        (PictureTooLarge(name="a.tif", size=300_000_000), "“a.tif” has 300 MB."),
        (PictureTooLarge(), "The picture is too large."),
    ],
)
def test_each_refusal_has_its_sentence(error: PictureError, title: str) -> None:
    found, advice = brought_words(error)
    assert found == title
    assert advice.endswith(".")
    assert notice_words("error", error, {}) == (found, advice)


def test_what_a_gateway_sent_is_told_in_other_words() -> None:
    assert notice_words("picture-broken", NotAPicture(), {})[0] == "What arrived is not a picture."
