"""What an error and a failure mean to a person, and what to do next: they become words nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain import errors
from mjdesk.domain.frozen import dataclass
from mjdesk.views.language import mark, tr
from mjdesk.views.wording import writes_no_spaces

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.task import Failure


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
        mark("The gateway could not be reached."),
        mark("Nothing was sent. Check the address and your connection, then try again."),
    ),
    "OutcomeUnknown": (
        mark("The connection broke before the gateway answered."),
        mark(
            "It may have been accepted, so MJ Desk does not send it twice. Check again, or repeat it "
            "yourself."
        ),
    ),
    "NotAllowed": (
        mark("The gateway does not accept this key."),
        mark("Open Settings and test the key; a key limited to some models may not read tasks."),
    ),
    "OutOfCredit": (
        mark("The account's credit is used up."),
        mark("Top up at your gateway, then try again. Nothing was started."),
    ),
    "Refused": (
        mark("The gateway did not accept this."),
        mark("Change the prompt or the pictures and try again."),
    ),
    "BannedPrompt": (
        mark("The gateway refuses a word in this prompt."),
        mark("Edit the prompt and try again."),
    ),
    "Busy": (
        mark("The gateway is busy."),
        mark("Its queue is full. Try again in a few minutes."),
    ),
    "NoAccount": (
        mark("The gateway has no account free for this."),
        mark("Try again shortly, or ask the gateway's seller."),
    ),
    "NotOffered": (
        mark("This gateway does not offer this."),
        mark("Use another gateway for it."),
    ),
    "Nonsense": (
        mark("The gateway answered something unreadable."),
        mark("It is often a passing fault there; what you have is safe. Try again shortly."),
    ),
    "TaskVanished": (
        mark("The gateway no longer knows this task."),
        mark("It may have restarted. Check again, or make the same wish once more."),
    ),
    "PictureExpired": (
        mark("The picture's link no longer answers."),
        mark("Try to fetch it again; gateways sometimes renew the link."),
    ),
    "NotAPicture": (
        mark("This is not a picture."),
        mark("Choose a PNG, JPEG, WebP or GIF file."),
    ),
    "PictureTruncated": (
        mark("The picture is incomplete."),
        mark("Fetch it again; the file that came ends too early."),
    ),
    "PictureTooLarge": (
        mark("The picture is too large."),
        mark("Make it smaller and try again; MJ Desk takes pictures of up to 120 megapixels."),
    ),
    "DiskFull": (
        mark("The disk is full."),
        mark("Free some space; MJ Desk then goes on fetching by itself. Nothing already kept is lost."),
    ),
    "DiskReadOnly": (
        mark("The library's folder cannot be written."),
        mark("Make the folder writable or choose another one in Settings."),
    ),
    "LibraryDamaged": (
        mark("The library was damaged and has been restored from its backup."),
        mark("The damaged file is kept beside it."),
    ),
    "LibraryMissing": (
        mark("The library's folder is not there."),
        mark("Connect its disk and start MJ Desk again, or choose another folder in Settings."),
    ),
    "LibraryError": (
        mark("The library could not be read."),
        mark("Check the disk, then start MJ Desk again."),
    ),
    "SecretsError": (
        mark("The key could not be kept in this computer's keychain."),
        mark("Unlock the keychain, or let MJ Desk ask for the key at each start."),
    ),
    "GatewayError": (
        mark("The gateway answered with an error."),
        mark("Try again; if it stays so, its seller can tell why."),
    ),
    "PictureError": (
        mark("The picture cannot be used."),
        mark("Choose another one, or fetch it again."),
    ),
    "task-failed": (
        mark("The gateway could not finish this."),
        mark("Try again, perhaps with other words."),
    ),
}
_INVALID = {
    "empty-prompt": (mark("The prompt is empty."), mark("Write what the picture should show.")),
    "too-few-pictures": (mark("More pictures are needed."), mark("Blend takes two to five pictures.")),
    "too-many-pictures": (mark("Too many pictures."), mark("Blend takes at most five pictures.")),
    "no-mask": (
        mark("Vary Region needs a painted area."),
        mark("Open it with Vary Region and paint what is to change."),
    ),
    "needs-url": (
        mark("This gateway takes no uploads, so only image prompts can be sent from here."),
        mark("Use the picture as an image prompt, or give its address on the web."),
    ),
    "upload-lost": (
        mark("Nobody knows whether the reference arrived; the prompt was not sent."),
        mark("Try again: the picture is uploaded once more."),
    ),
    "too-many-references": (
        mark("There are more references than Midjourney takes."),
        mark("One omni reference or four edit references, those in the text included."),
    ),
    "no-picture": (mark("A picture is missing."), mark("Choose the one that it shall begin with.")),
    "picture-gone": (mark("A reference picture is no longer there."), mark("Drop it again, then generate.")),
    "over-cap": (
        mark("This would cost more than you allow for one day."),
        mark("Nothing was sent. Raise the day's limit in Settings, or go on tomorrow."),
    ),
    "bad-proxy": (
        mark("The address of the proxy cannot be used."),
        mark("Write it like http://127.0.0.1:7890, or leave it empty."),
    ),
    "album-name": (mark("There is a collection of this name."), mark("Choose another name for it.")),
    "unsupported": (mark("This cannot be done here yet."), mark("Use one of the other actions.")),
    "no-address": (
        mark("The address is missing."),
        mark("Enter the address of your gateway, in any form that its seller gave you."),
    ),
    "no-gateway": (
        mark("No gateway is set up for this."),
        mark("Open Settings and add your gateway, or use the studio."),
    ),
}

_FULL_STOPS = (".", "!", "?", "…", "。", "！", "？")


def explain(error: DeskError) -> Explanation:
    """What an error means to a person."""
    if isinstance(error, errors.WishInvalid):
        return _incomplete(error.reason)
    if isinstance(error, errors.BannedPrompt) and error.word:
        return Explanation(_banned(error.word), tr("Edit the prompt and try again."))
    if isinstance(error, errors.LibraryDamaged) and not error.restored_from:
        return Explanation(
            tr("The library was damaged and had no backup; a new one was begun."),
            tr("The damaged file is kept beside it, and so are all pictures."),
        )
    for kind in type(error).__mro__:
        if kind.__name__ in _TROUBLES:
            title, advice = _TROUBLES[kind.__name__]
            cost = isinstance(error, errors.GatewayError) and error.may_have_cost
            return Explanation(tr(title), tr(advice), cost)
    name = type(error).__name__
    return Explanation(tr("Something went wrong ({name}).", name=name), tr("Try again."))


def explain_failure(failure: Failure) -> Explanation:
    """What a task's failure means; the gateway's own words come first when it said any."""
    if failure.error == "WishInvalid":
        return _incomplete(failure.reason)
    title, advice = _TROUBLES.get(failure.error, _TROUBLES["task-failed"])
    said = tr(title)
    if failure.error == "BannedPrompt" and failure.word:
        said = _banned(failure.word)
    elif failure.error in {"task-failed", "Refused"} and failure.text:
        said = failure.text
        if not said.endswith(_FULL_STOPS):
            said += "。" if writes_no_spaces(said) else "."  # in its writing, not in that of the person
    return Explanation(said, tr(advice), failure.may_have_cost)


def _incomplete(reason: str) -> Explanation:
    title, advice = _INVALID.get(reason, _INVALID["unsupported"])
    return Explanation(tr(title), tr(advice))


def _banned(word: str) -> str:
    return tr("The gateway refuses the word “{word}”.", word=word)
