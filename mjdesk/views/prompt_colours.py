"""The colours of a prompt by its meaning, for the editor and for every place that shows a prompt."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat

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


def formats_of(theme: Theme) -> dict[TokenKind, QTextCharFormat]:
    """How each kind looks now; `TokenKind.TEXT` is not in it."""
    shades = theme.tokens
    colours = {
        TokenKind.ALTERNATIVES: shades.alternatives,
        TokenKind.FLAG: shades.flag,
        TokenKind.VALUE: shades.value,
        TokenKind.UNKNOWN_FLAG: shades.text_2,
        TokenKind.REFERENCE: shades.accent,
    }
    formats: dict[TokenKind, QTextCharFormat] = {}
    for kind, colour in colours.items():
        look = QTextCharFormat()
        look.setForeground(ink(colour))
        if kind is TokenKind.UNKNOWN_FLAG:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(ink(shades.warn))
        formats[kind] = look
    return formats
