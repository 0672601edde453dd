"""The sentences of describe, shorten and their cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from mjdesk.domain.task import Task, TaskKind, TaskState
from mjdesk.domain.weighed_word import Weight
from mjdesk.views import wording

if TYPE_CHECKING:
    from mjdesk.domain.weighed_word import WeighedWord

_JUST_NOW = 60.0
_WORKING = {TaskKind.DESCRIBE: "Looking at the picture", TaskKind.SHORTEN: "Weighing the words"}
LEGEND = "Bold words carry the prompt; struck ones can go."
NOTHING_FOUND = "The gateway finished, but its answer holds no prompts. Try once more."


def head(kind: TaskKind) -> str:
    """Over the cards."""
    return "Shorter prompts" if kind is TaskKind.SHORTEN else "Prompts found"


def progress(task: Task) -> str:
    """What happens now, with a number where there is one; "" for what is over."""
    working = _WORKING.get(task.kind, "Working")
    match task.state:
        case TaskState.RUNNING:
            return f"{working}, {task.progress}%"
        case TaskState.SUBMITTED if task.queue_position:
            return f"{wording.ordinal(task.queue_position)} in the gateway's queue"
        case TaskState.SUBMITTED:
            return "The gateway will begin soon"
        case TaskState.SENT:
            return "On its way to the gateway"
        case TaskState.DRAFTED if task.retry_at is not None:
            return "The gateway is busy; it is tried again soon"
        case TaskState.DRAFTED:
            return "Waiting for its turn"
        case _:
            return ""


def since(seconds: float, now: float) -> str:
    """`just now`, `5 min ago`, `Today 14:32`."""
    passed = now - seconds
    if passed < _JUST_NOW:
        return "just now"
    if passed < 3600:
        return f"{int(passed // 60)} min ago"
    return wording.moment(seconds, now)


def imagine_all(total: int, left: int) -> str:
    """On the button for all that were never imagined."""
    if left == total:
        return f"Imagine all {total}"
    return "Imagine the other one" if left == 1 else f"Imagine the other {left}"


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
            return "Asks", "message-circle"
        case TaskState.DRAFTED | TaskState.SENT | TaskState.SUBMITTED:
            return "Waiting", "clock"
        case TaskState.UNKNOWN:
            return "Unknown", "circle-help"
        case TaskState.CANCELLED:
            return "Cancelled", "ban"
        case TaskState.REFUSED | TaskState.FAILED | TaskState.VANISHED:
            return "Failed", "circle-alert"
        case _:
            assert_never(child.state)


def spoken_weights(words: tuple[WeighedWord, ...]) -> str:
    """For a screen reader: what weighs, and what can go."""
    strong = ", ".join(word.text for word in words if word.weight is Weight.STRONG)
    dropped = ", ".join(word.text for word in words if word.weight is Weight.DROPPED)
    return f"Important words: {strong or 'none'}. Words that can go: {dropped or 'none'}."
