"""What is kept becomes a picture of a task without losing a fact, and a query knows its tasks."""

from __future__ import annotations

import pytest

from mjdesk.domain.library import Kept, TaskQuery
from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.domain.task import TaskKind, TaskState
from tests.support.builders import a_task


def test_kept_bytes_are_written_down_as_they_are() -> None:
    kept = Kept(digest="d" * 64, media_type=MediaType.PNG, width=3, height=2, size=99)
    assert kept.as_picture(PictureRole.MASK) == Picture("d" * 64, MediaType.PNG, 3, 2, 99, PictureRole.MASK)
    tile = kept.as_picture(PictureRole.TILE, index=4, is_split=True)
    assert (tile.index, tile.is_split, tile.source_url, tile.name) == (4, True, "", "")
    given = kept.as_picture(PictureRole.INPUT, source_url="https://x.test/a.png", name="a.png")
    assert (given.source_url, given.name, given.index) == ("https://x.test/a.png", "a.png", 0)


@pytest.mark.parametrize(
    ("query", "is_taken"),
    [
        (TaskQuery(), True),
        (TaskQuery(text="RED  sea"), True),
        (TaskQuery(text="red moon"), False),
        (TaskQuery(text="r-17"), True),
        (TaskQuery(kinds=frozenset({TaskKind.IMAGINE}), states=frozenset({TaskState.RUNNING})), True),
        (TaskQuery(kinds=frozenset({TaskKind.BLEND})), False),
        (TaskQuery(states=frozenset({TaskState.FAILED})), False),
        (TaskQuery(min_rating=3, account="own", album=7), True),
        (TaskQuery(min_rating=4), False),
        (TaskQuery(account="other"), False),
        (TaskQuery(album=8), False),
        (TaskQuery(is_trash=True), False),
    ],
)
def test_a_query_takes_what_it_asks_for(query: TaskQuery, is_taken: bool) -> None:
    task = a_task(
        kind=TaskKind.IMAGINE,
        state=TaskState.RUNNING,
        prompt="a Red fish in the sea",
        remote_id="r-17",
        account="own",
        rating=3,
        albums=(2, 7),
    )
    assert query.takes(task) is is_taken
