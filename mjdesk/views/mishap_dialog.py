"""What a person sees of an error that nobody expected: a sentence, and a report to copy. It is opened, never
executed; a window of its own, because the other one may be what is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout

from mjdesk.theme import SPACE
from mjdesk.views.language import mark, tr, tr_as
from mjdesk.widgets.buttons import PrimaryButton, PushButton
from mjdesk.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mjdesk.theme import Theme

GOES_ON = (
    mark("Something went wrong that should not have"),
    mark(
        "MJ Desk goes on, and what you have is safe. If it happens again, this report helps to mend it. Keys "
        "and the name of your home folder are taken out of it; nothing is sent anywhere."
    ),
)
CANNOT_START = (
    mark("MJ Desk could not start"),
    mark(
        "Your library is where it was. This report helps to mend it; keys and the name of your home folder "
        "are taken out of it, and nothing is sent anywhere."
    ),
)
CRASHED = (
    mark("MJ Desk ended without saying goodbye last time"),
    mark(
        "What you had is safe. This report helps to mend it; keys and the name of your home folder are taken "
        "out of it, and nothing is sent anywhere."
    ),
)


class MishapDialog(QDialog):
    """Owns one report; gone when it is closed."""

    closed = Signal()

    def __init__(
        self, theme: Theme, words: tuple[str, str], report: str, log: str, parent: QWidget | None = None
    ) -> None:
        """`words` are a title and a sentence, marked; `log` is the log's path, whose folder can be opened."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("MJ Desk")
        self.setModal(False)
        self.resize(720, 480)
        self._log = log
        title = QLabel(tr(words[0]))
        title.setProperty("role", "title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        sentence = ElidedLabel(theme, tr(words[1]), role="text_2", lines=4)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setAccessibleName(tr("Report"))
        self.copy_button = PushButton(theme, tr("Copy report"), icon="copy")
        self.folder_button = PushButton(theme, tr("Open log folder"), icon="folder-open")
        self.close_button = PrimaryButton(theme, tr_as("button", "Close"))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.snug)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.broad, SPACE.broad, SPACE.broad, SPACE.broad)
        column.setSpacing(SPACE.panel)
        column.addWidget(title)
        column.addWidget(sentence)
        column.addWidget(self.report, 1)
        column.addLayout(buttons)
        self.copy_button.clicked.connect(self._on_copy)
        self.folder_button.clicked.connect(self._on_folder)
        self.close_button.clicked.connect(self.close)
        self.finished.connect(self._on_finished)
        self.close_button.setFocus()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.set_label(tr("Copied"))

    def _on_finished(self) -> None:
        self.closed.emit()

    def _on_folder(self) -> None:
        folder = self._log.replace("\\", "/").rpartition("/")[0]
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
