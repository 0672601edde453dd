"""Clouds, relief and ridges: noise made on small grids and enlarged, so that size costs little.

Every field here is periodic: its left edge meets its right edge and its top meets its bottom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image

if TYPE_CHECKING:
    from mjdesk.studio.painting.dice import Dice

Plane: TypeAlias = npt.NDArray[np.floating[Any]]
"""A field of numbers, shape (height, width); float32 in practice, which numpy's types cannot follow."""
Places: TypeAlias = npt.NDArray[np.signedinteger[Any]]
"""Indices of pixels."""

_PAD = 4


def enlarge(grid: Plane, size: tuple[int, int]) -> Plane:
    """A smooth periodic enlargement of the grid to size = (width, height)."""
    rows, columns = grid.shape
    padded = np.pad(grid, _PAD, mode="wrap")
    box = (_PAD, _PAD, _PAD + columns, _PAD + rows)
    picture = Image.fromarray(padded).resize(size, Image.Resampling.BICUBIC, box=box)
    return np.asarray(picture, dtype=np.float32)


def blurred(plane: Plane, radius: float, *, wrap: bool = False) -> Plane:
    """The plane softened by about `radius` pixels; computed small, so any radius costs the same."""
    height, width = plane.shape
    factor = max(1, int(radius / 3.0))
    small = Image.fromarray(plane).resize(
        (max(2, width // factor), max(2, height // factor)), Image.Resampling.BOX
    )
    array = np.asarray(small, dtype=np.float32)
    reach = radius / factor
    array = _smooth(_smooth(array, reach, 0, wrap=wrap), reach, 1, wrap=wrap)
    if wrap:
        return enlarge(array, (width, height))
    return np.asarray(
        Image.fromarray(array).resize((width, height), Image.Resampling.BICUBIC), dtype=np.float32
    )


def _smooth(array: Plane, sigma: float, axis: int, *, wrap: bool) -> Plane:
    reach = max(1, int(sigma * 2.5 + 0.5))
    offsets = np.arange(-reach, reach + 1, dtype=np.float32)
    kernel = np.exp(-0.5 * (offsets / np.float32(max(sigma, 0.3))) ** 2)
    kernel /= kernel.sum()
    widths = [(0, 0), (0, 0)]
    widths[axis] = (reach, reach)
    padded = np.pad(array, widths, mode="wrap" if wrap else "edge")
    length = array.shape[axis]
    result = np.zeros_like(array)
    for index, weight in enumerate(kernel):
        part = padded[index : index + length, :] if axis == 0 else padded[:, index : index + length]
        result += part * weight
    return result


def clouds(
    dice: Dice,
    name: str,
    size: tuple[int, int],
    cells: float,
    *,
    octaves: int = 4,
    gain: float = 0.5,
    stretch: float = 1.0,
    billow: bool = False,
) -> Plane:
    """Fractal noise with mean 0 and deviation 1; `cells` lumps along the shorter edge.

    stretch > 1 draws the lumps out sideways; billow folds the noise, which gives veins and crests.
    """
    width, height = size
    unit = min(width, height)
    across = max(1, round(cells * width / unit / stretch))
    down = max(1, round(cells * height / unit))
    finest = 2 ** (octaves - 1)
    work = (min(width, across * finest * 4), min(height, down * finest * 4))
    total = np.zeros((work[1], work[0]), dtype=np.float32)
    weight = 1.0
    for octave in range(octaves):
        scale = 2**octave
        grid = dice.normals(f"{name}.{octave}", (down * scale, across * scale))
        layer = enlarge(grid, work)
        if billow:
            layer = np.float32(0.7) - np.abs(layer)
        total += layer * np.float32(weight)
        weight *= gain
    total -= total.mean()
    total /= max(float(total.std()), 1e-6)
    return total if work == size else enlarge(total, size)


def warped(field: Plane, across: Plane, down: Plane) -> Plane:
    """The field read at displaced places (displacements in pixels), wrapping at the edges."""
    height, width = field.shape
    x = np.arange(width, dtype=np.float32)[None, :] + across
    y = np.arange(height, dtype=np.float32)[:, None] + down
    left, top = np.floor(x), np.floor(y)
    fx, fy = x - left, y - top
    x0 = left.astype(np.int32) % width
    y0 = top.astype(np.int32) % height
    x1 = (x0 + 1) % width
    y1 = (y0 + 1) % height
    flat = field.ravel()
    upper = flat[y0 * width + x0]
    upper += (flat[y0 * width + x1] - upper) * fx
    lower = flat[y1 * width + x0]
    lower += (flat[y1 * width + x1] - lower) * fx
    return upper + (lower - upper) * fy


def profile(
    dice: Dice,
    name: str,
    width: int,
    cells: float,
    *,
    octaves: int = 5,
    gain: float = 0.5,
    smooth: bool = False,
) -> Plane:
    """A skyline of shape (width,), about -1..1; jagged like rock, or smooth like dunes. Periodic."""
    place = np.arange(width, dtype=np.float32) / np.float32(width)
    total = np.zeros(width, dtype=np.float32)
    weight, norm = 1.0, 0.0
    for octave in range(octaves):
        count = max(2, round(cells * 2**octave))
        nodes = dice.numbers(f"{name}.{octave}", count, -1.0, 1.0)
        at = place * np.float32(count)
        index = at.astype(np.int32)
        part = at - index
        if smooth or octave == 0:
            part = part * part * (3 - 2 * part)
        before = nodes[index % count]
        after = nodes[(index + 1) % count]
        total += (before + (after - before) * part) * np.float32(weight)
        norm += weight
        weight *= gain
    return total / np.float32(norm * 0.62)


def smoothstep(low: float, high: float, value: Plane) -> Plane:
    """0 below low, 1 above high, a soft step between."""
    part = np.clip((value - np.float32(low)) / np.float32(high - low), 0, 1)
    return part * part * (3 - 2 * part)
