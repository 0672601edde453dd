"""The line inside a field: no box of its own, and a secret at rest shows little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import Theme, ink
from mjdesk.widgets.painting import begin, line_of_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class BareEdit(QLineEdit):
    """Owns the text of a field; a hidden one that nobody edits shows only its two ends."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("bare", True)
        self.setFrame(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def masked(self) -> str:
        """The first three and last four characters, if that gives little away."""
        text = self.text()
        dots = "•"
        return f"{text[:3]}{dots * 17}{text[-4:]}" if len(text) >= 16 else dots * len(text)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.echoMode() is QLineEdit.EchoMode.Password and not self.hasFocus() and self.text():
            painter = begin(self)
            painter.setFont(self.font())
            colour = self._theme.tokens.text
            reverse = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            align = Qt.AlignmentFlag.AlignRight if reverse else Qt.AlignmentFlag.AlignLeft
            line_of_text(
                painter, QRectF(self.rect()).adjusted(2, 0, -2, 0), self.masked(), ink(colour), align
            )
            painter.end()
            return
        super().paintEvent(event)
