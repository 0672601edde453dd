"""Dunes: smooth crests, one side in the light and one in shadow, ripples in the sand, heat in the air."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.noise import Plane, blurred, clouds, profile, smoothstep
from mjdesk.studio.painting.scenes.sky import Light, is_night, paint_sky

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Easel
    from mjdesk.studio.painting.dice import Dice


def paint(easel: Easel) -> None:
    """A sea of sand."""
    canvas, dice = easel.canvas, easel.dice.within("dunes")
    horizon = canvas.height * dice.number("horizon", 0.34, 0.56)
    light = paint_sky(easel, horizon, low=0.4, high=0.88, cover=dice.number("cover", 0.0, 0.3))
    grain = clouds(dice, "grain", canvas.size, 5, octaves=4, stretch=2)
    count = dice.choice("count", (4, 5, 6))
    for index in range(count):
        _dune(
            easel,
            dice.within(f"dune{index}"),
            horizon,
            index / (count - 1),
            light,
            np.roll(grain, index * 173, 1),
        )


def _dune(easel: Easel, dice: Dice, horizon: float, near: float, light: Light, grain: Plane) -> None:
    canvas, palette = easel.canvas, easel.palette
    unit = canvas.unit
    cells = max(1.0, (3.6 - 2.5 * near) * canvas.width / unit)
    shape = _sharpened(profile(dice, "shape", canvas.width, cells, octaves=2, gain=0.3, smooth=True))
    base = horizon + (canvas.height - horizon) * (0.03 + 0.8 * near**1.15)
    ridge = np.float32(base) - shape * np.float32(unit * (0.018 + 0.115 * near))
    top = max(0, int(ridge.min()) - 2)
    if top >= canvas.height:
        return
    grain = grain[top:]
    depth = canvas.y[top:] - ridge[None, :]
    mask = np.clip(depth + np.float32(0.5), 0, 1)
    # The shadow side: the crest's slope, carried down the face along a winding line.
    slope = np.gradient(_soft(ridge, unit * 0.012))
    winding = profile(dice, "wind", canvas.height, 3.5, octaves=2, smooth=True)[top:, None]
    carry = depth * np.float32(dice.number("carry", 0.5, 1.0) * (1 if light.x < canvas.width / 2 else -1))
    place = canvas.x - carry + winding * np.float32(unit * 0.05 * (0.4 + near)) - np.float32(0.5)
    faced = slope[np.clip(place, 0, canvas.width - 1).astype(np.int32)]
    if light.x < canvas.width / 2:
        faced = -faced
    lit = smoothstep(-0.05, 0.05 + 0.1 * near, -faced + grain * np.float32(0.006))
    lit = lit * np.exp(-np.clip(depth, 0, None) / np.float32(unit * (0.2 + 0.5 * near)))
    night = -0.24 if is_night(easel) else 0.0
    shadow = palette.at(0.47 - 0.36 * near + night * 0.5)
    sun = mix(palette.at(0.80 - 0.14 * near + night), palette.glow, 0.12)
    waves = np.sin(
        depth
        * np.float32(6.28 / (unit * (0.006 + 0.014 * near)))
        * (1 + np.clip(depth / np.float32(unit), 0, 1) * -0.35)
        + grain * np.float32(2.4)
        + canvas.x / np.float32(unit * 0.05)
    )
    texture = waves * np.float32(0.022 + 0.03 * near) * smoothstep(
        0, unit * 0.02, depth
    ) + grain * np.float32(0.03)
    colour = shadow[:, None, None] + (sun - shadow)[:, None, None] * lit
    canvas.over(mask, colour * (1 + texture), top)
    rim = np.exp(-np.abs(depth) / np.float32(unit * 0.0022)) * mask * np.clip(lit + np.float32(0.25), 0, 1)
    canvas.shine(rim * np.float32(0.4), palette.glow, top)
    if near < 0.8:
        dust = np.exp(-np.clip(depth, 0, None) / np.float32(unit * 0.09)) * (
            1 - np.exp(-np.clip(depth, 0, None) / 9)
        )
        canvas.over(dust * mask * np.float32(0.18 * (1 - near)), palette.at(0.86 + night), top)


def _sharpened(shape: Plane) -> Plane:
    """Rounded troughs and pointed crests."""
    part = np.clip(shape * np.float32(0.5) + np.float32(0.5), 0, 1)
    return (np.float32(1) - np.abs(np.float32(1) - part * np.float32(1.55))) * np.float32(2) - np.float32(1)


def _soft(line: Plane, reach: float) -> Plane:
    return blurred(np.repeat(line[None, :].astype(np.float32), 4, 0), max(1.0, reach))[0]
