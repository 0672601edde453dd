"""A task as compact JSON and back: written explicitly, read with patience.

Reading never raises: a field that is missing or of the wrong kind gets its default, an unknown word its
nearest meaning, so that a library written by another version of the program still opens. Longer than most
modules: writing and reading stay together, so that no field is forgotten on one side.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeVar, cast

from mjdesk.domain.action import Action, ActionRoute, ActionVerb, read_action
from mjdesk.domain.frozen import dataclass
from mjdesk.domain.picture import SQUARE, MediaType, Picture, PictureRole, Ratio
from mjdesk.domain.request import BATCH_SIZES, Bot, FilmOptions, Speed
from mjdesk.domain.task import Collection, Failure, MediaLink, Task, TaskKind, TaskState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from enum import StrEnum

    from mjdesk.domain.weighed_word import WeighedWord

_E = TypeVar("_E", bound="StrEnum")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the table knows of a task beside its value; truth for these fields, even when the value is bad."""

    seq: int
    id: str
    account: str
    kind: str
    state: str
    created: float


def encode(task: Task) -> str:
    """The task as JSON; fields that have their default are left out, and so are the table's own columns."""
    record: dict[str, object] = {
        "prompt": task.prompt,
        "final_prompt": task.final_prompt,
        "bot": "" if task.bot is Bot.MIDJOURNEY else task.bot.value,
        "speed": task.speed.value,
        "ratio": [] if task.ratio == SQUARE else [task.ratio.width, task.ratio.height],
        "remote_id": task.remote_id,
        "parent": task.parent,
        "action": _action_record(task.action) if task.action else None,
        "inputs": [_picture_record(picture) for picture in task.inputs],
        "film": _film_record(task.film) if task.film else None,
        "progress": task.progress,
        "queue_position": task.queue_position,
        "is_answered": task.is_answered,
        "answering_since": task.answering_since,
        "preview_url": task.preview_url,
        "media": [{"url": link.url, "role": link.role.value, "index": link.index} for link in task.media],
        "collection": "" if task.collection is Collection.NOTHING else task.collection.value,
        "pictures": [_picture_record(picture) for picture in task.pictures],
        "actions": [_action_record(action) for action in task.actions],
        "texts": list(task.texts),
        "words": [_word_record(word) for word in task.words],
        "failure": _failure_record(task.failure) if task.failure else None,
        "seed": task.seed,
        "job_hash": task.job_hash,
        "submitted_at": task.submitted_at,
        "started_at": task.started_at,
        "finished_at": task.finished_at,
        "settled_at": task.settled_at,
        "sent_at": task.sent_at,
        "accepted_at": task.accepted_at,
        "price": task.price,
        "currency": task.currency,
        "request_id": task.request_id,
        "stand_in": task.stand_in,
        "tries": task.tries,
        "retry_at": task.retry_at,
        "turn": task.turn,
        "albums": list(task.albums),
        "rating": task.rating,
        "trashed_at": task.trashed_at,
    }
    compact = _without_defaults(record)
    text = json.dumps(compact, ensure_ascii=False, separators=(",", ":"))
    if text.isascii() or not _LONE_SURROGATE.search(text):
        return text
    # Half a character, as broken gateways deliver it, can be stored only in its escaped form.
    return json.dumps(compact, separators=(",", ":"))


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_TIMES = frozenset({"submitted_at", "started_at", "finished_at", "settled_at", "trashed_at"}) | {
    "sent_at",
    "accepted_at",
    "answering_since",
    "retry_at",
    "turn",
}


def decode(value: str, columns: Columns) -> Task:
    """The task that `encode` wrote; never raises."""
    try:
        read: object = json.loads(value)
    except ValueError:
        read = None
    record = _Reader(cast("Mapping[str, object]", read) if isinstance(read, dict) else {})
    return Task(
        id=columns.id,
        seq=columns.seq,
        account=columns.account,
        kind=_member(TaskKind, columns.kind, TaskKind.OTHER),
        state=_member(TaskState, columns.state, TaskState.UNKNOWN),
        created=columns.created,
        prompt=record.text("prompt"),
        final_prompt=record.text("final_prompt"),
        bot=_member(Bot, record.text("bot"), Bot.MIDJOURNEY),
        speed=_member(Speed, record.text("speed"), Speed.DEFAULT),
        ratio=_ratio(record.items("ratio")),
        remote_id=record.text("remote_id"),
        parent=record.text("parent"),
        action=_action(record.inner("action")),
        inputs=_pictures(record.inners("inputs")),
        film=_film(record.inner("film")),
        progress=min(100, max(0, record.whole("progress"))),
        queue_position=record.whole("queue_position"),
        is_answered=record.truth("is_answered"),
        answering_since=record.time("answering_since"),
        preview_url=record.text("preview_url"),
        media=_media(record.inners("media")),
        collection=_member(Collection, record.text("collection"), Collection.NOTHING),
        pictures=_pictures(record.inners("pictures")),
        actions=tuple(filter(None, map(_action, record.inners("actions")))),
        texts=tuple(text for text in record.items("texts") if isinstance(text, str)),
        words=_words(record.inners("words")),
        failure=_failure(record.inner("failure")),
        seed=record.text("seed"),
        job_hash=record.text("job_hash"),
        submitted_at=record.time("submitted_at"),
        started_at=record.time("started_at"),
        finished_at=record.time("finished_at"),
        settled_at=record.time("settled_at"),
        sent_at=record.time("sent_at"),
        accepted_at=record.time("accepted_at"),
        price=record.text("price"),
        currency=record.text("currency"),
        request_id=record.text("request_id"),
        stand_in=record.text("stand_in"),
        tries=max(0, record.whole("tries")),
        retry_at=record.time("retry_at"),
        turn=record.time("turn"),
        albums=_albums(record.items("albums")),
        rating=min(5, max(0, record.whole("rating"))),
        trashed_at=record.time("trashed_at"),
    )


def _without_defaults(record: Mapping[str, object]) -> dict[str, object]:
    """A moment of 0.0 is one all the same."""
    return {
        name: value
        for name, value in record.items()
        if not _is_default(value) or (name in _TIMES and value is not None)
    }


def _is_default(value: object) -> bool:
    return value is None or value is False or value in ("", 0, [], {})


def _picture_record(picture: Picture) -> dict[str, object]:
    return _without_defaults(
        {
            "digest": picture.digest,
            "type": picture.media_type.value,
            "width": picture.width,
            "height": picture.height,
            "size": picture.size,
            "role": picture.role.value,
            "index": picture.index,
            "source_url": picture.source_url,
            "is_split": picture.is_split,
            "name": picture.name,
        }
    )


def _action_record(action: Action) -> dict[str, object]:
    """The verb is kept as well: a later program may read more from a customId than this one."""
    return _without_defaults(
        {
            "id": action.custom_id,
            "verb": action.verb.value,
            "index": action.index,
            "label": action.label,
            "route": "" if action.route is ActionRoute.ACTION else action.route.value,
        }
    )


def _film_record(film: FilmOptions) -> dict[str, object]:
    """`batch` always: a film of which nothing else was said is one all the same."""
    known = _without_defaults({"high": film.has_high_motion, "loop": film.is_loop})
    extend = {} if film.extend_index is None else {"extend": film.extend_index}
    return {"batch": film.batch_size, **known, **extend}


def _film(record: _Reader | None) -> FilmOptions | None:
    if record is None:
        return None
    batch = record.whole("batch")
    return FilmOptions(
        has_high_motion=record.truth("high"),
        is_loop=record.truth("loop"),
        batch_size=batch if batch in BATCH_SIZES else max(BATCH_SIZES),
        extend_index=max(0, record.whole("extend")) if record.has("extend") else None,
    )


def _failure_record(failure: Failure) -> dict[str, object]:
    """`error` always: a failure of which nothing is known is one all the same."""
    known = _without_defaults(
        {
            "text": failure.text,
            "may_have_cost": failure.may_have_cost,
            "request_id": failure.request_id,
            "word": failure.word,
            "status": failure.status,
            "code": failure.code,
            "reason": failure.reason,
        }
    )
    return {"error": failure.error, **known}


def _member(kind: type[_E], word: str, otherwise: _E) -> _E:
    try:
        return kind(word)
    except ValueError:
        return otherwise


def _ratio(numbers: list[object]) -> Ratio:
    match numbers:
        case [int(width), int(height)] if width > 0 and height > 0:
            return Ratio(width, height)
        case _:
            return SQUARE


def _albums(numbers: list[object]) -> tuple[int, ...]:
    found = {each for each in numbers if isinstance(each, int) and not isinstance(each, bool)}
    return tuple(sorted(each for each in found if 0 < each < 2**62))


def _pictures(records: Iterable[_Reader]) -> tuple[Picture, ...]:
    """Those whose digest and format can still be read; the rest could not be shown anyway."""
    found: list[Picture] = []
    for record in records:
        digest = record.text("digest")
        try:
            media_type = MediaType(record.text("type"))
            bytes.fromhex(digest)
        except ValueError:
            continue
        if len(digest) != 64:
            continue
        found.append(
            Picture(
                digest=digest,
                media_type=media_type,
                width=record.whole("width"),
                height=record.whole("height"),
                size=record.whole("size"),
                role=_member(PictureRole, record.text("role"), PictureRole.SINGLE),
                index=record.whole("index"),
                source_url=record.text("source_url"),
                is_split=record.truth("is_split"),
                name=record.text("name"),
            )
        )
    return tuple(found)


def _word_record(word: WeighedWord) -> dict[str, object]:
    weight = "" if word.weight.value == "plain" else word.weight.value
    known = _without_defaults({"text": word.text, "weight": weight})
    return known if word.share is None else {**known, "share": word.share}


def _words(records: Sequence[_Reader]) -> tuple[WeighedWord, ...]:
    if not records:  # nearly always, and the first rows need not wait for what they do not have
        return ()
    from mjdesk.domain.weighed_word import WeighedWord, Weight

    return tuple(
        WeighedWord(
            record.text("text"),
            _member(Weight, record.text("weight"), Weight.PLAIN),
            min(100, max(0, record.whole("share"))) if record.has("share") else None,
        )
        for record in records
        if record.text("text")
    )


def _media(records: Iterable[_Reader]) -> tuple[MediaLink, ...]:
    return tuple(
        MediaLink(
            url=record.text("url"),
            role=_member(PictureRole, record.text("role"), PictureRole.SINGLE),
            index=record.whole("index"),
        )
        for record in records
        if record.text("url")
    )


def _action(record: _Reader | None) -> Action | None:
    if record is None:
        return None
    custom_id, label = record.text("id"), record.text("label")
    verb = _member(ActionVerb, record.text("verb"), ActionVerb.UNKNOWN)
    if verb is ActionVerb.UNKNOWN and record.text("verb") != ActionVerb.UNKNOWN.value:
        return read_action(custom_id, label)
    return Action(
        custom_id=custom_id,
        verb=verb,
        index=record.whole("index"),
        label=label,
        route=_member(ActionRoute, record.text("route"), ActionRoute.ACTION),
    )


def _failure(record: _Reader | None) -> Failure | None:
    if record is None:
        return None
    return Failure(
        error=record.text("error"),
        text=record.text("text"),
        may_have_cost=record.truth("may_have_cost"),
        request_id=record.text("request_id"),
        word=record.text("word"),
        status=record.whole("status"),
        code=record.whole("code"),
        reason=record.text("reason"),
    )


class _Reader:
    """Fields of one JSON object by the kind that is wanted; owns nothing but the reference to it."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, object]) -> None:
        self._fields = fields

    def text(self, name: str) -> str:
        value = self._fields.get(name)
        return value if isinstance(value, str) else ""

    def whole(self, name: str) -> int:
        value = self._fields.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else 0

    def has(self, name: str) -> bool:
        return name in self._fields

    def truth(self, name: str) -> bool:
        return self._fields.get(name) is True

    def time(self, name: str) -> float | None:
        value = self._fields.get(name)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def items(self, name: str) -> list[object]:
        value = self._fields.get(name)
        return cast("list[object]", value) if isinstance(value, list) else []

    def inner(self, name: str) -> _Reader | None:
        value = self._fields.get(name)
        return _Reader(cast("Mapping[str, object]", value)) if isinstance(value, dict) else None

    def inners(self, name: str) -> list[_Reader]:
        return [
            _Reader(cast("Mapping[str, object]", item)) for item in self.items(name) if isinstance(item, dict)
        ]
