"""The blend page by hand: two to five pictures, moved by mouse and keys, become one wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from mjdesk.domain.request import BlendRequest, BlendShape, Speed
from mjdesk.views.compose.blend_page import BlendPage
from mjdesk.views.drop_places import BLEND, ComposeMode
from mjdesk.views.own_pictures import OwnPictures
from tests.support.hands import move
from tests.views.compose.conftest import a_picture

if TYPE_CHECKING:
    from tests.views.compose.conftest import Stage

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(stage: Stage) -> BlendPage:
    page = stage.panel.show_mode(ComposeMode.BLEND)
    assert isinstance(page, BlendPage)
    return page


def put(page: BlendPage, letters: str) -> None:
    assert page.take(OwnPictures(a_picture(letter) for letter in letters))


def letters(page: BlendPage) -> str:
    return "".join(picture.digest[0] for picture in page.slots.pictures())


def test_two_pictures_become_a_wish(stage: Stage, page: BlendPage) -> None:
    button = stage.panel.foot.create_button
    assert (button.label(), button.isEnabled()) == ("Blend", False)
    put(page, "a")
    assert "One more" in button.toolTip()
    put(page, "b")
    assert stage.panel.foot.total.text() == "1 job · 4 images"
    stage.draft.set_speed(Speed.FAST)
    QTest.mouseClick(page.shape.option(BlendShape.LANDSCAPE), LEFT)
    QTest.mouseClick(button, LEFT)
    (wish,) = stage.wishes
    assert isinstance(wish, BlendRequest)
    assert [ref.digest[0] for ref in wish.pictures] == ["a", "b"]
    assert (wish.shape, wish.speed) == (BlendShape.LANDSCAPE, Speed.FAST)
    assert letters(page) == "ab", "they stay for another try"


def test_five_are_the_most_and_the_rest_is_refused_in_words(page: BlendPage) -> None:
    put(page, "abcdef")
    assert letters(page) == "abcde"
    assert "room for 5 more; one is left out" in QToolTip.text()
    assert page.places() == ()
    assert not any(area.isVisible() for area in page.areas)
    page.slots.remove(0)
    assert page.places() == (BLEND,)
    put(page, "b")
    assert "here already" in QToolTip.text()
    QToolTip.hideText()


def test_tiles_are_numbered_and_keys_move_them(page: BlendPage) -> None:
    put(page, "abc")
    assert [page.tile(row).badge() for row in range(3)] == ["1", "2", "3"]
    page.tile(2).setFocus()
    QTest.keyClick(page.tile(2), Qt.Key.Key_Left, CONTROL)
    assert letters(page) == "acb"
    assert [page.tile(row).badge() for row in range(3)] == ["1", "2", "3"]
    assert page.tile(1).hasFocus()


def test_a_tile_is_dragged_to_another_place(page: BlendPage) -> None:
    put(page, "abc")
    tile = page.tile(0)
    far = page.tile(2).geometry().center() - tile.geometry().center()
    start = tile.rect().center()
    QTest.mousePress(tile, LEFT, pos=start)
    for step in (0.2, 0.6, 1.0):
        # Where the pointer is in the tile depends on where the tile went meanwhile.
        at = start + QPoint(round(far.x() * step), round(far.y() * step)) - (tile.pos() - QPoint(0, 0))
        move(tile, at, LEFT)
    assert letters(page) == "bca"
    QTest.mouseRelease(tile, LEFT)
    assert page.tile(2) is tile
    assert page.tile(0).x() < page.tile(1).x() < tile.x()


def test_a_small_shake_is_no_drag(page: BlendPage) -> None:
    put(page, "ab")
    tile = page.tile(0)
    before = tile.pos()
    QTest.mousePress(tile, LEFT, pos=QPoint(20, 20))
    move(tile, QPoint(22, 21), LEFT)
    QTest.mouseRelease(tile, LEFT)
    assert (letters(page), tile.pos()) == ("ab", before)


def test_a_drop_on_a_tile_takes_its_place(stage: Stage, page: BlendPage) -> None:
    put(page, "abc")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/pictures/z.png")])
    tile, keys, copy = page.tile(1), Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(tile, QDragEnterEvent(tile.rect().center(), copy, mime, LEFT, keys))
    QApplication.sendEvent(tile, QDropEvent(QPointF(9, 9), copy, mime, LEFT, keys))
    (path, to), *_ = stage.desk.files
    assert path == "/pictures/z.png"
    to(a_picture("9"))
    assert letters(page) == "a9c"


def test_the_clipboard_goes_to_the_next_place(stage: Stage, page: BlendPage) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/pictures/a.png"), QUrl.fromLocalFile("/pictures/b.png")])
    QApplication.clipboard().setMimeData(mime)
    page.focus_first()
    assert page.areas[0].hasFocus()
    QTest.keyClick(page.areas[0], Qt.Key.Key_V, CONTROL)
    assert [path for path, _ in stage.desk.files] == ["/pictures/a.png", "/pictures/b.png"]
    QApplication.clipboard().setText("words")
    QTest.keyClick(page.areas[0], Qt.Key.Key_V, CONTROL)
    assert QToolTip.text() == "There is no picture on the clipboard"
    QToolTip.hideText()
    QApplication.clipboard().clear()


def test_the_address_of_a_picture_is_pasted_as_a_picture(stage: Stage, page: BlendPage) -> None:
    mime = QMimeData()
    mime.setText("https://a.test/p.png?x=1")
    assert page.take(mime)
    (link, to), *_ = stage.desk.links
    assert link == "https://a.test/p.png?x=1"
    to(None)
    assert "could not be fetched" in QToolTip.text()
    to(b"bytes")
    assert stage.desk.pasted[0][:2] == (b"bytes", "p.png")
    QToolTip.hideText()


def test_replacing_asks_for_one_file(stage: Stage, page: BlendPage) -> None:
    put(page, "ab")
    page.tile(0).replace_requested.emit()
    chooser = page.intake.chooser()
    assert chooser is not None
    assert chooser.fileMode() is chooser.FileMode.ExistingFile
    chooser.filesSelected.emit(["/pictures/c.png"])
    chooser.reject()
    stage.desk.files[0][1](a_picture("c"))
    assert letters(page) == "cb"


def test_deleting_keeps_the_keyboard_here(page: BlendPage) -> None:
    put(page, "a")
    page.tile(0).setFocus()
    QTest.keyClick(page.tile(0), Qt.Key.Key_Delete)
    assert letters(page) == ""
    assert page.areas[0].hasFocus()
