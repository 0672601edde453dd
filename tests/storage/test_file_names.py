"""A name is readable, legal on every system, and stays in its folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.storage.file_names import file_name, free_path, safe_stem
from tests.storage.support import finished

TILE = Picture("0" * 64, MediaType.PNG, 9, 9, 1, PictureRole.TILE, index=2)


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("a red fox, snow --ar 3:2 --v 7", "a red fox, snow"),
        ("https://cdn.test/a.png?ex=1 fog", "fog"),
        ("一只可爱的猫 --niji 6", "一只可爱的猫"),
        ("fog —ar 3:2", "fog"),
        ("", ""),
        ("well-known --weird 5", "well-known"),
    ],
)
def test_the_words_of_the_prompt_are_in_the_name(prompt: str, words: str) -> None:
    assert file_name(TILE, finished(1, prompt), "{prompt}|{id}") == f"{words} 00000000-2.png".strip()


def test_the_template_is_followed() -> None:
    task = finished(1, "fog", seed="42", created=1_700_000_000.0)
    name = file_name(TILE, task, "{date}_{kind}_{seed}_{variant}_{unknown}")
    assert name.endswith("_imagine_42_2_{unknown}.png")
    assert name.startswith("2023-11-1")


def test_a_long_prompt_is_cut_between_words() -> None:
    name = file_name(TILE, finished(1, "lighthouse " * 40), "{prompt}")
    assert name == "lighthouse lighthouse lighthouse lighthouse lighthouse.png"


@given(st.text(st.characters(), max_size=400), st.text(st.characters(), max_size=60))
def test_no_text_leads_out_of_the_folder(prompt: str, template: str) -> None:
    for chosen in ("{prompt}", template + "{prompt}", "../" + template):
        name = file_name(TILE, finished(1, prompt), chosen)
        assert name == Path(name).name
        assert len(name.encode()) <= 200
        assert not set(name) & set('<>:"/\\|?*\x00\n')
        assert not name.startswith(".")
        assert not Path(name).stem.endswith((".", " "))


@pytest.mark.parametrize("text", ["con", "NUL", "com1.tar", "aux "])
def test_device_names_are_avoided(text: str) -> None:
    assert safe_stem(text).startswith("_")


@pytest.mark.parametrize("text", ["", "...", "///", "  ", "\ud83d"])
def test_nothing_becomes_a_name(text: str) -> None:
    assert safe_stem(text) == "picture"


def test_direction_marks_cannot_hide_a_suffix() -> None:
    assert "\u202e" not in safe_stem("gnp.\u202eexe")


def test_taken_names_get_numbers(tmp_path: Path) -> None:
    for expected in ("fog.png", "fog (2).png", "fog (3).png"):
        path = free_path(tmp_path, "fog.png")
        assert path.name == expected
        path.touch()
