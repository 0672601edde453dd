"""The button every other button grows from: it keeps hover, keyboard focus and label, and draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import TYPE, WEIGHT, Theme, blend, ink
from mjdesk.widgets.painting import begin

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QPainter, QPaintEvent

_QUIET_REASONS = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)


class PaintedButton(QAbstractButton):
    """Owns how lit it is (0..1 in `theme.motion.hover` ms) and whether the keyboard is on it.

    Return and Enter press it as Space does. A click does not take the focus from where one types.
    """

    def __init__(
        self,
        theme: Theme,
        label: str = "",
        *,
        icon: str = "",
        size: float = TYPE.label,
        weight: int = WEIGHT.medium,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._measured = QFont()
        self._widths: dict[str, float] = {}
        self._theme = theme
        self._label = ""
        self._icon = icon
        self._type = (size, weight)
        self._glow = 0.0
        self._ring = False
        self._motion = QVariantAnimation(self)
        self._motion.valueChanged.connect(self._on_glow_moved)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(size, weight))
        self.set_label(label)
        theme.changed.connect(self._on_theme_changed)

    def label(self) -> str:
        """The words on it (or, without words, its spoken name)."""
        return self._label

    def set_label(self, label: str) -> None:
        """Changes the words and the accessible name with them."""
        self._label = label
        self.setText(label.replace("&", "&&"))
        self.setAccessibleName(label)
        self.updateGeometry()
        self.update()

    def icon_name(self) -> str:
        """The icon in use, or ""."""
        return self._icon

    def set_icon(self, name: str) -> None:
        """Shows another icon; "" for none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """What a kind of button looks like; `rect` is the whole widget."""
        raise NotImplementedError

    def words_width(self, text: str) -> float:
        """How wide the text is in the button's font; layouts ask again and again."""
        font = self.font()
        if font != self._measured:
            self._measured, self._widths = font, {}
        found = self._widths.get(text)
        if found is None:
            found = self._widths[text] = QFontMetricsF(font).horizontalAdvance(text)
        return found

    def lit(self, low: str, high: str) -> QColor:
        """The colour between two tokens that the hover has reached."""
        return ink(blend(low, high, self._glow))

    def faded(self, colour: str) -> str:
        """The colour, or a weak one while disabled."""
        return colour if self.isEnabled() else blend(self._theme.tokens.panel, colour, 0.4)

    def _move_glow(self, target: float) -> None:
        self._motion.stop()
        duration = self._theme.motion.hover
        if duration == 0:
            self._glow = target
            self.update()
            return
        self._motion.setDuration(duration)
        self._motion.setStartValue(self._glow)
        self._motion.setEndValue(target)
        self._motion.start()

    def _on_glow_moved(self, value: float) -> None:
        self._glow = float(value)
        self.update()

    def _on_theme_changed(self) -> None:
        self.setFont(self._theme.font(*self._type))
        self.update()

    @override
    def minimumSizeHint(self) -> QSize:
        full = self.sizeHint()
        return QSize(min(full.width(), 64), full.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        painter.setFont(self.font())
        self.draw(painter, QRectF(self.rect()))
        painter.end()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        if self.isEnabled():
            self._move_glow(1.0)
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._move_glow(0.0)
        super().leaveEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self._move_glow(0.0)
        super().changeEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() not in _QUIET_REASONS
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._ring = True
            if not event.isAutoRepeat():
                self.click()
            event.accept()
            return
        super().keyPressEvent(event)
