"""The hand that paints an area: which tool it holds, and what it does for each key and button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mjdesk.views.mask.mask_keys import CHANGING, MaskKey
from mjdesk.views.mask.tools import (
    BrushTool,
    LassoTool,
    PolygonTool,
    RectangleTool,
    Tool,
    ToolKind,
    WandTool,
)

if TYPE_CHECKING:
    from mjdesk.views.mask.area_session import AreaSession
    from mjdesk.views.mask.mask_bar import MaskBar
    from mjdesk.views.mask.mask_canvas import MaskCanvas
    from mjdesk.views.mask.tool_column import ToolColumn

_BRUSH_STEP = 1.15
_GROWTH_SHARE = 256
"""One click grows the area by this part of the picture's longer side."""


class PaintingHand(QObject):
    """Owns the tools; canvas, bar and column show which of them is held."""

    generate_requested = Signal()
    close_requested = Signal()

    def __init__(
        self, session: AreaSession, canvas: MaskCanvas, bar: MaskBar, column: ToolColumn, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._canvas = canvas
        self._bar = bar
        self._column = column
        self._tools = self._make_tools()
        column.tool_chosen.connect(self.choose)
        column.undo_requested.connect(lambda: self.do(MaskKey.UNDO))
        column.redo_requested.connect(lambda: self.do(MaskKey.REDO))
        column.invert_requested.connect(lambda: self.do(MaskKey.INVERT))
        column.grow_requested.connect(lambda: self.do(MaskKey.GROW))
        column.shrink_requested.connect(lambda: self.do(MaskKey.SHRINK))
        column.clear_requested.connect(lambda: self.do(MaskKey.CLEAR))
        column.colour_chosen.connect(canvas.set_role)
        bar.brush_changed.connect(canvas.set_brush)
        canvas.size_wished.connect(bar.set_brush)
        self.choose(ToolKind.BRUSH)

    def choose(self, kind: ToolKind) -> None:
        """Take a tool."""
        self._canvas.set_tool(kind, self._tools[kind])
        self._bar.show_tool(kind)
        self._column.show_tool(kind)

    def growth(self) -> int:
        """How far one click grows or shrinks the area, in pixels of the picture."""
        size = self._session.area.size
        return growth_of(max(size.width(), size.height()))

    def do(self, key: MaskKey) -> bool:
        """What a key or a button asks for; False when it means nothing now."""
        area, canvas, bar = self._session.area, self._canvas, self._bar
        if key in CHANGING and not self._session.has_begun:
            return True
        match key:
            case MaskKey.UNDO:
                area.undo()
            case MaskKey.REDO:
                area.redo()
            case MaskKey.INVERT:
                area.invert()
            case MaskKey.CLEAR:
                area.clear()
            case MaskKey.ALL:
                area.mark_all()
            case MaskKey.GROW:
                self._session.grow(self.growth())
            case MaskKey.SHRINK:
                self._session.grow(-self.growth())
            case MaskKey.THINNER:
                bar.set_brush(bar.brush.value() / _BRUSH_STEP)
            case MaskKey.THICKER:
                bar.set_brush(bar.brush.value() * _BRUSH_STEP)
            case MaskKey.FIT:
                canvas.fit()
            case MaskKey.PIXELS:
                canvas.show_pixels()
            case MaskKey.TOGGLE:
                canvas.toggle_pixels()
            case MaskKey.LARGER:
                canvas.zoom_in()
            case MaskKey.SMALLER:
                canvas.zoom_out()
            case MaskKey.CONFIRM:
                return canvas.confirm()
            case MaskKey.TAKE_BACK:
                return canvas.take_back() or self.do(MaskKey.CLEAR)
            case MaskKey.GENERATE:
                self.generate_requested.emit()
            case MaskKey.CLOSE:
                if not canvas.give_up():
                    self.close_requested.emit()
            case _:
                self.choose(ToolKind(key.value))
        return True

    def _make_tools(self) -> dict[ToolKind, Tool]:
        session, bar = self._session, self._bar
        area, size = session.area, bar.brush.value
        return {
            ToolKind.BRUSH: BrushTool(area, size, erases=False),
            ToolKind.ERASER: BrushTool(area, size, erases=True),
            ToolKind.RECTANGLE: RectangleTool(area),
            ToolKind.LASSO: LassoTool(area),
            ToolKind.POLYGON: PolygonTool(area),
            ToolKind.WAND: WandTool(
                lambda x, y, how: session.find(
                    x,
                    y,
                    how,
                    tolerance=round(bar.tolerance.value()),
                    is_contiguous=bar.contiguous.isChecked(),
                ),
                self._canvas.is_inside,
            ),
        }


def growth_of(longest: int) -> int:
    """For a picture whose longer side has so many pixels."""
    return max(1, round(longest / _GROWTH_SHARE))
