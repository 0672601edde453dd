"""Totals that stay true through every end of a task, deletion and older libraries."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from mjdesk.domain.ledger import Spending, local_day
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.task import Failure, MediaLink, TaskState
from mjdesk.storage.library import Library
from mjdesk.storage.schema import MIGRATIONS, migrate
from tests.support.builders import a_picture, a_task

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.domain.task import Task

NOON = 1_800_000_000.0
DAY = 86_400.0
TODAY = local_day(NOON)


def paid(number: int, **changes: object) -> Task:
    facts = {"id": f"{number:032x}", "sent_at": NOON, "price": "0.1", "currency": "USD"}
    return a_task(**facts | changes)


async def test_totals_by_day_account_and_currency(library: Library) -> None:
    await library.add_all(
        [
            paid(1),
            paid(2, price="0.045"),
            paid(3, sent_at=NOON - DAY, price="1"),
            paid(4, account="other", currency="CNY", price="0.7"),
            paid(5, price=""),
            paid(6, state=TaskState.REFUSED),
            paid(7, state=TaskState.CANCELLED),
            paid(8, state=TaskState.DRAFTED, sent_at=None),
            paid(9, state=TaskState.UNKNOWN, price="0.2"),
        ]
    )
    everything = await library.spending(TODAY - 1, TODAY)
    assert everything == [
        Spending(day=TODAY, account="main", currency="USD", amount=Decimal("0.345"), wishes=4, unpriced=1),
        Spending(day=TODAY, account="other", currency="CNY", amount=Decimal("0.7"), wishes=1),
        Spending(day=TODAY - 1, account="main", currency="USD", amount=Decimal(1), wishes=1),
    ]
    assert await library.spending(TODAY, TODAY, "other") == [everything[1]]


async def test_a_thousand_small_prices_add_up_exactly(library: Library) -> None:
    await library.add_all([paid(number, price="0.015") for number in range(1000)])
    (row,) = await library.spending(TODAY, TODAY)
    assert row.amount == Decimal(15)


async def test_deleting_a_task_gives_no_money_back(library: Library) -> None:
    first = await library.add(paid(1, state=TaskState.FAILED, trashed_at=NOON))
    await library.add(paid(2, state=TaskState.SENT, trashed_at=NOON))
    before = await library.spending(TODAY, TODAY)
    await library.delete([first.id])
    assert await library.spending(TODAY, TODAY) == before
    # What is removed while it is on the wire turned out to be another task: it was never paid.
    await library.delete([f"{2:032x}"])
    (row,) = await library.spending(TODAY, TODAY)
    assert (row.amount, row.wishes) == (Decimal("0.1"), 1)


async def test_charged_without_a_picture(library: Library) -> None:
    link = (MediaLink(url="https://cdn.test/1.png", role=PictureRole.GRID),)
    tasks = [
        paid(1, state=TaskState.FAILED),
        paid(2, state=TaskState.SUCCEEDED, pictures=(a_picture(),)),
        paid(3, state=TaskState.SUCCEEDED),
        paid(4, state=TaskState.VANISHED),
        paid(5, state=TaskState.CANCELLED, failure=Failure(error="NotOffered", may_have_cost=True)),
        paid(6, state=TaskState.CANCELLED),
        paid(7, state=TaskState.RUNNING, media=link),
    ]
    await library.add_all(tasks)
    assert [task.id[-1] for task in await library.charged_without_picture(10)] == ["5", "4", "3", "1"]
    assert [task.id[-1] for task in await library.charged_without_picture(1)] == ["5"]
    await library.put([replace(tasks[0], state=TaskState.SUCCEEDED, pictures=(a_picture(),))])
    assert "1" not in [task.id[-1] for task in await library.charged_without_picture(10)]


async def test_a_library_of_the_first_version_gets_its_ledger(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as old:
        migrate(old, MIGRATIONS[:1])
        for seq, state in enumerate(("failed", "succeeded", "vanished"), 1):
            old.execute(
                "INSERT INTO task VALUES (?, ?, 'main', 'r', '', 'imagine', ?, 1.0, 1, 1, 1, 1.0, 0, NULL)",
                (seq, f"{seq:032x}", state),
            )
            old.execute("INSERT INTO task_value VALUES (?, '{}')", (seq,))
    async with Library(path, tmp_path / "backups") as library:
        assert [task.seq for task in await library.charged_without_picture(10)] == [3, 1]
        assert await library.spending(0, 10_000_000) == []
