"""The surface that scenes paint on: layers, light and the finish that makes a picture of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from mjdesk.studio.painting.noise import Plane, blurred, clouds, warped

if TYPE_CHECKING:
    from mjdesk.studio.painting.brief import Brief
    from mjdesk.studio.painting.colour import Palette
    from mjdesk.studio.painting.dice import Dice


class Canvas:
    """Owns the pixels while a scene is painted: float32 in 0..1, shape (3, height, width)."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.width, self.height = size
        self.size = size
        self.unit = float(min(size))
        """The shorter edge in pixels: what sizes of things are measured by."""
        self.pixels = np.zeros((3, self.height, self.width), dtype=np.float32)
        self.x = (np.arange(self.width, dtype=np.float32) + np.float32(0.5))[None, :]
        self.y = (np.arange(self.height, dtype=np.float32) + np.float32(0.5))[:, None]

    def wash(self, tones: Plane) -> None:
        """Fills the canvas with one colour per row: tones of shape (3, height)."""
        self.pixels[:] = tones[:, :, None]

    def paint_ramp(self, field: Plane, ramp: Plane) -> None:
        """Fills the canvas with the ramp's colours, read at field (0..1)."""
        count = ramp.shape[1]
        index = np.clip(field * np.float32(count - 1), 0, count - 1).astype(np.int32)
        for channel in range(3):
            np.take(ramp[channel], index, out=self.pixels[channel])

    def over(self, mask: Plane, colour: Plane, top: int = 0) -> None:
        """Lays a colour (shape (3,), (3, h, 1) or (3, h, w)) over the canvas where mask (0..1) says so.

        The mask may cover only some rows, from row `top` on.
        """
        rows = slice(top, top + mask.shape[0])
        for channel in range(3):
            part = self.pixels[channel, rows]
            part += (colour[channel] - part) * mask

    def shine(self, mask: Plane, colour: Plane, top: int = 0) -> None:
        """Adds light as a screen does: it brightens and never burns out."""
        rows = slice(top, top + mask.shape[0])
        for channel in range(3):
            part = self.pixels[channel, rows]
            part += (1 - part) * (mask * colour[channel])

    def shade(self, mask: Plane, top: int = 0) -> None:
        """Multiplies by the mask: 1 leaves as is, 0 is black."""
        self.pixels[:, top : top + mask.shape[0]] *= mask

    def distance(self, x: float, y: float, *, squash: float = 1.0) -> Plane:
        """Distance of each pixel from a place, in units of the shorter edge; squash > 1 flattens circles."""
        across = (self.x - np.float32(x)) / np.float32(self.unit)
        down = (self.y - np.float32(y)) * np.float32(squash / self.unit)
        return np.sqrt(across * across + down * down)


@dataclass(frozen=True, slots=True)
class Easel:
    """Owns nothing; hands a scene all it needs."""

    canvas: Canvas
    dice: Dice
    palette: Palette
    brief: Brief


def finish(easel: Easel, *, bloom: float = 0.35, vignette: float = 0.35, grain: float = 0.018) -> Image.Image:
    """Light that spills, corners that rest, grain and dither; then 8 bits. `--tile` keeps the edges alike."""
    canvas, brief = easel.canvas, easel.brief
    pixels = canvas.pixels
    rich = brief.richness
    np.clip(pixels, 0, 1, out=pixels)
    if bloom > 0:
        _bloom(canvas, bloom * (0.5 + rich), wrap=brief.tile)
    contrast = np.float32(0.06 + 0.5 * max(rich - 0.2, 0.0))
    grey = pixels[0] * np.float32(0.3) + pixels[1] * np.float32(0.59) + pixels[2] * np.float32(0.11)
    # An S-curve on the grey, applied as a gain: contrast without a change of hue.
    gain = 1 + contrast * (grey * (np.float32(1.5) - grey) - np.float32(0.5)) * (1 - grey) * 2
    if vignette > 0 and not brief.tile:
        across = (canvas.x / canvas.width - np.float32(0.5)) ** 2
        down = (canvas.y / canvas.height - np.float32(0.5)) ** 2
        gain *= 1 - np.float32(vignette * 1.15) * (across + down) ** np.float32(1.25) * 2
    pixels *= gain
    if brief.niji:
        _flatten(pixels)
    if brief.strangeness > 0:
        _bend(easel)
    noise = easel.dice.within("finish").normals("grain", (canvas.height, canvas.width))
    weight = np.float32(grain * (0.55 + 0.9 * rich) * (0.6 if brief.niji else 1.0))
    noise *= (np.float32(1.15) - grey) * weight + np.float32(0.0022)
    pixels += noise
    return as_image(pixels)


def _flatten(pixels: Plane) -> None:
    """Fewer, cleaner tones and more colour, as cel paint has."""
    grey = pixels.mean(0)
    pixels += (pixels - grey) * np.float32(0.18)
    steps = np.float32(9)
    pixels += (np.round(pixels * steps) / steps - pixels) * np.float32(0.45)


def _bend(easel: Easel) -> None:
    """A world that is not quite straight: everything displaced along slow, wide waves."""
    canvas, dice = easel.canvas, easel.dice.within("weird")
    reach = np.float32(canvas.unit * 0.055 * easel.brief.strangeness)
    across = clouds(dice, "across", canvas.size, 3, octaves=2) * reach
    down = clouds(dice, "down", canvas.size, 3, octaves=2) * reach
    if not easel.brief.tile:
        # Nothing may be pulled in from beyond an edge.
        calm = np.minimum(canvas.x, canvas.width - canvas.x) / np.float32(canvas.unit * 0.16)
        still = np.minimum(canvas.y, canvas.height - canvas.y) / np.float32(canvas.unit * 0.16)
        across *= np.clip(calm, 0, 1)
        down *= np.clip(still, 0, 1)
    for channel in range(3):
        canvas.pixels[channel] = warped(canvas.pixels[channel], across, down)


def as_image(pixels: Plane) -> Image.Image:
    """An RGB picture of pixels in 0..1, shape (3, h, w)."""
    scaled = pixels * np.float32(255)
    scaled += np.float32(0.5)
    np.clip(scaled, 0, 255, out=scaled)
    return Image.merge("RGB", [Image.fromarray(band) for band in scaled.astype(np.uint8)])


def as_pixels(picture: Image.Image) -> Plane:
    """The pixels of a picture in 0..1, shape (3, h, w), in memory of their own."""
    array = np.asarray(picture.convert("RGB"), dtype=np.float32)
    return np.ascontiguousarray(array.transpose(2, 0, 1)) / np.float32(255)


def _bloom(canvas: Canvas, strength: float, *, wrap: bool) -> None:
    step = max(1, round(canvas.unit / 256))
    size = (max(2, canvas.width // step), max(2, canvas.height // step))
    for channel in range(3):
        band = canvas.pixels[channel]
        small = np.asarray(Image.fromarray(band).resize(size, Image.Resampling.BOX), dtype=np.float32)
        bright = np.clip(small - np.float32(0.52), 0, 1) ** np.float32(1.3) * np.float32(1.6 * strength)
        unit = min(size)
        spill = blurred(bright, unit * 0.012, wrap=wrap) + blurred(bright, unit * 0.06, wrap=wrap)
        if wrap:
            spill = np.pad(spill, 4, mode="wrap")
            box = (4, 4, 4 + size[0], 4 + size[1])
            light = Image.fromarray(spill).resize(canvas.size, Image.Resampling.BICUBIC, box=box)
        else:
            light = Image.fromarray(spill).resize(canvas.size, Image.Resampling.BICUBIC)
        band += (1 - band) * np.asarray(light, dtype=np.float32)
