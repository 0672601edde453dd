"""The licences of everything that is shipped, in full: no other program is needed to read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from mjdesk.theme import SPACE
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.buttons import PrimaryButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mjdesk.theme import Theme


class NoticesDialog(QDialog):
    """Owns the text; gone when it is closed."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Licences"))
        self.resize(860, 620)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(tr("Licences"))
        self.close_button = PrimaryButton(theme, tr_as("button", "Close"))
        self.close_button.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.wide, SPACE.wide, SPACE.wide)
        column.setSpacing(SPACE.panel)
        column.addWidget(self.text, 1)
        column.addLayout(buttons)
