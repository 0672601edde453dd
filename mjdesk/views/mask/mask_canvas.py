"""The picture that is painted on: pointer and pen become strokes, and only what they touch is drawn again."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPointingDevice, QTransform
from typing_extensions import override

from mjdesk.theme import ink
from mjdesk.views.mask.area_layer import AreaLayer
from mjdesk.views.mask.tools import PolygonTool, Tool, ToolKind, Touch
from mjdesk.widgets.image_canvas import ImageCanvas

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QTabletEvent,
        QWheelEvent,
    )

    from mjdesk.theme import Theme
    from mjdesk.widgets.tiled_mask import TiledMask

_TINT = 0.52
_DARK_GAP = 0.4
_WHEEL_GROWTH = 1.12
"""How much a notch of the wheel makes of the brush."""
_SMALLEST_RING = 3.0
"""Radius on screen below which a cross shows more than a circle."""


class _Hold(Enum):
    """What the pointer is doing."""

    NOTHING = "nothing"
    TOOL = "tool"
    HAND = "hand"


class MaskCanvas(ImageCanvas):
    """Owns the way from pointer to tool, and the brush's size. What is marked is `area`."""

    size_wished = Signal(float)
    """The brush wants another diameter, in pixels of the picture."""
    outlined = Signal()
    """What a tool is drawing is other now."""

    def __init__(self, theme: Theme, mask: TiledMask) -> None:
        super().__init__(theme)
        self.area = mask
        self._layer = AreaLayer(mask)
        self._tool: Tool | None = None
        self._kind = ToolKind.BRUSH
        self._brush = 64.0
        self._hold = _Hold.NOTHING
        self._grip = QPointF()
        self._is_space = False
        self._pointer: QPointF | None = None
        self._ring = QRect()
        self._role = "accent"
        self.setAccessibleName("Picture to paint on")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking)
        mask.changed.connect(self._on_mask_changed)
        theme.changed.connect(self._colour)
        self._colour()

    # What it is told

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

    def set_role(self, role: str) -> None:
        """The token that the area is tinted in."""
        self._role = role
        self._colour()

    def pixel_at(self, at: QPointF) -> QPointF:
        """A place in this widget as a place on the picture, in its pixels."""
        rect = self.picture_rect()
        zoom = self._effective()
        return QPointF((at.x() - rect.left()) / zoom, (at.y() - rect.top()) / zoom)

    def place_of(self, pixel: QPointF) -> QPointF:
        """The way back."""
        rect = self.picture_rect()
        return rect.topLeft() + pixel * self._effective()

    def is_inside(self, pixel: QPointF) -> bool:
        """A place lies on the picture."""
        return QRectF(QPointF(0, 0), self._size).contains(pixel)

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

    # Where things are

    @override
    def picture_rect(self) -> QRectF:
        """On whole device pixels, so that picture, tint and pointer agree."""
        rect = super().picture_rect()
        ratio = self.devicePixelRatioF()
        rect.moveTo(round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio)
        return rect

    def _told(self, was_meant: bool) -> bool:
        if was_meant:
            self.update()
            self.outlined.emit()
        return was_meant

    def _colour(self) -> None:
        tokens = self._theme.tokens
        tint: str = getattr(tokens, self._role)
        self._layer.set_colours(ink(tint, _TINT), ink(tokens.on_scrim), ink(tokens.scrim, _DARK_GAP))
        self.set_well(tokens.ground)

    def _on_mask_changed(self, pixels: QRect) -> None:
        ratio = self.devicePixelRatioF()
        dirty = self._layer.spoil(pixels)
        if dirty.isEmpty():
            return
        logical = QRectF(
            dirty.x() / ratio, dirty.y() / ratio, dirty.width() / ratio, dirty.height() / ratio
        ).toAlignedRect()
        self.update(logical)

    def _touch(self, at: QPointF, keys: Qt.KeyboardModifier, pressure: float = 1.0) -> Touch:
        return Touch(
            at=self.pixel_at(at),
            pressure=pressure,
            adds=bool(keys & Qt.KeyboardModifier.ShiftModifier),
            subtracts=bool(keys & Qt.KeyboardModifier.AltModifier),
            pixel=1 / self._effective(),
        )

    # Pointer and pen

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
        self.update(self._ring)
        self._ring = QRect()
        if radius and self._pointer is not None:
            reach = radius + 2
            corner = self._pointer - QPointF(reach, reach)
            self._ring = QRectF(corner, QSizeF(2 * reach, 2 * reach)).toAlignedRect()
            self.update(self._ring)

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
            touch = Touch(touch.at, touch.pressure, touch.adds, not touch.subtracts, touch.pixel)
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

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), ink(self._well))
        if self.has_picture():
            rect = self.picture_rect()
            self._paint_picture(painter, rect)
            self._paint_area(painter, rect, event.rect())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_outline(painter, rect)
            self._paint_ring(painter)
        painter.end()

    def _paint_picture(self, painter: QPainter, rect: QRectF) -> None:
        if self._effective() * self.devicePixelRatioF() < 1 and rect.width() <= self._pixmap.width():
            painter.drawPixmap(rect.topLeft(), self._at_screen_size(rect))
            return
        smooth = self._effective() * self.devicePixelRatioF() < 3
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawPixmap(rect, self._pixmap, QRectF(self._pixmap.rect()))

    def _paint_area(self, painter: QPainter, rect: QRectF, dirty: QRect) -> None:
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        corner = QPoint(round(rect.left() * ratio), round(rect.top() * ratio))
        self._layer.set_view(size, corner, self._effective() * ratio, ratio)
        self._layer.mend()
        part = QRect(
            QPoint(int(dirty.left() * ratio), int(dirty.top() * ratio)),
            QSize(round(dirty.width() * ratio) + 1, round(dirty.height() * ratio) + 1),
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        self._layer.paint(painter, part & QRect(QPoint(0, 0), size))

    def _paint_outline(self, painter: QPainter, rect: QRectF) -> None:
        path = self._tool.outline() if self._tool is not None else None
        if path is None:
            return
        zoom = self._effective()
        shown = QTransform(zoom, 0, 0, zoom, rect.left(), rect.top()).map(path)
        self._two_lines(painter, shown, is_dashed=True)

    def _paint_ring(self, painter: QPainter) -> None:
        radius = self._ring_radius()
        if radius and self._pointer is not None:
            ring = QPainterPath()
            ring.addEllipse(self._pointer, radius, radius)
            self._two_lines(painter, ring, is_dashed=False)

    def _two_lines(self, painter: QPainter, path: QPainterPath, *, is_dashed: bool) -> None:
        """White on a dark line: seen on every ground."""
        tokens = self._theme.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink(tokens.scrim, 0.5), 2.6))
        painter.drawPath(path)
        line = QPen(ink(tokens.on_scrim), 1.4)
        if is_dashed:
            line.setDashPattern([4, 3])
        painter.setPen(line)
        painter.drawPath(path)
