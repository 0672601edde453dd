"""Plants: bouquets, wreaths, meadows and single flowers, on paper or out of the dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.flowers import KINDS, Garden, flower, foliage, stem
from mjdesk.studio.painting.noise import Plane, clouds, smoothstep
from mjdesk.studio.painting.vocabulary import hits

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Easel
    from mjdesk.studio.painting.dice import Dice
    from mjdesk.studio.painting.shapes import Point

_NAMED = {
    "peony": "peony rose camellia ranunculus 牡丹 玫瑰 芍药 茶花",
    "daisy": "daisy sunflower chamomile aster 菊 雏菊 向日葵",
    "poppy": "poppy anemone tulip hibiscus 罂粟 郁金香",
    "blossom": "blossom cherry sakura plum orchid magnolia jasmine 樱 樱花 梅 桃花 兰",
    "dahlia": "dahlia lotus chrysanthemum water-lily lily 荷 莲 大丽花 百合",
}


def paint(easel: Easel) -> None:
    """One of the arrangements; with --tile an even scatter that repeats."""
    canvas, dice = easel.canvas, easel.dice.within("botanical")
    _ground(easel, dice)
    texture = clouds(dice, "texture", canvas.size, 30, octaves=3, gain=0.6)
    garden = Garden(canvas, easel.palette, texture, wrap=easel.brief.tile)
    if easel.brief.tile:
        _scatter(easel, garden, dice)
        return
    match dice.turn("layout", ("hero", "bouquet", "wreath", "meadow")):
        case "hero":
            _hero(easel, garden, dice)
        case "bouquet":
            _bouquet(easel, garden, dice)
        case "wreath":
            _wreath(easel, garden, dice)
        case _:
            _meadow(easel, garden, dice)


def kind_for(easel: Easel, dice: Dice) -> str:
    """The flower the words name, or any."""
    for kind, words in _NAMED.items():
        if hits(easel.brief.text, words) > 0:
            return kind
    return dice.choice("kind", KINDS)


def greens(easel: Easel) -> Plane:
    """The colour of leaves in this palette."""
    return mix(easel.palette.at(0.36), np.array([0.24, 0.44, 0.24], np.float32), 0.72)


def tints(easel: Easel) -> list[Plane]:
    """The colours of flowers in this palette."""
    palette = easel.palette
    return [
        palette.accent,
        mix(palette.at(0.62), palette.accent, 0.35),
        mix(palette.second, palette.at(0.9), 0.3),
        palette.at(0.82),
        palette.accent,
    ]


def _ground(easel: Easel, dice: Dice) -> None:
    canvas, palette = easel.canvas, easel.palette
    dark = dice.chance("dark", 0.45) or hits(easel.brief.text, "dark night moody dutch black 夜 暗 黑") > 0
    blot = clouds(dice, "blot", canvas.size, 2.2, octaves=5, gain=0.5)
    fine = clouds(dice, "paper", canvas.size, 90, octaves=2, gain=0.8)
    if dark:
        tone = np.float32(0.07) + blot * np.float32(0.035) + fine * np.float32(0.006)
        if not easel.brief.tile:
            tone = tone + np.exp(
                -canvas.distance(canvas.width * 0.42, canvas.height * 0.4) * np.float32(2.4)
            ) * np.float32(0.2)
    else:
        tone = np.float32(0.955) - smoothstep(0.2, 2.2, blot) * np.float32(0.12) + fine * np.float32(0.008)
    canvas.paint_ramp(np.clip(tone, 0, 1), palette.ramp())
    if not dark:
        canvas.over(smoothstep(0.7, 2.0, np.roll(blot, 77, 1)) * np.float32(0.16), palette.accent)
        canvas.over(smoothstep(0.9, 2.2, np.roll(blot, 177, 0)) * np.float32(0.14), palette.second)


def _curve(start: Point, end: Point, sway: float, steps: int = 16) -> list[Point]:
    (ax, ay), (bx, by) = start, end
    px, py = -(by - ay), bx - ax
    return [
        (
            ax + (bx - ax) * t + px * sway * np.sin(np.pi * t),
            ay + (by - ay) * t + py * sway * np.sin(np.pi * t),
        )
        for t in np.linspace(0, 1, steps).tolist()
    ]


def _hero(easel: Easel, garden: Garden, dice: Dice) -> None:
    canvas, unit = easel.canvas, easel.canvas.unit
    x = canvas.width * dice.number("x", 0.4, 0.6)
    y = canvas.height * dice.number("y", 0.38, 0.5)
    green = greens(easel)
    stem(
        garden,
        dice,
        _curve((x + unit * 0.1, canvas.height * 1.05), (x, y), dice.number("sway", -0.15, 0.15)),
        unit * 0.014,
        4,
        unit * 0.3,
        green,
    )
    angles = dice.numbers("angles", 9)
    for index in range(9):
        angle = 2 * np.pi * (index + 0.6 * float(angles[index])) / 9
        foliage(
            garden, x, y, angle, unit * (0.4 + 0.1 * float(angles[index])), 0.5 - float(angles[index]), green
        )
    flower(
        garden,
        dice.within("hero"),
        x,
        y,
        unit * dice.number("radius", 0.28, 0.36),
        dice.choice("tint", tints(easel)),
        kind_for(easel, dice),
    )


def _bouquet(easel: Easel, garden: Garden, dice: Dice) -> None:
    canvas, unit = easel.canvas, easel.canvas.unit
    green = greens(easel)
    count = dice.choice("count", (7, 9, 11))
    foot = (canvas.width * 0.5, canvas.height * 1.06)
    own_kind = kind_for(easel, dice)
    heads: list[tuple[float, float, float, int]] = []
    for index in range(count):
        one = dice.within(f"f{index}")
        across = (index + 0.5) / count + one.number("x", -0.05, 0.05)
        spread = min(0.42 * canvas.width, 0.6 * unit)
        x = canvas.width * 0.5 + (across - 0.5) * 2 * spread
        y = canvas.height * (0.2 + 0.42 * one.number("y") + 0.2 * abs(across - 0.5))
        heads.append((x, y, unit * one.number("r", 0.075, 0.155), index))
    for x, y, radius, index in heads:
        one = dice.within(f"f{index}")
        stem(
            garden,
            one,
            _curve(foot, (x, y), one.number("sway", -0.12, 0.12)),
            unit * 0.006,
            5,
            radius * 2.0,
            green,
        )
    for x, y, radius, index in sorted(heads, key=lambda head: head[2]):
        one = dice.within(f"f{index}")
        kind = own_kind if one.chance("own", 0.6) else one.choice("other", KINDS)
        flower(garden, one, x, y, radius, one.choice("tint", tints(easel)), kind)


def _wreath(easel: Easel, garden: Garden, dice: Dice) -> None:
    canvas, unit = easel.canvas, easel.canvas.unit
    green = greens(easel)
    cx, cy = canvas.width / 2, canvas.height / 2
    own_kind = kind_for(easel, dice)
    count = 46
    jitter, grow = dice.numbers("jitter", count, -1, 1), dice.numbers("grow", count)
    turn = dice.number("turn", 0, 6.28)
    stretch_x, stretch_y = min(1.5, canvas.width / unit), min(1.5, canvas.height / unit)
    for index in range(count):
        angle = turn + 2 * np.pi * index / count
        reach = unit * (0.33 + 0.03 * float(jitter[index]))
        x, y = cx + np.cos(angle) * reach * stretch_x, cy + np.sin(angle) * reach * stretch_y
        foliage(
            garden,
            float(x),
            float(y),
            float(angle + np.pi / 2 + jitter[index] * 0.9),
            unit * (0.1 + 0.1 * float(grow[index])),
            float(jitter[index]) * 0.6,
            mix(green, easel.palette.at(0.6), 0.4 * float(grow[index])),
        )
    heads = dice.choice("heads", (5, 7, 9))
    for index in range(heads):
        one = dice.within(f"f{index}")
        angle = turn + one.number("place", -0.2, 0.2) + 2 * np.pi * index / heads
        x, y = cx + np.cos(angle) * unit * 0.33 * stretch_x, cy + np.sin(angle) * unit * 0.33 * stretch_y
        kind = own_kind if one.chance("own", 0.6) else one.choice("other", KINDS)
        flower(
            garden,
            one,
            float(x),
            float(y),
            unit * one.number("r", 0.05, 0.115),
            one.choice("tint", tints(easel)),
            kind,
        )


def _meadow(easel: Easel, garden: Garden, dice: Dice) -> None:
    canvas, unit, palette = easel.canvas, easel.canvas.unit, easel.palette
    horizon = canvas.height * dice.number("horizon", 0.3, 0.5)
    ramp = palette.ramp(1024, 0.45, 0.97)
    part = np.clip(np.arange(canvas.height, dtype=np.float32) / np.float32(horizon * 1.3), 0, 1)
    canvas.wash(ramp[:, (part * 1023).astype(np.int32)])
    sun = np.exp(
        -canvas.distance(canvas.width * dice.number("sun", 0.2, 0.8), horizon * 0.7) * np.float32(3.4)
    )
    canvas.shine(sun * np.float32(0.85), palette.glow)
    green = greens(easel)
    low = smoothstep(horizon, canvas.height * 1.02, canvas.y) * np.ones_like(canvas.x)
    canvas.over(
        smoothstep(horizon * 0.92, horizon * 1.35, canvas.y) * np.ones_like(canvas.x),
        mix(green, palette.at(0.72), 0.45),
    )
    canvas.over(low, mix(green, palette.at(0.04), 0.55))
    own_kind = kind_for(easel, dice)
    blades = 120
    xs, grow, lean = (
        dice.numbers("xs", blades),
        dice.numbers("grow", blades),
        dice.numbers("lean", blades, -0.5, 0.5),
    )
    order = np.argsort(dice.numbers("depth", blades))
    for place, index in enumerate(order.tolist()):
        near = place / blades
        foot = horizon * 1.02 + (canvas.height * 1.12 - horizon) * near
        x = float(xs[index]) * canvas.width * 1.1 - canvas.width * 0.05
        tall = unit * (0.05 + 0.3 * near) * (0.6 + 0.6 * float(grow[index]))
        tip = (x + float(lean[index]) * tall * 0.6, foot - tall)
        shade = mix(mix(green, palette.at(0.75), 0.55 * (1 - near)), palette.at(0.05), 0.4 * near)
        if index % 3 != 0:
            foliage(
                garden, x, foot, float(np.arctan2(tip[1] - foot, tip[0] - x)), tall, float(lean[index]), shade
            )
            continue
        one = dice.within(f"f{index}")
        stem(
            garden,
            one,
            _curve((x, foot), tip, float(lean[index]) * 0.2, 8),
            max(1.0, unit * 0.004 * (0.3 + near)),
            2,
            tall * 0.4,
            shade,
        )
        tint = mix(one.choice("tint", tints(easel)), palette.at(0.85), 0.4 * (1 - near))
        kind = own_kind if one.chance("own", 0.65) else one.choice("other", ("daisy", "poppy", "blossom"))
        flower(
            garden,
            one,
            tip[0],
            tip[1],
            unit * (0.014 + 0.062 * near) * (0.8 + 0.4 * float(grow[index])),
            tint,
            kind,
        )


def _scatter(easel: Easel, garden: Garden, dice: Dice) -> None:
    canvas, unit = easel.canvas, easel.canvas.unit
    green = greens(easel)
    own_kind = kind_for(easel, dice)
    cells = dice.choice("cells", (3, 4, 5))
    columns, rows = max(2, round(cells * canvas.width / unit)), max(2, round(cells * canvas.height / unit))
    places: list[tuple[float, float, Dice]] = []
    for row in range(rows):
        for column in range(columns):
            one = dice.within(f"{row}.{column}")
            x = (column + 0.5 + one.number("x", -0.28, 0.28) + 0.25 * (row % 2)) * canvas.width / columns
            y = (row + 0.5 + one.number("y", -0.28, 0.28)) * canvas.height / rows
            places.append((x, y, one))
    reach = unit / cells
    for x, y, one in places:
        for index in range(5):
            angle = one.number("turn", 0, 6.28) + 2 * np.pi * index / 5 + one.number(f"a{index}", -0.4, 0.4)
            foliage(
                garden,
                x,
                y,
                angle,
                reach * one.number(f"l{index}", 0.5, 0.8),
                one.number(f"b{index}", -0.8, 0.8),
                green,
            )
    for x, y, one in places:
        kind = own_kind if one.chance("own", 0.6) else one.choice("other", KINDS)
        flower(garden, one, x, y, reach * one.number("r", 0.2, 0.42), one.choice("tint", tints(easel)), kind)
