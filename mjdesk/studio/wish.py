"""Reads the body of a submit: fields by name, forgiving in types the way the servers are."""

from __future__ import annotations

from typing import Any, cast

from mjdesk.studio.config import Speed


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
