"""The sea: a horizon, water in perspective, a path of light, and waves that rear up when it storms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.noise import Plane, clouds, profile, smoothstep
from mjdesk.studio.painting.scenes.sky import Light, is_night, paint_sky
from mjdesk.studio.painting.vocabulary import hits

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Easel
    from mjdesk.studio.painting.dice import Dice


def paint(easel: Easel) -> None:
    """Open water under a wide sky."""
    canvas, dice = easel.canvas, easel.dice.within("sea")
    stormy = hits(easel.brief.text, "storm stormy wave tsunami surf rough tempest 浪 暴风 风暴 海浪") > 0
    horizon = canvas.height * dice.number("horizon", 0.4, 0.64)
    light = paint_sky(easel, horizon, low=0.3, high=0.86, cover=dice.number("cover", 0.35, 0.8))
    if dice.chance("coast", 0.55):
        _headlands(easel, dice, horizon)
    _water(easel, dice, horizon, light, stormy)
    if stormy or dice.chance("swell", 0.3):
        _swell(easel, dice, horizon, light)


def _water(easel: Easel, dice: Dice, horizon: float, light: Light, stormy: bool) -> None:
    canvas, palette = easel.canvas, easel.palette
    top = int(horizon)
    rows = canvas.height - top
    if rows < 4:
        return
    unit = canvas.unit
    side = 512
    field = clouds(dice, "waves", (side, side), 10, octaves=5, gain=0.55, stretch=2.0)
    chop = clouds(dice, "chop", (side, side), 34, octaves=3, gain=0.6, stretch=1.6)
    down = (np.arange(rows, dtype=np.float32)[:, None] + np.float32(0.8)) / np.float32(unit)
    depth = np.float32(0.09) / (down + np.float32(0.018))
    across = (canvas.x - np.float32(canvas.width / 2)) / np.float32(unit) * depth * np.float32(1.9)
    u = (across * np.float32(side * 0.55)).astype(np.int32) % side
    v = ((depth * np.float32(side * 1.15)).astype(np.int32) % side) * side
    wave = np.take(field.ravel(), v + u) + np.take(chop.ravel(), v + u) * np.float32(0.45)
    soft = np.clip(down * 9, 0.12, 1.0)
    night = is_night(easel)
    part = np.clip(down / np.float32(rows / unit), 0, 1)
    far, near = (0.42, 0.06) if night else (0.7, 0.16)
    tone = np.float32(far) + (np.float32(near) - np.float32(far)) * part ** np.float32(0.55)
    tone = tone + wave * soft * np.float32(0.055 if not stormy else 0.085)
    ramp = palette.ramp()
    index = np.clip(tone * 1023, 0, 1023).astype(np.int32)
    for channel in range(3):
        canvas.pixels[channel, top:] = np.take(ramp[channel], index)
    crest = smoothstep(1.1, 2.3, wave) * soft
    canvas.shine(crest * np.float32(0.25 if not stormy else 0.6), palette.at(0.9), top)
    if light.shown:
        spread = np.float32(unit * 0.045) + down * np.float32(unit * 0.28)
        column = np.exp(-(((canvas.x - np.float32(light.x)) / spread) ** 2))
        sparkle = smoothstep(-0.5, 0.9, wave) * np.float32(0.75) + smoothstep(1.0, 1.8, wave) * np.float32(
            0.8
        )
        canvas.shine(
            np.clip(column * sparkle * (np.float32(1) - part * np.float32(0.35)), 0, 1), palette.glow, top
        )
    haze = np.exp(-down / np.float32(0.022)) * np.float32(0.6)
    canvas.over(
        haze * np.ones_like(canvas.x), mix(palette.at(0.8 if not night else 0.5), palette.glow, 0.2), top
    )


def _headlands(easel: Easel, dice: Dice, horizon: float) -> None:
    canvas, palette = easel.canvas, easel.palette
    side = dice.choice("side", (-1.0, 1.0))
    for index in range(3):
        own = dice.within(f"head{index}")
        near = index / 2
        place = (canvas.x[0] / np.float32(canvas.width) - np.float32(0.5)) * np.float32(side)
        edge = own.number("edge", 0.12, 0.3) + 0.10 * near - 0.2
        rise = smoothstep(edge, edge + 0.4, place) * np.float32(canvas.unit * (0.10 + 0.09 * near))
        rock = profile(own, "rock", canvas.width, 5 * canvas.width / canvas.unit, octaves=7, gain=0.55)
        ridge = np.float32(horizon + 1) - rise * (np.float32(1.0) + rock * np.float32(0.5))
        ridge = np.where(rise > canvas.unit * 0.002, ridge, np.float32(horizon + 8)).astype(np.float32)
        top = max(0, int(ridge.min()) - 1)
        mask = np.clip(canvas.y[top : int(horizon) + 1] - ridge[None, :] + np.float32(0.5), 0, 1)
        canvas.over(mask, palette.at(0.56 - 0.36 * near), top)


def _swell(easel: Easel, dice: Dice, horizon: float, light: Light) -> None:
    """Great waves, one behind the other, with light in their crests and foam along them."""
    canvas, palette = easel.canvas, easel.palette
    unit = canvas.unit
    streak = clouds(dice, "streak", canvas.size, 22, octaves=4, stretch=3.0)
    count = 5
    for index in range(count):
        near = index / (count - 1)
        own = dice.within(f"swell{index}")
        cells = (4.6 - 2.6 * near) * canvas.width / unit
        shape = profile(own, "shape", canvas.width, cells, octaves=3, gain=0.35, smooth=True)
        # Steep on one side: the profile leans over by reading itself further on where it is high.
        place = np.arange(canvas.width) + shape * np.float32(unit * 0.05 * own.choice("lean", (-1.0, 1.0)))
        shape = shape[np.clip(place, 0, canvas.width - 1).astype(np.int32)]
        base = horizon + (canvas.height - horizon) * (0.16 + 0.8 * near**1.2)
        ridge = np.float32(base) - shape * np.float32(unit * (0.02 + 0.085 * near))
        top = max(0, int(ridge.min()) - 2)
        if top >= canvas.height:
            continue
        depth = canvas.y[top:] - ridge[None, :]
        mask = np.clip(depth + np.float32(0.5), 0, 1)
        rough = np.roll(streak, index * 149, 1)[top:]
        reach = np.float32(unit * (0.05 + 0.10 * near))
        part = np.clip(depth / reach, 0, 1)
        tone = np.float32(0.62 - 0.16 * near) - part ** np.float32(0.6) * np.float32(0.46 - 0.06 * near)
        colour = _tones(palette.ramp(), tone + rough * np.float32(0.03 + 0.02 * near))
        canvas.over(mask, colour, top)
        foam = np.exp(-np.abs(depth) / np.float32(unit * (0.003 + 0.006 * near))) * (
            np.float32(0.65) + rough * np.float32(0.35)
        )
        lace = (
            smoothstep(0.7, 1.25, rough)
            * np.exp(-np.clip(depth, 0, None) / (reach * np.float32(0.7)))
            * np.float32(0.45)
        )
        canvas.over(np.clip((foam + lace) * mask, 0, 0.95), palette.at(0.97), top)
        near_light = np.exp(-np.abs(canvas.x - np.float32(light.x)) / np.float32(unit * 0.3))
        canvas.shine((1 - part) * mask * near_light * np.float32(0.28), palette.glow, top)


def _tones(ramp: Plane, tone: Plane) -> Plane:
    index = np.clip(tone * 1023, 0, 1023).astype(np.int32)
    return np.stack([np.take(ramp[channel], index) for channel in range(3)])
