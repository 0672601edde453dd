"""Small rounded words: a choice, a filter, a parameter with its value, a drop-down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy
from typing_extensions import override

from mjdesk.theme import SIZE, Theme, blend, ink
from mjdesk.widgets.painted_button import PaintedButton
from mjdesk.widgets.painting import box, focus_ring, line_of_text, mirrored

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
    from PySide6.QtWidgets import QWidget

_PAD = 10.0
_GAP = 5.0


class Chip(PaintedButton):
    """`key` is quiet and stands before the words ("stylize 180"), `detail` is quiet and stands behind them.

    Checked, it takes the soft accent. Removable, it ends in a cross that (as Delete does) asks for removal.
    """

    remove_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        label: str,
        *,
        key: str = "",
        detail: str = "",
        icon: str = "",
        checkable: bool = False,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._key = key
        self._detail = detail
        self._removable = removable
        self._tail = "x" if removable else ""
        super().__init__(theme, label, icon=icon, parent=parent)
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._name_it()

    def set_parts(self, *, label: str, key: str = "", detail: str = "") -> None:
        """Changes all words at once."""
        self._key = key
        self._detail = detail
        self.set_label(label)
        self._name_it()

    def _name_it(self) -> None:
        self.setAccessibleName(" ".join(part for part in (self._key, self.label(), self._detail) if part))

    def _tail_place(self, rect: QRectF) -> QRectF:
        side = 12.0
        place = QRectF(rect.right() - _PAD + 2 - side, rect.center().y() - side / 2, side, side)
        return mirrored(place, rect, self.layoutDirection() is Qt.LayoutDirection.RightToLeft)

    @override
    def draw(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        round_ = rect.height() / 2
        reverse = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if self.isChecked():
            box(painter, rect, round_, ink(blend(tokens.accent_soft, tokens.accent, 0.12 * self._glow)))
        else:
            fill = self.lit(tokens.card, tokens.control_hover if self.isDown() else tokens.control)
            box(painter, rect, round_, fill, ink(tokens.hairline))
        quiet = ink(self.faded(tokens.text_2))
        left = rect.left() + _PAD
        right = rect.right() - _PAD - (12 + _GAP - 2 if self._tail else 0)
        if self._icon:
            colour = self.faded(tokens.text if self.isChecked() else tokens.text_2)
            place = QRectF(left, rect.top(), SIZE.icon_small, rect.height())
            self._theme.icons.paint(painter, self._icon, colour, mirrored(place, rect, reverse))
            left += SIZE.icon_small + _GAP
        strong = ink(self.faded(tokens.text))
        for text, colour in ((self._key, quiet), (self.label(), strong), (self._detail, quiet)):
            if not text:
                continue
            width = max(0.0, min(self.words_width(text), right - left))
            place = QRectF(left, rect.top(), width, rect.height())
            line_of_text(painter, mirrored(place, rect, reverse), text, colour)
            left += width + _GAP
        if self._tail:
            self._theme.icons.paint(painter, self._tail, self.faded(tokens.text_2), self._tail_place(rect))
        if self._ring:
            focus_ring(painter, rect, round_, ink(tokens.accent))

    @override
    def sizeHint(self) -> QSize:
        parts = [self.words_width(text) for text in (self._key, self.label(), self._detail) if text]
        if self._icon:
            parts.append(float(SIZE.icon_small))
        if self._tail:
            parts.append(10.0)
        return QSize(int(sum(parts) + _GAP * (len(parts) - 1) + 2 * _PAD + 1), SIZE.small)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        hit = self._tail_place(QRectF(self.rect())).adjusted(-5, -7, 7, 7)
        if self._removable and self.isDown() and hit.contains(event.position()):
            self.setDown(False)
            event.accept()
            self.remove_requested.emit()
            return
        super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            event.accept()
            self.remove_requested.emit()
            return
        super().keyPressEvent(event)


class ChipButton(Chip):
    """A chip with a chevron that drops its menu; Down opens it too."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        *,
        key: str = "",
        detail: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, label, key=key, detail=detail, icon=icon, parent=parent)
        self._tail = "chevron-down"
        self._menu: QMenu | None = None
        self.clicked.connect(self.open_menu)

    def menu(self) -> QMenu | None:
        """The menu it drops."""
        return self._menu

    def set_menu(self, menu: QMenu) -> None:
        """Takes the menu; whoever made it keeps it alive."""
        self._menu = menu

    def open_menu(self) -> None:
        """Opens the menu under the chip and returns at once."""
        if self._menu is None:
            return
        under = QPoint(0, self.height() + 4)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            under.setX(self.width() - self._menu.sizeHint().width())
        self._menu.popup(self.mapToGlobal(under))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_menu()
            event.accept()
            return
        super().keyPressEvent(event)
