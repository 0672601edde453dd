"""A table by a window: fruit, a vase, shadows that lie to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.flowers import KINDS, Garden, flower, stem
from mjdesk.studio.painting.noise import Plane, clouds, smoothstep
from mjdesk.studio.painting.scenes.botanical import greens, tints
from mjdesk.studio.painting.vocabulary import left_out

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Easel
    from mjdesk.studio.painting.dice import Dice


def paint(easel: Easel) -> None:
    """Things on a table, lit from the left."""
    canvas, dice, palette = easel.canvas, easel.dice.within("still"), easel.palette
    unit = canvas.unit
    edge = canvas.height * dice.number("edge", 0.58, 0.68)
    _room(easel, dice, edge)
    texture = clouds(dice, "texture", canvas.size, 26, octaves=3, gain=0.6)
    vase_x = canvas.width * dice.choice("vase", (0.3, 0.42, 0.62, 0.7))
    foot = edge + unit * 0.13
    tall, wide = unit * dice.number("tall", 0.26, 0.38), unit * dice.number("wide", 0.09, 0.14)
    _cast(easel, vase_x + wide * 1.3, foot, wide * 2.1, wide * 0.36)
    if not left_out(easel.brief, "flowers 花"):
        garden = Garden(canvas, palette, texture)
        for index in range(dice.choice("stems", (3, 5, 6))):
            one = dice.within(f"s{index}")
            x, y = (
                vase_x + unit * one.number("x", -0.22, 0.22),
                foot - tall - unit * one.number("y", 0.08, 0.3),
            )
            stem(
                garden,
                one,
                [(vase_x, foot - tall * 0.9), ((vase_x * 2 + x) / 3, (foot - tall + y) / 2), (x, y)],
                unit * 0.006,
                3,
                unit * 0.12,
                greens(easel),
            )
            flower(
                garden,
                one,
                x,
                y,
                unit * one.number("r", 0.05, 0.09),
                one.choice("tint", tints(easel)),
                one.choice("kind", KINDS),
            )
    _vase(easel, dice, vase_x, foot, tall, wide, texture)
    colours = [
        palette.accent,
        palette.second,
        palette.at(0.62),
        mix(palette.accent, palette.glow, 0.5),
        palette.at(0.42),
    ]
    count = dice.choice("count", (3, 4, 5, 6))
    fruits = [
        (dice.number(f"fx{i}", -0.42, 0.42), dice.number(f"fy{i}", 0.04, 0.22), i) for i in range(count)
    ]
    for across, down, index in sorted(fruits, key=lambda one: one[1]):
        own = dice.within(f"fruit{index}")
        x = canvas.width * 0.5 + across * min(canvas.width, unit * 1.5)
        _fruit(
            easel,
            own,
            x,
            edge + unit * (down + 0.06),
            unit * own.number("r", 0.045, 0.078),
            own.choice("tint", colours),
            texture,
        )


def _room(easel: Easel, dice: Dice, edge: float) -> None:
    canvas, palette = easel.canvas, easel.palette
    unit = canvas.unit
    plaster = clouds(dice, "plaster", canvas.size, 3, octaves=5, gain=0.55)
    wall = np.float32(dice.choice("wall", (0.2, 0.34, 0.62)))
    tone = wall + plaster * np.float32(0.022)
    slant = (canvas.x / np.float32(unit) * np.float32(0.8) + canvas.y / np.float32(unit)) - np.float32(
        dice.number("slant", 0.5, 0.9)
    )
    shaft = smoothstep(0.0, 0.05, slant) * (1 - smoothstep(0.36, 0.42, slant))
    bars = 1 - np.exp(
        -((np.mod(slant * np.float32(5.2), 1) - np.float32(0.5)) ** 2) / np.float32(0.002)
    ) * np.float32(0.7)
    tone = tone + shaft * bars * np.float32(0.17) - canvas.x / np.float32(canvas.width) * np.float32(0.08)
    canvas.paint_ramp(np.clip(tone, 0, 1), palette.ramp())
    canvas.shine(shaft * bars * np.float32(0.13), palette.glow)
    grain = clouds(dice, "wood", canvas.size, 12, octaves=4, stretch=9)
    top = int(edge)
    depth = (canvas.y[top:] - np.float32(edge)) / np.float32(unit)
    table = np.float32(float(wall) * 0.55 + 0.06) + np.exp(
        -((canvas.x / canvas.width - np.float32(0.32)) ** 2) * 5
    ) * np.float32(0.13)
    table = table + grain[top:] * np.float32(0.018) - depth * np.float32(0.16)
    ramp = palette.ramp()
    index = np.clip(table * 1023, 0, 1023).astype(np.int32)
    for channel in range(3):
        canvas.pixels[channel, top:] = np.take(ramp[channel], index)
    line = np.exp(-(((canvas.y - np.float32(edge)) / np.float32(unit * 0.003)) ** 2)) * np.ones_like(canvas.x)
    canvas.shine(line * np.float32(0.22), palette.at(0.9))


def _cast(easel: Easel, x: float, y: float, wide: float, tall: float) -> None:
    canvas = easel.canvas
    across, down = (
        (canvas.x - np.float32(x)) / np.float32(wide),
        (canvas.y - np.float32(y)) / np.float32(tall),
    )
    canvas.shade(1 - np.exp(-(across * across + down * down) * np.float32(1.6)) * np.float32(0.68))


def _vase(easel: Easel, dice: Dice, x: float, foot: float, tall: float, wide: float, texture: Plane) -> None:
    canvas, palette = easel.canvas, easel.palette
    up = np.clip((np.float32(foot) - canvas.y) / np.float32(tall), 0, 1)
    belly = dice.number("belly", 0.3, 0.5)
    half = np.float32(wide) * (
        np.float32(0.42) + np.float32(0.62) * np.exp(-(((up - np.float32(belly)) / np.float32(0.27)) ** 2))
    )
    half = half * (1 + smoothstep(0.9, 1.0, up) * np.float32(0.25))
    across = (canvas.x - np.float32(x)) / half
    base = np.float32(foot) + np.sqrt(np.clip(1 - across * across, 0, 1)) * np.float32(wide * 0.12)
    inside = np.clip((1 - np.abs(across)) * half + np.float32(0.5), 0, 1)
    inside = (
        inside
        * np.clip(canvas.y - np.float32(foot - tall) + np.float32(0.5), 0, 1)
        * np.clip(base - canvas.y + np.float32(0.5), 0, 1)
    )
    side = np.sqrt(np.clip(1 - across * across, 0, 1))
    light = np.clip(-across * np.float32(0.62) + side * np.float32(0.7), 0, 1)
    shine = np.exp(-((across + np.float32(0.45)) ** 2) / np.float32(0.012)) * np.float32(0.45)
    glaze = mix(palette.second, palette.at(0.5), dice.number("glaze", 0.1, 0.8))
    band = np.sin(up * np.float32(dice.number("bands", 20, 60))) * np.float32(0.04) + texture * np.float32(
        0.03
    )
    colour = glaze[:, None, None] * (np.float32(0.16) + light * np.float32(0.95) + band)
    canvas.over(inside, colour)
    canvas.shine(inside * shine * light, palette.glow)


def _fruit(easel: Easel, dice: Dice, x: float, y: float, radius: float, tint: Plane, texture: Plane) -> None:
    canvas, palette = easel.canvas, easel.palette
    _cast(easel, x + radius * 0.75, y, radius * 1.75, radius * 0.36)
    px = (canvas.x - np.float32(x)) / np.float32(radius)
    py = (canvas.y - np.float32(y - radius * 0.9)) / np.float32(radius * dice.number("squash", 0.9, 1.05))
    square = px * px + py * py
    mask = np.clip((1 - np.sqrt(square)) * np.float32(radius) + np.float32(0.5), 0, 1)
    pz = np.sqrt(np.clip(1 - square, 0, 1))
    light = np.clip(px * np.float32(-0.58) + py * np.float32(-0.55) + pz * np.float32(0.6), 0, 1)
    bounce = np.clip(py, 0, 1) * np.float32(0.12)
    colour = tint[:, None, None] * (
        np.float32(0.14) + light * np.float32(1.0) + bounce + texture * np.float32(0.035)
    )
    canvas.over(mask, colour)
    spot = np.exp(-((px + np.float32(0.42)) ** 2 + (py + np.float32(0.44)) ** 2) / np.float32(0.035))
    canvas.shine(mask * spot * np.float32(0.75), palette.glow)
    dip = np.exp(-(px**2 / np.float32(0.02) + (py + np.float32(0.86)) ** 2 / np.float32(0.006)))
    canvas.shade(1 - mask * dip * np.float32(0.6))
