"""Colours the prompt by its meaning: alternatives, flags, values, and words that are no flag."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument
from typing_extensions import override

from mjdesk.domain.prompt import TokenKind, tokens
from mjdesk.theme import ink

if TYPE_CHECKING:
    from mjdesk.theme import Theme

Span = tuple[int, int, TokenKind]
"""Start, length (both in Qt's UTF-16 units, within one block) and kind."""


class Units:
    """Converts places in a Python string to Qt's, where an emoji is two units long, and back."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, mark in enumerate(text) if mark > "\uffff"] if not text.isascii() else []
        self._wide_units = [at + number for number, at in enumerate(self._wide)]

    def to_qt(self, place: int) -> int:
        return place + bisect_left(self._wide, place)

    def to_python(self, place: int) -> int:
        return place - bisect_left(self._wide_units, place)


def spans_of(text: str) -> list[list[Span]]:
    """What to colour in each line of the text."""
    units = Units(text)
    starts = [0]
    starts.extend(at + 1 for at, mark in enumerate(text) if mark == "\n")
    lines: list[list[Span]] = [[] for _ in starts]
    line = 0
    for start, end, kind in tokens(text):
        if kind is TokenKind.TEXT:
            continue
        while line + 1 < len(starts) and starts[line + 1] <= start:
            line += 1
        at = line
        while at < len(starts) and starts[at] < end:
            stop = starts[at + 1] - 1 if at + 1 < len(starts) else len(text)
            begin, last = max(start, starts[at]), min(end, stop)
            if last > begin:
                origin = units.to_qt(starts[at])
                qt_begin = units.to_qt(begin)
                lines[at].append((qt_begin - origin, units.to_qt(last) - qt_begin, kind))
            at += 1
    return lines


class PromptHighlighter(QSyntaxHighlighter):
    """Owns the colours of one document. A brace closed in one line may colour another: each change is weighed
    as a whole, and only lines that look different are painted again."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        self._revision = -1
        self._lines: list[list[Span]] = []
        self._shown: dict[int, list[Span]] = {}
        self._formats: dict[TokenKind, QTextCharFormat] = {}
        self._dress()
        theme.changed.connect(self._on_theme_changed)
        document.contentsChanged.connect(self._on_contents_changed)

    def _read(self) -> list[list[Span]]:
        document = self.document()
        if self._revision != document.revision():
            self._revision = document.revision()
            self._lines = spans_of(document.toPlainText())
        return self._lines

    def _dress(self) -> None:
        shades = self._theme.tokens
        colours = {
            TokenKind.ALTERNATIVES: shades.alternatives,
            TokenKind.FLAG: shades.flag,
            TokenKind.VALUE: shades.value,
            TokenKind.UNKNOWN_FLAG: shades.text_2,
            TokenKind.REFERENCE: shades.accent,
        }
        for kind, colour in colours.items():
            look = QTextCharFormat()
            look.setForeground(ink(colour))
            if kind is TokenKind.UNKNOWN_FLAG:
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                look.setUnderlineColor(ink(shades.warn))
            self._formats[kind] = look

    def _on_theme_changed(self) -> None:
        self._dress()
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
