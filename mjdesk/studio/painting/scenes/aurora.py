"""Northern lights over a dark land: curtains that fold, with rays, stars behind and often water below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.noise import clouds, enlarge, profile
from mjdesk.studio.painting.scenes.landscape import paint_land
from mjdesk.studio.painting.scenes.sky import Light, paint_stars

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Easel
    from mjdesk.studio.painting.dice import Dice


def paint(easel: Easel) -> None:
    """A night sky on fire."""
    canvas, dice, palette = easel.canvas, easel.dice.within("aurora"), easel.palette
    horizon = canvas.height * dice.number("horizon", 0.58, 0.72)
    part = np.clip(np.arange(canvas.height, dtype=np.float32) / np.float32(horizon), 0, 1) ** np.float32(1.6)
    canvas.wash(palette.ramp(1024, 0.02, 0.34)[:, (part * 1023).astype(np.int32)])
    paint_stars(easel, np.clip(1.15 - part, 0, 1), 700)
    for index in range(dice.choice("curtains", (2, 3, 3, 4))):
        _curtain(easel, dice.within(f"curtain{index}"), horizon, 1.0 - 0.2 * index)
    low = np.exp(-np.abs(canvas.y - np.float32(horizon)) / np.float32(canvas.unit * 0.12))
    canvas.shine(low * np.ones_like(canvas.x) * np.float32(0.25), mix(palette.second, palette.at(0.7), 0.4))
    light = Light(canvas.width * dice.number("x", 0.2, 0.8), horizon, canvas.unit * 0.05, False)
    paint_land(easel, horizon, light, dim=0.5)


def _curtain(easel: Easel, dice: Dice, horizon: float, strength: float) -> None:
    canvas, palette = easel.canvas, easel.palette
    unit, width = canvas.unit, canvas.width
    aspect = width / unit
    hem = profile(dice, "hem", width, 1.6 * aspect, octaves=3, gain=0.4, smooth=True)
    level = np.float32(horizon * dice.number("level", 0.42, 0.86)) - hem * np.float32(unit * 0.13)
    tilt = (canvas.x[0] / np.float32(width) - np.float32(0.5)) * np.float32(
        unit * dice.number("tilt", -0.3, 0.3)
    )
    level = level + tilt
    rays = profile(dice, "rays", width, 26 * aspect, octaves=3, gain=0.6, smooth=True)
    folds = profile(dice, "folds", width, 3.2 * aspect, octaves=3, smooth=True)
    bright = np.clip(np.float32(0.55) + folds * np.float32(0.65), 0.02, 1.4) * (
        np.float32(0.8) + rays * np.float32(0.4)
    )
    length = np.float32(unit) * (
        np.float32(0.17) + folds * np.float32(0.07) + np.abs(rays) * np.float32(0.05)
    )
    rise = (level[None, :] - canvas.y) / np.maximum(length, np.float32(unit * 0.06))[None, :]
    above, below = np.maximum(rise, 0), np.minimum(rise, 0)
    body = np.exp(below * np.float32(4.5) - above * np.float32(1.15))
    drift = clouds(dice, "drift", (max(8, width // 4), max(8, canvas.height // 4)), 3, octaves=3)
    from_noise = np.float32(0.8) + enlarge(drift, canvas.size) * np.float32(0.22)
    glow = np.clip(body * bright[None, :] * from_noise * np.float32(strength), 0, 1)
    green = mix(palette.second, np.array([0.35, 1.0, 0.62], np.float32), 0.5)
    high = mix(palette.accent, palette.at(0.62), 0.35)
    share = np.clip(rise * np.float32(0.55), 0, 1)
    colour = green[:, None, None] + (high - green)[:, None, None] * share
    for channel in range(3):
        band = canvas.pixels[channel]
        band += (1 - band) * (glow * colour[channel])
