from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.domain.expand import DEEPEST, count, empty_alternatives, expand, sweep
from mjdesk.domain.prompt import parse


@pytest.mark.parametrize(
    ("text", "prompts"),
    [
        ("castle", ["castle"]),
        ("{red, blue} car", ["red car", "blue car"]),
        ("{a, b} {1, 2}", ["a 1", "a 2", "b 1", "b 2"]),
        ("{a, b {1, 2}} x", ["a x", "b 1 x", "b 2 x"]),
        ("{red, blue}ish", ["redish", "blueish"]),
        (r"{one\, two, three}", ["one, two", "three"]),
        (r"\{a, b\}", [r"\{a, b\}"]),
        ("{红，蓝}", ["红", "蓝"]),
        ("x --ar {16:9, 1:1}", ["x --ar 16:9", "x --ar 1:1"]),
        ("x --{v 7, niji}", ["x --v 7", "x --niji"]),
        ("x {--tile, --raw --s 5}", ["x --tile", "x --raw --s 5"]),
        ("x --repeat 3 --v 7", ["x --v 7"] * 3),
        ("{a, b} --r 2", ["a", "a", "b", "b"]),
        ("{a, b", ["{a, b"]),
        ("{single}", ["single"]),
        ("{a, } x", ["a x", "x"]),
        ("", [""]),
    ],
)
def test_expansion(text: str, prompts: list[str]) -> None:
    assert [str(prompt) for prompt in expand(text)] == prompts
    assert count(text) == len(prompts)


@given(st.lists(st.sampled_from(["{", "}", ",", "a", "b ", "\\", "--ar 1:1 ", "--r 2 ", "雨"]), max_size=14))
@settings(deadline=None, max_examples=300)
def test_the_count_is_that_of_the_prompts(bricks: list[str]) -> None:
    text = "".join(bricks)
    assert sum(1 for _ in expand(text)) == count(text)


def test_astronomic_numbers_cost_nothing() -> None:
    text = "{a,b} " * 1_600
    assert count(text) == 2**1_600
    assert [str(prompt)[-5:] for prompt in islice(expand(text), 3)] == ["a a a", "a a b", "a b a"]


def test_absurd_depth_is_text() -> None:
    deep = "{" * 5_000 + "a" + "}" * 5_000
    assert count(deep) == 1
    assert next(expand(deep)).text == deep
    just = "{" * DEEPEST + "a, b" + "}" * DEEPEST
    assert [str(prompt) for prompt in expand(just)] == ["a", "b"]


def test_empty_alternatives_are_pointed_at() -> None:
    assert empty_alternatives("x {a,} {b, {}} {c}") == [(2, 6), (11, 13)]


def test_a_sweep_has_every_combination() -> None:
    found = [str(prompt) for prompt in sweep(parse("x --v 7"), [("s", (50, 500)), ("raw", (False, True))])]
    assert found == ["x --v 7 --s 50", "x --v 7 --s 50 --raw", "x --v 7 --s 500", "x --v 7 --s 500 --raw"]
