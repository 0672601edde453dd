"""One finding at a time with its fix: a tinted strip under what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, SIZE, TYPE, Theme, blend, ink
from mjdesk.widgets.buttons import LinkButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.painting import begin, box, mirrored
from mjdesk.widgets.status import Status, status_colour, status_icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

_BEFORE = 32
"""Room for the sign."""
_AFTER = 10


class FindingStrip(QWidget):
    """Owns one sentence and the word that mends it; hidden while there is nothing to say."""

    fix_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = Status.WARN
        self._text = ElidedLabel(theme, size=TYPE.label, lines=3, parent=self)
        self._fix = LinkButton(theme, "", parent=self)
        self._fix.clicked.connect(self.fix_requested)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()
        theme.changed.connect(self.update)

    def show_finding(
        self, text: str, *, fix: str = "", status: Status = Status.WARN, strong: Sequence[str] = ()
    ) -> None:
        """Says a sentence, its `strong` parts set heavier; `fix` is the word that mends, "" if none can."""
        self._status = status
        self._text.set_text(text, strong)
        self._fix.set_label(fix)
        self._fix.setVisible(bool(fix))
        self.setAccessibleName(text)
        self._arrange()
        self.updateGeometry()
        self.update()
        self.show()

    def clear(self) -> None:
        """Has nothing to say."""
        self.hide()

    def fix_button(self) -> LinkButton:
        """The word that mends."""
        return self._fix

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        colour = status_colour(self._status, tokens)
        painter = begin(self)
        box(painter, QRectF(self.rect()), RADIUS.field, ink(blend(tokens.panel, colour, 0.12)))
        reverse = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - 9 - SIZE.icon if reverse else 9
        place = QRectF(left, 0, SIZE.icon - 1, self.height())
        self._theme.icons.paint(painter, status_icon(self._status), colour, place)
        painter.end()

    def _words_room(self, width: int) -> int:
        """How wide the sentence may be, between the sign and the word that mends."""
        fix = 0 if self._fix.isHidden() else self._fix.sizeHint().width() + 12
        return max(40, width - _BEFORE - _AFTER - fix)

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        area = QRectF(self.rect())
        reverse = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        words = QRectF(_BEFORE, 0, self._words_room(width), height)
        fix = self._fix.sizeHint()
        link = QRectF(width - _AFTER - fix.width(), (height - fix.height()) // 2, fix.width(), fix.height())
        self._text.setGeometry(mirrored(words, area, reverse).toRect())
        self._fix.setGeometry(mirrored(link, area, reverse).toRect())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()
        super().changeEvent(event)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max(SIZE.control + 2, self._text.heightForWidth(self._words_room(width)) + 14)

    @override
    def sizeHint(self) -> QSize:
        fix = self._fix.sizeHint().width() + 8
        width = min(self._text.sizeHint().width() + fix, 320) + _BEFORE + _AFTER
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, SIZE.control + 2)
