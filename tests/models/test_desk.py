"""The verbs of the desk: each starts one task, and says who should hear of it."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from typing_extensions import override

from mjdesk.domain.action import read_action
from mjdesk.domain.errors import NotOffered, WishInvalid
from mjdesk.models.desk import Desk, OverCap
from tests.support.behind_models import ScopeNow
from tests.support.builders import a_task, a_wish
from tests.support.clock import FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.task import Task


class StoreOfOne:
    """Keeps what `update` made of one task."""

    def __init__(self) -> None:
        self.task = a_task()

    async def update(self, task_id: str, change: Callable[[Task], Task]) -> Task:
        assert task_id == self.task.id
        self.task = change(self.task)
        return self.task


class SubmitterOfTest:
    """Answers every wish with one child."""

    async def submit(self, request: object) -> tuple[Task, ...]:
        return (a_task(id="b" * 32),)

    async def act(self, task_id: str, action: object, *, prompt: str, mask: object) -> tuple[Task, ...]:
        return (a_task(id="c" * 32, parent=task_id),)


class SlowSeeds(SubmitterOfTest):
    """Knows no seed before it is told one."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.trouble: DeskError | None = None

    async def fetch_seed(self, task_id: str) -> None:
        self.asked.append(task_id)
        if self.trouble is not None:
            raise self.trouble


class ScopeLater:
    """Keeps what was started, to be run when a test says so."""

    def __init__(self) -> None:
        self.kept: list[Coroutine[object, object, object]] = []

    def start(self, coro: Coroutine[object, object, object], *, name: str, replace: bool = False) -> None:
        self.kept.append(coro)

    def run(self) -> None:
        kept, self.kept = self.kept, []
        for coro in kept:
            ScopeNow().start(coro, name="kept")


@pytest.fixture
def store() -> StoreOfOne:
    return StoreOfOne()


@pytest.fixture
def desk(scope: ScopeNow, store: StoreOfOne) -> Desk:
    nobody = cast("Any", SimpleNamespace())
    return Desk(
        store=cast("Any", store),
        submitter=cast("Any", SubmitterOfTest()),
        watcher=nobody,
        collector=nobody,
        images=nobody,
        session=nobody,
        notices=nobody,
        scope=cast("Any", scope),
        clock=FakeClock(),
    )


@pytest.mark.parametrize("trouble", [None, NotOffered("seeds")])
def test_a_seed_is_asked_for_once_at_a_time(store: StoreOfOne, trouble: DeskError | None) -> None:
    nobody, scope, seeds = cast("Any", SimpleNamespace()), ScopeLater(), SlowSeeds()
    seeds.trouble = trouble
    desk = Desk(
        store=cast("Any", store),
        submitter=cast("Any", seeds),
        watcher=nobody,
        collector=nobody,
        images=nobody,
        session=nobody,
        notices=nobody,
        scope=cast("Any", scope),
        clock=FakeClock(),
    )
    told: list[tuple[str, bool]] = []

    def tell(task_id: str) -> None:
        told.append((task_id, desk.is_seeking(task_id)))

    desk.seed_changed.connect(tell)
    desk.fetch_seed("a")
    desk.fetch_seed("a")
    assert desk.is_seeking("a")
    if trouble is None:
        scope.run()
    else:
        with pytest.raises(NotOffered):
            scope.run()
    assert seeds.asked == ["a"]
    assert told == [("a", True), ("a", False)]
    desk.fetch_seed("a")
    assert len(scope.kept) == 1
    scope.kept.pop().close()


def test_a_new_wish_is_shown_and_a_pressed_button_leaves_the_light_where_it_is(desk: Desk) -> None:
    submitted: list[object] = []
    grown: list[object] = []
    desk.submitted.connect(submitted.append)
    desk.grown.connect(grown.append)
    desk.submit(a_wish())
    assert submitted == [(a_task(id="b" * 32),)]
    desk.act("a" * 32, read_action("MJ::JOB::upsample::1::h"))
    assert grown == [(a_task(id="c" * 32, parent="a" * 32),)]
    assert len(submitted) == 1


def test_the_trash_dates_and_brings_back(desk: Desk, store: StoreOfOne) -> None:
    told: list[object] = []
    desk.trashed.connect(told.append)
    desk.trash([store.task.id])
    assert store.task.trashed_at is not None
    assert told == [(store.task.id,)]
    desk.restore([store.task.id])
    assert store.task.trashed_at is None


@pytest.mark.parametrize(("stars", "kept"), [(0, 0), (3, 3), (5, 5), (9, 5), (-1, 0)])
def test_a_rating_stays_within_five_stars(desk: Desk, store: StoreOfOne, stars: int, kept: int) -> None:
    desk.rate(store.task.id, stars)
    assert store.task.rating == kept


class FrugalSubmitter(SubmitterOfTest):
    """Lets nothing beyond the cap through without a yes; `broken` raises what nobody asks about."""

    def __init__(self) -> None:
        self.broken = False

    @override
    async def submit(self, request: object, *, over_cap: bool = False) -> tuple[Task, ...]:
        if self.broken:
            raise WishInvalid(reason="empty-prompt")
        if not over_cap:
            numbers = (("cap", "5"), ("spent", "4.9"), ("price", "0.2"), ("currency", "USD"))
            raise WishInvalid(reason="over-cap", numbers=numbers)
        return await super().submit(request)


def test_beyond_the_cap_a_wish_waits_for_a_yes(scope: ScopeNow, store: StoreOfOne) -> None:
    nobody, submitter = cast("Any", SimpleNamespace()), FrugalSubmitter()
    desk = Desk(
        store=cast("Any", store),
        submitter=cast("Any", submitter),
        watcher=nobody,
        collector=nobody,
        images=nobody,
        session=nobody,
        notices=nobody,
        scope=cast("Any", scope),
        clock=FakeClock(),
    )
    submitted: list[object] = []
    asked: list[OverCap] = []
    desk.submitted.connect(submitted.append)
    desk.cap_reached.connect(asked.append)
    desk.submit(a_wish())
    assert submitted == []
    (question,) = asked
    assert (question.cap, question.spent, question.price) == (Decimal(5), Decimal("4.9"), Decimal("0.2"))
    question.go()
    assert len(submitted) == 1
    submitter.broken = True
    with pytest.raises(WishInvalid, match="WishInvalid"):
        desk.submit(a_wish())
    assert len(asked) == 1


def test_a_pressed_button_is_told_of_when_it_is_over(scope: ScopeNow, store: StoreOfOne, desk: Desk) -> None:
    ended: list[str] = []
    desk.act("a" * 32, read_action("prompt::1"), ended=lambda: ended.append("written down"))
    assert ended == ["written down"]


class RefusingSubmitter(SubmitterOfTest):
    @override
    async def act(self, task_id: str, action: object, *, prompt: str, mask: object) -> tuple[Task, ...]:
        raise WishInvalid(reason="unsupported")


def test_a_pressed_button_that_is_refused_is_over_too(scope: ScopeNow, store: StoreOfOne) -> None:
    nobody = cast("Any", SimpleNamespace())
    desk = Desk(
        store=cast("Any", store),
        submitter=cast("Any", RefusingSubmitter()),
        watcher=nobody,
        collector=nobody,
        images=nobody,
        session=nobody,
        notices=nobody,
        scope=cast("Any", scope),
        clock=FakeClock(),
    )
    ended: list[str] = []
    with pytest.raises(WishInvalid):
        desk.act("a" * 32, read_action("prompt::1"), ended=lambda: ended.append("over"))
    assert ended == ["over"]
