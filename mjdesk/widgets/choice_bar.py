"""One of several: segments of words, and shapes drawn to proportion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.domain.frozen import dataclass
from mjdesk.theme import RADIUS, SIZE, TYPE, Theme, blend, ink
from mjdesk.widgets.painted_button import PaintedButton
from mjdesk.widgets.painting import begin, box, focus_ring, line_of_text, plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: its value, its words, and a sentence for the tool tip."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A shape that can be chosen; `width` and `height` are its proportion."""

    width: int
    height: int
    label: str = ""

    @property
    def value(self) -> str:
        """As a parameter says it: "16:9"."""
        return f"{self.width}:{self.height}"


class ChoiceBar(QWidget):
    """Owns a row of options of which at most one is chosen.

    The row is one stop for Tab; the arrow keys, Home and End walk and choose. `set_value` is silent,
    `chosen(value)` tells only what the user did.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._options: dict[str, PaintedButton] = {}
        self._value = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def value(self) -> str:
        """The chosen value, or "" for none."""
        return self._value

    def values(self) -> list[str]:
        """All values, in order."""
        return list(self._options)

    def option(self, value: str) -> PaintedButton:
        """The button of a value, to disable it or to explain it."""
        return self._options[value]

    def set_value(self, value: str) -> None:
        """Chooses silently; an unknown value means none."""
        self._value = value if value in self._options else ""
        stop = self._value or next(iter(self._options), "")
        for each, button in self._options.items():
            button.setChecked(each == self._value)
            is_stop = each == stop
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_stop else Qt.FocusPolicy.NoFocus)

    def _add(self, value: str, button: PaintedButton) -> None:
        button.setCheckable(True)
        button.clicked.connect(lambda: self._on_clicked(value))
        self._options[value] = button
        self._row.addWidget(button, 1)

    def _clear(self) -> None:
        for button in self._options.values():
            self._row.removeWidget(button)
            button.deleteLater()
        self._options.clear()

    def _on_clicked(self, value: str) -> None:
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.chosen.emit(value)

    def _walk(self, step: int) -> None:
        usable = [value for value, button in self._options.items() if button.isEnabled()]
        if not usable:
            return
        now = usable.index(self._value) if self._value in usable else -1 if step > 0 else len(usable)
        self._take(usable[max(0, min(len(usable) - 1, now + step))])

    def _take(self, value: str) -> None:
        self._on_clicked(value)
        self._options[value].setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        usable = [value for value, button in self._options.items() if button.isEnabled()]
        key = event.key()
        if key == Qt.Key.Key_Right:
            self._walk(ahead)
        elif key == Qt.Key.Key_Left:
            self._walk(-ahead)
        elif key == Qt.Key.Key_Home and usable:
            self._take(usable[0])
        elif key == Qt.Key.Key_End and usable:
            self._take(usable[-1])
        else:
            super().keyPressEvent(event)


class _Segment(PaintedButton):
    """One word of a SegmentBar."""

    @override
    def draw(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        if self.isChecked():
            line = ink(tokens.edge) if tokens.shade == "light" else None
            box(painter, rect, RADIUS.control - 1, ink(tokens.raised), line)
        elif self._glow > 0:
            box(painter, rect, RADIUS.control - 1, ink(tokens.control, 0.55 * self._glow))
        colour = tokens.text if self.isChecked() else blend(tokens.text_2, tokens.text, self._glow)
        room = rect.adjusted(1, 0, -1, 0)
        words = ink(self.faded(colour))
        line_of_text(painter, room, self.label(), words, Qt.AlignmentFlag.AlignHCenter)
        if self._ring:
            focus_ring(painter, rect, RADIUS.control - 1, ink(tokens.accent))

    @override
    def sizeHint(self) -> QSize:
        return QSize(int(self.words_width(self.label()) + 13), SIZE.control - 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width() - 10, 110), self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pass_arrows(event):
            super().keyPressEvent(event)


class SegmentBar(ChoiceBar):
    """Words side by side in one sunken box; the chosen one is raised."""

    def __init__(
        self,
        theme: Theme,
        choices: Sequence[Choice],
        *,
        name: str,
        value: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self._row.setContentsMargins(3, 3, 3, 3)
        self.set_choices(choices, value)

    def set_choices(self, choices: Sequence[Choice], value: str = "") -> None:
        """Takes other choices; without a value the first is chosen."""
        self._clear()
        for choice in choices:
            segment = _Segment(self._theme, choice.label, parent=self)
            segment.setToolTip(plain_tip(choice.hint))
            self._add(choice.value, segment)
        self.set_value(value or (choices[0].value if choices else ""))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        tokens = self._theme.tokens
        box(painter, QRectF(self.rect()), RADIUS.field, ink(tokens.ground), ink(tokens.hairline))
        painter.end()


class Shape(PaintedButton):
    """One shape of a RatioBar."""

    def __init__(self, theme: Theme, ratio: Ratio, parent: QWidget) -> None:
        super().__init__(theme, ratio.label or ratio.value, size=TYPE.caption, parent=parent)
        self._ratio = ratio

    def outline(self, rect: QRectF) -> QRectF:
        """The outline to proportion: a longer side of at most 20 px, and never thinner than 7."""
        longest = max(self._ratio.width, self._ratio.height)
        width = max(7.0, 20 * self._ratio.width / longest)
        height = max(7.0, 20 * self._ratio.height / longest)
        if self._ratio.width == self._ratio.height:
            width = height = 19
        place = QRectF(0, 0, round(width), round(height))
        place.moveCenter(rect.center())
        return QRectF(round(place.x()), round(place.y()), place.width(), place.height())

    @override
    def draw(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        if self.isChecked():
            box(painter, rect, RADIUS.field, ink(tokens.accent_soft))
        elif self._glow > 0:
            box(painter, rect, RADIUS.field, ink(tokens.control, 0.7 * self._glow))
        line = tokens.accent if self.isChecked() else blend(tokens.text_3, tokens.text, 0.6 * self._glow)
        words = tokens.text if self.isChecked() else blend(tokens.text_2, tokens.text, self._glow)
        room = QRectF(rect.left(), rect.top() + 5, rect.width(), 22)
        box(painter, self.outline(room), 2, None, ink(self.faded(line)), 1.1)
        below = QRectF(rect.left(), rect.bottom() - 24, rect.width(), 18)
        line_of_text(painter, below, self.label(), ink(self.faded(words)), Qt.AlignmentFlag.AlignHCenter)
        if self._ring:
            focus_ring(painter, rect, RADIUS.field, ink(tokens.accent))

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(44, int(self.words_width(self.label()) + 10)), 54)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(34, 54)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pass_arrows(event):
            super().keyPressEvent(event)


class RatioBar(ChoiceBar):
    """Shapes drawn to proportion, each with its ratio below."""

    def __init__(
        self,
        theme: Theme,
        ratios: Sequence[Ratio],
        *,
        name: str,
        value: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self._row.setSpacing(2)
        self.set_ratios(ratios, value)

    def set_ratios(self, ratios: Sequence[Ratio], value: str = "") -> None:
        """Takes other shapes; a value that is none of them leaves all unchosen."""
        self._clear()
        for ratio in ratios:
            self._add(ratio.value, Shape(self._theme, ratio, self))
        self.set_value(value)


def _pass_arrows(event: QKeyEvent) -> bool:
    """Leaves the walking keys to the bar: a QAbstractButton would swallow the arrows."""
    walking = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
    if event.key() not in walking:
        return False
    event.ignore()
    return True
