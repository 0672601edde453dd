"""One finding at a time with its fix: a tinted strip under what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, SIZE, TYPE, Theme, blend, ink
from mjdesk.widgets.buttons import LinkButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.painting import begin, box
from mjdesk.widgets.status import Status, status_colour, status_icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent


class FindingStrip(QWidget):
    """Owns one sentence and the word that mends it; hidden while there is nothing to say."""

    fix_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = Status.WARN
        self._text = ElidedLabel(theme, size=TYPE.label, lines=3, parent=self)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._fix = LinkButton(theme, "", parent=self)
        self._fix.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fix.clicked.connect(self.fix_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._fix)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
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

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(SIZE.control + 2, hint.height()))
