"""What a picture can become: the places that a drop anywhere on the window is offered."""

from __future__ import annotations

from enum import StrEnum

from mjdesk.domain.frozen import dataclass
from mjdesk.views.language import mark, mark_as


class ComposeMode(StrEnum):
    """The pages of the compose panel, in their order; the value is what the settings keep."""

    IMAGINE = "imagine"
    BLEND = "blend"
    DESCRIBE = "describe"
    SWAP_FACE = "swap-face"
    SHORTEN = "shorten"


@dataclass(frozen=True, slots=True)
class DropPlace:
    """One target, known before its page is made."""

    key: str
    """What the page is told: unique among all places."""
    mode: ComposeMode
    title: str
    """What the picture becomes, in one or two marked words."""
    hint: str
    """What that does, in a few marked words."""
    icon: str


REFERENCE = DropPlace(
    "image",
    ComposeMode.IMAGINE,
    mark_as("place for a picture", "Reference"),
    mark("What it shows flows in"),
    "image-plus",
)
STYLE = DropPlace(
    "style",
    ComposeMode.IMAGINE,
    mark_as("place for a picture", "Style"),
    mark("How it looks is taken over"),
    "palette",
)
CHARACTER = DropPlace(
    "character",
    ComposeMode.IMAGINE,
    mark_as("place for a picture", "Character"),
    mark("Who it shows comes in"),
    "user",
)
OMNI = DropPlace(
    "omni",
    ComposeMode.IMAGINE,
    mark_as("place for a picture", "Omni"),
    mark("One person or thing comes in"),
    "circle-dot",
)
EDIT = DropPlace(
    "edit",
    ComposeMode.IMAGINE,
    mark_as("place for a picture", "Edit"),
    mark("What the edit works from"),
    "pencil",
)
BLEND = DropPlace(
    "blend",
    ComposeMode.BLEND,
    mark_as("place for a picture", "Blend"),
    mark("Mixed with other pictures"),
    "blend",
)
DESCRIBE = DropPlace(
    "describe",
    ComposeMode.DESCRIBE,
    mark_as("place for a picture", "Describe"),
    mark("Four prompts that say it"),
    "scan-eye",
)
FACE = DropPlace(
    "face",
    ComposeMode.SWAP_FACE,
    mark_as("place for a picture", "Face from"),
    mark("Its face is used"),
    "scan-face",
)
ONTO = DropPlace(
    "onto",
    ComposeMode.SWAP_FACE,
    mark_as("place for a picture", "Face onto"),
    mark("It gets another face"),
    "user-round",
)

PLACES = (REFERENCE, STYLE, CHARACTER, OMNI, EDIT, BLEND, DESCRIBE, FACE, ONTO)
"""In the order in which they are offered; the keys of the first five are values of `ReferenceRole`."""
