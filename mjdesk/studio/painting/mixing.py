"""Pictures made of pictures: upscales, blends, styles, swapped faces and edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from mjdesk.studio.painting.brief import read
from mjdesk.studio.painting.canvas import as_image, as_pixels
from mjdesk.studio.painting.dice import Dice
from mjdesk.studio.painting.noise import Plane, blurred, clouds, smoothstep
from mjdesk.studio.painting.palettes import palette_for
from mjdesk.studio.painting.reframe import matched, repainted
from mjdesk.studio.painting.studio import painted

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAMPLE = (128, 128)
_QUANTILES = 33


def upscaled(picture: Image.Image, factor: float, creative: bool, seed: int) -> Image.Image:
    """The picture `factor` times as large: faithful, or with invented fine detail where it has texture."""
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    base = picture.convert("RGB")
    large = base if size == base.size else base.resize(size, Image.Resampling.LANCZOS)
    sharp = large.filter(ImageFilter.UnsharpMask(radius=1.2 * max(factor, 1.0), percent=45, threshold=2))
    if not creative:
        return sharp
    pixels = as_pixels(sharp)
    grey = pixels.mean(0)
    local = grey - blurred(grey, min(size) * 0.02)
    texture = np.clip(
        blurred(np.abs(grey - blurred(grey, min(size) * 0.004)), min(size) * 0.01) * 22 - 0.3, 0, 1
    )
    dice = Dice(seed, 0).within("creative")
    grain = clouds(dice, "detail", size, 70, octaves=3, gain=0.7)
    pixels += np.clip(local, -0.08, 0.08) * np.float32(0.3)
    pixels *= 1 + grain * texture * np.float32(0.06)
    return as_image(pixels)


def blended(pictures: Sequence[Image.Image], size: tuple[int, int], seed: int, variant: int) -> Image.Image:
    """All pictures in one: each rules where its noise is strongest, and the borders flow into each other."""
    if not pictures:
        raise ValueError("nothing to blend")
    dice = Dice(seed, variant).within("blend")
    layers = [as_pixels(ImageOps.fit(one.convert("RGB"), size, Image.Resampling.LANCZOS)) for one in pictures]
    sharpness = np.float32(dice.number("sharpness", 1.2, 3.2))
    cells = dice.choice("cells", (1.0, 1.5, 2.2))
    weights = [
        np.exp(clouds(dice, f"share{index}", size, cells, octaves=4) * sharpness)
        for index in range(len(layers))
    ]
    total = sum(weights[1:], weights[0].copy())
    result = np.zeros_like(layers[0])
    light = np.zeros_like(layers[0])
    for layer, weight in zip(layers, weights, strict=True):
        result += layer * (weight / total)
        light = 1 - (1 - light) * (1 - layer * np.float32(0.5))
    ghost = dice.number("ghost", 0.12, 0.3)
    result += (light - light.mean() + result.mean() - result) * np.float32(ghost)
    grey = result.mean()
    result += (result - grey) * np.float32(0.12)
    return as_image(result)


def restyled(picture: Image.Image, styles: Sequence[Image.Image], share: float) -> Image.Image:
    """The picture with the tones of the styles: as much of each brightness of each colour as they have."""
    if not styles:
        raise ValueError("no style to take")
    steps = np.linspace(0, 100, _QUANTILES, dtype=np.float32)
    small = [as_pixels(ImageOps.fit(one.convert("RGB"), _SAMPLE, Image.Resampling.BOX)) for one in styles]
    model = np.concatenate([one.reshape(3, -1) for one in small], axis=1)
    pixels = as_pixels(picture)
    for channel in range(3):
        own = np.percentile(pixels[channel][::4, ::4], steps)
        # Interpolation wants places that rise; a plain area has many equal ones.
        rising = own + np.arange(_QUANTILES) * 1e-6
        theirs = np.percentile(model[channel], steps)
        like = np.asarray(np.interp(pixels[channel], rising, theirs), dtype=np.float32)  # pyright: ignore[reportUnknownArgumentType] (numpy's stubs)
        pixels[channel] += (like - pixels[channel]) * np.float32(share)
    return as_image(pixels)


def swapped(source: Image.Image, target: Image.Image) -> Image.Image:
    """The target with the source's middle laid where a portrait has its face, in the target's light."""
    base = as_pixels(target)
    width, height = target.size
    face = (max(2, round(min(width, height) * 0.36)), max(2, round(min(width, height) * 0.46)))
    part = ImageOps.fit(source.convert("RGB"), face, Image.Resampling.LANCZOS, centering=(0.5, 0.35))
    left, top = (width - face[0]) // 2, max(0, round(height * 0.40 - face[1] / 2))
    window = base[:, top : top + face[1], left : left + face[0]]
    rows, columns = window.shape[1:]
    fresh = matched(as_pixels(part)[:, :rows, :columns], window, 0.45)
    y = (np.arange(rows, dtype=np.float32)[:, None] + 0.5) / np.float32(face[1]) * 2 - 1
    x = (np.arange(columns, dtype=np.float32)[None, :] + 0.5) / np.float32(face[0]) * 2 - 1
    oval = 1 - smoothstep(0.72, 0.98, np.sqrt(x * x + y * y))
    window += (fresh - window) * oval
    return as_image(base)


def edited(
    picture: Image.Image, mask: Image.Image | None, prompt: str, seed: int, variant: int
) -> Image.Image:
    """With a mask, its white area anew; without, the same forms retold in the prompt's colours and light."""
    if mask is not None:
        return repainted(picture, mask, prompt, seed, variant)
    brief = read(prompt)
    dice = Dice(seed, variant).within("edit")
    palette = palette_for(brief, dice)
    before = as_pixels(picture)
    grey = before[0] * np.float32(0.3) + before[1] * np.float32(0.59) + before[2] * np.float32(0.11)
    low, high = np.percentile(grey[::8, ::8], (1, 99))
    tone = np.clip((grey - low) / max(float(high - low), 0.05), 0, 1)
    index = (tone * 1023).astype(np.int32)
    ramp = palette.ramp(1024, 0.0, dice.number("high", 0.92, 1.0))
    told: Plane = np.stack([ramp[channel][index] for channel in range(3)])
    fresh = as_pixels(painted(prompt, seed, variant, picture.size, ()))
    soft = (1 - 2 * fresh) * told * told + 2 * fresh * told
    share = dice.number("share", 0.3, 0.55)
    result = (
        told
        + (soft - told) * np.float32(share)
        + (before - told) * np.float32(dice.number("keep", 0.12, 0.3))
    )
    return as_image(result)
