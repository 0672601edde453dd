"""Fetches pictures and films from wherever gateways keep them; fits `services.ports.PictureSource`.

protocol.md 7: look like a browser, leave the query alone, and give the key to its own host only.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import httpx2

from mjdesk.api.address import is_loopback, read_address
from mjdesk.api.destinations import Destinations, resolve
from mjdesk.api.faults import connection_fault
from mjdesk.api.http import Patience, Way, auth_headers, open_client
from mjdesk.domain.errors import Busy, DeskError, Nonsense, PictureExpired, Unreachable

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from mjdesk.domain.gateway import GatewayProfile

_HEADERS = {
    # Midjourney's CDN and some mirrors refuse whatever does not look like a browser (protocol.md 7).
    "User-Agent": (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/138.0.0.0 Safari/537.36"
    ),
    "Accept": "image/*,video/*,*/*",
    # The bytes are compressed already, and a length is worth having.
    "Accept-Encoding": "identity",
}
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class WebDownload:
    """A response whose body is still coming; lives as long as the `async with` it came from."""

    def __init__(self, response: httpx2.Response, url: str) -> None:
        self._response = response
        self.url = url
        """Where it came from in the end."""

    @property
    def content_type(self) -> str:
        """In lower case, without parameters; what the server says, not what the bytes are."""
        return self._response.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def length(self) -> int | None:
        """Bytes announced; None when they were not, or when what is announced is not what will come."""
        said = self._response.headers.get("content-length", "")
        is_plain = "content-encoding" not in self._response.headers
        return int(said) if said.isascii() and said.isdigit() and len(said) < 16 and is_plain else None

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body as it arrives. Raises `Unreachable` when the connection breaks off."""
        body = self._response.aiter_bytes()
        try:
            async for chunk in body:
                yield chunk
        except (httpx2.HTTPError, OSError) as error:
            raise connection_fault(error, is_submit=False) from error
        finally:
            await body.aclose()  # it may be left half-way, when there is no room for more


class WebPictures:
    """Downloads for one gateway: its own pictures with the key, everybody else's without.

    Owns an HTTP client that is opened on first use and holds no key itself.
    """

    def __init__(
        self,
        profile: GatewayProfile,
        key: str,
        *,
        patience: Patience | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        resolver: Callable[[str], Awaitable[Sequence[str]]] = resolve,
    ) -> None:
        """`transport` and `resolver` stand in for the network and its names in tests."""
        self._address = read_address(profile.root)
        self._home = _origin(self._address.root)
        self._key_headers = auth_headers(profile.auth, key)
        self._patience = patience or Patience()
        self._transport = transport
        self._way = Way(profile.picture_proxy or profile.proxy, profile.ca_file)
        self._rewrites = {rewrite.source: rewrite.target for rewrite in profile.picture_hosts}
        self._destinations = Destinations(
            self._address.host,
            (read_address(target).host for target in self._rewrites.values()),
            resolver=resolver,
        )
        self._clients: dict[bool, httpx2.AsyncClient] = {}
        self._opening = asyncio.Lock()

    def absolute(self, url: str) -> str:
        """A relative address joined to the gateway's root (protocol.md 7); an absolute one as it is."""
        url = url.strip()
        if url.lower().startswith(("http://", "https://")):
            return url
        return _joined(f"{self._address.root}/", url)

    def candidates(self, url: str) -> tuple[str, ...]:
        """Where the picture at `url` may be had, in the order to try: the host that the profile puts in the
        place of its own, the address itself, and for a relay's `/mj/image/` the same path below our root,
        because relays do not always know their own address (protocol.md 7).

        The query is never touched.
        """
        url = self.absolute(url)
        scheme, _, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        found = [url]
        if target := self._rewrites.get(host.lower()):
            target = target if "://" in target else f"{scheme}://{target}"
            found.insert(0, f"{target}{slash}{path}")
        at = rest.find("/mj/image/")
        if at >= 0 and self._address.root:
            found.append(f"{self._address.root}{rest[at:]}")
        return tuple(dict.fromkeys(found))

    @asynccontextmanager
    async def open(self, url: str) -> AsyncGenerator[WebDownload]:
        """The picture at `url` or at another of its `candidates`, its body not yet read.

        Raises `PictureExpired` on 403, 404 and 410, `Busy` on 429, `Unreachable` without a connection, and
        `Nonsense` on any other refusal and for an address that a gateway has no business to name; of several
        candidates the first that says *expired* counts.
        """
        troubles: list[DeskError] = []
        for candidate in self.candidates(url):
            async with AsyncExitStack() as stack:
                try:
                    download = await stack.enter_async_context(self._open(candidate))
                except (PictureExpired, Unreachable, Nonsense) as error:
                    troubles.append(error)
                    continue
                yield download
                return
        raise next((error for error in troubles if isinstance(error, PictureExpired)), troubles[-1])

    @asynccontextmanager
    async def _open(self, url: str) -> AsyncGenerator[WebDownload]:
        for _ in range(_MOST_REDIRECTS + 1):
            response = await self._get(url)
            try:
                location = response.headers.get("location", "")
                if response.status_code in _REDIRECTS and location:
                    url = _joined(url, location)
                    continue
                self._check(response)
                yield WebDownload(response, url)
                return
            finally:
                await asyncio.shield(response.aclose())
        raise Nonsense("too many redirects")

    async def _get(self, url: str) -> httpx2.Response:
        try:
            target = httpx2.URL(url)
            self._destinations.check(target.scheme, target.host, port=target.port, userinfo=target.userinfo)
            headers = {**_HEADERS, **(self._key_headers if _origin(url) == self._home else {})}
            client = await self._client(is_local=is_loopback(target.host))
            request = client.build_request(
                "GET",
                target,
                headers=headers,
                timeout=self._timeout(),
                extensions={"trace": self._guard(target.host)},
            )
            return await client.send(request, stream=True, follow_redirects=False)
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError) as error:
            raise connection_fault(error, is_submit=False) from error

    def _guard(self, host: str) -> Callable[[str, Mapping[str, Any]], Awaitable[None]]:
        """Watches a connection being made, and refuses it before anything is sent.

        A proxy is connected to in place of the host, and looks its names up itself: it is not judged.
        """
        is_direct = False

        async def trace(event: str, facts: Mapping[str, Any]) -> None:
            nonlocal is_direct
            if event == "connection.connect_tcp.started":
                is_direct = facts["host"] == host
                if is_direct:
                    await self._destinations.check_name(host)
            elif event == "connection.connect_tcp.complete" and is_direct:
                stream = facts["return_value"]
                peer = stream.get_extra_info("server_addr")
                try:
                    await self._destinations.check_peer(host, str(peer[0]))
                except BaseException:
                    await stream.aclose()
                    raise

        return trace

    def _timeout(self) -> httpx2.Timeout:
        return httpx2.Timeout(self._patience.picture, connect=self._patience.connect)

    async def _client(self, *, is_local: bool) -> httpx2.AsyncClient:
        """One client for the world and one for this machine, which no proxy can reach."""
        async with self._opening:
            if is_local not in self._clients:
                self._clients[is_local] = await open_client(
                    is_loopback=is_local, patience=self._patience, transport=self._transport, way=self._way
                )
            return self._clients[is_local]

    def _check(self, response: httpx2.Response) -> None:
        status = response.status_code
        words = f"HTTP {status} from {response.url.host}"
        if 200 <= status < 300 and status != 204:
            return
        if status in {403, 404, 410}:
            raise PictureExpired(words)
        if status == 429:
            said = response.headers.get("retry-after", "")
            raise Busy(words, status, retry_after=float(said) if said.isascii() and said.isdigit() else None)
        raise Nonsense(words, status)

    async def aclose(self) -> None:
        """Close every connection."""
        clients, self._clients = list(self._clients.values()), {}
        for client in clients:
            await client.aclose()


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError as error:
        raise Nonsense("an address that is none") from error


def _origin(url: str) -> tuple[str, str, int | None]:
    """(scheme, host, port) of an address: what must be equal before a key is given away."""
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL:
        return "", "", None
    return parsed.scheme, parsed.host, parsed.port
