"""Words that every screen shares: what a task is called, how it stands, when it was and how much it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, assert_never

from mjdesk.domain.task import Collection, Task, TaskKind, TaskState
from mjdesk.views.language import mark, mark_as, tr, tr_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mjdesk.domain.gateway import GatewayProfile

_LONGEST_TITLE = 300
_LONGEST_READ = 4000
"""A prompt may have ten thousand characters; its name is in the first of them."""

_KINDS = {
    TaskKind.IMAGINE: mark_as("kind of task", "Imagine"),
    TaskKind.BLEND: mark_as("kind of task", "Blend"),
    TaskKind.DESCRIBE: mark_as("kind of task", "Describe"),
    TaskKind.SHORTEN: mark_as("kind of task", "Shorten"),
    TaskKind.UPSCALE: mark_as("kind of task", "Upscale"),
    TaskKind.VARIATION: mark_as("kind of task", "Variation"),
    TaskKind.REROLL: mark_as("kind of task", "Reroll"),
    TaskKind.ZOOM: mark_as("kind of task", "Zoom out"),
    TaskKind.PAN: mark_as("kind of task", "Pan"),
    TaskKind.INPAINT: mark_as("kind of task", "Region"),
    TaskKind.SWAP_FACE: mark_as("kind of task", "Swap face"),
    TaskKind.EDIT: mark_as("kind of task", "Edit"),
    TaskKind.RETEXTURE: mark_as("kind of task", "Retexture"),
    TaskKind.VIDEO: mark_as("kind of task", "Film"),
    TaskKind.OTHER: mark_as("kind of task", "Task"),
}
_WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
_MONTHS = (
    mark_as("month", "January"),
    mark_as("month", "February"),
    mark_as("month", "March"),
    mark_as("month", "April"),
    mark_as("month", "May"),
    mark_as("month", "June"),
    mark_as("month", "July"),
    mark_as("month", "August"),
    mark_as("month", "September"),
    mark_as("month", "October"),
    mark_as("month", "November"),
    mark_as("month", "December"),
)


def shortened(text: str, most: int) -> str:
    """At most so many characters, with an ellipsis where something was left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def kind_name(kind: TaskKind) -> str:
    return tr_as("kind of task", _KINDS[kind])


def task_title(task: Task) -> str:
    """One line that names a task: its words without flags and picture addresses, else what it is."""
    text = f" {task.prompt[:_LONGEST_READ]}".split(" --", 1)[0]
    words = " ".join(word for word in text.split() if not word.startswith(("http://", "https://")))
    return shortened(words, _LONGEST_TITLE) or kind_name(task.kind)


def gateway_name(profile: GatewayProfile) -> str:
    """What the person calls it; the built-in studio, which nobody named, is called in their language."""
    return tr("Built-in studio") if profile.is_studio else profile.name


def account_name(gateway: Callable[[str], GatewayProfile | None], account: str) -> str:
    """The same by the id of an account, which stands for one that was forgotten."""
    profile = gateway(account)
    return gateway_name(profile) if profile is not None else account


def named(name: str, what: str) -> str:
    """A name, and what it is."""
    return tr_as("a name and what it is", "{name}: {what}", name=name, what=what)


def together(things: Iterable[str]) -> str:
    """Several things in one line; nothing of what is empty."""
    return tr_as("between things", ", ").join(thing for thing in things if thing)


_UNSPACED = (("\u3000", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\uff00", "\uffef"))
"""Chinese and Japanese, with their punctuation."""


def writes_no_spaces(text: str) -> bool:
    """Whether there is writing in it that leaves no spaces between words and sentences."""
    return any(first <= letter <= last for letter in text for first, last in _UNSPACED)


def sentences(*said: str) -> str:
    """One after the other, as they stand in running text: after Chinese without a space between them.

    What a gateway says may be in another language than the person's, so the text itself decides.
    """
    told = ""
    for each in said:
        gap = " " if told and each and not writes_no_spaces(told[-1]) else ""
        told = f"{told}{gap}{each}"
    return told


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th ..."""
    if not 10 <= number % 100 <= 20:
        match number % 10:
            case 1:
                return tr_as("place in a line", "{n}st", n=number)
            case 2:
                return tr_as("place in a line", "{n}nd", n=number)
            case 3:
                return tr_as("place in a line", "{n}rd", n=number)
            case _:
                pass
    return tr_as("place in a line", "{n}th", n=number)


def turn(place: int) -> str:
    """Whose turn it is in the own queue, where 1 is next."""
    return tr_as("place in a line", "Next") if place == 1 else ordinal(place)


def state_line(task: Task, place: int = 0) -> str:
    """How a task stands, in two or three words; `place` is that in the own queue, where it is known."""
    match task.state:
        case TaskState.DRAFTED:
            if place:
                return tr("Waiting · {turn}", turn=turn(place))
            return tr("Waiting for its turn")
        case TaskState.SENT:
            return tr("Sending")
        case TaskState.SUBMITTED:
            if task.queue_position:
                return tr("Queued · {ordinal}", ordinal=ordinal(task.queue_position))
            return tr_as("task", "Accepted")
        case TaskState.NEEDS_ANSWER:
            return tr("Needs your answer")
        case TaskState.RUNNING:
            return f"{task.progress}%"
        case TaskState.SUCCEEDED:
            return _collection_line(task)
        case TaskState.FAILED:
            return tr_as("task", "Failed")
        case TaskState.REFUSED:
            return tr("Not accepted")
        case TaskState.UNKNOWN:
            return tr("Outcome unknown")
        case TaskState.CANCELLED:
            return tr_as("task", "Cancelled")
        case TaskState.VANISHED:
            return tr("Gone from the gateway")
    assert_never(task.state)


def _collection_line(task: Task) -> str:
    match task.collection:
        case Collection.WAITING:
            return tr("Bringing the pictures home")
        case Collection.EXPIRED:
            return tr("The picture's link has expired")
        case Collection.BROKEN:
            return tr("The picture arrived broken")
        case Collection.NOTHING | Collection.DONE:
            return tr_as("task", "Done")
    assert_never(task.collection)


def day_title(ordinal_day: int, today: date) -> str:
    """Today, Yesterday, a weekday within the week, else the date."""
    day = date.fromordinal(ordinal_day)
    distance = (today - day).days
    if distance == 0:
        return tr("Today")
    if distance == 1:
        return tr("Yesterday")
    if 1 < distance < 7:
        return tr(_WEEKDAYS[day.weekday()])
    month = tr_as("month", _MONTHS[day.month - 1])
    if day.year == today.year:
        return tr("{day} {month}", day=day.day, month=month)
    return tr("{day} {month} {year}", day=day.day, month=month, year=day.year)


def moment(seconds: float, now: float) -> str:
    """`Today 14:32`, `12 March 09:10`."""
    at = datetime.fromtimestamp(seconds)
    today = datetime.fromtimestamp(now).date()
    return tr("{day} {time:%H:%M}", day=day_title(at.date().toordinal(), today), time=at)


def duration(seconds: float) -> str:
    """`41 s`, `2 min 05 s`, `1 h 12 min`."""
    whole = max(0, round(seconds))
    if whole < 60:
        return tr("{seconds} s", seconds=whole)
    if whole < 3600:
        return tr("{minutes} min {seconds:02d} s", minutes=whole // 60, seconds=whole % 60)
    return tr("{hours} h {minutes:02d} min", hours=whole // 3600, minutes=whole % 3600 // 60)


def byte_count(count: int) -> str:
    """`640 KB`, `9.6 GB`."""
    size = float(count)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit in {"B", "KB"} or size >= 100 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
