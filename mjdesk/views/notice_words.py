"""What news from below say: each kind of notice in words, an error in the light of what it happened to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain import errors
from mjdesk.views.error_words import Explanation, explain
from mjdesk.views.picture_words import brought_words

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError

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
    name = type(error).__name__
    if kind in _OWN_WORDS:
        return Explanation(*_NOTICES[kind])
    if kind == "error" and isinstance(error, errors.PictureError):
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
