"""The sentences of windows that ask, of edits and of films."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.action import Action, ActionGroup, ActionVerb
from mjdesk.domain.gateway import Family
from mjdesk.domain.task import Task, TaskKind, TaskState
from mjdesk.views import action_words, gateway_words, money_words, wording
from mjdesk.views.language import mark, mark_as, tr, tr_as, tr_count

if TYPE_CHECKING:
    from decimal import Decimal

    from mjdesk.domain.gateway import GatewayProfile

EDITS, RETEXTURE, VIDEO = "/mj/submit/edits", "/mj/submit/retexture", "/mj/submit/video"
"""protocol.md 2.9, 2.10, 2.11."""
CLIP_SECONDS, MORE_SECONDS, LONGEST_SECONDS = 5, 4, 21
"""parameters.md, `--bs`: a film has 5 s, and can be made longer by 4 s at a time, up to 21 s."""

_SELDOM: dict[str, frozenset[Family]] = {
    # protocol.md 0.1: who has which endpoint
    EDITS: frozenset({Family.PROXY, Family.PROXY_PLUS}),
    RETEXTURE: frozenset({Family.PROXY, Family.PROXY_PLUS, Family.NEW_API}),
    VIDEO: frozenset({Family.PROXY, Family.PROXY_PLUS}),
}
_HINTS = {
    ActionGroup.VARY: mark("The picture stays what it starts from; new words turn it into something else."),
    ActionGroup.AGAIN: mark("Four new pictures, from these words."),
    ActionGroup.PAN: mark("The picture stays as it is; these words say what is painted on beside it."),
    ActionGroup.ANIMATE: mark("Say what moves, and how. Without words it moves as it likes."),
}
_USUAL_HINT = mark("Change the words if you like; the picture it starts from stays.")
_GO = {
    ActionGroup.VARY: (mark_as("button", "Vary"), "shuffle"),
    ActionGroup.AGAIN: (mark_as("button", "Reroll"), "refresh-cw"),
    ActionGroup.PAN: (mark_as("button", "Pan"), "move"),
    ActionGroup.ZOOM: (mark_as("button", "Zoom out"), "zoom-out"),
    ActionGroup.ANIMATE: (mark_as("button", "Animate"), "film"),
    ActionGroup.PROMPTS: (mark_as("button", "Imagine"), "sparkles"),
}
_SEND = (mark_as("button", "Send"), "send")
_SIBLINGS = {
    ActionVerb.PAN_LEFT: mark_as("direction", "Left"),
    ActionVerb.PAN_RIGHT: mark_as("direction", "Right"),
    ActionVerb.PAN_UP: mark_as("direction", "Up"),
    ActionVerb.PAN_DOWN: mark_as("direction", "Down"),
}


def dialog_title(action: Action | None) -> str:
    """The head of the window for words."""
    if action is None:
        return tr("The gateway asks")
    if action.group is ActionGroup.VARY and not action.is_per_variant:
        return action_words.group_title(action.group)
    return action_words.action_hint(action) if action.is_per_variant else action_words.action_sentence(action)


def dialog_hint(action: Action | None) -> str:
    """One line under it."""
    return tr(_HINTS.get(action.group, _USUAL_HINT) if action is not None else _USUAL_HINT)


def go(action: Action | None) -> tuple[str, str]:
    """Word and icon of the button that sends."""
    word, icon = _GO.get(action.group, _SEND) if action is not None else _SEND
    return tr_as("button", word), icon


def sibling_label(action: Action) -> str:
    """An action among its like, on a segment."""
    if action.verb is ActionVerb.VARIATION:
        return tr("Picture {n}", n=action.index)
    direction = _SIBLINGS.get(action.verb)
    return tr_as("direction", direction) if direction else action_words.action_label(action)


def with_words(action: Action) -> str:
    """The entry of a menu that opens the window for words first."""
    match action.verb:
        case ActionVerb.REROLL:
            return tr("Reroll with other words")
        case ActionVerb.VARIATION:
            return tr("Vary picture {n} with other words", n=action.index)
        case ActionVerb.VARY_SUBTLE:
            return tr("Vary (subtle) with other words")
        case ActionVerb.VARY_STRONG:
            return tr("Vary (strong) with other words")
        case ActionVerb.ANIMATE_HIGH | ActionVerb.ANIMATE_LOW:
            return tr("{button}, with words", button=action_words.action_label(action))
        case _:
            return tr("{button}, with other words", button=action_words.action_label(action))


def share_words(share: float, *, is_reshaped: bool) -> str:
    """What a zoom means; with a warning where nothing would be painted."""
    if share > 0.995 and not is_reshaped:
        return tr("At 1 nothing is painted around it. Zoom further, or choose another shape.")
    return tr(
        "{rest} % of the new picture will be painted; what is there now becomes smaller inside it.",
        rest=100 - round(100 * share),
    )


def price_words(price: Decimal | None, currency: str) -> str:
    """`about ¥ 0.10`; empty for what is free, or where nobody knows."""
    if price is None or price <= 0:
        return ""
    return tr("about {money}", money=money_words.money(price, currency))


def capability(profile: GatewayProfile, path: str) -> tuple[str, bool]:
    """(a calm sentence about what a gateway lacks, whether it is certain); ("", False) when all is well."""
    name, offer = wording.gateway_name(profile), gateway_words.endpoint_name(path)
    if profile.capabilities.lacks(path):
        lack = tr(
            "{gateway} does not offer {offer}. Choose another gateway at the foot of the window.",
            gateway=name,
            offer=offer,
        )
        return lack, True
    if profile.capabilities.family in _SELDOM[path]:
        doubt = tr(
            "Gateways like {gateway} seldom offer {offer}. You can try: a clear no costs nothing.",
            gateway=name,
            offer=offer,
        )
        return doubt, False
    return "", False


EXPERIMENTAL = mark("Experimental: what comes back depends on the gateway.")


def film_facts(batch: int, profile: GatewayProfile, *, is_more: bool) -> str:
    """`2 films of 5 s`; those of the built-in studio are shorter than Midjourney's."""
    if profile.is_studio:
        return tr_count("{n} short film", "{n} short films", batch)
    if not is_more:
        return tr_count("{n} film of {seconds} s", "{n} films of {seconds} s", batch, seconds=CLIP_SECONDS)
    if batch == 1:
        return tr("{seconds} s more", seconds=MORE_SECONDS)
    return tr_count(
        "{n} film, {seconds} s more", "{n} films, {seconds} s more each", batch, seconds=MORE_SECONDS
    )


def can_edit(task: Task) -> bool:
    """There is a picture that edits can start from."""
    return task.cover is not None and task.kind is not TaskKind.VIDEO and task.state is TaskState.SUCCEEDED


def can_extend(task: Task) -> bool:
    """It is a finished film that its gateway still knows."""
    is_film = task.kind is TaskKind.VIDEO and task.state is TaskState.SUCCEEDED
    return is_film and bool(task.remote_id) and task.cover is not None


MAKERS_TITLE = mark("From this picture")


def makers_of(task: Task) -> tuple[tuple[str, str, str], ...]:
    """The sheets that start from a task: command, word and hint of each."""
    if can_extend(task):
        hint = tr("Four more seconds, with words of their own")
        return (("animate", tr_as("button", "Make it longer"), hint),)
    if not can_edit(task):
        return ()
    film = tr("A film, with motion, loop, last frame and number of your choice")
    return (
        ("animate", tr_as("button", "Animate"), film),
        ("edit", tr_as("button", "Edit"), tr("Repaint it, or a painted part of it, as words say")),
        ("retexture", tr_as("button", "Retexture"), tr("What is where stays; what it is made of changes")),
    )
