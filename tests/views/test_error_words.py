"""Nothing that goes wrong is left without words: every error and reason has its own."""

from __future__ import annotations

import dataclasses

import pytest

from mjdesk.domain import errors
from mjdesk.domain.task import Failure
from mjdesk.views import error_words


def all_errors(root: type[errors.DeskError] = errors.DeskError) -> list[type[errors.DeskError]]:
    found = [root]
    for child in root.__subclasses__():
        found += all_errors(child)
    return [kind for kind in found if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_every_error_has_its_own_sentence_and_advice(kind: type[errors.DeskError]) -> None:
    words = error_words.explain(kind())
    assert words.title.endswith(".")
    assert words.advice.endswith(".")
    if kind is not errors.DeskError:
        assert kind.__name__ not in words.title
        failed = error_words.explain_failure(Failure(error=kind.__name__))
        assert failed.title
        assert failed.advice


def test_every_reason_of_an_incomplete_wish_has_words() -> None:
    reason = next(field for field in dataclasses.fields(errors.WishInvalid) if field.name == "reason")
    assert reason.default == ""
    fallback = error_words.explain(errors.WishInvalid(reason="unsupported"))
    for name in (
        "empty-prompt",
        "too-few-pictures",
        "too-many-pictures",
        "no-mask",
        "no-gateway",
        "picture-gone",
    ):
        assert error_words.explain(errors.WishInvalid(reason=name)) != fallback
    assert error_words.explain(errors.WishInvalid(reason="new-one")) == fallback


def test_a_banned_word_is_named() -> None:
    assert "blood" in error_words.explain(errors.BannedPrompt(word="blood")).title
    assert "blood" in error_words.explain_failure(Failure(error="BannedPrompt", word="blood")).title


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The job was moderated", "The job was moderated."),
        ("The job was moderated.", "The job was moderated."),
        ("Banned prompt: “blood”", "Banned prompt: “blood”."),
        ("Désolé", "Désolé."),
        ("wait…", "wait…"),
        ("任务被拒绝", "任务被拒绝。"),
        ("含有敏感词“blood”", "含有敏感词“blood”。"),
        ("账号繁忙！", "账号繁忙！"),
    ],
)
def test_a_gateways_own_words_end_in_their_own_writing(text: str, said: str) -> None:
    assert error_words.explain_failure(Failure(error="task-failed", text=text)).title == said


def test_what_may_have_cost_says_so() -> None:
    assert error_words.explain(errors.OutcomeUnknown()).may_have_cost
    assert not error_words.explain(errors.Unreachable()).may_have_cost
