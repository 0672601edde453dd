"""What a finished task offers: read from a customId, and sent back verbatim.

Grammar and families: protocol.md 5.1 and 5.2. A customId is never rebuilt or reordered.
"""

from __future__ import annotations

from enum import StrEnum

from mjdesk.domain.frozen import dataclass


class ActionVerb(StrEnum):
    """Every verb that is known; the rest is `UNKNOWN` and shown with the server's own label."""

    UPSCALE = "upscale"
    VARIATION = "variation"
    REROLL = "reroll"
    UPSCALE_2X = "upscale-2x"
    UPSCALE_4X = "upscale-4x"
    UPSCALE_SUBTLE = "upscale-subtle"
    UPSCALE_CREATIVE = "upscale-creative"
    VARY_SUBTLE = "vary-subtle"
    VARY_STRONG = "vary-strong"
    VARY_REGION = "vary-region"
    ZOOM_OUT_2X = "zoom-out-2x"
    ZOOM_OUT_1_5X = "zoom-out-1.5x"
    ZOOM_CUSTOM = "zoom-custom"
    MAKE_SQUARE = "make-square"
    PAN_LEFT = "pan-left"
    PAN_RIGHT = "pan-right"
    PAN_UP = "pan-up"
    PAN_DOWN = "pan-down"
    ANIMATE_HIGH = "animate-high"
    ANIMATE_LOW = "animate-low"
    EXTEND_HIGH = "extend-high"
    EXTEND_LOW = "extend-low"
    VIDEO_UPSCALE = "video-upscale"
    IMAGINE_PROMPT = "imagine-prompt"
    """Imagine the n-th prompt of a describe or shorten."""
    IMAGINE_ALL = "imagine-all"
    DESCRIBE_AGAIN = "describe-again"
    BOOKMARK = "bookmark"
    CANCEL_JOB = "cancel-job"
    UNKNOWN = "unknown"


class ActionGroup(StrEnum):
    """How actions are laid out, in this order."""

    UPSCALE = "upscale"
    VARY = "vary"
    AGAIN = "again"
    ZOOM = "zoom"
    PAN = "pan"
    ANIMATE = "animate"
    PROMPTS = "prompts"
    MORE = "more"


class ActionRoute(StrEnum):
    """Which endpoint carries the action."""

    ACTION = "action"
    CHANGE = "change"
    """`/mj/submit/change`, for servers that send no buttons (protocol.md 5.3)."""
    WORDS = "words"
    """None of its own: the words of a prompt that was found are imagined (protocol.md 5.4)."""


_GROUPS: dict[ActionVerb, ActionGroup] = {
    ActionVerb.UPSCALE: ActionGroup.UPSCALE,
    ActionVerb.UPSCALE_2X: ActionGroup.UPSCALE,
    ActionVerb.UPSCALE_4X: ActionGroup.UPSCALE,
    ActionVerb.UPSCALE_SUBTLE: ActionGroup.UPSCALE,
    ActionVerb.UPSCALE_CREATIVE: ActionGroup.UPSCALE,
    ActionVerb.VIDEO_UPSCALE: ActionGroup.UPSCALE,
    ActionVerb.VARIATION: ActionGroup.VARY,
    ActionVerb.VARY_SUBTLE: ActionGroup.VARY,
    ActionVerb.VARY_STRONG: ActionGroup.VARY,
    ActionVerb.VARY_REGION: ActionGroup.VARY,
    ActionVerb.REROLL: ActionGroup.AGAIN,
    ActionVerb.DESCRIBE_AGAIN: ActionGroup.AGAIN,
    ActionVerb.ZOOM_OUT_2X: ActionGroup.ZOOM,
    ActionVerb.ZOOM_OUT_1_5X: ActionGroup.ZOOM,
    ActionVerb.ZOOM_CUSTOM: ActionGroup.ZOOM,
    ActionVerb.MAKE_SQUARE: ActionGroup.ZOOM,
    ActionVerb.PAN_LEFT: ActionGroup.PAN,
    ActionVerb.PAN_RIGHT: ActionGroup.PAN,
    ActionVerb.PAN_UP: ActionGroup.PAN,
    ActionVerb.PAN_DOWN: ActionGroup.PAN,
    ActionVerb.ANIMATE_HIGH: ActionGroup.ANIMATE,
    ActionVerb.ANIMATE_LOW: ActionGroup.ANIMATE,
    ActionVerb.EXTEND_HIGH: ActionGroup.ANIMATE,
    ActionVerb.EXTEND_LOW: ActionGroup.ANIMATE,
    ActionVerb.IMAGINE_PROMPT: ActionGroup.PROMPTS,
    ActionVerb.IMAGINE_ALL: ActionGroup.PROMPTS,
}

_PER_VARIANT = frozenset(
    {ActionVerb.UPSCALE, ActionVerb.VARIATION, ActionVerb.VIDEO_UPSCALE, ActionVerb.IMAGINE_PROMPT}
)
_SINGLE_RESULT = frozenset(
    {
        ActionVerb.UPSCALE,
        ActionVerb.UPSCALE_2X,
        ActionVerb.UPSCALE_4X,
        ActionVerb.UPSCALE_SUBTLE,
        ActionVerb.UPSCALE_CREATIVE,
    }
)


_REMIXED = frozenset(
    {
        ActionVerb.VARIATION,
        ActionVerb.VARY_SUBTLE,
        ActionVerb.VARY_STRONG,
        ActionVerb.REROLL,
        ActionVerb.PAN_LEFT,
        ActionVerb.PAN_RIGHT,
        ActionVerb.PAN_UP,
        ActionVerb.PAN_DOWN,
        ActionVerb.ANIMATE_HIGH,
        ActionVerb.ANIMATE_LOW,
        ActionVerb.EXTEND_HIGH,
        ActionVerb.EXTEND_LOW,
    }
)


@dataclass(frozen=True, slots=True)
class Action:
    """One button of a task."""

    custom_id: str
    """Verbatim from the server; `change::UPSCALE::2` or `prompt::2` where the server sends no buttons."""
    verb: ActionVerb
    index: int = 0
    """Which variant or prompt, 1 to 5; 0 where it makes no difference."""
    label: str = ""
    """The server's own word; used when the verb is unknown."""
    route: ActionRoute = ActionRoute.ACTION

    @property
    def group(self) -> ActionGroup:
        return _GROUPS.get(self.verb, ActionGroup.MORE)

    @property
    def is_hidden(self) -> bool:
        """Nothing a person wants here: favourites of a foreign account, cancelling a foreign job."""
        return self.verb in {ActionVerb.BOOKMARK, ActionVerb.CANCEL_JOB} or not self.custom_id

    @property
    def is_per_variant(self) -> bool:
        """Belongs to one quadrant of a grid, or one of several prompts."""
        return self.verb in _PER_VARIANT

    @property
    def needs_words(self) -> bool:
        """Always opens a window for the prompt (protocol.md 3.2)."""
        return self.verb in {ActionVerb.ZOOM_CUSTOM, ActionVerb.VARY_REGION}

    @property
    def takes_words(self) -> bool:
        """Other words may be given before it; Midjourney calls that Remix (protocol.md 3.2)."""
        return self.verb in _REMIXED and self.route is ActionRoute.ACTION

    @property
    def needs_mask(self) -> bool:
        return self.verb is ActionVerb.VARY_REGION

    @property
    def gives_single(self) -> bool:
        """The result is one picture, not a grid."""
        return self.verb in _SINGLE_RESULT

    @property
    def gives_video(self) -> bool:
        return self.group is ActionGroup.ANIMATE or self.verb is ActionVerb.VIDEO_UPSCALE

    @property
    def short_name(self) -> str:
        """`U2`, `V3`, `P1`, `reroll`, or the verb: what the command line and badges call it."""
        match self.verb:
            case ActionVerb.UPSCALE:
                return f"U{self.index}"
            case ActionVerb.VARIATION:
                return f"V{self.index}"
            case ActionVerb.IMAGINE_PROMPT:
                return f"P{self.index}"
            case ActionVerb.UNKNOWN:
                return self.custom_id
            case _:
                return f"{self.verb.value}-{self.index}" if self.is_per_variant else self.verb.value


_EXACT: dict[str, ActionVerb] = {
    "upsample": ActionVerb.UPSCALE,
    "variation": ActionVerb.VARIATION,
    "reroll": ActionVerb.REROLL,
    "low_variation": ActionVerb.VARY_SUBTLE,
    "high_variation": ActionVerb.VARY_STRONG,
    "inpaint": ActionVerb.VARY_REGION,
    "customzoom": ActionVerb.ZOOM_CUSTOM,
    "pan_left": ActionVerb.PAN_LEFT,
    "pan_right": ActionVerb.PAN_RIGHT,
    "pan_up": ActionVerb.PAN_UP,
    "pan_down": ActionVerb.PAN_DOWN,
    "animate_high": ActionVerb.ANIMATE_HIGH,
    "animate_low": ActionVerb.ANIMATE_LOW,
    "animate_high_extend": ActionVerb.EXTEND_HIGH,
    "animate_low_extend": ActionVerb.EXTEND_LOW,
    "video_virtual_upscale": ActionVerb.VIDEO_UPSCALE,
    "promptanalyzer": ActionVerb.IMAGINE_PROMPT,
    "bookmark": ActionVerb.BOOKMARK,
    "canceljob": ActionVerb.CANCEL_JOB,
}
_OUTPAINT = {
    "50": ActionVerb.ZOOM_OUT_2X,
    "75": ActionVerb.ZOOM_OUT_1_5X,
    "100": ActionVerb.MAKE_SQUARE,
}
_CHANGE = {
    "UPSCALE": ActionVerb.UPSCALE,
    "VARIATION": ActionVerb.VARIATION,
    "REROLL": ActionVerb.REROLL,
}


def prompt_action(index: int) -> Action:
    """Imagine prompt `index`, from 1, of a describe or shorten that offers no button for it."""
    return read_action(f"prompt::{index}")


def read_action(custom_id: str, label: str = "") -> Action:
    """The action that a button's customId means (protocol.md 5.1, 5.2); never raises.

    An id that fits no family gives `ActionVerb.UNKNOWN` with the server's label.
    """
    parts = custom_id.split("::")
    if parts[0] == "change" and len(parts) == 3 and parts[1] in _CHANGE:
        return Action(custom_id, _CHANGE[parts[1]], _number(parts[2]), label, ActionRoute.CHANGE)
    if parts[0] == "prompt" and len(parts) == 2 and _number(parts[1]):
        return Action(custom_id, ActionVerb.IMAGINE_PROMPT, _number(parts[1]), label, ActionRoute.WORDS)
    if parts and parts[0] == "MJ":
        parts = parts[1:]
    if parts and parts[0].upper() == "JOB":
        parts = parts[1:]
    if not parts:
        return Action(custom_id, ActionVerb.UNKNOWN, 0, label)
    word, arguments = parts[0].lower(), parts[1:]
    first = arguments[0] if arguments else ""
    verb = _EXACT.get(word)
    if verb is None:
        verb = _read_family(word, first)
    index = _number(first) if verb in _PER_VARIANT else 0
    if verb in _PER_VARIANT and not index:
        verb = ActionVerb.UNKNOWN
    return Action(custom_id, verb, index, label)


def _read_family(word: str, first: str) -> ActionVerb:
    if word == "outpaint":
        return _OUTPAINT.get(first, ActionVerb.UNKNOWN)
    if word == "picreader":
        return ActionVerb.IMAGINE_ALL if first == "all" else ActionVerb.IMAGINE_PROMPT
    if word == "picread":
        return ActionVerb.DESCRIBE_AGAIN if first.lower() == "retry" else ActionVerb.IMAGINE_PROMPT
    if word.startswith("upsample_"):
        endings = {
            "_subtle": ActionVerb.UPSCALE_SUBTLE,
            "_creative": ActionVerb.UPSCALE_CREATIVE,
            "_4x": ActionVerb.UPSCALE_4X,
            "_2x": ActionVerb.UPSCALE_2X,
        }
        for ending, verb in endings.items():
            if word.endswith(ending):
                return verb
    return ActionVerb.UNKNOWN


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else 0


def change_actions() -> tuple[Action, ...]:
    """U1-4, V1-4 and reroll through `submit/change`, for a grid whose server sends no buttons."""
    return (
        *(read_action(f"change::UPSCALE::{n}") for n in range(1, 5)),
        *(read_action(f"change::VARIATION::{n}") for n in range(1, 5)),
        read_action("change::REROLL::1"),
    )
