"""Water that doubles what stands above it: lakes, wet streets, harbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.noise import clouds, smoothstep

if TYPE_CHECKING:
    from mjdesk.studio.painting.canvas import Easel
    from mjdesk.studio.painting.noise import Places, Plane


def reflect(
    easel: Easel, shore: float, *, tint: Plane, depth: float = 0.3, ripple: float = 0.012, smear: float = 0.0
) -> None:
    """Fills all below the shore (pixels) with its mirror image.

    depth: how much of the tint lies on it; ripple and smear: in units of the shorter edge, how far waves
    displace it and how far lights are drawn out towards the viewer.
    """
    canvas, dice = easel.canvas, easel.dice.within("water")
    top = int(shore)
    rows = canvas.height - top
    if rows < 4 or top < 4:
        return
    unit = canvas.unit
    waves = clouds(dice, "waves", (canvas.width, rows), 9, octaves=4, stretch=7)
    down = np.arange(rows, dtype=np.float32)[:, None]
    part = down / np.float32(rows)
    source = top - 1 - down * np.float32(min(1.12, (top - 2) / rows))
    source = source + waves * (np.float32(unit / 900) + part * np.float32(unit * ripple))
    sway = waves * np.float32(unit * ripple * 0.25)
    columns = np.clip(canvas.x - np.float32(0.5) + sway, 0, canvas.width - 1).astype(np.int32)
    steps = 5 if smear > 0 else 1
    veil = np.float32(max(0.0, depth - 0.12)) + part * np.float32(depth)
    indices: list[Places] = []
    for step in range(steps):
        shift = np.float32(unit * smear * (step - (steps - 1) / 2) / max(steps - 1, 1))
        index = np.clip(source + shift, 0, top - 1).astype(np.int32)
        indices.append(index * canvas.width + columns)
    for channel in range(3):
        flat = canvas.pixels[channel].ravel()
        mirrored = np.take(flat, indices[0])
        for index in indices[1:]:
            mirrored += np.take(flat, index)
        mirrored /= np.float32(steps)
        mirrored += (tint[channel] - mirrored) * veil
        canvas.pixels[channel, top:] = mirrored
    glint = smoothstep(1.2, 2.6, waves) * (1 - part) * np.float32(0.3)
    canvas.shine(glint, easel.palette.at(0.85), top)
    line = np.exp(-down / np.float32(unit * 0.004)) * np.float32(0.3)
    canvas.shine(line, easel.palette.at(0.85), top)
