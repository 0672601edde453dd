"""The same picture in a larger world: zoom out, make square, pan, and areas painted anew.

What was there stays as it is; what is new grows out of its edges and carries freshly painted detail.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, assert_never

import numpy as np
from PIL import Image

from mjdesk.studio.painting.canvas import as_image, as_pixels
from mjdesk.studio.painting.noise import Places, Plane, blurred, smoothstep
from mjdesk.studio.painting.studio import painted

Direction: TypeAlias = Literal["left", "right", "up", "down"]

_PAN = 0.5
"""How much of its width or height a picture gains by one pan."""


def zoomed_out(picture: Image.Image, factor: float, prompt: str, seed: int, variant: int) -> Image.Image:
    """The picture 1/factor as large in the middle of its surroundings; the size stays. Factor 1..4."""
    width, height = picture.size
    factor = min(max(factor, 1.0), 4.0)
    inner = (max(1, round(width / factor)), max(1, round(height / factor)))
    small = picture.convert("RGB").resize(inner, Image.Resampling.LANCZOS)
    return _extended(
        small, ((width - inner[0]) // 2, (height - inner[1]) // 2), (width, height), prompt, seed, variant
    )


def squared(picture: Image.Image, prompt: str, seed: int, variant: int) -> Image.Image:
    """The picture in the middle of a square as long as its longer edge."""
    side = max(picture.size)
    place = ((side - picture.width) // 2, (side - picture.height) // 2)
    return _extended(picture.convert("RGB"), place, (side, side), prompt, seed, variant)


def panned(picture: Image.Image, direction: Direction, prompt: str, seed: int, variant: int) -> Image.Image:
    """The picture and half as much again towards one side."""
    width, height = picture.size
    more_x, more_y = round(width * _PAN / 16) * 16 or 1, round(height * _PAN / 16) * 16 or 1
    match direction:
        case "left":
            place, size = (more_x, 0), (width + more_x, height)
        case "right":
            place, size = (0, 0), (width + more_x, height)
        case "up":
            place, size = (0, more_y), (width, height + more_y)
        case "down":
            place, size = (0, 0), (width, height + more_y)
        case _:
            assert_never(direction)
    return _extended(picture.convert("RGB"), place, size, prompt, seed, variant)


def repainted(picture: Image.Image, mask: Image.Image, prompt: str, seed: int, variant: int) -> Image.Image:
    """The picture with its white-masked area painted anew; the feather lies inside the area."""
    old = picture.convert("RGB")
    cover = feathered(mask, old.size)
    if not cover.any():
        return old.copy()
    before = as_pixels(old)
    fresh = matched(as_pixels(painted(prompt, seed, variant, old.size, ())), before, 0.35)
    mixed = before + (fresh - before) * cover
    result = np.asarray(as_image(mixed)).copy()
    outside = cover <= 0
    result[outside] = np.asarray(old)[outside]
    return Image.fromarray(result)


def feathered(mask: Image.Image, size: tuple[int, int]) -> Plane:
    """The mask in 0..1 at that size, soft towards its rim and exactly 0 outside of it."""
    grey = mask.convert("L")
    if grey.size != size:
        grey = grey.resize(size, Image.Resampling.NEAREST)
    hard = (np.asarray(grey) >= 128).astype(np.float32)
    soft = blurred(hard, max(1.5, min(size) / 90))
    return np.clip(soft * 2 - 1, 0, 1) * hard


def matched(fresh: Plane, model: Plane, share: float) -> Plane:
    """The fresh pixels with their colours moved the share 0..1 towards the model's mean and spread."""
    axes = (1, 2)
    mean, spread = fresh.mean(axes, keepdims=True), fresh.std(axes, keepdims=True) + np.float32(1e-4)
    other_mean, other_spread = model.mean(axes, keepdims=True), model.std(axes, keepdims=True)
    like = (fresh - mean) * np.clip(other_spread / spread, 0.5, 1.6) + other_mean
    return fresh + (like - fresh) * np.float32(share)


def _extended(
    inner: Image.Image, place: tuple[int, int], size: tuple[int, int], prompt: str, seed: int, variant: int
) -> Image.Image:
    width, height = size
    if inner.size == size:
        return inner.copy()
    source = as_pixels(inner)
    left, top = place
    across = _drawn_out(np.arange(width) - left, inner.width, 0.26)
    down = _drawn_out(np.arange(height) - top, inner.height, 0.1)
    grown = source[:, down[:, None], across[None, :]]
    unit = np.float32(min(size))
    sideways = _outside(width, left, inner.width)[None, :] / unit
    upright = _outside(height, top, inner.height)[:, None] / unit
    beyond = np.maximum(sideways, upright)
    # One sun is enough.
    fresh = matched(as_pixels(painted(f"{prompt} --no sun", seed, variant, size, ())), source, 0.85)
    calm = smoothstep(0.0, 0.08, upright) * np.float32(0.8)
    far = np.maximum(
        smoothstep(0.02, 0.2, upright) * np.float32(0.9), smoothstep(0.05, 0.26, sideways) * np.float32(0.8)
    )
    lively = smoothstep(0.0, 0.1, beyond) * np.float32(0.35) * (1 - far)
    for channel in range(3):
        soft = blurred(grown[channel], min(size) * 0.014)
        base = blurred(fresh[channel], min(size) * 0.12)
        detail = fresh[channel] - base
        # The tone carries on from the old edge, the forms come from the fresh painting.
        target = (
            blurred(grown[channel], min(size) * 0.06) * np.float32(0.62) + base * np.float32(0.38) + detail
        )
        band = grown[channel]
        band += (soft - band) * calm
        band += detail * lively
        band += (target - band) * far
    result = as_image(grown)
    result.paste(inner, place)
    return result


def _drawn_out(position: Places, length: int, share: float) -> Places:
    """Indices that leave an edge as in a mirror, but ever slower: skies are drawn out, not doubled."""
    reach = length * share
    over = np.maximum(position - (length - 1), 0)
    under = np.maximum(-position, 0)
    inside = np.clip(position, 0, length - 1)
    result = inside - reach * (1 - np.exp(-over / reach)) + reach * (1 - np.exp(-under / reach))
    return np.clip(np.rint(result), 0, length - 1).astype(np.int64)


def _outside(length: int, start: int, inner: int) -> Plane:
    """How many pixels each place lies outside start .. start + inner."""
    at = np.arange(length, dtype=np.float32)
    return np.maximum(np.maximum(start - at, at - (start + inner - 1)), 0)
