"""The buttons with words: the plain one in its kinds, the one primary of a screen, and the link."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QRectF, QSize, Qt
from typing_extensions import override

from mjdesk.theme import RADIUS, SIZE, TYPE, WEIGHT, Theme, blend, ink
from mjdesk.widgets.painted_button import PaintedButton
from mjdesk.widgets.painting import box, focus_ring, key_hint_width, line_of_text, mirrored, paint_key_hint

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QMouseEvent, QPainter
    from PySide6.QtWidgets import QWidget


class ButtonKind(Enum):
    """How loud a button is."""

    NORMAL = "normal"
    QUIET = "quiet"
    """No box until the pointer is on it."""
    DANGER = "danger"
    """Words in the colour of errors."""
    OVERLAY = "overlay"
    """Dark and translucent, to lie on a picture."""


class PushButton(PaintedButton):
    """A button with words and perhaps an icon; `done` marks an action that was taken and can be again."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        *,
        icon: str = "",
        kind: ButtonKind = ButtonKind.NORMAL,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, label, icon=icon, parent=parent)
        self._kind = kind
        self._height = SIZE.small if small else SIZE.control
        self._done = False

    def is_done(self) -> bool:
        """The action was taken before."""
        return self._done

    def set_done(self, done: bool) -> None:
        """Marks the action as taken, with a check beside the words."""
        if done != self._done:
            self._done = done
            self.updateGeometry()
            self.update()

    def _ink(self) -> str:
        tokens = self._theme.tokens
        match self._kind:
            case ButtonKind.NORMAL:
                return tokens.text
            case ButtonKind.QUIET:
                return tokens.text_2
            case ButtonKind.DANGER:
                return tokens.error
            case ButtonKind.OVERLAY:
                return tokens.on_scrim
            case _:
                assert_never(self._kind)

    def _surface(self) -> tuple[QColor | None, QColor | None]:
        """What the button stands on: fill and line."""
        tokens = self._theme.tokens
        if self._done or self.isChecked():
            fill = blend(tokens.accent_soft, tokens.accent, 0.12 * self._glow)
            return ink(fill), ink(tokens.accent, 0.55)
        if self._kind is ButtonKind.OVERLAY:
            return ink(tokens.scrim, 0.72 + 0.2 * self._glow), None
        if self._kind is ButtonKind.QUIET:
            return ink(tokens.control, 1.0 if self.isDown() else self._glow), None
        high = tokens.edge if self.isDown() else tokens.control_hover
        if not self.isEnabled():
            return ink(blend(tokens.panel, tokens.control, 0.5)), ink(tokens.hairline)
        return self.lit(tokens.control, high), ink(tokens.edge)

    def _around(self) -> int:
        """Width of icon and check with the gaps to the words; an icon alone has no gap beside it."""
        gap = 7 if self.label() else 0
        return (SIZE.icon_small + gap if self._icon else 0) + (SIZE.icon_small + 6 if self._done else 0)

    @override
    def draw(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        fill, line = self._surface()
        box(painter, rect, RADIUS.control, fill, line)
        colour = self._ink()
        if self._kind is ButtonKind.QUIET:
            colour = blend(colour, tokens.text, self._glow)
        colour = self.faded(colour)
        words = self.words_width(self.label())
        around = self._around()
        room = rect.width() - 16
        words = min(words, max(0.0, room - around))
        start = rect.center().x() - (words + around) / 2
        reverse = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if self._icon:
            place = QRectF(start, rect.top(), SIZE.icon_small, rect.height())
            self._theme.icons.paint(painter, self._icon, colour, mirrored(place, rect, reverse))
            start += SIZE.icon_small + (7 if self.label() else 0)
        place = mirrored(QRectF(start, rect.top(), words, rect.height()), rect, reverse)
        line_of_text(painter, place, self.label(), ink(colour))
        if self._done:
            place = QRectF(start + words + 6, rect.top(), SIZE.icon_small, rect.height())
            tick = blend(tokens.text, tokens.accent, 0.5)
            self._theme.icons.paint(painter, "check", tick, mirrored(place, rect, reverse))
        if self._ring:
            focus_ring(painter, rect, RADIUS.control, ink(tokens.accent))

    @override
    def sizeHint(self) -> QSize:
        width = self.words_width(self.label()) + 24 + self._around()
        return QSize(int(width + 1), self._height)


class PrimaryButton(PaintedButton):
    """The one button of a screen that does what the screen is for, with its key inside.

    A double click presses it once: what it does may cost.
    """

    def __init__(
        self, theme: Theme, label: str, *, icon: str = "", key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, label, icon=icon, size=TYPE.body, parent=parent)
        self._key = key
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Shows another key, as written ("Ctrl ⏎"); "" for none."""
        self._key = key
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def _parts(self) -> tuple[float, float, float]:
        """Widths of icon, words and key with the gaps before them."""
        icon = SIZE.icon + 8.0 if self._icon else 0.0
        key = key_hint_width(self._theme, self._key) + 8 if self._key else 0.0
        return icon, self.words_width(self.label()), key

    @override
    def draw(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        white = tokens.on_accent
        if self.isEnabled():
            fill = self.lit(tokens.accent_fill, blend(tokens.accent_fill, white, 0.1))
            if self.isDown():
                fill = ink(blend(tokens.accent_fill, tokens.shadow, 0.14))
        else:
            fill = ink(blend(tokens.panel, tokens.accent_fill, 0.35))
            white = blend(tokens.panel, white, 0.55)
        box(painter, rect, RADIUS.control, fill)
        icon, words, key = self._parts()
        words = min(words, max(0.0, rect.width() - 16 - icon - key))
        start = rect.center().x() - (icon + words + key) / 2
        reverse = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if icon:
            place = mirrored(QRectF(start, rect.top(), SIZE.icon, rect.height()), rect, reverse)
            self._theme.icons.paint(painter, self._icon, white, place)
        place = mirrored(QRectF(start + icon, rect.top(), words, rect.height()), rect, reverse)
        line_of_text(painter, place, self.label(), ink(white))
        if key:
            place = QRectF(start + icon + words + 8, rect.top(), key - 8, rect.height())
            paint_key_hint(
                painter, mirrored(place, rect, reverse), self._key, self._theme, ink(white), ink(white, 0.45)
            )
        if self._ring:
            focus_ring(painter, rect.adjusted(2, 2, -2, -2), RADIUS.control - 2, ink(white))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click; what is not down is not pressed when it is released."""
        event.accept()

    @override
    def sizeHint(self) -> QSize:
        return QSize(int(sum(self._parts()) + 31), SIZE.primary)


class LinkButton(PaintedButton):
    """A word that does something, in the accent; underlined while the keyboard is on it."""

    def __init__(self, theme: Theme, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, label, weight=WEIGHT.semibold, parent=parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def draw(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        colour = ink(self.faded(blend(tokens.accent, tokens.text, 0.35 * self._glow)))
        line_of_text(painter, rect, self.label(), colour, Qt.AlignmentFlag.AlignHCenter)
        if self._ring:
            line = QRectF(rect.left(), rect.center().y() + 8, rect.width(), 2)
            box(painter, line, 1, ink(tokens.accent))

    @override
    def sizeHint(self) -> QSize:
        return QSize(int(self.words_width(self.label()) + 2), 22)
