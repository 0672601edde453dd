"""The library keeps, finds, counts and forgets; what a coroutine wrote is there when it returns."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import DiskFull, DiskReadOnly, LibraryError
from mjdesk.domain.library import TaskQuery
from mjdesk.domain.picture import PictureRole, Ratio
from mjdesk.domain.task import Collection, TaskKind, TaskState
from mjdesk.storage.library import Library
from mjdesk.storage.rows import local_day
from tests.storage.support import NOW, a_digest, a_picture, finished

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.library import IndexRow
    from mjdesk.storage.locations import Locations


def _seqs(rows: Sequence[IndexRow]) -> list[int]:
    return [row.seq for row in rows]


async def _found(library: Library, text: str = "", **facts: object) -> list[int]:
    query = TaskQuery(text=text, **facts)  # pyright: ignore[reportArgumentType] (facts of the query, by name)
    return _seqs(await library.index(query, limit=1000))


async def test_a_task_comes_back_as_it_was_and_with_its_number(library: Library) -> None:
    first = await library.add(finished(1, pictures=(a_picture(),), texts=("a", "猫")))
    second = await library.add(finished(2))
    assert (first.seq, second.seq) == (1, 2)
    assert await library.get(first.id) == first
    assert await library.get("0" * 32) is None


async def test_an_id_is_written_once(library: Library) -> None:
    await library.add(finished(1))
    with pytest.raises(LibraryError):
        await library.add(finished(1, prompt="another"))
    kept = await library.get(finished(1).id)
    assert kept is not None
    assert kept.prompt == "a lighthouse"


async def test_put_replaces_all_at_once_with_the_words_of_the_gateway(library: Library) -> None:
    task = await library.add(finished(1, state=TaskState.RUNNING, prompt="fog"))
    done = replace(task, state=TaskState.SUCCEEDED, final_prompt="snow", rating=4)
    await library.put([done, finished(2)], raw={task.id: '{"id": "猫"}', "unknown": "x"})
    assert await library.get(task.id) == done
    assert await library.raw(task.id) == '{"id": "猫"}'
    assert await library.raw(finished(2).id) == ""
    assert await _found(library, "snow") == [1]
    assert await _found(library, "fog") == [1]
    assert len(await _found(library)) == 2


async def test_a_failing_put_writes_nothing(library: Library) -> None:
    task = await library.add(finished(1))
    broken = finished(2, pictures=(a_picture(digest="not hex"),))
    with pytest.raises(ValueError, match="hex"):
        await library.put([replace(task, prompt="changed"), broken])
    assert await library.get(task.id) == task
    await library.put([replace(task, prompt="changed")])


async def test_a_changed_prompt_is_no_longer_found_by_the_old_one(library: Library) -> None:
    task = await library.add(finished(1, prompt="一只猫"))
    await library.put([replace(task, prompt="一只狗")])
    assert await _found(library, "猫") == []
    assert await _found(library, "狗") == [1]


async def test_seed_remote_id_and_described_prompts_are_searched(library: Library) -> None:
    await library.add(finished(1, seed="4242", texts=("a red fox",), inputs=(a_picture(name="Kiste.png"),)))
    for text in ("4242", "red fox", finished(1).remote_id, "kiste"):
        assert await _found(library, text) == [1]


async def test_newest_first_page_by_page(library: Library) -> None:
    await library.add_all([finished(number) for number in range(1, 8)])
    page = await library.index(TaskQuery(), before=None, limit=3)
    assert _seqs(page) == [7, 6, 5]
    assert _seqs(await library.index(TaskQuery(), before=5, limit=3)) == [4, 3, 2]
    assert _seqs(await library.index(TaskQuery(text="light"), before=5, limit=3)) == [4, 3, 2]
    assert page[0].day == local_day(finished(7).created)


async def test_only_what_is_final_stands_in_the_gallery(library: Library) -> None:
    running = await library.add(finished(1, state=TaskState.RUNNING))
    assert await _found(library) == []
    await library.put([replace(running, state=TaskState.FAILED)])
    assert await _found(library) == [1]


async def test_filters_combine_with_words(library: Library) -> None:
    await library.add_all(
        [
            finished(1, "fog", rating=5),
            finished(2, "fog", kind=TaskKind.UPSCALE, rating=3),
            finished(3, "fog", state=TaskState.FAILED),
            finished(4, "fog", account="other"),
            finished(5, "fog", trashed_at=NOW),
            finished(6, "sun", rating=5),
        ]
    )
    for text, fog in (("", [6, 4, 3, 2, 1]), ("fog", [4, 3, 2, 1])):
        assert await _found(library, text) == fog
        assert await _found(library, text, is_trash=True) == [5]
        assert await _found(library, text, account="other") == [4]
        assert await _found(library, text, kinds=frozenset({TaskKind.UPSCALE})) == [2]
        assert await _found(library, text, states=frozenset({TaskState.FAILED})) == [3]
    assert await _found(library, "fog", min_rating=3) == [2, 1]
    assert await _found(library, min_rating=5) == [6, 1]


async def test_the_shape_is_that_of_the_cover_once_there_is_one(library: Library) -> None:
    task = await library.add(finished(1, ratio=Ratio(3, 2)))
    assert (await library.index(TaskQuery(), limit=1))[0].ratio == 1.5
    await library.put([replace(task, pictures=(a_picture(width=1000, height=2000),))])
    assert (await library.index(TaskQuery(), limit=1))[0].ratio == 0.5
    await library.put([replace(task, pictures=(a_picture(width=0, height=0, role=PictureRole.VIDEO),))])
    assert (await library.index(TaskQuery(), limit=1))[0].ratio == 1.5


async def test_unsettled_are_live_ones_and_those_whose_pictures_are_missing(library: Library) -> None:
    await library.add_all(
        [
            finished(1, collection=Collection.WAITING),
            finished(2),
            finished(3, state=TaskState.DRAFTED),
            finished(4, state=TaskState.UNKNOWN),
            finished(5, state=TaskState.NEEDS_ANSWER),
        ]
    )
    assert [task.seq for task in await library.unsettled()] == [1, 3, 5]


async def test_family(library: Library) -> None:
    root = await library.add(finished(1))
    child = await library.add(finished(2, parent=root.id))
    grandchild = await library.add(finished(3, parent=child.id))
    sibling = await library.add(finished(4, parent=root.id))
    assert await library.children(root.id) == [child, sibling]
    assert await library.children("") == []
    assert await library.lineage(grandchild.id) == [root, child, grandchild]
    assert await library.lineage("unknown") == []


async def test_a_circle_of_parents_ends(library: Library) -> None:
    await library.add(finished(1, parent=finished(2).id))
    await library.add(finished(2, parent=finished(1).id))
    assert len(await library.lineage(finished(2).id)) == 2


async def test_by_remote_id_belongs_to_one_gateway(library: Library) -> None:
    task = await library.add(finished(1, remote_id="9"))
    other = await library.add(finished(2, remote_id="9", account="other"))
    assert await library.by_remote_id("main", "9") == task
    assert await library.by_remote_id("other", "9") == other
    assert await library.by_remote_id("main", "") is None


async def test_by_seq_takes_more_than_one_statement_holds(library: Library) -> None:
    await library.add_all([finished(number) for number in range(1, 1203)])
    found = await library.by_seq(range(1, 1300))
    assert {task.seq for task in found} == set(range(1, 1203))


async def test_recent_prompts_are_distinct_roots(library: Library) -> None:
    await library.add_all(
        [
            finished(1, "old"),
            finished(2, "twice"),
            finished(3, "child", parent=finished(1).id),
            finished(4, ""),
            finished(5, "twice"),
            finished(6, "new"),
        ]
    )
    assert await library.recent_prompts(10) == ["new", "twice", "old"]
    assert await library.recent_prompts(1) == ["new"]


async def test_half_a_character_does_not_spoil_the_recent_prompts(library: Library) -> None:
    await library.add_all([finished(1, "whole"), finished(2, "half \ud83d")])
    assert await library.recent_prompts(10) == ["half \ud83d", "whole"]


async def test_each_picture_is_counted_once(library: Library) -> None:
    shared = a_picture(1, size=10)
    await library.add(finished(1, pictures=(shared, a_picture(2, size=5))))
    await library.add(finished(2, pictures=(shared,), trashed_at=NOW))
    size = await library.size()
    assert (size.tasks, size.pictures, size.bytes) == (1, 2, 15)


async def test_only_the_trash_can_be_emptied_and_leaves_orphans(library: Library) -> None:
    shared, own = a_picture(1), a_picture(2)
    kept = await library.add(finished(1, pictures=(shared,)))
    gone = await library.add(finished(2, "fog", pictures=(shared, own), trashed_at=NOW))
    await library.put([gone], raw={gone.id: "{}"})
    await library.delete([kept.id, gone.id, "unknown"])
    assert await library.get(kept.id) == kept
    assert await library.get(gone.id) is None
    assert await _found(library, "fog", is_trash=True) == []
    assert await library.orphans() == [a_digest(2)]
    again = await library.add(finished(3, pictures=(own,)))
    assert again.seq == 3
    assert await library.orphans() == []


async def test_orphans_are_forgotten_when_they_are_gone(library: Library) -> None:
    task = await library.add(finished(1, pictures=(a_picture(1),)))
    await library.put([replace(task, pictures=())])
    assert await library.orphans() == [a_digest(1)]
    await library.forget_orphans([a_digest(1)])
    assert await library.orphans() == []


async def test_half_a_character_is_no_reason_to_lose_a_task(library: Library) -> None:
    task = await library.add(finished(1, "broken \ud83d end", remote_id="r\ud83d"))
    assert await library.get(task.id) == task
    assert await _found(library, "end") == [1]
    assert await library.by_remote_id("main", "r\ud83d") == task


async def test_many_at_once_from_many_coroutines(library: Library) -> None:
    added = await asyncio.gather(*(library.add(finished(number)) for number in range(1, 40)))
    assert sorted(task.seq for task in added) == list(range(1, 40))
    assert len(await _found(library)) == 39


async def test_two_processes_share_a_library(library: Library, locations: Locations) -> None:
    async with Library(locations.library, locations.backups) as other:
        pairs = [(library, 1), (other, 2), (library, 3), (other, 4)]
        await asyncio.gather(*(side.add(finished(number)) for side, number in pairs))
        assert sorted(await _found(library)) == sorted(await _found(other)) == [1, 2, 3, 4]


async def test_a_restart_finds_everything(locations: Locations) -> None:
    async with Library(locations.library, locations.backups) as library:
        task = await library.add(finished(1, "一只可爱的猫"))
    async with Library(locations.library, locations.backups) as library:
        assert library.opened.trouble is None
        assert await library.get(task.id) == task
        assert await _found(library, "可爱") == [1]
        assert (await library.add(finished(2))).seq == 2


async def test_closing_twice_is_fine(locations: Locations) -> None:
    library = Library(locations.library, locations.backups)
    await library.open()
    await library.close()
    await library.close()


async def test_what_a_cancelled_caller_wrote_is_written(library: Library) -> None:
    writing = asyncio.ensure_future(library.add(finished(1)))
    await asyncio.sleep(0)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert (await library.add(finished(2))).seq == 2
    assert await library.get(finished(1).id) is not None


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (sqlite3.SQLITE_FULL, DiskFull),
        (sqlite3.SQLITE_READONLY, DiskReadOnly),
        (sqlite3.SQLITE_IOERR, LibraryError),
    ],
)
async def test_what_the_disk_says_is_said(
    library: Library, monkeypatch: pytest.MonkeyPatch, code: int, error: type[LibraryError]
) -> None:
    def refuse(*_: object) -> None:
        problem = sqlite3.OperationalError("no")
        problem.sqlite_errorcode = code
        raise problem

    task = await library.add(finished(1))
    with monkeypatch.context() as patch:
        patch.setattr("mjdesk.storage.rows.put", refuse)
        with pytest.raises(error):
            await library.put([replace(task, prompt="lost")])
    await library.put([replace(task, prompt="kept")])
    assert await _found(library, "kept") == [1]


async def test_a_disk_that_is_really_full_loses_nothing(locations: Locations) -> None:
    async with Library(locations.library, locations.backups) as library:
        task = await library.add(finished(1))

        def limit(connection: sqlite3.Connection) -> int:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            return connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()[0]

        await library._lanes.write(limit)  # pyright: ignore[reportPrivateUsage] (a quota on the real connection)
        with pytest.raises(DiskFull):
            await library.add_all([finished(number, "x y z " * 200) for number in range(2, 200)])
        assert await library.get(task.id) == task
        assert len(await _found(library)) == 1
