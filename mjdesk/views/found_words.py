"""The sentences of describe, shorten and their cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from mjdesk.domain.task import Task, TaskKind, TaskState
from mjdesk.domain.weighed_word import Weight
from mjdesk.views import wording
from mjdesk.views.language import mark, tr, tr_as, tr_count

if TYPE_CHECKING:
    from mjdesk.domain.weighed_word import WeighedWord

_JUST_NOW = 60.0
_WORKING = {
    TaskKind.DESCRIBE: mark("Looking at the picture"),
    TaskKind.SHORTEN: mark("Weighing the words"),
}
_WORKING_ELSE = mark("Working")
LEGEND = mark("Bold words carry the prompt; struck ones can go.")
NOTHING_FOUND = mark("The gateway finished, but its answer holds no prompts. Try once more.")
"""Both are said where they are shown."""


def head(kind: TaskKind) -> str:
    """Over the cards."""
    return tr("Shorter prompts") if kind is TaskKind.SHORTEN else tr("Prompts found")


def progress(task: Task) -> str:
    """What happens now, with a number where there is one; "" for what is over."""
    match task.state:
        case TaskState.RUNNING:
            working = tr(_WORKING.get(task.kind, _WORKING_ELSE))
            return tr("{working}, {percent}%", working=working, percent=task.progress)
        case TaskState.SUBMITTED if task.queue_position:
            place = wording.ordinal(task.queue_position)
            return tr("{place} in the gateway's queue", place=place)
        case TaskState.SUBMITTED:
            return tr("The gateway will begin soon")
        case TaskState.SENT:
            return tr("On its way to the gateway")
        case TaskState.DRAFTED if task.retry_at is not None:
            return tr("The gateway is busy; it is tried again soon")
        case TaskState.DRAFTED:
            return tr("Waiting for its turn")
        case _:
            return ""


def since(seconds: float, now: float) -> str:
    """`just now`, `5 min ago`, `Today 14:32`."""
    passed = now - seconds
    if passed < _JUST_NOW:
        return tr("just now")
    if passed < 3600:
        return tr("{minutes} min ago", minutes=int(passed // 60))
    return wording.moment(seconds, now)


def imagine_all(total: int, left: int) -> str:
    """On the button for all that were never imagined."""
    if left == total:
        return tr("Imagine all {count}", count=total)
    return tr_count("Imagine the other one", "Imagine the other {n}", left)


def child_state(child: Task | None) -> tuple[str, str]:
    """How far a card's pictures are, in a word for its button, with an icon; "" where all is said."""
    if child is None:
        return "", ""
    match child.state:
        case TaskState.SUCCEEDED:
            return "", ""
        case TaskState.RUNNING:
            return f"{child.progress}%", "loader"
        case TaskState.NEEDS_ANSWER:
            return tr_as("task", "Asks"), "message-circle"
        case TaskState.DRAFTED | TaskState.SENT | TaskState.SUBMITTED:
            return tr_as("task", "Waiting"), "clock"
        case TaskState.UNKNOWN:
            return tr_as("task", "Unknown"), "circle-help"
        case TaskState.CANCELLED:
            return tr_as("task", "Cancelled"), "ban"
        case TaskState.REFUSED | TaskState.FAILED | TaskState.VANISHED:
            return tr_as("task", "Failed"), "circle-alert"
        case _:
            assert_never(child.state)


def spoken_weights(words: tuple[WeighedWord, ...]) -> str:
    """For a screen reader: what weighs, and what can go."""
    strong = wording.together(word.text for word in words if word.weight is Weight.STRONG)
    dropped = wording.together(word.text for word in words if word.weight is Weight.DROPPED)
    none = tr_as("no words of a prompt", "none")
    return tr(
        "Important words: {strong}. Words that can go: {dropped}.",
        strong=strong or none,
        dropped=dropped or none,
    )
