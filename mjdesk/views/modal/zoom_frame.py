"""The picture inside the frame that it will get: what custom zoom will show, while it is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, Theme, ink
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.painting import begin, box, paint_badge

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

LEAST, MOST = 1.0, 2.0
"""parameters.md, `--zoom`."""
_STEP, _LEAP = 0.01, 0.1
_GRIP = 11.0
_REACH = 18.0
"""How far from a corner it can still be taken, in device-independent pixels."""
_MARGIN = 10
_FOG_EDGE = 12
"""Pixels of the picture that the ground around it is made of: colours, and nothing that could be believed."""


@dataclass(frozen=True, slots=True)
class Framing:
    """Where the new frame and the picture in it lie, and how much of the frame the picture fills."""

    frame: QRectF
    picture: QRectF

    @property
    def share(self) -> float:
        """0 to 1."""
        whole = self.frame.width() * self.frame.height()
        return self.picture.width() * self.picture.height() / whole if whole else 0.0


def framing(room: QRectF, frame_ratio: float, picture_ratio: float, zoom: float) -> Framing:
    """The largest frame of a shape within `room`, with the whole picture in its middle, `zoom` times smaller
    than would fit (protocol.md 3.2: `--zoom` from 1 to 2, also with another `--ar`)."""
    frame = _fitted(room.size(), frame_ratio)
    picture = _fitted(frame, picture_ratio)
    picture = QSizeF(picture.width() / zoom, picture.height() / zoom)
    return Framing(_centred(frame, room.center()), _centred(picture, room.center()))


class ZoomFrame(QWidget):
    """Owns zoom and shape while they are shown; a corner is dragged, or the arrow keys step.

    `set_*` are silent; `zoomed` tells what the person did.
    """

    zoomed = Signal(float)
    """1 to 2, in steps of 0.01."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pixmap: QPixmap | None = None
        self._fog = QPixmap()
        self._picture_ratio = 1.0
        self._frame_ratio = 1.0
        self._zoom = MOST
        self._held = False
        self._has_ring = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr_as("around a picture", "Frame"))
        self._tell()
        theme.changed.connect(self.update)

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def framing(self) -> Framing:
        """What is drawn now, in this widget."""
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        return framing(room, self._frame_ratio, self._picture_ratio, self._zoom)

    def set_picture(self, pixmap: QPixmap | None, ratio: float) -> None:
        """The picture, or None for now, and its shape (width to height)."""
        self._pixmap, self._picture_ratio = pixmap, ratio
        self._fog = QPixmap() if pixmap is None else _fog(pixmap)
        self.update()

    def set_frame(self, ratio: float) -> None:
        """The shape of what will come, width to height."""
        self._frame_ratio = ratio
        self._tell()
        self.update()

    def set_zoom(self, zoom: float) -> None:
        """What is outside 1 to 2 is brought into range."""
        self._zoom = round(min(MOST, max(LEAST, zoom)), 2)
        self._tell()
        self.update()

    def _tell(self) -> None:
        share = round(100 * self.framing.share)
        self.setAccessibleDescription(
            tr("Zoom {zoom:g}, the picture fills {share} percent of the frame", zoom=self._zoom, share=share)
        )

    def _take(self, zoom: float) -> None:
        before = self._zoom
        self.set_zoom(zoom)
        if self._zoom != before:
            self.zoomed.emit(self._zoom)

    def _corner_at(self, at: QPointF) -> QPointF | None:
        rect = self.framing.picture
        corners = (rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight())
        for corner in corners:
            away = corner - at
            if away.x() ** 2 + away.y() ** 2 <= _REACH**2:
                return corner
        return None

    def _zoom_at(self, at: QPointF) -> float:
        """The zoom that puts a corner as near to the pointer as it can get."""
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        widest = framing(room, self._frame_ratio, self._picture_ratio, LEAST).picture
        away = at - widest.center()
        across = max(
            abs(away.x()) / max(1.0, widest.width() / 2), abs(away.y()) / max(1.0, widest.height() / 2)
        )
        return 1 / across if across > 1 / MOST else MOST

    @override
    def sizeHint(self) -> QSize:
        return QSize(520, 420)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, 200)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._corner_at(event.position()) is not None:
            self._held = True
            self._has_ring = False
            self.update()
        else:
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._take(self._zoom_at(event.position()))
            return
        corner = self._corner_at(event.position())
        if corner is None:
            self.unsetCursor()
            return
        away = corner - self.framing.picture.center()
        falls = (away.x() > 0) == (away.y() > 0)
        self.setCursor(Qt.CursorShape.SizeFDiagCursor if falls else Qt.CursorShape.SizeBDiagCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = False
        self.update()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self._take(self._zoom - steps * 5 * _STEP)
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 5 * _STEP
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Up | Qt.Key.Key_Plus:
                self._take(self._zoom + step)
            case Qt.Key.Key_Left | Qt.Key.Key_Down | Qt.Key.Key_Minus:
                self._take(self._zoom - step)
            case Qt.Key.Key_Home:
                self._take(LEAST)
            case Qt.Key.Key_End:
                self._take(MOST)
            case _:
                super().keyPressEvent(event)
                return
        self._has_ring = True
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, view = self._theme.tokens, self.framing
        painter = begin(self)
        box(painter, QRectF(self.rect()), RADIUS.field, ink(tokens.ground))
        self._paint_ground(painter, view)
        if self._pixmap is not None:
            painter.drawPixmap(view.picture, self._pixmap, QRectF(self._pixmap.rect()))
        else:
            painter.fillRect(view.picture, ink(tokens.control))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(ink(tokens.text_2), 1.0)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawRect(view.frame.adjusted(0.5, 0.5, -0.5, -0.5))
        self._paint_grips(painter, view)
        corner = view.frame.bottomLeft() + QPointF(8, -26)
        words = tr("{percent} % of the new picture", percent=round(100 * view.share))
        paint_badge(painter, corner, words, self._theme)
        painter.end()

    def _paint_ground(self, painter: QPainter, view: Framing) -> None:
        """What will be painted, as fog of the picture's own colours under fine lines."""
        tokens = self._theme.tokens
        around = QPainterPath()
        around.addRect(view.frame)
        inside = QPainterPath()
        inside.addRect(view.picture)
        painter.save()
        painter.setClipPath(around.subtracted(inside))
        painter.fillRect(view.frame, ink(tokens.control))
        if not self._fog.isNull():
            painter.setOpacity(0.42)
            painter.drawPixmap(view.frame, self._fog, QRectF(self._fog.rect()))
            painter.setOpacity(1.0)
        painter.setPen(QPen(ink(tokens.text, 0.10), 1.0))
        reach = view.frame.height()
        x = view.frame.left() - reach
        while x < view.frame.right():
            painter.drawLine(QPointF(x, view.frame.bottom()), QPointF(x + reach, view.frame.top()))
            x += 12
        painter.restore()

    def _paint_grips(self, painter: QPainter, view: Framing) -> None:
        """Corners to take hold of: white on black, as every selection here."""
        tokens, rect = self._theme.tokens, view.picture
        is_strong = self._held or self._has_ring or self.hasFocus()
        corners = (
            (rect.topLeft(), 1, 1),
            (rect.topRight(), -1, 1),
            (rect.bottomLeft(), 1, -1),
            (rect.bottomRight(), -1, -1),
        )
        for colour, width in ((tokens.shadow, 5.0), (tokens.accent if is_strong else tokens.on_scrim, 3.0)):
            pen = QPen(ink(colour, 0.6 if width > 4 else 1.0), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            for corner, across, down in corners:
                path = QPainterPath(corner + QPointF(_GRIP * across, 0))
                path.lineTo(corner)
                path.lineTo(corner + QPointF(0, _GRIP * down))
                painter.drawPath(path)


def _fog(pixmap: QPixmap) -> QPixmap:
    """The picture's colours without its shapes."""
    small = pixmap.toImage().scaled(
        _FOG_EDGE,
        _FOG_EDGE,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    wide = small.scaled(
        160, 160, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return QPixmap.fromImage(wide.convertToFormat(QImage.Format.Format_RGB32))


def _fitted(room: QSizeF, ratio: float) -> QSizeF:
    """The largest size of a shape within `room`."""
    width = min(room.width(), room.height() * ratio)
    return QSizeF(max(1.0, width), max(1.0, width / ratio))


def _centred(size: QSizeF, middle: QPointF) -> QRectF:
    return QRectF(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height())
