"""The benches stand on this library, so it must be one that the program itself could have made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.library import TaskQuery
from mjdesk.domain.task import TaskState
from mjdesk.storage.library import Library
from mjdesk.storage.pictures import Pictures
from tests.support.library_of import fill_library

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_filled_library_is_a_real_one(tmp_path: Path) -> None:
    locations = fill_library(tmp_path, 600, seed=3)
    async with Library(locations.library, locations.backups) as library, Pictures(locations) as pictures:
        assert library.opened.trouble is None
        rows = await library.index(TaskQuery(), limit=1000)
        assert len(rows) == 600
        assert len({row.day for row in rows}) > 300
        assert len({round(row.ratio, 2) for row in rows}) >= 8
        assert await library.index(TaskQuery(text="灯塔"), limit=10)
        assert await library.index(TaskQuery(text="lighthouse storm"), limit=10)
        assert await library.index(TaskQuery(states=frozenset({TaskState.FAILED})), limit=10)
        tasks = await library.by_seq(range(1, 601))
        child = next(task for task in tasks if task.parent)
        assert len(await library.lineage(child.id)) >= 2
        shown = next(task for task in tasks if task.cover)
        cover = shown.cover
        assert cover is not None
        kept = await pictures.keep_bytes(await pictures.original(cover.digest) or b"")
        assert (kept.digest, kept.width, kept.height) == (cover.digest, cover.width, cover.height)
        assert await pictures.thumbnail(cover.digest, 400)
    assert fill_library(tmp_path / "again", 5, seed=3) != locations
