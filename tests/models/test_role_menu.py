"""The roles that a picture may be given, and why the others are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.parameters import ParameterTable
from mjdesk.domain.reference import ReferenceRole
from mjdesk.models.role_menu import Closed, role_choices
from mjdesk.models.slot_list import SlotList
from tests.models.test_slot_list import LINK, a_picture

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TABLE = ParameterTable.load()
IMAGE, STYLE, CHARACTER, OMNI, EDIT = ReferenceRole


@pytest.fixture
def slots(qtbot: QtBot) -> SlotList:
    return SlotList()


def test_the_menu_says_why_a_role_is_closed(slots: SlotList) -> None:
    for letter in "ab":
        slots.add(a_picture(letter))
    slots.set_role(0, OMNI)
    choices = {choice.role: choice for choice in role_choices(slots, 1, "7", TABLE)}
    assert list(choices) == list(ReferenceRole)
    assert (choices[IMAGE].is_chosen, choices[IMAGE].closed) == (True, None)
    assert (choices[CHARACTER].closed, choices[CHARACTER].needs) == (Closed.VERSION, "6.1")
    assert (choices[OMNI].closed, choices[OMNI].most) == (Closed.FULL, 1)
    assert role_choices(slots, 0, "7", TABLE)[3].closed is None
    assert role_choices(slots, 0, "8.2", TABLE)[3].is_chosen  # nothing is dropped when the model changes


def test_without_uploads_a_role_that_needs_a_link_asks_for_an_address(slots: SlotList) -> None:
    slots.add(a_picture("a"))
    slots.add_link(LINK)
    closed = {each.role: each.closed for each in role_choices(slots, 0, "7", TABLE, uploads=False)}
    assert (closed[IMAGE], closed[STYLE], closed[CHARACTER]) == (None, Closed.ADDRESS, Closed.VERSION)
    assert role_choices(slots, 1, "7", TABLE, uploads=False) == role_choices(slots, 1, "7", TABLE)
