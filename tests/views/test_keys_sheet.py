"""The sheet of keys shows every command and finds it by its words, its group or its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mjdesk.views.commands import COMMANDS, Command, Group
from mjdesk.views.keys_sheet import KeysSheet
from mjdesk.views.place_keys import PLACE_KEYS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme

ALL = (*COMMANDS, *PLACE_KEYS)


@pytest.fixture
def sheet(qtbot: QtBot, theme: Theme) -> KeysSheet:
    host = QWidget()
    host.resize(1000, 800)
    qtbot.addWidget(host)
    host.show()
    qtbot.waitExposed(host)
    sheet = KeysSheet(theme, host)
    sheet.open()
    return sheet


def test_every_command_is_there(sheet: KeysSheet) -> None:
    assert sheet.shown() == [command.id for command in ALL]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("vary 3", "vary-3"),
        ("CTRL F", "search"),
        ("hand over", "copy"),
        ("del", "trash"),
        ("?", "keys"),
        ("film", "film-play"),
        ("play", "film-play"),
        ("lasso", "area-lasso"),
    ],
)
def test_it_is_searched_as_one_types(sheet: KeysSheet, text: str, first: str) -> None:
    QTest.keyClicks(sheet.search.edit, text)
    assert sheet.shown()[0] == first
    assert len(sheet.shown()) < len(ALL)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("图片", ["copy", "upscale-2", "upscale-4"]),
        ("放大 2", ["upscale-2"]),
        ("图片4", ["upscale-4"]),
        ("c 图", ["copy", "upscale-2", "upscale-4"]),
        ("图制", []),
    ],
)
def test_chinese_words_are_found_wherever_they_stand(
    qtbot: QtBot, theme: Theme, text: str, found: list[str]
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    commands = (
        Command("copy", "复制图片", ("Ctrl+C",), Group.ACTIONS),
        Command("upscale-2", "放大图片 2", ("Ctrl+2",), Group.ACTIONS),
        Command("upscale-4", "放大图片 4", ("Ctrl+4",), Group.ACTIONS),
    )
    sheet = KeysSheet(theme, host, commands)
    sheet.search.edit.insert(text)
    assert sheet.shown() == found


def test_nothing_found_says_so_and_escape_clears_before_it_closes(sheet: KeysSheet) -> None:
    QTest.keyClicks(sheet.search.edit, "xyzzy")
    assert sheet.shown() == []
    QTest.keyClick(sheet.search.edit, Qt.Key.Key_Escape)
    assert sheet.is_open()
    assert len(sheet.shown()) == len(ALL)
    QTest.keyClick(sheet.search.edit, Qt.Key.Key_Escape)
    assert not sheet.is_open()


def test_it_opens_fresh(sheet: KeysSheet) -> None:
    QTest.keyClicks(sheet.search.edit, "vary")
    sheet.dismiss()
    sheet.open()
    assert sheet.search.text() == ""
    assert len(sheet.shown()) == len(ALL)
    assert sheet.search.edit.hasFocus()
