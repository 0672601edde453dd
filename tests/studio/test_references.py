"""Which pictures of a prompt are what, and which model takes them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.studio import references

ONE, TWO = "http://a/b.png", "https://c/d?e=f&"


def test_addresses_by_their_flags():
    prompt = f"{ONE} a lake --sref 42 {TWO}::2 {ONE} --oref {TWO} --v 7 —cref {ONE}"
    assert references.named(prompt, "sref") == [TWO, ONE]
    assert references.named(prompt, "oref") == [TWO]
    assert references.named(prompt, "cref") == [ONE]
    assert references.named(prompt, "edit") == []
    assert references.shown(prompt) == [ONE, TWO, ONE]
    assert references.shown(f"{ONE} and {TWO} a lake") == [ONE, TWO]


@pytest.mark.parametrize(
    ("prompt", "share"),
    [("x", 0.5), ("x --sw 0", 0.0), ("x --sw 25", 0.25), ("x --sw 400", 1.0), ("x --sw 9999", 1.0)],
)
def test_a_weight_is_a_share(prompt: str, share: float):
    assert references.style_share(prompt) == share


@pytest.mark.parametrize(
    ("flags", "version", "is_misused"),
    [
        (f"--sref {ONE}", "8.2", False),
        ("--sref random", "niji 7", False),
        (f"--sref {ONE}", "5.2", True),
        (f"--cref {ONE} {TWO}", "6.1", False),
        (f"--cref {ONE}", "niji 6", False),
        (f"--cref {ONE}", "7", True),
        (f"--oref {ONE}", "7", False),
        (f"--oref {ONE} {TWO}", "7", True),
        (f"--oref {ONE}", "8.2", True),
        (f"--oref {ONE}", "niji 7", True),
        (f"--edit {ONE} {TWO}", "8.1", False),
        ("--edit " + f"{ONE} " * 5, "8.2", True),
        (f"--edit {ONE}", "7", True),
        ("--oref", "8.2", False),
    ],
)
def test_what_a_model_does_not_take(flags: str, version: str, is_misused: bool):
    assert references.is_misused(f"a lake {flags} --ar 3:2", version) is is_misused


@given(st.text(max_size=60))
@settings(max_examples=50, deadline=None)
def test_any_text_can_be_read(text: str):
    prompt = f"a lake --sref {text}"
    assert len(references.shown(prompt)) + len(references.named(prompt, "sref")) >= 0
    assert 0 <= references.style_share(prompt) <= 1
    references.is_misused(prompt, "niji 7")
