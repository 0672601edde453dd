"""The small buttons of a tile: which it offers under the pointer, at most five, and how they look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt

from mjdesk.domain.action import Action, ActionVerb
from mjdesk.domain.frozen import dataclass
from mjdesk.domain.task import Collection, TaskState
from mjdesk.theme import RADIUS, TYPE, WEIGHT, blend, ink
from mjdesk.views import action_words
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.painting import box, line_of_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme

BUTTON_HEIGHT = 26
MARGIN = 8
"""Between the edge of a tile and what stands at its bottom."""
_GAP = 4
_WORD = 52
_ICON = 28
_SHORT_WORD = 34
_ANSWER = 60
_SHORT = 2
"""Letters of a word that fits without more room: U1, V4."""
_MOST = 5
_SINGLE_FIRST = (
    ActionVerb.UPSCALE_SUBTLE,
    ActionVerb.UPSCALE_2X,
    ActionVerb.VARY_SUBTLE,
    ActionVerb.ZOOM_OUT_2X,
)


@dataclass(frozen=True, slots=True)
class TileButton:
    """A small button that appears on the tile under the pointer."""

    rect: QRect
    label: str
    icon: str
    hint: str
    command: str
    """`view`, `more`, `retry`, `check`, `answer`, `cancel`; or `action` with `action` set."""
    action: Action | None = None


def buttons_for(task: Task, rect: QRect, quadrant: int) -> tuple[TileButton, ...]:
    """The buttons of a tile drawn in `rect`; `quadrant` (1 to 4) chooses U and V of a grid."""
    room = rect.width() - 2 * MARGIN
    wanted = _fitting(_wanted(task, quadrant)[:_MOST], room)
    top = rect.bottom() + 1 - MARGIN - BUTTON_HEIGHT
    left = rect.left() + MARGIN
    placed: list[TileButton] = []
    for label, icon, hint, command, action in wanted:
        width = _width(label, icon, command)
        placed.append(TileButton(QRect(left, top, width, BUTTON_HEIGHT), label, icon, hint, command, action))
        left += width + _GAP
    return tuple(placed)


def answer_button(rect: QRect) -> TileButton | None:
    """Of a tile in `rect` that asks something: it is there before the pointer is, where there is room."""
    if rect.width() <= 2 * MARGIN + _ANSWER:
        return None
    corner = QPoint(rect.left() + MARGIN, rect.bottom() + 1 - MARGIN - BUTTON_HEIGHT)
    return TileButton(
        QRect(corner, QSize(_ANSWER, BUTTON_HEIGHT)), tr_as("button", "Answer"), "", "", "answer"
    )


def paint_button(painter: QPainter, button: TileButton, theme: Theme, *, is_hot: bool) -> None:
    """Draw it over whatever the tile shows; `is_hot`: the pointer is on it."""
    tokens = theme.tokens
    fill = ink(tokens.on_scrim, 0.24) if is_hot else ink(tokens.scrim, 0.66)
    if button.command == "answer":
        fill = ink(blend(tokens.accent_fill, tokens.on_accent, 0.12 if is_hot else 0.0))
    place = QRectF(button.rect)
    box(painter, place, RADIUS.control, fill)
    if button.icon:
        left = place.left() + 6 if button.label else place.center().x() - 7
        theme.icons.paint(painter, button.icon, tokens.on_scrim, QRectF(left, place.center().y() - 7, 14, 14))
    if button.label:
        start = 24 if button.icon else 0
        painter.setFont(theme.font(TYPE.label, WEIGHT.medium))
        line_of_text(
            painter,
            place.adjusted(start, 0, -2 if button.icon else 0, 0),
            button.label,
            ink(tokens.on_scrim),
            Qt.AlignmentFlag.AlignLeft if button.icon else Qt.AlignmentFlag.AlignHCenter,
        )


_Wanted = tuple[str, str, str, str, Action | None]


def _wanted(task: Task, quadrant: int) -> list[_Wanted]:
    more: _Wanted = ("", "ellipsis", tr_as("button", "More"), "more", None)
    match task.state:
        case TaskState.SUCCEEDED if task.collection in {Collection.EXPIRED, Collection.BROKEN}:
            return [("", "download", tr("Fetch the picture again"), "collect", None), more]
        case TaskState.SUCCEEDED:
            return [
                *_actions(task, quadrant),
                ("", "maximize-2", tr_as("button", "Open"), "view", None),
                more,
            ]
        case TaskState.NEEDS_ANSWER:
            hint = tr("Say what it needs to go on")
            return [(tr_as("button", "Answer"), "", hint, "answer", None), more]
        case TaskState.FAILED | TaskState.REFUSED:
            return [(tr("Retry"), "", tr("Make the same wish again"), "retry", None), more]
        case TaskState.UNKNOWN | TaskState.VANISHED:
            hint = tr("Ask the gateway what became of it")
            return [(tr_as("button", "Check"), "", hint, "check", None), more]
        case TaskState.DRAFTED | TaskState.SENT | TaskState.SUBMITTED | TaskState.RUNNING:
            return [("", "circle-stop", tr_as("button", "Cancel"), "cancel", None)]
        case TaskState.CANCELLED:
            return [more]


def _fitting(wanted: list[_Wanted], room: int) -> list[_Wanted]:
    """Words without their icons when it is narrow, then fewer; *More* is the last to go."""
    if _breadth(wanted) > room:
        wanted = [
            (label, "" if label else icon, hint, command, action)
            for label, icon, hint, command, action in wanted
        ]
    while wanted and _breadth(wanted) > room:
        wanted = [*wanted[:-2], wanted[-1]] if len(wanted) > 1 else []
    return wanted


def _width(label: str, icon: str, command: str) -> int:
    if not label:
        return _ICON
    if command == "answer":
        return _ANSWER
    return _WORD if icon or len(label) > _SHORT else _SHORT_WORD


def _breadth(wanted: list[_Wanted]) -> int:
    return sum(_width(label, icon, command) + _GAP for label, icon, _, command, _ in wanted) - _GAP


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
            action_words.action_label(action) if action.is_per_variant else "",
            action_words.action_icon(action),
            action_words.action_hint(action),
            "action",
            action,
        )
        for action in chosen[:3]
    ]
