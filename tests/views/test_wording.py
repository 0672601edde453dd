"""Nothing is left without words: every state, verb, kind, error and reason has its own."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain import errors
from mjdesk.domain.action import Action, ActionGroup, ActionVerb, read_action
from mjdesk.domain.task import Collection, Failure, TaskKind, TaskState
from mjdesk.views import wording
from tests.support.builders import a_task

if TYPE_CHECKING:
    from mjdesk.theme import Theme


def all_errors(root: type[errors.DeskError] = errors.DeskError) -> list[type[errors.DeskError]]:
    found = [root]
    for child in root.__subclasses__():
        found += all_errors(child)
    return [kind for kind in found if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_every_error_has_its_own_sentence_and_advice(kind: type[errors.DeskError]) -> None:
    words = wording.explain(kind())
    assert words.title.endswith(".")
    assert words.advice.endswith(".")
    if kind is not errors.DeskError:
        assert kind.__name__ not in words.title
        failed = wording.explain_failure(Failure(error=kind.__name__))
        assert failed.title
        assert failed.advice


def test_every_reason_of_an_incomplete_wish_has_words() -> None:
    reason = next(field for field in dataclasses.fields(errors.WishInvalid) if field.name == "reason")
    assert reason.default == ""
    fallback = wording.explain(errors.WishInvalid(reason="unsupported"))
    for name in (
        "empty-prompt",
        "too-few-pictures",
        "too-many-pictures",
        "no-mask",
        "no-gateway",
        "picture-gone",
    ):
        assert wording.explain(errors.WishInvalid(reason=name)) != fallback
    assert wording.explain(errors.WishInvalid(reason="new-one")) == fallback


def test_a_banned_word_is_named() -> None:
    assert "blood" in wording.explain(errors.BannedPrompt(word="blood")).title
    assert "blood" in wording.explain_failure(Failure(error="BannedPrompt", word="blood")).title


def test_what_may_have_cost_says_so() -> None:
    assert wording.explain(errors.OutcomeUnknown()).may_have_cost
    assert not wording.explain(errors.Unreachable()).may_have_cost
    _, text = wording.notice_words("any", errors.OutcomeUnknown(), {})
    assert "charged" in text


@pytest.mark.parametrize("verb", list(ActionVerb))
def test_every_verb_has_a_label_a_hint_and_an_icon_that_exists(verb: ActionVerb, theme: Theme) -> None:
    action = Action("MJ::JOB::something::2", verb, 2, "Label of the server")
    label, hint = wording.action_label(action), wording.action_hint(action)
    assert label
    assert hint
    assert "{" not in label + hint
    assert wording.action_icon(action) in theme.icons.names()
    assert wording.action_sentence(action)
    if verb is not ActionVerb.UNKNOWN:
        assert label != "Label of the server"


@pytest.mark.parametrize(
    ("custom_id", "label", "shown"),
    [
        ("whatever", "Sparkle it", "Sparkle it"),
        ("MJ::Sparkle::1", "", "Sparkle"),
        ("MJ::JOB::sparkle_v9::1", "  ", "sparkle_v9"),
        ("MJ::Sparkle::1", "<b>bold</b>\nlines", "<b>bold</b> lines"),
        ("", "", "More"),
        ("x", "y" * 300, "y" * 39 + "…"),
    ],
)
def test_an_unknown_action_keeps_the_words_of_the_server(custom_id: str, label: str, shown: str) -> None:
    action = read_action(custom_id, label)
    assert action.verb is ActionVerb.UNKNOWN
    assert wording.action_label(action) == shown
    assert action.group is ActionGroup.MORE


def test_every_state_collection_kind_and_group_has_words() -> None:
    lines = {wording.state_line(a_task(state=state)) for state in TaskState}
    assert len(lines) == len(TaskState)
    for collection in Collection:
        assert wording.state_line(a_task(state=TaskState.SUCCEEDED, collection=collection))
    assert all(wording.kind_name(kind) for kind in TaskKind)
    assert all(wording.group_title(group) for group in ActionGroup)


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("a lighthouse --ar 16:9 --v 7", "a lighthouse"),
        ("--ar 16:9", "Imagine"),
        ("  ", "Imagine"),
        ("https://host.test/a.png a cat --iw 2", "a cat"),
        ("https://host.test/a.png", "Imagine"),
        ("two\nlines", "two lines"),
        ("a -- dash stays -- here", "a"),
    ],
)
def test_a_task_is_named_by_its_words(prompt: str, title: str) -> None:
    assert wording.task_title(a_task(prompt=prompt)) == title


def test_a_name_stays_short() -> None:
    assert len(wording.task_title(a_task(prompt="word " * 2000))) <= 300


def test_days_times_and_amounts() -> None:
    today = date(2026, 3, 14)
    names = [wording.day_title(today.toordinal() - n, today) for n in (0, 1, 3, 30, 400)]
    assert names == ["Today", "Yesterday", "Wednesday", "12 February", "7 February 2025"]
    assert [wording.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 21, 111)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "111th")
    ]
    assert [wording.duration(s) for s in (0.4, 41, 125, 4320)] == ["0 s", "41 s", "2 min 05 s", "1 h 12 min"]
    assert [wording.byte_count(n) for n in (999, 640_000, 9_600_000_000)] == ["999 B", "640 KB", "9.6 GB"]


def test_a_notice_never_loses_its_sentence_to_a_missing_argument() -> None:
    assert wording.notice_words("unexpected", None, {})[0]
    assert wording.notice_words("saved", None, {"path": "{x}"}) == ("Saved", "{x}")
    assert wording.notice_words("brand-new", None, {})[0] == "Brand new"
