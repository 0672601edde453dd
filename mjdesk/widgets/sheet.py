"""Rounded cards, and the sheet: a card over a dimmed, blurred window, opened and never executed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPointF, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsBlurEffect,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mjdesk.theme import RADIUS, Theme, ink
from mjdesk.widgets.painting import begin, box, paint_shadow

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

_BLUR = 4.0
_DIM = 0.62


class Card(QWidget):
    """A rounded surface with an edge; `chosen` draws the edge in the accent."""

    def __init__(
        self,
        theme: Theme,
        *,
        fill: str = "card",
        line: str = "hairline",
        radius: float = RADIUS.field,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fill = fill
        self._line = line
        self._radius = radius
        self._chosen = False
        theme.changed.connect(self.update)

    def set_chosen(self, chosen: bool) -> None:
        """Marks the card as the one in use."""
        self._chosen = chosen
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        fill: str = getattr(tokens, self._fill)
        line: str = tokens.accent if self._chosen else getattr(tokens, self._line)
        painter = begin(self)
        box(painter, QRectF(self.rect()), self._radius, ink(fill), ink(line))
        painter.end()


class Sheet(QWidget):
    """Owns a card in the middle of `host` and keeps everything else out of reach while it is open.

    Fill `body`. Escape closes (unless `set_closable(False)`); a click outside does not, so that nothing
    typed is lost. Tab stays inside; the host's shortcuts rest; the focus returns to where it was.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, host: QWidget, *, name: str, width: int = 760, tallest: int = 0) -> None:
        """`tallest`: the card follows what its content wants, and its top stands where a card so high
        (logical pixels) would have it, so that what is at the head does not jump; 0 for one of one height.
        """
        super().__init__(host)
        self._tallest = tallest
        self._theme = theme
        self._host = host
        self._width = width
        self._closable = True
        self._share = 1.0
        self._behind = QPixmap()
        self._former: QWidget | None = None
        self._card = Card(theme, line="edge", radius=RADIUS.sheet, parent=self)
        self._card.setAccessibleName(name)
        self.setAccessibleName(name)
        self.body = QVBoxLayout(self._card)
        self.body.setContentsMargins(28, 26, 28, 28)
        self.body.setSpacing(12)
        self._motion = QVariantAnimation(self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._on_moved)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        host.installEventFilter(self)
        if tallest:
            self._card.installEventFilter(self)
        theme.changed.connect(self._on_theme_changed)

    @property
    def card(self) -> Card:
        """The card, for tests and for child widgets."""
        return self._card

    def set_closable(self, closable: bool) -> None:
        """Whether Escape closes it."""
        self._closable = closable

    def is_open(self) -> bool:
        """It is on screen."""
        return not self.isHidden()

    def open(self) -> None:
        """Shows the sheet and returns at once; the first thing inside that can take the focus gets it."""
        if self.is_open():
            return
        self._former = self._host.window().focusWidget()  # not that of a menu, which is about to go
        self._behind = _blurred(self._host.grab())
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self._place_card()
        self._rise()
        if not self._inside(QApplication.focusWidget()):
            self.setFocus(Qt.FocusReason.PopupFocusReason)
            self.focusNextPrevChild(True)
        self.opened.emit()

    def dismiss(self) -> None:
        """Closes the sheet and gives the focus back."""
        if not self.is_open():
            return
        self.hide()
        self._behind = QPixmap()
        former, self._former = self._former, None
        if former is not None and former.isVisible():
            former.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _rise(self) -> None:
        duration = self._theme.motion.panel
        self._motion.stop()
        self._share = 1.0
        if duration:
            self._share = 0.0
            self._motion.setDuration(duration)
            self._motion.setStartValue(0.0)
            self._motion.setEndValue(1.0)
            self._motion.start()

    def _on_moved(self, share: float) -> None:
        self._share = float(share)
        self._place_card()
        self.update()

    def _place_card(self) -> None:
        width = min(self._width, self.width() - 32)
        height = self._card.heightForWidth(width) if self._card.hasHeightForWidth() else -1
        height = max(height, self._card.sizeHint().height() if height < 0 else height)
        height = min(max(height, self._card.minimumSizeHint().height()), self.height() - 32)
        left = (self.width() - width) // 2
        steady = max(height, min(self._tallest, self.height() - 32))
        top = (self.height() - steady) // 2 + round(10 * (1 - self._share))
        self._card.setGeometry(left, top, width, height)

    def _inside(self, widget: QWidget | None) -> bool:
        return widget is not None and self.isAncestorOf(widget)

    def _stops(self) -> list[QWidget]:
        """What Tab visits, in the window's order."""
        found: list[QWidget] = []
        each = self._card.nextInFocusChain()
        while each is not None and each is not self._card:
            tabbable = each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
            if self._inside(each) and tabbable and each.isEnabled() and each.isVisible():
                found.append(each)
            each = each.nextInFocusChain()
        return found

    def _on_theme_changed(self) -> None:
        self.update()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        stops = self._stops()
        if not stops:
            return True
        now = QApplication.focusWidget()
        step = 1 if next else -1
        at = stops.index(now) + step if now in stops else 0 if next else -1
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[at % len(stops)].setFocus(reason)
        return True

    @override
    def event(self, event: QEvent) -> bool:
        # An accepted override keeps the key from the shortcuts of the window behind.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.setGeometry(self._host.rect())
        elif event.type() == QEvent.Type.LayoutRequest and self.isVisible() and watched is self._card:
            self._place_card()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._closable:
            self.dismiss()
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_card()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        tokens = self._theme.tokens
        painter.fillRect(self.rect(), ink(tokens.ground))
        painter.drawPixmap(self.rect(), self._behind)
        dim = _DIM if tokens.shade == "dark" else 0.34
        painter.fillRect(self.rect(), ink(tokens.scrim, dim * self._share))
        paint_shadow(painter, QRectF(self._card.geometry()), RADIUS.sheet, self._theme)
        painter.end()


def _blurred(picture: QPixmap) -> QPixmap:
    """The picture out of focus, same size and scale; its edges do not darken."""
    scale = picture.devicePixelRatio()
    flat = QPixmap(picture)
    flat.setDevicePixelRatio(1.0)
    scene = QGraphicsScene()
    item = QGraphicsPixmapItem(flat)
    effect = QGraphicsBlurEffect()
    effect.setBlurRadius(_BLUR * 2 * scale)
    item.setGraphicsEffect(effect)
    scene.addItem(item)
    result = QPixmap(flat)
    painter = QPainter(result)
    area = QRectF(QPointF(0, 0), flat.size().toSizeF())
    scene.render(painter, area, area)
    painter.end()
    result.setDevicePixelRatio(scale)
    return result
