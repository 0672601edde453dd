"""What a picture is to a prompt that uses it: its role, the flag and weight of that role, and who takes it.

Weights are per role, as Midjourney has them (`--sw` counts for every style reference of a prompt).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.picture import PictureRef, PictureRole
from mjdesk.domain.prompt import parse
from mjdesk.domain.syntax import is_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mjdesk.domain.parameters import ParameterTable


class ReferenceRole(StrEnum):
    """How a prompt uses a picture (parameters.md 4.1)."""

    IMAGE = "image"
    """An image prompt: what it shows is mixed into the result."""
    STYLE = "style"
    CHARACTER = "character"
    OMNI = "omni"
    """One person or thing to be put into the result, with everything about it."""
    EDIT = "edit"
    """What the edit model works from."""

    @property
    def flag(self) -> str:
        """The parameter that names such pictures, without dashes; empty for image prompts, which lead."""
        return "" if self is ReferenceRole.IMAGE else _FLAGS[self]

    @property
    def weight_flag(self) -> str:
        """The parameter that weighs them, without dashes; empty where there is none."""
        return _WEIGHT_FLAGS.get(self, "")

    @property
    def most(self) -> int:
        """How many of them a prompt may have; 0: no limit known (parameters.md 4.1)."""
        return _MOST.get(self, 0)

    @property
    def picture_role(self) -> PictureRole:
        """What such a picture is called among the inputs of a task."""
        return _PICTURE_ROLES[self]

    @staticmethod
    def of(role: PictureRole) -> ReferenceRole | None:
        """The way back from an input of a task; None for anything else that belongs to one."""
        return next((each for each, found in _PICTURE_ROLES.items() if found is role), None)


_FLAGS = {
    ReferenceRole.STYLE: "sref",
    ReferenceRole.CHARACTER: "cref",
    ReferenceRole.OMNI: "oref",
    ReferenceRole.EDIT: "edit",
}
_WEIGHT_FLAGS = {
    ReferenceRole.IMAGE: "iw",
    ReferenceRole.STYLE: "sw",
    ReferenceRole.CHARACTER: "cw",
    ReferenceRole.OMNI: "ow",
}
_MOST = {ReferenceRole.OMNI: 1, ReferenceRole.EDIT: 4}
_PICTURE_ROLES = {
    ReferenceRole.IMAGE: PictureRole.INPUT,
    ReferenceRole.STYLE: PictureRole.STYLE,
    ReferenceRole.CHARACTER: PictureRole.CHARACTER,
    ReferenceRole.OMNI: PictureRole.OMNI,
    ReferenceRole.EDIT: PictureRole.EDIT_REFERENCE,
}
WEIGHT_FLAGS = tuple(_WEIGHT_FLAGS.values())
"""All weights, without dashes."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture and how a wish uses it."""

    picture: PictureRef
    role: ReferenceRole


@dataclass(frozen=True, slots=True)
class WeightRange:
    """What a weight may be, both ends allowed, and what it is when nobody says."""

    low: float
    high: float
    default: float
    is_whole: bool

    def clamp(self, value: float) -> float:
        """The nearest weight that is allowed."""
        fit = min(max(value, self.low), self.high)
        return float(round(fit)) if self.is_whole else round(fit, 2)


@dataclass(frozen=True, slots=True)
class RoleRule:
    """What one model makes of one role."""

    role: ReferenceRole
    is_taken: bool
    needs: str
    """The newest model that takes it, as `ParameterTable.versions()` has it; empty where this one does, and
    where none does."""
    weight: WeightRange | None
    """None where the role has no weight, or this model takes none."""


def rule_of(role: ReferenceRole, version: str, table: ParameterTable) -> RoleRule:
    """Whether a model takes a role, which one does otherwise, and how it is weighed (parameters.md 4.3).

    A model that the table does not know is trusted to take everything.
    """
    is_known = table.version_id(version) is not None
    is_taken = not role.flag or not is_known or table.accepts(version, role.flag)
    needs = ""
    if not is_taken:
        needs = table.nearest_version(version, role.flag) or ""
        needs = needs or table.nearest_version(table.default, role.flag) or ""
    return RoleRule(role, is_taken, needs, _weight(role, version, table) if is_taken else None)


def addressed(prompt: str, links: Iterable[tuple[ReferenceRole, str]]) -> str:
    """The prompt with the addresses of its references: image prompts in front, the others behind their flags.

    Behind what the text itself says there, so that a style code and a picture go together
    (`--sref 123 https://...`). What is no http(s) address is left out.
    """
    given: dict[ReferenceRole, list[str]] = {}
    for role, link in links:
        if is_link(link):
            given.setdefault(role, []).append(link)
    found = parse(prompt)
    for role, urls in given.items():
        if not role.flag:
            found = found.with_references((*urls, *found.references))
            continue
        flag = found.flag(role.flag)
        found = found.with_flag(role.flag, " ".join((*(flag.values if flag else ()), *urls)))
    return str(found)


def with_flags(prompt: str, roles: Iterable[ReferenceRole]) -> str:
    """The prompt with the bare flag of each role that its text does not name: what it costs hangs on them."""
    found = parse(prompt)
    for role in roles:
        if role.flag and not found.has(role.flag):
            found = found.with_flag(role.flag, True)
    return str(found)


def _weight(role: ReferenceRole, version: str, table: ParameterTable) -> WeightRange | None:
    name = role.weight_flag
    row = table.parameter(name) if name else None
    is_known = table.version_id(version) is not None
    if row is None or (is_known and not table.accepts(version, name)):
        return None
    limits = table.range(version, name)
    if limits is None:
        return None
    default = float(table.default_of(version, name) or limits.low)
    return WeightRange(limits.low, limits.high, default, row.type.value == "int")
