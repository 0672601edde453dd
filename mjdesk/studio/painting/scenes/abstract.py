"""Forms without a name: cut paper in layers, circles and arcs on a grid, and lines that follow a current."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from mjdesk.studio.painting.canvas import as_pixels
from mjdesk.studio.painting.colour import mix
from mjdesk.studio.painting.noise import Plane, blurred, clouds, enlarge, warped
from mjdesk.studio.painting.vocabulary import hits

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Easel
    from mjdesk.studio.painting.dice import Dice


def paint(easel: Easel) -> None:
    """One of the kinds; words may ask for one. All repeat seamlessly."""
    dice, text = easel.dice.within("abstract"), easel.brief.text
    kinds = ["paper", "mosaic", "current", "orbs"]
    if hits(text, "paper papercut layer layered topographic 剪纸 纸") > 0:
        kinds = ["paper"]
    elif hits(text, "geometric geometry bauhaus grid mosaic memphis logo icon 几何 包豪斯 图标") > 0:
        kinds = ["mosaic", "mosaic", "orbs"]
    elif hits(text, "lines current wind hair motion 线条") > 0:
        kinds = ["current"]
    match dice.turn("kind", kinds):
        case "paper":
            _paper(easel, dice)
        case "mosaic":
            _mosaic(easel, dice)
        case "orbs":
            _orbs(easel, dice)
        case _:
            _current(easel, dice)
    fibre = clouds(dice, "fibre", easel.canvas.size, 60, octaves=2, gain=0.7)
    easel.canvas.pixels *= 1 + fibre * np.float32(0.012 + 0.012 * easel.brief.richness)


def _paper(easel: Easel, dice: Dice) -> None:
    """Sheets of paper cut along the contours of noise, each throwing a shadow on the one below."""
    canvas, palette = easel.canvas, easel.palette
    unit = canvas.unit
    field = clouds(dice, "field", canvas.size, dice.choice("cells", (1.3, 1.8, 2.4)), octaves=3, gain=0.36)
    bend = clouds(dice, "bend", canvas.size, 2, octaves=2)
    field = field + np.roll(bend, 40, 1) * np.float32(0.25)
    slope = np.hypot(field - np.roll(field, 1, 1), field - np.roll(field, 1, 0)) + np.float32(1e-5)
    count = round(7 + 4 * easel.brief.richness)
    reverse = dice.chance("reverse", 0.5)
    shift = (max(1, round(unit * 0.010)), max(1, round(unit * 0.007)))
    canvas.pixels[:] = palette.at(0.98 if reverse else 0.03)[:, None, None]
    for index in range(count):
        part = (index + 1) / count
        level = np.float32(-1.7 + 3.2 * index / (count - 1))
        cover = np.clip((field - level) / slope + np.float32(0.5), 0, 1)
        shadow = blurred(np.roll(cover, shift, (0, 1)), unit * 0.011, wrap=True)
        canvas.shade(1 - shadow * (1 - cover) * np.float32(0.5))
        tone = 1 - part if reverse else part
        colour = palette.at(0.06 + 0.9 * tone)
        if index == dice.choice("accented", (2, 3, 4)):
            colour = mix(palette.accent, colour, 0.2)
        elif index == dice.choice("seconded", (5, 6)):
            colour = mix(palette.second, colour, 0.3)
        edge = np.clip(1 - np.abs((field - level) / slope - np.float32(1.2)) / np.float32(1.4), 0, 1)
        canvas.over(cover, colour)
        canvas.shine(edge * np.float32(0.28), palette.at(0.95))


def _mosaic(easel: Easel, dice: Dice) -> None:
    """Circles, quarter arcs and triangles on a grid."""
    canvas, palette = easel.canvas, easel.palette
    cell_count = dice.choice("cells", (3, 4, 5, 6))
    columns = max(1, round(cell_count * canvas.width / canvas.unit))
    rows = max(1, round(cell_count * canvas.height / canvas.unit))
    fine = 2
    image = Image.new("RGB", (canvas.width * fine, canvas.height * fine))
    draw = ImageDraw.Draw(image)
    tones = [palette.at(tone) for tone in (0.04, 0.2, 0.42, 0.62, 0.82, 0.97)]
    tones += [palette.accent, palette.second, palette.accent]
    inks = [tuple((tone * 255).astype(int).tolist()) for tone in tones]
    for row in range(rows):
        for column in range(columns):
            own = dice.within(f"{row}.{column}")
            box = (
                round(column * image.width / columns), round(row * image.height / rows),
                round((column + 1) * image.width / columns), round((row + 1) * image.height / rows),
            )  # fmt: skip
            _tile(draw, own, box, inks)
    # Half a cell further, so that no border of cells lies on the border of the picture.
    half = (round(canvas.height / rows / 2), round(canvas.width / columns / 2))
    canvas.pixels[:] = np.roll(as_pixels(image.reduce(fine)), half, (1, 2))
    light = clouds(dice, "light", canvas.size, 1.5, octaves=3)
    canvas.pixels *= 1 + light * np.float32(0.07)


def _tile(
    draw: ImageDraw.ImageDraw, dice: Dice, box: tuple[int, int, int, int], inks: list[tuple[int, ...]]
) -> None:
    left, top, right, bottom = box
    wide, tall = right - left, bottom - top
    ground = dice.choice("ground", range(len(inks)))
    front = (ground + dice.choice("front", (2, 3, 4, 5, 6))) % len(inks)
    third = (ground + dice.choice("third", (1, 3, 5, 7))) % len(inks)
    draw.rectangle((left, top, right - 1, bottom - 1), fill=inks[ground])
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    turn = dice.choice("turn", (0, 1, 2, 3))
    x, y = corners[turn]
    match dice.choice("form", ("quarter", "quarter", "rings", "disc", "half", "triangle", "dots", "plain")):
        case "quarter":
            draw.pieslice(
                (x - wide, y - tall, x + wide, y + tall),
                0 + 90 * ((turn) % 4),
                90 + 90 * (turn % 4),
                fill=inks[front],
            )
            draw.pieslice(
                (x - wide // 2, y - tall // 2, x + wide // 2, y + tall // 2),
                90 * turn,
                90 + 90 * turn,
                fill=inks[third],
            )
        case "rings":
            for step in range(5):
                share = 1 - step / 5
                reach_x, reach_y = wide * share, tall * share
                ink = inks[front] if step % 2 == 0 else inks[ground]
                draw.pieslice(
                    (x - reach_x, y - reach_y, x + reach_x, y + reach_y), 90 * turn, 90 + 90 * turn, fill=ink
                )
        case "disc":
            draw.ellipse(
                (left + wide * 0.12, top + tall * 0.12, right - wide * 0.12, bottom - tall * 0.12),
                fill=inks[front],
            )
            draw.ellipse(
                (left + wide * 0.34, top + tall * 0.34, right - wide * 0.34, bottom - tall * 0.34),
                fill=inks[third],
            )
        case "half":
            draw.pieslice((left, top, right - 1, bottom - 1), 90 * turn, 180 + 90 * turn, fill=inks[front])
        case "triangle":
            draw.polygon([corners[turn], corners[(turn + 1) % 4], corners[(turn + 2) % 4]], fill=inks[front])
        case "dots":
            for i in range(4):
                for j in range(4):
                    cx, cy, r = left + wide * (i + 0.5) / 4, top + tall * (j + 0.5) / 4, wide * 0.07
                    draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=inks[front])
        case _:
            pass


def _orbs(easel: Easel, dice: Dice) -> None:
    """Translucent discs, each with its own light, over a graded ground."""
    canvas, palette = easel.canvas, easel.palette
    ground = clouds(dice, "ground", canvas.size, 1, octaves=2)
    dark = dice.chance("dark", 0.5)
    low, high = (0.0, 0.3) if dark else (0.72, 1.0)
    canvas.paint_ramp(
        np.clip(ground * np.float32(0.22) + np.float32(0.5), 0, 1), palette.ramp(1024, low, high)
    )
    tints = [palette.accent, palette.second, palette.glow, palette.at(0.35), palette.at(0.6), palette.at(0.8)]
    for index in range(dice.choice("count", (7, 9, 12))):
        own = dice.within(f"orb{index}")
        radius = own.number("radius", 0.04, 0.30) * (0.6 + 0.5 * own.number("again"))
        dx = np.abs(canvas.x - np.float32(own.number("x") * canvas.width))
        dy = np.abs(canvas.y - np.float32(own.number("y") * canvas.height))
        dx, dy = np.minimum(dx, canvas.width - dx), np.minimum(dy, canvas.height - dy)
        distance = np.sqrt(dx * dx + dy * dy) / np.float32(canvas.unit)
        mask = np.clip((np.float32(radius) - distance) * np.float32(canvas.unit) + np.float32(0.5), 0, 1)
        grade = np.clip(distance / np.float32(radius), 0, 1)
        tint = own.choice("tint", tints)
        match own.choice("form", ("glass", "ring", "sun", "glass")):
            case "ring":
                inner = np.clip(
                    (np.float32(radius * 0.86) - distance) * np.float32(canvas.unit) + np.float32(0.5), 0, 1
                )
                canvas.over((mask - inner) * np.float32(0.9), tint)
            case "sun":
                canvas.over(mask, mix(tint, palette.glow, 0.15))
                canvas.shine(
                    np.exp(-np.clip(distance - np.float32(radius), 0, None) * np.float32(9))
                    * np.float32(0.3),
                    tint,
                )
            case _:
                canvas.over(mask * (np.float32(0.18) + grade**3 * np.float32(0.72)), tint)


def _current(easel: Easel, dice: Dice) -> None:
    """Line integral convolution of streaks along a curling field, coloured by a ramp."""
    canvas, palette = easel.canvas, easel.palette
    factor = min(1.0, 512 / canvas.unit)
    work = (max(8, round(canvas.width * factor)), max(8, round(canvas.height * factor)))
    unit = float(min(work))
    potential = clouds(dice, "potential", work, dice.choice("cells", (1.4, 2.0, 2.8)), octaves=2, gain=0.35)
    vy = potential - np.roll(potential, 1, 1)
    vx = np.roll(potential, 1, 0) - potential
    length = np.sqrt(vx * vx + vy * vy) + np.float32(1e-4)
    vx, vy = vx / length, vy / length
    streak: Plane = dice.normals("streak", (work[1], work[0]))
    reach = unit * 0.006
    for _ in range(5):
        streak = (
            streak + warped(streak, vx * reach, vy * reach) + warped(streak, -vx * reach, -vy * reach)
        ) / np.float32(3)
        reach *= 1.9
    streak = streak / streak.std()
    tone = (
        np.float32(0.5) + np.float32(0.42) * np.tanh(potential * np.float32(0.9)) + streak * np.float32(0.085)
    )
    from_small = enlarge(np.clip(tone, 0, 1), canvas.size)
    canvas.paint_ramp(from_small, palette.ramp())
    glow = enlarge(np.clip(streak - np.float32(1.2), 0, 1.2), canvas.size)
    canvas.shine(glow * np.float32(0.5), palette.glow)
    accents = enlarge(np.clip(np.roll(potential, work[0] // 3, 1) - np.float32(0.8), 0, 1), canvas.size)
    canvas.over(accents * np.float32(0.6) * np.clip(from_small + np.float32(0.2), 0, 1), palette.accent)
