"""Tiles follow the list; cross, keys and menu take out, move and lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from tests.views.compose.conftest import a_picture

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.views.compose.conftest import Stage

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def three(stage: Stage) -> Stage:
    for letter in "abc":
        stage.slots.add(a_picture(letter))
    return stage


def letters(stage: Stage) -> str:
    return "".join(picture.digest[0] for picture in stage.slots.pictures())


def test_the_empty_place_is_wide_and_says_what_to_do(stage: Stage, qtbot: QtBot) -> None:
    area = stage.panel.references.area
    assert "Drop" in area.label()
    qtbot.waitUntil(lambda: area.width() > 300)
    stage.slots.add(a_picture("a"))
    assert (area.width(), area.height()) == (82, 82)
    stage.slots.remove(0)
    qtbot.waitUntil(lambda: area.width() > 300)


def test_the_cross_takes_a_picture_out(three: Stage) -> None:
    QTest.mouseClick(three.panel.references.tile(1).cross, LEFT)
    assert letters(three) == "ac"


def test_keys_move_and_remove(three: Stage) -> None:
    section = three.panel.references
    section.tile(0).setFocus()
    QTest.keyClick(section.tile(0), Qt.Key.Key_Right, CONTROL)
    assert letters(three) == "bac"
    assert section.tile(1).hasFocus()
    QTest.keyClick(section.tile(1), Qt.Key.Key_Delete)
    assert letters(three) == "bc"
    assert section.tile(1).hasFocus()


def test_tiles_stand_in_the_order_of_the_list(three: Stage, qtbot: QtBot) -> None:
    three.slots.move(2, 0)
    section = three.panel.references
    qtbot.waitUntil(lambda: section.tile(0).x() < section.tile(1).x() < section.tile(2).x())
    assert section.tile(0).picture.digest[0] == "c"


def test_the_menu_locks(three: Stage, qtbot: QtBot) -> None:
    tile = three.panel.references.tile(0)
    tile.open_menu(tile.mapToGlobal(tile.rect().center()))
    keep = next(action for action in tile.menu().actions() if action.text().startswith("Keep"))
    keep.trigger()
    tile.menu().hide()
    assert three.slots.is_locked(0)
    three.slots.clear()
    assert letters(three) == "a"


def test_a_drop_on_the_area_is_taken(stage: Stage) -> None:
    area = stage.panel.references.area
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/pictures/a.webp")])
    buttons, keys, copy = LEFT, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(area, QDragEnterEvent(area.rect().center(), copy, mime, buttons, keys))
    assert area.is_hovered_by_drop()
    QApplication.sendEvent(area, QDropEvent(QPointF(10, 10), copy, mime, buttons, keys))
    assert [path for path, _ in stage.desk.files] == ["/pictures/a.webp"]


def test_plus_opens_a_chooser_that_adds(stage: Stage) -> None:
    QTest.mouseClick(stage.panel.references.add_button, LEFT)
    chooser = stage.panel.intake.chooser()
    assert chooser is not None
    assert chooser.isVisible()
    chooser.filesSelected.emit(["/pictures/a.png"])
    chooser.reject()
    assert stage.panel.intake.chooser() is None
    assert [path for path, _ in stage.desk.files] == ["/pictures/a.png"]


def test_the_paste_button_takes_what_the_clipboard_holds(stage: Stage, qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/pictures/a.png")])
    clipboard.setMimeData(mime)
    button = stage.panel.references.paste_button
    QTest.mouseClick(button, LEFT)
    assert len(stage.desk.files) == 1
    clipboard.setText("words")
    with qtbot.waitSignal(stage.panel.references.paste_refused, timeout=1000):
        QTest.mouseClick(button, LEFT)
    assert QToolTip.text() == "There is no picture on the clipboard"
    QToolTip.hideText()
    clipboard.clear()
