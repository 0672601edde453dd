"""A city after dark: towers behind towers, lit windows, haze full of signs, streets and water that shine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.noise import blurred, clouds, profile, smoothstep
from mjdesk.studio.painting.scenes.sky import paint_sky, paint_stars
from mjdesk.studio.painting.scenes.water import reflect
from mjdesk.studio.painting.shapes import Stencil
from mjdesk.studio.painting.vocabulary import hits, left_out

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Easel
    from mjdesk.studio.painting.dice import Dice
    from mjdesk.studio.painting.noise import Places, Plane


@dataclass(frozen=True, slots=True)
class _Tower:
    """Owns one building's rectangle in pixels."""

    left: int
    right: int
    top: int


def paint(easel: Easel) -> None:
    """A skyline over water, or an avenue that runs into the distance."""
    dice = easel.dice.within("city")
    if dice.turn("view", ("skyline", "avenue", "harbour", "skyline")) == "avenue":
        _avenue(easel, dice)
    else:
        _skyline(easel, dice)


def _skyline(easel: Easel, dice: Dice) -> None:
    canvas, palette = easel.canvas, easel.palette
    unit = canvas.unit
    ground = canvas.height * dice.number("ground", 0.66, 0.8)
    paint_sky(easel, ground * 0.96, low=0.16, high=0.66, cover=dice.number("cover", 0.1, 0.5))
    _haze(easel, dice, ground, unit * 0.28, 0.5)
    count = dice.choice("layers", (3, 4))
    style = dice.choice("style", ("even", "centre", "side"))
    lights = np.zeros_like(canvas.pixels)
    for index in range(count):
        near = index / (count - 1)
        own = dice.within(f"layer{index}")
        towers = _towers(own, canvas.width, unit, ground, near, style)
        stencil = Stencil(canvas.size, 1)
        for number, tower in enumerate(towers):
            stencil.box(tower.left, tower.top, tower.right, ground)
            _roof(stencil, own.within(f"roof{number}"), tower, unit, near)
        mask = stencil.plane()
        tone = 0.36 * (1 - near) ** 1.2 + 0.02
        fall = np.clip((ground - canvas.y) / np.float32(unit * 0.5), 0, 1)
        foot, head = palette.at(tone + 0.16 * (1 - near * 0.6)), palette.at(tone)
        colour = foot[:, None, None] + (head - foot)[:, None, None] * fall
        canvas.over(mask, colour)
        lights *= 1 - mask
        if not left_out(easel.brief, "windows lights 窗 灯"):
            for number, tower in enumerate(towers):
                _windows(easel, own.within(f"w{number}"), tower, int(ground), near, lights)
        if index < count - 1:
            _haze(easel, own, ground, unit * (0.10 + 0.05 * near), 0.30)
    _shine_lights(easel, lights)
    reflect(easel, ground, tint=palette.at(0.05), depth=0.26, ripple=0.02, smear=0.07)


def _towers(dice: Dice, width: int, unit: float, ground: float, near: float, style: str) -> list[_Tower]:
    towers: list[_Tower] = []
    shape = profile(dice, "shape", 256, 4 * width / unit, octaves=3)
    left, index = -unit * 0.03 * dice.number("start"), 0
    widths = dice.numbers("widths", 120)
    heights = dice.numbers("heights", 120)
    centre = dice.number("centre", 0.35, 0.65) if style == "centre" else dice.choice("side", (0.05, 0.95))
    while left < width and index < 119:
        breadth = unit * (0.022 + 0.02 * near + (0.05 + 0.045 * near) * float(widths[index]) ** 1.6)
        place = (left + breadth / 2) / width
        tall = (
            0.22
            + 0.20 * float(shape[int(min(max(place, 0), 0.999) * 256)])
            + 0.3 * float(heights[index]) ** 3
        )
        if style != "even":
            tall += 0.22 * float(np.exp(-(((place - centre) / 0.22) ** 2))) - 0.06
        tall = max(0.06, tall) * (1.05 - 0.42 * near) * min(1.0, ground / unit * 1.3)
        towers.append(_Tower(round(left), round(left + breadth), round(ground - unit * tall)))
        left += breadth + (unit * 0.03 * float(heights[index + 1]) if heights[index] > 0.72 else 0)
        index += 1
    return towers


def _roof(stencil: Stencil, dice: Dice, tower: _Tower, unit: float, near: float) -> None:
    breadth = tower.right - tower.left
    middle = (tower.left + tower.right) / 2
    match dice.choice("kind", ("flat", "flat", "step", "mast", "spire", "slope")):
        case "step":
            rise = unit * 0.02
            stencil.box(
                tower.left + breadth * 0.18, tower.top - rise, tower.right - breadth * 0.18, tower.top + 1
            )
            stencil.box(
                tower.left + breadth * 0.34, tower.top - 2 * rise, tower.right - breadth * 0.34, tower.top
            )
        case "mast":
            stencil.box(
                tower.left + breadth * 0.3, tower.top - unit * 0.012, tower.right - breadth * 0.3, tower.top
            )
            stencil.box(middle - unit * 0.001, tower.top - unit * 0.07, middle + unit * 0.0015, tower.top)
        case "spire":
            rise = unit * (0.03 + 0.05 * dice.number("rise")) * (1.2 - near * 0.5)
            stencil.polygon(
                [(tower.left, tower.top + 1), (middle, tower.top - rise), (tower.right - 1, tower.top + 1)]
            )
        case "slope":
            high = tower.top - breadth * 0.35
            stencil.polygon(
                [(tower.left, tower.top + 1), (tower.left, high), (tower.right - 1, tower.top + 1)]
            )
        case _:
            pass


def _windows(easel: Easel, dice: Dice, tower: _Tower, ground: int, near: float, lights: Plane) -> None:
    canvas, palette = easel.canvas, easel.palette
    unit = canvas.unit
    left, right = max(0, tower.left), min(canvas.width, tower.right)
    if right - left < 4 or ground - tower.top < 6:
        return
    grow = 0.55 + 0.45 * near
    across = max(2.0, unit * dice.choice("across", (0.0075, 0.009, 0.012)) * grow)
    down = max(2.0, unit * dice.choice("down", (0.009, 0.012, 0.015)) * grow)
    fill_x, fill_y = dice.choice("fill", ((0.5, 0.5), (0.72, 0.42), (0.4, 0.66), (0.92, 0.3)))
    margin = max(1.0, unit * 0.004)
    x = np.arange(left, right, dtype=np.float32) - tower.left
    y = np.arange(max(tower.top, 0), ground, dtype=np.float32) - tower.top
    columns, rows = int((tower.right - tower.left) / across) + 1, int((ground - tower.top) / down) + 1
    lit = dice.numbers("lit", columns * rows).reshape(rows, columns)
    floors = dice.numbers("floors", rows)[:, None]
    share = dice.number("share", 0.1, 0.55) * (0.55 + 0.45 * near)
    bright = (lit < share * (0.4 + 1.2 * floors)) * (
        0.35 + 0.65 * dice.numbers("power", lit.size).reshape(lit.shape)
    )
    cx, cy = x / np.float32(across), y / np.float32(down)
    open_x = (np.mod(cx, 1) < fill_x) & (x > margin) & (x < tower.right - tower.left - margin)
    open_y = (np.mod(cy, 1) < fill_y) & (y > down * 0.8)
    shown = bright[cy.astype(np.int32)][:, cx.astype(np.int32)] * open_y[:, None] * open_x[None, :]
    kind = dice.number("kind")
    warm = mix(palette.glow, np.array([1.0, 0.72, 0.36], np.float32), 0.45)
    colour = warm if kind < 0.62 else (palette.accent if kind < 0.82 else palette.second)
    window = lights[:, max(tower.top, 0) : ground, left:right]
    window += shown * colour[:, None, None] * np.float32(0.35 + 0.65 * near)
    if dice.chance("sign", 0.22 * (0.4 + near)):
        _sign(easel, dice, tower, lights)


def _sign(easel: Easel, dice: Dice, tower: _Tower, lights: Plane) -> None:
    unit = easel.canvas.unit
    colour = easel.palette.accent if dice.chance("first", 0.5) else easel.palette.second
    left = max(0, tower.left + round(unit * 0.006))
    wide = max(1, round(unit * dice.number("wide", 0.004, 0.013)))
    top = max(0, tower.top + round(unit * dice.number("top", 0.02, 0.08)))
    tall = round(unit * dice.number("tall", 0.04, 0.12))
    lights[:, top : top + tall, left : left + wide] = colour[:, None, None]


def _shine_lights(easel: Easel, lights: Plane) -> None:
    canvas = easel.canvas
    for channel in range(3):
        source = lights[channel]
        glow = blurred(source, canvas.unit * 0.008) * np.float32(0.8)
        glow += blurred(source, canvas.unit * 0.04) * np.float32(0.9)
        band = canvas.pixels[channel]
        band += (1 - band) * np.clip(source + glow, 0, 1)


def _haze(easel: Easel, dice: Dice, ground: float, reach: float, strength: float) -> None:
    canvas, palette = easel.canvas, easel.palette
    field = profile(dice, "haze", canvas.width, 3, octaves=3, smooth=True)
    fall = np.exp(-np.abs(ground - canvas.y) / np.float32(reach))
    tint = mix(mix(palette.accent, palette.second, dice.number("tint")), palette.at(0.5), 0.45)
    canvas.shine(fall * (np.float32(0.75) + field[None, :] * np.float32(0.4)) * np.float32(strength), tint)


def _avenue(easel: Easel, dice: Dice) -> None:
    """One-point perspective: both walls of a street, read back from each pixel's place on them."""
    canvas, palette, brief = easel.canvas, easel.palette, easel.brief
    unit = canvas.unit
    vx = canvas.width * dice.number("vx", 0.36, 0.64)
    vy = canvas.height * dice.number("vy", 0.56, 0.68)
    paint_sky(easel, vy, low=0.12, high=0.6, cover=0.35)
    if hits(brief.text, "stars 星") > 0:
        paint_stars(easel, np.clip(1 - canvas.y[:, 0] / np.float32(vy), 0, 1))
    glow = np.exp(-canvas.distance(vx, vy) * np.float32(4.5))
    canvas.shine(glow * np.float32(0.9), mix(palette.accent, palette.glow, 0.5))
    side = np.where(canvas.x[0] < vx, 0, 1)
    # A wide picture sees the same walls, not nearer ones.
    breadth = np.float32(unit * max(1.0, canvas.width / unit) ** 0.8)
    gap = np.maximum(np.abs(canvas.x[0] - np.float32(vx)), np.float32(0.5)) / breadth
    depth = np.float32(0.34) / gap
    house = np.floor(np.log2(np.maximum(depth, 0.05)) * np.float32(2.6)).astype(np.int32) + 40
    heights = dice.numbers("heights", 240, 0.35, 1.25)[side * 120 + np.clip(house, 0, 119)]
    roof = np.float32(vy) - heights / depth * np.float32(unit * 0.72)
    foot = np.float32(vy) + np.float32(unit * 0.16) / depth
    stand = (np.clip(canvas.y - roof[None, :] + 0.5, 0, 1) * (depth < 16)[None, :]).astype(np.float32)
    wall = stand * np.clip(foot[None, :] - canvas.y + np.float32(0.5), 0, 1)
    far = np.clip(np.log2(np.maximum(depth, 0.05) + 1) / np.float32(3.3), 0, 1)
    near_tone, far_tone = palette.at(0.03), mix(palette.at(0.42), palette.accent, 0.3)
    varied = dice.numbers("tone", 240, 0.75, 1.35)[side * 120 + np.clip(house, 0, 119)]
    colour = near_tone[:, None] * varied + (far_tone - near_tone)[:, None] * far ** np.float32(1.5)
    canvas.over(wall, colour[:, None, :])
    lights = np.zeros_like(canvas.pixels)
    _wall_lights(easel, dice, vy, depth, house, side, wall, lights)
    ground = np.clip(canvas.y - foot[None, :] + np.float32(0.5), 0, 1) * (canvas.y > vy)
    _shine_lights(easel, lights)
    _street(easel, dice, vx, vy, ground.astype(np.float32))


def _wall_lights(
    easel: Easel, dice: Dice, vy: float, depth: Plane, house: Places, side: Places, wall: Plane, lights: Plane
) -> None:
    canvas, palette = easel.canvas, easel.palette
    unit = canvas.unit
    along = np.log2(np.maximum(depth, 0.05)) * np.float32(2.6 * 6)
    cell = np.floor(along).astype(np.int32)
    open_x = (along - cell > 0.22) & (along - cell < 0.8) & (depth < 9)
    up = (np.float32(vy) - canvas.y) * depth[None, :] / np.float32(unit * 0.035)
    storey = np.floor(up).astype(np.int32)
    open_y = (up - storey > 0.3) & (up - storey < 0.72) & (up > 0.5)
    table = dice.numbers("lit", 64 * 512).reshape(64, 512)
    lit = table[storey % 64, ((cell + 90) + side * 256)[None, :] % 512]
    share = dice.numbers("share", 240, 0.12, 0.6)[side * 120 + np.clip(house, 0, 119)]
    shown = (
        (open_y & open_x[None, :]) * (lit < share[None, :]) * wall * (np.float32(0.4) + lit * np.float32(0.9))
    )
    kind = dice.numbers("kind", 240)[side * 120 + np.clip(house, 0, 119)]
    warm = mix(palette.glow, np.array([1.0, 0.72, 0.36], np.float32), 0.45)
    tints = np.stack([warm, palette.accent, palette.second], 1)
    colour = tints[:, np.digitize(kind, (0.6, 0.82))]
    lights += shown * colour[:, None, :]
    # Shop fronts glow along the pavement.
    open_shop = table[7, ((cell * 5 + 90) + side * 256) % 512] > 0.45
    shop = (
        np.exp(-np.abs(up - np.float32(-0.9)) * np.float32(1.6))
        * wall
        * (up < 0.4)
        * open_shop[None, :]
        * np.float32(0.6)
    )
    lights += shop * tints[:, np.digitize(np.mod(kind * 7, 1), (0.35, 0.68))][:, None, :]


def _street(easel: Easel, dice: Dice, vx: float, vy: float, ground: Plane) -> None:
    """Wet asphalt: what stands above, upside down, drawn out and broken by puddles."""
    canvas, palette = easel.canvas, easel.palette
    top = int(vy)
    rows = canvas.height - top
    before = canvas.pixels[:, top:].copy()
    reflect(easel, vy, tint=palette.at(0.04), depth=0.2, ripple=0.03, smear=0.12)
    puddles = clouds(dice, "puddles", (canvas.width, rows), 5, octaves=4, stretch=3)
    wet = ground[top:] * (np.float32(0.62) + smoothstep(-0.5, 0.8, puddles) * np.float32(0.38))
    dark = palette.at(0.03)
    for channel in range(3):
        street = canvas.pixels[channel, top:]
        base = before[channel] + (dark[channel] - before[channel]) * ground[top:]
        canvas.pixels[channel, top:] = base + (street - base) * wet
    mark = np.abs(canvas.x - np.float32(vx)) / np.maximum(canvas.y[top:] - np.float32(vy), 1)
    dash = np.mod(np.float32(canvas.unit * 0.5) / np.maximum(canvas.y[top:] - np.float32(vy), 1), 1) < 0.5
    canvas.shine((mark < 0.02) * dash * ground[top:] * np.float32(0.3), palette.glow, top)
