"""What the roles of references are called, what they do, and why one cannot be chosen."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from mjdesk.domain.picture import PictureRole
from mjdesk.domain.reference import ReferenceRole
from mjdesk.domain.task import TaskKind
from mjdesk.models.slot_list import Closed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task
    from mjdesk.models.slot_list import RoleChoice

_NAMES: Mapping[ReferenceRole, str] = MappingProxyType(
    {
        ReferenceRole.IMAGE: "Image",
        ReferenceRole.STYLE: "Style",
        ReferenceRole.CHARACTER: "Character",
        ReferenceRole.OMNI: "Omni",
        ReferenceRole.EDIT: "Edit",
    }
)
_HINTS: Mapping[ReferenceRole, str] = MappingProxyType(
    {
        ReferenceRole.IMAGE: "What it shows is mixed into the result",
        ReferenceRole.STYLE: "The result looks as if made in the same way",
        ReferenceRole.CHARACTER: "The same person appears in the result",
        ReferenceRole.OMNI: "This person or thing is put into the result",
        ReferenceRole.EDIT: "The result is this picture, changed by your words",
    }
)
_ARTICLES: Mapping[ReferenceRole, str] = MappingProxyType(
    {
        ReferenceRole.IMAGE: "An image prompt",
        ReferenceRole.STYLE: "A style reference",
        ReferenceRole.CHARACTER: "A character reference",
        ReferenceRole.OMNI: "An omni reference",
        ReferenceRole.EDIT: "An edit reference",
    }
)
NEEDS_ADDRESS = (
    "This gateway takes no uploads: give the picture's address on the web, or use it as an image prompt"
)
ADDRESS_HINT = "Where gateways take no uploads, the picture is named by this address. It must be open to all."
LINK_HINT = "The picture is fetched from there; where that fails, the gateway gets the address alone."
_NUMBERS = ("no", "one", "two", "three", "four")


def role_name(role: ReferenceRole) -> str:
    """One word for the badge and the menu."""
    return _NAMES[role]


def role_hint(role: ReferenceRole) -> str:
    """What it does, for a tip; no full stop."""
    return _HINTS[role]


def role_phrase(role: ReferenceRole) -> str:
    """The beginning of a sentence: `A style reference`."""
    return _ARTICLES[role]


def model_name(version: str) -> str:
    """`version 6.1`, `Niji 7`."""
    return f"Niji {version.removeprefix('niji ')}" if version.startswith("niji") else f"version {version}"


def why_closed(choice: RoleChoice) -> str:
    """Why a role is grey in the menu, without a full stop; empty while it can be chosen."""
    match choice.closed:
        case None:
            return ""
        case Closed.VERSION if choice.needs:
            return f"{role_name(choice.role)} needs {model_name(choice.needs)}"
        case Closed.VERSION:
            return f"No model takes {role_name(choice.role).lower()} references"
        case Closed.FULL:
            return f"Only {_NUMBERS[choice.most]} {role_name(choice.role).lower()} {_plural(choice.most)}"
        case Closed.ADDRESS:
            return f"{role_name(choice.role)} needs an address here"
        case _:
            assert_never(choice.closed)


def weight_name(role: ReferenceRole) -> str:
    """What its slider is called; empty where the role has no weight."""
    return f"{role_name(role)} weight" if role.weight_flag else ""


def weight_text(weight: float) -> str:
    """`1.5`, `100`."""
    return f"{weight:g}"


def inputs_of(task: Task) -> tuple[tuple[Picture, str], ...]:
    """The pictures that a wish was made with, each with its part in it; no painted areas.

    None for a description, which shows its picture anyway.
    """
    inputs = tuple(each for each in task.inputs if each.role is not PictureRole.MASK)
    match task.kind:
        case TaskKind.DESCRIBE:
            return ()
        case TaskKind.SWAP_FACE:
            words = ("Face", "Target")
        case TaskKind.VIDEO:
            words = ("Start", "End")
        case TaskKind.IMAGINE:
            words = tuple(role_name(ReferenceRole.of(each.role) or ReferenceRole.IMAGE) for each in inputs)
        case _:
            words = ()
    return tuple((each, words[at] if at < len(words) else "") for at, each in enumerate(inputs))


def _plural(count: int) -> str:
    return "reference" if count == 1 else "references"
