"""What a place says while there is nothing in it: an icon, a title, a sentence, a way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.theme import TYPE, WEIGHT, Theme
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.painting import begin

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

_WIDEST = 420


class _Emblem(QWidget):
    """The icon, large and quiet."""

    def __init__(self, theme: Theme, icon: str, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._role = role
        self.setFixedHeight(32)
        theme.changed.connect(self.update)

    def set_icon(self, icon: str, role: str) -> None:
        """Shows another icon."""
        self._icon = icon
        self._role = role
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        colour: str = getattr(self._theme.tokens, self._role)
        self._theme.icons.paint(painter, self._icon, colour, QRectF(self.rect()), stroke=1.5)
        painter.end()


class EmptyState(QWidget):
    """Owns the words in the middle of an empty place; `acted` tells that its button was pressed."""

    acted = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        icon: str,
        title: str,
        sentence: str = "",
        action: str = "",
        role: str = "text_3",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._emblem = _Emblem(theme, icon, role, self)
        self._title = ElidedLabel(
            theme, title, size=TYPE.section, weight=WEIGHT.semibold, lines=2, parent=self
        )
        self._sentence = ElidedLabel(theme, sentence, role="text_2", lines=5, parent=self)
        self._button = PushButton(theme, action, parent=self)
        self._button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._emblem)
        column.addSpacing(4)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            label.setSizePolicy(_wide())
            column.addWidget(label)
        column.addSpacing(6)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.set_words(title, sentence, action)

    def set_words(self, title: str, sentence: str = "", action: str = "") -> None:
        """Says something else; without an action there is no button."""
        self._title.set_text(title)
        self._sentence.set_text(sentence)
        self._sentence.setVisible(bool(sentence))
        self._button.set_label(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(f"{title}\n{sentence}" if sentence else title)

    def set_icon(self, icon: str, role: str = "text_3") -> None:
        """Shows another icon in the token `role`."""
        self._emblem.set_icon(icon, role)

    def button(self) -> PushButton:
        """The way on."""
        return self._button

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(24, (self.width() - _WIDEST) // 2)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, 24, side, 24)
        super().resizeEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(320, 180))


def _wide() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    return policy
