"""Whatever the services tell has words that fit: their calls are read, so that no new kind is forgotten."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import DiskFull, NotAllowed, NotOffered, OutcomeUnknown, Unreachable, WishInvalid
from mjdesk.views import error_words, notice_words

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(notice_words.__file__).parent.parent
SPEAKERS = sorted(
    [
        *PACKAGE.glob("services/*.py"),
        *PACKAGE.glob("models/*.py"),
        PACKAGE / "assembly.py",
        PACKAGE / "app.py",
    ]
)
TELLING = {"say": 0, "_tell": 0, "_give_up": 2}
"""Calls that name a kind, and where among their arguments it stands."""


def calls() -> Iterator[ast.Call]:
    for path in SPEAKERS:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield node


def constants(node: ast.expr | None) -> list[str]:
    """The texts that an argument may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return constants(node.body) + constants(node.orelse)
    return []


def kinds() -> list[str]:
    found: set[str] = set()
    for call in calls():
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in TELLING and len(call.args) > TELLING[name]:
            found.update(constants(call.args[TELLING[name]]))
        if name == "Notice":
            found.update(word for key in call.keywords if key.arg == "kind" for word in constants(key.value))
    return sorted(found)


def reasons() -> list[str]:
    found: set[str] = set()
    for call in calls():
        if isinstance(call.func, ast.Name) and call.func.id == "WishInvalid":
            found.update(
                word for key in call.keywords if key.arg == "reason" for word in constants(key.value)
            )
    return sorted(found)


def test_the_kinds_are_found() -> None:
    assert {"outcome-unknown", "picture-broken", "library", "settings-unsaved", "gateway-silent"} <= set(
        kinds()
    )
    assert len(kinds()) >= 18
    assert {"empty-prompt", "no-mask", "no-gateway", "picture-gone"} <= set(reasons())


@pytest.mark.parametrize("kind", [*kinds(), "library-restored"])
def test_every_kind_of_notice_has_words(kind: str) -> None:
    title, text = notice_words.notice_words(kind, None, {"text": "Its own words.", "path": "a/b.png"})
    assert title != kind.replace("-", " ").capitalize() or kind in {"saved", "copied"}
    assert text or kind == "copied"


@pytest.mark.parametrize("reason", reasons())
def test_every_reason_of_an_invalid_wish_has_words(reason: str) -> None:
    unknown = error_words.explain(WishInvalid(reason="unsupported"))
    assert reason == "unsupported" or error_words.explain(WishInvalid(reason=reason)) != unknown


def test_what_to_do_fits_what_it_happened_to() -> None:
    page = notice_words.notice_words("gateway-silent", NotOffered(), {})
    assert page[0] == "The gateway answered something unreadable."
    assert "goes on by itself" in page[1]
    assert "Nothing was sent" not in notice_words.notice_words("gateway-silent", Unreachable(), {})[1]
    assert "Settings" in notice_words.notice_words("gateway-silent", NotAllowed(), {})[1]
    assert "by itself" not in notice_words.notice_words("error", DiskFull(), {})[1]
    assert "by itself" in notice_words.notice_words("library", DiskFull(), {})[1]
    assert notice_words.notice_words("cancelled-here-only", NotOffered(), {})[0] == "Cancelled here only."


def test_a_notice_never_loses_its_sentence_to_a_missing_argument() -> None:
    assert notice_words.notice_words("unexpected", None, {})[0]
    assert notice_words.notice_words("saved", None, {"path": "{x}"}) == ("Saved", "{x}")
    assert notice_words.notice_words("brand-new", None, {})[0] == "Brand new"


def test_what_may_have_cost_says_so() -> None:
    _, text = notice_words.notice_words("any", OutcomeUnknown(), {})
    assert "charged" in text
