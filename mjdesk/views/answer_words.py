"""What a gateway that opened a window wants to know, in a sentence."""

from __future__ import annotations

from mjdesk.domain.action import Action, ActionGroup
from mjdesk.views.language import mark, tr, tr_count

_QUESTIONS = {
    ActionGroup.VARY: mark("With which words shall it vary?"),
    ActionGroup.AGAIN: mark("With which words shall it run again?"),
    ActionGroup.PAN: mark("What shall appear beside the picture?"),
    ActionGroup.ZOOM: mark("How far back, and what shall appear around the picture?"),
    ActionGroup.ANIMATE: mark("What shall happen in the film?"),
    ActionGroup.PROMPTS: mark("Which prompt shall it imagine?"),
}
_ANY = mark("The gateway asks how to go on.")
WAITS = mark("It waits until you answer; nothing runs until then.")


def question(action: Action | None) -> str:
    """What the gateway asks of a task that this button made."""
    if action is None:
        return tr(_ANY)
    if action.needs_mask:
        return tr("Which part shall be repainted, and into what?")
    return tr(_QUESTIONS.get(action.group, _ANY))


def asked_words(count: int) -> str:
    """For the foot of the window; "" when nothing is asked."""
    return tr_count("{n:,} needs your answer", "{n:,} need your answer", count) if count else ""
