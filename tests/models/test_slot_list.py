"""Rows of references: order, locks, and no picture twice, under Qt's own model tester."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from mjdesk.domain.picture import MediaType, Picture, PictureRef, PictureRole
from mjdesk.domain.reference import Reference, ReferenceRole
from mjdesk.models.slot_list import SlotList, SlotRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

IMAGE, STYLE, CHARACTER, OMNI, EDIT = ReferenceRole
LINK = "https://my.site/pictures/cat.png?size=large"


def a_picture(letter: str) -> Picture:
    return Picture(
        letter * 64, MediaType.PNG, 1200, 800, 123_456, role=PictureRole.INPUT, name=f"{letter}.png"
    )


@pytest.fixture
def slots(qtbot: QtBot) -> Iterator[SlotList]:
    model = SlotList()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    tester.deleteLater()


def letters(slots: SlotList) -> str:
    return "".join(picture.digest[0] for picture in slots.pictures())


def test_pictures_stand_in_their_order_and_once(slots: SlotList) -> None:
    assert all(slots.add(a_picture(letter)) for letter in "abc")
    assert not slots.add(a_picture("b"))
    assert slots.add(a_picture("d"), 1)
    assert letters(slots) == "adbc"
    assert slots.references()[0] == PictureRef("a" * 64, name="a.png")


@pytest.mark.parametrize(
    ("row", "to", "order"), [(0, 2, "bca"), (2, 0, "cab"), (1, 1, "abc"), (0, 9, "bca"), (7, 0, "abc")]
)
def test_a_move_ends_where_it_says(slots: SlotList, row: int, to: int, order: str) -> None:
    for letter in "abc":
        slots.add(a_picture(letter))
    slots.move(row, to)
    assert letters(slots) == order


def test_clearing_leaves_what_is_locked(slots: SlotList, qtbot: QtBot) -> None:
    for letter in "abc":
        slots.add(a_picture(letter))
    slots.set_locked(1, True)
    assert slots.index(1).data(SlotRole.LOCKED) is True
    with qtbot.waitSignal(slots.changed, timeout=1000):
        slots.clear()
    assert letters(slots) == "b"
    with qtbot.assertNotEmitted(slots.changed):
        slots.clear()


def test_removal_of_what_is_not_there_is_silent(slots: SlotList, qtbot: QtBot) -> None:
    slots.add(a_picture("a"))
    with qtbot.assertNotEmitted(slots.changed):
        slots.remove(3)
        slots.remove(-1)
    slots.remove(0)
    assert slots.rowCount() == 0
    assert slots.row_of("a" * 64) == -1


def test_a_row_tells_its_picture_and_its_name(slots: SlotList) -> None:
    slots.add(a_picture("a"))
    assert slots.index(0).data(SlotRole.PICTURE) == a_picture("a")
    assert slots.index(0).data() == "a.png"
    assert slots.index(5).data() is None


def test_a_role_is_told_by_its_row_alone(slots: SlotList, qtbot: QtBot) -> None:
    for letter in "ab":
        slots.add(a_picture(letter))
    told: list[tuple[int, list[int]]] = []

    def on_data_changed(first: QModelIndex, _last: QModelIndex, roles: list[int]) -> None:
        told.append((first.row(), roles))

    slots.dataChanged.connect(on_data_changed)
    with qtbot.waitSignal(slots.changed, timeout=1000):
        assert slots.set_role(1, STYLE)
    assert told == [(1, [SlotRole.ROLE])]
    assert slots.index(1).data(SlotRole.ROLE) == STYLE
    assert slots.role_of(1) is STYLE
    with qtbot.assertNotEmitted(slots.changed):
        assert slots.set_role(1, STYLE)
        assert not slots.set_role(5, STYLE)


def test_image_prompts_and_other_roles_go_their_own_ways(slots: SlotList) -> None:
    for letter in "abc":
        slots.add(a_picture(letter))
    slots.set_role(0, STYLE)
    slots.set_role(2, CHARACTER)
    assert [ref.name for ref in slots.references()] == ["b.png"]
    assert slots.roles() == (
        Reference(PictureRef("a" * 64, name="a.png"), STYLE),
        Reference(PictureRef("c" * 64, name="c.png"), CHARACTER),
    )
    assert letters(slots) == "abc"


def test_there_is_one_omni_and_four_edit_references(slots: SlotList) -> None:
    for letter in "abcdef":
        slots.add(a_picture(letter))
    assert slots.set_role(0, OMNI)
    assert not slots.set_role(1, OMNI)
    assert slots.role_of(1) is IMAGE
    assert [slots.set_role(row, EDIT) for row in range(1, 6)] == [True] * 4 + [False]
    assert slots.set_role(0, OMNI)
    slots.remove(0)
    assert slots.has_room(OMNI)


def test_a_full_role_gives_way_to_the_image_prompt(slots: SlotList) -> None:
    slots.add(a_picture("a"), role=OMNI)
    slots.add(a_picture("b"), role=OMNI)
    assert [slot.role for slot in slots.slots()] == [OMNI, IMAGE]


def test_all_pictures_of_a_role_change_as_far_as_there_is_room(slots: SlotList) -> None:
    for letter in "abc":
        slots.add(a_picture(letter), role=CHARACTER)
    slots.change_role(CHARACTER, OMNI)
    assert [slot.role for slot in slots.slots()] == [OMNI, CHARACTER, CHARACTER]


def test_a_link_is_a_reference_too(slots: SlotList) -> None:
    assert slots.add_link(f" {LINK} ", STYLE)
    assert not slots.add_link(LINK)
    assert not slots.add_link("a cat")
    assert not slots.add_link("https://my.site/a.png https://my.site/b.png")
    assert slots.add_link("https://my.site/")
    (slot, _) = slots.slots()
    assert (slot.is_link, slot.key, slot.picture.name) == (True, LINK, "cat.png")
    assert slots.roles() == (Reference(PictureRef(url=LINK, name="cat.png"), STYLE),)
    assert slots.references()[0].url == "https://my.site/"
    assert slots.row_of(LINK) == 0


def test_a_wish_is_used_again_beside_what_is_locked(slots: SlotList) -> None:
    for letter in "ab":
        slots.add(a_picture(letter))
    slots.set_locked(0, True)
    inputs = [
        replace(a_picture("c"), role=PictureRole.STYLE),
        replace(a_picture("d"), role=PictureRole.EDIT_REFERENCE),
        replace(a_picture("e"), role=PictureRole.MASK),
        a_picture("a"),
    ]
    slots.use_again(inputs)
    assert letters(slots) == "acd"
    assert [slot.role for slot in slots.slots()] == [IMAGE, STYLE, EDIT]
