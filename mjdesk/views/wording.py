"""Words that every screen shares: what a task is called, how it stands, when it was and how much it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import assert_never

from mjdesk.domain.task import Collection, Task, TaskKind, TaskState

_LONGEST_TITLE = 300
_LONGEST_READ = 4000
"""A prompt may have ten thousand characters; its name is in the first of them."""

_KINDS = {
    TaskKind.IMAGINE: "Imagine",
    TaskKind.BLEND: "Blend",
    TaskKind.DESCRIBE: "Describe",
    TaskKind.SHORTEN: "Shorten",
    TaskKind.UPSCALE: "Upscale",
    TaskKind.VARIATION: "Variation",
    TaskKind.REROLL: "Reroll",
    TaskKind.ZOOM: "Zoom out",
    TaskKind.PAN: "Pan",
    TaskKind.INPAINT: "Region",
    TaskKind.SWAP_FACE: "Swap face",
    TaskKind.EDIT: "Edit",
    TaskKind.RETEXTURE: "Retexture",
    TaskKind.VIDEO: "Film",
    TaskKind.OTHER: "Task",
}


def shortened(text: str, most: int) -> str:
    """At most so many characters, with an ellipsis where something was left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def kind_name(kind: TaskKind) -> str:
    return _KINDS[kind]


def task_title(task: Task) -> str:
    """One line that names a task: its words without flags and picture addresses, else what it is."""
    text = f" {task.prompt[:_LONGEST_READ]}".split(" --", 1)[0]
    words = " ".join(word for word in text.split() if not word.startswith(("http://", "https://")))
    return shortened(words, _LONGEST_TITLE) or kind_name(task.kind)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th ..."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def state_line(task: Task) -> str:
    """How a task stands, in two or three words."""
    match task.state:
        case TaskState.DRAFTED:
            return "Waiting for its turn"
        case TaskState.SENT:
            return "Sending"
        case TaskState.SUBMITTED:
            return f"Queued · {ordinal(task.queue_position)}" if task.queue_position else "Accepted"
        case TaskState.NEEDS_ANSWER:
            return "Needs your answer"
        case TaskState.RUNNING:
            return f"{task.progress}%"
        case TaskState.SUCCEEDED:
            return _collection_line(task)
        case TaskState.FAILED:
            return "Failed"
        case TaskState.REFUSED:
            return "Not accepted"
        case TaskState.UNKNOWN:
            return "Outcome unknown"
        case TaskState.CANCELLED:
            return "Cancelled"
        case TaskState.VANISHED:
            return "Gone from the gateway"
    assert_never(task.state)


def _collection_line(task: Task) -> str:
    match task.collection:
        case Collection.WAITING:
            return "Bringing the pictures home"
        case Collection.EXPIRED:
            return "The picture's link has expired"
        case Collection.BROKEN:
            return "The picture arrived broken"
        case Collection.NOTHING | Collection.DONE:
            return "Done"
    assert_never(task.collection)


def day_title(ordinal_day: int, today: date) -> str:
    """Today, Yesterday, a weekday within the week, else the date."""
    day = date.fromordinal(ordinal_day)
    distance = (today - day).days
    if distance == 0:
        return "Today"
    if distance == 1:
        return "Yesterday"
    if 1 < distance < 7:
        return f"{day:%A}"
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B} {day.year}"


def moment(seconds: float, now: float) -> str:
    """`Today 14:32`, `12 March 09:10`."""
    at = datetime.fromtimestamp(seconds)
    today = datetime.fromtimestamp(now).date()
    return f"{day_title(at.date().toordinal(), today)} {at:%H:%M}"


def duration(seconds: float) -> str:
    """`41 s`, `2 min 05 s`, `1 h 12 min`."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


def byte_count(count: int) -> str:
    """`640 KB`, `9.6 GB`."""
    size = float(count)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit in {"B", "KB"} or size >= 100 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
