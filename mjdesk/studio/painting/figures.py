"""Silhouettes that words place in a scene: a cat on a hill, a boat, a lighthouse, birds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.noise import profile
from mjdesk.studio.painting.shapes import Stencil
from mjdesk.studio.painting.silhouettes import draw_figure
from mjdesk.studio.painting.vocabulary import FIGURES, hits, left_out

if TYPE_CHECKING:
    from mjdesk.studio.painting.brief import Brief
    from mjdesk.studio.painting.canvas import Easel
    from mjdesk.studio.painting.dice import Dice

_AFLOAT = frozenset({"boat", "whale"})
_ALOFT = frozenset({"bird", "balloon"})


def figure_for(brief: Brief) -> str:
    """The figure the words name most clearly, or an empty text."""
    scores = {name: hits(brief.text, words) for name, words in FIGURES.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 and not left_out(brief, FIGURES[best]) else ""


def place_figure(easel: Easel, figure: str, scene: str) -> None:
    """Puts the figure in front of a painted scene, standing on a knoll, afloat or aloft."""
    canvas, dice = easel.canvas, easel.dice.within("figure")
    unit = canvas.unit
    x = canvas.width * dice.number("x", 0.26, 0.74)
    if figure in _ALOFT:
        y, size = canvas.height * dice.number("y", 0.3, 0.42), unit * dice.number("size", 0.2, 0.28)
    elif figure in _AFLOAT and scene == "sea":
        y, size = canvas.height * dice.number("y", 0.66, 0.76), unit * dice.number("size", 0.14, 0.24)
    else:
        tall = 0.30 if figure in ("lighthouse", "castle", "tree", "pagoda") else 0.28
        size = unit * tall * dice.number("size", 0.85, 1.35)
        y = canvas.height - unit * dice.number("rise", 0.08, 0.17)
        _knoll(easel, dice, x, y, scene)
    stencil = Stencil(canvas.size)
    draw_figure(stencil, dice, figure, x, y, size, dice.choice("facing", (-1.0, 1.0)))
    mask = stencil.plane()
    dark = easel.palette.at(0.02)
    if figure in _ALOFT:
        dark = mix(dark, easel.palette.accent, 0.35 if figure == "balloon" else 0.0)
    canvas.over(mask, dark)
    # A thin light from behind, along the upper rim.
    shift = max(1, round(unit * 0.003))
    rim = np.clip(mask - np.roll(mask, shift, 0), 0, 1)
    canvas.shine(rim * np.float32(0.55), easel.palette.glow)
    if figure == "lighthouse":
        _beam(easel, dice, x, y - size * 0.93)
    if figure == "castle":
        _lamps(easel, dice, x, y, size)


def _knoll(easel: Easel, dice: Dice, x: float, y: float, scene: str) -> None:
    """The near ground the figure stands on, with a fringe of grass (or bare rock by the sea)."""
    canvas, unit = easel.canvas, easel.canvas.unit
    own = dice.within("knoll")
    rough = profile(own, "rough", canvas.width, 6 * canvas.width / unit, octaves=5, gain=0.5)
    away = (canvas.x[0] - np.float32(x)) / np.float32(unit)
    ridge = np.float32(y) + np.float32(unit) * (
        np.float32(0.16) * (1 - np.exp(-((away / np.float32(0.42)) ** 2)))
    )
    ridge += rough * np.float32(unit * 0.012) * np.clip(np.abs(away) * 9, 0.15, 1)
    if scene not in ("sea", "dunes", "city", "space"):
        blades = profile(own, "blades", canvas.width, 150 * canvas.width / unit, octaves=2, gain=0.7)
        ridge -= np.clip(blades, 0, 1) ** 2 * np.float32(unit * 0.022)
    top = max(0, int(ridge.min()) - 2)
    if top < canvas.height:
        depth = canvas.y[top:] - ridge[None, :]
        canvas.over(np.clip(depth + np.float32(0.5), 0, 1), easel.palette.at(0.025), top)


def _beam(easel: Easel, dice: Dice, x: float, y: float) -> None:
    canvas, palette = easel.canvas, easel.palette
    for turn in (dice.number("beam", -0.22, 0.12), np.pi + dice.number("other", -0.15, 0.15)):
        dx, dy = canvas.x - np.float32(x), canvas.y - np.float32(y)
        along = dx * np.float32(np.cos(turn)) + dy * np.float32(np.sin(turn))
        across = np.abs(dy * np.float32(np.cos(turn)) - dx * np.float32(np.sin(turn)))
        spread = along * np.float32(0.085) + np.float32(canvas.unit * 0.006)
        beam = np.exp(-((across / np.maximum(spread, 1)) ** 2)) * np.exp(
            -along / np.float32(canvas.unit * 0.55)
        )
        canvas.shine(beam * (along > 0) * np.float32(0.55), palette.glow)
    near = np.exp(-((canvas.distance(x, y) / np.float32(0.022)) ** 2))
    canvas.shine(near, palette.glow)
    canvas.shine(np.exp(-canvas.distance(x, y) * np.float32(11)) * np.float32(0.5), palette.glow)


def _lamps(easel: Easel, dice: Dice, x: float, y: float, size: float) -> None:
    canvas = easel.canvas
    warm = mix(easel.palette.glow, np.array([1.0, 0.7, 0.3], np.float32), 0.6)
    for index in range(9):
        own = dice.within(f"lamp{index}")
        px, py = x + size * own.number("x", -0.3, 0.3), y - size * own.number("y", 0.06, 0.36)
        spot = np.exp(-((canvas.distance(px, py) / np.float32(0.0035)) ** 2))
        canvas.shine(
            np.clip(spot + np.exp(-canvas.distance(px, py) * np.float32(60)) * np.float32(0.3), 0, 1), warm
        )
