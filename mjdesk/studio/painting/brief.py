"""What a prompt asks of the painter: its words and the flags that steer the brush."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_FLAG = re.compile(r"(?:--|—)([A-Za-z]+)")
_ADDRESS = re.compile(r"https?://\S+")
_WEIGHT = re.compile(r"::\s*-?[\d.]*")
_PIXELS = 1024 * 1024
_WIDEST = 4.0


@dataclass(frozen=True, slots=True)
class Brief:
    """Owns the reading of one prompt. Unreadable values count as absent, as they do in a loose client."""

    text: str
    """The words alone: no addresses, no flags."""
    aspect: float = 1.0
    stylize: float = 100.0
    chaos: float = 0.0
    weird: float = 0.0
    tile: bool = False
    niji: bool = False
    raw: bool = False
    excluded: str = ""

    @property
    def richness(self) -> float:
        """How much the painter embellishes: 0 (--stylize 0) over 0.5 (the default, 100) to 1 (1000)."""
        value = (
            0.5 * (self.stylize / 100.0) ** 0.5
            if self.stylize < 100
            else 0.5 + 0.5 * math.log10(self.stylize / 100)
        )
        return value * (0.7 if self.raw else 1.0)

    @property
    def wildness(self) -> float:
        """--chaos as 0..1."""
        return self.chaos / 100.0

    @property
    def strangeness(self) -> float:
        """--weird as 0..1; half of it is reached at 375."""
        return (self.weird / 3000.0) ** (1 / 3)


def read(prompt: str) -> Brief:
    """The brief of a prompt; never fails, whatever the text."""
    plain = _ADDRESS.sub(" ", prompt)
    parts = _FLAG.split(plain)
    values = {name.lower(): value.strip() for name, value in zip(parts[1::2], parts[2::2], strict=True)}
    text = " ".join(_WEIGHT.sub(" ", parts[0]).split())
    return Brief(
        text=text,
        aspect=_ratio(values.get("ar", values.get("aspect", ""))),
        stylize=_number(values.get("s", values.get("stylize", "")), 100.0, 1000.0),
        chaos=_number(values.get("c", values.get("chaos", "")), 0.0, 100.0),
        weird=_number(values.get("w", values.get("weird", "")), 0.0, 3000.0),
        tile="tile" in values,
        niji="niji" in values,
        raw="raw" in values or values.get("style", "") == "raw",
        excluded=values.get("no", "").lower(),
    )


def sized(aspect: float) -> tuple[int, int]:
    """(width, height) of about one megapixel in that shape, multiples of 16; beyond 4 : 1 it is clamped."""
    shape = min(max(aspect, 1 / _WIDEST), _WIDEST)
    return _sixteen(math.sqrt(_PIXELS * shape)), _sixteen(math.sqrt(_PIXELS / shape))


def _sixteen(length: float) -> int:
    return max(16, round(length / 16) * 16)


def _number(text: str, default: float, most: float) -> float:
    found = re.match(r"\d+(?:\.\d+)?", text)
    return min(float(found[0]), most) if found else default


def _ratio(text: str) -> float:
    found = re.match(r"(\d+(?:\.\d+)?)\s*[:：x/]\s*(\d+(?:\.\d+)?)", text)
    if not found:
        return 1.0
    width, height = float(found[1]), float(found[2])
    return width / height if width > 0 and height > 0 else 1.0
