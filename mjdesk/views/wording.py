"""All words about tasks, actions and troubles: the one place where a state or an error becomes a sentence."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, assert_never

from mjdesk.domain.action import Action, ActionGroup, ActionVerb
from mjdesk.domain.frozen import dataclass
from mjdesk.domain.task import Collection, Task, TaskKind, TaskState

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.task import Failure

_ACTIONS: dict[ActionVerb, tuple[str, str, str]] = {
    # verb: label, what it does, icon
    ActionVerb.UPSCALE: ("U{n}", "Upscale picture {n}", "expand"),
    ActionVerb.VARIATION: ("V{n}", "Vary picture {n}", "shuffle"),
    ActionVerb.REROLL: ("Reroll", "Run the same prompt again", "refresh-cw"),
    ActionVerb.UPSCALE_2X: ("Upscale 2x", "Twice the size", "expand"),
    ActionVerb.UPSCALE_4X: ("Upscale 4x", "Four times the size", "expand"),
    ActionVerb.UPSCALE_SUBTLE: ("Subtle", "Upscale, close to the original", "expand"),
    ActionVerb.UPSCALE_CREATIVE: ("Creative", "Upscale and add detail", "expand"),
    ActionVerb.VARY_SUBTLE: ("Subtle", "Vary a little", "shuffle"),
    ActionVerb.VARY_STRONG: ("Strong", "Vary a lot", "shuffle"),
    ActionVerb.VARY_REGION: ("Region", "Repaint a part of the picture", "brush"),
    ActionVerb.ZOOM_OUT_2X: ("Zoom out 2x", "Paint around the picture, at half its size", "zoom-out"),
    ActionVerb.ZOOM_OUT_1_5X: ("Zoom out 1.5x", "Paint around the picture, at two thirds", "zoom-out"),
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

_LONGEST_LABEL = 40
_LONGEST_TITLE = 300
_LONGEST_READ = 4000
"""A prompt may have ten thousand characters; its name is in the first of them."""

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

_KINDS = {
    TaskKind.IMAGINE: "Imagine",
    TaskKind.BLEND: "Blend",
    TaskKind.DESCRIBE: "Describe",
    TaskKind.SHORTEN: "Shorten",
    TaskKind.UPSCALE: "Upscale",
    TaskKind.VARIATION: "Variation",
    TaskKind.REROLL: "Reroll",
    TaskKind.ZOOM: "Zoom out",
    TaskKind.PAN: "Pan",
    TaskKind.INPAINT: "Region",
    TaskKind.SWAP_FACE: "Swap face",
    TaskKind.EDIT: "Edit",
    TaskKind.RETEXTURE: "Retexture",
    TaskKind.VIDEO: "Film",
    TaskKind.OTHER: "Task",
}


def action_label(action: Action) -> str:
    """What stands on the button."""
    if action.verb in _ACTIONS:
        return _ACTIONS[action.verb][0].format(n=action.index)
    parts = [part for part in action.custom_id.split("::") if part not in {"", "MJ", "JOB"}]
    words = " ".join(action.label.split()) or (parts[0] if parts else "")
    return shortened(words, _LONGEST_LABEL) or "More"


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


def shortened(text: str, most: int) -> str:
    """At most so many characters, with an ellipsis where something was left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def group_title(group: ActionGroup) -> str:
    return _GROUPS[group]


def kind_name(kind: TaskKind) -> str:
    return _KINDS[kind]


def task_title(task: Task) -> str:
    """One line that names a task: its words without flags and picture addresses, else what it is."""
    text = f" {task.prompt[:_LONGEST_READ]}".split(" --", 1)[0]
    words = " ".join(word for word in text.split() if not word.startswith(("http://", "https://")))
    return shortened(words, _LONGEST_TITLE) or kind_name(task.kind)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th ..."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def state_line(task: Task) -> str:
    """How a task stands, in two or three words."""
    match task.state:
        case TaskState.DRAFTED:
            return "Waiting for its turn"
        case TaskState.SENT:
            return "Sending"
        case TaskState.SUBMITTED:
            return f"Queued · {ordinal(task.queue_position)}" if task.queue_position else "Accepted"
        case TaskState.NEEDS_ANSWER:
            return "Needs your answer"
        case TaskState.RUNNING:
            return f"{task.progress}%"
        case TaskState.SUCCEEDED:
            return _collection_line(task)
        case TaskState.FAILED:
            return "Failed"
        case TaskState.REFUSED:
            return "Not accepted"
        case TaskState.UNKNOWN:
            return "Outcome unknown"
        case TaskState.CANCELLED:
            return "Cancelled"
        case TaskState.VANISHED:
            return "Gone from the gateway"
    assert_never(task.state)


def _collection_line(task: Task) -> str:
    match task.collection:
        case Collection.WAITING:
            return "Bringing the pictures home"
        case Collection.EXPIRED:
            return "The picture's link has expired"
        case Collection.BROKEN:
            return "The picture arrived broken"
        case Collection.NOTHING | Collection.DONE:
            return "Done"
    assert_never(task.collection)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One trouble in words."""

    title: str
    """What happened."""
    advice: str
    """What to do next."""
    may_have_cost: bool = False


_TROUBLES: dict[str, tuple[str, str]] = {
    "Unreachable": (
        "The gateway could not be reached.",
        "Nothing was sent. Check the address and your connection, then try again.",
    ),
    "OutcomeUnknown": (
        "The connection broke before the gateway answered.",
        "It may have been accepted, so MJ Desk does not send it twice. Check again, or repeat it yourself.",
    ),
    "NotAllowed": (
        "The gateway does not accept this key.",
        "Open Settings and test the key; a key limited to some models may not read tasks.",
    ),
    "OutOfCredit": (
        "The account's credit is used up.",
        "Top up at your gateway, then try again. Nothing was started.",
    ),
    "Refused": (
        "The gateway did not accept this.",
        "Change the prompt or the pictures and try again.",
    ),
    "BannedPrompt": (
        "The gateway refuses a word in this prompt.",
        "Edit the prompt and try again.",
    ),
    "Busy": (
        "The gateway is busy.",
        "Its queue is full. Try again in a few minutes.",
    ),
    "NoAccount": (
        "The gateway has no account free for this.",
        "Try again shortly, or ask the gateway's seller.",
    ),
    "NotOffered": (
        "This gateway does not offer this.",
        "Use another gateway for it.",
    ),
    "Nonsense": (
        "The gateway answered something unreadable.",
        "It is often a passing fault there; what you have is safe. Try again shortly.",
    ),
    "TaskVanished": (
        "The gateway no longer knows this task.",
        "It may have restarted. Check again, or make the same wish once more.",
    ),
    "PictureExpired": (
        "The picture's link no longer answers.",
        "Try to fetch it again; gateways sometimes renew the link.",
    ),
    "NotAPicture": (
        "This is not a picture.",
        "Choose a PNG, JPEG, WebP or GIF file.",
    ),
    "PictureTruncated": (
        "The picture is incomplete.",
        "Fetch it again; the file that came ends too early.",
    ),
    "PictureTooLarge": (
        "The picture is too large.",
        "Make it smaller and try again; MJ Desk takes pictures of up to 120 megapixels.",
    ),
    "DiskFull": (
        "The disk is full.",
        "Free some space; MJ Desk then goes on fetching by itself. Nothing already kept is lost.",
    ),
    "DiskReadOnly": (
        "The library's folder cannot be written.",
        "Make the folder writable or choose another one in Settings.",
    ),
    "LibraryDamaged": (
        "The library was damaged and has been restored from its backup.",
        "The damaged file is kept beside it.",
    ),
    "LibraryMissing": (
        "The library's folder is not there.",
        "Connect its disk and start MJ Desk again, or choose another folder in Settings.",
    ),
    "LibraryError": (
        "The library could not be read.",
        "Check the disk, then start MJ Desk again.",
    ),
    "SecretsError": (
        "The key could not be kept in this computer's keychain.",
        "Unlock the keychain, or let MJ Desk ask for the key at each start.",
    ),
    "GatewayError": (
        "The gateway answered with an error.",
        "Try again; if it stays so, its seller can tell why.",
    ),
    "PictureError": (
        "The picture cannot be used.",
        "Choose another one, or fetch it again.",
    ),
    "task-failed": (
        "The gateway could not finish this.",
        "Try again, perhaps with other words.",
    ),
}
_INVALID = {
    "empty-prompt": ("The prompt is empty.", "Write what the picture should show."),
    "too-few-pictures": ("More pictures are needed.", "Blend takes two to five pictures."),
    "too-many-pictures": ("Too many pictures.", "Blend takes at most five pictures."),
    "no-mask": (
        "Vary Region needs a painted area.",
        "Open it with Vary Region and paint what is to change.",
    ),
    "needs-url": (
        "This gateway takes no uploads, so only image prompts can be sent from here.",
        "Use the picture as an image prompt, or give its address on the web.",
    ),
    "upload-lost": (
        "Nobody knows whether the reference arrived; the prompt was not sent.",
        "Try again: the picture is uploaded once more.",
    ),
    "too-many-references": (
        "There are more references than Midjourney takes.",
        "One omni reference or four edit references, those in the text included.",
    ),
    "no-picture": ("A picture is missing.", "Choose the one that it shall begin with."),
    "picture-gone": ("A reference picture is no longer there.", "Drop it again, then generate."),
    "over-cap": (
        "This would cost more than you allow for one day.",
        "Nothing was sent. Raise the day's limit in Settings, or go on tomorrow.",
    ),
    "bad-proxy": (
        "The address of the proxy cannot be used.",
        "Write it like http://127.0.0.1:7890, or leave it empty.",
    ),
    "album-name": ("There is a collection of this name.", "Choose another name for it."),
    "unsupported": ("This cannot be done here yet.", "Use one of the other actions."),
    "no-address": (
        "The address is missing.",
        "Enter the address of your gateway, in any form that its seller gave you.",
    ),
    "no-gateway": (
        "No gateway is set up for this.",
        "Open Settings and add your gateway, or use the studio.",
    ),
}


def explain(error: DeskError) -> Explanation:
    """What an error means to a person."""
    from mjdesk.domain import errors

    name = type(error).__name__
    if isinstance(error, errors.WishInvalid):
        title, advice = _INVALID.get(error.reason, _INVALID["unsupported"])
        return Explanation(title, advice)
    if isinstance(error, errors.BannedPrompt) and error.word:
        return Explanation(f"The gateway refuses the word “{error.word}”.", "Edit the prompt and try again.")
    if isinstance(error, errors.LibraryDamaged) and not error.restored_from:
        return Explanation(
            "The library was damaged and had no backup; a new one was begun.",
            "The damaged file is kept beside it, and so are all pictures.",
        )
    for kind in type(error).__mro__:
        if kind.__name__ in _TROUBLES:
            title, advice = _TROUBLES[kind.__name__]
            cost = isinstance(error, errors.GatewayError) and error.may_have_cost
            return Explanation(title, advice, cost)
    return Explanation(f"Something went wrong ({name}).", "Try again.")


def explain_failure(failure: Failure) -> Explanation:
    """What a task's failure means; the gateway's own words come first when it said any."""
    if failure.error == "WishInvalid":
        return Explanation(*_INVALID.get(failure.reason, _INVALID["unsupported"]))
    title, advice = _TROUBLES.get(failure.error, _TROUBLES["task-failed"])
    if failure.error == "BannedPrompt" and failure.word:
        title = f"The gateway refuses the word “{failure.word}”."
    elif failure.error in {"task-failed", "Refused"} and failure.text:
        title = failure.text if failure.text.endswith((".", "!", "?", "。")) else f"{failure.text}."
    return Explanation(title, advice, failure.may_have_cost)


def day_title(ordinal_day: int, today: date) -> str:
    """Today, Yesterday, a weekday within the week, else the date."""
    day = date.fromordinal(ordinal_day)
    distance = (today - day).days
    if distance == 0:
        return "Today"
    if distance == 1:
        return "Yesterday"
    if 1 < distance < 7:
        return f"{day:%A}"
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B} {day.year}"


def moment(seconds: float, now: float) -> str:
    """`Today 14:32`, `12 March 09:10`."""
    at = datetime.fromtimestamp(seconds)
    today = datetime.fromtimestamp(now).date()
    return f"{day_title(at.date().toordinal(), today)} {at:%H:%M}"


def duration(seconds: float) -> str:
    """`41 s`, `2 min 05 s`, `1 h 12 min`."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


def byte_count(count: int) -> str:
    """`640 KB`, `9.6 GB`."""
    size = float(count)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit in {"B", "KB"} or size >= 100 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


_NOTICES: dict[str, tuple[str, str]] = {
    "saved": ("Saved", "{path}"),
    "no-picture": ("There is no picture here yet.", "Wait until it has arrived, or fetch it again."),
    "copied": ("Copied", ""),
    "needs-answer": ("The gateway asks how to go on", "Open the task and answer; nothing runs until then."),
    "words-unused": (
        "The gateway did not ask for other words",
        "Remix is off in its Midjourney account, so the picture may follow the words of before.",
    ),
    "asks-again": (
        "The gateway still waits for your answer",
        "What you said may have been lost on its way. Answer again; it was not sent twice.",
    ),
    "exists-already": ("This was done before", "Here is the task that did it."),
    "outcome-unknown": (
        "It is not known what became of a wish",
        "It may have been accepted. Check again, or repeat it yourself; it is never sent twice by itself.",
    ),
    "task-failed": ("The gateway could not finish a task", "{text}"),
    "picture-missing": ("The gateway says done, but sent no picture", "Check again later; it often follows."),
    "library-shared": (
        "This library is open in another window",
        "That one follows running tasks; here you can look and create.",
    ),
    "unexpected": (
        "Something went wrong that should not have.",
        "What you have is safe. The log has the details ({error}).",
    ),
    "library-restored": ("The library was damaged and has been restored.", "The damaged file was kept."),
    "library": ("The library could not be written.", "Check the disk; MJ Desk goes on by itself."),
    "refused": ("The gateway did not accept this.", "Change the wish and try again."),
    "answer-refused": ("The gateway did not accept the answer.", "Open the task and answer again."),
    "waiting": ("The gateway is busy.", "MJ Desk tries again by itself in a moment; nothing is lost."),
    "cancelled-here-only": (
        "Cancelled here only.",
        "The gateway cannot be told to stop, so it may still finish this and charge it.",
    ),
    "gateway-silent": (
        "The gateway does not answer.",
        "What runs there is not lost: MJ Desk keeps asking, and goes on by itself.",
    ),
    "vanished": ("The gateway no longer knows a task.", "Check again, or make the same wish once more."),
    "picture-expired": ("A picture's link no longer answers.", "Try to fetch it again."),
    "picture-broken": ("A picture arrived broken.", "Try to fetch it again."),
    "picture-waiting": (
        "A picture cannot be fetched yet.",
        "It is fetched at the next start, when its gateway can be asked again.",
    ),
    "settings-unsaved": (
        "The settings could not be saved.",
        "Free some space, or make their folder writable; the next change is saved with all others.",
    ),
    "settings-restored": (
        "The settings could not be read, so MJ Desk starts with new ones.",
        "The old file is kept beside them. Pictures and keys are untouched; set your gateway up again.",
    ),
    "error": ("Something could not be done.", "Try again."),
}
_OWN_WORDS = frozenset({"cancelled-here-only", "settings-unsaved", "settings-restored"})
"""Kinds that say it all, whatever the error was."""
_OWN_ADVICE = frozenset({"waiting", "gateway-silent", "picture-waiting"})
"""Kinds whose error says what happened, while what to do depends on what it happened to."""


_ARRIVED = {
    # What a gateway sent as its picture, and not what a person chose.
    "NotAPicture": (
        "What arrived is not a picture.",
        "Fetch it again; if it stays so, ask the gateway's seller.",
    ),
    "PictureTooLarge": (
        "The picture that arrived is too large.",
        "MJ Desk takes pictures of up to 120 megapixels; this one stays at the gateway.",
    ),
    "Nonsense": (
        "The picture could not be fetched.",
        "Its server answers with errors. Fetch it again later.",
    ),
}


def notice_words(kind: str, error: DeskError | None, arguments: dict[str, str]) -> tuple[str, str]:
    """Title and text of a notice: its error's words, else its kind's."""
    if error is not None:
        words = _explain_notice(kind, error)
        text = words.advice
        if words.may_have_cost:
            text += " It may have been charged."
        return words.title, text
    title, text = _NOTICES.get(kind, (kind.replace("-", " ").capitalize(), ""))
    return title.format_map(_Known(arguments)), text.format_map(_Known(arguments))


def _explain_notice(kind: str, error: DeskError) -> Explanation:
    """An error in the light of what it happened to."""
    from mjdesk.domain import errors

    name = type(error).__name__
    if kind in _OWN_WORDS:
        return Explanation(*_NOTICES[kind])
    if kind == "error" and isinstance(error, errors.PictureError):
        from mjdesk.views.picture_words import brought_words

        return Explanation(*brought_words(error))
    if kind == "picture-broken" and name in _ARRIVED:
        return Explanation(*_ARRIVED[name])
    if kind == "error" and isinstance(error, errors.DiskFull):
        return Explanation(explain(error).title, "Free some space, then try again; what is kept is safe.")
    if kind in _OWN_ADVICE and not isinstance(error, errors.NotAllowed):
        # A web page in the place of what it answered before is a passing fault, not a missing feature.
        is_page = kind == "gateway-silent" and isinstance(error, errors.NotOffered)
        return Explanation(explain(errors.Nonsense() if is_page else error).title, _NOTICES[kind][1])
    return explain(error)


class _Known(dict[str, str]):
    """Leaves out what is not known, so that a missing argument never costs the sentence."""

    def __missing__(self, key: str) -> str:
        return ""
