"""The face page by hand: which picture gives and which gets the face is never in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from mjdesk.domain.gateway import GatewayProfile
from mjdesk.domain.request import SwapFaceRequest
from mjdesk.domain.upload_plan import PictureFacts, UploadChange, UploadPlan
from mjdesk.views.compose.swap_face_page import SwapFacePage
from mjdesk.views.drop_places import FACE, ONTO, ComposeMode
from mjdesk.views.own_pictures import OwnPictures
from tests.views.compose.conftest import a_picture

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mjdesk.views.compose.picture_slot import PictureSlot
    from tests.views.compose.conftest import Stage

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
COPY = Qt.DropAction.CopyAction


@pytest.fixture
def page(stage: Stage) -> SwapFacePage:
    page = stage.panel.show_mode(ComposeMode.SWAP_FACE)
    assert isinstance(page, SwapFacePage)
    return page


def letter(slot: PictureSlot) -> str:
    return slot.picture.digest[0] if slot.picture is not None else ""


def drop(target: QWidget, mime: QMimeData) -> None:
    QApplication.sendEvent(target, QDragEnterEvent(target.rect().center(), COPY, mime, LEFT, NO_KEYS))
    QApplication.sendEvent(target, QDropEvent(QPointF(9, 9), COPY, mime, LEFT, NO_KEYS))


def test_the_upper_face_goes_onto_the_lower_picture(stage: Stage, page: SwapFacePage) -> None:
    button = stage.panel.foot.create_button
    assert "whose face is used" in button.toolTip()
    drop(page.source.place, OwnPictures([a_picture("a")]))
    assert "gets this face" in button.toolTip()
    drop(page.target.place, OwnPictures([a_picture("b")]))
    assert (button.label(), stage.panel.foot.total.text()) == ("Swap face", "1 job · 1 image")
    QTest.mouseClick(button, LEFT)
    (wish,) = stage.wishes
    assert isinstance(wish, SwapFaceRequest)
    assert (wish.source.digest[0], wish.target.digest[0]) == ("a", "b")


def test_the_other_way_round(page: SwapFacePage) -> None:
    assert not page.turn_button.isEnabled()
    page.source.set_picture(a_picture("a"))
    QTest.mouseClick(page.turn_button, LEFT)
    assert (letter(page.source), letter(page.target)) == ("", "a")
    page.source.set_picture(a_picture("b"))
    QTest.mouseClick(page.turn_button, LEFT)
    assert (letter(page.source), letter(page.target)) == ("a", "b")


def test_the_same_picture_twice_is_told(page: SwapFacePage) -> None:
    for slot in (page.source, page.target):
        slot.set_picture(a_picture("a"))
    assert page.obstacle() == "Both are the same picture"


def test_what_hangs_over_the_panel_lights_the_place_where_it_would_land(
    stage: Stage, page: SwapFacePage
) -> None:
    mime = OwnPictures([a_picture("a")])
    enter = QDragEnterEvent(page.rect().center(), COPY, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(stage.panel, enter)
    assert page.source.place.is_hovered_by_drop()
    assert not page.target.place.is_hovered_by_drop()
    QApplication.sendEvent(stage.panel, QDragLeaveEvent())
    assert not page.source.place.is_hovered_by_drop()
    page.source.set_picture(a_picture("b"))
    drop(stage.panel, mime)
    assert (letter(page.source), letter(page.target)) == ("b", "a")


def test_a_place_that_is_named_is_meant(page: SwapFacePage) -> None:
    assert page.take(OwnPictures([a_picture("a")]), ONTO.key)
    assert page.take(OwnPictures([a_picture("b")]), FACE.key)
    assert (letter(page.source), letter(page.target)) == ("b", "a")
    assert page.take(OwnPictures([a_picture("c")]), FACE.key), "a newer picture takes over"
    assert letter(page.source) == "c"


def test_keys_choose_paste_and_remove(stage: Stage, page: SwapFacePage) -> None:
    page.focus_first()
    place = page.source.place
    assert place.hasFocus()
    QTest.keyClick(place, Qt.Key.Key_Return)
    chooser = page.source.intake.chooser()
    assert chooser is not None
    chooser.reject()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/pictures/a.png")])
    QApplication.clipboard().setMimeData(mime)
    QTest.keyClick(place, Qt.Key.Key_V, CONTROL)
    stage.desk.files[0][1](a_picture("a"))
    assert letter(page.source) == "a"
    assert "a.png" in place.accessibleName()
    assert page.source.caption.text().startswith("1200 × 800")
    QTest.keyClick(place, Qt.Key.Key_Delete)
    assert letter(page.source) == ""
    assert "empty" in place.accessibleName()
    QApplication.clipboard().setText("words")
    QTest.keyClick(place, Qt.Key.Key_V, CONTROL)
    assert QToolTip.text() == "There is no picture on the clipboard"
    QToolTip.hideText()
    QApplication.clipboard().clear()


def test_the_cross_and_the_menu_take_it_out(page: SwapFacePage) -> None:
    page.source.set_picture(a_picture("a"))
    QTest.mouseClick(page.source.place.cross, LEFT)
    assert letter(page.source) == ""
    assert page.source.place.cross.isHidden()
    page.source.set_picture(a_picture("b"))
    page.source.place.menu_requested.emit(page.source.mapToGlobal(page.source.rect().center()))
    remove = next(action for action in page.source.menu().actions() if "Remove" in action.text())
    remove.trigger()
    page.source.menu().hide()
    assert letter(page.source) == ""


def test_the_line_below_says_what_will_be_sent(stage: Stage, page: SwapFacePage) -> None:
    page.source.set_picture(a_picture("a"))
    ((_, to),) = stage.desk.plans
    sent = PictureFacts("JPEG", 2048, 1365, 1_100_000)
    to(UploadPlan(PictureFacts("TIFF", 6000, 4000, 70_000_000), sent, (UploadChange.SMALLER,)))
    words = "6000 × 4000 TIFF, will be sent as 2048 × 1365 JPEG, 1.1 MB"
    assert page.source.caption.text() == words
    page.source.set_picture(a_picture("b"))
    to(UploadPlan(sent, sent))
    assert page.source.caption.text().startswith("1200 × 800"), "an answer that came too late"
    stage.desk.plans.clear()
    stage.panel.set_gateway(GatewayProfile(id="g", name="Harbour", root=""))
    assert [picture.digest[0] for picture, _ in stage.desk.plans] == ["b"], "another gateway, other limits"
    stage.panel.set_gateway(GatewayProfile(id="g", name="Renamed", root=""))
    assert len(stage.desk.plans) == 1
