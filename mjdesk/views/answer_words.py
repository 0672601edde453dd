"""What a gateway that opened a window wants to know, in a sentence."""

from __future__ import annotations

from mjdesk.domain.action import Action, ActionGroup

_QUESTIONS = {
    ActionGroup.VARY: "With which words shall it vary?",
    ActionGroup.AGAIN: "With which words shall it run again?",
    ActionGroup.PAN: "What shall appear beside the picture?",
    ActionGroup.ZOOM: "How far back, and what shall appear around the picture?",
    ActionGroup.ANIMATE: "What shall happen in the film?",
    ActionGroup.PROMPTS: "Which prompt shall it imagine?",
}

WAITS = "It waits until you answer; nothing runs until then."


def question(action: Action | None) -> str:
    """What the gateway asks of a task that this button made."""
    if action is None:
        return "The gateway asks how to go on."
    if action.needs_mask:
        return "Which part shall be repainted, and into what?"
    return _QUESTIONS.get(action.group, "The gateway asks how to go on.")


def asked_words(count: int) -> str:
    """For the foot of the window; "" when nothing is asked."""
    if not count:
        return ""
    return "1 needs your answer" if count == 1 else f"{count:,} need your answer"
