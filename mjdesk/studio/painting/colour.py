"""Colour as an eye sees it: palettes mixed in OKLab, where a half-way colour is never muddy.

OKLab: Björn Ottosson, "A perceptual color space for image processing", 2020.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mjdesk.studio.painting.noise import Plane

_TO_CONE = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]]
)  # fmt: skip
_TO_LAB = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.8086757660]]
)  # fmt: skip
_FROM_CONE = np.linalg.inv(_TO_CONE)
_FROM_LAB = np.linalg.inv(_TO_LAB)

STOPS = 6
"""How many steps a palette's ramp has, from its darkest colour to its lightest."""


def lab(rgb: Plane) -> Plane:
    """OKLab of sRGB colours in 0..1, shape (..., 3)."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((np.maximum(rgb, 0) + 0.055) / 1.055) ** 2.4)
    return (np.cbrt(linear @ _TO_CONE.T) @ _TO_LAB.T).astype(np.float32)


def srgb(colours: Plane) -> Plane:
    """The sRGB colours in 0..1 of OKLab colours, shape (..., 3), clipped to what a screen has."""
    linear = np.clip((colours @ _FROM_LAB.T) ** 3 @ _FROM_CONE.T, 0, 1)
    encoded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.clip(encoded, 0, 1).astype(np.float32)


def hexes(text: str) -> Plane:
    """sRGB colours, shape (n, 3), of hex colours parted by blanks."""
    return np.array(
        [[int(word[i : i + 2], 16) / 255 for i in (0, 2, 4)] for word in text.split()], np.float32
    )


@dataclass(frozen=True, slots=True)
class Palette:
    """Owns the colours of one picture in OKLab: six from dark to light, then glow and two accents."""

    name: str
    colours: Plane

    @staticmethod
    def of(name: str, text: str) -> Palette:
        """From nine hex colours: deep dark mid soft pale light, glow, accent, second accent."""
        return Palette(name, lab(hexes(text)))

    def mixed(self, other: Palette, share: float) -> Palette:
        """This palette moved the share 0..1 towards the other."""
        mixed = self.colours + (other.colours - self.colours) * np.float32(share)
        # Opposite hues would meet in grey: the colourfulness is mixed too, and given back.
        wanted = _chroma(self.colours) * np.float32(1 - share) + _chroma(other.colours) * np.float32(share)
        gain = np.clip(wanted / np.maximum(_chroma(mixed), np.float32(1e-3)), 1, 2.5)
        mixed[:, 1:] *= gain[:, None]
        return Palette(self.name, mixed)

    def tuned(self, *, chroma: float = 1.0, light: float = 0.0, turn: float = 0.0) -> Palette:
        """More or less colourful, lighter or darker, and turned by `turn` degrees of hue."""
        result = self.colours.copy()
        result[:, 0] = np.clip(
            result[:, 0] + np.float32(light) * (1 - np.abs(result[:, 0] - 0.5)), 0.03, 0.99
        )
        angle = np.deg2rad(turn)
        a, b = result[:, 1].copy(), result[:, 2].copy()
        result[:, 1] = (a * np.cos(angle) - b * np.sin(angle)) * chroma
        result[:, 2] = (a * np.sin(angle) + b * np.cos(angle)) * chroma
        return Palette(self.name, result)

    def at(self, tone: float) -> Plane:
        """The sRGB colour, shape (3,), at tone 0 (deep) .. 1 (light)."""
        place = min(max(tone, 0.0), 1.0) * (STOPS - 1)
        index = min(int(place), STOPS - 2)
        low, high = self.colours[index], self.colours[index + 1]
        return srgb(low + (high - low) * np.float32(place - index))

    def ramp(self, count: int = 1024, low: float = 0.0, high: float = 1.0) -> Plane:
        """`count` sRGB colours, shape (3, count), from tone low to tone high."""
        place = np.linspace(low, high, count, dtype=np.float32) * (STOPS - 1)
        index = np.clip(place.astype(np.int32), 0, STOPS - 2)
        part = (place - index)[:, None]
        steps = self.colours[index] + (self.colours[index + 1] - self.colours[index]) * part
        return np.ascontiguousarray(srgb(steps.astype(np.float32)).T)

    @property
    def glow(self) -> Plane:
        """The colour of the light in the picture."""
        return srgb(self.colours[6])

    @property
    def accent(self) -> Plane:
        """The colour that stands out."""
        return srgb(self.colours[7])

    @property
    def second(self) -> Plane:
        """The accent's companion."""
        return srgb(self.colours[8])


def _chroma(colours: Plane) -> Plane:
    return np.hypot(colours[:, 1], colours[:, 2])


def mix(first: Plane, second: Plane, share: float) -> Plane:
    """A colour between two sRGB colours, by way of OKLab."""
    a, b = lab(first), lab(second)
    return srgb(a + (b - a) * np.float32(share))
