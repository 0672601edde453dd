"""What stands above a horizon: graded air, clouds lit from one side, stars, a sun or moon that glows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.noise import Plane, clouds, enlarge, smoothstep
from mjdesk.studio.painting.vocabulary import NIGHT, hits, left_out

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Easel


@dataclass(frozen=True, slots=True)
class Light:
    """Owns where the light comes from: its place in pixels, the disc's radius, and whether it is shown."""

    x: float
    y: float
    radius: float
    shown: bool


_STARS = "stars starry night galaxy midnight milky-way 星 夜 银河"


def is_night(easel: Easel) -> bool:
    """Whether the words ask for night."""
    return hits(easel.brief.text, NIGHT) > 0


def paint_sky(
    easel: Easel, horizon: float, *, low: float = 0.26, high: float = 0.84, cover: float = 0.5
) -> Light:
    """Fills the whole canvas with sky down to the horizon (in pixels) and returns its light."""
    canvas, dice, palette = easel.canvas, easel.dice.within("sky"), easel.palette
    night = is_night(easel)
    if night:
        low, high = low - 0.14, high - 0.26
    low += dice.number("low", -0.08, 0.08)
    part = np.clip(np.arange(canvas.height, dtype=np.float32) / np.float32(max(horizon, 1)), 0, 1)
    part = part ** np.float32(dice.number("power", 0.9, 1.5))
    ramp = palette.ramp(1024, low, high)
    canvas.wash(ramp[:, (part * 1023).astype(np.int32)])
    light = Light(
        x=canvas.width * dice.number("x", 0.16, 0.84),
        y=horizon - canvas.unit * dice.number("rise", -0.01, 0.42) * min(1.0, horizon / canvas.unit * 1.6),
        radius=canvas.unit
        * dice.choice("radius", (0.035, 0.05, 0.07, 0.11))
        * dice.number("grow", 0.85, 1.15),
        shown=not left_out(easel.brief, "sun moon light 太阳 月"),
    )
    if (night and hits(easel.brief.text, "moon 月") > 0) or easel.brief.niji:
        light = Light(light.x, light.y, light.radius * 1.3, light.shown)
    stars = night or hits(easel.brief.text, _STARS) > 0
    if stars and not left_out(easel.brief, "stars 星"):
        paint_stars(easel, 1 - part)
    if light.shown:
        _glow(easel, light, night)
        _disc(easel, light, night)
    if cover > 0 and not left_out(easel.brief, "clouds 云"):
        _clouds(easel, light, horizon, cover)
    return light


def paint_stars(easel: Easel, amount: Plane, count: int = 420) -> None:
    """Stars of many sizes; `amount`, one number per row, says how clearly they show."""
    canvas, dice = easel.canvas, easel.dice.within("stars")
    across = dice.numbers("x", count)
    down = dice.numbers("y", count)
    size = dice.numbers("size", count) ** 7
    tint = dice.numbers("tint", count)
    warm, cold = easel.palette.glow, mix(easel.palette.second, easel.palette.glow, 0.7)
    reach = max(2, round(canvas.unit / 190))
    grid = np.arange(-reach, reach + 1, dtype=np.float32)
    for index in range(count):
        x = int(across[index] * canvas.width)
        y = int(down[index] * canvas.height)
        if not (reach <= x < canvas.width - reach and reach <= y < canvas.height - reach):
            continue
        spread = canvas.unit / 1024 * (0.65 + 1.6 * float(size[index]))
        spot = np.exp(-(grid[None, :] ** 2 + grid[:, None] ** 2) / np.float32(2 * spread * spread))
        spot *= np.float32((0.35 + 0.65 * float(size[index]) ** 0.3) * min(1.0, float(amount[y]) * 1.7))
        colour = warm if tint[index] < 0.5 else cold
        window = canvas.pixels[:, y - reach : y + reach + 1, x - reach : x + reach + 1]
        window += (1 - window) * spot * colour[:, None, None]


def _glow(easel: Easel, light: Light, night: bool) -> None:
    canvas = easel.canvas
    distance = canvas.distance(light.x, light.y)
    strength = 0.75 if night else 1.0
    wide = np.exp(-distance * np.float32(3.4)) * np.float32(0.46 * strength)
    near = np.exp(-((distance / np.float32(light.radius / canvas.unit * 2.6)) ** 2)) * np.float32(
        0.24 * strength
    )
    canvas.shine(wide + near, mix(easel.palette.glow, easel.palette.at(0.82), 0.35))


def _disc(easel: Easel, light: Light, night: bool) -> None:
    canvas = easel.canvas
    distance = canvas.distance(light.x, light.y) * np.float32(canvas.unit)
    mask = np.clip(np.float32(light.radius + 0.5) - distance, 0, 1)
    colour = mix(easel.palette.glow, np.ones(3, np.float32), 0.45)
    if night:
        craters = clouds(easel.dice, "craters", _small(canvas.size), 16, octaves=3)
        shade = _grown(craters, canvas.size)
        mask = mask * (np.float32(0.9) + smoothstep(-0.4, 0.9, shade) * np.float32(0.1))
    canvas.over(mask, colour)


def _clouds(easel: Easel, light: Light, horizon: float, cover: float) -> None:
    canvas, dice, palette = easel.canvas, easel.dice.within("clouds"), easel.palette
    field = clouds(
        dice, "field", _small(canvas.size), dice.choice("cells", (2.0, 2.6, 3.4)), octaves=5, gain=0.52,
        stretch=dice.choice("stretch", (1.6, 2.4, 3.4)),
    )  # fmt: skip
    lit = field - np.roll(field, (2, 3 if light.x < canvas.width / 2 else -3), (0, 1))
    body = _grown(smoothstep(0.35 - 0.9 * cover, 2.0 - 0.6 * cover, field), canvas.size)
    edge = _grown(np.clip(lit * 2.2, 0, 1) * smoothstep(0.0, 1.2, field), canvas.size)
    height = np.clip(canvas.y / np.float32(max(horizon, 1)), 0, 1)
    fade = np.float32(0.35) + np.float32(0.65) * height * (1.15 - height * np.float32(0.6))
    canvas.over(body * fade * np.float32(0.6), palette.at(0.62 if not is_night(easel) else 0.4))
    near = np.exp(-canvas.distance(light.x, light.y) * np.float32(2.0))
    canvas.shine(
        edge * fade * (np.float32(0.15) + near * np.float32(0.85)), mix(palette.glow, palette.accent, 0.25)
    )


def _small(size: tuple[int, int]) -> tuple[int, int]:
    factor = min(1.0, 384 / min(size))
    return max(8, round(size[0] * factor)), max(8, round(size[1] * factor))


def _grown(field: Plane, size: tuple[int, int]) -> Plane:
    return field if (field.shape[1], field.shape[0]) == size else enlarge(np.ascontiguousarray(field), size)
