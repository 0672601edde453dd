"""The sentences of the sheet that leaves pictures at a gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from mjdesk.domain.errors import NotOffered
from mjdesk.models.upload_list import UploadState
from mjdesk.views import error_words, wording
from mjdesk.views.language import mark, tr, tr_count

if TYPE_CHECKING:
    from mjdesk.models.upload_list import UploadEntry

TITLE = mark("Upload pictures")
EMPTY = mark("Drop, paste or choose pictures")
EMPTY_HINT = mark("Each gets an address that can stand in any prompt")
NOTHING_TO_PASTE = mark("There is no picture on the clipboard")


def introduction(gateway: str) -> str:
    """What comes of it."""
    return tr(
        "{gateway}: each picture gets an address of its own there, for prompts, --sref, --cref and --oref. "
        "Most addresses end after a day.",
        gateway=gateway,
    )


def refusal(gateway: str) -> str:
    """Where a gateway takes none, and what works instead."""
    return tr(
        "{gateway} takes no uploads, as far as is known. Pictures still go along as image prompts, and any "
        "picture on the web can be used by its address.",
        gateway=gateway,
    )


def state(entry: UploadEntry) -> str:
    """Under the name: the address, or how far it is."""
    match entry.state:
        case UploadState.WAITING:
            return tr("Waiting")
        case UploadState.SENDING:
            return tr("Uploading …")
        case UploadState.DONE:
            return entry.url
        case UploadState.FAILED:
            return trouble(entry)
    assert_never(entry.state)


def trouble(entry: UploadEntry) -> str:
    """Why it has no address, and what to do."""
    error = entry.error
    if error is None:
        return ""
    if isinstance(error, NotOffered):
        return tr("The gateway takes no uploads.")
    words = error_words.explain(error)
    return wording.sentences(words.title, words.advice)


def count(done: int, total: int) -> str:
    """How many have their address."""
    if not total:
        return ""
    if done == total:
        return tr_count("{n} address", "All {n} have their address", total)
    return tr_count("{done} of {n} have their address", "{done} of {n} have their address", total, done=done)
