"""Ink-wash mountains on paper: pillars of rock that dissolve in mist, a red sun, a branch, a seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.noise import Plane, clouds, profile, smoothstep
from mjdesk.studio.painting.shapes import Point, Stencil, leaf
from mjdesk.studio.painting.vocabulary import left_out

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Easel
    from mjdesk.studio.painting.dice import Dice


def paint(easel: Easel) -> None:
    """A scroll."""
    canvas, dice, palette = easel.canvas, easel.dice.within("shanshui"), easel.palette
    unit = canvas.unit
    fibre = clouds(dice, "fibre", canvas.size, 120, octaves=2, gain=0.8, stretch=2.5)
    stain = clouds(dice, "stain", canvas.size, 1.6, octaves=4)
    tone = np.float32(0.965) + fibre * np.float32(0.008) - smoothstep(0.0, 2.4, stain) * np.float32(0.07)
    canvas.paint_ramp(np.clip(tone, 0, 1), palette.ramp())
    if not left_out(easel.brief, "sun moon 日 月"):
        x, y = canvas.width * dice.number("sx", 0.2, 0.8), canvas.height * dice.number("sy", 0.14, 0.34)
        size = unit * dice.number("sun", 0.05, 0.09)
        distance = canvas.distance(x, y) * np.float32(unit) + fibre * np.float32(unit * 0.0016)
        disc = np.clip(np.float32(size) - distance, 0, 1) * (np.float32(0.82) + stain * np.float32(0.06))
        canvas.over(np.clip(disc, 0, 1), palette.accent)
    brush = clouds(dice, "brush", canvas.size, 9, octaves=5, gain=0.62, stretch=0.34)
    mist = clouds(dice, "mist", canvas.size, 2.0, octaves=4, stretch=2.6)
    count = dice.choice("count", (4, 5, 6))
    for index in range(count):
        near = index / (count - 1)
        _mountain(
            easel,
            dice.within(f"m{index}"),
            near,
            np.roll(brush, index * 211, 1),
            np.roll(mist, index * 131, 1),
        )
    _branch(easel, dice)
    _birds(easel, dice)
    _seal(easel, dice)


def _mountain(easel: Easel, dice: Dice, near: float, brush: Plane, mist: Plane) -> None:
    canvas, palette = easel.canvas, easel.palette
    unit, width = canvas.unit, canvas.width
    place = canvas.x[0] / np.float32(width)
    rise: Plane = np.zeros(width, dtype=np.float32)
    pillars = dice.choice("pillars", (2, 3, 4))
    for index in range(pillars):
        centre = dice.number(f"c{index}", -0.05, 1.05)
        breadth = dice.number(f"b{index}", 0.05, 0.16) * unit / width
        tall = dice.number(f"t{index}", 0.12, 0.5) * (1.0 - 0.45 * near)
        away = np.abs(place - np.float32(centre)) / np.float32(breadth)
        rise = np.maximum(rise, np.float32(tall) * np.exp(-(away ** np.float32(2.6)) * np.float32(0.7)))
    rock = profile(dice, "rock", width, 6 * width / unit, octaves=7, gain=0.55)
    rise = rise + rock * np.float32(0.035) + rock * rise * np.float32(0.13) + np.float32(0.02)
    base = canvas.height * (0.5 + 0.42 * near)
    ridge = np.float32(base) - rise * np.float32(unit)
    top = max(0, int(ridge.min()) - 2)
    depth = canvas.y[top:] - ridge[None, :]
    slope = np.gradient(ridge)
    mask = np.clip(depth / np.sqrt(1 + slope * slope) + np.float32(0.5), 0, 1)
    rough = brush[top:]
    fade = np.exp(-np.clip(depth, 0, None) / np.float32(unit * (0.11 + 0.05 * near)))
    fade = fade * (np.float32(0.75) + mist[top:] * np.float32(0.16))
    strokes = smoothstep(0.1, 1.3, rough) * np.exp(-np.clip(depth, 0, None) / np.float32(unit * 0.24))
    edge = np.exp(-np.abs(depth) / np.float32(unit * 0.0035)) * (np.float32(0.7) + rough * np.float32(0.3))
    ink = np.clip(
        fade * np.float32(0.34 + 0.3 * near)
        + strokes * np.float32(0.22 + 0.42 * near)
        + edge * np.float32(0.5 * (0.25 + near)),
        0,
        0.96,
    )
    canvas.over(
        np.clip(mask * np.exp(-np.clip(depth - unit * 0.2, 0, None) / np.float32(unit * 0.15)), 0, 1)
        * np.float32(0.55),
        palette.at(0.95),
        top,
    )
    canvas.over(mask * ink, mix(palette.at(0.42 - 0.4 * near), palette.second, 0.14 * (1 - near)), top)


def _branch(easel: Easel, dice: Dice) -> None:
    """A plum branch from one side, with blossoms in the accent's colour."""
    canvas, palette, unit = easel.canvas, easel.palette, easel.canvas.unit
    if not dice.chance("branch", 0.65):
        return
    side = dice.choice("side", (0, 1))
    wood, bloom, heart = Stencil(canvas.size), Stencil(canvas.size), Stencil(canvas.size)
    start = (canvas.width * side, canvas.height * dice.number("from", 0.12, 0.5))
    heading = (0.0 if side == 0 else np.pi) + dice.number("heading", -0.25, 0.45) * (1 if side == 0 else -1)
    _grow(dice, wood, bloom, heart, start, heading, unit * 0.22, unit * 0.012, 0)
    canvas.over(wood.plane() * np.float32(0.93), palette.at(0.03))
    canvas.over(bloom.plane() * np.float32(0.88), mix(palette.accent, palette.at(0.95), 0.25))
    canvas.over(heart.plane(), palette.at(0.12))


def _grow(
    dice: Dice, wood: Stencil, bloom: Stencil, heart: Stencil, start: Point, heading: float, length: float,
    width: float, level: int,
) -> None:  # fmt: skip
    x, y = start
    points = [start]
    for step in range(5):
        heading += dice.number(f"bend{level}.{step}.{int(x)}", -0.4, 0.4)
        x, y = x + np.cos(heading) * length / 5, y + np.sin(heading) * length / 5
        points.append((x, y))
        own = dice.within(f"{level}.{step}")
        if level < 2 and own.chance("fork", 0.5):
            turn = own.choice("turn", (-0.8, 0.8)) + own.number("more", -0.2, 0.2)
            _grow(own, wood, bloom, heart, (x, y), heading + turn, length * 0.62, width * 0.6, level + 1)
        if own.chance("flower", 0.25 + 0.3 * level):
            size = length * own.number("size", 0.05, 0.08) / (0.62**level)
            for petal in range(5):
                angle = own.number("spin", 0, 6.28) + petal * 2 * np.pi / 5
                bloom.polygon(leaf(x, y, angle, size, size * 0.42))
            heart.disc(x, y, size * 0.14)
    for index in range(len(points) - 1):
        wood.line(points[index : index + 2], width * (1 - 0.6 * index / 5))
    if level < 2:
        _grow(
            dice.within(f"end{level}"),
            wood,
            bloom,
            heart,
            (x, y),
            heading,
            length * 0.7,
            width * 0.5,
            level + 1,
        )


def _birds(easel: Easel, dice: Dice) -> None:
    canvas, unit = easel.canvas, easel.canvas.unit
    if left_out(easel.brief, "birds 鸟"):
        return
    stencil = Stencil(canvas.size)
    cx, cy = canvas.width * dice.number("bx", 0.25, 0.75), canvas.height * dice.number("by", 0.12, 0.4)
    for index in range(dice.choice("birds", (3, 5, 7))):
        own = dice.within(f"bird{index}")
        x, y = cx + unit * own.number("x", -0.12, 0.12), cy + unit * own.number("y", -0.05, 0.05)
        size = unit * own.number("size", 0.010, 0.018)
        for sign in (-1, 1):
            stencil.line(
                [(x, y), (x + sign * size * 0.5, y - size * 0.35), (x + sign * size, y - size * 0.12)],
                size * 0.14,
            )
    canvas.over(stencil.plane() * np.float32(0.85), easel.palette.at(0.05))


def _seal(easel: Easel, dice: Dice) -> None:
    canvas, unit = easel.canvas, easel.canvas.unit
    size = unit * 0.042
    left = canvas.width * 0.055 if dice.chance("left", 0.5) else canvas.width * 0.945 - size
    top = canvas.height * 0.93 - size
    stencil = Stencil(canvas.size)
    stencil.box(left, top, left + size, top + size)
    step = size / 7
    for row in range(3):
        for column in range(2):
            own = dice.within(f"seal{row}{column}")
            x, y = left + step * (1 + column * 3), top + step * (1 + row * 2)
            stencil.box(x, y, x + step * own.choice("w", (1, 2)), y + step * 0.5, 0)
            stencil.box(
                x + step * own.choice("x", (0, 1)),
                y,
                x + step * (own.choice("x", (0, 1)) + 0.5),
                y + step * 1.4,
                0,
            )
    canvas.over(stencil.plane() * np.float32(0.9), easel.palette.accent)
