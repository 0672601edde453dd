"""Reads what gateways answer: receipts of submits and reports on tasks, whatever shape they come in.

Nothing here raises: what cannot be read is left out. protocol.md 3 and 4.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mjdesk.api.media import address_of, addresses, is_grid, media_of
from mjdesk.api.text_results import split_texts, weighed_words
from mjdesk.api.values import (
    Fields,
    code_of,
    dumped,
    fields,
    first_text,
    id_of,
    is_nested,
    items,
    progress_of,
    text_of,
    time_of,
    unpacked,
    whole_of,
)
from mjdesk.domain.action import Action, ActionVerb, change_actions, read_action
from mjdesk.domain.request import Receipt, ReceiptKind
from mjdesk.domain.task import TaskState
from mjdesk.domain.task_report import TaskReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mjdesk.api.redact import Redactor
    from mjdesk.domain.weighed_word import WeighedWord

_STATES = {
    "NOT_START": TaskState.SUBMITTED,
    "SUBMITTED": TaskState.SUBMITTED,
    "MODAL": TaskState.NEEDS_ANSWER,
    "IN_PROGRESS": TaskState.RUNNING,
    "SUCCESS": TaskState.SUCCEEDED,
    "FAILURE": TaskState.FAILED,
    "CANCEL": TaskState.CANCELLED,
    "CANCELED": TaskState.CANCELLED,
    "CANCELLED": TaskState.CANCELLED,
}
"""protocol.md 4.2; any other word says nothing, and the task stays as it was."""
_CHANGEABLE = frozenset({"IMAGINE", "BLEND", "BLEAND", "VARIATION", "REROLL"})
_TEXTS = frozenset({"DESCRIBE", "SHORTEN"})
_JOB = re.compile(r"^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
_MOST_BUTTONS = 60
_MOST_IDS = 50
_NESTING = 3
_HUGE = 100_000
"""Pixels on one side; beyond it a width is nonsense."""


def read_receipt(value: object, *, is_action: bool, raw: str = "") -> Receipt | None:
    """The receipt in a submit's answer; None when it names neither a task nor a finished picture.

    Shape: `{code, description, result, properties}`; `result` a text, a number, a list or several ids joined
    by commas; also `{data:{...}}` and `{created,data:[{url}]}` (protocol.md 3.1, 9). `is_action`: an answer
    that asks for a window may come with code 1 (protocol.md 3.2).
    """
    answer = fields(value)
    inner = fields(answer.get("data"))
    if "result" not in answer and ("result" in inner or "code" in inner):
        answer = {**answer, **inner}
    properties = fields(answer.get("properties"))
    ids, urls = _results(answer)
    if not ids and not urls:
        return None
    description = text_of(answer.get("description"))
    return Receipt(
        kind=_kind(code_of(answer.get("code")), description, properties, is_action=is_action),
        remote_ids=ids,
        description=description,
        final_prompt=first_text(properties, "finalPrompt"),
        queue_position=whole_of(properties.get("numberOfQueues"), least=0, most=1_000_000) or 0,
        urls=urls,
        raw=raw,
    )


def _results(answer: Fields) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(task ids, urls of finished results)."""
    result = answer.get("result")
    named = fields(result)
    if named:
        result = named.get("id") or named.get("taskId") or named.get("task_id")
    if result is None:
        result = answer.get("taskId") or answer.get("task_id") or answer.get("id")
    values = [unpacked(item) for item in items(result)]
    urls = tuple(url for item in values if (url := _web(item)))
    ids = [id_of(part) for item in values if not _web(item) for part in _parts(item)]
    if not ids and not urls and isinstance(answer.get("data"), list):
        urls = addresses(answer.get("data"))
    return tuple(dict.fromkeys(filter(None, ids)))[:_MOST_IDS], urls


def _web(value: object) -> str:
    return address_of(value) if isinstance(value, str) and "://" in value else ""


def _parts(value: object) -> list[object]:
    if named := fields(value):
        return [named.get("id") or named.get("taskId")]
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else [value]


def _kind(code: int | None, description: str, properties: Fields, *, is_action: bool) -> ReceiptKind:
    words = description.lower()
    asks = "confirm" in words or "窗口" in words or properties.get("remix") is True
    existing = first_text(properties, "status").upper()
    if (asks and (is_action or code == 21)) or existing == "MODAL":
        return ReceiptKind.ASKS
    if code == 21:
        return ReceiptKind.EXISTS if existing else ReceiptKind.ASKS
    return ReceiptKind.QUEUED if code == 22 else ReceiptKind.ACCEPTED


def read_reports(value: object, hide: Redactor) -> tuple[TaskReport, ...]:
    """Every task in an answer: one, an array, or either of them wrapped; rows without an id are left out."""
    return tuple(report for row in _rows(value, _NESTING) if (report := _read_report(row, hide)) is not None)


def _rows(value: object, depth: int) -> Iterator[Fields]:
    if isinstance(unpacked(value), list):
        for item in items(value):
            if row := fields(item):
                yield from _rows(row, depth - 1)
        return
    row = fields(value)
    if id_of(row.get("id")) or id_of(row.get("mj_id")):
        yield row
    elif depth > 0:
        for name in ("data", "task", "result", "list", "items", "records"):
            if is_nested(row.get(name)):
                yield from _rows(row[name], depth - 1)
                return


def _read_report(row: Fields, hide: Redactor) -> TaskReport | None:
    # new-api's own rows have a database `id` beside the `mj_id` that everybody else calls `id`.
    remote_id = id_of(row.get("mj_id")) or id_of(row.get("id"))
    if not remote_id:
        return None
    properties = fields(row.get("properties"))
    word = first_text(row, "action").upper()
    state = _STATES.get(first_text(row, "status").upper().replace(" ", "_"))
    actions = _actions(row, properties)
    is_text = word in _TEXTS or any(action.verb is ActionVerb.IMAGINE_PROMPT for action in actions)
    is_done = state is TaskState.SUCCEEDED
    if is_done and not actions and word in _CHANGEABLE and is_grid(row, actions):
        actions = change_actions()
    final_prompt = first_text(properties, "finalPrompt") or first_text(row, "finalPrompt", "promptFull")
    texts: tuple[str, ...] = ()
    words: tuple[WeighedWord, ...] = ()
    if is_text:
        text = final_prompt or first_text(row, "prompt", "promptEn")
        texts, words = (split_texts(text), weighed_words(text)) if is_done else ((), ())
        final_prompt = ""
    image = address_of(row.get("imageUrl")) or address_of(row.get("image_url"))
    return TaskReport(
        remote_id=remote_id,
        state=state,
        client_state=text_of(row.get("state")),
        progress=100 if is_done else progress_of(row.get("progress")),
        prompt="" if is_text and is_done else first_text(row, "prompt"),
        final_prompt=final_prompt,
        preview_url=image if state is TaskState.RUNNING else "",
        media=media_of(row, actions) if is_done else (),
        actions=actions if is_done else (),
        texts=texts,
        words=words,
        failure_text=hide(_failure(row)) if state in {TaskState.FAILED, TaskState.CANCELLED} else "",
        seed=first_text(row, "seed") or first_text(properties, "seed"),
        job_hash=_job_hash(row, properties),
        parent_remote_id=id_of(row.get("parentId")),
        submitted_at=_time(row, "submitTime", "submit_time"),
        started_at=_time(row, "startTime", "start_time"),
        finished_at=_time(row, "finishTime", "finish_time"),
        width=_side(row, "imageWidth", "width"),
        height=_side(row, "imageHeight", "height"),
        raw=hide.exactly(dumped(row)),
    )


def _failure(row: Fields) -> str:
    """`failReason`; `description` may say "Submit success" for ever (protocol.md 4.1)."""
    said = first_text(row, "failReason", "fail_reason")
    description = first_text(row, "description")
    is_about_submit = description.lower().startswith(("submi", "/", "提交成功"))
    return said or ("" if is_about_submit else description)


def _job_hash(row: Fields, properties: Fields) -> str:
    """Midjourney's job; `messageHash` reads `"0"` while it runs (recorded)."""
    for value in (properties.get("messageHash"), row.get("jobId")):
        if _JOB.match(text := text_of(value)):
            return text.lower()
    return ""


def _time(row: Fields, *names: str) -> float | None:
    return next((moment for name in names if (moment := time_of(row.get(name))) is not None), None)


def _side(row: Fields, *names: str) -> int | None:
    found = (whole_of(row.get(name), least=1, most=_HUGE) for name in names)
    return next((side for side in found if side is not None), None)


def _actions(row: Fields, properties: Fields) -> tuple[Action, ...]:
    """What the buttons offer; without those that nobody wants (protocol.md 5.4)."""
    for source in (row.get("buttons"), properties.get("buttons")):
        found: dict[str, Action] = {}
        for button in _buttons(source, _NESTING):
            action = _action(button)
            if action is not None and not action.is_hidden:
                found.setdefault(action.custom_id, action)
        if found:
            return tuple(found.values())[:_MOST_BUTTONS]
    return ()


def _buttons(value: object, depth: int) -> Iterator[Fields]:
    """Buttons in a list, alone, by name, in rows of `components`, or as JSON inside a string."""
    for item in items(value):
        button = fields(item)
        if "customId" in button or "custom_id" in button:
            yield button
        elif depth > 0:
            for inner in button.values() if button else items(item):
                if is_nested(inner):
                    yield from _buttons(inner, depth - 1)


def _action(button: Fields) -> Action | None:
    custom_id = button.get("customId") or button.get("custom_id")
    # Sent back verbatim, so nothing is stripped from it; an id that could not be sent is no button.
    if not isinstance(custom_id, str) or not custom_id.isprintable() or len(custom_id) > 1000:
        return None
    if not custom_id.strip() or code_of(button.get("style")) == 5 or button.get("disabled") is True:
        return None
    emoji = button.get("emoji")
    name = first_text(fields(emoji), "name") or text_of(emoji)
    # The name of one of Discord's own pictures (`upscale_1`) is no label (protocol.md 5.1).
    label = text_of(button.get("label")) or ("" if name.isascii() else name)
    return read_action(custom_id, label[:100])
