"""What an error and a failure mean to a person, and what to do next: they become words nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain import errors
from mjdesk.domain.frozen import dataclass

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
