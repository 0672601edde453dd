"""Reads the body of a submit: fields by name, forgiving in types the way the servers are."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any, cast

from mjdesk.studio.config import Speed
from mjdesk.studio.refusal import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

_DATA_URL = re.compile(r"data:image/[a-z+.\-]+;base64,", re.IGNORECASE)
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
)


class Wish:
    """One submit body."""

    def __init__(self, body: dict[str, Any], *, path: str = "", speed: Speed | None = None) -> None:
        self.body = body
        self.path = path
        self._prefix = speed

    def text(self, name: str) -> str:
        """A text field, stripped; numbers count as text, everything else as empty."""
        value: object = self.body.get(name)
        if isinstance(value, str):
            return value.strip()
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""

    def texts(self, name: str) -> list[str]:
        value: object = self.body.get(name)
        if isinstance(value, str):
            return [value]
        if not isinstance(value, list):
            return []
        return [item if isinstance(item, str) else "" for item in cast("list[object]", value)]

    def flag(self, name: str) -> bool:
        return self.body.get(name) is True

    def number(self, name: str, default: int) -> int:
        text = self.text(name)
        return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else default

    @property
    def state(self) -> str | None:
        return cast("str", self.body["state"]) if isinstance(self.body.get("state"), str) else None

    @property
    def bot(self) -> str:
        word = self.text("botType").upper()
        return "NIJI_JOURNEY" if word in ("NIJI_JOURNEY", "NIJI") else "MID_JOURNEY"

    @property
    def account_filter(self) -> dict[str, Any]:
        value: object = self.body.get("accountFilter")
        return cast("dict[str, Any]", value) if isinstance(value, dict) else {}

    def speed(self, flag: Speed | None, usual: Speed) -> Speed:
        """Path prefix before accountFilter before prompt flags (protocol.md 1.3)."""
        if self._prefix:
            return self._prefix
        modes: object = self.account_filter.get("modes")
        for mode in cast("list[object]", modes) if isinstance(modes, list) else []:
            if isinstance(mode, str) and mode.upper() in Speed.__members__:
                return Speed[mode.upper()]
        return flag or usual


def decode_image(text: str, *, bare_allowed: bool) -> tuple[bytes, str]:
    """The bytes and file suffix of a data URL (or of bare base64).

    Raises Refusal(IMAGE_BAD) when it is neither, or no PNG, JPEG, WebP or GIF.
    """
    found = _DATA_URL.match(text)
    if not found and not bare_allowed:
        raise Refusal(Reason.IMAGE_BAD)
    try:
        data = base64.b64decode(text[found.end() :] if found else text, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(Reason.IMAGE_BAD) from None
    suffix = image_suffix(data)
    if suffix is None:
        raise Refusal(Reason.IMAGE_BAD)
    return data, suffix


def image_suffix(data: bytes) -> str | None:
    """What kind of picture the first bytes promise."""
    for magic, suffix in _MAGIC:
        if data.startswith(magic):
            return suffix
    return ".webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def each_image(texts: list[str], keep: Callable[[str], str]) -> tuple[str, ...]:
    """Keep every picture of a list, in order; empty entries are refused like broken ones."""
    return tuple(keep(text) for text in texts)
