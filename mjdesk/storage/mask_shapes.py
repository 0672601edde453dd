"""Arithmetic on painted areas: planes of bytes made wider, softer, or found by colour. Knows no files."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from PIL import Image, ImageFilter

from mjdesk.domain.mask import TILE, Area

if TYPE_CHECKING:
    from mjdesk.domain.mask import Place

Plane: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.uint8]]
"""Rows of pixels, 0 to 255."""
Selection: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
Numbers: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]
MAX_REACH = 250
"""Pixels that an area can grow at once: distances are kept in bytes."""


def plane_of(area: Area) -> Plane:
    """The tiles put together, as large as the picture."""
    whole = np.zeros((area.rows * TILE, area.columns * TILE), np.uint8)
    for (column, row), tile in area.tiles.items():
        if column < area.columns and row < area.rows:
            square = np.frombuffer(tile, np.uint8).reshape(TILE, TILE)
            whole[row * TILE : (row + 1) * TILE, column * TILE : (column + 1) * TILE] = square
    return whole[: area.height, : area.width]


def area_of(plane: Plane) -> Area:
    """A plane cut into tiles; those without a mark are left out."""
    height, width = plane.shape
    rows, columns = -(-height // TILE), -(-width // TILE)
    whole = np.zeros((rows * TILE, columns * TILE), np.uint8)
    whole[:height, :width] = plane
    squares = whole.reshape(rows, TILE, columns, TILE).swapaxes(1, 2)
    tiles: dict[Place, bytes] = {
        (column, row): squares[row, column].tobytes()
        for row in range(rows)
        for column in range(columns)
        if squares[row, column].any()
    }
    return Area(width, height, tiles)


def feathered(plane: Plane, radius: int) -> Plane:
    """The plane with a rim that fades over about `radius` pixels to either side; 0 changes nothing."""
    if radius <= 0 or not plane.any():
        return plane
    blurred = Image.fromarray(plane).filter(ImageFilter.GaussianBlur(radius / 2))
    return np.asarray(blurred, np.uint8)


def grown(plane: Plane, by: int) -> Plane:
    """The area wider all around by `by` pixels, round at its corners; narrower for a negative number.

    What it becomes is hard: 0 or 255. It shrinks from its own rim, not from the rim of the picture.
    """
    marked = plane >= 128
    if by > 0:
        marked = _dilated(marked, min(by, MAX_REACH))
    elif by < 0:
        marked = _eroded(marked, min(-by, MAX_REACH))
    return np.where(marked, np.uint8(255), np.uint8(0))


def by_colour(
    pixels: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]],
    at: tuple[int, int],
    tolerance: int,
    *,
    is_contiguous: bool,
) -> Plane:
    """Pixels whose every channel is within `tolerance` (0 to 255) of the one at `at` (x, y).

    `is_contiguous`: only those that are joined to it by their sides.
    """
    x, y = at
    seed = pixels[y, x].astype(np.int16)
    low = np.clip(seed - tolerance, 0, 255).astype(np.uint8)
    high = np.clip(seed + tolerance, 0, 255).astype(np.uint8)
    alike = np.ones(pixels.shape[:2], np.bool_)
    for channel in range(pixels.shape[2]):
        layer = pixels[:, :, channel]
        alike &= (layer >= low[channel]) & (layer <= high[channel])
    if is_contiguous:
        alike = _joined(alike, x, y)
    return np.where(alike, np.uint8(255), np.uint8(0))


def _dilated(marked: Selection, reach: int) -> Selection:
    """Every pixel whose distance to a marked one is at most `reach`, within the box that can change."""
    rows, columns = np.flatnonzero(marked.any(axis=1)), np.flatnonzero(marked.any(axis=0))
    result = marked.copy()
    if not rows.size:
        return result
    top, bottom = max(0, int(rows[0]) - reach), int(rows[-1]) + reach + 1
    left, right = max(0, int(columns[0]) - reach), int(columns[-1]) + reach + 1
    box = marked[top:bottom, left:right]
    far = _vertical_distance(box, reach)
    grown_box = result[top:bottom, left:right]
    for shift in range(-reach, reach + 1):
        # A column `shift` away counts where its vertical distance still lies within the circle.
        limit = int((reach * reach - shift * shift) ** 0.5)
        near = far <= limit
        if shift > 0:
            grown_box[:, shift:] |= near[:, :-shift]
        elif shift < 0:
            grown_box[:, :shift] |= near[:, -shift:]
        else:
            grown_box |= near
    return result


def _eroded(marked: Selection, reach: int) -> Selection:
    """Every marked pixel with no unmarked one within `reach`; beyond the picture nothing is looked at."""
    rows, columns = np.flatnonzero(marked.any(axis=1)), np.flatnonzero(marked.any(axis=0))
    result = np.zeros_like(marked)
    if rows.size:
        # One pixel around the area is all of its outside that can eat into it.
        down = slice(max(0, int(rows[0]) - 1), int(rows[-1]) + 2)
        across = slice(max(0, int(columns[0]) - 1), int(columns[-1]) + 2)
        result[down, across] = ~_dilated(~marked[down, across], reach)
    return result


def _vertical_distance(marked: Selection, reach: int) -> Plane:
    """How far the nearest marked pixel of the same column is; `reach + 1` for anything further."""
    height = marked.shape[0]
    line = np.arange(height, dtype=np.int32)[:, None]
    above = np.maximum.accumulate(np.where(marked, line, -height * 2), axis=0)
    below = np.minimum.accumulate(np.where(marked, line, height * 3)[::-1], axis=0)[::-1]
    return np.minimum(np.minimum(line - above, below - line), reach + 1).astype(np.uint8)


def _joined(alike: Selection, x: int, y: int) -> Selection:
    """The part of a selection that is joined to one of its pixels by sides.

    Works on runs (unbroken stretches of a row), which are few, and joins them all at once: pixel by pixel
    would take minutes for a picture of 16 megapixels.
    """
    height, width = alike.shape
    edged = np.zeros((height, width + 2), np.int8)
    edged[:, 1:-1] = alike
    steps = np.diff(edged, axis=1)
    begins, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    # Both lie on a line of rows that are `width + 1` long, so a row is a division away.
    row_of = begins // (width + 1)
    first = np.searchsorted(begins, np.arange(height + 1) * (width + 1))
    labels = _united(begins, ends, row_of, first, width + 1)
    mine = int(np.searchsorted(begins, y * (width + 1) + x, side="right")) - 1
    chosen = labels == labels[mine]
    marks = np.zeros(height * (width + 1) + 1, np.int8)
    marks[begins[chosen]] += 1
    marks[ends[chosen]] -= 1
    filled = np.cumsum(marks[:-1], dtype=np.int8).reshape(height, width + 1)
    return filled[:, :width].astype(np.bool_)


def _united(begins: Numbers, ends: Numbers, row_of: Numbers, first: Numbers, stride: int) -> Numbers:
    """One number for all runs that hang together: the smallest index among them."""
    above, below = _touching(begins, ends, row_of, first, stride)
    parent = np.arange(begins.size)
    while above.size:
        one, other = parent[above], parent[below]
        low, high = np.minimum(one, other), np.maximum(one, other)
        differs = low < high
        if not differs.any():
            break
        low, high = low[differs], high[differs]
        np.minimum.at(parent, high, low)
        while True:  # every run now points at the smallest one it knows of
            shorter = parent[parent]
            if np.array_equal(shorter, parent):
                break
            parent = shorter
        above, below = above[differs], below[differs]
    return parent


def _touching(
    begins: Numbers, ends: Numbers, row_of: Numbers, first: Numbers, stride: int
) -> tuple[Numbers, Numbers]:
    """Pairs of runs in neighbouring rows that share a column."""
    height = first.size - 1
    has_next = row_of + 1 < height
    upper = np.flatnonzero(has_next)
    if not upper.size:
        return upper, upper
    next_row = row_of[upper] + 1
    # Those of the next row that end after this one begins, up to those that begin before this one ends.
    start = np.searchsorted(ends, begins[upper] + stride, side="right")
    stop = np.searchsorted(begins, ends[upper] + stride, side="left")
    start = np.maximum(start, first[next_row])
    stop = np.minimum(stop, first[next_row + 1])
    count = np.maximum(stop - start, 0)
    above = np.repeat(upper, count)
    offsets = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return above, np.repeat(start, count) + offsets
