"""Words about pictures and about prompts: describe what is seen, shorten what is said."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.brief import read
from mjdesk.studio.painting.canvas import as_pixels
from mjdesk.studio.painting.colour import hexes, lab
from mjdesk.studio.painting.dice import stable_hash
from mjdesk.studio.painting.palettes import WORDS
from mjdesk.studio.painting.vocabulary import FIGURES, SCENES, stem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL import Image

    from mjdesk.studio.painting.noise import Plane

_NAMES: Mapping[str, str] = {
    "black": "0a0a0a", "charcoal": "333436", "grey": "808080", "silver": "bdbdbd", "white": "fafafa",
    "deep red": "6e1018", "red": "d3232b", "coral": "f47c68", "brown": "6b4423", "rust": "a8481e",
    "orange": "ee8322", "peach": "f8c9a2", "gold": "d6a429", "yellow": "f3dd3d", "cream": "f5ecd2",
    "olive": "6f7330", "deep green": "12402a", "green": "3a9b4e", "mint": "a9e0c4", "deep teal": "10424a",
    "teal": "248d93", "turquoise": "55cfd0", "pale blue": "b5d6ec", "sky blue": "66acdf", "blue": "2558c8",
    "navy": "0e1a44", "slate": "51647d", "indigo": "3b2a93", "violet": "7d3fc4", "lavender": "c6b0e8",
    "plum": "4d1a48", "magenta": "cf2c9c", "pink": "f193b8", "rose": "c8566f", "beige": "d7c09b",
}  # fmt: skip

_RATIOS = ((1, 1), (5, 4), (4, 3), (3, 2), (16, 10), (7, 4), (16, 9), (2, 1), (21, 9), (3, 1), (4, 1))

_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "and",
        "or",
        "with",
        "to",
        "for",
        "from",
        "by",
        "is",
        "are",
        "as",
        "into",
        "over",
        "under",
        "above",
        "below",
        "very",
        "that",
        "this",
        "its",
        "it",
        "his",
        "her",
        "their",
        "some",
        "any",
    ]
)
_TOKEN = re.compile(r"[A-Za-z0-9'’-]+|[\u3400-\u9fff]{1,4}|[^\W\d_]+")


def dominant(picture: Image.Image, count: int = 3) -> list[str]:
    """The names of the picture's main colours, most of it first."""
    small = picture.convert("RGB").resize((48, 48))
    colours = lab(np.ascontiguousarray(as_pixels(small).transpose(1, 2, 0)).reshape(-1, 3))
    names = list(_NAMES)
    known = lab(hexes(" ".join(_NAMES.values())))
    scale = np.array([1.0, 1.7, 1.7], dtype=np.float32)
    gaps = (((colours[:, None, :] - known[None, :, :]) * scale) ** 2).sum(2)
    votes = np.bincount(gaps.argmin(1), minlength=len(names))
    order: list[int] = np.argsort(-votes, kind="stable").tolist()
    chosen = [names[index] for index in order[:count] if votes[index] >= 0.06 * len(colours)]
    return chosen or [names[order[0]]]


def described(picture: Image.Image) -> list[str]:
    """Four prompts in the words of what is there: colours, light, mood, form, size and shape."""
    seen = _Look(picture)
    colours = dominant(picture)
    main = " and ".join(colours[:2])
    rest = f", touches of {colours[2]}" if len(colours) > 2 else ""
    size = f"{picture.width} x {picture.height}"
    tail = f"--ar {seen.ratio}"
    return [
        f"a {seen.mood} {seen.kind} in {main}{rest}, {seen.brightness}, {seen.contrast}, "
        f"{seen.format} picture of {size} pixels {tail}",
        f"{seen.brightness} {main} composition with {seen.focus}, {seen.temperature} palette, "
        f"{seen.texture} {tail}",
        f"{seen.format} view, {seen.texture}, {seen.mood} atmosphere, dominated by {main}, "
        f"{seen.focus} {tail}",
        f"{colours[0]} {seen.kind}, {seen.temperature} light, {seen.contrast}, {seen.mood}, "
        f"fine grain, atmospheric depth{rest} {tail}",
    ]


class _Look:
    """Owns what can be measured of a picture, in words."""

    def __init__(self, picture: Image.Image) -> None:
        pixels = as_pixels(picture.convert("RGB").resize((64, 64)))
        tones = lab(np.ascontiguousarray(pixels.transpose(1, 2, 0)))
        light = tones[:, :, 0]
        chroma = float(np.hypot(tones[:, :, 1], tones[:, :, 2]).mean())
        mean, spread = float(light.mean()), float(light.std())
        warm = float(tones[:, :, 2].mean()) + 0.4 * float(tones[:, :, 1].mean())
        detail = float(np.abs(np.diff(light, axis=0)).mean() + np.abs(np.diff(light, axis=1)).mean())
        self.brightness = _step(
            mean, (0.22, 0.42, 0.62, 0.8), ("very dark", "dark", "mid-toned", "bright", "very bright")
        )
        self.contrast = _step(spread, (0.07, 0.16), ("low contrast", "gentle contrast", "high contrast"))
        self.temperature = _step(warm, (-0.012, 0.018), ("cool", "neutral", "warm"))
        self.texture = _step(
            detail, (0.015, 0.05), ("smooth gradients", "soft layered forms", "rich fine texture")
        )
        self.mood = self._mood(mean, chroma, warm)
        self.kind = _step(detail, (0.012, 0.06), ("haze of colour", "scene", "tapestry"))
        self.focus = self._focus(light)
        shape = picture.width / picture.height
        self.ratio = ratio(shape)
        self.format = "square" if self.ratio == "1:1" else ("wide" if shape > 1 else "tall")

    @staticmethod
    def _mood(mean: float, chroma: float, warm: float) -> str:
        if chroma < 0.02:
            return "sombre monochrome" if mean < 0.5 else "serene monochrome"
        if mean < 0.4:
            return "brooding, glowing" if warm > 0 else "nocturnal, mysterious"
        if chroma > 0.13:
            return "vibrant, energetic"
        return "golden, nostalgic" if warm > 0.018 else "calm, airy"

    @staticmethod
    def _focus(light: Plane) -> str:
        weights = np.clip(light - np.percentile(light, 92), 0, None)
        total = float(weights.sum())
        if total <= 1e-6:
            return "even light"
        y = float((weights.sum(1) * np.arange(64)).sum()) / total / 64
        x = float((weights.sum(0) * np.arange(64)).sum()) / total / 64
        row = "upper" if y < 0.4 else ("lower" if y > 0.6 else "")
        column = "left" if x < 0.4 else ("right" if x > 0.6 else "")
        place = " ".join(part for part in (row, column) if part) or "centre"
        return f"light gathered in the {place}"


def ratio(shape: float) -> str:
    """The nearest usual ratio of width to height, as `--ar` writes it."""
    tall = shape < 1
    value = 1 / shape if tall else shape
    width, height = min(_RATIOS, key=lambda pair: abs(math.log(pair[0] / pair[1] / value)))
    return f"{height}:{width}" if tall else f"{width}:{height}"


def _step(value: float, limits: tuple[float, ...], words: tuple[str, ...]) -> str:
    return words[sum(value >= limit for limit in limits)]


def shortened(prompt: str) -> tuple[list[tuple[str, float]], list[str]]:
    """Each word with its weight 0..1 in the order written, and five ever shorter prompts; flags are kept."""
    text = read(prompt).text
    flags = prompt[found.start() :].strip() if (found := re.search(r"(?:--|—)[A-Za-z]", prompt)) else ""
    words = [match[0] for match in _TOKEN.finditer(text)]
    known = {
        stem(word) for table in (SCENES, WORDS, FIGURES) for words in table.values() for word in words.split()
    }
    signs = [word for word in known if not word.isascii()]
    weights: list[tuple[str, float]] = []
    for index, word in enumerate(words):
        if word.lower() in _STOP:
            weights.append((word, 0.0))
            continue
        value = (
            0.28
            + 0.34 * (stem(word.lower()) in known or any(sign in word for sign in signs))
            + 0.22 / (1 + index * 0.25)
        )
        value += 0.16 * (stable_hash(word.lower()) % 997) / 997
        weights.append((word, round(min(value, 1.0), 2)))
    ranked = sorted(
        (i for i, (_, weight) in enumerate(weights) if weight > 0), key=lambda i: (-weights[i][1], i)
    )
    prompts: list[str] = []
    for share in (0.8, 0.6, 0.45, 0.3, 0.15):
        kept = sorted(ranked[: max(1, math.ceil(len(ranked) * share))])
        prompts.append(" ".join([*(words[i] for i in kept), flags]).strip())
    return weights, prompts
