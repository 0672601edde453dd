"""The films of one task side by side; a click or an arrow chooses the one that plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, Theme, ink
from mjdesk.views.language import tr
from mjdesk.widgets.painting import begin, box, focus_ring, paint_badge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from mjdesk.domain.picture import Picture
    from mjdesk.models.thumbnails import Thumbnails

_SIZE = QSize(64, 38)
_GAP = 4


class ClipStrip(QWidget):
    """Owns which clip is chosen; posters are the thumbnails' affair."""

    chosen = Signal(int)
    """A clip by its place, from 0: a person chose it."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbnails = thumbnails
        self._clips: tuple[Picture, ...] = ()
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Films of this task"))
        thumbnails.ready.connect(self._on_ready)
        theme.changed.connect(self.update)

    def show_clips(self, clips: Sequence[Picture], current: int) -> None:
        """Hidden where there is no choice."""
        self._clips, self._current = tuple(clips), current
        self.setVisible(len(self._clips) > 1)
        which = tr("Film {number} of {count}", number=current + 1, count=len(self._clips))
        self.setAccessibleDescription(which)
        self.setToolTip(which)
        self.updateGeometry()
        self.update()

    def place(self, number: int) -> QRect:
        """Where a clip is, from 0."""
        left = 1 + number * (_SIZE.width() + _GAP)
        if self.isRightToLeft():
            left = self.width() - left - _SIZE.width()
        return QRect(left, (self.height() - _SIZE.height()) // 2, _SIZE.width(), _SIZE.height())

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._clips) and number != self._current:
            self.chosen.emit(number)

    def _on_ready(self, digest: str) -> None:
        if any(clip.digest == digest for clip in self._clips):
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(len(self._clips) * (_SIZE.width() + _GAP) - _GAP + 2, _SIZE.height() + 4)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for number in range(len(self._clips)):
            if self.place(number).contains(event.position().toPoint()):
                self._choose(number)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        onward = -1 if self.isRightToLeft() else 1
        match event.key():
            case Qt.Key.Key_Left:
                self._choose(self._current - onward)
            case Qt.Key.Key_Right:
                self._choose(self._current + onward)
            case _:
                super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = self._theme.tokens, begin(self)
        for number, clip in enumerate(self._clips):
            rect = self.place(number)
            poster = self._thumbnails.pixmap(
                clip.digest, _SIZE, radius=RADIUS.badge, scale=self.devicePixelRatioF()
            )
            if poster is not None:
                painter.drawPixmap(rect.topLeft(), poster)
            else:
                box(painter, QRectF(rect), RADIUS.badge, ink(tokens.control, 0.6))
            is_current = number == self._current
            if not is_current:
                box(painter, QRectF(rect), RADIUS.badge, ink(tokens.scrim, 0.35))
            else:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(ink(tokens.shadow), 1))
                painter.drawRoundedRect(QRectF(rect).adjusted(-0.5, -0.5, 0.5, 0.5), 5, 5)
                painter.setPen(QPen(ink(tokens.on_scrim), 2))
                painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 3, 3)
            paint_badge(painter, QPointF(rect.left() + 3, rect.bottom() - 19), str(number + 1), self._theme)
            if is_current and self.hasFocus():
                focus_ring(painter, QRectF(rect), RADIUS.badge, ink(tokens.accent))
        painter.end()
