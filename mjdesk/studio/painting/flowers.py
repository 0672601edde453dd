"""Leaves, petals and whole flowers, each petal shaded from its root to its rim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.shapes import Point, Stencil, leaf

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Canvas
    from mjdesk.studio.painting.colour import Palette
    from mjdesk.studio.painting.dice import Dice
    from mjdesk.studio.painting.noise import Plane

KINDS = ("peony", "daisy", "poppy", "blossom", "dahlia")


@dataclass(frozen=True, slots=True)
class Garden:
    """Owns what all plants of a picture share: where they grow, their colours, the texture of their skin."""

    canvas: Canvas
    palette: Palette
    texture: Plane
    """Noise of the canvas' shape, deviation 1."""
    wrap: bool = False

    def shifts(self) -> list[tuple[int, int]]:
        """Where a thing has to be drawn: once, or also beyond each edge when the picture repeats."""
        if not self.wrap:
            return [(0, 0)]
        width, height = self.canvas.size
        return [(dx, dy) for dx in (-width, 0, width) for dy in (-height, 0, height)]


def stamp(
    garden: Garden, outline: list[Point], root: Point, reach: float, inner: Plane, outer: Plane
) -> None:
    """One petal or leaf: `inner` at its root, `outer` at its rim, veined and a little translucent."""
    canvas = garden.canvas
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    for dx, dy in garden.shifts():
        x0, x1 = max(0, int(left + dx) - 1), min(canvas.width, int(right + dx) + 2)
        y0, y1 = max(0, int(top + dy) - 1), min(canvas.height, int(bottom + dy) + 2)
        if x1 - x0 < 1 or y1 - y0 < 1:
            continue
        stencil = Stencil((x1 - x0, y1 - y0), 3 if x1 - x0 < 120 else 2)
        stencil.polygon([(x + dx - x0, y + dy - y0) for x, y in outline])
        mask = stencil.plane()
        across = (canvas.x[:, x0:x1] - np.float32(root[0] + dx)) / np.float32(reach)
        down = (canvas.y[y0:y1] - np.float32(root[1] + dy)) / np.float32(reach)
        part = np.minimum(np.sqrt(across * across + down * down), np.float32(1))
        part *= part * (3 - 2 * part)
        light = garden.texture[y0:y1, x0:x1] * np.float32(0.045) + np.float32(0.92) + part * np.float32(0.12)
        if reach > 24:
            light += np.sin(np.arctan2(down, across) * np.float32(46)) * part * np.float32(0.03)
        for channel in range(3):
            window = canvas.pixels[channel, y0:y1, x0:x1]
            colour = part * np.float32(outer[channel] - inner[channel])
            colour += inner[channel]
            colour *= light
            colour -= window
            colour *= mask
            window += colour


def flower(garden: Garden, dice: Dice, x: float, y: float, radius: float, tint: Plane, kind: str) -> None:
    """A flower seen from above, its middle at (x, y), `radius` pixels wide."""
    _shadow(garden, x, y, radius)
    squash = dice.number("squash", 0.78, 1.0)
    turn = dice.number("turn", 0, 2 * np.pi)
    palette = garden.palette
    dark = mix(tint, palette.at(0.06), 0.58)
    pale = mix(tint, palette.at(1.0), 0.5)
    match kind:
        case "daisy":
            _ring(garden, dice.within("a"), x, y, radius, 17, 0.11, turn, squash, dark, pale)
            _ring(
                garden,
                dice.within("b"),
                x,
                y,
                radius * 0.82,
                15,
                0.10,
                turn + 0.2,
                squash,
                mix(tint, dark, 0.3),
                pale,
            )
        case "poppy":
            _ring(garden, dice.within("a"), x, y, radius, 5, 0.48, turn, squash, dark, tint)
            _ring(
                garden,
                dice.within("b"),
                x,
                y,
                radius * 0.78,
                4,
                0.44,
                turn + 0.7,
                squash,
                dark,
                mix(tint, pale, 0.35),
            )
        case "blossom":
            _ring(garden, dice.within("a"), x, y, radius, 5, 0.36, turn, squash, mix(tint, dark, 0.35), pale)
        case "dahlia":
            for index in range(6):
                part = 1 - index / 6.6
                shade = mix(dark, tint, 0.25 + 0.11 * index)
                _ring(
                    garden,
                    dice.within(f"r{index}"),
                    x,
                    y,
                    radius * part,
                    16 - index,
                    0.13,
                    turn + index * 0.2,
                    squash,
                    dark,
                    mix(shade, pale, 0.12 + 0.11 * index),
                )
        case _:
            for index in range(6):
                part = 1 - index / 6.8
                rim = mix(mix(tint, dark, 0.18 - 0.03 * index), pale, 0.18 + 0.1 * (index % 3))
                _ring(
                    garden,
                    dice.within(f"r{index}"),
                    x,
                    y,
                    radius * part,
                    8 - index // 2,
                    0.33,
                    turn + index * 0.47,
                    squash,
                    mix(dark, tint, 0.1 * index),
                    rim,
                )
    if kind in ("daisy", "poppy", "blossom"):
        _heart(garden, dice, x, y, radius * (0.24 if kind == "daisy" else 0.17), squash, kind)


def _ring(
    garden: Garden, dice: Dice, x: float, y: float, radius: float, count: int, breadth: float, turn: float,
    squash: float, inner: Plane, outer: Plane,
) -> None:  # fmt: skip
    bends, grows = dice.numbers("bend", count, -0.5, 0.5), dice.numbers("grow", count, 0.86, 1.06)
    shades = dice.numbers("shade", count, -0.16, 0.16)
    ruffles: Plane = 1 + np.float32(0.09) * dice.numbers("ruffle", count * 32, -0.5, 0.5).reshape(
        count, 2, 16
    )
    # Large petals need a finer outline, or its corners show.
    steps: Plane = np.linspace(0, 1, 16 if radius < 70 else 44)
    low = np.minimum((steps * 15).astype(np.int32), 14)
    part = steps * 15 - low
    half: Plane = radius * breadth * np.sin(np.pi * steps**1.25) ** 0.62
    white = garden.palette.at(1.0)
    for index in range(count):
        angle = turn + 2 * np.pi * index / count + float(bends[index]) * 0.25
        heading = angle + float(bends[index]) * 0.5 * steps
        cos, sin = np.cos(heading), np.sin(heading)
        along = steps * (radius * float(grows[index]))
        wave = ruffles[index][:, low] + (ruffles[index][:, low + 1] - ruffles[index][:, low]) * part
        left, right = half * wave[0], half * wave[1]
        xs = np.concatenate([cos * along - sin * left, (cos * along + sin * right)[::-1]]) + x
        ys = np.concatenate([sin * along + cos * left, (sin * along - cos * right)[::-1]]) * squash + y
        shade = float(shades[index])
        rim = outer + (inner - outer) * shade if shade > 0 else outer + (outer - white) * shade
        stamp(garden, list(zip(xs.tolist(), ys.tolist(), strict=True)), (x, y), radius, inner, rim)


def _heart(garden: Garden, dice: Dice, x: float, y: float, radius: float, squash: float, kind: str) -> None:
    palette = garden.palette
    warm = np.array([0.96, 0.76, 0.22], np.float32)
    core = mix(palette.at(0.08), warm, 0.25 if kind == "poppy" else 0.75)
    circle = [
        (x + radius * np.cos(a), y + radius * np.sin(a) * squash) for a in np.linspace(0, 2 * np.pi, 28)
    ]
    stamp(garden, circle, (x, y), radius, mix(core, palette.at(0.05), 0.5), core)
    _seeds(
        garden, dice, x, y, radius, squash, mix(warm, palette.at(1.0), 0.3), mix(warm, palette.at(0.1), 0.35)
    )


def _seeds(
    garden: Garden, dice: Dice, x: float, y: float, radius: float, squash: float, bright: Plane, dull: Plane
) -> None:
    """The dots of pollen around a heart, all drawn in two goes."""
    place, spin = dice.numbers("seed", 46), dice.numbers("spin", 46)
    reach = radius * 1.5
    canvas = garden.canvas
    for dx, dy in garden.shifts():
        x0, x1 = max(0, int(x + dx - reach)), min(canvas.width, int(x + dx + reach) + 1)
        y0, y1 = max(0, int(y + dy - reach)), min(canvas.height, int(y + dy + reach) + 1)
        if x1 - x0 < 3 or y1 - y0 < 3:
            continue
        for part, colour in ((0, dull), (1, bright)):
            stencil = Stencil((x1 - x0, y1 - y0), 3)
            for index in range(part, 46, 2):
                away = radius * (0.25 + 1.1 * float(place[index]) ** 0.7)
                angle = float(spin[index]) * 2 * np.pi
                px, py = x + dx + away * np.cos(angle), y + dy + away * np.sin(angle) * squash
                stencil.disc(px - x0, py - y0, max(0.7, radius * 0.075))
            mask = stencil.plane()
            for channel in range(3):
                window = canvas.pixels[channel, y0:y1, x0:x1]
                window += (colour[channel] - window) * mask


def _shadow(garden: Garden, x: float, y: float, radius: float) -> None:
    canvas = garden.canvas
    reach = radius * 1.25
    x0, x1 = max(0, int(x - reach)), min(canvas.width, int(x + reach))
    y0, y1 = max(0, int(y - reach)), min(canvas.height, int(y + reach))
    if garden.wrap or x1 - x0 < 2 or y1 - y0 < 2:
        return
    across = (canvas.x[:, x0:x1] - np.float32(x + radius * 0.08)) / np.float32(radius)
    down = (canvas.y[y0:y1] - np.float32(y + radius * 0.12)) / np.float32(radius)
    canvas.pixels[:, y0:y1, x0:x1] *= 1 - np.clip(
        1.18 - np.sqrt(across * across + down * down), 0, 1
    ) * np.float32(0.4)


def stem(
    garden: Garden, dice: Dice, points: list[Point], width: float, leaves: int, length: float, green: Plane
) -> None:
    """A stalk along the points with leaves on both sides."""
    canvas = garden.canvas
    if not garden.wrap:
        left, right = min(x for x, _ in points) - width * 2, max(x for x, _ in points) + width * 2
        top, bottom = min(y for _, y in points) - width * 2, max(y for _, y in points) + width * 2
        x0, x1 = max(0, int(left)), min(canvas.width, int(right) + 1)
        y0, y1 = max(0, int(top)), min(canvas.height, int(bottom) + 1)
        if x1 - x0 > 1 and y1 - y0 > 1:
            stencil = Stencil((x1 - x0, y1 - y0), 2)
            stencil.line([(x - x0, y - y0) for x, y in points], width)
            mask = stencil.plane()
            for channel in range(3):
                window = canvas.pixels[channel, y0:y1, x0:x1]
                window += (green[channel] * np.float32(0.8) - window) * mask
    sizes = dice.numbers("sizes", max(leaves, 1), 0.6, 1.1)
    bends = dice.numbers("bends", max(leaves, 1), -0.9, 0.9)
    for index in range(leaves):
        at = 0.12 + 0.72 * index / max(leaves - 1, 1)
        place = min(int(at * (len(points) - 1)), len(points) - 2)
        (ax, ay), (bx, by) = points[place], points[place + 1]
        heading = np.arctan2(by - ay, bx - ax)
        side = 1 if index % 2 == 0 else -1
        size = length * float(sizes[index]) * (1.1 - 0.5 * at)
        foliage(garden, ax, ay, float(heading + side * 0.85), size, float(bends[index]) * side, green)


def foliage(
    garden: Garden, x: float, y: float, angle: float, length: float, bend: float, green: Plane
) -> None:
    """One leaf, darker at its root, with a pale rib."""
    palette = garden.palette
    outline = leaf(x, y, angle, length, length * 0.19, bend)
    stamp(
        garden, outline, (x, y), length, mix(green, palette.at(0.04), 0.45), mix(green, palette.at(0.9), 0.22)
    )
    rib = leaf(x, y, angle, length * 0.9, length * 0.008, bend)
    pale = mix(green, palette.at(0.95), 0.4)
    stamp(garden, rib, (x, y), length, pale, pale)
