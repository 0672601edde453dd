"""Collections: kept, searched, counted and paid for, through restart, deletion and older libraries."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.domain.album import LONGEST_NAME, AlbumSpending, album_name
from mjdesk.domain.ledger import local_day
from mjdesk.domain.library import TaskQuery
from mjdesk.domain.task import TaskState
from mjdesk.storage import backup, search
from mjdesk.storage.library import Library
from mjdesk.storage.records import Columns, decode, encode
from mjdesk.storage.rows import insert_all
from mjdesk.storage.schema import MIGRATIONS, migrate
from tests.storage.support import NOW
from tests.support.builders import a_task

if TYPE_CHECKING:
    from mjdesk.domain.task import Task
    from mjdesk.storage.locations import Locations

NOON = 1_800_000_000.0
DAY = 86_400.0
TODAY = local_day(NOON)


def paid(number: int, **changes: object) -> Task:
    facts = {"id": f"{number:032x}", "sent_at": NOON, "price": "0.1", "currency": "USD"}
    facts["state"] = TaskState.SUCCEEDED
    return a_task(**facts | changes)


async def shown(library: Library, **query: Any) -> list[str]:
    rows = await library.index(TaskQuery(**query), limit=100)
    found = {task.seq: task.id for task in await library.by_seq([row.seq for row in rows])}
    return [found[row.seq] for row in rows]


async def test_a_collection_survives_a_restart_with_its_tasks(locations: Locations) -> None:
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        album = await library.add_album("Botanical")
        task = await library.add(paid(1, albums=(album.id,)))
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        (again,) = await library.albums()
        assert (again.id, again.name, again.created, again.count) == (album.id, "Botanical", NOW, 1)
        assert await library.get(task.id) == task
        assert await shown(library, album=album.id) == [task.id]


async def test_a_task_is_in_many_and_leaves_one(library: Library) -> None:
    one, two = await library.add_album("One"), await library.add_album("Two")
    task = await library.add(paid(1, albums=(one.id, two.id)))
    other = await library.add(paid(2, albums=(two.id,)))
    assert await shown(library, album=two.id) == [other.id, task.id]
    await library.put([replace(task, albums=(one.id,))])
    assert await shown(library, album=two.id) == [other.id]
    assert await shown(library, album=one.id) == [task.id]
    assert [each.count for each in await library.albums()] == [1, 1]


async def test_the_search_and_every_filter_combine_with_it(library: Library) -> None:
    album = await library.add_album("Roses")
    inside = await library.add(paid(1, prompt="a red rose", albums=(album.id,), rating=4))
    await library.add(paid(2, prompt="a red rose"))
    plain = await library.add(paid(3, prompt="a red rose", albums=(album.id,), account="other"))
    await library.add(paid(4, prompt="a tree", albums=(album.id,), trashed_at=NOON))
    assert await shown(library, album=album.id, text="rose") == [plain.id, inside.id]
    assert await shown(library, album=album.id, text="rose", min_rating=3) == [inside.id]
    assert await shown(library, album=album.id, account="other") == [plain.id]
    assert await shown(library, album=album.id, text="tree") == []
    assert len(await shown(library, album=album.id, is_trash=True)) == 1
    before = (await library.get(plain.id)) or plain
    rows = await library.index(TaskQuery(album=album.id), before=before.seq, limit=10)
    assert [row.seq for row in rows] == [inside.seq]


async def test_deleting_one_deletes_no_picture_and_can_be_undone(library: Library) -> None:
    album = await library.add_album("Old name")
    task = await library.add(paid(1, albums=(album.id,)))
    await library.rename_album(album.id, "New name")
    await library.delete_album(album.id)
    assert await library.albums() == []
    assert await library.get(task.id) == task
    assert await shown(library) == [task.id]
    await library.delete_album(album.id, is_deleted=False)
    (again,) = await library.albums()
    assert (again.name, again.count) == ("New name", 1)


async def test_an_id_is_never_given_twice(library: Library) -> None:
    first = await library.add_album("One")
    await library.delete_album(first.id)
    assert (await library.add_album("One")).id != first.id


async def test_totals_by_collection(library: Library) -> None:
    one, two = await library.add_album("One"), await library.add_album("Two")
    await library.add_all(
        [
            paid(1, albums=(one.id,)),
            paid(2, albums=(one.id, two.id), price="0.3"),
            paid(3, price="0.05"),
            paid(4, albums=(two.id,), price="7", currency="CNY"),
            paid(5, albums=(two.id,), price=""),
            paid(6, albums=(one.id,), sent_at=NOON - 10 * DAY),
        ]
    )
    expected = [
        AlbumSpending(album=0, currency="USD", amount=Decimal("0.05"), wishes=1),
        AlbumSpending(album=one.id, currency="USD", amount=Decimal("0.4"), wishes=2),
        AlbumSpending(album=two.id, currency="CNY", amount=Decimal(7), wishes=1),
        AlbumSpending(album=two.id, currency="USD", amount=Decimal("0.3"), wishes=2, unpriced=1),
    ]
    assert await library.album_spending(TODAY, TODAY) == expected
    await library.delete_album(two.id)
    rest = await library.album_spending(TODAY, TODAY)
    assert [row.album for row in rest] == [0, 0, one.id]
    assert rest[1].amount == Decimal("0.05")


async def test_deleting_tasks_changes_no_total_of_a_collection(library: Library) -> None:
    album = await library.add_album("Client")
    await library.add_all(
        [
            paid(1, albums=(album.id,), trashed_at=NOON),
            paid(2, trashed_at=NOON),
            paid(3, albums=(album.id,), trashed_at=NOON, price=""),
        ]
    )
    before = await library.album_spending(TODAY, TODAY)
    await library.delete([f"{number:032x}" for number in (1, 2, 3)])
    assert await library.album_spending(TODAY, TODAY) == before
    assert [each.count for each in await library.albums()] == [0]


async def test_an_older_library_is_brought_up_to_date_behind_a_backup(locations: Locations) -> None:
    locations.library.parent.mkdir(parents=True)
    with contextlib.closing(sqlite3.connect(locations.library, isolation_level=None)) as old:
        migrate(old, MIGRATIONS[:2])
        old.execute(
            "INSERT INTO task (id, account, remote_id, parent, kind, state, created, shelf, is_settled,"
            " day, ratio, rating) VALUES ('a', 'main', '', '', 'imagine', 'succeeded', 0, 1, 1, 1, 1, 0)"
        )
        old.execute("INSERT INTO task_value (seq, value) VALUES (1, '{}')")
        old.execute(f"INSERT INTO spent_before VALUES ({TODAY}, 'main', 'USD', 100000, 1, 0)")
        old.execute(f"INSERT INTO spent_before VALUES ({TODAY}, 'other', 'USD', 200000, 2, 1)")
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        assert library.opened.trouble is None
        task = await library.get("a")
        assert task is not None
        assert task.albums == ()
        (row,) = await library.album_spending(TODAY, TODAY)
        assert (row.album, row.amount, row.wishes, row.unpriced) == (0, Decimal("0.3"), 3, 1)
        assert await library.albums() == []
    (kept,) = backup.newest_first(locations.backups)
    with contextlib.closing(sqlite3.connect(kept)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (2,)


async def test_a_backup_holds_collections_and_their_tasks(locations: Locations) -> None:
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        album = await library.add_album("Kept")
        await library.add(paid(1, albums=(album.id,)))
    locations.library.write_bytes(b"x" * 20_000)
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        assert [(each.name, each.count) for each in await library.albums()] == [("Kept", 1)]
        assert await shown(library, album=album.id) == [f"{1:032x}"]


def test_a_collection_is_walked_along_its_index() -> None:
    """Not a clock but the plan of the very statement: the gallery reads no more than it shows."""
    said: list[str] = []
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        insert_all(connection, [paid(1, albums=(7,))])
        connection.set_trace_callback(said.append)
        (row,) = search.index(connection, TaskQuery(album=7), before=None, limit=300)
        connection.set_trace_callback(None)
        assert row.seq == 1
        plan = connection.execute(f"EXPLAIN QUERY PLAN {said[-1]}").fetchall()
    words = " | ".join(str(step[3]) for step in plan)
    assert words.startswith("SEARCH a USING PRIMARY KEY (album=?)")
    assert "SCAN" not in words
    assert "TEMP B-TREE" not in words


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=120))
def test_a_name_is_one_clean_line(text: str) -> None:
    name = album_name(text)
    assert len(name) <= LONGEST_NAME
    assert name == name.strip()
    assert not any(character in name for character in "\n\r\t\x00")
    assert album_name(name) == name


@settings(max_examples=60, deadline=None)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=8
    )
)
def test_whatever_stands_in_the_record_is_read(value: object) -> None:
    import json

    columns = Columns(1, "a", "main", "imagine", "succeeded", 0.0)
    task = decode(json.dumps({"albums": value}), columns)
    assert all(0 < album < 2**62 for album in task.albums)
    assert decode(encode(task), columns) == task
