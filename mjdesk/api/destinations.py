"""Says which addresses a picture may be fetched from, because answers and redirects may name any.

A gateway in the world has no business with this machine or its neighbours; one that is a neighbour itself
(the studio, a server in the house) may name them (protocol.md 7).
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

from mjdesk.domain.errors import Nonsense

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOCAL_ENDINGS = (".localhost", ".local", ".lan", ".internal", ".home.arpa")


class Destinations:
    """Judges addresses for one gateway. Never resolves a name."""

    def __init__(self, home: str, chosen: Iterable[str] = ()) -> None:
        """`home`: the gateway's own host; `chosen`: hosts that a person has put into the settings."""
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
            raise Nonsense("the picture's address is inside this machine or its network")


def is_local(host: str) -> bool:
    """This machine, its network, or an address that is nobody's; names are judged by their form alone."""
    host = host.lower().strip("[]").rstrip(".")
    address = _number(host)
    if address is not None:
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        return not (mapped or address).is_global or address.is_multicast
    return "." not in host or host.endswith(_LOCAL_ENDINGS)


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
