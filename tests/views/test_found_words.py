"""Every state has its words, and the time is told as a person would."""

from __future__ import annotations

import pytest

from mjdesk.domain.task import TaskKind, TaskState
from mjdesk.domain.weighed_word import WeighedWord, Weight
from mjdesk.views import found_words
from tests.support.builders import a_task

NOW = 1_800_000_000.0


@pytest.mark.parametrize("state", list(TaskState))
def test_each_state_says_something_once(state: TaskState) -> None:
    task = a_task(kind=TaskKind.DESCRIBE, state=state, progress=40)
    words, icon = found_words.child_state(task)
    assert bool(words) == bool(icon) == (state is not TaskState.SUCCEEDED)
    is_told = bool(found_words.progress(task))
    assert is_told == (task.is_live and state is not TaskState.NEEDS_ANSWER)


def test_progress_has_a_number_and_says_what_happens() -> None:
    running = a_task(kind=TaskKind.SHORTEN, state=TaskState.RUNNING, progress=7)
    assert found_words.progress(running) == "Weighing the words, 7%"
    queued = a_task(kind=TaskKind.DESCRIBE, state=TaskState.SUBMITTED, queue_position=2)
    assert found_words.progress(queued) == "2nd in the gateway's queue"
    busy = a_task(kind=TaskKind.DESCRIBE, state=TaskState.DRAFTED, retry_at=NOW)
    assert found_words.progress(busy) == "The gateway is busy; it is tried again soon"
    assert found_words.child_state(None) == ("", "")


@pytest.mark.parametrize(
    ("passed", "words"),
    [(0, "just now"), (-5, "just now"), (59, "just now"), (60, "1 min ago"), (3599, "59 min ago")],
)
def test_how_long_ago(passed: int, words: str) -> None:
    assert found_words.since(NOW - passed, NOW) == words


def test_long_ago_is_a_moment() -> None:
    assert ":" in found_words.since(NOW - 7200, NOW)


def test_the_button_for_the_rest_counts() -> None:
    assert found_words.imagine_all(4, 4) == "Imagine all 4"
    assert found_words.imagine_all(4, 2) == "Imagine the other 2"
    assert found_words.imagine_all(4, 1) == "Imagine the other one"


def test_weights_are_spoken() -> None:
    words = (WeighedWord("calm", Weight.STRONG), WeighedWord("a", Weight.DROPPED), WeighedWord("lake"))
    assert found_words.spoken_weights(words) == "Important words: calm. Words that can go: a."
    assert found_words.spoken_weights(()) == "Important words: none. Words that can go: none."
