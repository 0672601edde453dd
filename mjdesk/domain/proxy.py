"""Proxies as people type them: checked, and with the password apart, because a profile holds no secret."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from mjdesk.domain.errors import WishInvalid

SYSTEM = ""
NONE = "none"
_SCHEMES = {"http": "http", "https": "https", "socks": "socks5", "socks5": "socks5", "socks5h": "socks5h"}


def read_proxy(text: str) -> tuple[str, str]:
    """(the address without password, the password); `""` and `none` as they are.

    `127.0.0.1:1080` means `http://127.0.0.1:1080`. Raises `WishInvalid("bad-proxy")`.
    """
    text = "".join(text.split())
    if text.lower() in {SYSTEM, NONE, "system"}:
        return (SYSTEM if text.lower() == "system" else text.lower()), ""
    if not re.match(r"^[a-zA-Z][a-zA-Z0-9+.-]*://", text):
        text = f"http://{text}"
    try:
        parts = urlsplit(text)
        scheme, host, port = _SCHEMES[parts.scheme.lower()], parts.hostname, parts.port
    except (ValueError, KeyError):
        raise WishInvalid(reason="bad-proxy") from None  # its words might hold the password
    if not host or parts.path.strip("/") or parts.query or parts.fragment:
        raise WishInvalid(reason="bad-proxy")
    host = f"[{host}]" if ":" in host else host
    user = f"{quote(unquote(parts.username), safe='')}@" if parts.username else ""
    return f"{scheme}://{user}{host}{f':{port}' if port else ''}", unquote(parts.password or "")


def with_password(proxy: str, password: str) -> str:
    """The address that the HTTP client needs; unchanged where no user name stands in it."""
    if not password or "@" not in proxy:
        return proxy
    scheme, _, rest = proxy.partition("://")
    user, _, host = rest.rpartition("@")
    return f"{scheme}://{user}:{quote(password, safe='')}@{host}"


def has_user(proxy: str) -> bool:
    """Whether a password may belong to it."""
    return "@" in proxy
