"""Colours the prompt by its meaning: alternatives, flags, values, and words that are no flag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QSyntaxHighlighter, QTextDocument
from typing_extensions import override

from mjdesk.views.prompt_colours import Span, formats_of, spans_of

if TYPE_CHECKING:
    from mjdesk.theme import Theme


class PromptHighlighter(QSyntaxHighlighter):
    """Owns the colours of one document. A brace closed in one line may colour another: each change is weighed
    as a whole, and only lines that look different are painted again."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        self._revision = -1
        self._lines: list[list[Span]] = []
        self._shown: dict[int, list[Span]] = {}
        self._formats = formats_of(theme)
        theme.changed.connect(self._on_theme_changed)
        document.contentsChanged.connect(self._on_contents_changed)

    def _read(self) -> list[list[Span]]:
        document = self.document()
        if self._revision != document.revision():
            self._revision = document.revision()
            self._lines = spans_of(document.toPlainText())
        return self._lines

    def _on_theme_changed(self) -> None:
        self._formats = formats_of(self._theme)
        self.rehighlight()

    def _on_contents_changed(self) -> None:
        document = self.document()
        for number, spans in enumerate(self._read()):
            if self._shown.get(number) != spans:
                self.rehighlightBlock(document.findBlockByNumber(number))

    @override
    def highlightBlock(self, text: str) -> None:
        number = self.currentBlock().blockNumber()
        lines = self._read()
        spans = lines[number] if number < len(lines) else []
        self._shown[number] = spans
        for start, length, kind in spans:
            self.setFormat(start, length, self._formats[kind])
