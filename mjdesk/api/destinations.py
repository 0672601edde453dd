"""Says which addresses a picture may be fetched from, because answers and redirects may name any.

A gateway in the world has no business with this machine or its neighbours; one that is a neighbour itself
(the studio, a server in the house) may name them (protocol.md 7). A name is judged twice: by its form, and by
where it leads when a connection is made.
"""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from mjdesk.domain.errors import Nonsense

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

_STAND_INS = (IPv4Network("198.18.0.0/15"), IPv6Network("fc00::/18"))
"""What proxies that take over the whole system's traffic answer for every name of the world; nobody lives
there (RFC 2544; RFC 4193 leaves fc00::/8 undefined)."""
_INSIDE = "the picture's address is inside this machine or its network"
_LOCAL_ENDINGS = (".localhost", ".local", ".lan", ".internal", ".home.arpa")


async def resolve(host: str) -> Sequence[str]:
    """The addresses of a name, as the system knows them. Raises `OSError`."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


class Destinations:
    """Judges addresses for one gateway."""

    def __init__(
        self,
        home: str,
        chosen: Iterable[str] = (),
        *,
        resolver: Callable[[str], Awaitable[Sequence[str]]] = resolve,
    ) -> None:
        """`home`: the gateway's own host; `chosen`: hosts that a person has put into the settings."""
        self._home = home
        self._resolver = resolver
        self._is_home_local = is_local(home)
        self._trusted = frozenset(host.lower() for host in (home, *chosen))

    def check(self, scheme: str, host: str, *, port: int | None = None, userinfo: bytes = b"") -> None:
        """Raises `Nonsense` for what is not the web, and for this machine or network named from outside."""
        if scheme not in {"http", "https"} or not host or not 0 < (port or 80) < 65536:
            raise Nonsense("the picture's address is not on the web")
        if host.lower() in self._trusted:
            return
        if userinfo:
            raise Nonsense("the picture's address holds a user name")
        if not self._is_home_local and is_local(host):
            raise Nonsense(_INSIDE)

    async def check_name(self, host: str) -> None:
        """Before a connection is made: raises `Nonsense` when the name leads inside, `OSError` when nobody
        knows it."""
        if not self._is_free(host):
            await self._check_all(await self._resolver(host))

    async def check_peer(self, host: str, address: str) -> None:
        """After a connection was made, before anything is sent: the name may lead elsewhere by now."""
        if not self._is_free(host):
            await self._check_all([address])

    def _is_free(self, host: str) -> bool:
        """What was judged by its form already, or needs no judging."""
        return self._is_home_local or host.lower() in self._trusted

    async def _check_all(self, addresses: Sequence[str]) -> None:
        if not any(_is_inside(address) for address in addresses):
            return
        try:
            # A gateway in a house of its own (an office, a private cloud) has a name in the world as well.
            self._is_home_local = all(_is_inside(address) for address in await self._resolver(self._home))
        except OSError:
            self._is_home_local = False
        if not self._is_home_local:
            raise Nonsense(_INSIDE)


def is_local(host: str) -> bool:
    """This machine, its network, or an address that is nobody's; names are judged by their form alone."""
    host = host.lower().strip("[]").rstrip(".")
    address = _number(host)
    if address is not None:
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        return not (mapped or address).is_global or address.is_multicast
    return "." not in host or host.endswith(_LOCAL_ENDINGS)


def _is_inside(address: str) -> bool:
    """Whether an address that a name led to is of this machine or its network."""
    found = _number(address)
    if found is None:
        return True
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    number = mapped or found
    is_stand_in = any(number.version == each.version and number in each for each in _STAND_INS)
    return not is_stand_in and is_local(str(number))


def _number(host: str) -> IPv4Address | IPv6Address | None:
    """The address that the host is; `127.1`, `0x7f000001` and 2130706433 are 127.0.0.1 to resolvers too."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host)) if host.isascii() and " " not in host else None
    except (OSError, ValueError):
        return None
