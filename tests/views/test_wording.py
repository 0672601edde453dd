"""Nothing is left without words: every state and kind has its own, and days and amounts read well."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.gateway import STUDIO_PROFILE, GatewayProfile
from mjdesk.domain.task import Collection, TaskKind, TaskState
from mjdesk.views import wording
from mjdesk.views.language import fall_silent, speak
from tests.support.builders import a_task
from tests.support.chinese import compiled_words

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


def test_every_state_collection_and_kind_has_words() -> None:
    lines = {wording.state_line(a_task(state=state)) for state in TaskState}
    assert len(lines) == len(TaskState)
    for collection in Collection:
        assert wording.state_line(a_task(state=TaskState.SUCCEEDED, collection=collection))
    assert all(wording.kind_name(kind) for kind in TaskKind)


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


def test_a_gateway_is_called_as_the_person_calls_it() -> None:
    mine = GatewayProfile(id="a1", name="Mine", root="https://gateway.example")
    assert wording.gateway_name(mine) == "Mine"
    assert wording.account_name({"a1": mine}.get, "a1") == "Mine"
    assert wording.account_name({"a1": mine}.get, "forgotten") == "forgotten"


def test_the_studio_is_called_in_the_language_of_the_person(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert wording.gateway_name(STUDIO_PROFILE) == STUDIO_PROFILE.name
    compiled_words(tmp_path, monkeypatch)
    spoken = speak(qapp, "zh_CN")
    try:
        assert wording.gateway_name(STUDIO_PROFILE) not in {"", STUDIO_PROFILE.name}
    finally:
        fall_silent(qapp, spoken)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ((), ""),
        (("", "Two."), "Two."),
        (("One.", ""), "One."),
        (("One.", "", "Two.", "{Three}."), "One. Two. {Three}."),
        (("一。", "二。"), "一。二。"),
        (("“One”。", "二。"), "“One”。二。"),
        (("One.", "二。"), "One. 二。"),
    ],
)
def test_sentences_stand_one_after_the_other(said: tuple[str, ...], words: str) -> None:
    assert wording.sentences(*said) == words


def test_days_times_and_amounts() -> None:
    today = date(2026, 3, 14)
    names = [wording.day_title(today.toordinal() - n, today) for n in (0, 1, 3, 30, 400)]
    assert names == ["Today", "Yesterday", "Wednesday", "12 February", "7 February 2025"]
    assert [wording.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 21, 111)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "111th")
    ]
    assert [wording.duration(s) for s in (0.4, 41, 125, 4320)] == ["0 s", "41 s", "2 min 05 s", "1 h 12 min"]
    assert [wording.byte_count(n) for n in (999, 640_000, 9_600_000_000)] == ["999 B", "640 KB", "9.6 GB"]
