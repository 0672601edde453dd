"""Rows of the gallery: sections, arrivals, moves and departures, under Qt's own model tester."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from mjdesk.domain.library import TaskQuery
from mjdesk.domain.task import TaskChange, TaskKind, TaskState
from mjdesk.models.task_list import LIVE_SECTION, Role, TaskListModel
from tests.support.behind_models import FeedOfTest, ScopeNow, StoreOfTest
from tests.support.builders import a_task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from mjdesk.services.gallery_feed import FeedChunk

DAY = 86_400.0
START = 1_800_000_000.0


def done(seq: int, **changes: Any) -> Task:
    facts: dict[str, Any] = {
        "id": f"{seq:032x}",
        "seq": seq,
        "state": TaskState.SUCCEEDED,
        "created": START + seq * DAY / 3,
        "remote_id": f"r{seq}",
    }
    return a_task(**facts | changes)


def live(seq: int, **changes: Any) -> Task:
    return done(seq, **{"state": TaskState.RUNNING} | changes)


class World:
    """A model on a library of ten, with its tester."""

    def __init__(self, store: StoreOfTest, scope: ScopeNow) -> None:
        self.store = store
        self.feed = FeedOfTest([done(seq) for seq in range(1, 11)])
        self.model = TaskListModel(cast("Any", self.feed), cast("Any", store), cast("Any", scope))
        self.tester = QAbstractItemModelTester(
            self.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )

    def tell(self, task: Task) -> None:
        before = self.store.tasks.get(task.id)
        self.store.tasks[task.id] = task
        if not task.is_live:
            self.feed.library[task.seq] = task
        self.store.changed.emit(TaskChange(before, task))

    def ids(self) -> list[int]:
        found = [self.model.task(row) for row in range(self.model.rowCount())]
        return [task.seq for task in found if task is not None]

    def settle(self, qtbot: QtBot) -> None:
        for row in range(self.model.rowCount()):
            self.model.task(row)
        qtbot.waitUntil(lambda: len(self.ids()) == self.model.rowCount(), timeout=2000)


@pytest.fixture
def world(qtbot: QtBot, store: StoreOfTest, scope: ScopeNow) -> Iterator[World]:
    world = World(store, scope)
    yield world
    world.model.close()


def test_rows_come_in_chunks_newest_first(world: World, qtbot: QtBot) -> None:
    with qtbot.waitSignals([world.model.opened, world.model.completed], timeout=1000):
        world.model.open(TaskQuery())
    assert world.model.rowCount() == 10
    assert world.model.is_complete
    world.settle(qtbot)
    assert world.ids() == list(range(10, 0, -1))


def test_a_task_is_fetched_when_its_row_is_looked_at(world: World, qtbot: QtBot) -> None:
    world.model.open(TaskQuery())
    assert world.model.data(world.model.index(3), Role.TASK) is None
    with qtbot.waitSignal(world.model.dataChanged, timeout=1000):
        pass
    assert world.model.task(3) == done(7)
    assert 7 in world.feed.asked[-1]


def test_what_is_in_progress_stands_first_and_moves_to_its_day(world: World, qtbot: QtBot) -> None:
    world.model.open(TaskQuery())
    world.tell(live(11))
    world.tell(live(12))
    assert [world.model.section(row) for row in range(3)][:2] == [LIVE_SECTION, LIVE_SECTION]
    assert world.model.live_count == 2
    moved: list[tuple[int, int]] = []

    def note(_from: QModelIndex, first: int, _last: int, _to: QModelIndex, row: int) -> None:
        moved.append((first, row))

    world.model.rowsMoved.connect(note)
    world.tell(done(11))
    assert moved == [(0, 2)]
    assert world.model.live_count == 1
    world.settle(qtbot)
    assert world.ids() == [12, 11, *range(10, 0, -1)]
    world.tell(done(12))
    assert world.model.live_count == 0
    assert world.ids()[:2] == [12, 11]


def test_progress_changes_one_row_only(world: World) -> None:
    world.model.open(TaskQuery())
    world.tell(live(11))
    told: list[tuple[int, int]] = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        told.append((first.row(), last.row()))

    world.model.dataChanged.connect(note)
    world.tell(live(11, progress=40))
    assert told == [(0, 0)]
    task = world.model.task(0)
    assert task is not None
    assert task.progress == 40


def test_the_trash_takes_a_row_away_and_gives_it_back(world: World, qtbot: QtBot) -> None:
    world.model.open(TaskQuery())
    world.settle(qtbot)
    world.tell(replace(done(5), trashed_at=START))
    assert 5 not in world.ids()
    assert world.model.rowCount() == 9
    world.tell(done(5))
    assert world.ids() == list(range(10, 0, -1))


def test_a_revived_task_is_in_progress_again(world: World, qtbot: QtBot) -> None:
    world.model.open(TaskQuery())
    world.settle(qtbot)
    world.tell(live(4))
    assert world.model.live_count == 1
    assert world.ids() == [4, 10, 9, 8, 7, 6, 5, 3, 2, 1]


def test_a_filter_keeps_foreign_arrivals_out(world: World) -> None:
    world.model.open(TaskQuery(text="owl", kinds=frozenset({TaskKind.IMAGINE})))
    count = world.model.rowCount()
    world.tell(live(20, prompt="a lighthouse"))
    assert world.model.rowCount() == count
    world.tell(live(21, prompt="an Owl at dusk"))
    assert world.model.rowCount() == count + 1
    world.tell(live(22, prompt="an owl", kind=TaskKind.BLEND))
    assert world.model.rowCount() == count + 1


def test_used_buttons_are_known_from_children(world: World) -> None:
    from mjdesk.domain.action import read_action

    world.model.open(TaskQuery())
    world.tell(live(30, parent=done(3).id, action=read_action("MJ::JOB::upsample::2::h")))
    assert world.model.used_actions(done(3).id) == ("U2",)


def test_an_old_query_is_not_heard_any_more(world: World) -> None:
    from mjdesk.services.gallery_feed import FeedChunk

    world.model.open(TaskQuery())
    count = world.model.rowCount()
    world.feed.chunks.emit(FeedChunk(TaskQuery(text="late"), (), True, True))
    assert world.model.rowCount() == count


def test_a_removed_task_leaves(world: World, qtbot: QtBot) -> None:
    world.model.open(TaskQuery())
    world.settle(qtbot)
    world.store.removed.emit(done(6).id)
    assert 6 not in world.ids()


def test_what_settles_while_the_first_rows_are_read_is_not_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[FeedChunk] = []
    world.feed.size_of_chunk = 10
    disconnect = world.feed.chunks.connect(told.append)
    world.model.open(TaskQuery())
    disconnect()

    async def on_its_way(_query: TaskQuery) -> None: ...

    monkeypatch.setattr(world.feed, "open", on_its_way)
    world.model.open(TaskQuery(text="another"))
    world.model.open(TaskQuery())
    world.tell(done(11))
    world.tell(done(10, trashed_at=5.0))
    world.feed.chunks.emit(told[0])  # read before either happened
    assert world.model.rowCount() == 10
    assert world.model.row_of(done(11)) == 0
    assert world.model.row_of(done(10)) == -1
