"""What a painter sees: the picture at any zoom, the area on it, the line being drawn, the brush as a circle.

Draws only what has changed; what pointer and pen mean is told by `mask_canvas`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap, QTransform
from typing_extensions import override

from mjdesk.theme import ink
from mjdesk.views.mask.area_layer import AreaLayer
from mjdesk.views.mask.guides import two_lines
from mjdesk.widgets.image_canvas import ImageCanvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage, QPaintEvent

    from mjdesk.theme import Theme
    from mjdesk.widgets.tiled_mask import TiledMask

_TINT = 0.52
_MARGIN = 24
"""Around a picture that is shown as a whole, in logical pixels."""
_CLOSEST = 8.0
"""Logical pixels to one of the picture's, as near as one can come."""
_GAP = 0.4
"""How dark the gaps of the rim are."""


class MaskPicture(ImageCanvas):
    """Owns how the area is shown: colour, softness, and the layer that it is drawn on."""

    def __init__(self, theme: Theme, area: TiledMask) -> None:
        super().__init__(theme)
        self.area = area
        self._layer = AreaLayer(area)
        self._levels: list[QPixmap] = []
        self._role = "accent"
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        area.changed.connect(self._on_area_changed)
        theme.changed.connect(self._colour)
        self._colour()

    def show_levels(self, levels: Sequence[QImage]) -> None:
        """The picture, and the same at smaller sizes to draw from while it is shown small."""
        self._levels = [QPixmap.fromImage(level) for level in levels]
        self.set_picture(self._levels[0], levels[0].size())

    def let_go(self) -> None:
        """No picture."""
        self._levels = []
        self.set_picture(None, QSize(1, 1))

    def set_role(self, role: str) -> None:
        """The token that the area is tinted in."""
        self._role = role
        self._colour()

    def set_feather(self, pixels: int) -> None:
        """Over how many pixels of the picture the rim of the area fades."""
        self._layer.set_feather(pixels)
        self.update()

    def pixel_at(self, at: QPointF) -> QPointF:
        """A place in this widget as a place on the picture, in its pixels."""
        rect = self.picture_rect()
        zoom = self._effective()
        return QPointF((at.x() - rect.left()) / zoom, (at.y() - rect.top()) / zoom)

    def place_of(self, pixel: QPointF) -> QPointF:
        """The way back."""
        return self.picture_rect().topLeft() + pixel * self._effective()

    def is_inside(self, pixel: QPointF) -> bool:
        """A place lies on the picture."""
        return QRectF(QPointF(0, 0), self._size).contains(pixel)

    def outline(self) -> QPainterPath | None:
        """What is being drawn, in pixels of the picture; a subclass knows."""
        return None

    def ring(self) -> tuple[QPointF, float]:
        """Middle and radius of the brush in this widget; a radius of 0 for none. A subclass knows."""
        return QPointF(), 0.0

    @override
    def picture_rect(self) -> QRectF:
        """On whole device pixels, so that picture, tint and pointer agree."""
        rect = super().picture_rect()
        ratio = self.devicePixelRatioF()
        rect.moveTo(round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio)
        return rect

    @override
    def _fit_zoom(self) -> float:
        """A small picture is enlarged: who paints wants to see where."""
        room = QSizeF(max(1, self.width() - 2 * _MARGIN), max(1, self.height() - 2 * _MARGIN))
        zoom = min(room.width() / self._size.width(), room.height() / self._size.height())
        return min(zoom, _CLOSEST)

    @override
    def _at_screen_size(self, rect: QRectF) -> QPixmap:
        """Scaled once, well, for a picture that is looked at as a whole."""
        ratio = self.devicePixelRatioF()
        wanted = QSize(max(1, round(rect.width() * ratio)), max(1, round(rect.height() * ratio)))
        if self._scaled is None or self._scaled[0] != wanted:
            smaller = self._level_for(wanted.width()).scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            smaller.setDevicePixelRatio(ratio)
            self._scaled = (wanted, smaller)
        return self._scaled[1]

    def _level_for(self, width: float) -> QPixmap:
        """The smallest of the picture's sizes that has that many device pixels."""
        enough = [level for level in self._levels if level.width() >= width]
        return enough[-1] if enough else self._pixmap

    def _colour(self) -> None:
        tokens = self._theme.tokens
        tint: str = getattr(tokens, self._role)
        self._layer.set_colours(ink(tint, _TINT), ink(tokens.on_scrim), ink(tokens.scrim, _GAP))
        self.set_well(tokens.ground)

    def _on_area_changed(self, pixels: QRect) -> None:
        dirty = self._layer.spoil(pixels)
        if not dirty.isEmpty():
            ratio = self.devicePixelRatioF()
            self.update(
                QRectF(
                    dirty.x() / ratio, dirty.y() / ratio, dirty.width() / ratio, dirty.height() / ratio
                ).toAlignedRect()
            )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), ink(self._well))
        if self.has_picture():
            rect = self.picture_rect()
            self._paint_picture(painter, rect)
            self._paint_area(painter, rect, event.rect())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_guides(painter, rect)
        painter.end()

    def _paint_picture(self, painter: QPainter, rect: QRectF) -> None:
        zoom = self._effective() * self.devicePixelRatioF()
        if zoom < 1 and self.is_fit():
            painter.drawPixmap(rect.topLeft(), self._at_screen_size(rect))
            return
        # Of the level that is at most twice as large, only what is on screen is scaled.
        level = self._level_for(rect.width() * self.devicePixelRatioF())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, zoom < 3 and zoom != 1)
        painter.drawPixmap(rect, level, QRectF(level.rect()))

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

    def _paint_guides(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        path = self.outline()
        if path is not None:
            zoom = self._effective()
            shown = QTransform(zoom, 0, 0, zoom, rect.left(), rect.top()).map(path)
            two_lines(painter, tokens, shown, is_dashed=True)
        middle, radius = self.ring()
        if radius:
            circle = QPainterPath()
            circle.addEllipse(middle, radius, radius)
            two_lines(painter, tokens, circle, is_dashed=False)
