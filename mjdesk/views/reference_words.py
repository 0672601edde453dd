"""What the roles of references are called, what they do, and why one cannot be chosen."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from mjdesk.domain.picture import PictureRole
from mjdesk.domain.reference import ReferenceRole
from mjdesk.domain.task import TaskKind
from mjdesk.views.language import mark, mark_as, tr, tr_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task
    from mjdesk.models.role_menu import RoleChoice

_NAMES: Mapping[ReferenceRole, str] = MappingProxyType(
    {
        ReferenceRole.IMAGE: mark_as("role of a picture", "Image"),
        ReferenceRole.STYLE: mark_as("role of a picture", "Style"),
        ReferenceRole.CHARACTER: mark_as("role of a picture", "Character"),
        ReferenceRole.OMNI: mark_as("role of a picture", "Omni"),
        ReferenceRole.EDIT: mark_as("role of a picture", "Edit"),
    }
)
_HINTS: Mapping[ReferenceRole, str] = MappingProxyType(
    {
        ReferenceRole.IMAGE: mark("What it shows is mixed into the result"),
        ReferenceRole.STYLE: mark("The result looks as if made in the same way"),
        ReferenceRole.CHARACTER: mark("The same person appears in the result"),
        ReferenceRole.OMNI: mark("This person or thing is put into the result"),
        ReferenceRole.EDIT: mark("The result is this picture, changed by your words"),
    }
)
_PHRASES: Mapping[ReferenceRole, str] = MappingProxyType(
    {
        ReferenceRole.IMAGE: mark_as("beginning of a sentence", "An image prompt"),
        ReferenceRole.STYLE: mark_as("beginning of a sentence", "A style reference"),
        ReferenceRole.CHARACTER: mark_as("beginning of a sentence", "A character reference"),
        ReferenceRole.OMNI: mark_as("beginning of a sentence", "An omni reference"),
        ReferenceRole.EDIT: mark_as("beginning of a sentence", "An edit reference"),
    }
)
_WEIGHTS: Mapping[ReferenceRole, str] = MappingProxyType(
    {
        ReferenceRole.IMAGE: mark("Image weight"),
        ReferenceRole.STYLE: mark("Style weight"),
        ReferenceRole.CHARACTER: mark("Character weight"),
        ReferenceRole.OMNI: mark("Omni weight"),
    }
)
_NOT_TAKEN: Mapping[ReferenceRole, str] = MappingProxyType(
    {
        ReferenceRole.STYLE: mark("No model takes style references"),
        ReferenceRole.CHARACTER: mark("No model takes character references"),
        ReferenceRole.OMNI: mark("No model takes omni references"),
        ReferenceRole.EDIT: mark("No model takes edit references"),
    }
)
"""Image prompts are taken by all."""
_FULL: Mapping[ReferenceRole, str] = MappingProxyType(
    {
        ReferenceRole.OMNI: mark("Only one omni reference"),
        ReferenceRole.EDIT: mark("Only four edit references"),
    }
)
"""Of the roles that have a limit (`ReferenceRole.most`)."""
NEEDS_ADDRESS = mark(
    "This gateway takes no uploads: give the picture's address on the web, or use it as an image prompt"
)
ADDRESS_HINT = mark(
    "Where gateways take no uploads, the picture is named by this address. It must be open to all."
)
LINK_HINT = mark("The picture is fetched from there; where that fails, the gateway gets the address alone.")


def role_name(role: ReferenceRole) -> str:
    """One word for the badge and the menu."""
    return tr_as("role of a picture", _NAMES[role])


def role_hint(role: ReferenceRole) -> str:
    """What it does, for a tip; no full stop."""
    return tr(_HINTS[role])


def role_phrase(role: ReferenceRole) -> str:
    """The beginning of a sentence: `A style reference`."""
    return tr_as("beginning of a sentence", _PHRASES[role])


def model_name(version: str) -> str:
    """`version 6.1`, `Niji 7`."""
    if version.startswith("niji"):
        return version.capitalize()
    return tr_as("in a sentence", "version {number}", number=version)


def why_not_taken(role: ReferenceRole, needs: str) -> str:
    """Why a model takes no pictures of a role, without a full stop; `needs` is one that does, "" if none."""
    if needs:
        return tr("{role} needs {model}", role=role_name(role), model=model_name(needs))
    return tr(_NOT_TAKEN[role])


def why_closed(choice: RoleChoice) -> str:
    """Why a role is grey in the menu, without a full stop; empty while it can be chosen."""
    from mjdesk.models.role_menu import Closed  # no start opens a menu

    match choice.closed:
        case None:
            return ""
        case Closed.VERSION:
            return why_not_taken(choice.role, choice.needs)
        case Closed.FULL:
            return tr(_FULL[choice.role])
        case Closed.ADDRESS:
            return tr("{role} needs an address here", role=role_name(choice.role))
        case _:
            assert_never(choice.closed)


def weight_name(role: ReferenceRole) -> str:
    """What its slider is called; empty where the role has no weight."""
    return tr(_WEIGHTS[role]) if role.weight_flag else ""


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
            words = (tr_as("picture of a task", "Face"), tr_as("picture of a task", "Target"))
        case TaskKind.VIDEO:
            words = (tr_as("picture of a film", "Start"), tr_as("picture of a film", "End"))
        case TaskKind.IMAGINE:
            words = tuple(role_name(ReferenceRole.of(each.role) or ReferenceRole.IMAGE) for each in inputs)
        case _:
            words = ()
    return tuple((each, words[at] if at < len(words) else "") for at, each in enumerate(inputs))
