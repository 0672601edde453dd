"""Roles and weights on the tiles of references: shown, chosen in the menu, weighed in a small panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mjdesk.domain.gateway import UPLOAD_PATH, Capabilities, GatewayProfile
from mjdesk.domain.picture import MediaType
from mjdesk.domain.reference import ReferenceRole
from mjdesk.domain.upload_plan import PictureFacts, UploadChange, UploadPlan
from mjdesk.views.drop_places import PLACES, STYLE, ComposeMode
from mjdesk.views.own_pictures import OwnPictures
from tests.views.compose.conftest import a_picture

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from mjdesk.views.compose.slot_tile import SlotTile
    from tests.views.compose.conftest import Stage

LEFT = Qt.MouseButton.LeftButton


def entries(tile: SlotTile) -> dict[str, QAction]:
    tile.open_menu(tile.mapToGlobal(tile.rect().center()))
    tile.menu().hide()
    return {action.text(): action for action in tile.menu().actions() if action.text()}


@pytest.fixture
def tile(stage: Stage) -> SlotTile:
    stage.draft.set_text("a sea --v 7")
    stage.slots.add(a_picture("a"))
    return stage.panel.references.tile(0)


def test_a_role_is_chosen_in_the_menu_and_stands_on_the_tile(stage: Stage, tile: SlotTile) -> None:
    assert tile.badge() == "Image"
    entries(tile)["Style"].trigger()
    assert stage.slots.role_of(0) is ReferenceRole.STYLE
    assert tile.badge() == "Style · 100"
    stage.draft.set_text("a sea --v 7 --sw 200")
    assert tile.badge() == "Style · 200"
    assert "style reference" in tile.accessibleName()


def test_a_click_opens_the_menu_and_a_drag_does_not(tile: SlotTile) -> None:
    QTest.mouseClick(tile, LEFT)
    assert tile.menu().isVisible()
    tile.menu().hide()


def test_what_the_model_does_not_take_cannot_be_chosen_and_says_why(stage: Stage, tile: SlotTile) -> None:
    action = entries(tile)["Character needs version 6.1"]
    assert not action.isEnabled()
    stage.slots.set_role(0, ReferenceRole.CHARACTER)
    assert "needs version 6.1" in tile.toolTip()
    assert tile.badge() == "Character"


def test_the_weight_is_drawn_in_a_panel_and_counts_for_the_role(stage: Stage, tile: SlotTile) -> None:
    entries(tile)["Style"].trigger()
    roles = stage.panel.imagine.roles
    entries(tile)["Style weight: 100…"].trigger()
    assert roles.slider is not None
    assert roles.slider.isVisible()
    roles.slider.changed.emit(250)
    assert stage.draft.weight(ReferenceRole.STYLE, stage.table) == 250
    assert tile.badge() == "Style · 250"
    stage.panel.submit()
    (wish,) = stage.wishes
    assert "--sw 250" in wish.prompt
    assert [reference.role for reference in wish.references] == [ReferenceRole.STYLE]


def test_a_drop_on_the_place_of_a_role_brings_it_there(stage: Stage, tile: SlotTile) -> None:
    assert stage.panel.take_at(STYLE, OwnPictures([a_picture("b"), a_picture("a")]))
    roles = {slot.key[0]: slot.role for slot in stage.slots.slots()}
    assert roles == {"a": ReferenceRole.STYLE, "b": ReferenceRole.STYLE}, "also what was there already"


def test_places_follow_the_model_and_the_pages(stage: Stage) -> None:
    stage.draft.set_text("a sea --v 7")
    titles = [place.title for place in stage.panel.places()]
    assert titles == ["Reference", "Style", "Omni", "Blend", "Describe", "Face from", "Face onto"]
    stage.draft.set_text("a sea --v 6.1")
    assert "Character" in [place.title for place in stage.panel.places()]
    page = stage.panel.page_of(ComposeMode.BLEND)
    page.take(OwnPictures(a_picture(letter) for letter in "abcde"))
    assert "Blend" not in [place.title for place in stage.panel.places()], "it is full"
    assert stage.panel.mode is ComposeMode.IMAGINE
    assert len({place.key for place in PLACES}) == len(PLACES)


def test_the_tip_says_what_will_be_sent_once_somebody_looks(stage: Stage, tile: SlotTile) -> None:
    assert stage.desk.plans == []
    tile.setFocus()
    tile.clearFocus()
    tile.setFocus()
    ((picture, to),) = stage.desk.plans
    assert picture.media_type is MediaType.PNG
    source, sent = PictureFacts("TIFF", 6000, 4000, 70_000_000), PictureFacts("JPEG", 2048, 1365, 1_100_000)
    to(UploadPlan(source, sent, (UploadChange.SMALLER,)))
    assert "6000 × 4000 TIFF, will be sent as 2048 × 1365 JPEG, 1.1 MB" in tile.toolTip()
    assert "1200" not in tile.toolTip()
    stage.panel.set_gateway(GatewayProfile(id="g", name="Harbour", root=""))
    assert "1200" in tile.toolTip()
    tile.clearFocus()
    tile.setFocus()
    assert len(stage.desk.plans) == 2, "another gateway, other limits"


def test_a_link_has_a_tile_of_its_own(stage: Stage) -> None:
    assert stage.slots.add_link("https://a.test/pictures/harbour.png", ReferenceRole.STYLE)
    tile = stage.panel.references.tile(0)
    assert "harbour.png" in tile.accessibleName()
    tile.setFocus()
    assert stage.desk.plans == [], "a link is not uploaded"
    assert not tile.grab().isNull()


WITHOUT_UPLOADS = GatewayProfile(
    id="h", name="Harbour", root="", capabilities=Capabilities(missing=frozenset({UPLOAD_PATH}))
)


def test_roles_that_need_an_address_are_closed_where_nothing_can_be_uploaded(
    stage: Stage, tile: SlotTile
) -> None:
    stage.panel.set_gateway(WITHOUT_UPLOADS)
    found = entries(tile)
    assert not found["Style needs an address here"].isEnabled()
    assert found["Image"].isEnabled()
    assert "Style" not in [place.title for place in stage.panel.places()]
    stage.slots.set_role(0, ReferenceRole.STYLE)
    assert "takes no uploads" in tile.toolTip()
    stage.panel.set_gateway(GatewayProfile(id="g", name="Quay", root=""))
    assert "takes no uploads" not in tile.toolTip()
    assert entries(tile)["Style"].isEnabled()


def test_an_address_given_by_hand_opens_the_roles(stage: Stage, tile: SlotTile) -> None:
    stage.panel.set_gateway(WITHOUT_UPLOADS)
    entries(tile)["Address on the web…"].trigger()
    panel = stage.panel.imagine.roles.address
    assert panel is not None
    QTest.keyClicks(panel.field.edit, "harbour")
    QTest.keyClick(panel.field.edit, Qt.Key.Key_Return)
    assert panel.isVisible(), "that is no address"
    assert "no address" in panel.note.text()
    assert panel.note.height() >= panel.note.heightForWidth(panel.note.width()), "all of it can be read"
    panel.field.edit.selectAll()
    QTest.keyClicks(panel.field.edit, "https://pictures.test/harbour.png")
    QTest.keyClick(panel.field.edit, Qt.Key.Key_Return)
    assert not panel.isVisible()
    tile = stage.panel.references.tile(0)
    entries(tile)["Style"].trigger()
    stage.panel.submit()
    (wish,) = stage.wishes
    (reference,) = wish.references
    assert (reference.picture.url, reference.picture.digest) == (
        "https://pictures.test/harbour.png",
        "a" * 64,
    )


def test_an_address_that_only_some_can_read_opens_nothing(stage: Stage, tile: SlotTile) -> None:
    stage.panel.set_gateway(WITHOUT_UPLOADS)
    assert stage.slots.set_address(0, "http://127.0.0.1:8080/harbour.png")
    assert "Style needs an address here" in entries(tile)
    assert stage.slots.set_address(0, "")
    assert not stage.slots.set_address(0, "two words")


def test_a_picture_is_added_by_its_address(stage: Stage) -> None:
    section = stage.panel.references
    QTest.mouseClick(section.link_button, LEFT)
    assert section.address is not None
    QTest.keyClicks(section.address.field.edit, " https://pictures.test/sea.png ")
    QTest.keyClick(section.address.field.edit, Qt.Key.Key_Return)
    ((link, to),) = stage.desk.links
    assert link == "https://pictures.test/sea.png"
    to(None)
    (slot,) = stage.slots.slots()
    assert (slot.is_link, slot.key) == (True, link), "what cannot be fetched from here is sent by its address"
