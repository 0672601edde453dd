"""One picture to look at closely: fit, zoom about the pointer, pan by dragging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import ink

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QImage, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from mjdesk.theme import Theme

_CLOSEST = 8.0
_STEP = 1.25


class ImageCanvas(QWidget):
    """Owns zoom and position; a subclass paints over the picture in `paint_over`."""

    zoom_changed = Signal()
    pointed = Signal(object)
    """Where the pointer is in the picture, 0..1 each way (`QPointF`), or None outside."""
    clicked = Signal(QPointF)
    """A click that was no drag, in widget coordinates."""
    drag_started = Signal()
    """The picture is dragged while it fits: it wants to leave the window."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pixmap = QPixmap()
        self._scaled: tuple[QSize, QPixmap] | None = None
        self._size = QSizeF(1, 1)
        self._well = theme.tokens.ground
        self._zoom = 0.0
        self._middle = QPointF(0.5, 0.5)
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._is_dragging = False
        self._margin = 24
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_well(self, colour: str) -> None:
        """The ground around the picture, a token or one of `WELLS`."""
        self._well = colour
        self.update()

    def set_picture(self, image: QImage | QPixmap | None, size: QSize, *, keeps_view: bool = False) -> None:
        """Show `image` as a picture of `size` pixels (a stand-in may be smaller); None: the well only."""
        if image is None:
            self._pixmap = QPixmap()
        else:
            self._pixmap = image if isinstance(image, QPixmap) else QPixmap.fromImage(image)
        self._scaled = None
        self._size = QSizeF(max(1, size.width()), max(1, size.height()))
        if not keeps_view:
            self._zoom, self._middle = 0.0, QPointF(0.5, 0.5)
        self.zoom_changed.emit()
        self.update()

    def has_picture(self) -> bool:
        return not self._pixmap.isNull()

    def is_fit(self) -> bool:
        """The whole picture is shown."""
        return self._zoom == 0.0

    def percent(self) -> int:
        """Device pixels for each picture pixel, in percent."""
        return round(self._effective() * self.devicePixelRatioF() * 100)

    def fit(self) -> None:
        """Show the whole picture, never larger than life."""
        self._zoom, self._middle = 0.0, QPointF(0.5, 0.5)
        self.zoom_changed.emit()
        self.update()

    def show_pixels(self, at: QPointF | None = None) -> None:
        """100 %: one picture pixel for each device pixel, around `at` (widget coordinates)."""
        self._zoom_to(1.0 / self.devicePixelRatioF(), at or QPointF(self.rect().center()))

    def toggle_pixels(self, at: QPointF | None = None) -> None:
        """Between the whole picture and 100 %."""
        if self.is_fit():
            self.show_pixels(at)
        else:
            self.fit()

    def zoom_in(self) -> None:
        self._zoom_to(self._effective() * _STEP, QPointF(self.rect().center()))

    def zoom_out(self) -> None:
        self._zoom_to(self._effective() / _STEP, QPointF(self.rect().center()))

    def picture_rect(self) -> QRectF:
        """Where the picture is, in widget coordinates; may reach beyond the widget."""
        zoom = self._effective()
        size = QSizeF(self._size.width() * zoom, self._size.height() * zoom)
        rect = QRectF(QPointF(0, 0), size)
        middle = QPointF(self.width() / 2, self.height() / 2)
        offset = QPointF((0.5 - self._middle.x()) * size.width(), (0.5 - self._middle.y()) * size.height())
        rect.moveCenter(middle + offset)
        return rect

    def paint_over(self, painter: QPainter, rect: QRectF) -> None:
        """What a subclass draws on the picture, which is at `rect`."""

    def _fit_zoom(self) -> float:
        space = QSizeF(max(1, self.width() - 2 * self._margin), max(1, self.height() - self._margin))
        zoom = min(space.width() / self._size.width(), space.height() / self._size.height())
        return min(zoom, 1.0 / self.devicePixelRatioF())

    def _effective(self) -> float:
        return self._zoom or self._fit_zoom()

    def _zoom_to(self, zoom: float, about: QPointF) -> None:
        if not self.has_picture():
            return
        fit = self._fit_zoom()
        zoom = min(_CLOSEST, zoom)
        if zoom <= fit * 1.001:
            self.fit()
            return
        before = self.picture_rect()
        spot = QPointF(
            (about.x() - before.left()) / before.width(), (about.y() - before.top()) / before.height()
        )
        self._zoom = zoom
        size = QSizeF(self._size.width() * zoom, self._size.height() * zoom)
        self._middle = QPointF(
            spot.x() + (self.width() / 2 - about.x()) / size.width(),
            spot.y() + (self.height() / 2 - about.y()) / size.height(),
        )
        self._keep_inside()
        self.zoom_changed.emit()
        self.update()

    def _keep_inside(self) -> None:
        zoom = self._effective()
        half_x = min(0.5, self.width() / 2 / (self._size.width() * zoom))
        half_y = min(0.5, self.height() / 2 / (self._size.height() * zoom))
        self._middle = QPointF(
            min(1 - half_x, max(half_x, self._middle.x())), min(1 - half_y, max(half_y, self._middle.y()))
        )

    def point_at(self, at: QPointF | None) -> None:
        """The pointer is at `at` in this widget, or gone; tells `pointed`."""
        rect = self.picture_rect()
        if at is None or not self.has_picture() or not rect.contains(at):
            self.pointed.emit(None)
            return
        self.pointed.emit(
            QPointF((at.x() - rect.left()) / rect.width(), (at.y() - rect.top()) / rect.height())
        )

    def _at_screen_size(self, rect: QRectF) -> QPixmap:
        """The picture scaled down once, well, instead of at every repaint."""
        scale = self.devicePixelRatioF()
        wanted = QSize(round(rect.width() * scale), round(rect.height() * scale))
        if self._scaled is None or self._scaled[0] != wanted:
            smaller = self._pixmap.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            smaller.setDevicePixelRatio(scale)
            self._scaled = (wanted, smaller)
        return self._scaled[1]

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y() / 120
        if turn:
            self._zoom_to(self._effective() * _STEP**turn, event.position())
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        pans = event.button() is Qt.MouseButton.MiddleButton and not self.is_fit()
        if event.button() is Qt.MouseButton.LeftButton or pans:
            self._pressed = self._last = event.position()
            self._is_dragging = False
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None:
            self.point_at(at)
            return
        if not self._is_dragging and (at - self._pressed).manhattanLength() > 8:
            self._is_dragging = True
            if self.is_fit():
                self._pressed = None
                self._is_dragging = False
                self.drag_started.emit()
                return
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._is_dragging:
            moved = at - self._last
            rect = self.picture_rect()
            self._middle -= QPointF(moved.x() / rect.width(), moved.y() / rect.height())
            self._keep_inside()
            self.update()
        self._last = at

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_click = self._pressed is not None and not self._is_dragging
        self._pressed = None
        if self._is_dragging:
            self._is_dragging = False
            self.unsetCursor()
        elif was_click and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.toggle_pixels(event.position())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.is_fit():
            self._keep_inside()
        self.zoom_changed.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), ink(self._well))
        if self.has_picture():
            rect = self.picture_rect()
            if self._effective() * self.devicePixelRatioF() < 1 and rect.width() <= self._pixmap.width():
                shown = self._at_screen_size(rect)
                painter.drawPixmap(QPointF(round(rect.left()), round(rect.top())), shown)
            else:
                smooth = self._effective() * self.devicePixelRatioF() < 3
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
                painter.drawPixmap(rect, self._pixmap, QRectF(self._pixmap.rect()))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_over(painter, rect)
        painter.end()
