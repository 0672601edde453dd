"""Beyond the sky: nebulae, ringed planets, spiral galaxies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.noise import Plane, clouds, enlarge, smoothstep, warped
from mjdesk.studio.painting.scenes.sky import paint_stars
from mjdesk.studio.painting.vocabulary import hits

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Easel
    from mjdesk.studio.painting.dice import Dice


def paint(easel: Easel) -> None:
    """A nebula behind; before it a planet, a galaxy or nothing but stars."""
    dice, text = easel.dice.within("space"), easel.brief.text
    kinds = ["planet", "giant", "nebula", "galaxy"]
    if hits(text, "planet saturn jupiter mars earth world 行星 地球 火星 土星") > 0:
        kinds = ["planet", "giant"]
    elif hits(text, "galaxy milky-way spiral 银河 星系") > 0:
        kinds = ["galaxy", "galaxy", "nebula"]
    kind = dice.turn("kind", kinds)
    _nebula(easel, dice, 0.55 if kind in ("planet", "giant") else 1.0)
    canvas = easel.canvas
    paint_stars(easel, np.ones(canvas.height, np.float32), 900)
    match kind:
        case "planet":
            radius = dice.number("radius", 0.16, 0.26)
            _planet(easel, dice, dice.number("x", 0.3, 0.7), dice.number("y", 0.34, 0.62), radius, rings=True)
            _planet(
                easel,
                dice.within("moon"),
                dice.number("mx", 0.1, 0.9),
                dice.number("my", 0.1, 0.3),
                0.035,
                rings=False,
            )
        case "giant":
            side = dice.choice("side", (0.0, 1.0))
            _planet(
                easel, dice, side, dice.number("y", 0.75, 1.0), dice.number("radius", 0.55, 0.75), rings=False
            )
            _planet(
                easel, dice.within("moon"), 0.9 - side * 0.7, dice.number("my", 0.15, 0.4), 0.06, rings=False
            )
        case "galaxy":
            _galaxy(easel, dice)
        case _:
            pass


def _nebula(easel: Easel, dice: Dice, strength: float) -> None:
    canvas, palette = easel.canvas, easel.palette
    factor = min(1.0, 448 / canvas.unit)
    work = (max(8, round(canvas.width * factor)), max(8, round(canvas.height * factor)))
    unit = np.float32(min(work))
    across = clouds(dice, "across", work, 2, octaves=4)
    down = clouds(dice, "down", work, 2, octaves=4)
    body = warped(
        clouds(dice, "body", work, 1.7, octaves=6, gain=0.55), across * unit * 0.09, down * unit * 0.09
    )
    dust = warped(
        clouds(dice, "dust", work, 2.6, octaves=6, gain=0.6, billow=True),
        down * unit * 0.07,
        across * unit * 0.07,
    )
    # A band across the picture gathers the gas.
    angle = dice.number("angle", 0, np.pi)
    x = (np.arange(work[0], dtype=np.float32)[None, :] - work[0] / 2) / unit
    y = (np.arange(work[1], dtype=np.float32)[:, None] - work[1] / 2) / unit
    band = x * np.float32(np.sin(angle)) + y * np.float32(np.cos(angle)) + across * np.float32(0.06)
    gathered = np.exp(-((band / np.float32(0.34)) ** 2))
    gas = np.clip(
        (body * np.float32(0.5) + np.float32(0.55)) * gathered - np.clip(dust, 0, 3) * np.float32(0.16),
        0,
        1.3,
    )
    canvas.paint_ramp(
        enlarge(np.clip(gas * np.float32(0.62 * strength), 0, 0.8), canvas.size), palette.ramp(1024, 0.0, 1.0)
    )
    veil = enlarge(smoothstep(0.1, 1.6, down) * gathered, canvas.size)
    canvas.shine(veil * np.float32(0.42 * strength), palette.accent)
    other = enlarge(smoothstep(0.2, 1.8, across) * gathered, canvas.size)
    canvas.shine(other * np.float32(0.34 * strength), palette.second)
    core = enlarge(smoothstep(0.75, 1.35, gas), canvas.size)
    canvas.shine(core * np.float32(0.75), palette.glow)
    lanes = enlarge(smoothstep(0.55, 1.6, dust) * gathered, canvas.size)
    canvas.shade(1 - lanes * np.float32(0.6))


def _planet(easel: Easel, dice: Dice, x: float, y: float, radius: float, *, rings: bool) -> None:
    canvas, palette = easel.canvas, easel.palette
    unit = canvas.unit
    size = np.float32(radius * unit)
    px = (canvas.x - np.float32(x * canvas.width)) / size
    py = (canvas.y - np.float32(y * canvas.height)) / size
    square = px * px + py * py
    distance = np.sqrt(square)
    tilt = dice.number("tilt", -0.5, 0.5)
    facing = dice.choice("facing", (-2.45, -0.7, -2.1)) + dice.number("turn", -0.25, 0.25)
    lx, ly, lz = np.cos(facing) * 0.82, np.sin(facing) * 0.82, 0.57
    air = np.exp(-np.clip(distance - 1, 0, None) * np.float32(11)) * (distance > 1)
    towards = np.clip((px * lx + py * ly) / np.maximum(distance, 0.1) * 0.6 + 0.4, 0, 1)
    canvas.shine(air * towards * np.float32(0.6), mix(palette.second, palette.glow, 0.35))
    if rings:
        _rings(easel, dice, px, py, tilt, behind=True)
    pz = np.sqrt(np.clip(1 - square, 0, 1))
    light = px * np.float32(lx) + py * np.float32(ly) + pz * np.float32(lz)
    along = py * np.float32(np.cos(tilt)) - px * np.float32(np.sin(tilt))
    skin = clouds(
        dice, "skin", (512, 512), 3, octaves=6, gain=0.55, stretch=dice.choice("bands", (1.0, 4.0, 7.0))
    )
    u = ((px / np.maximum(pz + 0.55, 0.2) * 0.22 + 0.5) * 511).astype(np.int32) % 512
    v = ((along / np.maximum(pz + 0.75, 0.2) * 0.45 + 0.5) * 511).astype(np.int32) % 512
    tone = np.float32(0.52) + np.take(skin.ravel(), v * 512 + u) * np.float32(0.14)
    bands = np.sin(along * np.float32(dice.number("stripes", 5, 11)) + tone * np.float32(4)) * np.float32(
        0.07
    )
    day = smoothstep(-0.12, 0.75, light)
    ramp = palette.ramp()
    index = np.clip((tone + bands) * 1023, 0, 1023).astype(np.int32)
    mask = np.clip((1 - distance) * size + np.float32(0.5), 0, 1)
    rim = np.clip(1 - pz, 0, 1) ** np.float32(2.5) * day
    edge = mix(palette.second, palette.glow, 0.5)
    for channel in range(3):
        surface = np.take(ramp[channel], index) * (np.float32(0.025) + day * np.float32(1.05))
        surface += (edge[channel] - surface) * rim * np.float32(0.75)
        band = canvas.pixels[channel]
        band += (surface - band) * mask
    if rings:
        _rings(easel, dice, px, py, tilt, behind=False)


def _rings(easel: Easel, dice: Dice, px: Plane, py: Plane, tilt: float, *, behind: bool) -> None:
    canvas, palette = easel.canvas, easel.palette
    along = px * np.float32(np.cos(tilt)) + py * np.float32(np.sin(tilt))
    across = py * np.float32(np.cos(tilt)) - px * np.float32(np.sin(tilt))
    flat = across / np.float32(dice.number("flat", 0.16, 0.34))
    reach = np.sqrt(along * along + flat * flat)
    table = dice.numbers("ringlets", 256) * np.float32(0.5) + np.repeat(
        dice.numbers("gaps", 32), 8
    ) * np.float32(0.6)
    place = (reach - np.float32(1.25)) / np.float32(0.95)
    density = np.interp(place, np.linspace(0, 1, 256), table, left=0, right=0).astype(np.float32)
    mask = density * smoothstep(0, 0.08, place) * (1 - smoothstep(0.86, 1.0, place)) * np.float32(0.85)
    mask = mask * ((across < 0) if behind else (across >= 0))
    # The planet's shadow lies on the rings behind it.
    shadow = np.float32(1.0) if not behind else np.float32(0.75)
    canvas.over(mask * shadow, mix(palette.at(0.8), palette.glow, 0.3))


def _galaxy(easel: Easel, dice: Dice) -> None:
    canvas, palette = easel.canvas, easel.palette
    unit = canvas.unit
    cx, cy = dice.number("x", 0.38, 0.62) * canvas.width, dice.number("y", 0.4, 0.6) * canvas.height
    tilt, squash = dice.number("tilt", 0, np.pi), dice.number("squash", 1.3, 2.6)
    dx, dy = (canvas.x - np.float32(cx)) / np.float32(unit), (canvas.y - np.float32(cy)) / np.float32(unit)
    along = dx * np.float32(np.cos(tilt)) + dy * np.float32(np.sin(tilt))
    across = (dy * np.float32(np.cos(tilt)) - dx * np.float32(np.sin(tilt))) * np.float32(squash)
    radius = np.sqrt(along * along + across * across) + np.float32(1e-4)
    angle = np.arctan2(across, along)
    arms = dice.choice("arms", (2, 2, 3))
    wind = dice.number("wind", 3.2, 5.0)
    mess = clouds(dice, "mess", canvas.size, 7, octaves=5, gain=0.6)
    wave = np.cos(
        np.float32(arms) * (angle - np.log(radius) * np.float32(wind / arms * 1.6)) + mess * np.float32(0.75)
    )
    fall = np.exp(-radius * np.float32(5.2))
    arm = np.clip(wave * np.float32(0.5) + np.float32(0.5), 0, 1) ** np.float32(1.6)
    knots = smoothstep(0.6, 2.2, np.roll(mess, 91, 0)) * arm
    canvas.over(np.clip(fall * 2.2, 0, 0.8), palette.at(0.04))
    canvas.shine(
        np.clip(arm * fall * np.float32(2.3) * (np.float32(0.8) + mess * np.float32(0.22)), 0, 1),
        mix(palette.second, palette.at(0.75), 0.5),
    )
    canvas.shine(np.clip(knots * fall * np.float32(3.0), 0, 1), palette.accent)
    canvas.shine(np.clip(np.exp(-radius * np.float32(13)) * np.float32(1.15), 0, 1), palette.glow)
