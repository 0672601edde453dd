"""Every sentence of the mask editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.prompt import parse
from mjdesk.views import action_words, wording
from mjdesk.views.language import mark, mark_as, tr, tr_as, tr_count
from mjdesk.views.mask.tools import ToolKind

if TYPE_CHECKING:
    from mjdesk.domain.action import Action
    from mjdesk.domain.task import Task

TITLE = mark("Vary region")
EDIT_TITLE = mark("Edit an area")
ASKED_TITLE = mark("The gateway asks for an area")
NOTHING_YET = mark("Paint the area that is to change. 20–50 % of the picture works best.")
NO_PICTURE = mark("The picture is not on this computer any more")
NO_PICTURE_WAY = mark("Fetch it again from the menu of the task, then open the editor once more.")
LOADING = mark("The picture is being opened …")
DELETED = mark("This picture is in the trash now. Bring it back to go on; what you painted is kept.")
ANSWERED = mark("The gateway does not wait for this any more. What you painted is kept.")
LOOKING = mark("Looking for this colour …")
CHANGING = mark("Working on the area …")
WRITING = mark("Writing the mask …")
OTHER_WAYS = mark("These change the whole picture and close the editor. What you painted is kept.")
PAINT_FIRST = mark("Paint the area first")
LEAST, MOST = 0.20, 0.50
"""Shares of the picture between which a region comes out well (protocol.md 3.2)."""

TOOLS: dict[ToolKind, tuple[str, str, str, str]] = {
    ToolKind.BRUSH: (
        "brush",
        mark("Brush"),
        "B",
        mark("Paint. Shift and a click: a straight line. Alt: erase"),
    ),
    ToolKind.ERASER: (
        "eraser",
        mark("Eraser"),
        "E",
        mark("Erase. Shift and a click: a straight line. Alt: paint"),
    ),
    ToolKind.RECTANGLE: (
        "square-dashed",
        mark("Rectangle"),
        "R",
        mark("Drag a rectangle. Shift adds, Alt takes away"),
    ),
    ToolKind.LASSO: ("lasso", mark("Lasso"), "L", mark("Draw around an area. Shift adds, Alt takes away")),
    ToolKind.POLYGON: (
        "pentagon",
        mark("Polygon"),
        "P",
        mark("Click corner by corner, Enter closes. Shift adds, Alt takes away"),
    ),
    ToolKind.WAND: (
        "wand-sparkles",
        mark("Magic wand"),
        "W",
        mark("Click on a colour. Shift adds, Alt takes away"),
    ),
}
"""Icon, name, key, and what it does."""

COLOURS = (
    ("accent", mark_as("colour", "Violet")),
    ("error", mark_as("colour", "Red")),
    ("ok", mark_as("colour", "Green")),
    ("warn", mark_as("colour", "Amber")),
    ("on_scrim", mark_as("colour", "White")),
)
"""Tokens that an area can be tinted in, and what they are called."""

_SHORT = {
    ActionVerb.ZOOM_OUT_2X: mark_as("action", "Zoom 2×"),
    ActionVerb.ZOOM_OUT_1_5X: mark_as("action", "Zoom 1.5×"),
    ActionVerb.ZOOM_CUSTOM: mark_as("action", "Custom…"),
}
_STRENGTHS = {"strong": mark_as("action", "Strong"), "subtle": mark_as("action", "Subtle")}
"""What gateways write in labels and ids, and what stands on the button."""
_LONGEST_TITLE = 60


def share_line(share: float) -> str:
    """How much is selected, and a hint where that is too little or too much."""
    if share <= 0:
        return tr(NOTHING_YET)
    if share < 0.005:
        return tr("Selected less than 1 % of the picture. 20–50 % works best.")
    percent = share * 100
    if LEAST <= share <= MOST:
        return tr("Selected {percent:.0f} % of the picture.", percent=percent)
    return tr("Selected {percent:.0f} % of the picture. 20–50 % works best.", percent=percent)


def other_way(action: Action) -> str:
    """A short word for a button in a narrow panel."""
    short = _SHORT.get(action.verb)
    return tr_as("action", short) if short else action_words.action_label(action)


def subject(task: Task) -> str:
    """`U2 of glacial valley`: which picture is being painted on."""
    words = " ".join(parse(task.prompt or task.final_prompt).text.split())
    words = wording.shortened(words, _LONGEST_TITLE)
    if task.action is not None and task.action.verb is ActionVerb.UPSCALE:
        button = task.action.short_name
        return tr("{button} of {words}", button=button, words=words) if words else button
    return words or wording.task_title(task)


def strength(action: Action) -> str:
    """What tells two region buttons apart, in one word where the gateway says it so."""
    label = action.label.strip()
    for written, word in _STRENGTHS.items():
        if written in label.lower() or written in action.custom_id.lower():
            return tr_as("action", word)
    return wording.shortened(label, 24) or action_words.action_label(action)


def growth(by: int, *, grows: bool) -> str:
    """What a click on grow or shrink does."""
    if grows:
        return tr_count("Grow the area by {n} pixel", "Grow the area by {n} pixels", by)
    return tr_count("Shrink the area by {n} pixel", "Shrink the area by {n} pixels", by)
