"""What is kept becomes a picture of a task without losing a fact."""

from __future__ import annotations

from mjdesk.domain.library import Kept
from mjdesk.domain.picture import MediaType, Picture, PictureRole


def test_kept_bytes_are_written_down_as_they_are() -> None:
    kept = Kept(digest="d" * 64, media_type=MediaType.PNG, width=3, height=2, size=99)
    assert kept.as_picture(PictureRole.MASK) == Picture("d" * 64, MediaType.PNG, 3, 2, 99, PictureRole.MASK)
    tile = kept.as_picture(PictureRole.TILE, index=4, is_split=True)
    assert (tile.index, tile.is_split, tile.source_url, tile.name) == (4, True, "", "")
    given = kept.as_picture(PictureRole.INPUT, source_url="https://x.test/a.png", name="a.png")
    assert (given.source_url, given.name, given.index) == ("https://x.test/a.png", "a.png", 0)
