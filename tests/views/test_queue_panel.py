"""The queue over the foot of the window: order, pause and cancelling by real events."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.settings import Settings
from mjdesk.domain.task import TaskChange, TaskState
from mjdesk.models.standing import Standing
from mjdesk.models.waiting_line import WaitingLine
from mjdesk.services.notices import Notices
from mjdesk.services.queue import Queue
from mjdesk.services.session import SessionState
from mjdesk.services.settings import SettingsHolder
from mjdesk.services.signal import Signal
from mjdesk.views.queue_panel import MOST_SHOWN, QueuePanel
from tests.support.behind_models import FeedOfTest, ScopeNow, StoreOfTest
from tests.support.builders import a_task
from tests.support.clock import FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme

NOW = 1_800_000_000.0
LEFT = Qt.MouseButton.LeftButton


class StoreOfQueue(StoreOfTest):
    """Tells changes, as the real store does."""

    async def update_many(self, changes: Mapping[str, Callable[[Task], Task]]) -> None:
        for task_id, change in changes.items():
            self.put(change(self.tasks[task_id]))

    def put(self, task: Task) -> None:
        before = self.tasks.get(task.id)
        self.tasks[task.id] = task
        self.changed.emit(TaskChange(before, task))


class SubmitterOfTest:
    """Gives up drafts, and remembers what was to be tried now."""

    def __init__(self, store: StoreOfQueue) -> None:
        self._store = store
        self.tried: list[str] = []

    async def cancel(self, task_id: str) -> None:
        self._store.put(replace(self._store.tasks[task_id], state=TaskState.CANCELLED))

    async def cancel_all(self, account: str) -> int:
        doomed = [task for task in self._store.live() if account in {"", task.account}]
        for task in doomed:
            await self.cancel(task.id)
        return len(doomed)

    async def try_now(self, task_id: str) -> None:
        self.tried.append(task_id)


class Place:
    """A panel over a button, on a queue of given drafts."""

    def __init__(self, qtbot: QtBot, theme: Theme, tasks: list[Task]) -> None:
        self.store = StoreOfQueue()
        for task in tasks:
            self.store.tasks[task.id] = task
        settings = SettingsHolder(Settings(active="studio"), cast("Any", None), FakeClock(), Notices())
        from mjdesk.domain.gateway import STUDIO_PROFILE

        session = SimpleNamespace(changed=Signal[SessionState](), state=SessionState(profile=STUDIO_PROFILE))
        store, scope = cast("Any", self.store), cast("Any", ScopeNow())
        self.settings = settings
        self.submitter = SubmitterOfTest(self.store)
        queue = Queue(store, settings)
        self.line = WaitingLine(queue, cast("Any", self.submitter), store, settings, scope)
        self.standing = Standing(cast("Any", session), store, cast("Any", FeedOfTest([])), scope)
        self.host = QWidget()
        self.host.resize(500, 600)
        qtbot.addWidget(self.host)
        self.host.show()
        self.panel = QueuePanel(theme, self.host, self.line, self.standing, str.title, lambda: NOW)
        self.panel.open_over(self.host)

    def order(self, account: str = "studio") -> list[str]:
        return [row.words.text() for row in self.panel.group(account).rows]

    def close(self) -> None:
        self.panel.hide()
        self.line.close()
        self.standing.close()


def drafts(count: int, **changes: Any) -> list[Task]:
    facts = {"account": "studio", "state": TaskState.DRAFTED, "remote_id": ""} | changes
    return [a_task(id=f"{n:032x}", seq=n, prompt=f"wish {n}", **facts) for n in range(1, count + 1)]


@pytest.fixture
def place_of(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[list[Task]], Place]]:
    made: list[Place] = []

    def make(tasks: list[Task]) -> Place:
        made.append(Place(qtbot, theme, tasks))
        return made[-1]

    yield make
    for place in made:
        place.close()


def test_everyone_can_ask_whose_turn_it_is(place_of: Callable[[list[Task]], Place]) -> None:
    elsewhere = a_task(id="e", seq=9, account="relay", state=TaskState.DRAFTED, remote_id="")
    place = place_of([*drafts(3), elsewhere])
    ids = [task.id for task in place.line.tasks("studio")]
    assert [place.line.place(each) for each in (*ids, "e", "nobody")] == [1, 2, 3, 1, 0]
    QTest.mouseClick(place.panel.group("studio").rows[1].up_button, LEFT)
    assert [place.line.place(each) for each in ids] == [2, 1, 3]
    place.line.cancel(ids[1])
    assert [place.line.place(each) for each in ids] == [1, 0, 2]


def test_drafts_stand_in_the_order_of_their_turn(place_of: Callable[[list[Task]], Place]) -> None:
    place = place_of(drafts(3))
    group = place.panel.group("studio")
    assert place.order() == ["wish 1", "wish 2", "wish 3"]
    assert [row.when.text() for row in group.rows] == ["Next", "2nd", "3rd"]
    assert not group.rows[0].up_button.isEnabled()
    assert not group.rows[2].down_button.isEnabled()
    assert place.panel.numbers.text() == "3 queued"


def test_arrows_and_the_grip_change_the_order(place_of: Callable[[list[Task]], Place], qtbot: QtBot) -> None:
    place = place_of(drafts(4))
    group = place.panel.group("studio")
    QTest.mouseClick(group.rows[2].up_button, LEFT)
    qtbot.waitUntil(lambda: place.order() == ["wish 1", "wish 3", "wish 2", "wish 4"])
    QTest.mouseClick(group.rows[0].down_button, LEFT)
    qtbot.waitUntil(lambda: place.order() == ["wish 3", "wish 1", "wish 2", "wish 4"])
    grip, goal = group.rows[3].grip, group.rows[0]
    QTest.mousePress(grip, LEFT)
    over = grip.mapFromGlobal(goal.mapToGlobal(QPoint(5, 2)))
    QTest.mouseRelease(grip, LEFT, pos=over)
    qtbot.waitUntil(lambda: place.order() == ["wish 4", "wish 3", "wish 1", "wish 2"])
    grip, goal = group.rows[0].grip, group.rows[3]
    QTest.mousePress(grip, LEFT)
    under = grip.mapFromGlobal(goal.mapToGlobal(QPoint(5, goal.height() + 9)))
    QTest.mouseRelease(grip, LEFT, pos=under)
    qtbot.waitUntil(lambda: place.order() == ["wish 3", "wish 1", "wish 2", "wish 4"])


def test_a_gateway_can_be_given_a_pause(place_of: Callable[[list[Task]], Place]) -> None:
    place = place_of(drafts(1))
    button = place.panel.group("studio").pause_button
    QTest.mouseClick(button, LEFT)
    assert place.settings.value.paused == {"studio"}
    assert button.label() == "Resume"
    QTest.mouseClick(button, LEFT)
    assert place.settings.value.paused == frozenset()


def test_one_or_all_are_given_up(place_of: Callable[[list[Task]], Place], qtbot: QtBot) -> None:
    place = place_of(drafts(3))
    QTest.mouseClick(place.panel.group("studio").rows[1].cancel_button, LEFT)
    qtbot.waitUntil(lambda: place.order() == ["wish 1", "wish 3"])
    QTest.mouseClick(place.panel.cancel_all_button, LEFT)
    qtbot.waitUntil(lambda: place.order() == [])
    assert not place.panel.cancel_all_button.isVisible()


def test_the_next_try_is_counted_down_and_can_be_now(place_of: Callable[[list[Task]], Place]) -> None:
    place = place_of(drafts(1, retry_at=NOW + 42, tries=1))
    row = place.panel.group("studio").rows[0]
    assert row.when.text() == "Next · busy, next try in 42 s"
    row.show_time(NOW + 40)
    assert row.when.text() == "Next · busy, next try in 2 s"
    QTest.mouseClick(row.now_button, LEFT)
    assert place.submitter.tried == [row.task_id]


def test_each_gateway_has_its_own_line_and_a_batch_is_not_shown_whole(
    place_of: Callable[[list[Task]], Place],
) -> None:
    other = a_task(id="f" * 32, account="relay", state=TaskState.DRAFTED, prompt="<b>else</b>", seq=999)
    place = place_of([*drafts(MOST_SHOWN + 20), other])
    assert len(place.order()) == MOST_SHOWN
    assert place.order("relay") == ["<b>else</b>"]


def test_escape_closes_it(place_of: Callable[[list[Task]], Place]) -> None:
    place = place_of(drafts(1))
    QTest.keyClick(place.panel, Qt.Key.Key_Escape)
    assert not place.panel.isVisible()
