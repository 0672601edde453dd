"""What the command line says about errors, one sentence each, and the exit code that goes with it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from mjdesk.domain.errors import BannedPrompt, DeskError, GatewayError, PictureError, WishInvalid
from mjdesk.domain.task import Collection, Failure, Task, TaskState

if TYPE_CHECKING:
    from collections.abc import Mapping


class Exit(IntEnum):
    """Exit codes; documented in `mjdesk-cli --help`."""

    DONE = 0
    FAILED = 1
    """The gateway took the task and it came to nothing, or its pictures could not be fetched."""
    USAGE = 2
    UNREACHABLE = 3
    NOT_ALLOWED = 4
    UNKNOWN = 5
    """Perhaps accepted and billed; not sent again."""
    NO_CREDIT = 6
    REFUSED = 7
    LIBRARY = 8
    INTERRUPTED = 130


CODES = """exit codes:
  0  done
  1  the task failed, or its pictures could not be fetched
  2  wrong usage, or an incomplete wish
  3  the gateway cannot be reached
  4  the key is missing or not accepted
  5  outcome unknown: it may have been accepted and charged, so it is not sent again
  6  out of credit
  7  refused: a banned word, an invalid wish, a full queue, or nothing the gateway offers
  8  the library or the disk
  130  interrupted; the task goes on at the gateway
"""

_WORDS: Mapping[str, tuple[Exit, str]] = {
    "Unreachable": (Exit.UNREACHABLE, "The gateway cannot be reached; nothing was sent."),
    "OutcomeUnknown": (
        Exit.UNKNOWN,
        "The connection broke before the gateway answered; it may have been accepted and charged, so it is "
        "not sent again.",
    ),
    "NotAllowed": (
        Exit.NOT_ALLOWED,
        "The gateway does not accept the key; name a variable that holds it with --key-env, or save it in "
        "the window's settings.",
    ),
    "OutOfCredit": (Exit.NO_CREDIT, "The account's credit is used up."),
    "Refused": (Exit.REFUSED, "The gateway refused this."),
    "BannedPrompt": (Exit.REFUSED, "The gateway refuses a word of this prompt."),
    "Busy": (Exit.REFUSED, "The gateway's queue stayed full; try again later."),
    "NoAccount": (Exit.REFUSED, "The gateway has no free Midjourney account for this; try again later."),
    "NotOffered": (Exit.REFUSED, "This gateway does not offer that."),
    "Nonsense": (Exit.UNREACHABLE, "The gateway's answer cannot be read; is the address right?"),
    "TaskVanished": (Exit.FAILED, "The gateway no longer knows this task."),
    "PictureExpired": (Exit.FAILED, "The picture's link no longer answers; `fetch` asks for a new one."),
    "PictureError": (Exit.FAILED, "What arrived is not a usable picture; `fetch` tries again."),
    "DiskFull": (Exit.LIBRARY, "The disk is full."),
    "DiskReadOnly": (Exit.LIBRARY, "The folder cannot be written."),
    "LibraryDamaged": (Exit.LIBRARY, "The library was damaged; the bad file is kept beside it."),
    "LibraryError": (Exit.LIBRARY, "The library cannot be read or written."),
    "SecretsError": (
        Exit.NOT_ALLOWED,
        "The keychain does not answer; name a variable that holds the key with --key-env.",
    ),
    "task-failed": (Exit.FAILED, "The gateway could not finish the task."),
}
_INVALID = {
    "empty-prompt": "The prompt is empty.",
    "no-mask": "Vary Region needs a mask; give one with --mask.",
    "no-gateway": "No such gateway is set up.",
    "picture-gone": "A picture of this wish is no longer in the library.",
    "needs-url": (
        "This gateway takes no uploads: references other than image prompts need an address on the web."
    ),
    "upload-lost": "Nobody knows whether the reference arrived; the prompt was not sent. Try again.",
    "too-many-references": "A prompt takes one omni reference or four edit references.",
    "unsupported": "This task cannot do that.",
    "bad-proxy": "The proxy is no address.",
    "over-cap": (
        "The day's cap of {cap} {currency} would be passed: {spent} are spent or waiting, this costs {price}."
        " Say --over-cap to send it all the same."
    ),
}


def said_of(error: DeskError) -> tuple[Exit, str]:
    """Exit code and one sentence, with the gateway's own words behind it."""
    if isinstance(error, WishInvalid):
        sentence = _INVALID.get(error.reason, "The wish is incomplete.")
        return Exit.USAGE, " ".join(
            sentence.format(**dict(error.numbers)).split()
        ) if error.numbers else sentence
    if isinstance(error, PictureError) and error.name:
        return Exit.USAGE, _complete("This file cannot be used as a picture.", error.name, error.detail)
    word = error.word if isinstance(error, BannedPrompt) else ""
    for kind in type(error).__mro__:
        if kind.__name__ in _WORDS:
            code, sentence = _WORDS[kind.__name__]
            return code, _complete(sentence, word, error.detail)
    code = Exit.UNREACHABLE if isinstance(error, GatewayError) else Exit.FAILED
    return code, _complete("It did not work.", "", error.detail)


def said_of_failure(failure: Failure) -> tuple[Exit, str]:
    """The same for what stayed with a task."""
    if failure.error == "WishInvalid":
        return Exit.USAGE, _INVALID.get(failure.reason, "The wish is incomplete.")
    code, sentence = _WORDS.get(failure.error, _WORDS["task-failed"])
    return code, _complete(sentence, failure.word, failure.text)


def outcome(task: Task) -> tuple[Exit, str]:
    """How a settled task ended; an empty sentence when it is well."""
    if task.state is TaskState.SUCCEEDED:
        match task.collection:
            case Collection.EXPIRED:
                return _WORDS["PictureExpired"]
            case Collection.BROKEN:
                return _WORDS["PictureError"]
            case _:
                return Exit.DONE, ""
    if task.state is TaskState.NEEDS_ANSWER:
        return Exit.FAILED, "The gateway asks first; `mjdesk-cli answer ID` says it, or the window."
    if task.state is TaskState.CANCELLED:
        return Exit.FAILED, "The task was cancelled."
    if task.failure is not None:
        return said_of_failure(task.failure)
    return _WORDS["OutcomeUnknown"] if task.state is TaskState.UNKNOWN else _WORDS["task-failed"]


def _complete(sentence: str, word: str, detail: str) -> str:
    found = [f"“{word}”" if word else "", " ".join(detail.split())[:300]]
    behind = ": ".join(part for part in found if part)
    return f"{sentence} ({behind})" if behind else sentence
