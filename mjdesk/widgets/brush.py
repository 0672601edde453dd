"""Where a round brush has been between two moments: pure geometry, in pixels of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, hypot, sqrt

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF


@dataclass(frozen=True, slots=True)
class Dab:
    """The brush at one moment."""

    x: float
    y: float
    radius: float

    @property
    def at(self) -> QPointF:
        return QPointF(self.x, self.y)


@dataclass(frozen=True, slots=True)
class Sweep:
    """Everything that the brush covers on its way from one dab to the next, in a straight line."""

    start: Dab
    end: Dab

    @property
    def is_thin(self) -> bool:
        """No wider than a pixel."""
        return max(self.start.radius, self.end.radius) < 1.0

    def bounds(self) -> QRect:
        """Whole pixels that may be touched."""
        first, last = self.start, self.end
        rect = QRectF(
            QPointF(min(first.x - first.radius, last.x - last.radius), 0),
            QPointF(max(first.x + first.radius, last.x + last.radius), 0),
        )
        rect.setTop(min(first.y - first.radius, last.y - last.radius))
        rect.setBottom(max(first.y + first.radius, last.y + last.radius))
        return rect.toAlignedRect().adjusted(-1, -1, 1, 1)

    def covers(self, rect: QRectF) -> bool:
        """Whether all of `rect` lies under it, told by the smaller radius: never wrong where it says yes."""
        radius = min(self.start.radius, self.end.radius)
        corners = (rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight())
        return all(self._distance(corner) <= radius for corner in corners)

    def misses(self, rect: QRectF) -> bool:
        """Whether nothing of `rect` lies under it; never wrong where it says yes."""
        reach = max(self.start.radius, self.end.radius) + hypot(rect.width(), rect.height()) / 2
        return self._distance(rect.center()) > reach + 1

    def path(self) -> QPainterPath:
        """Two discs and what lies between their outer tangents."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for dab in (self.start, self.end):
            path.addEllipse(dab.at, dab.radius, dab.radius)
        dx, dy = self.end.x - self.start.x, self.end.y - self.start.y
        length = hypot(dx, dy)
        shrink = self.start.radius - self.end.radius
        if length <= abs(shrink) or length < 1e-6:
            return path  # one disc lies within the other
        cosine = shrink / length
        sine = sqrt(1 - cosine * cosine)
        ux, uy = dx / length, dy / length
        corners: list[QPointF] = []
        for dab, side in ((self.start, 1), (self.end, 1), (self.end, -1), (self.start, -1)):
            nx, ny = ux * cosine - uy * sine * side, uy * cosine + ux * sine * side
            corners.append(QPointF(dab.x + nx * dab.radius, dab.y + ny * dab.radius))
        # The discs run clockwise; the band between them must too, or it would cut holes.
        band = QPolygonF(corners)
        path.addPolygon(band if _is_clockwise(corners) else QPolygonF(corners[::-1]))
        path.closeSubpath()
        return path

    def _distance(self, point: QPointF) -> float:
        """From a point to the line between the middles."""
        dx, dy = self.end.x - self.start.x, self.end.y - self.start.y
        square = dx * dx + dy * dy
        px, py = point.x() - self.start.x, point.y() - self.start.y
        along = 0.0 if square == 0 else min(1.0, max(0.0, (px * dx + py * dy) / square))
        return hypot(px - along * dx, py - along * dy)


def pixel_of(dab: Dab) -> QPoint:
    """The pixel that the middle of a dab lies in."""
    return QPoint(floor(dab.x), floor(dab.y))


def _is_clockwise(corners: list[QPointF]) -> bool:
    """On a screen, where y grows downwards."""
    pairs = zip(corners, (*corners[1:], corners[0]), strict=True)
    return sum(one.x() * other.y() - other.x() * one.y() for one, other in pairs) > 0
