"""Turns lost connections, statuses, codes, pages and words into the errors of the domain.

protocol.md 3.1 (codes) and 6 (shapes). The one rule above all: when a submit may have been accepted, the
error is `OutcomeUnknown`, so that nothing is ever paid for twice.
"""

from __future__ import annotations

import socket
import ssl
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar, cast

import httpx2

from mjdesk.api.phrases import Meaning, meaning_of
from mjdesk.api.values import code_of, fields, first_text, text_of
from mjdesk.domain.errors import (
    BannedPrompt,
    Busy,
    GatewayError,
    NoAccount,
    Nonsense,
    NotAllowed,
    NotOffered,
    OutcomeUnknown,
    OutOfCredit,
    Refused,
    TaskVanished,
    Unreachable,
)

if TYPE_CHECKING:
    from mjdesk.api.redact import Redactor
    from mjdesk.api.replies import Reply
    from mjdesk.api.values import Fields

_Error = TypeVar("_Error", bound=GatewayError)
ACCEPTING_CODES = frozenset({1, 21, 22})
_LONGEST_DETAIL = 600
_NO_ORIGIN = frozenset({521, 522, 523, 525, 526, 530})
"""Cloudflare never reached the gateway behind it: nothing was sent there."""


def connection_fault(error: Exception, *, is_submit: bool) -> GatewayError:
    """The error for an exception of the HTTP library.

    Whatever happened before the request was sent is `Unreachable`; what happened after it is
    `OutcomeUnknown` for a submit.
    """
    words = f"{type(error).__name__}: {error}".rstrip(": ")[:_LONGEST_DETAIL]
    match error:
        case httpx2.ConnectTimeout() | httpx2.PoolTimeout():
            return Unreachable(words, reason="timeout")
        case httpx2.ProxyError():
            return Unreachable(words, reason="proxy")
        case httpx2.ConnectError():
            return Unreachable(words, reason=_reason(error))
        case httpx2.UnsupportedProtocol() | httpx2.InvalidURL() | httpx2.LocalProtocolError():
            return Unreachable(words, reason="connect")
        case _ if is_submit:
            return OutcomeUnknown(words)
        case httpx2.TimeoutException():
            return Unreachable(words, reason="timeout")
        case httpx2.DecodingError():
            return Nonsense(words)
        case _:
            return Unreachable(words, reason="connect")


def _reason(error: BaseException) -> str:
    """Why a connection could not be made, from the chain of causes."""
    waiting: list[BaseException] = [error]
    seen: set[int] = set()
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, socket.gaierror):
            return "dns"
        if isinstance(current, ssl.SSLError):
            return "tls"
        if isinstance(current, ConnectionRefusedError):
            return "refused"
        if isinstance(current, BaseExceptionGroup):
            waiting += cast("BaseExceptionGroup[BaseException]", current).exceptions
        waiting += [cause for cause in (current.__cause__, current.__context__) if cause is not None]
    return "connect"


def message_of(reply: Reply, hide: Redactor) -> str:
    """The gateway's own words, plain, capped and without keys, in the order of protocol.md 6.

    A bare reason phrase under `error` ("Not Found", recorded from cipher-x-sudo) gives way to a `message`
    that says more.
    """
    answer = fields(reply.value)
    inner = fields(answer.get("error"))
    error = text_of(answer.get("error")) if not inner else ""
    is_bare = error.lower() in {status.phrase.lower() for status in HTTPStatus} | {"bad request"}
    rest = first_text(answer, "failReason", "description", "message", "msg", "detail")
    words = first_text(inner, "message") or (rest or error if is_bare else error or rest)
    if not words:
        words = reply.title if reply.is_html else "" if reply.is_json else text_of(reply.text)
    return hide(words or _phrase(reply.status))[:_LONGEST_DETAIL]


def _phrase(status: int) -> str:
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def submit_fault(reply: Reply, hide: Redactor, *, verb: str = "") -> GatewayError | None:
    """Why a submit was not accepted, or None when its answer is a receipt.

    `verb` names the action, for `NotOffered.what` when it is the verb that the gateway does not know.
    """
    return _Reading(reply, hide, verb).submit()


def query_fault(reply: Reply, hide: Redactor) -> GatewayError | None:
    """Why a question was not answered, or None when the answer is JSON (or empty) and no error.

    Asking again costs nothing, so what cannot be understood is `Nonsense`.
    """
    return _Reading(reply, hide, "").query()


class _Reading:
    """One answer that may be an error: its status, code and words, put together."""

    def __init__(self, reply: Reply, hide: Redactor, verb: str) -> None:
        self.reply = reply
        self.hide = hide
        self.verb = verb
        self.answer: Fields = _unwrapped(fields(reply.value))
        inner = fields(self.answer.get("error"))
        self.code = code_of(self.answer.get("code"))
        self.detail = message_of(reply, hide)
        words = [self.detail, *(first_text(source, "code", "type") for source in (inner, self.answer))]
        self.meaning = None if self._is_fine else meaning_of(" ".join(words))

    @property
    def _is_fine(self) -> bool:
        """No error by status, field or code (protocol.md 6)."""
        if self.reply.status >= 300 or self.answer.get("error") or self.answer.get("success") is False:
            return False
        return self.code is None or self.code in ACCEPTING_CODES

    def submit(self) -> GatewayError | None:
        reply = self.reply
        is_readable = reply.is_json and not reply.is_empty
        if self._is_fine and is_readable:
            return None
        if reply.status < 300 and not is_readable and not reply.is_html:
            return self._make(OutcomeUnknown)
        if (known := self._known()) is not None:
            return known
        if self.meaning is Meaning.REFUSED:
            return self._make(Refused)
        if reply.status >= 500 or self.code in {0, 200}:  # 0, 200: another dialect's "success", without an id
            return self._make(OutcomeUnknown)
        return self._make(Refused)

    def query(self) -> GatewayError | None:
        reply = self.reply
        if self._is_fine and not reply.is_html and (reply.is_empty or reply.is_json):
            return None
        known = self._known()
        if isinstance(known, OutcomeUnknown):
            return self._make(Nonsense)
        if known is not None:
            return known
        return self._make(Nonsense if reply.status >= 500 or reply.status < 300 else Refused)

    def _known(self) -> GatewayError | None:
        """By the most telling sign first: sure codes, words, plain refusals, other codes, statuses."""
        if self.code in {5, 24}:
            return self._by_code()
        return self._by_meaning() or self._by_refusal() or self._by_code() or self._by_status()

    def _by_code(self) -> GatewayError | None:
        match self.code:
            case 3:
                return self._make(NoAccount)
            case 5:
                return self._make(OutcomeUnknown)
            case 23 | 30:
                return self._busy()
            case 24:
                word = first_text(fields(self.answer.get("properties")), "bannedWord")
                return self._given(BannedPrompt(word=self.hide(word)))
            case 4 | 9 | -1:
                return self._make(Refused)
            case _:
                return None

    def _by_meaning(self) -> GatewayError | None:
        match self.meaning:
            case None | Meaning.REFUSED:
                return None
            case Meaning.OUT_OF_CREDIT:
                return self._make(OutOfCredit)
            case Meaning.NOT_ALLOWED:
                return self._make(NotAllowed)
            case Meaning.BUSY:
                return self._busy()
            case Meaning.NO_ACCOUNT:
                return self._make(NoAccount)
            case Meaning.UNKNOWN_TASK:
                return self._make(TaskVanished)
            case Meaning.BANNED:
                return self._make(BannedPrompt)
            case Meaning.PERHAPS_BILLED:
                return self._make(OutcomeUnknown)
            case Meaning.NOT_OFFERED:
                return self._given(NotOffered(what=self.reply.path))
            case Meaning.UNKNOWN_ACTION:
                return self._given(NotOffered(what=self.verb or self.reply.path))

    def _by_refusal(self) -> GatewayError | None:
        match self.reply.status:
            case 401 | 403 | 407:
                return self._make(NotAllowed)
            case 402:
                return self._make(OutOfCredit)
            case 429:
                return self._busy()
            case _:
                return None

    def _by_status(self) -> GatewayError | None:
        reply = self.reply
        if 300 <= reply.status < 400:
            self.detail = self.hide(f"redirects to {reply.location}"[:_LONGEST_DETAIL])
            return self._given(NotOffered(what=reply.path))
        if reply.status in {404, 405, 410, 501} or (reply.status < 300 and reply.is_html):
            return self._given(NotOffered(what=reply.path))
        if reply.status == 503 and reply.retry_after is not None:
            return self._busy()
        if reply.status in _NO_ORIGIN:
            return self._given(Unreachable(reason="connect"))
        return None

    def _busy(self) -> Busy:
        return self._given(Busy(retry_after=self.reply.retry_after))

    def _make(self, kind: type[_Error]) -> _Error:
        return self._given(kind())

    def _given(self, error: _Error) -> _Error:
        """The error with what every gateway error tells."""
        error.detail = self.detail
        error.status = self.reply.status
        error.code = self.code
        error.request_id = self.reply.request_id
        return error


def _unwrapped(answer: Fields) -> Fields:
    """`{data:{code,...}}` opened (protocol.md 4.1); else the answer itself."""
    inner = fields(answer.get("data"))
    return inner if "code" not in answer and "code" in inner else answer
