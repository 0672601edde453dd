"""Which small buttons a tile offers under the pointer: at most five, along its bottom edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from mjdesk.domain.action import Action, ActionVerb
from mjdesk.domain.task import Collection, TaskState
from mjdesk.views import wording
from mjdesk.views.gallery.tile_painter import TileButton

if TYPE_CHECKING:
    from mjdesk.domain.task import Task

_HEIGHT = 26
_GAP = 4
_MARGIN = 8
_WORD = 52
_ICON = 28
_SINGLE_FIRST = (
    ActionVerb.UPSCALE_SUBTLE,
    ActionVerb.UPSCALE_2X,
    ActionVerb.VARY_SUBTLE,
    ActionVerb.ZOOM_OUT_2X,
)


def buttons_for(task: Task, rect: QRect, quadrant: int) -> tuple[TileButton, ...]:
    """The buttons of a tile drawn in `rect`; `quadrant` (1 to 4) chooses U and V of a grid."""
    wanted = _wanted(task, quadrant)
    top = rect.bottom() + 1 - _MARGIN - _HEIGHT
    left = rect.left() + _MARGIN
    placed: list[TileButton] = []
    for label, icon, hint, command, action in wanted:
        width = _WORD if label else _ICON
        if left + width > rect.right() - _MARGIN + 1 or len(placed) == 5:
            break
        placed.append(TileButton(QRect(left, top, width, _HEIGHT), label, icon, hint, command, action))
        left += width + _GAP
    return tuple(placed)


_Wanted = tuple[str, str, str, str, "Action | None"]


def _wanted(task: Task, quadrant: int) -> list[_Wanted]:
    more: _Wanted = ("", "ellipsis", "More", "more", None)
    match task.state:
        case TaskState.SUCCEEDED if task.collection in {Collection.EXPIRED, Collection.BROKEN}:
            return [("", "download", "Fetch the picture again", "collect", None), more]
        case TaskState.SUCCEEDED:
            return [*_actions(task, quadrant), ("", "maximize-2", "Open", "view", None), more]
        case TaskState.NEEDS_ANSWER:
            return [("Answer", "", "Say what it needs to go on", "answer", None), more]
        case TaskState.FAILED | TaskState.REFUSED:
            return [("Retry", "", "Make the same wish again", "retry", None), more]
        case TaskState.UNKNOWN | TaskState.VANISHED:
            return [("Check", "", "Ask the gateway what became of it", "check", None), more]
        case TaskState.DRAFTED | TaskState.SENT | TaskState.SUBMITTED | TaskState.RUNNING:
            return [("", "circle-stop", "Cancel", "cancel", None)]
        case TaskState.CANCELLED:
            return [more]


def _actions(task: Task, quadrant: int) -> list[_Wanted]:
    chosen: list[Action] = []
    if quadrant:
        chosen = [
            action
            for verb in (ActionVerb.UPSCALE, ActionVerb.VARIATION)
            for action in task.actions
            if action.verb is verb and action.index == quadrant
        ]
        chosen += [action for action in task.actions if action.verb is ActionVerb.REROLL]
    else:
        for verb in _SINGLE_FIRST:
            chosen += [action for action in task.actions if action.verb is verb]
    return [
        (
            wording.action_label(action) if action.is_per_variant else "",
            wording.action_icon(action),
            wording.action_hint(action),
            "action",
            action,
        )
        for action in chosen[:3]
    ]
