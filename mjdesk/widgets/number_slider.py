"""A number that can be dragged, typed, wheeled and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QSlider, QWidget
from typing_extensions import override

from mjdesk.theme import SIZE, TYPE, Theme, blend, ink
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.painting import begin, box

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent, QWheelEvent

_KNOB = 7.0


class _Track(QSlider):
    """The bar: it jumps to where it is pressed, and asks for the default on a double click."""

    reset_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._ring = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def _reversed(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _share(self) -> float:
        span = self.maximum() - self.minimum()
        share = (self.sliderPosition() - self.minimum()) / span if span else 0.0
        return 1 - share if self._reversed() else share

    def _knob_at(self) -> QPointF:
        room = self.width() - 2 * _KNOB
        return QPointF(_KNOB + room * self._share(), self.height() / 2)

    def _position_at(self, x: float) -> int:
        share = (x - _KNOB) / max(1.0, self.width() - 2 * _KNOB)
        share = min(1.0, max(0.0, share))
        if self._reversed():
            share = 1 - share
        return round(self.minimum() + share * (self.maximum() - self.minimum()))

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, 22)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, 22)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = begin(self)
        middle = self.height() / 2
        bar = QRectF(0, middle - 2, self.width(), 4)
        box(painter, bar, 2, ink(tokens.control if tokens.shade == "dark" else tokens.hairline))
        knob = self._knob_at()
        full = QRectF(bar)
        if self._reversed():
            full.setLeft(knob.x())
        else:
            full.setRight(knob.x())
        accent = tokens.accent if self.isEnabled() else blend(tokens.panel, tokens.accent, 0.4)
        box(painter, full, 2, ink(accent))
        painter.setPen(Qt.PenStyle.NoPen)
        if self._ring:
            painter.setBrush(ink(tokens.accent, 0.35))
            painter.drawEllipse(knob, _KNOB + 4, _KNOB + 4)
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(ink(tokens.knob, 0.12))
            painter.drawEllipse(knob, _KNOB + 4, _KNOB + 4)
        painter.setBrush(ink(tokens.knob if self.isEnabled() else tokens.edge))
        painter.drawEllipse(knob, _KNOB, _KNOB)
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        self.setSliderPosition(self._position_at(event.position().x()))
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderPosition(self._position_at(event.position().x()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset_requested.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel over a slider nobody works with belongs to the panel that scrolls.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)


class NumberSlider(QWidget):
    """Owns one number between two others, on steps of `step`.

    `changed(value)` comes while the user drags, `committed(value)` when a drag, a typed number, a key or the
    wheel is done. `set_value` is silent. A double click puts `default` back.
    """

    changed = Signal(float)
    committed = Signal(float)

    def __init__(
        self,
        theme: Theme,
        label: str,
        *,
        minimum: float,
        maximum: float,
        value: float | None = None,
        default: float | None = None,
        step: float = 1.0,
        decimals: int = 0,
        label_width: int = 76,
        number_width: int = 48,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._minimum = minimum
        self._maximum = maximum
        self._step = step
        self._decimals = decimals
        self._default = minimum if default is None else default
        self._label = ElidedLabel(theme, label, role="text_2", parent=self)
        self._label.setFixedWidth(max(label_width, self._label.sizeHint().width()))
        self._label.setVisible(bool(label) and label_width > 0)
        self._track = _Track(theme, self)
        self._track.setAccessibleName(label)
        self._number = QLineEdit(self)
        self._number.setProperty("bare", True)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._number.setFixedWidth(number_width)
        self._number.setTextMargins(0, 0, -2, 0)
        self._number.setVisible(number_width > 0)
        self._number.setAccessibleName(label)
        self._number.setFont(theme.font(TYPE.body, tabular=True))
        self._number.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._label)
        row.addWidget(self._track, 1)
        row.addWidget(self._number)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._track)
        self.set_range(minimum, maximum)
        self.set_value(self._default if value is None else value)
        self._track.valueChanged.connect(self._on_track_moved)
        self._track.sliderReleased.connect(self._on_released)
        self._track.reset_requested.connect(self.reset)
        self._number.editingFinished.connect(self._on_typed)
        theme.changed.connect(self._on_theme_changed)

    def label_width(self) -> int:
        """How much room the words have: what was asked for, or what they need."""
        return self._label.width()

    def set_label_width(self, width: int) -> None:
        """Give the words as much room as those of a neighbour have."""
        self._label.setFixedWidth(width)

    def value(self) -> float:
        """The number."""
        return round(self._minimum + self._track.value() * self._step, self._decimals)

    def set_value(self, value: float) -> None:
        """Takes the nearest step within the range, silently."""
        blocked = self._track.blockSignals(True)
        self._track.setValue(self._to_steps(value))
        self._track.blockSignals(blocked)
        self._track.update()
        self._show_number()

    def default(self) -> float:
        """What a double click puts back."""
        return self._default

    def set_default(self, value: float) -> None:
        """Another number to put back."""
        self._default = value

    def set_range(self, minimum: float, maximum: float, *, step: float | None = None) -> None:
        """Takes other limits and keeps the number within them, silently."""
        now = self._minimum + self._track.value() * self._step
        self._minimum, self._maximum = minimum, maximum
        self._step = self._step if step is None else step
        blocked = self._track.blockSignals(True)
        self._track.setRange(0, round((maximum - minimum) / self._step))
        self._track.setPageStep(max(1, self._track.maximum() // 10))
        self._track.blockSignals(blocked)
        self.set_value(now)

    def reset(self) -> None:
        """Puts the default back as if the user had typed it."""
        self._take(self._default)

    def number_edit(self) -> QLineEdit:
        """Where the number is typed."""
        return self._number

    def track(self) -> QSlider:
        """The bar."""
        return self._track

    def _to_steps(self, value: float) -> int:
        return round((min(self._maximum, max(self._minimum, value)) - self._minimum) / self._step)

    def _show_number(self) -> None:
        self._number.setText(f"{self.value():.{self._decimals}f}")

    def _take(self, value: float) -> None:
        before = self.value()
        self.set_value(value)
        if self.value() != before:
            self.changed.emit(self.value())
            self.committed.emit(self.value())

    def _on_track_moved(self) -> None:
        self._show_number()
        self.changed.emit(self.value())
        if not self._track.isSliderDown():
            self.committed.emit(self.value())

    def _on_released(self) -> None:
        self.committed.emit(self.value())

    def _on_typed(self) -> None:
        try:
            value = float(self._number.text().strip().replace(",", "."))
        except ValueError:
            self._show_number()
            return
        self._take(value)
        self._show_number()

    def _on_theme_changed(self) -> None:
        self._number.setFont(self._theme.font(TYPE.body, tabular=True))
        self._track.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            ways = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
            steps = ways.get(Qt.Key(event.key()), 0)
            if steps:
                self._on_typed()
                self._take(self.value() + steps * self._step)
                return True
            if event.key() == Qt.Key.Key_Escape and self._number.isModified():
                self._show_number()
                return True
        return super().eventFilter(watched, event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), SIZE.control)
