"""What stands on the buttons of a task: label, hint and icon of every action that a gateway may offer."""

from __future__ import annotations

from mjdesk.domain.action import Action, ActionGroup, ActionVerb
from mjdesk.views.wording import shortened

_ACTIONS: dict[ActionVerb, tuple[str, str, str]] = {
    # verb: label, what it does, icon
    ActionVerb.UPSCALE: ("U{n}", "Upscale picture {n}", "expand"),
    ActionVerb.VARIATION: ("V{n}", "Vary picture {n}", "shuffle"),
    ActionVerb.REROLL: ("Reroll", "Run the same prompt again", "refresh-cw"),
    ActionVerb.UPSCALE_2X: ("Upscale 2×", "Twice the size", "expand"),
    ActionVerb.UPSCALE_4X: ("Upscale 4×", "Four times the size", "expand"),
    ActionVerb.UPSCALE_SUBTLE: ("Subtle", "Upscale, close to the original", "expand"),
    ActionVerb.UPSCALE_CREATIVE: ("Creative", "Upscale and add detail", "expand"),
    ActionVerb.VARY_SUBTLE: ("Subtle", "Vary a little", "shuffle"),
    ActionVerb.VARY_STRONG: ("Strong", "Vary a lot", "shuffle"),
    ActionVerb.VARY_REGION: ("Region", "Repaint a part of the picture", "brush"),
    ActionVerb.ZOOM_OUT_2X: ("Zoom out 2×", "Paint around the picture, at half its size", "zoom-out"),
    ActionVerb.ZOOM_OUT_1_5X: ("Zoom out 1.5×", "Paint around the picture, at two thirds", "zoom-out"),
    ActionVerb.ZOOM_CUSTOM: ("Custom zoom", "Choose how far, and change the words", "zoom-out"),
    ActionVerb.MAKE_SQUARE: ("Make square", "Paint on until the shape is square", "square"),
    ActionVerb.PAN_LEFT: ("Pan left", "Paint on to the left", "arrow-left"),
    ActionVerb.PAN_RIGHT: ("Pan right", "Paint on to the right", "arrow-right"),
    ActionVerb.PAN_UP: ("Pan up", "Paint on upwards", "arrow-up"),
    ActionVerb.PAN_DOWN: ("Pan down", "Paint on downwards", "arrow-down"),
    ActionVerb.ANIMATE_HIGH: ("High motion", "A short film with much movement", "film"),
    ActionVerb.ANIMATE_LOW: ("Low motion", "A short film with little movement", "film"),
    ActionVerb.EXTEND_HIGH: ("Extend, high", "Four more seconds with much movement", "film"),
    ActionVerb.EXTEND_LOW: ("Extend, low", "Four more seconds with little movement", "film"),
    ActionVerb.VIDEO_UPSCALE: ("Film {n}", "Take film {n}", "film"),
    ActionVerb.IMAGINE_PROMPT: ("Prompt {n}", "Imagine prompt {n}", "sparkles"),
    ActionVerb.IMAGINE_ALL: ("Imagine all", "Imagine every prompt", "sparkles"),
    ActionVerb.DESCRIBE_AGAIN: ("Describe again", "Find other prompts", "refresh-cw"),
    ActionVerb.BOOKMARK: ("Favourite", "Mark it in the gateway's own account", "star"),
    ActionVerb.CANCEL_JOB: ("Cancel job", "Stop the job at the gateway", "circle-stop"),
}

_SHORT = {
    ActionVerb.ZOOM_OUT_2X: "2×",
    ActionVerb.ZOOM_OUT_1_5X: "1.5×",
    ActionVerb.ZOOM_CUSTOM: "Custom…",
}
_LONGEST_LABEL = 40

_GROUPS = {
    ActionGroup.UPSCALE: "Upscale",
    ActionGroup.VARY: "Vary",
    ActionGroup.AGAIN: "Again",
    ActionGroup.ZOOM: "Zoom out",
    ActionGroup.PAN: "Pan",
    ActionGroup.ANIMATE: "Animate",
    ActionGroup.PROMPTS: "Imagine",
    ActionGroup.MORE: "More",
}


def action_label(action: Action) -> str:
    """What stands on the button."""
    if action.verb in _ACTIONS:
        return _ACTIONS[action.verb][0].format(n=action.index)
    parts = [part for part in action.custom_id.split("::") if part not in {"", "MJ", "JOB"}]
    words = " ".join(action.label.split()) or (parts[0] if parts else "")
    return shortened(words, _LONGEST_LABEL) or "More"


def short_label(action: Action) -> str:
    """What stands on the button under the head of its group, which need not be said again."""
    return _SHORT.get(action.verb) or action_label(action)


def action_hint(action: Action) -> str:
    """What the button does, in a few words."""
    if action.verb in _ACTIONS:
        return _ACTIONS[action.verb][1].format(n=action.index)
    return "An action of this gateway that MJ Desk does not know; it is sent as it is"


def action_icon(action: Action) -> str:
    """Name of the button's icon."""
    return _ACTIONS[action.verb][2] if action.verb in _ACTIONS else "ellipsis"


def action_sentence(action: Action) -> str:
    """Names the action where its group is not beside it: badges, messages, the lineage."""
    match action.verb:
        case ActionVerb.UPSCALE_SUBTLE | ActionVerb.UPSCALE_CREATIVE:
            return f"Upscale ({action_label(action).lower()})"
        case ActionVerb.VARY_SUBTLE | ActionVerb.VARY_STRONG | ActionVerb.VARY_REGION:
            return f"Vary ({action_label(action).lower()})"
        case ActionVerb.ANIMATE_HIGH | ActionVerb.ANIMATE_LOW:
            return f"Animate ({action_label(action).lower()})"
        case _:
            return action_label(action)


def group_title(group: ActionGroup) -> str:
    return _GROUPS[group]
