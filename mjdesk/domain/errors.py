"""All that can go wrong, as codes and data; sentences for people are made in `views.error_words` alone.

DeskError
├── GatewayError               the gateway, or the way to it
│   ├── Unreachable            nothing arrived there: safe to try again
│   ├── OutcomeUnknown         it may have been accepted and billed: never sent again by itself
│   ├── NotAllowed             the key is wrong, missing or not good for this
│   ├── OutOfCredit            the account's quota is used up
│   ├── Refused                the wish is not valid for this gateway
│   │   └── BannedPrompt       ... because of a word
│   ├── Busy                   queue full or too many requests: later
│   ├── NoAccount              no Midjourney account behind the gateway can take it
│   ├── NotOffered             this gateway lacks the endpoint or the action
│   ├── Nonsense               the answer is not the protocol: HTML, broken JSON, wrong types
│   └── TaskVanished           the gateway no longer knows the task
├── PictureError               a picture that cannot be used
│   ├── PictureExpired         its address no longer answers
│   ├── NotAPicture            the bytes are something else
│   ├── PictureTruncated       the bytes end too early
│   └── PictureTooLarge        more pixels or bytes than the guard lets in
├── LibraryError               what is kept on disk
│   ├── DiskFull
│   ├── DiskReadOnly
│   ├── LibraryMissing         the folder that the person chose for it is not there
│   └── LibraryDamaged         the database could not be read; says what was done
├── SecretsError               the key cannot be kept or read
└── WishInvalid                the wish is incomplete; nothing was sent
"""

from __future__ import annotations

from typing_extensions import override

from mjdesk.domain.frozen import dataclass


@dataclass(eq=False)
class DeskError(Exception):
    """Root of everything that the program expects to go wrong."""

    detail: str = ""
    """Technical words for *copy details*, free of keys; plain text, never the sentence itself."""

    @override
    def __str__(self) -> str:
        return f"{type(self).__name__}: {self.detail}" if self.detail else type(self).__name__

    @override
    def __reduce__(self) -> tuple[type[DeskError], tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in self.__dataclass_fields__)


@dataclass(eq=False)
class GatewayError(DeskError):
    """The gateway, or the way to it, failed."""

    status: int = 0
    """HTTP status; 0 when there was no answer."""
    code: int | None = None
    """The protocol's own code (protocol.md 3.1), where there was one."""
    request_id: str = ""
    """The relay's `X-Oneapi-Request-Id`, for the seller's support."""

    @property
    def may_have_cost(self) -> bool:
        """Whether the gateway may have billed although there is no result."""
        return False


@dataclass(eq=False)
class Unreachable(GatewayError):
    """No connection: name not found, refused, TLS, connect time-out, offline. Nothing was sent."""

    reason: str = "connect"
    """One of `dns`, `refused`, `tls`, `timeout`, `proxy`, `connect`."""


class OutcomeUnknown(GatewayError):
    """Read time-out, reset, 502/504 or code 5 after a submit: accepted or not (protocol.md 6)."""

    @property
    @override
    def may_have_cost(self) -> bool:
        return True


class NotAllowed(GatewayError):
    """401 or 403."""


class OutOfCredit(GatewayError):
    """`quota_not_enough` and its relatives."""


class Refused(GatewayError):
    """Code 4, 9 or -1: the gateway read the wish and said no; no task exists."""


@dataclass(eq=False)
class BannedPrompt(Refused):
    """Code 24."""

    word: str = ""
    """`properties.bannedWord`; may be empty."""


@dataclass(eq=False)
class Busy(GatewayError):
    """Code 23 or 30, HTTP 429, or a full queue in words; nothing was accepted."""

    retry_after: float | None = None
    """Seconds, when the server said so."""


class NoAccount(GatewayError):
    """Code 3: no usable account instance, or the parent task is gone there."""


@dataclass(eq=False)
class NotOffered(GatewayError):
    """A missing endpoint (200 + HTML, 404) or an unknown action."""

    what: str = ""
    """The endpoint's path or the action's verb."""


class Nonsense(GatewayError):
    """An answer that is not the protocol; for reads only, where trying again costs nothing."""


class TaskVanished(GatewayError):
    """Unknown to the gateway after it had been given time to appear (protocol.md 2.15)."""


@dataclass(eq=False)
class PictureError(DeskError):
    """A picture that cannot be used."""

    name: str = ""
    """What a person calls the file that was brought; empty for what a gateway sent."""


class PictureExpired(PictureError):
    """403, 404 or 410 from the picture's address."""


@dataclass(eq=False)
class NotAPicture(PictureError):
    """The magic bytes are none that we know."""

    reason: str = ""
    """`empty`, `film`, `heic` (a picture, but what would read it is not installed), `unreadable` (the file
    could not be opened); empty for anything else."""


class PictureTruncated(PictureError):
    """The data ends before the picture does."""


@dataclass(eq=False)
class PictureTooLarge(PictureError):
    """Beyond the guard against decompression bombs or runaway downloads."""

    megapixels: float = 0.0
    size: int = 0
    """Bytes seen so far."""


class LibraryError(DeskError):
    """What is kept on disk could not be read or written."""


class DiskFull(LibraryError):
    """No room left where the library lives."""


class DiskReadOnly(LibraryError):
    """The library's folder cannot be written."""


class LibraryMissing(LibraryError):
    """The folder chosen for the library is not there: a disk that is not connected, most likely."""


@dataclass(eq=False)
class LibraryDamaged(LibraryError):
    """The database was damaged. The bad file is kept; a backup took its place where there was one."""

    kept_as: str = ""
    restored_from: str = ""
    """Name of the backup; empty when a new library had to be begun."""


class SecretsError(DeskError):
    """No keychain, a locked one, or one that does not answer."""


@dataclass(eq=False)
class WishInvalid(DeskError):
    """Something is missing before anything was sent."""

    reason: str = ""
    """`empty-prompt`, `too-few-pictures`, `too-many-pictures`, `no-mask`, `unsupported`, `no-gateway`,
    `no-address`, `needs-url`, `upload-lost`, `too-many-references`, `picture-gone`, `bad-proxy`,
    `over-cap`."""
    numbers: tuple[tuple[str, str], ...] = ()
    """What a question about it needs, as plain texts. Of `over-cap`: `cap`, `spent`, `price`, `currency`."""
