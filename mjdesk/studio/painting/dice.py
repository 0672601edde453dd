"""Chance that can be repeated: every choice in a picture has a name, and the name decides the number.

Drawn by name, not in order, they let a variation nudge the very same composition instead of rolling another.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

T = TypeVar("T")


def stable_hash(text: str) -> int:
    """64 bits that depend on the text alone: the same on every machine and in every run."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


@dataclass(frozen=True, slots=True)
class Dice:
    """Owns one picture's chance: a seed, a variant, and the drifts that lead from an ancestor to it."""

    seed: int
    variant: int
    drift: tuple[tuple[int, float], ...] = ()
    scope: str = ""

    def within(self, scope: str) -> Dice:
        """The same dice with its own names, so that two layers may both ask for "height"."""
        return replace(self, scope=f"{self.scope}{scope}/")

    def number(self, name: str, low: float = 0.0, high: float = 1.0) -> float:
        """A number in low..high; a drift of strength s moves it the share s towards another one."""
        value = self._unit(f"{self.seed}.{self.variant}", name)
        for seed, strength in self.drift:
            value += (self._unit(f"d{seed}", name) - value) * strength
        return low + (high - low) * value

    def numbers(self, name: str, count: int, low: float = 0.0, high: float = 1.0) -> npt.NDArray[np.float32]:
        """As `number`, `count` of them."""
        values = self._generator(f"{self.seed}.{self.variant}", name).random(count, dtype=np.float32)
        for seed, strength in self.drift:
            other = self._generator(f"d{seed}", name).random(count, dtype=np.float32)
            values = values + (other - values) * np.float32(strength)
        return (values * np.float32(high - low) + np.float32(low)).astype(np.float32)

    def normals(self, name: str, shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
        """Gaussian numbers, mean 0 and deviation 1; drifting keeps the deviation."""
        values = self._generator(f"{self.seed}.{self.variant}", name).standard_normal(shape, dtype=np.float32)
        for seed, strength in self.drift:
            other = self._generator(f"d{seed}", name).standard_normal(shape, dtype=np.float32)
            length = np.float32(np.hypot(1.0 - strength, strength))
            values = (values * np.float32(1.0 - strength) + other * np.float32(strength)) / length
        return values.astype(np.float32)

    def choice(self, name: str, options: Sequence[T]) -> T:
        """One of the options. Drift never touches it: a child keeps the kinds of its parent."""
        return options[int(self._unit(f"{self.seed}.{self.variant}", name) * len(options))]

    def turn(self, name: str, options: Sequence[T]) -> T:
        """One of the options, another one for each variant of a seed: what four tiles must not share."""
        first = stable_hash(f"{self.seed}|{self.scope}{name}")
        return options[(first + self.variant) % len(options)]

    def chance(self, name: str, probability: float) -> bool:
        """Whether it happens; never drifts, like `choice`."""
        return self._unit(f"{self.seed}.{self.variant}", name) < probability

    def _unit(self, source: str, name: str) -> float:
        return stable_hash(f"{source}|{self.scope}{name}") / 2**64

    def _generator(self, source: str, name: str) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64(stable_hash(f"{source}|{self.scope}{name}#")))
