"""The sentences of windows that ask, of edits and of films."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.action import Action, ActionGroup, ActionVerb
from mjdesk.domain.gateway import Family
from mjdesk.domain.task import Task, TaskKind, TaskState
from mjdesk.views import action_words, money_words

if TYPE_CHECKING:
    from decimal import Decimal

    from mjdesk.domain.gateway import GatewayProfile

EDITS, RETEXTURE, VIDEO = "/mj/submit/edits", "/mj/submit/retexture", "/mj/submit/video"
"""protocol.md 2.9, 2.10, 2.11."""
CLIP_SECONDS, MORE_SECONDS, LONGEST_SECONDS = 5, 4, 21
"""parameters.md, `--bs`: a film has 5 s, and can be made longer by 4 s at a time, up to 21 s."""

_NAMES = {
    EDITS: "edits of pictures",
    RETEXTURE: "retexture",
    VIDEO: "films from a picture",
}
_SELDOM: dict[str, frozenset[Family]] = {
    # protocol.md 0.1: who has which endpoint
    EDITS: frozenset({Family.PROXY, Family.PROXY_PLUS}),
    RETEXTURE: frozenset({Family.PROXY, Family.PROXY_PLUS, Family.NEW_API}),
    VIDEO: frozenset({Family.PROXY, Family.PROXY_PLUS}),
}
_HINTS = {
    ActionGroup.VARY: "The picture stays what it starts from; new words turn it into something else.",
    ActionGroup.AGAIN: "Four new pictures, from these words.",
    ActionGroup.PAN: "The picture stays as it is; these words say what is painted on beside it.",
    ActionGroup.ANIMATE: "Say what moves, and how. Without words it moves as it likes.",
}
_GO = {
    ActionGroup.VARY: ("Vary", "shuffle"),
    ActionGroup.AGAIN: ("Reroll", "refresh-cw"),
    ActionGroup.PAN: ("Pan", "move"),
    ActionGroup.ZOOM: ("Zoom out", "zoom-out"),
    ActionGroup.ANIMATE: ("Animate", "film"),
    ActionGroup.PROMPTS: ("Imagine", "sparkles"),
}


def dialog_title(action: Action | None) -> str:
    """The head of the window for words."""
    if action is None:
        return "The gateway asks"
    if action.group is ActionGroup.VARY and not action.is_per_variant:
        return "Vary"
    return action_words.action_hint(action) if action.is_per_variant else action_words.action_sentence(action)


def dialog_hint(action: Action | None) -> str:
    """One line under it."""
    default = "Change the words if you like; the picture it starts from stays."
    return default if action is None else _HINTS.get(action.group, default)


def go(action: Action | None) -> tuple[str, str]:
    """Word and icon of the button that sends."""
    return ("Send", "send") if action is None else _GO.get(action.group, ("Send", "send"))


def sibling_label(action: Action) -> str:
    """An action among its like, on a segment."""
    match action.verb:
        case ActionVerb.VARIATION:
            return f"Picture {action.index}"
        case ActionVerb.PAN_LEFT | ActionVerb.PAN_RIGHT | ActionVerb.PAN_UP | ActionVerb.PAN_DOWN:
            return action_words.action_label(action).removeprefix("Pan ").capitalize()
        case _:
            return action_words.action_label(action)


def with_words(action: Action) -> str:
    """The entry of a menu that opens the window for words first."""
    match action.verb:
        case ActionVerb.REROLL:
            return "Reroll with other words"
        case ActionVerb.VARIATION:
            return f"Vary picture {action.index} with other words"
        case ActionVerb.VARY_SUBTLE | ActionVerb.VARY_STRONG:
            return f"Vary ({action_words.action_label(action).lower()}) with other words"
        case ActionVerb.ANIMATE_HIGH | ActionVerb.ANIMATE_LOW:
            return f"{action_words.action_label(action)}, with words"
        case _:
            return f"{action_words.action_label(action)}, with other words"


def share_words(share: float, *, is_reshaped: bool) -> str:
    """What a zoom means; with a warning where nothing would be painted."""
    if share > 0.995 and not is_reshaped:
        return "At 1 nothing is painted around it. Zoom further, or choose another shape."
    rest = 100 - round(100 * share)
    return f"{rest} % of the new picture will be painted; what is there now becomes smaller inside it."


def price_words(price: Decimal | None, currency: str) -> str:
    """`about ¥ 0.10`; empty for what is free, or where nobody knows."""
    return f"about {money_words.money(price, currency)}" if price is not None and price > 0 else ""


def capability(profile: GatewayProfile, path: str) -> tuple[str, bool]:
    """(a calm sentence about what a gateway lacks, whether it is certain); ("", False) when all is well."""
    name = profile.name
    if profile.capabilities.lacks(path):
        return (
            f"{name} does not offer {_NAMES[path]}. Choose another gateway at the foot of the window.",
            True,
        )
    if profile.capabilities.family in _SELDOM[path]:
        return (
            f"Gateways like {name} seldom offer {_NAMES[path]}. You can try: a clear no costs nothing.",
            False,
        )
    return "", False


EXPERIMENTAL = "Experimental: what comes back depends on the gateway."


def film_facts(batch: int, *, is_more: bool) -> str:
    """`2 films of 5 s`."""
    seconds = MORE_SECONDS if is_more else CLIP_SECONDS
    if is_more:
        return f"{seconds} s more" if batch == 1 else f"{batch} films, {seconds} s more each"
    return f"1 film of {seconds} s" if batch == 1 else f"{batch} films of {seconds} s"


def can_edit(task: Task) -> bool:
    """There is a picture that edits can start from."""
    return task.cover is not None and task.kind is not TaskKind.VIDEO and task.state is TaskState.SUCCEEDED


def can_extend(task: Task) -> bool:
    """It is a finished film that its gateway still knows."""
    is_film = task.kind is TaskKind.VIDEO and task.state is TaskState.SUCCEEDED
    return is_film and bool(task.remote_id) and task.cover is not None


MAKERS_TITLE = "From this picture"


def makers_of(task: Task) -> tuple[tuple[str, str, str], ...]:
    """The sheets that start from a task: command, word and hint of each."""
    if can_extend(task):
        return (("animate", "Make it longer", "Four more seconds, with words of their own"),)
    if not can_edit(task):
        return ()
    return (
        ("animate", "Animate", "A film, with motion, loop, last frame and number of your choice"),
        ("edit", "Edit", "Repaint it, or a painted part of it, as words say"),
        ("retexture", "Retexture", "What is where stays; what it is made of changes"),
    )
