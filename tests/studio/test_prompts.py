"""What the gateway reads from a prompt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.studio import prompts
from mjdesk.studio.config import BANNED_WORDS, Speed


@pytest.mark.parametrize(
    ("prompt", "bot", "version"),
    [
        ("lake", "MID_JOURNEY", "7"),
        ("lake", "NIJI_JOURNEY", "niji 7"),
        ("lake --v 6.1", "NIJI_JOURNEY", "6.1"),
        ("lake --v 7.0", "MID_JOURNEY", "7"),
        ("lake --v 5 --version 6", "MID_JOURNEY", "6"),
        ("lake --niji 6 --ar 3:2", "MID_JOURNEY", "niji 6"),
        ("lake --niji", "MID_JOURNEY", "niji 7"),
        ("lake —v 6", "MID_JOURNEY", "6"),
        ("lake --video 5", "MID_JOURNEY", "7"),
    ],
)
def test_version(prompt: str, bot: str, version: str):
    assert prompts.version(prompt, bot) == version


def test_final_prompt_says_its_version_once():
    assert prompts.final_prompt(" a  lake ", "MID_JOURNEY") == "a lake --v 7.0"
    assert prompts.final_prompt("a lake", "NIJI_JOURNEY") == "a lake --niji 7"
    assert prompts.final_prompt("a lake --v 6", "MID_JOURNEY") == "a lake --v 6"


@pytest.mark.parametrize(
    ("prompt", "seed"),
    [("--seed 0", 0), ("x --seed 12 --seed 13", 13), ("x --seed 4294967295", 2**32 - 1),
     ("--seed 4294967296", None), ("--seed x", None), ("--seeds 4", None), ("seed 4", None)],
)  # fmt: skip
def test_seed(prompt: str, seed: int | None):
    assert prompts.seed(prompt) == seed


def test_zoom_stays_in_its_range():
    assert [prompts.zoom(text) for text in ("", "--zoom 1.4", "--zoom 9", "--zoom 0.2")] == [
        2.0,
        1.4,
        2.0,
        1.0,
    ]
    assert prompts.without_zoom("a lake --zoom 1.4 --ar 3:2") == "a lake --ar 3:2"


def test_speed_flag():
    assert prompts.speed("lake --relax --turbo", Speed) is Speed.TURBO
    assert prompts.speed("lake --fastest", Speed) is None


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("a Blood moon", "Blood"),
        ("bloodhound", None),
        ("一只血腥的猫", "血腥"),
        ("a calm lake", None),
    ],
)
def test_banned(prompt: str, word: str | None):
    assert prompts.banned(prompt, BANNED_WORDS) == word


def test_failure_words_stand_alone():
    assert prompts.failure("a lake fail:moderated --v 7") == "moderated"
    assert prompts.failure("a failure: moderated") == ""
    assert prompts.failure("fail:moderatedly") == ""


@given(st.text(max_size=300))
def test_any_text_can_be_read(prompt: str):
    version = prompts.version(prompt, "MID_JOURNEY")
    assert float(version.removeprefix("niji ")) >= 0
    assert 1.0 <= prompts.zoom(prompt) <= 2.0
    final = prompts.final_prompt(prompt, "MID_JOURNEY")
    assert prompts.final_prompt(final, "MID_JOURNEY") == final
