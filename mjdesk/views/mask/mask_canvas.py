"""Pointer, pen and wheel over the picture that is painted on: they become strokes, moves and sizes."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPainterPath, QPointingDevice
from typing_extensions import override

from mjdesk.views.language import tr
from mjdesk.views.mask.mask_picture import MaskPicture
from mjdesk.views.mask.tools import PolygonTool, Tool, ToolKind, Touch, turned

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QKeyEvent,
        QMouseEvent,
        QResizeEvent,
        QTabletEvent,
        QWheelEvent,
    )

    from mjdesk.theme import Theme
    from mjdesk.widgets.tiled_mask import TiledMask

_WHEEL_GROWTH = 1.12
"""How much a notch of the wheel makes of the brush."""
_SMALLEST_RING = 3.0
"""Radius on screen below which a cross shows more than a circle."""


class _Hold(Enum):
    """What the pointer is doing."""

    NOTHING = "nothing"
    TOOL = "tool"
    HAND = "hand"


class MaskCanvas(MaskPicture):
    """Owns the way from pointer to tool, and the brush's size."""

    size_wished = Signal(float)
    """The brush wants another diameter, in pixels of the picture."""
    outlined = Signal()
    """What a tool is drawing is other now."""

    def __init__(self, theme: Theme, area: TiledMask) -> None:
        super().__init__(theme, area)
        self._tool: Tool | None = None
        self._kind = ToolKind.BRUSH
        self._brush = 64.0
        self._hold = _Hold.NOTHING
        self._grip = QPointF()
        self._is_space = False
        self._pointer: QPointF | None = None
        self._circle = QRect()
        self.setAccessibleName(tr("Picture to paint on"))
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking)

    def set_tool(self, kind: ToolKind, tool: Tool) -> None:
        """Another tool; what the former had begun is given up."""
        if self._tool is not None:
            self._tool.cancel()
        self._kind, self._tool = kind, tool
        self._show_cursor()
        self.update()

    def set_brush(self, size: float) -> None:
        """The diameter of the brush, in pixels of the picture."""
        self._brush = size
        self._show_cursor()
        self._move_ring()

    def confirm(self) -> bool:
        """Enter: close what is being drawn."""
        return self._told(self._tool is not None and self._tool.confirm())

    def give_up(self) -> bool:
        """Escape: drop what is being drawn; answers whether there was anything."""
        self._hold = _Hold.NOTHING
        return self._told(self._tool is not None and self._tool.cancel())

    def take_back(self) -> bool:
        """Backspace: without the last corner."""
        return self._told(isinstance(self._tool, PolygonTool) and self._tool.take_back())

    @override
    def outline(self) -> QPainterPath | None:
        return self._tool.outline() if self._tool is not None else None

    @override
    def ring(self) -> tuple[QPointF, float]:
        return (self._pointer, self._ring_radius()) if self._pointer is not None else (QPointF(), 0.0)

    def _told(self, was_meant: bool) -> bool:
        if was_meant:
            self.update()
            self.outlined.emit()
        return was_meant

    def _touch(self, at: QPointF, keys: Qt.KeyboardModifier, pressure: float = 1.0) -> Touch:
        return Touch(
            at=self.pixel_at(at),
            pressure=pressure,
            adds=bool(keys & Qt.KeyboardModifier.ShiftModifier),
            subtracts=bool(keys & Qt.KeyboardModifier.AltModifier),
            pixel=1 / self._effective(),
        )

    def _press(self, touch: Touch) -> None:
        if self._tool is not None and self.has_picture():
            self._hold = _Hold.TOOL
            self._tool.press(touch)
            self._show_outline()

    def _drag(self, touch: Touch) -> None:
        if self._tool is not None and (self._hold is _Hold.TOOL or self._kind is ToolKind.POLYGON):
            self._tool.move(touch)
            self._show_outline()

    def _let_go(self, touch: Touch) -> None:
        if self._tool is not None and self._hold is _Hold.TOOL:
            self._hold = _Hold.NOTHING
            self._tool.release(touch)
            self._show_outline()

    def _show_outline(self) -> None:
        if self._kind in {ToolKind.RECTANGLE, ToolKind.LASSO, ToolKind.POLYGON}:
            self.update()
            self.outlined.emit()

    def _pan(self, at: QPointF) -> None:
        moved, self._grip = at - self._grip, at
        rect = self.picture_rect()
        self._middle -= QPointF(moved.x() / rect.width(), moved.y() / rect.height())
        self._keep_inside()
        self.update()

    def _is_brush(self) -> bool:
        return self._kind in {ToolKind.BRUSH, ToolKind.ERASER}

    def _ring_radius(self) -> float:
        """Of the brush's circle on screen, in logical pixels; 0 when there is none."""
        radius = self._brush / 2 * self._effective()
        shown = self._is_brush() and not self._is_space and self.has_picture() and radius >= _SMALLEST_RING
        return radius if shown else 0.0

    def _move_ring(self) -> None:
        """Draw the circle where the pointer is now, and what was under it before."""
        radius = self._ring_radius()
        self.update(self._circle)
        self._circle = QRect()
        if radius and self._pointer is not None:
            reach = radius + 2
            corner = self._pointer - QPointF(reach, reach)
            self._circle = QRectF(corner, QSizeF(2 * reach, 2 * reach)).toAlignedRect()
            self.update(self._circle)

    def _show_cursor(self) -> None:
        if self._hold is _Hold.HAND:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._is_space:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif self._ring_radius():
            self.setCursor(Qt.CursorShape.BlankCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        pans = event.button() is Qt.MouseButton.MiddleButton or self._is_space
        if pans and self._hold is _Hold.NOTHING:
            self._hold, self._grip = _Hold.HAND, event.position()
            self._show_cursor()
        elif event.button() is Qt.MouseButton.LeftButton and self._hold is _Hold.NOTHING:
            self._press(self._touch(event.position(), event.modifiers()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._hold is _Hold.HAND:
            self._pan(event.position())
        else:
            self._drag(self._touch(event.position(), event.modifiers()))
        self._move_ring()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._hold is _Hold.HAND:
            self._hold = _Hold.NOTHING
            self._show_cursor()
        elif event.button() is Qt.MouseButton.LeftButton:
            self._let_go(self._touch(event.position(), event.modifiers()))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._kind is ToolKind.POLYGON and event.button() is Qt.MouseButton.LeftButton:
            self.confirm()
        else:
            self.mousePressEvent(event)  # two quick strokes are two strokes

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen presses; turned round it erases. Accepted, so that Qt does not make a mouse of it."""
        at = event.position()
        self._pointer = at
        touch = self._touch(at, event.modifiers(), event.pressure())
        if event.pointerType() is QPointingDevice.PointerType.Eraser and self._kind is ToolKind.BRUSH:
            touch = turned(touch)
        if self._is_space or self._hold is _Hold.HAND:
            event.ignore()  # the hand takes it as a mouse
            return
        match event.type():
            case QEvent.Type.TabletPress if event.button() is Qt.MouseButton.LeftButton:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self._press(touch)
            case QEvent.Type.TabletMove:
                self._drag(touch)
            case QEvent.Type.TabletRelease:
                self._let_go(touch)
            case _:
                event.ignore()
                return
        self._move_ring()
        event.accept()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms about the pointer; with Alt or Ctrl it changes the brush."""
        # With Alt, X11 and Windows turn the wheel sideways.
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120
        held = event.modifiers()
        if held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
            self.size_wished.emit(self._brush * _WHEEL_GROWTH**notches)
            event.accept()
        else:
            super().wheelEvent(event)
            self._show_cursor()
            self._move_ring()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat() and self._hold is _Hold.NOTHING:
                self._is_space = True
                self._show_cursor()
                self._move_ring()
            event.accept()
        else:
            event.ignore()

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._is_space = False
            self._show_cursor()
            self._move_ring()
            event.accept()
        else:
            event.ignore()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self._move_ring()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_cursor()
