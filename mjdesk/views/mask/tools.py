"""The tools of the mask editor: what a press, a drag and a release do to the area."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import hypot
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF
from typing_extensions import override

from mjdesk.widgets.brush import Dab, Sweep
from mjdesk.widgets.tiled_mask import Combine

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.widgets.tiled_mask import TiledMask

_LEAST_PRESSURE = 0.08
"""Share of its size that the brush keeps under the lightest touch of a pen."""
_CLOSE = 8.0
"""How near, in pixels of the screen, a click must be to the first corner of a polygon to close it."""


class ToolKind(StrEnum):
    """The tools, in the order of the column."""

    BRUSH = "brush"
    ERASER = "eraser"
    RECTANGLE = "rectangle"
    LASSO = "lasso"
    POLYGON = "polygon"
    WAND = "wand"


@dataclass(frozen=True, slots=True)
class Touch:
    """The pointer at one moment."""

    at: QPointF
    """In pixels of the picture; may lie beside it."""
    pressure: float = 1.0
    """0 to 1; a mouse always presses fully."""
    adds: bool = False
    """Shift is held."""
    subtracts: bool = False
    """Alt is held, or the pen is turned round."""
    pixel: float = 1.0
    """How many pixels of the picture one of the screen is."""

    @property
    def how(self) -> Combine:
        """What a selection made now does to the area that is there."""
        if self.subtracts:
            return Combine.SUBTRACT
        return Combine.ADD if self.adds else Combine.REPLACE


class Tool(Protocol):
    """What the canvas asks of a tool."""

    def press(self, touch: Touch) -> None: ...

    def move(self, touch: Touch) -> None:
        """Dragged; for a tool of clicks, also merely moved."""
        ...

    def release(self, touch: Touch) -> None: ...

    def confirm(self) -> bool:
        """Enter, or a double click; answers whether it meant anything."""
        ...

    def cancel(self) -> bool:
        """Escape; answers whether there was anything to give up."""
        ...

    def outline(self) -> QPainterPath | None:
        """What is being drawn, to be shown; in pixels of the picture."""
        ...


class BrushTool:
    """Paints, or erases. Owns where it was last: a click with Shift draws a straight line from there."""

    def __init__(self, mask: TiledMask, size: Callable[[], float], *, erases: bool) -> None:
        """`size` tells the diameter at full pressure, in pixels of the picture."""
        self._mask = mask
        self._size = size
        self._erases = erases
        self._last: Dab | None = None
        self._is_down = False
        self._turned = False

    def press(self, touch: Touch) -> None:
        self._is_down = True
        self._turned = touch.subtracts
        self._mask.begin()
        dab = self._dab(touch)
        start = self._last if touch.adds and self._last is not None else dab
        self._draw(start, dab)

    def move(self, touch: Touch) -> None:
        if self._is_down and self._last is not None:
            self._draw(self._last, self._dab(touch))

    def release(self, touch: Touch) -> None:
        if self._is_down:
            self._is_down = False
            self._mask.commit()

    def confirm(self) -> bool:
        return False

    def cancel(self) -> bool:
        if not self._is_down:
            return False
        self._is_down = False
        self._last = None
        self._mask.cancel()
        return True

    def outline(self) -> QPainterPath | None:
        return None

    def _dab(self, touch: Touch) -> Dab:
        radius = self._size() / 2 * (_LEAST_PRESSURE + (1 - _LEAST_PRESSURE) * touch.pressure)
        return Dab(touch.at.x(), touch.at.y(), max(0.5, radius))

    def _draw(self, start: Dab, end: Dab) -> None:
        self._mask.sweep(Sweep(start, end), erases=self._erases != self._turned)
        self._last = end


class _OutlineTool:
    """Collects an outline. Owns it until it becomes an area."""

    def __init__(self, mask: TiledMask) -> None:
        self._mask = mask
        self._points: list[QPointF] = []
        self._how = Combine.REPLACE

    def press(self, touch: Touch) -> None:
        self._points = [touch.at]
        self._how = touch.how

    def move(self, touch: Touch) -> None:
        if self._points:
            self._points.append(touch.at)

    def release(self, touch: Touch) -> None:
        if self._points:
            self.move(touch)
            self._close()

    def confirm(self) -> bool:
        return False

    def cancel(self) -> bool:
        was_busy = bool(self._points)
        self._points = []
        return was_busy

    def outline(self) -> QPainterPath | None:
        return self._path() if len(self._points) > 1 else None

    def _path(self) -> QPainterPath:
        path = QPainterPath()
        path.addPolygon(QPolygonF(self._points))
        path.closeSubpath()
        return path

    def _close(self) -> None:
        path = self._path()
        self._points = []
        if _is_area(path):
            self._mask.combine_path(path, self._how)


class LassoTool(_OutlineTool):
    """A line drawn by hand, closed where it ends."""


class RectangleTool(_OutlineTool):
    """Two corners; on whole pixels."""

    @override
    def move(self, touch: Touch) -> None:
        if self._points:
            self._points[1:] = [touch.at]

    @override
    def _path(self) -> QPainterPath:
        first, last = self._points[0], self._points[-1]
        path = QPainterPath()
        corner, other = (QPointF(round(point.x()), round(point.y())) for point in (first, last))
        path.addRect(QRectF(corner, other).normalized())
        return path


class PolygonTool(_OutlineTool):
    """Corners set by clicks. A double click, Enter or a click on the first corner closes it."""

    def __init__(self, mask: TiledMask) -> None:
        super().__init__(mask)
        self._now: QPointF | None = None

    @override
    def press(self, touch: Touch) -> None:
        if not self._points:
            self._how = touch.how
        elif _distance(touch.at, self._points[0]) < _CLOSE * touch.pixel and len(self._points) > 2:
            self.confirm()
            return
        self._points.append(touch.at)
        self._now = touch.at

    @override
    def move(self, touch: Touch) -> None:
        self._now = touch.at

    @override
    def release(self, touch: Touch) -> None:
        return

    @override
    def confirm(self) -> bool:
        if not self._points:
            return False
        self._close()
        return True

    def take_back(self) -> bool:
        """Without the corner that was set last."""
        if not self._points:
            return False
        self._points.pop()
        return True

    @override
    def outline(self) -> QPainterPath | None:
        if not self._points:
            return None
        path = QPainterPath(self._points[0])
        for point in (*self._points[1:], self._now or self._points[-1]):
            path.lineTo(point)
        return path


class WandTool:
    """A click finds everything of a colour; who does the finding is told by `find`."""

    def __init__(
        self, find: Callable[[int, int, Combine], object], inside: Callable[[QPointF], bool]
    ) -> None:
        """`find` gets the pixel and what its area does; `inside` tells whether a point is on the picture."""
        self._find = find
        self._inside = inside

    def press(self, touch: Touch) -> None:
        if self._inside(touch.at):
            self._find(int(touch.at.x()), int(touch.at.y()), touch.how)

    def move(self, touch: Touch) -> None:
        return

    def release(self, touch: Touch) -> None:
        return

    def confirm(self) -> bool:
        return False

    def cancel(self) -> bool:
        return False

    def outline(self) -> QPainterPath | None:
        return None


def turned(touch: Touch) -> Touch:
    """The same with the other end of the pen."""
    return replace(touch, subtracts=not touch.subtracts)


def _is_area(path: QPainterPath) -> bool:
    """More than a click or a line."""
    box = path.boundingRect()
    return box.width() >= 1 and box.height() >= 1


def _distance(one: QPointF, other: QPointF) -> float:
    return hypot(one.x() - other.x(), one.y() - other.y())
