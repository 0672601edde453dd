"""A card that opens over a place in the window and goes as soon as one looks elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainterPath, QRegion
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, SPACE, ink
from mjdesk.widgets.painting import begin, box

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from mjdesk.theme import Theme


class PopupPanel(QWidget):
    """Owns the card; fill `body`. Escape and a click outside close it."""

    def __init__(self, theme: Theme, parent: QWidget, *, name: str, width: int) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowFlags(
            Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(name)
        self.setFixedWidth(width)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.panel)
        self.body.setSpacing(SPACE.snug)
        theme.changed.connect(self.update)
        self._anchor: QWidget | None = None

    def popup_over(self, anchor: QWidget) -> None:
        """Open above a widget, at its leading edge; it grows upwards from there."""
        self._anchor = anchor
        self.fit()
        self.show()
        self.fit()

    def fit(self) -> None:
        """As high as what is in it; after that has changed."""
        anchor = self._anchor
        if anchor is None:
            return
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.resize(self.width(), self.sizeHint().height())
        corner = anchor.mapToGlobal(QPoint(0, 0))
        left = corner.x()
        if anchor.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left += anchor.width() - self.width()
        room = anchor.screen().availableGeometry()
        left = max(room.left(), min(left, room.right() - self.width()))
        self.move(left, max(room.top(), corner.y() - self.height() - SPACE.tight))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = begin(self)
        box(painter, QRectF(self.rect()), RADIUS.field, ink(tokens.card), ink(tokens.edge))
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Without a compositor X11 would show what is translucent as black corners.
        if QGuiApplication.platformName() == "xcb":
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(self.rect()), RADIUS.field, RADIUS.field)
            self.setMask(QRegion(shape.toFillPolygon().toPolygon()))
