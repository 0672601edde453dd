"""Builds HTTP clients as the protocol needs them, and carries one request at a time over one of them.

Nothing here repeats a request or follows a redirect: a key must not travel to another host (protocol.md 6).
"""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2

from mjdesk.api.faults import connection_fault
from mjdesk.api.replies import Reply
from mjdesk.domain.errors import Nonsense, NotAllowed, OutcomeUnknown, Unreachable
from mjdesk.domain.gateway import AuthStyle
from mjdesk.domain.proxy import NONE, SYSTEM

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

    from mjdesk.api.address import Address

_LOG = logging.getLogger(__name__)
_TALKATIVE = ("httpx2", "httpcore2")
"""Loggers that would write whole addresses with their signatures, and a proxy's password."""
_LARGEST_ANSWER = 32 * 1024 * 1024
"""`/mj/task/list` of a busy server is a few MB; more than this is an attack or a mistake."""
_KEEP_ALIVE = 4.0
"""Seconds. Node's and uvicorn's servers close idle connections after 5: a submit must never meet that moment,
because a reset after sending counts as *perhaps accepted*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for what, in seconds (protocol.md 1.4)."""

    connect: float = 10.0
    submit: float = 90.0
    """new-api relays for up to 60 s."""
    query: float = 30.0
    slow_query: float = 75.0
    """The seed: T waits for Discord for up to 60 s (protocol.md 2.15)."""
    picture: float = 60.0


def auth_headers(style: AuthStyle, key: str) -> dict[str, str]:
    """The headers that carry `key` (protocol.md 1.1). `AUTO` is sent like `BEARER`.

    Raises `NotAllowed` for a key that no header can carry, such as one with Chinese letters or a line break.
    """
    key = key.strip()
    if not key or style is AuthStyle.NONE:
        return {}
    if not key.isascii() or not key.isprintable():
        raise NotAllowed("the key holds characters that no HTTP header can carry")
    if key.lower().startswith("bearer "):
        key = key[len("bearer ") :].strip()
    if style is AuthStyle.SECRET:
        return {"mj-api-secret": key}
    if style is AuthStyle.RAW:
        return {"Authorization": key}
    return {"Authorization": f"Bearer {key}", "mj-api-secret": key}


@dataclass(frozen=True, slots=True)
class Way:
    """How a host is reached: through which proxy, and whose certificates are trusted."""

    proxy: str = ""
    """Empty: the system's; `none`; or an address, a password in it and all (never shown or logged)."""
    ca_file: str = ""


async def open_client(
    *,
    is_loopback: bool,
    patience: Patience,
    transport: httpx2.AsyncBaseTransport | None = None,
    way: Way = Way(),
) -> httpx2.AsyncClient:
    """A client without any key in it. No proxy applies to this machine's own addresses.

    Reading the system's certificates takes tens of milliseconds, so a thread does it. Raises
    `Unreachable(reason="proxy")` when a proxy setting cannot be understood, `Unreachable(reason="tls")` for
    a certificate file that cannot be read.
    """
    verify = await asyncio.to_thread(_tls, way.ca_file) if transport is None else False
    for library in _TALKATIVE:
        logging.getLogger(library).setLevel(logging.WARNING)
    own_proxy = None if is_loopback or way.proxy in {SYSTEM, NONE} or transport is not None else way.proxy
    try:
        return httpx2.AsyncClient(
            proxy=own_proxy,
            verify=verify,
            timeout=httpx2.Timeout(patience.query, connect=patience.connect),
            limits=httpx2.Limits(
                max_connections=20, max_keepalive_connections=8, keepalive_expiry=_KEEP_ALIVE
            ),
            follow_redirects=False,
            trust_env=not is_loopback and way.proxy == SYSTEM,
            transport=transport,
            event_hooks={"response": [_log_answer]},
        )
    except (ValueError, httpx2.InvalidURL) as error:
        if own_proxy is not None:  # the words of the error might hold its password
            raise Unreachable("the proxy of this gateway is no address", reason="proxy") from None
        raise Unreachable(f"the system's proxy setting: {error}", reason="proxy") from error


def _tls(ca_file: str = "") -> ssl.SSLContext:
    """The system's certificates, and those of a file beside them."""
    context = _system_tls()
    if ca_file:
        try:
            context.load_verify_locations(cafile=ca_file)
        except OSError as error:  # includes ssl.SSLError
            words = error.strerror or str(error) or type(error).__name__
            raise Unreachable(f"the file of certificates: {words}", reason="tls") from error
    return context


def _system_tls() -> ssl.SSLContext:
    """The system's certificates; a stale `SSL_CERT_FILE` or `SSL_CERT_DIR` must not stop the program."""
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    is_usable = Path(file).is_file() if file else not folder or Path(folder).is_dir()
    try:
        return httpx2.create_ssl_context(trust_env=is_usable)
    except OSError:  # includes ssl.SSLError: the file is there but holds no certificate
        return httpx2.create_ssl_context(trust_env=False)


async def _log_answer(response: httpx2.Response) -> None:
    """Method, host, path and status: no header and no query, so neither keys nor signatures are logged."""
    url = response.request.url
    _LOG.debug("%s %s%s -> %d", response.request.method, url.host, url.path, response.status_code)


class Line:
    """The way to one gateway: owns the HTTP client, knows the root and the key's headers.

    The client is opened on first use, so that making a gateway costs nothing.
    """

    def __init__(
        self,
        address: Address,
        headers: Mapping[str, str],
        *,
        patience: Patience,
        transport: httpx2.AsyncBaseTransport | None = None,
        way: Way = Way(),
    ) -> None:
        self._address = address
        self._way = way
        self._headers = dict(headers)
        self._patience = patience
        self._transport = transport
        self._client: httpx2.AsyncClient | None = None
        self._opening = asyncio.Lock()

    @property
    def patience(self) -> Patience:
        return self._patience

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        wait: float | None = None,
        is_submit: bool = False,
    ) -> Reply:
        """Send one request and read the whole answer, whatever its status.

        `headers` replaces the key's headers. Raises `Unreachable` when nothing was sent; when the answer
        was lost, `OutcomeUnknown` for a submit and `Unreachable` for a query.
        """
        if not self._address.root:
            raise Unreachable("the gateway has no address", reason="connect")
        client = await self._opened()
        wait = wait or self._patience.query
        asked = {"Accept": "application/json", **(self._headers if headers is None else headers)}
        try:
            return await self._ask(client, method, path, body, asked, wait, is_submit=is_submit)
        except TimeoutError as error:
            if is_submit:
                raise OutcomeUnknown("the answer did not end in time") from error
            raise Unreachable("the answer did not end in time", reason="timeout") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise connection_fault(error, is_submit=is_submit) from error

    async def _opened(self) -> httpx2.AsyncClient:
        async with self._opening:
            if self._client is None:
                self._client = await open_client(
                    is_loopback=self._address.is_loopback,
                    patience=self._patience,
                    transport=self._transport,
                    way=self._way,
                )
            return self._client

    async def _ask(
        self,
        client: httpx2.AsyncClient,
        method: str,
        path: str,
        body: object,
        headers: Mapping[str, str],
        wait: float,
        *,
        is_submit: bool,
    ) -> Reply:
        timeout = httpx2.Timeout(wait, connect=self._patience.connect, pool=self._patience.connect)
        url = f"{self._address.root}{path}"
        async with client.stream(method, url, headers=headers, timeout=timeout, json=body) as response:
            received = bytearray()
            # The read time-out starts anew with every byte; this one ends an answer that only trickles.
            async with asyncio.timeout(2 * wait):
                async for chunk in response.aiter_bytes():
                    received += chunk
                    if len(received) > _LARGEST_ANSWER:
                        kind = OutcomeUnknown if is_submit else Nonsense
                        raise kind("the answer is far too long", response.status_code)
        return Reply(
            path=path,
            status=response.status_code,
            text=received.decode("utf-8-sig", errors="replace"),
            headers={name.lower(): value for name, value in response.headers.items()},
            date=_moment(response.headers.get("date", "")),
        )

    async def aclose(self) -> None:
        """Close every connection; the line opens anew when it is used again."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()


def _moment(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None
