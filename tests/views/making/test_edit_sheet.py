"""An edit: the picture, the area that was painted on it, the words, and the way it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mjdesk.domain.picture import PictureRef, PictureRole
from mjdesk.domain.request import EditRequest
from tests.support.builders import a_grid, a_picture
from tests.support.hands import heard

if TYPE_CHECKING:
    from mjdesk.views.making.edit_sheet import EditSheet
    from tests.views.making.conftest import Profiles

LEFT = Qt.MouseButton.LeftButton
GRID = a_grid(prompt="a fox in snow --v 7")
OTHER = a_picture("9" * 64, PictureRole.INPUT, name="other.png")


def test_all_of_a_picture_by_words(edit: EditSheet) -> None:
    wished = heard(edit.requested)
    edit.edit(GRID)
    assert edit.is_open()
    assert edit.area.text() == "The whole picture"
    assert edit.price.text() == "edit 13"
    edit.words.begin_with("a fox in the rain")
    QTest.mouseClick(edit.send_button, LEFT)
    tile = GRID.tile(1)
    assert tile is not None
    picture = PictureRef(tile.digest, name="a fox in snow")
    assert wished == [(EditRequest(prompt="a fox in the rain", picture=picture, parent=GRID.id),)]
    assert not edit.is_open()


def test_an_area_belongs_to_the_picture_that_it_was_painted_on(edit: EditSheet) -> None:
    asked, wished = heard(edit.area_requested), heard(edit.requested)
    edit.edit(GRID)
    QTest.mouseClick(edit.area_button, LEFT)
    assert asked == [(edit.picture.picture,)]
    edit.take_area("a red hat", b"mask", 0.234)
    assert (edit.words.text(), edit.area.text()) == ("a red hat", "Only the painted area, 23 % of it")
    QTest.mouseClick(edit.send_button, LEFT)
    ((request,),) = wished
    assert isinstance(request, EditRequest)
    assert request.mask == b"mask"

    edit.edit(GRID)
    assert edit.area.text() == "The whole picture"
    edit.set_area(b"mask", 0.5)
    QTest.mouseClick(edit.variant.option("2"), LEFT)
    assert edit.area.text() == "The whole picture"
    edit.set_area(b"mask", 0.5)
    QTest.mouseClick(edit.whole_button, LEFT)
    QTest.mouseClick(edit.send_button, LEFT)
    last = wished[-1][0]
    assert isinstance(last, EditRequest)
    assert last.mask is None


def test_a_retexture_has_no_area(edit: EditSheet) -> None:
    wished = heard(edit.requested)
    edit.edit(GRID)
    edit.set_area(b"mask", 0.5)
    QTest.mouseClick(edit.way.option("retexture"), LEFT)
    assert not edit.area_button.isVisible()
    assert edit.price.text().startswith("retexture")
    QTest.mouseClick(edit.send_button, LEFT)
    ((request,),) = wished
    assert isinstance(request, EditRequest)
    assert (request.is_retexture, request.mask) == (True, None)
    edit.edit(GRID, is_retexture=True)
    assert edit.way.value() == "retexture"


def test_without_words_or_picture_nothing_is_sent(edit: EditSheet) -> None:
    wished = heard(edit.requested)
    edit.edit(None)
    assert edit.send_button.toolTip() == "Choose the picture that shall change."
    edit.picture.set_picture(OTHER)
    assert edit.send_button.toolTip() == "Say what it shall become."
    edit.words.send_requested.emit()
    assert wished == []
    edit.words.show_text("a boat")
    QTest.mouseClick(edit.send_button, LEFT)
    assert wished == [(EditRequest(prompt="a boat", picture=PictureRef(OTHER.digest, name="other.png")),)]


def test_it_says_that_it_is_an_experiment_or_that_there_is_none(edit: EditSheet, profiles: Profiles) -> None:
    edit.edit(GRID)
    assert edit.notice.text().startswith("Experimental")
    profiles.lose("/mj/submit/retexture")
    QTest.mouseClick(edit.way.option("retexture"), LEFT)
    assert "does not offer retexture" in edit.notice.text()
    assert not edit.send_button.isEnabled()
    QTest.mouseClick(edit.way.option("edit"), LEFT)
    assert edit.send_button.isEnabled()
