"""Rows of references: order, locks, and no picture twice, under Qt's own model tester."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from mjdesk.domain.picture import MediaType, Picture, PictureRef, PictureRole
from mjdesk.models.slot_list import SlotList, SlotRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


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
