"""What stands on the buttons of a task: label, hint and icon of every action that a gateway may offer."""

from __future__ import annotations

from mjdesk.domain.action import Action, ActionGroup, ActionVerb
from mjdesk.views.language import mark, mark_as, tr, tr_as
from mjdesk.views.wording import shortened

_ACTIONS: dict[ActionVerb, tuple[str, str, str]] = {
    # verb: label, what it does, icon
    ActionVerb.UPSCALE: (mark_as("action", "U{n}"), mark("Upscale picture {n}"), "expand"),
    ActionVerb.VARIATION: (mark_as("action", "V{n}"), mark("Vary picture {n}"), "shuffle"),
    ActionVerb.REROLL: (mark_as("action", "Reroll"), mark("Run the same prompt again"), "refresh-cw"),
    ActionVerb.UPSCALE_2X: (mark_as("action", "Upscale 2×"), mark("Twice the size"), "expand"),
    ActionVerb.UPSCALE_4X: (mark_as("action", "Upscale 4×"), mark("Four times the size"), "expand"),
    ActionVerb.UPSCALE_SUBTLE: (
        mark_as("action", "Subtle"),
        mark("Upscale, close to the original"),
        "expand",
    ),
    ActionVerb.UPSCALE_CREATIVE: (mark_as("action", "Creative"), mark("Upscale and add detail"), "expand"),
    ActionVerb.VARY_SUBTLE: (mark_as("action", "Subtle"), mark("Vary a little"), "shuffle"),
    ActionVerb.VARY_STRONG: (mark_as("action", "Strong"), mark("Vary a lot"), "shuffle"),
    ActionVerb.VARY_REGION: (mark_as("action", "Region"), mark("Repaint a part of the picture"), "brush"),
    ActionVerb.ZOOM_OUT_2X: (
        mark_as("action", "Zoom out 2×"),
        mark("Paint around the picture, at half its size"),
        "zoom-out",
    ),
    ActionVerb.ZOOM_OUT_1_5X: (
        mark_as("action", "Zoom out 1.5×"),
        mark("Paint around the picture, at two thirds"),
        "zoom-out",
    ),
    ActionVerb.ZOOM_CUSTOM: (
        mark_as("action", "Custom zoom"),
        mark("Choose how far, and change the words"),
        "zoom-out",
    ),
    ActionVerb.MAKE_SQUARE: (
        mark_as("action", "Make square"),
        mark("Paint on until the shape is square"),
        "square",
    ),
    ActionVerb.PAN_LEFT: (mark_as("action", "Pan left"), mark("Paint on to the left"), "arrow-left"),
    ActionVerb.PAN_RIGHT: (mark_as("action", "Pan right"), mark("Paint on to the right"), "arrow-right"),
    ActionVerb.PAN_UP: (mark_as("action", "Pan up"), mark("Paint on upwards"), "arrow-up"),
    ActionVerb.PAN_DOWN: (mark_as("action", "Pan down"), mark("Paint on downwards"), "arrow-down"),
    ActionVerb.ANIMATE_HIGH: (
        mark_as("action", "High motion"),
        mark("A short film with much movement"),
        "film",
    ),
    ActionVerb.ANIMATE_LOW: (
        mark_as("action", "Low motion"),
        mark("A short film with little movement"),
        "film",
    ),
    ActionVerb.EXTEND_HIGH: (
        mark_as("action", "Extend, high"),
        mark("Four more seconds with much movement"),
        "film",
    ),
    ActionVerb.EXTEND_LOW: (
        mark_as("action", "Extend, low"),
        mark("Four more seconds with little movement"),
        "film",
    ),
    ActionVerb.VIDEO_UPSCALE: (mark_as("action", "Film {n}"), mark("Take film {n}"), "film"),
    ActionVerb.IMAGINE_PROMPT: (mark_as("action", "Prompt {n}"), mark("Imagine prompt {n}"), "sparkles"),
    ActionVerb.IMAGINE_ALL: (mark_as("action", "Imagine all"), mark("Imagine every prompt"), "sparkles"),
    ActionVerb.DESCRIBE_AGAIN: (
        mark_as("action", "Describe again"),
        mark("Find other prompts"),
        "refresh-cw",
    ),
    ActionVerb.BOOKMARK: (
        mark_as("action", "Favourite"),
        mark("Mark it in the gateway's own account"),
        "star",
    ),
    ActionVerb.CANCEL_JOB: (
        mark_as("action", "Cancel job"),
        mark("Stop the job at the gateway"),
        "circle-stop",
    ),
}

_SHORT = {
    ActionVerb.ZOOM_OUT_2X: mark_as("action", "2×"),
    ActionVerb.ZOOM_OUT_1_5X: mark_as("action", "1.5×"),
    ActionVerb.ZOOM_CUSTOM: mark_as("action", "Custom…"),
}
_LONGEST_LABEL = 40

_GROUPS = {
    ActionGroup.UPSCALE: mark_as("group of buttons", "Upscale"),
    ActionGroup.VARY: mark_as("group of buttons", "Vary"),
    ActionGroup.AGAIN: mark_as("group of buttons", "Again"),
    ActionGroup.ZOOM: mark_as("group of buttons", "Zoom out"),
    ActionGroup.PAN: mark_as("group of buttons", "Pan"),
    ActionGroup.ANIMATE: mark_as("group of buttons", "Animate"),
    ActionGroup.PROMPTS: mark_as("group of buttons", "Imagine"),
    ActionGroup.MORE: mark_as("group of buttons", "More"),
}
_SENTENCES = {
    ActionVerb.UPSCALE_SUBTLE: mark("Upscale (subtle)"),
    ActionVerb.UPSCALE_CREATIVE: mark("Upscale (creative)"),
    ActionVerb.VARY_SUBTLE: mark("Vary (subtle)"),
    ActionVerb.VARY_STRONG: mark("Vary (strong)"),
    ActionVerb.VARY_REGION: mark("Vary (region)"),
    ActionVerb.ANIMATE_HIGH: mark("Animate (high motion)"),
    ActionVerb.ANIMATE_LOW: mark("Animate (low motion)"),
}
"""What makes no sense without the head of its group."""


def action_label(action: Action) -> str:
    """What stands on the button."""
    if action.verb in _ACTIONS:
        return tr_as("action", _ACTIONS[action.verb][0], n=action.index)
    parts = [part for part in action.custom_id.split("::") if part not in {"", "MJ", "JOB"}]
    words = " ".join(action.label.split()) or (parts[0] if parts else "")
    return shortened(words, _LONGEST_LABEL) or tr_as("group of buttons", "More")


def short_label(action: Action) -> str:
    """What stands on the button under the head of its group, which need not be said again."""
    short = _SHORT.get(action.verb)
    return tr_as("action", short) if short else action_label(action)


def action_hint(action: Action) -> str:
    """What the button does, in a few words."""
    if action.verb in _ACTIONS:
        return tr(_ACTIONS[action.verb][1], n=action.index)
    return tr("An action of this gateway that MJ Desk does not know; it is sent as it is")


def action_icon(action: Action) -> str:
    """Name of the button's icon."""
    return _ACTIONS[action.verb][2] if action.verb in _ACTIONS else "ellipsis"


def action_sentence(action: Action) -> str:
    """Names the action where its group is not beside it: badges, messages, the lineage."""
    sentence = _SENTENCES.get(action.verb)
    return tr(sentence) if sentence else action_label(action)


def verb_name(verb: ActionVerb) -> str:
    """The same for a button of any picture: U1–4."""
    if sentence := _SENTENCES.get(verb):
        return tr(sentence)
    return tr_as("action", _ACTIONS[verb][0], n="1–4") if verb in _ACTIONS else verb.value.replace("-", " ")


def group_title(group: ActionGroup) -> str:
    return tr_as("group of buttons", _GROUPS[group])
