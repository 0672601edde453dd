"""A head in profile, and in it another scene: the double exposure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.canvas import Canvas, Easel
from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.noise import Plane, blurred, clouds, smoothstep
from mjdesk.studio.painting.scenes import botanical, city, landscape, sea, space
from mjdesk.studio.painting.shapes import Point, Stencil, curve
from mjdesk.studio.painting.vocabulary import SCENES, hits

if TYPE_CHECKING:
    from mjdesk.studio.painting.dice import Dice

_HEAD: list[Point] = [
    (-1.15, 1.95), (-0.98, 1.52), (-0.62, 1.3), (-0.40, 1.16), (-0.34, 0.98), (-0.38, 0.80),
    (-0.50, 0.62), (-0.57, 0.38), (-0.53, 0.14), (-0.38, -0.05), (-0.14, -0.15), (0.10, -0.13),
    (0.27, -0.02), (0.36, 0.14), (0.395, 0.28), (0.405, 0.37), (0.382, 0.43), (0.43, 0.52),
    (0.495, 0.612), (0.462, 0.652), (0.408, 0.668), (0.438, 0.716), (0.428, 0.742), (0.402, 0.757),
    (0.428, 0.785), (0.416, 0.822), (0.382, 0.852), (0.398, 0.905), (0.368, 0.962), (0.28, 0.985),
    (0.12, 0.965), (0.05, 1.05), (0.05, 1.18), (0.14, 1.32), (0.42, 1.45), (0.62, 1.62),
    (0.72, 1.95),
]  # fmt: skip
"""The outline of a bust that looks right; a head is one unit high, y grows downwards."""

_INNER = {"city": city.paint, "botanical": botanical.paint, "sea": sea.paint, "space": space.paint}


def paint(easel: Easel) -> None:
    """A bust before a great disc, filled with the scene that the other words call."""
    canvas, dice, palette = easel.canvas, easel.dice.within("portrait"), easel.palette
    unit = canvas.unit
    scores = {name: hits(easel.brief.text, SCENES[name]) for name in _INNER}
    best = max(scores, key=lambda name: scores[name])
    inner = (
        best
        if scores[best] > 0
        else dice.choice("inner", ("landscape", "landscape", "botanical", "city", "sea"))
    )
    within = Easel(Canvas(canvas.size), easel.dice, palette, easel.brief)
    _INNER.get(inner, landscape.paint)(within)
    _ground(easel, dice)
    facing = dice.choice("facing", (-1.0, 1.0))
    size = unit * dice.number("size", 0.44, 0.49)
    x = canvas.width * 0.5 - facing * unit * dice.number("x", -0.02, 0.06)
    y = canvas.height - size * 1.78
    head, hair = _outline(dice, canvas.size, x, y, size, facing)
    mask = np.maximum(head, hair)
    soft = blurred(mask, unit * 0.02)
    canvas.shade(
        1 - np.roll(soft, (round(unit * 0.01), round(unit * 0.01)), (0, 1)) * (1 - mask) * np.float32(0.25)
    )
    core = blurred(mask, unit * 0.035)
    depth = smoothstep(0.45, 1.0, core)
    dark = palette.at(0.06)
    for channel in range(3):
        filled = within.canvas.pixels[channel]
        rim = dark[channel] + (filled - dark[channel]) * (np.float32(0.25) + depth * np.float32(0.75))
        band = canvas.pixels[channel]
        band += (rim - band) * mask
    fall = smoothstep(canvas.height * 0.72, canvas.height * 1.02, canvas.y) * np.ones_like(canvas.x)
    mist = clouds(dice, "mist", canvas.size, 2.2, octaves=4, stretch=2)
    canvas.over(np.clip(fall * (np.float32(0.8) + mist * np.float32(0.3)), 0, 1) * mask, palette.at(0.93))
    edge = np.clip(
        mask - np.roll(mask, (max(1, round(unit * 0.003)), -round(facing * unit * 0.003)), (0, 1)), 0, 1
    )
    canvas.shine(edge * np.float32(0.6), palette.glow)


def _ground(easel: Easel, dice: Dice) -> None:
    canvas, palette = easel.canvas, easel.palette
    unit = canvas.unit
    dark = dice.chance("dark", 0.4)
    fog = clouds(dice, "fog", canvas.size, 1.8, octaves=4)
    base = np.float32(0.2 if dark else 0.9) + fog * np.float32(0.035)
    canvas.paint_ramp(np.clip(base, 0, 1), palette.ramp())
    x, y = canvas.width * dice.number("sun", 0.4, 0.6), canvas.height * dice.number("sy", 0.36, 0.44)
    radius = dice.number("radius", 0.3, 0.38)
    distance = canvas.distance(x, y)
    disc = np.clip((np.float32(radius) - distance) * np.float32(unit) + np.float32(0.5), 0, 1)
    tint = mix(palette.accent, palette.at(0.66), dice.number("tint", 0.2, 0.8))
    canvas.over(disc * np.clip(np.float32(0.9) + fog * np.float32(0.05), 0, 1), tint)
    if dice.chance("ring", 0.5):
        ring = np.exp(-((distance - np.float32(radius * 1.14)) ** 2) / np.float32((0.0022) ** 2))
        canvas.over(ring * np.float32(0.7), tint)


def _outline(
    dice: Dice, size: tuple[int, int], x: float, y: float, scale: float, facing: float
) -> tuple[Plane, Plane]:
    def at(points: list[Point]) -> list[Point]:
        return [(x + px * scale * facing, y + py * scale) for px, py in points]

    head, hair = Stencil(size), Stencil(size)
    head.polygon(curve(at(_HEAD), steps=5))
    match dice.choice("hair", ("bun", "long", "short", "waves")):
        case "bun":
            hair.disc(*at([(-0.6, 0.02)])[0], scale * 0.2)
            hair.polygon(
                curve(
                    at(
                        [
                            (-0.56, 0.5),
                            (-0.62, 0.2),
                            (-0.5, -0.1),
                            (-0.16, -0.24),
                            (0.16, -0.2),
                            (0.33, -0.02),
                            (0.36, 0.12),
                            (0.0, 0.1),
                        ]
                    )
                )
            )
        case "long":
            hair.polygon(
                curve(
                    at(
                        [
                            (0.36, 0.1),
                            (0.24, -0.14),
                            (-0.1, -0.26),
                            (-0.46, -0.16),
                            (-0.68, 0.16),
                            (-0.72, 0.6),
                            (-0.8, 1.1),
                            (-0.7, 1.5),
                            (-0.3, 1.35),
                            (-0.2, 0.9),
                            (-0.1, 0.3),
                        ]
                    )
                )
            )
        case "waves":
            hair.polygon(
                curve(
                    at(
                        [
                            (0.36, 0.12),
                            (0.22, -0.16),
                            (-0.12, -0.26),
                            (-0.44, -0.2),
                            (-0.68, 0.02),
                            (-0.64, 0.24),
                            (-0.78, 0.4),
                            (-0.7, 0.62),
                            (-0.84, 0.8),
                            (-0.66, 1.0),
                            (-0.4, 0.98),
                            (-0.2, 0.6),
                        ]
                    )
                )
            )
        case _:
            hair.polygon(
                curve(
                    at(
                        [
                            (0.37, 0.1),
                            (0.3, -0.12),
                            (0.04, -0.25),
                            (-0.3, -0.2),
                            (-0.58, 0.02),
                            (-0.63, 0.36),
                            (-0.5, 0.6),
                            (-0.2, 0.3),
                        ]
                    )
                )
            )
    return head.plane(), hair.plane()
