"""Ridges behind ridges: rock far off, woods near by, fog between them, perhaps a lake that doubles all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.noise import Plane, clouds, profile, smoothstep
from mjdesk.studio.painting.scenes.sky import Light, paint_sky
from mjdesk.studio.painting.scenes.water import reflect
from mjdesk.studio.painting.shapes import Stencil, pine
from mjdesk.studio.painting.vocabulary import hits, left_out

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Canvas, Easel
    from mjdesk.studio.painting.dice import Dice

_WATER = "lake river reflection mirror calm water fjord 湖 河 倒影 水"
_SNOW = "snow snowy winter ice glacial glacier alps alpine frozen 雪 冬 冰"
_WOODS = "forest woods pine tree jungle woodland green wood 森林 树 林 松"


@dataclass(frozen=True, slots=True)
class _Range:
    """Owns one ridge: its outline in pixels from the top, its distance 0 (near) .. 1 (far)."""

    ridge: Plane
    distance: float
    wooded: bool


def paint(easel: Easel) -> None:
    """A view over land."""
    dice = easel.dice.within("land")
    horizon = easel.canvas.height * dice.number("horizon", 0.44, 0.62)
    paint_land(easel, horizon, paint_sky(easel, horizon, cover=dice.number("cover", 0.15, 0.6)))


def paint_land(easel: Easel, horizon: float, light: Light, *, dim: float = 1.0) -> None:
    """Ridges from the horizon (pixels) down to the viewer; dim < 1 darkens all of them, as night does."""
    canvas, dice, brief = easel.canvas, easel.dice.within("land"), easel.brief
    layout = dice.turn("layout", ("peak", "valley", "range", "hills"))
    relief = _relief(dice, canvas)
    mist = clouds(dice, "mist", canvas.size, 2.2, octaves=4, stretch=2.2)
    water = hits(brief.text, _WATER) > 0 or (dice.chance("water", 0.22) and hits(brief.text, _WOODS) == 0)
    shore = canvas.height * dice.number("shore", 0.68, 0.78)
    count = dice.choice("count", (4, 5, 6))
    for index in range(count):
        distance = 1 - index / (count - 1)
        own = dice.within(f"range{index}")
        one = _range(own, canvas, layout, horizon, distance, shore if water else canvas.height)
        _paint_range(easel, one, light, dim, np.roll(relief, index * 131, 1), np.roll(mist, index * 97, 1))
    if water:
        reflect(easel, shore, tint=easel.palette.at(0.2))
        _bank(easel, dice, dim)


def _range(dice: Dice, canvas: Canvas, layout: str, horizon: float, distance: float, floor: float) -> _Range:
    unit, width = canvas.unit, canvas.width
    aspect = width / unit
    wooded = distance < 0.62
    cells = (2.2 + 2.4 * (1 - distance)) * aspect
    shape = profile(
        dice, "ridge", width, cells, octaves=7 if not wooded else 4, gain=0.5 if not wooded else 0.4
    )
    amplitude = unit * (0.05 + 0.12 * distance)
    base = horizon + (floor - horizon) * (1 - distance) ** 1.25 * 0.86
    place = canvas.x[0] / np.float32(width)
    if layout == "peak" and distance > 0.55:
        centre = dice.number("centre", 0.25, 0.75)
        spread = 0.16 + 0.14 * (1 - distance)
        shape = shape * np.float32(0.75) + (
            np.exp(-np.abs(place - centre) / np.float32(spread)) * np.float32(1.35) - 0.2
        )
    elif layout == "valley":
        lean = np.abs(place - np.float32(dice.number("centre", 0.4, 0.6))) * 2
        shape = shape * np.float32(0.7) + lean ** np.float32(1.4) * np.float32(1.5) - np.float32(0.6)
    elif layout == "range" and distance > 0.4:
        shape = shape * np.float32(1.3) + np.float32(0.1)
    elif layout == "hills":
        amplitude *= 0.62
    return _Range(np.float32(base) - shape * np.float32(amplitude), distance, wooded)


def _tone(distance: float) -> float:
    """Where on the palette a ridge stands: dark near by, pale far off, and never as pale as the sky."""
    return 0.04 + 0.52 * distance**1.1


def _relief(dice: Dice, canvas: Canvas) -> Plane:
    """Rock that faces the light or turns from it: the slope of folded noise, about -1..1."""
    field = clouds(dice, "relief", canvas.size, 6, octaves=5, gain=0.55, billow=True, stretch=0.8)
    step = max(1, round(canvas.unit / 340))
    slope = field - np.roll(field, (step, step), (0, 1))
    return np.clip(slope * np.float32(0.9), -1, 1)


def _paint_range(easel: Easel, one: _Range, light: Light, dim: float, relief: Plane, mist: Plane) -> None:
    canvas, palette, brief = easel.canvas, easel.palette, easel.brief
    unit = canvas.unit
    ridge = one.ridge
    top = max(0, int(ridge.min()) - 2)
    if top >= canvas.height:
        return
    depth = canvas.y[top:] - ridge[None, :]
    slope = np.gradient(ridge)
    mask = np.clip(depth / np.sqrt(1 + slope * slope) + np.float32(0.5), 0, 1)
    tone = _tone(one.distance) * dim
    haze = palette.at(min(0.84, tone + 0.27 * dim))
    body = mix(palette.at(tone), haze, 0.12 * one.distance)
    part = np.clip(depth / np.float32(unit * (0.13 + 0.2 * one.distance)), 0, 1)
    colour = body[:, None, None] + (haze - body)[:, None, None] * (
        part * np.float32(0.55 + 0.35 * one.distance)
    )
    rough = relief[top:]
    sided = np.float32(0.16 if one.wooded else 0.34) * (
        np.float32(0.4) + np.float32(0.6) * np.float32(1 - one.distance * 0.4)
    )
    colour = colour * (1 + rough * sided * (1 - part * np.float32(0.8)))
    canvas.over(mask, colour, top)
    if not one.wooded:
        snowy = hits(brief.text, _SNOW) > 0
        line = unit * (0.16 if snowy else 0.045)
        snow = smoothstep(
            0.0, 1.0, (np.float32(line) - depth + rough * np.float32(unit * 0.07)) / np.float32(unit * 0.05)
        )
        lit = np.clip(np.float32(0.42 if snowy else 0.1) + rough, 0, 1) * np.float32(0.8 if snowy else 0.28)
        canvas.over(snow * mask * lit, mix(palette.at(0.95), palette.glow, 0.4), top)
    near = np.exp(-np.abs(canvas.x - np.float32(light.x)) / np.float32(unit * 0.22))
    rim = np.exp(-np.abs(depth) / np.float32(unit * 0.006)) * near
    canvas.shine(rim * mask * np.float32(0.5 * one.distance * light.shown), palette.glow, top)
    if one.wooded:
        _trees(easel, one, dim)
    if not left_out(brief, "fog mist haze 雾"):
        foggy = 1.35 if hits(brief.text, "fog mist misty foggy haze volumetric 雾 烟") > 0 else 1.0
        reach = np.float32(unit * (0.10 + 0.10 * one.distance))
        lying = smoothstep(0.1, 1.0, depth / reach) * smoothstep(-0.9, 1.5, mist[top:])
        canvas.over(lying * np.float32(min(0.9, (0.25 + 0.4 * one.distance) * foggy)), haze, top)


def _trees(easel: Easel, one: _Range, dim: float) -> None:
    """Two rows of conifers: one along the ridge, one a little nearer and darker; clearings between stands."""
    canvas, palette = easel.canvas, easel.palette
    near = 1 - one.distance
    height = canvas.unit * (0.022 + 0.105 * near**1.7)
    deep = hits(easel.brief.text, _WOODS) > 0
    tone = _tone(one.distance) * dim
    for row in range(2):
        dice = easel.dice.within(f"trees{one.distance:.2f}.{row}")
        step = height * (0.15 if deep else 0.2) * (1 + 0.5 * row)
        count = int(canvas.width / step) + 8
        stand = profile(dice, "stand", canvas.width, 4 * canvas.width / canvas.unit, octaves=3)
        place, grow = dice.numbers("x", count), dice.numbers("h", count)
        wobble = dice.numbers("w", count * 7)
        low = max(0, int(one.ridge.min() - height * 1.8))
        high = min(canvas.height, int(one.ridge.max() + height * (0.5 + 1.1 * row)))
        if high - low < 4:
            return
        stencil = Stencil((canvas.width, high - low), 2)
        for index in range(count):
            x = (index - 4 + float(place[index]) * 1.8) * step
            column = min(max(int(x), 0), canvas.width - 1)
            thick = 0.62 + 0.62 * float(stand[column]) + (0.2 if deep else 0.0)
            size = height * (0.4 + 0.8 * float(grow[index]) ** 1.7) * min(thick, 1.15)
            if size < height * 0.24:
                continue
            foot = (
                float(one.ridge[column]) - low + height * (0.2 + (0.55 + 0.4 * float(place[index - 1])) * row)
            )
            stencil.polygon(pine(x, foot, size, size * 0.17, wobble[index * 7 : index * 7 + 7].tolist()))
        canvas.over(
            stencil.plane() * np.float32(1.0 - 0.12 * row), palette.at(tone * (0.94 - 0.16 * row)), low
        )


def _bank(easel: Easel, dice: Dice, dim: float) -> None:
    """A dark shore at the bottom edge that frames the water."""
    canvas = easel.canvas
    side = dice.choice("side", (-1.0, 1.0))
    place = (canvas.x[0] / np.float32(canvas.width) - 0.5) * np.float32(side)
    shape = profile(dice, "bank", canvas.width, 4, octaves=4)
    ridge = np.float32(canvas.height * 1.0) - (
        place * np.float32(0.22) + shape * np.float32(0.03)
    ) * np.float32(canvas.unit)
    one = _Range(ridge.astype(np.float32), 0.0, True)
    top = max(0, int(ridge.min()) - 2)
    if top < canvas.height:
        canvas.over(
            np.clip(canvas.y[top:] - ridge[None, :] + np.float32(0.5), 0, 1), easel.palette.at(0.04), top
        )
    _trees(easel, one, dim)
