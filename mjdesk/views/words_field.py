"""The framed field for words on a sheet: the prompt's own editor, with its coloured flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, SPACE, Theme, ink
from mjdesk.views.compose.prompt_editor import PromptEditor
from mjdesk.views.language import tr
from mjdesk.views.words_holder import WordsHolder
from mjdesk.widgets.focus_halo import FocusHalo
from mjdesk.widgets.painting import begin, box

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class WordsField(WordsHolder):
    """Owns its editor; Ctrl+Enter sends, Tab leaves."""

    def __init__(self, theme: Theme, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.editor = PromptEditor(
            theme, lambda _mime: False, name=tr("Prompt"), placeholder=placeholder, parent=self
        )
        self.setFocusProxy(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.tight + 1, SPACE.tight + 1, SPACE.tight, SPACE.tight)
        column.addWidget(self.editor)
        self._halo = FocusHalo(theme, self, self.editor)
        self.editor.edited.connect(self.edited)
        self.editor.create_requested.connect(self._on_create_requested)
        self.editor.installEventFilter(self)
        theme.changed.connect(self.update)

    @override
    def text(self) -> str:
        return self.editor.text()

    @override
    def show_text(self, text: str) -> None:
        self.editor.show_text(text)

    @override
    def begin_with(self, text: str) -> None:
        self.editor.setPlainText(text)
        # Where a person goes on: behind the words, before the flags.
        cursor = self.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.editor.setTextCursor(cursor)
        found = self.editor.document().find(" --", 0)
        if not found.isNull():
            found.setPosition(found.selectionStart())
            self.editor.setTextCursor(found)

    def _on_create_requested(self, _keeps_text: bool) -> None:
        self.send_requested.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window has Ctrl+Enter as a shortcut too, and Qt would give an ambiguous key to neither."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        is_send = (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        )
        if is_send:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shades = self._theme.tokens
        painter = begin(self)
        line = shades.accent if self.editor.hasFocus() else shades.hairline
        box(painter, QRectF(self.rect()), RADIUS.field, ink(shades.ground), ink(line))
        painter.end()
