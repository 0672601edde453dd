"""Spending: totals, what was charged for nothing with its evidence, and the ways out of the unknown."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mjdesk.domain.album import AlbumSpending
from mjdesk.domain.gateway import GatewayProfile
from mjdesk.domain.ledger import Spending, local_day
from mjdesk.domain.settings import Settings
from mjdesk.domain.task import Failure, TaskChange, TaskState
from mjdesk.models.album_list import AlbumList
from mjdesk.models.purse import Purse
from mjdesk.services.notices import Notices
from mjdesk.services.settings import SettingsHolder
from mjdesk.views.spending.spending_sheet import SpendingSheet
from mjdesk.views.spending.trouble_list import MOST_SHOWN
from tests.support.albums_of_test import AlbumsOfTest
from tests.support.behind_models import FeedOfTest, ScopeNow, StoreOfTest
from tests.support.builders import a_task
from tests.support.clock import FakeClock
from tests.support.hands import heard
from tests.support.ledger_of_test import LedgerOfTest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.library import TaskQuery
    from mjdesk.domain.task import Task
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme

LEFT = Qt.MouseButton.LeftButton
NOW = datetime(2026, 11, 20, 15).timestamp()
TODAY = local_day(NOW)
UNKNOWN = a_task(id="e" * 32, state=TaskState.UNKNOWN, prompt="lost", price="0.12", currency="CNY")


class FeedOfUnknown(FeedOfTest):
    """A library in which the outcome of some wishes is unknown."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        super().__init__([])
        self.unknown = list(tasks)

    async def newest(self, query: TaskQuery, count: int) -> Sequence[Task]:
        assert query.states == {TaskState.UNKNOWN}
        return self.unknown[:count]


def a_day(back: int, amount: str, *, account: str = "main", currency: str = "CNY", **more: int) -> Spending:
    facts = {"wishes": 3} | more
    return Spending(day=TODAY - back, account=account, currency=currency, amount=Decimal(amount), **facts)


def a_gateway(account: str) -> GatewayProfile:
    return GatewayProfile(id=account, name=account.title(), root="")


def failed(number: int, **changes: Any) -> Task:
    failure = Failure(error="task-failed", text="<b>moderated</b>", request_id=f"q-{number}")
    facts = {"price": "0.12", "currency": "CNY"} | changes
    return a_task(
        id=f"{number:032x}", state=TaskState.FAILED, prompt=f"wish {number}", failure=failure, **facts
    )


class Place:
    """The sheet over a window, on a ledger that a test writes."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.ledger = LedgerOfTest()
        self.feed = FeedOfUnknown([UNKNOWN])
        self.store = StoreOfTest()
        settings = SettingsHolder(Settings(daily_cap=Decimal(20)), cast("Any", None), FakeClock(), Notices())
        self.purse = Purse(
            cast("Any", self.ledger),
            cast("Any", self.feed),
            cast("Any", self.store),
            settings,
            cast("Any", ScopeNow()),
        )
        clock = SimpleNamespace(now=lambda: NOW)
        self.shelf = AlbumsOfTest()
        self.albums = AlbumList(cast("Any", self.shelf), cast("Any", self.store), cast("Any", ScopeNow()))
        models = SimpleNamespace(purse=self.purse, clock=clock, gateway=a_gateway, albums=self.albums)
        host = QWidget()
        host.resize(1000, 800)
        qtbot.addWidget(host)
        host.show()
        self.sheet = SpendingSheet(theme, host, cast("Ensemble", models))

    def open(self, section: str = "days") -> SpendingSheet:
        self.sheet.open()
        QTest.mouseClick(self.sheet.sections.option(section), LEFT)
        QApplication.processEvents()  # layouts place what is new when the loop turns
        return self.sheet


@pytest.fixture
def place(qtbot: QtBot, theme: Theme) -> Iterator[Place]:
    place = Place(qtbot, theme)
    yield place
    place.purse.close()


def test_collections_have_their_totals_in_every_currency(place: Place) -> None:
    def spent(album: int, amount: str, currency: str = "CNY", **more: int) -> AlbumSpending:
        facts = {"wishes": 4} | more
        return AlbumSpending(album=album, amount=Decimal(amount), currency=currency, **facts)

    place.shelf.rows = [
        spent(0, "7.5", wishes=1200),
        spent(2, "1.25"),
        spent(2, "0.3", "USD", unpriced=1),
        spent(1, "2"),
    ]
    table = place.open("collections").albums
    assert table.texts() == [
        ("Collection", "Wishes", "30 days", "In all"),
        ("A", "4", "¥ 2.00", "¥ 2.00"),
        ("B", "8 · 1 unpriced", "¥ 1.25 + $ 0.30", "¥ 1.25 + $ 0.30"),
        ("In no collection", "1,200", "–", "¥ 7.50"),
    ]


def test_before_anything_was_spent_the_collections_say_so(place: Place) -> None:
    assert place.open("collections").albums.texts()[-1] == ("Nothing was spent yet.",)


def test_before_anything_was_spent_the_days_say_so(place: Place) -> None:
    assert place.open().days.texts() == [("Nothing was spent in the last 90 days.",)]


def test_what_costs_nothing_is_free_and_what_nobody_knows_is_unknown(place: Place) -> None:
    place.ledger.rows = [a_day(0, "0"), a_day(1, "0", unpriced=3)]
    rows = place.open().days.texts()
    assert rows[0][-1] == "free"
    assert rows[1][-1] == "unknown"


def test_days_and_gateways_have_their_totals(place: Place) -> None:
    place.ledger.rows = [
        a_day(0, "4.1"),
        a_day(0, "0.3", account="relay", currency="USD", wishes=1),
        a_day(8, "1", unpriced=1),
        a_day(40, "0", unpriced=3),
    ]
    sheet = place.open()
    assert [each.amount.text() for each in sheet.sums] == [
        "¥ 4.10 + $ 0.30 of 20 each",
        "¥ 4.10 + $ 0.30",
        "¥ 5.10 + $ 0.30",
        "¥ 5.10 + $ 0.30",
    ]
    rows = sheet.days.texts()
    assert rows[0] == ("Today", "all gateways", "4 wishes", "¥ 4.10 + $ 0.30")
    assert rows[1] == ("Main", "3 wishes", "¥ 4.10")
    assert rows[2] == ("Relay", "1 wish", "$ 0.30")
    assert rows[3] == ("12 November", "Main", "3 wishes, 1 without a price", "¥ 1.00")
    assert rows[4][-1] == "unknown"


def test_evidence_of_one_and_of_all_is_copied(place: Place) -> None:
    place.ledger.charged = [failed(1), failed(2), failed(3, price="0")]
    sheet = place.open("charged")
    copied = heard(sheet.copy_requested)
    assert sheet.sections.option("charged").label() == "Charged, no picture · 2"
    assert [row.title.text() for row in sheet.charged.rows] == ["wish 1", "wish 2"]
    assert "<b>moderated</b>" in sheet.charged.rows[0].story.text()
    QTest.mouseClick(sheet.charged.rows[1].copy_button, LEFT)
    QTest.mouseClick(sheet.charged.copy_all_button, LEFT)
    assert "Request id: q-2" in copied[0][0]
    assert "q-1" not in copied[0][0]
    assert "Request id: q-1" in copied[1][0]
    assert "Request id: q-2" in copied[1][0]
    assert not sheet.charged.rows[0].check_button.isVisible()


def test_an_unknown_outcome_is_checked_or_repeated_by_the_person_alone(place: Place) -> None:
    sheet = place.open("unknown")
    told = heard(sheet.commanded)
    (row,) = sheet.unknown.rows
    assert "¥ 0.12" in row.story.text()
    QTest.mouseClick(row.check_button, LEFT)
    QTest.mouseClick(row.repeat_button, LEFT)
    assert told == [(UNKNOWN.id, "check"), (UNKNOWN.id, "retry")]


def test_show_leads_to_the_task(place: Place) -> None:
    sheet = place.open("unknown")
    told = heard(sheet.task_requested)
    QTest.mouseClick(sheet.unknown.rows[0].show_button, LEFT)
    assert told == [(UNKNOWN.id,)]
    assert not sheet.is_open()


def test_what_is_settled_leaves_the_list(place: Place, qtbot: QtBot) -> None:
    sheet = place.open("unknown")
    assert len(sheet.unknown.rows) == 1
    place.feed.unknown.clear()
    place.store.changed.emit(TaskChange(UNKNOWN, a_task(id=UNKNOWN.id, state=TaskState.RUNNING)))
    qtbot.waitUntil(lambda: not sheet.unknown.rows)
    assert sheet.unknown.sentence.text() == "The outcome of every wish is known."


def test_a_long_list_is_not_shown_whole_and_copied_whole(place: Place) -> None:
    place.ledger.charged = [failed(number) for number in range(1, MOST_SHOWN + 11)]
    sheet = place.open("charged")
    assert len(sheet.charged.rows) == MOST_SHOWN
    assert sheet.sections.option("charged").label() == f"Charged, no picture · {MOST_SHOWN + 10}"
    copied = heard(sheet.copy_requested)
    QTest.mouseClick(sheet.charged.copy_all_button, LEFT)
    assert copied[0][0].count("Task id:") == MOST_SHOWN + 10
