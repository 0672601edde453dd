"""References as text: they come back as they were, and what nobody can read harms nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.domain.reference import ReferenceRole
from mjdesk.models.kept_slots import restore_slots, written_slots
from mjdesk.models.slot_list import SlotList
from tests.models.test_slot_list import LINK, a_picture

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

IMAGE, STYLE, CHARACTER, OMNI, EDIT = ReferenceRole


@pytest.fixture
def slots(qtbot: QtBot) -> SlotList:
    return SlotList()


def test_it_survives_a_restart(slots: SlotList) -> None:
    for letter, role in zip("abc", (STYLE, OMNI, IMAGE), strict=True):
        slots.add(a_picture(letter), role=role)
    slots.add_link(LINK, CHARACTER)
    slots.set_locked(1, True)
    kept = written_slots(slots)
    after = SlotList()
    restore_slots(after, kept, lambda _: True)
    assert [(slot.key, slot.role, slot.is_locked) for slot in after.slots()] == [
        (slot.key, slot.role, slot.is_locked) for slot in slots.slots()
    ]
    assert after.references() == slots.references()
    assert after.roles() == slots.roles()
    assert written_slots(after) == kept
    assert written_slots(SlotList()) == ""


def test_originals_that_are_gone_are_left_out(slots: SlotList) -> None:
    for letter in "abc":
        slots.add(a_picture(letter))
    slots.add_link(LINK)
    after = SlotList()
    restore_slots(after, written_slots(slots), lambda digest: digest[0] == "b")
    assert [slot.key for slot in after.slots()] == ["b" * 64, LINK]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["digest", "type", "size", "url", "role"]), inner, max_size=5)
    ),
    max_leaves=12,
)


@given(_JSON | st.lists(st.fixed_dictionaries({"digest": st.just("a" * 64), "type": _JSON, "size": _JSON})))
@settings(max_examples=60, deadline=None)
def test_what_cannot_be_read_is_left_out(found: object) -> None:
    slots = SlotList()
    restore_slots(slots, json.dumps(found), lambda _: True)
    restore_slots(slots, str(found), lambda _: True)
    again = SlotList()
    restore_slots(again, written_slots(slots), lambda _: True)
    assert again.slots() == slots.slots()


@pytest.mark.parametrize("digest", ["../../etc", "A" * 64, "a" * 63])
def test_what_is_no_digest_is_never_asked_for(slots: SlotList, digest: str) -> None:
    asked: list[str] = []
    told = [{"digest": digest, "type": "image/png", "size": [1, 1, 1], "url": "", "name": "x"}]
    restore_slots(slots, json.dumps(told), lambda name: bool(asked.append(name)))
    assert (slots.rowCount(), asked) == (0, [])
