"""What is spoken: places, plurals, senses, and which language a person gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from mjdesk.views.language import (
    ENGLISH,
    LANGUAGES,
    fall_silent,
    language_for,
    mark,
    mark_as,
    speak,
    tr,
    tr_as,
    tr_count,
)
from tests.support.chinese import compiled_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def chinese(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    compiled_words(tmp_path, monkeypatch)
    spoken = speak(qapp, "zh_CN")
    yield
    fall_silent(qapp, spoken)


def test_english_needs_nothing() -> None:
    assert tr("A word") == "A word"
    assert tr("{count} of {all}", count=2, all=4) == "2 of 4"
    assert tr("{minutes:02d}", minutes=5) == "05"
    assert tr_as("verb", "Look") == "Look"
    assert mark("Look") == mark_as("verb", "Look") == "Look"


def test_braces_stay_where_nothing_is_put_in() -> None:
    assert tr("like {red, blue} bird") == "like {red, blue} bird"


def test_what_is_put_in_is_not_read_again() -> None:
    assert tr("“{word}”", word="{0} {x}") == "“{0} {x}”"


@pytest.mark.parametrize(("count", "said"), [(0, "0 cats"), (1, "1 cat"), (2, "2 cats"), (1000, "1000 cats")])
def test_a_number_of_things(count: int, said: str) -> None:
    assert tr_count("{n} cat", "{n} cats", count) == said


def test_a_number_of_things_with_more_to_it() -> None:
    assert tr_count("{n} cat in {place}", "{n} cats in {place}", 3, place="Rome") == "3 cats in Rome"


@pytest.mark.usefixtures("chinese")
def test_chinese_is_spoken() -> None:
    assert tr("Yesterday") == "昨天"
    assert tr_as("kind of task", "Upscale") == "放大"
    assert tr_as("place in a line", "{n}rd", n=3).replace(" ", "") == "第3位"
    assert tr("nobody has translated this") == "nobody has translated this"
    assert tr_count("{n} such cat", "{n} such cats", 2) == "2 such cats"


@pytest.mark.usefixtures("chinese")
def test_qt_speaks_it_too(qtbot: QtBot) -> None:
    edit = QLineEdit("words")
    qtbot.addWidget(edit)
    menu = edit.createStandardContextMenu()
    texts = [action.text() for action in menu.actions()]
    menu.deleteLater()
    assert any("粘贴" in text for text in texts), texts


def test_what_was_spoken_can_end(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_words(tmp_path, monkeypatch)
    spoken = speak(qapp, "zh_CN")
    assert len(spoken) == 2
    fall_silent(qapp, spoken)
    assert tr("Yesterday") == "Yesterday"
    assert QCoreApplication.translate("QLineEdit", "&Paste") == "&Paste"


def test_a_language_without_its_file_is_english(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled_words(tmp_path, monkeypatch)
    (tmp_path / "i18n" / "mjdesk_zh_CN.qm").write_bytes(b"broken")
    spoken = speak(qapp, "zh_CN")
    try:
        assert tr("Yesterday") == "Yesterday"
    finally:
        fall_silent(qapp, spoken)


@pytest.mark.parametrize(
    ("chosen", "system", "spoken"),
    [
        ("", ["C"], "en"),
        ("", [], "en"),
        ("", ["zh-Hans-CN", "zh-CN", "zh-Hans", "zh"], "zh_CN"),
        ("", ["zh-CN"], "zh_CN"),
        ("", ["zh-SG"], "zh_CN"),
        ("", ["zh-Hant-TW", "zh-TW", "zh-Hant", "zh"], "en"),
        ("", ["zh-Hant-HK", "zh-HK", "zh-Hant", "zh", "zh-Hans-CN", "zh-CN"], "zh_CN"),
        ("", ["de-Latn-DE", "de-DE", "de-Latn", "de"], "en"),
        ("", ["de-DE", "de", "zh-Hans-CN"], "zh_CN"),
        ("", ["en-GB", "zh-Hans-CN"], "en"),
        ("en", ["zh-Hans-CN"], "en"),
        ("zh_CN", ["en-US"], "zh_CN"),
        ("tlh", ["zh-CN"], "zh_CN"),
    ],
)
def test_which_language(chosen: str, system: list[str], spoken: str) -> None:
    assert language_for(chosen, system) == spoken


def test_every_language_calls_itself_by_its_name() -> None:
    assert LANGUAGES[ENGLISH] == "English"
    assert all(LANGUAGES.values())
