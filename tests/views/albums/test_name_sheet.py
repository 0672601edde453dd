"""A name is asked for once, must be new, and is one clean line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.album import Album
from mjdesk.views.albums.name_sheet import NameSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme

ALBUMS = (Album(id=1, name="Botanical", created=0.0), Album(id=2, name="Ideas", created=0.0))


def a_sheet(theme: Theme, qtbot: QtBot) -> NameSheet:
    host = QWidget()
    host.resize(700, 500)
    qtbot.addWidget(host)
    host.show()
    return NameSheet(theme, host)


def test_a_new_name_is_handed_on_by_enter(theme: Theme, qtbot: QtBot) -> None:
    sheet = a_sheet(theme, qtbot)
    named: list[str] = []
    sheet.ask_new(ALBUMS, 3, named.append)
    assert sheet.words.text() == "3 pictures will be in it."
    assert not sheet.done_button.isEnabled()
    QTest.keyClicks(sheet.field.edit, "  Client  A ")
    QTest.keyClick(sheet.field.edit, Qt.Key.Key_Return)
    assert named == ["Client A"]
    assert not sheet.is_open()


def test_a_name_that_is_taken_is_said_and_not_used(theme: Theme, qtbot: QtBot) -> None:
    sheet = a_sheet(theme, qtbot)
    named: list[str] = []
    sheet.ask_new(ALBUMS, 0, named.append)
    QTest.keyClicks(sheet.field.edit, "botanical")
    assert sheet.words.text() == "There is a collection of this name."
    QTest.keyClick(sheet.field.edit, Qt.Key.Key_Return)
    assert named == []
    assert sheet.is_open()
    QTest.keyClicks(sheet.field.edit, " 2")
    assert sheet.done_button.isEnabled()
    QTest.mouseClick(sheet.done_button, Qt.MouseButton.LeftButton)
    assert named == ["botanical 2"]


def test_an_old_one_is_renamed_and_may_keep_its_name(theme: Theme, qtbot: QtBot) -> None:
    sheet = a_sheet(theme, qtbot)
    named: list[str] = []
    sheet.ask_other(ALBUMS[0], ALBUMS, named.append)
    assert (sheet.field.text(), sheet.done_button.label()) == ("Botanical", "Rename")
    assert sheet.done_button.isEnabled()
    QTest.keyClicks(sheet.field.edit, "Ideas")  # what was selected is overwritten
    assert not sheet.done_button.isEnabled()
    QTest.keyClick(sheet.field.edit, Qt.Key.Key_Escape)
    assert named == []
