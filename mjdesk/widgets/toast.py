"""Short news at the bottom right: passing news goes by itself, severe news stays until it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.frozen import dataclass
from mjdesk.theme import RADIUS, SIZE, TYPE, WEIGHT, Theme, ink
from mjdesk.widgets.buttons import LinkButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import begin, box, paint_shadow, set_room
from mjdesk.widgets.status import Status, status_colour, status_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QPaintEvent

_WIDTH = 360
_REACH = 14
_LIMIT = 4


@dataclass(frozen=True, slots=True)
class Toast:
    """One piece of news. `action` is the word of its button, `second` that of another one, which leaves it
    where it is; one that `stays` waits to be closed."""

    id: str
    title: str
    text: str = ""
    status: Status = Status.IDLE
    action: str = ""
    second: str = ""
    stays: bool = False
    milliseconds: int = 6000


class ToastCard(QWidget):
    """Owns one toast on screen; the pointer on it stops its time."""

    acted = Signal()
    second_acted = Signal()
    dismissed = Signal()

    def __init__(self, theme: Theme, toast: Toast, close_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._toast = toast
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.dismissed)
        self._title = ElidedLabel(theme, size=TYPE.body, weight=WEIGHT.medium, lines=2, parent=self)
        self._text = ElidedLabel(theme, role="text_2", size=TYPE.label, lines=4, parent=self)
        self._action = LinkButton(theme, "", parent=self)
        self._action.clicked.connect(self.acted)
        self._second = LinkButton(theme, "", parent=self)
        self._second.clicked.connect(self.second_acted)
        links = QHBoxLayout()
        links.setSpacing(14)
        links.addWidget(self._action)
        links.addWidget(self._second)
        links.addStretch(1)
        close = IconButton(theme, "x", close_name, size=22, icon_size=SIZE.icon_small, parent=self)
        close.clicked.connect(self.dismissed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addLayout(links)
        row = QHBoxLayout(self)
        self._row = row
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.setFixedWidth(_WIDTH + 2 * _REACH)
        self._make_room()
        self.replace(toast)
        theme.changed.connect(self.update)

    @property
    def toast(self) -> Toast:
        """What it says."""
        return self._toast

    def replace(self, toast: Toast) -> None:
        """Says something newer and starts its time again."""
        self._toast = toast
        self._title.set_text(toast.title)
        self._text.set_text(toast.text)
        self._text.setVisible(bool(toast.text))
        self._action.set_label(toast.action)
        self._action.setVisible(bool(toast.action))
        self._second.set_label(toast.second)
        self._second.setVisible(bool(toast.second))
        self.setAccessibleName(f"{toast.title}\n{toast.text}" if toast.text else toast.title)
        self._start()
        self.update()

    def action_button(self) -> LinkButton:
        """The button of its action."""
        return self._action

    def second_button(self) -> LinkButton:
        """The button that leaves it where it is."""
        return self._second

    def height_now(self) -> int:
        """The height its words need, in device-independent pixels."""
        layout = self.layout()
        return layout.heightForWidth(self.width()) if layout is not None else 0

    def _make_room(self) -> None:
        reverse = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        set_room(self._row, _REACH + 38, _REACH + 11, _REACH + 8, _REACH + 11, reverse)

    def _start(self) -> None:
        if not self._toast.stays:
            self._clock.start(self._toast.milliseconds)
        else:
            self._clock.stop()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._make_room()
        super().changeEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._start()
        super().leaveEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = begin(self)
        rect = QRectF(self.rect()).adjusted(_REACH, _REACH, -_REACH, -_REACH)
        paint_shadow(painter, rect.adjusted(0, -4, 0, -6), RADIUS.field + 2, self._theme, _REACH - 2)
        box(painter, rect, RADIUS.field + 2, ink(tokens.card), ink(tokens.edge))
        status = self._toast.status
        reverse = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = rect.right() - 12 - SIZE.icon if reverse else rect.left() + 12
        place = QRectF(left, rect.top() + 12, SIZE.icon, SIZE.icon)
        self._theme.icons.paint(painter, status_icon(status), status_colour(status, tokens), place)
        painter.end()


class ToastStack(QWidget):
    """Owns the toasts over the bottom right corner of `host` (left, where reading runs to the left).

    `acted(id)` tells that the button of a toast was pressed (it closes then), `second_acted(id)` that its
    other one was (it stays), `dismissed(id)` that a toast is gone by itself or by its cross.
    """

    acted = Signal(str)
    second_acted = Signal(str)
    dismissed = Signal(str)

    def __init__(
        self, theme: Theme, host: QWidget, *, close_name: str, bottom: int = SIZE.status_bar
    ) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._close_name = close_name
        self._bottom = bottom
        self._cards: dict[str, ToastCard] = {}
        host.installEventFilter(self)
        self.hide()

    def show_toast(self, toast: Toast) -> None:
        """Shows news; one with the same id replaces what it said. Beyond four the oldest passing one goes."""
        card = self._cards.get(toast.id)
        if card is None:
            card = ToastCard(self._theme, toast, self._close_name, self)
            self._cards[toast.id] = card
            card.acted.connect(lambda: self._on_acted(toast.id))
            card.second_acted.connect(lambda: self.second_acted.emit(toast.id))
            card.dismissed.connect(lambda: self.dismiss(toast.id))
            self._make_room()
        else:
            card.replace(toast)
        card.show()
        self._arrange()

    def dismiss(self, toast_id: str) -> None:
        """Takes a toast away; an unknown id is no matter."""
        card = self._cards.pop(toast_id, None)
        if card is None:
            return
        card.hide()
        card.deleteLater()
        self._arrange()
        self.dismissed.emit(toast_id)

    def ids(self) -> list[str]:
        """What is on screen, oldest first."""
        return list(self._cards)

    def card(self, toast_id: str) -> ToastCard:
        """The card of a toast on screen."""
        return self._cards[toast_id]

    def _make_room(self) -> None:
        passing = [each for each, card in self._cards.items() if not card.toast.stays]
        while len(self._cards) > _LIMIT and len(passing) > 1:
            self.dismiss(passing.pop(0))

    def _on_acted(self, toast_id: str) -> None:
        self.acted.emit(toast_id)
        self.dismiss(toast_id)

    def _arrange(self) -> None:
        if not self._cards:
            self.hide()
            return
        heights = {each: card.height_now() for each, card in self._cards.items()}
        overlap = 2 * _REACH - 8
        total = sum(heights.values()) - overlap * (len(heights) - 1)
        width = _WIDTH + 2 * _REACH
        reverse = self._host.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = 0 if reverse else self._host.width() - width
        self.setGeometry(left, self._host.height() - self._bottom - total, width, total)
        top = 0
        for each, card in self._cards.items():
            card.setGeometry(0, top, width, heights[each])
            top += heights[each] - overlap
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._arrange()
        return super().eventFilter(watched, event)
