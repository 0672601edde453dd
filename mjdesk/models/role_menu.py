"""Which roles a picture may be given, and why others are closed: for menus, and for what is dragged."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.reference import ReferenceRole, rule_of

if TYPE_CHECKING:
    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.models.slot_list import SlotList


class Closed(StrEnum):
    """Why a role cannot be chosen."""

    VERSION = "version"
    """The model does not take it."""
    FULL = "full"
    """There are as many of it as a prompt may have."""
    ADDRESS = "address"
    """The gateway takes no uploads, and the picture has no address of its own that anybody can read."""


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """One role in the menu of a picture."""

    role: ReferenceRole
    is_chosen: bool
    closed: Closed | None = None
    needs: str = ""
    """With `Closed.VERSION`: the model that takes it; empty where none does."""
    most: int = 0
    """With `Closed.FULL`: how many there may be."""


def role_choices(
    slots: SlotList, row: int, version: str, table: ParameterTable, *, uploads: bool = True
) -> tuple[RoleChoice, ...]:
    """All roles of the picture at `row`, or of one that is to come (-1), each open or closed for this model.

    `uploads`: whether the gateway takes pictures that only a link can bring (protocol.md 2.12).
    """
    here = slots.slots()
    chosen = here[row].role if 0 <= row < len(here) else None
    found = tuple(_choice(slots, role, chosen, row, version, table) for role in ReferenceRole)
    if uploads or slots.has_address(row):
        return found
    return tuple(
        replace(each, closed=Closed.ADDRESS) if each.closed is None and each.role.flag else each
        for each in found
    )


def _choice(
    slots: SlotList,
    role: ReferenceRole,
    chosen: ReferenceRole | None,
    row: int,
    version: str,
    table: ParameterTable,
) -> RoleChoice:
    rule = rule_of(role, version, table)
    if not rule.is_taken:
        return RoleChoice(role, role is chosen, Closed.VERSION, needs=rule.needs)
    if not slots.has_room(role, row):
        return RoleChoice(role, role is chosen, Closed.FULL, most=role.most)
    return RoleChoice(role, role is chosen)
