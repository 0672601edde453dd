"""Outlines with smooth edges: polygons drawn larger than needed and reduced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mjdesk.studio.painting.noise import Plane

Point = tuple[float, float]


class Stencil:
    """Owns a mask under construction; coordinates are canvas pixels, drawn `fineness` times larger."""

    def __init__(self, size: tuple[int, int], fineness: int = 2, wrap: bool = False) -> None:
        self._size = size
        self._fineness = fineness
        self._wrap = wrap
        self._image = Image.new("L", (size[0] * fineness, size[1] * fineness))
        self._draw = ImageDraw.Draw(self._image)

    def polygon(self, points: Iterable[Point], ink: int = 255) -> None:
        """A filled outline."""
        outline = list(points)
        if len(outline) < 3:
            return
        for dx, dy in self._shifts(outline):
            self._draw.polygon([self._place(x + dx, y + dy) for x, y in outline], fill=ink)

    def disc(self, x: float, y: float, radius: float, ink: int = 255, squash: float = 1.0) -> None:
        """A filled circle; squash < 1 flattens it."""
        for dx, dy in self._shifts([(x - radius, y - radius), (x + radius, y + radius)]):
            left, top = self._place(x + dx - radius, y + dy - radius * squash)
            right, bottom = self._place(x + dx + radius, y + dy + radius * squash)
            self._draw.ellipse((left, top, right, bottom), fill=ink)

    def line(self, points: Sequence[Point], width: float, ink: int = 255) -> None:
        """A stroke with round joints, at least one fine pixel wide."""
        thick = max(1, round(width * self._fineness))
        for dx, dy in self._shifts(points):
            self._draw.line(
                [self._place(x + dx, y + dy) for x, y in points], fill=ink, width=thick, joint="curve"
            )

    def box(self, left: float, top: float, right: float, bottom: float, ink: int = 255) -> None:
        """A filled rectangle."""
        if right > left and bottom > top:
            x0, y0 = self._place(left, top)
            x1, y1 = self._place(right, bottom)
            if x1 - 1 >= x0 and y1 - 1 >= y0:
                self._draw.rectangle((x0, y0, x1 - 1, y1 - 1), fill=ink)

    def plane(self) -> Plane:
        """The mask, 0..1, shape (height, width)."""
        reduced = self._image.reduce(self._fineness) if self._fineness > 1 else self._image
        return np.asarray(reduced, dtype=np.float32) / np.float32(255)

    def _place(self, x: float, y: float) -> Point:
        return x * self._fineness, y * self._fineness

    def _shifts(self, points: Sequence[Point]) -> list[Point]:
        if not self._wrap:
            return [(0.0, 0.0)]
        width, height = self._size
        across = [x for x, _ in points]
        down = [y for _, y in points]
        shifts: list[Point] = []
        for dx in (-width, 0, width):
            for dy in (-height, 0, height):
                inside_x = max(across) + dx > 0 and min(across) + dx < width
                inside_y = max(down) + dy > 0 and min(down) + dy < height
                if inside_x and inside_y:
                    shifts.append((float(dx), float(dy)))
        return shifts


def leaf(x: float, y: float, angle: float, length: float, breadth: float, bend: float = 0.0) -> list[Point]:
    """The outline of a leaf or petal that grows from (x, y) towards `angle` (radians, 0 is right)."""
    count = 12 if length < 60 else 36
    steps = np.linspace(0, 1, count)
    spine_angle = angle + bend * (steps - 0.3)
    along_x = x + np.cumsum(np.cos(spine_angle)) * length / count
    along_y = y + np.cumsum(np.sin(spine_angle)) * length / count
    half = breadth * np.sin(np.pi * steps**0.8) ** 0.9
    side_x, side_y = -np.sin(spine_angle) * half, np.cos(spine_angle) * half
    left = zip((along_x + side_x).tolist(), (along_y + side_y).tolist(), strict=True)
    right = zip((along_x - side_x).tolist(), (along_y - side_y).tolist(), strict=True)
    return [*left, *reversed(list(right))]


def pine(x: float, foot: float, height: float, breadth: float, wobble: Sequence[float]) -> list[Point]:
    """The outline of a conifer that stands at (x, foot); `wobble` (0..1) gives each tier its own reach."""
    tiers = len(wobble)
    left: list[Point] = []
    right: list[Point] = []
    for index, own in enumerate(wobble):
        part = (index + 1) / tiers
        reach = breadth * (part**0.85) * (0.7 + 0.5 * own)
        level = foot - height * (1 - part * 0.96)
        other = wobble[-1 - index]
        left += [(x - reach, level), (x - reach * 0.42, level - height * 0.012)]
        right += [
            (x + breadth * (part**0.85) * (0.7 + 0.5 * other), level),
            (x + reach * 0.42, level - height * 0.012),
        ]
    return [(x, foot - height), *right, (x + breadth * 0.1, foot), (x - breadth * 0.1, foot), *reversed(left)]


def curve(points: Sequence[Point], *, closed: bool = True, steps: int = 7) -> list[Point]:
    """A smooth line through all points (Catmull-Rom)."""
    count = len(points)
    result: list[Point] = []
    for index in range(count if closed else count - 1):
        chosen = [index - 1, index, index + 1, index + 2]
        if closed:
            a, b, c, d = (points[place % count] for place in chosen)
        else:
            a, b, c, d = (points[min(max(place, 0), count - 1)] for place in chosen)
        for step in range(steps):
            t = step / steps
            x, y = (
                0.5
                * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3)
                for p, q, r, s in zip(a, b, c, d, strict=True)
            )
            result.append((x, y))
    if not closed:
        result.append(points[-1])
    return result
