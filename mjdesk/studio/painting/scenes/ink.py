"""Ink in water: noise warped by noise, coloured by a ramp, with gilded seams and a wet sheen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.noise import Plane, clouds, enlarge, smoothstep, warped

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Easel


def paint(easel: Easel) -> None:
    """Fills the canvas; periodic, so it serves --tile as it is."""
    canvas, dice, palette, brief = easel.canvas, easel.dice.within("ink"), easel.palette, easel.brief
    work = _working_size(canvas.size)
    unit = min(work)
    rich = brief.richness
    cells = dice.choice("cells", (1.6, 2.0, 2.6))
    kind = dice.turn("kind", ("flow", "veins", "deep", "silk"))
    stretch = 2.4 if kind == "silk" else 1.0
    reach = np.float32(unit * dice.number("reach", 0.10, 0.2) * (0.75 + 0.5 * rich + 0.8 * brief.strangeness))
    across = clouds(dice, "across", work, cells * 1.1, octaves=3, gain=0.42)
    down = clouds(dice, "down", work, cells * 1.1, octaves=3, gain=0.42)
    base = clouds(dice, "base", work, cells, octaves=6, gain=0.5, stretch=stretch, billow=kind == "veins")
    once = warped(base, across * reach, down * reach)
    twist = np.float32(unit * dice.number("twist", 0.04, 0.11) * (0.6 + 0.8 * rich))
    field = warped(once, once * twist + down * reach * np.float32(0.4), np.roll(once, unit // 3, 1) * twist)
    fine = warped(clouds(dice, "fine", work, cells * 7, octaves=3), field * twist, once * twist)
    field = field + fine * np.float32(0.07 + 0.09 * rich)
    tone = _flattened(field)
    tone = enlarge(tone, canvas.size)
    lines = np.float32(4 + int(10 * rich))
    edge = np.abs(tone * lines - np.round(tone * lines))
    canvas.paint_ramp(_terraced(tone, float(lines), 0.35 + 0.3 * rich), palette.ramp())
    relief = _relief(tone, canvas.unit)
    canvas.pixels *= 1 + np.clip(relief, -1, 1) * np.float32(0.22 + 0.25 * rich)
    canvas.shine(np.clip(relief - np.float32(0.25), 0, 1) * np.float32(0.35), palette.glow)
    canvas.over((1 - smoothstep(0.0, 0.06, edge)) * np.float32(0.25 + 0.25 * rich), palette.at(0.08))
    vein = np.abs(tone - np.float32(dice.number("vein", 0.55, 0.75)))
    canvas.shine((1 - smoothstep(0.002, 0.012, vein)) * np.float32(0.9), palette.glow)
    accent = smoothstep(0.8, 1.0, enlarge(_flattened(across), canvas.size)) * smoothstep(0.3, 0.6, tone)
    canvas.over(accent * np.float32(0.55), palette.accent)


def _working_size(size: tuple[int, int]) -> tuple[int, int]:
    """At most 512 along the shorter edge: the ramp is applied after enlarging, so its edges stay sharp."""
    factor = min(1.0, 512 / min(size))
    return max(8, round(size[0] * factor)), max(8, round(size[1] * factor))


def _flattened(field: Plane) -> Plane:
    """Gaussian-like values spread evenly over 0..1, so that the ramp's colours share the picture fairly."""
    return np.float32(0.5) + np.float32(0.5) * np.tanh(field * np.float32(0.85))


def _terraced(tone: Plane, steps: float, share: float) -> Plane:
    scaled = tone * np.float32(steps)
    whole = np.floor(scaled)
    part = scaled - whole
    part = part * part * part * (part * (part * 6 - 15) + 10)
    return tone + ((whole + part) / np.float32(steps) - tone) * np.float32(share)


def _relief(tone: Plane, unit: float) -> Plane:
    """How much each place faces a lamp at the upper left."""
    step = max(1, round(unit / 512))
    slope = np.roll(tone, (-step, -step), (0, 1)) - np.roll(tone, (step, step), (0, 1))
    return slope * np.float32(unit / 26 / step)
