"""Pictures that clients send."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.studio.intake import decoded, picture_suffix
from mjdesk.studio.refusal import Reason, Refusal
from tests.studio.support import data_url, png


def test_a_data_url():
    assert decoded(data_url(), bare_allowed=False) == (png(), ".png")
    upper = data_url().replace("data:image/png", "DATA:IMAGE/PNG")
    assert decoded(upper, bare_allowed=False) == (png(), ".png")


def test_bare_base64_only_where_allowed():
    bare = base64.b64encode(png()).decode()
    assert decoded(bare, bare_allowed=True) == (png(), ".png")
    with pytest.raises(Refusal) as refused:
        decoded(bare, bare_allowed=False)
    assert refused.value.reason is Reason.IMAGE_BAD


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"\xff\xd8\xff\xe0", ".jpg"),
        (b"GIF89a", ".gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", ".webp"),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"<svg/>", None),
        (b"", None),
    ],
)
def test_kinds(data: bytes, suffix: str | None):
    assert picture_suffix(data) == suffix


@given(st.text(max_size=200))
def test_any_text_is_a_picture_or_refused(text: str):
    try:
        data, suffix = decoded(text, bare_allowed=True)
    except Refusal:
        return
    assert picture_suffix(data) == suffix
