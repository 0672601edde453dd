"""A task survives being written: every field, any text; and a bad record still gives a task."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.domain.action import Action, ActionRoute, ActionVerb
from mjdesk.domain.picture import MediaType, Picture, PictureRole, Ratio
from mjdesk.domain.request import BATCH_SIZES, Bot, FilmOptions, Speed
from mjdesk.domain.task import Collection, Failure, MediaLink, Task, TaskKind, TaskState
from mjdesk.domain.weighed_word import WeighedWord, Weight
from mjdesk.storage.records import Columns, decode, encode

# Half characters too: broken gateways deliver them.
_text = st.text(st.characters(), max_size=20)
_when = st.none() | st.floats(0, 4e9)
_whole = st.integers(0, 2**40)
_action = st.builds(
    Action, _text, st.sampled_from(ActionVerb), st.integers(0, 5), _text, st.sampled_from(ActionRoute)
)
_picture = st.builds(
    Picture,
    digest=st.binary(min_size=32, max_size=32).map(bytes.hex),
    media_type=st.sampled_from(MediaType),
    width=_whole,
    height=_whole,
    size=_whole,
    role=st.sampled_from(PictureRole),
    index=st.integers(0, 4),
    source_url=_text,
    is_split=st.booleans(),
    name=_text,
)
_link = st.builds(
    MediaLink,
    url=st.text(min_size=1, max_size=20),
    role=st.sampled_from(PictureRole),
    index=st.integers(0, 4),
)
_failure = st.builds(
    Failure, error=_text, text=_text, may_have_cost=st.booleans(), request_id=_text, word=_text
)
_film = st.builds(
    FilmOptions,
    has_high_motion=st.booleans(),
    is_loop=st.booleans(),
    batch_size=st.sampled_from(BATCH_SIZES),
    extend_index=st.none() | st.integers(0, 3),
)
_FIELDS: dict[str, st.SearchStrategy[object]] = {
    "id": st.just("a" * 32),
    "seq": st.just(7),
    "account": st.just("main"),
    "kind": st.sampled_from(TaskKind),
    "state": st.sampled_from(TaskState),
    "created": st.floats(0, 4e9),
    "prompt": _text,
    "final_prompt": _text,
    "bot": st.sampled_from(Bot),
    "speed": st.sampled_from(Speed),
    "ratio": st.builds(Ratio, st.integers(1, 5000), st.integers(1, 5000)),
    "remote_id": _text,
    "parent": _text,
    "action": st.none() | _action,
    "inputs": st.lists(_picture, max_size=2).map(tuple),
    "film": st.none() | _film,
    "progress": st.integers(0, 100),
    "queue_position": st.integers(0, 99),
    "is_answered": st.booleans(),
    "answering_since": _when,
    "preview_url": _text,
    "media": st.lists(_link, max_size=2).map(tuple),
    "collection": st.sampled_from(Collection),
    "pictures": st.lists(_picture, max_size=2).map(tuple),
    "actions": st.lists(_action, max_size=2).map(tuple),
    "texts": st.lists(_text, max_size=2).map(tuple),
    "words": st.lists(
        st.builds(WeighedWord, _text.filter(bool), st.sampled_from(Weight), st.none() | st.integers(0, 100)),
        max_size=3,
    ).map(tuple),
    "failure": st.none() | _failure,
    "seed": _text,
    "job_hash": _text,
    "submitted_at": _when,
    "started_at": _when,
    "finished_at": _when,
    "settled_at": _when,
    "sent_at": _when,
    "accepted_at": _when,
    "price": _text,
    "currency": _text,
    "request_id": _text,
    "stand_in": _text,
    "tries": st.integers(0, 9),
    "retry_at": _when,
    "turn": _when,
    "albums": st.sets(st.integers(1, 2**40), max_size=4).map(lambda found: tuple(sorted(found))),
    "rating": st.integers(0, 5),
    "trashed_at": _when,
}
_task = st.fixed_dictionaries(_FIELDS).map(lambda fields: Task(**fields))  # pyright: ignore[reportArgumentType] (one strategy per field, checked below)


def _columns(task: Task) -> Columns:
    return Columns(task.seq, task.id, task.account, task.kind.value, task.state.value, task.created)


def test_every_field_of_a_task_is_tried() -> None:
    assert set(_FIELDS) == {field.name for field in dataclasses.fields(Task)}


@given(_task)
def test_reading_gives_back_what_was_written(task: Task) -> None:
    written = encode(task)
    written.encode("utf-8")
    assert decode(written, _columns(task)) == task


def test_defaults_cost_nothing() -> None:
    task = Task(
        id="a" * 32, account="m", kind=TaskKind.IMAGINE, state=TaskState.DRAFTED, created=1.0, prompt="猫"
    )
    assert encode(task) == '{"prompt":"猫"}'


_junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(_FIELDS)), _junk) | _junk)
def test_anything_can_be_read(value: object) -> None:
    task = decode(json.dumps(value), Columns(3, "b" * 32, "main", "imagine", "succeeded", 5.0))
    assert (task.seq, task.id, task.kind, task.state) == (3, "b" * 32, TaskKind.IMAGINE, TaskState.SUCCEEDED)
    assert task.ratio.value > 0


@pytest.mark.parametrize("value", ["", "{", "nonsense", '{"prompt":'])
def test_a_broken_value_leaves_what_the_table_knows(value: str) -> None:
    task = decode(value, Columns(3, "b" * 32, "main", "of-the-future", "of-the-future", 5.0))
    assert task.kind is TaskKind.OTHER
    assert task.state is TaskState.UNKNOWN


def test_a_verb_of_a_newer_program_is_read_from_its_custom_id() -> None:
    value = '{"actions":[{"id":"MJ::JOB::upsample::2::x","verb":"lift-up","label":"U2"}]}'
    task = decode(value, Columns(1, "c" * 32, "main", "imagine", "succeeded", 5.0))
    assert task.actions[0].verb is ActionVerb.UPSCALE
    assert task.actions[0].index == 2
