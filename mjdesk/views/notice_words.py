"""What news from below say: each kind of notice in words, an error in the light of what it happened to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain import errors
from mjdesk.views.error_words import Explanation, explain
from mjdesk.views.language import mark, tr
from mjdesk.views.picture_words import brought_words
from mjdesk.views.wording import sentences

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError

_NOTICES: dict[str, tuple[str, str]] = {
    "saved": (mark("Saved"), "{path}"),
    "no-picture": (
        mark("There is no picture here yet."),
        mark("Wait until it has arrived, or fetch it again."),
    ),
    "copied": (mark("Copied"), ""),
    "needs-answer": (
        mark("The gateway asks how to go on"),
        mark("Open the task and answer; nothing runs until then."),
    ),
    "words-unused": (
        mark("The gateway did not ask for other words"),
        mark("Remix is off in its Midjourney account, so the picture may follow the words of before."),
    ),
    "asks-again": (
        mark("The gateway still waits for your answer"),
        mark("What you said may have been lost on its way. Answer again; it was not sent twice."),
    ),
    "exists-already": (mark("This was done before"), mark("Here is the task that did it.")),
    "outcome-unknown": (
        mark("It is not known what became of a wish"),
        mark(
            "It may have been accepted. Check again, or repeat it yourself; it is never sent twice by itself."
        ),
    ),
    "task-failed": (mark("The gateway could not finish a task"), "{text}"),
    "picture-missing": (
        mark("The gateway says done, but sent no picture"),
        mark("Check again later; it often follows."),
    ),
    "library-shared": (
        mark("This library is open in another window"),
        mark("That one follows running tasks; here you can look and create."),
    ),
    "unexpected": (
        mark("Something went wrong that should not have."),
        mark("What you have is safe. The log has the details ({error})."),
    ),
    "library-restored": (
        mark("The library was damaged and has been restored."),
        mark("The damaged file was kept."),
    ),
    "library": (
        mark("The library could not be written."),
        mark("Check the disk; MJ Desk goes on by itself."),
    ),
    "refused": (mark("The gateway did not accept this."), mark("Change the wish and try again.")),
    "answer-refused": (
        mark("The gateway did not accept the answer."),
        mark("Open the task and answer again."),
    ),
    "waiting": (
        mark("The gateway is busy."),
        mark("MJ Desk tries again by itself in a moment; nothing is lost."),
    ),
    "cancelled-here-only": (
        mark("Cancelled here only."),
        mark("The gateway cannot be told to stop, so it may still finish this and charge it."),
    ),
    "gateway-silent": (
        mark("The gateway does not answer."),
        mark("What runs there is not lost: MJ Desk keeps asking, and goes on by itself."),
    ),
    "vanished": (
        mark("The gateway no longer knows a task."),
        mark("Check again, or make the same wish once more."),
    ),
    "picture-expired": (mark("A picture's link no longer answers."), mark("Try to fetch it again.")),
    "picture-broken": (mark("A picture arrived broken."), mark("Try to fetch it again.")),
    "picture-waiting": (
        mark("A picture cannot be fetched yet."),
        mark("It is fetched at the next start, when its gateway can be asked again."),
    ),
    "settings-unsaved": (
        mark("The settings could not be saved."),
        mark("Free some space, or make their folder writable; the next change is saved with all others."),
    ),
    "settings-restored": (
        mark("The settings could not be read, so MJ Desk starts with new ones."),
        mark("The old file is kept beside them. Pictures and keys are untouched; set your gateway up again."),
    ),
    "error": (mark("Something could not be done."), mark("Try again.")),
}
_OWN_WORDS = frozenset({"cancelled-here-only", "settings-unsaved", "settings-restored"})
"""Kinds that say it all, whatever the error was."""
_OWN_ADVICE = frozenset({"waiting", "gateway-silent", "picture-waiting"})
"""Kinds whose error says what happened, while what to do depends on what it happened to."""


_ARRIVED = {
    # What a gateway sent as its picture, and not what a person chose.
    "NotAPicture": (
        mark("What arrived is not a picture."),
        mark("Fetch it again; if it stays so, ask the gateway's seller."),
    ),
    "PictureTooLarge": (
        mark("The picture that arrived is too large."),
        mark("MJ Desk takes pictures of up to 120 megapixels; this one stays at the gateway."),
    ),
    "Nonsense": (
        mark("The picture could not be fetched."),
        mark("Its server answers with errors. Fetch it again later."),
    ),
}


def notice_words(kind: str, error: DeskError | None, arguments: dict[str, str]) -> tuple[str, str]:
    """Title and text of a notice: its error's words, else its kind's."""
    if error is not None:
        words = _explain_notice(kind, error)
        cost = tr("It may have been charged.") if words.may_have_cost else ""
        return words.title, sentences(words.advice, cost)
    if kind not in _NOTICES:
        return kind.replace("-", " ").capitalize(), ""
    words = _said(*_NOTICES[kind])
    known = _Known(arguments)
    return words.title.format_map(known), words.advice.format_map(known)


def _explain_notice(kind: str, error: DeskError) -> Explanation:
    """An error in the light of what it happened to."""
    name = type(error).__name__
    if kind in _OWN_WORDS:
        return _said(*_NOTICES[kind])
    if kind == "error" and isinstance(error, errors.PictureError):
        return Explanation(*brought_words(error))
    if kind == "picture-broken" and name in _ARRIVED:
        return _said(*_ARRIVED[name])
    if kind == "error" and isinstance(error, errors.DiskFull):
        advice = tr("Free some space, then try again; what is kept is safe.")
        return Explanation(explain(error).title, advice)
    if kind in _OWN_ADVICE and not isinstance(error, errors.NotAllowed):
        # A web page in the place of what it answered before is a passing fault, not a missing feature.
        is_page = kind == "gateway-silent" and isinstance(error, errors.NotOffered)
        return Explanation(explain(errors.Nonsense() if is_page else error).title, tr(_NOTICES[kind][1]))
    return explain(error)


def _said(title: str, advice: str) -> Explanation:
    return Explanation(tr(title), tr(advice) if advice else "")


class _Known(dict[str, str]):
    """Leaves out what is not known, so that a missing argument never costs the sentence."""

    def __missing__(self, key: str) -> str:
        return ""
