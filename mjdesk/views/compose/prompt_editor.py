"""Where the prompt is typed: plain words with coloured flags, as high as they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget
from typing_extensions import override

from mjdesk.theme import TYPE, Theme, ink
from mjdesk.views.compose.prompt_highlighter import PromptHighlighter
from mjdesk.views.prompt_colours import Units

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAST_LINES, _MOST_LINES = 5, 12
_MARGIN = 4


class PromptEditor(QTextEdit):
    """Owns the text as typed and its undo. A QTextEdit, because only that one can set lines 21 px apart.

    Rich text never gets in. What `takes` says it wants from a paste or a drop is told by `mime_offered`.
    """

    edited = Signal()
    """The user, a paste, an undo or `show_text` changed the words."""
    create_requested = Signal(bool)
    """Whether the text is to be kept."""
    history_requested = Signal(int)
    """1 for older, -1 for newer."""
    mime_offered = Signal(object)
    """The QMimeData, alive only while the slots run."""

    def __init__(
        self,
        theme: Theme,
        takes: Callable[[QMimeData], bool],
        *,
        name: str,
        placeholder: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._takes = takes
        self._marks: list[QTextCursor] = []
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(_MARGIN)
        self._highlighter = PromptHighlighter(theme, self.document())
        self._dress()
        self._space_lines()
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.document().contentsChanged.connect(self.edited)
        theme.changed.connect(self._on_theme_changed)

    def text(self) -> str:
        """The words as typed."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Other words; only what differs is replaced, so that undo brings the former back."""
        now = self.toPlainText()
        if now == text:
            return
        start = 0
        while start < min(len(now), len(text)) and now[start] == text[start]:
            start += 1
        tail = 0
        while tail < min(len(now), len(text)) - start and now[-1 - tail] == text[-1 - tail]:
            tail += 1
        units = Units(now)
        cursor = QTextCursor(self.document())
        cursor.setPosition(units.to_qt(start))
        cursor.setPosition(units.to_qt(len(now) - tail), QTextCursor.MoveMode.KeepAnchor)
        # A block of its own, or undo would take back what was typed just before along with it.
        cursor.beginEditBlock()
        cursor.insertText(text[start : len(text) - tail])
        cursor.endEditBlock()

    def mark(self, start: int, end: int) -> None:
        """Underline a stretch of the words, given as places in the Python string; an empty one for none."""
        selection = QTextEdit.ExtraSelection()
        self._marks = []
        if end > start:
            units = Units(self.toPlainText())
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(ink(self._theme.tokens.warn))
            cursor = QTextCursor(self.document())
            cursor.setPosition(units.to_qt(start))
            cursor.setPosition(units.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor, selection.format = cursor, look
            self._marks = [cursor]
        self.setExtraSelections([selection] if end > start else [])

    def marked_text(self) -> str:
        """The words that are underlined by `mark`."""
        return "".join(cursor.selectedText() for cursor in self._marks)

    def _dress(self) -> None:
        self.setFont(self._theme.font(TYPE.prompt))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, ink(self._theme.tokens.text_3))
        self.setPalette(palette)

    def _space_lines(self) -> None:
        """Lines 21 px apart, whatever script or emoji is in them; no step of undo."""
        self.document().setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(TYPE.prompt_line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.mergeBlockFormat(spaced)
        self.document().setUndoRedoEnabled(True)

    def _height(self) -> int:
        words = round(self.document().size().height())
        least, most = (round(lines * TYPE.prompt_line) + 2 * _MARGIN for lines in (_LEAST_LINES, _MOST_LINES))
        return max(least, min(most, words))

    def _on_size_changed(self) -> None:
        is_long = self.document().size().height() > self._height() + 1
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_long else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.updateGeometry()

    def _on_theme_changed(self) -> None:
        self._dress()
        self.viewport().update()

    @override
    def setPlainText(self, text: str) -> None:
        super().setPlainText(text)
        self._space_lines()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height())

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return self._takes(source) or source.hasText()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._takes(source):
            self.mime_offered.emit(source)
        elif source.hasText():
            self.textCursor().insertText(source.text())
            self.ensureCursorVisible()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        held = e.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held in (control, control | shift):
            if not e.isAutoRepeat():  # a key that is held down must not pay again and again
                self.create_requested.emit(held != control)
        elif held == Qt.KeyboardModifier.AltModifier and e.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.history_requested.emit(1 if e.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(e)
            return
        e.accept()
