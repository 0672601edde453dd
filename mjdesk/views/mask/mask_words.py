"""Every sentence of the mask editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.prompt import parse
from mjdesk.views import action_words, wording
from mjdesk.views.mask.tools import ToolKind

if TYPE_CHECKING:
    from mjdesk.domain.action import Action
    from mjdesk.domain.task import Task

TITLE = "Vary region"
EDIT_TITLE = "Edit an area"
ASKED_TITLE = "The gateway asks for an area"
NOTHING_YET = "Paint the area that is to change. 20–50 % of the picture works best."
NO_PICTURE = "The picture is not on this computer any more"
NO_PICTURE_WAY = "Fetch it again from the menu of the task, then open the editor once more."
LOADING = "The picture is being opened …"
DELETED = "This picture is in the trash now. Bring it back to go on; what you painted is kept."
ANSWERED = "The gateway does not wait for this any more. What you painted is kept."
LOOKING = "Looking for this colour …"
CHANGING = "Working on the area …"
WRITING = "Writing the mask …"
OTHER_WAYS = "These change the whole picture and close the editor. What you painted is kept."
PAINT_FIRST = "Paint the area first"
PLACEHOLDER = "What is to be here instead? Empty: the words that the picture was made with"
LEAST, MOST = 0.20, 0.50
"""Shares of the picture between which a region comes out well (protocol.md 3.2)."""

TOOLS: dict[ToolKind, tuple[str, str, str, str]] = {
    ToolKind.BRUSH: ("brush", "Brush", "B", "Paint. Shift and a click: a straight line. Alt: erase"),
    ToolKind.ERASER: ("eraser", "Eraser", "E", "Erase. Shift and a click: a straight line. Alt: paint"),
    ToolKind.RECTANGLE: ("square-dashed", "Rectangle", "R", "Drag a rectangle. Shift adds, Alt takes away"),
    ToolKind.LASSO: ("lasso", "Lasso", "L", "Draw around an area. Shift adds, Alt takes away"),
    ToolKind.POLYGON: (
        "pentagon",
        "Polygon",
        "P",
        "Click corner by corner, Enter closes. Shift adds, Alt takes away",
    ),
    ToolKind.WAND: ("wand-sparkles", "Magic wand", "W", "Click on a colour. Shift adds, Alt takes away"),
}
"""Icon, name, key, and what it does."""

COLOURS = (
    ("accent", "Violet"),
    ("error", "Red"),
    ("ok", "Green"),
    ("warn", "Amber"),
    ("on_scrim", "White"),
)
"""Tokens that an area can be tinted in, and what they are called."""

_SHORT = {
    ActionVerb.ZOOM_OUT_2X: "Zoom 2×",
    ActionVerb.ZOOM_OUT_1_5X: "Zoom 1.5×",
    ActionVerb.ZOOM_CUSTOM: "Custom…",
}
_LONGEST_TITLE = 60


def share_line(share: float) -> str:
    """How much is selected, and a hint where that is too little or too much."""
    if share <= 0:
        return NOTHING_YET
    percent = "less than 1" if share < 0.005 else f"{share * 100:.0f}"
    words = f"Selected {percent} % of the picture."
    return words if LEAST <= share <= MOST else f"{words} 20–50 % works best."


def other_way(action: Action) -> str:
    """A short word for a button in a narrow panel."""
    return _SHORT.get(action.verb) or action_words.action_label(action)


def subject(task: Task) -> str:
    """`U2 of glacial valley`: which picture is being painted on."""
    words = " ".join(parse(task.prompt or task.final_prompt).text.split())
    words = wording.shortened(words, _LONGEST_TITLE)
    if task.action is not None and task.action.verb is ActionVerb.UPSCALE:
        return f"{task.action.short_name} of {words}" if words else task.action.short_name
    return words or wording.task_title(task)


def strength(action: Action) -> str:
    """What tells two region buttons apart, in one word where the gateway says it so."""
    label = action.label.strip()
    for word in ("Strong", "Subtle"):
        if word.lower() in label.lower() or word.lower() in action.custom_id.lower():
            return word
    return wording.shortened(label, 24) or action_words.action_label(action)


def growth(by: int, *, grows: bool) -> str:
    """What a click on grow or shrink does."""
    return f"{'Grow' if grows else 'Shrink'} the area by {by} {'pixel' if by == 1 else 'pixels'}"
