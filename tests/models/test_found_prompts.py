"""One click imagines a prompt, a second one never pays again by accident."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from mjdesk.domain.action import Action, read_action
from mjdesk.domain.task import TaskChange, TaskKind, TaskState
from mjdesk.models.focused_task import FocusedTask
from mjdesk.models.found_prompts import FoundPrompts
from tests.support.behind_models import FeedOfTest
from tests.support.builders import a_task

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.task import Task
    from tests.support.behind_models import ScopeNow, StoreOfTest

TEXTS = ("a fox --ar 3:2", "a hare", "an owl", "a crow")
DESCRIBED = a_task(
    id="d" * 32,
    seq=1,
    kind=TaskKind.DESCRIBE,
    state=TaskState.SUCCEEDED,
    prompt="",
    texts=TEXTS,
    actions=tuple(read_action(f"MJ::Job::PicReader::{n}") for n in (1, 2, 3)),
)


class DeskOfTest:
    """Keeps what was pressed until the test says that it was written down."""

    def __init__(self) -> None:
        self.pressed: list[tuple[str, Action, str]] = []
        self.endings: list[Callable[[], object]] = []

    def act(self, task_id: str, action: Action, *, prompt: str, ended: Callable[[], object]) -> None:
        self.pressed.append((task_id, action, prompt))
        self.endings.append(ended)


class Place:
    def __init__(self, store: StoreOfTest, scope: ScopeNow, task: Task) -> None:
        self.store = store
        store.tasks[task.id] = task
        self.focused = FocusedTask(cast("Any", FeedOfTest([task])), cast("Any", store), cast("Any", scope))
        self.desk = DeskOfTest()
        self.found = FoundPrompts(self.focused, cast("Any", self.desk))
        self.focused.show(task)

    def grow(self, number: int, **changes: Any) -> Task:
        """The n-th press is written down as a child."""
        task_id, action, prompt = self.desk.pressed[number]
        child = a_task(id=f"{number + 1:032x}", seq=10 + number, parent=task_id, action=action, prompt=prompt)
        child = replace(child, **changes)
        self.store.changed.emit(TaskChange(None, child))
        self.desk.endings[number]()
        return child


@pytest.fixture
def place(store: StoreOfTest, scope: ScopeNow) -> Place:
    return Place(store, scope, DESCRIBED)


def test_a_prompt_is_imagined_by_its_own_button_or_without_one_by_its_words(place: Place) -> None:
    place.found.imagine(2)
    place.found.imagine(4)
    assert [(action.custom_id, prompt) for _, action, prompt in place.desk.pressed] == [
        ("MJ::Job::PicReader::2", "a hare"),
        ("prompt::4", "a crow"),
    ]


def test_two_clicks_before_it_is_written_down_are_one(place: Place) -> None:
    place.found.imagine(1)
    place.found.imagine(1)
    assert len(place.desk.pressed) == 1
    assert place.found.prompts()[0].is_pressed
    child = place.grow(0)
    prompt = place.found.prompts()[0]
    assert (prompt.child, prompt.is_pressed, prompt.is_open) == (child, False, False)
    place.found.imagine(1)  # said on purpose, in the menu of a prompt that was imagined
    assert len(place.desk.pressed) == 2


def test_a_wish_that_was_not_written_down_can_be_made_again(place: Place) -> None:
    place.found.imagine(3)
    place.desk.endings[0]()
    assert place.found.prompts()[2].is_open
    place.found.imagine(3)
    assert len(place.desk.pressed) == 2


def test_all_means_those_that_were_never_imagined(place: Place) -> None:
    place.found.imagine(2)
    place.found.imagine_all()
    place.found.imagine_all()
    assert [prompt for _, _, prompt in place.desk.pressed] == ["a hare", "a fox --ar 3:2", "an owl", "a crow"]
    for number in range(4):
        place.grow(number)
    assert not place.found.can_imagine_all()


def test_children_in_the_trash_do_not_count(place: Place) -> None:
    place.found.imagine(1)
    child = place.grow(0)
    place.store.changed.emit(TaskChange(child, replace(child, trashed_at=5.0)))
    assert place.found.prompts()[0].child is None


def test_nothing_is_found_before_the_end_and_of_other_tasks(place: Place) -> None:
    place.focused.show(replace(DESCRIBED, state=TaskState.RUNNING, texts=()))
    assert place.found.task is not None
    assert place.found.prompts() == ()
    place.focused.show(a_task(id="e" * 32))
    assert place.found.task is None
    place.found.imagine(1)
    place.found.imagine_all()
    assert place.desk.pressed == []
    place.focused.show(None)
    assert not place.found.can_imagine_all()


def test_numbers_that_do_not_exist_are_no_wish(place: Place) -> None:
    place.found.imagine(0)
    place.found.imagine(5)
    assert place.desk.pressed == []


def test_one_prompt_alone_has_no_all(store: StoreOfTest, scope: ScopeNow) -> None:
    assert not Place(store, scope, replace(DESCRIBED, texts=("a fox",))).found.can_imagine_all()


def test_every_change_is_told(place: Place) -> None:
    told: list[object] = []
    place.found.changed.connect(lambda: told.append(SimpleNamespace()))
    place.found.imagine(1)
    assert len(told) == 1
    place.grow(0)
    assert len(told) >= 3
