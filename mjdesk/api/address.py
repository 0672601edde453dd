"""Makes one root address out of whatever a person pastes, since a wrong `/mj` is the commonest set-up error.

Rule: protocol.md 1.2. Never connects anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from mjdesk.domain.request import Speed

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://")
_HOST = re.compile(r"^[a-z0-9_](?:[a-z0-9._~-]{0,251}[a-z0-9_])?$")
_QUOTES = "\"'<>`，。；、"
"""What clings to an address that was copied out of a sentence."""
_SPEED = re.compile(r"^mj-(?P<speed>fast|relax|turbo)(?P<suffix>-relay|-origin|-proxy)?$")


@dataclass(frozen=True, slots=True)
class Address:
    """What a pasted address means."""

    root: str
    """`scheme://host[:port][/prefix]`, without trailing slash; empty when there is no host in it."""
    speed: Speed = Speed.DEFAULT
    """From a `/mj-fast` and its like."""
    suffix: str = ""
    """`-relay`, `-origin`, `-proxy` or empty (protocol.md 1.3)."""

    @property
    def host(self) -> str:
        return (urlsplit(self.root).hostname or "") if self.root else ""

    @property
    def is_loopback(self) -> bool:
        """This very machine: no proxy lies between."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def read_address(text: str) -> Address:
    """The root of a pasted address, and the speed that its path names; never raises.

    Idempotent: reading a root gives the same root. User names and passwords in it are dropped, because a
    profile holds no secret.
    """
    text = "".join(letter for letter in text if letter.isprintable() and not letter.isspace())
    text = text.replace("\\", "/").strip(_QUOTES)
    has_scheme = _SCHEME.match(text)
    scheme, _, rest = text.partition("://") if has_scheme else ("https", "", text.lstrip(":/"))
    scheme = scheme.lower()
    if scheme not in {"http", "https"}:
        return Address("")
    authority, _, path = re.split(r"[?#]", rest, maxsplit=1)[0].partition("/")
    authority = authority.rpartition("@")[2]
    if not has_scheme and is_loopback(authority.partition(":")[0]):
        scheme = "http"  # nobody has a certificate for this machine
    authority = _authority(authority, scheme)
    if not authority:
        return Address("")
    kept: list[str] = []
    speed, suffix = Speed.DEFAULT, ""
    for segment in (part.strip(_QUOTES) for part in path.split("/")):
        if segment in {"", ".", ".."}:
            continue
        word = segment.lower()
        if word in {"v1", "mj"} or word.startswith("mj-"):
            if found := _SPEED.match(word):
                speed, suffix = Speed(found["speed"]), found["suffix"] or ""
            break
        kept.append(segment)
    return Address("/".join([f"{scheme}://{authority}", *kept]), speed, suffix)


def _authority(text: str, scheme: str) -> str:
    """`host[:port]` in lower case, without the port that the scheme implies; empty when it is none."""
    host, port = text, ""
    if found := re.match(r"^(?P<host>.*?[^:]):(?P<port>\d*)$", text):
        host, port = found["host"], found["port"]
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    host = host.lower().rstrip(".")
    if host.startswith("[") and host.endswith("]"):
        try:
            ip_address(host[1:-1])
        except ValueError:
            return ""
    elif not _HOST.match(host) or ".." in host:
        return ""
    if port.strip("0") and len(port) <= 5 and int(port) <= 65535:
        number = int(port)
        if (scheme, number) not in {("http", 80), ("https", 443)}:
            return f"{host}:{number}"
    elif port:
        return ""
    return host
