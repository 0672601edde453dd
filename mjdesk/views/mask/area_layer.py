"""How a marked area looks on screen: a tint and a dashed rim, drawn once, mended where something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QRegion

from mjdesk.widgets.tiled_mask import tile_rect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mjdesk.widgets.tiled_mask import TiledMask

_MODES = QPainter.CompositionMode
_FORM = QImage.Format.Format_ARGB32_Premultiplied
_AT_ONCE = 400 * 400
"""Device pixels whose edges are drawn in one go."""
_SAMPLES = 4
"""Samples along a side of the squares whose average shows a feathered rim."""
_DASH = 5
"""Length of a dash of the rim, and of the gap behind it, in logical pixels."""


class AreaLayer:
    """Owns an image as large as the canvas, in device pixels; `mend` draws only what is out of date."""

    def __init__(self, area: TiledMask) -> None:
        self._area = area
        self._image = QImage()
        self._origin = QPoint()
        self._scale = 1.0
        self._ratio = 1.0
        self._feather = 0
        self._stale = QRegion()
        self._tint = QColor(Qt.GlobalColor.transparent)
        self._dashes = QBrush()

    def set_colours(self, tint: QColor, dash: QColor, gap: QColor) -> None:
        """The tint of the area, and the two colours that take turns on its rim."""
        self._tint = tint
        self._dashes = _dashes(dash, gap, max(1, round(self._ratio)))
        self._colours = (dash, gap)
        self.spoil_all()

    def set_feather(self, pixels: int) -> None:
        """Over how many pixels of the picture the tint fades at its rim."""
        if pixels != self._feather:
            self._feather = pixels
            self.spoil_all()

    def set_view(self, size: QSize, origin: QPoint, scale: float, ratio: float) -> None:
        """Where the picture lies, in device pixels: its corner, and how large one of its pixels is.

        A picture that only moved takes what was drawn with it.
        """
        is_same = (size, scale, ratio) == (self._image.size(), self._scale, self._ratio)
        moved = origin - self._origin
        if is_same and moved.isNull():
            return
        self._origin, self._scale = QPoint(origin), scale
        whole = QRegion(QRect(QPoint(0, 0), size))
        if ratio != self._ratio:
            self._ratio = ratio
            self._dashes = _dashes(*self._colours, max(1, round(ratio)))
        if not is_same:
            self._image = QImage(size, _FORM)
            self._stale = whole
            return
        shifted = QImage(size, _FORM)
        painter = QPainter(shifted)
        painter.setCompositionMode(_MODES.CompositionMode_Source)
        painter.drawImage(moved, self._image)
        painter.end()
        self._image = shifted
        kept = whole.translated(moved)
        # The rim's dashes are fixed to the picture, so what moves with it stays right.
        self._stale = (self._stale.translated(moved) | (whole - kept)) & whole

    def spoil_all(self) -> None:
        self._stale = QRegion(self._image.rect())

    def spoil(self, pixels: QRect) -> QRect:
        """These pixels of the picture have changed; answers what of the canvas that is, in device pixels."""
        rect = self._on_canvas(pixels).adjusted(-1, -1, 1, 1)
        reach = self._reach
        rect = rect.adjusted(-reach, -reach, reach, reach) & self._image.rect()
        self._stale |= rect
        return rect

    def mend(self) -> None:
        """Bring the image up to date."""
        stale, self._stale = self._stale, QRegion()
        for rect in cast("Iterable[QRect]", stale):
            self._draw(rect)

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Draw a part, given in device pixels, on a painter in logical ones."""
        ratio = self._ratio
        target = QRectF(rect.x() / ratio, rect.y() / ratio, rect.width() / ratio, rect.height() / ratio)
        painter.drawImage(target, self._image, QRectF(rect))

    @property
    def _rim(self) -> int:
        """Width of the dashed line in device pixels."""
        return max(1, round(1.4 * self._ratio))

    @property
    def _sample(self) -> int:
        """Distance in device pixels of the samples that soften the tint; 0 where it is hard."""
        grain = round(self._feather * self._scale)
        return max(1, grain // _SAMPLES) if grain > 1 else 0

    @property
    def _reach(self) -> int:
        """How far beyond a changed pixel its looks reach, in device pixels."""
        return max(self._rim + 1, 2 * _SAMPLES * self._sample)

    def _on_canvas(self, pixels: QRect) -> QRect:
        """Where pixels of the picture are shown, on whole device pixels, so that neighbours meet exactly."""
        x, y, scale = self._origin.x(), self._origin.y(), self._scale
        left, top = round(x + pixels.left() * scale), round(y + pixels.top() * scale)
        right = round(x + (pixels.left() + pixels.width()) * scale)
        bottom = round(y + (pixels.top() + pixels.height()) * scale)
        return QRect(left, top, right - left, bottom - top)

    def _pixels_at(self, rect: QRect) -> QRect:
        """The way back, and a little more."""
        scale = self._scale
        return QRectF(
            (rect.x() - self._origin.x()) / scale,
            (rect.y() - self._origin.y()) / scale,
            rect.width() / scale,
            rect.height() / scale,
        ).toAlignedRect()

    def _draw(self, rect: QRect) -> None:
        """Tint and rim of one part of the canvas."""
        tint = self._softened(rect) if self._sample else self._marked(rect)
        onto = QPainter(self._image)
        onto.setCompositionMode(_MODES.CompositionMode_Source)
        if tint is None:
            onto.fillRect(rect, Qt.GlobalColor.transparent)
        else:
            painter = QPainter(tint)
            painter.setCompositionMode(_MODES.CompositionMode_SourceIn)
            painter.fillRect(tint.rect(), self._tint)
            painter.end()
            onto.drawImage(rect.topLeft(), tint)
        onto.setCompositionMode(_MODES.CompositionMode_SourceOver)
        for part in self._rims(rect):
            self._draw_rim(onto, part)
        onto.end()

    def _rims(self, rect: QRect) -> Iterator[QRect]:
        """Parts of a part in which the area may have an edge: tile by tile only where that spares much."""
        if rect.width() * rect.height() <= _AT_ONCE:
            yield rect
            return
        for place, _ in self._area.shown(self._pixels_at(rect)):
            if self._area.has_rim(place):
                yield self._on_canvas(tile_rect(place)) & rect

    def _marked(self, rect: QRect, step: int = 1) -> QImage | None:
        """The area as it falls on a part of the canvas, every `step` device pixels, opaque where it is
        marked; None for nothing."""
        image: QImage | None = None
        painter = QPainter()
        for place, tile in self._area.shown(self._pixels_at(rect)):
            if image is None:
                image = QImage(rect.size() / step, _FORM)
                image.fill(0)
                painter.begin(image)
                painter.scale(1 / step, 1 / step)
                painter.translate(-rect.topLeft())
            where = self._on_canvas(tile_rect(place))
            if self._area.is_solid(place):
                painter.fillRect(where, Qt.GlobalColor.black)
            else:
                painter.drawImage(where, tile, tile.rect())
        if image is not None:
            painter.end()
        return image

    def _softened(self, rect: QRect) -> QImage | None:
        """A part of the area as its feather will make it: sampled, averaged over squares, and drawn out
        between them. The squares are counted from the picture's corner, so that all parts fit together."""
        step = self._sample
        if not step:
            return None
        side, reach = _SAMPLES * step, self._reach
        around = rect.adjusted(-reach, -reach, reach, reach)
        left = (around.left() - self._origin.x()) // side * side + self._origin.x()
        top = (around.top() - self._origin.y()) // side * side + self._origin.y()
        few = QSize(-(-(around.right() + 1 - left) // side), -(-(around.bottom() + 1 - top) // side))
        samples = self._marked(QRect(QPoint(left, top), few * side), step)
        if samples is None:
            return None
        squares = samples.scaled(
            few, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        soft = QImage(rect.size(), _FORM)
        painter = QPainter(soft)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setCompositionMode(_MODES.CompositionMode_Source)
        whole = QRectF(QPointF(left - rect.left(), top - rect.top()), (few * side).toSizeF())
        painter.drawImage(whole, squares, QRectF(squares.rect()))
        painter.end()
        return soft

    def _draw_rim(self, onto: QPainter, rect: QRect) -> None:
        """The inner edge of the area in dashes, on one part of the canvas."""
        width = self._rim
        outer = rect.adjusted(-width - 1, -width - 1, width + 1, width + 1)
        marked = self._marked(outer)
        if rect.isEmpty() or marked is None:
            return
        inside = marked.copy()
        painter = QPainter(inside)
        painter.setCompositionMode(_MODES.CompositionMode_DestinationIn)
        for step in ((width, 0), (-width, 0), (0, width), (0, -width)):
            painter.drawImage(QPoint(*step), marked)
        painter.end()
        painter = QPainter(marked)
        painter.setCompositionMode(_MODES.CompositionMode_DestinationOut)
        painter.drawImage(0, 0, inside)
        painter.setCompositionMode(_MODES.CompositionMode_SourceIn)
        painter.setBrushOrigin(QPointF(self._origin - outer.topLeft()))
        painter.fillRect(marked.rect(), self._dashes)
        painter.end()
        onto.drawImage(rect.topLeft(), marked, rect.translated(-outer.topLeft()))


def _dashes(dash: QColor, gap: QColor, unit: int) -> QBrush:
    """Stripes across the screen: a line in any direction but theirs meets them as dashes."""
    side = 2 * _DASH * unit
    pattern = QImage(side, side, _FORM)
    for y in range(side):
        for x in range(side):
            pattern.setPixelColor(x, y, dash if (x + y) % side < side * 0.6 else gap)
    return QBrush(pattern)
