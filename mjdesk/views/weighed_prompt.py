"""A prompt whose words show how much each of them weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from PySide6.QtGui import QFont, QTextCharFormat
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mjdesk.domain.weighed_word import WeighedWord, Weight
from mjdesk.theme import SPACE, TYPE, Theme, blend, ink
from mjdesk.views import found_words
from mjdesk.views.coloured_text import ColouredText, Stretch
from mjdesk.views.language import tr
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.surface import SectionHead

if TYPE_CHECKING:
    from collections.abc import Sequence


class WeighedPrompt(QWidget):
    """Owns the words of one shorten; heavy ones are bold and bright, those that can go are struck through."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[WeighedWord, ...] = ()
        self._words = ColouredText(theme, size=TYPE.prompt)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.hair)
        column.addWidget(SectionHead(theme, tr("What weighs")))
        column.addWidget(self._words)
        column.addWidget(ElidedLabel(theme, tr(found_words.LEGEND), role="text_3", size=TYPE.label, lines=2))

    def show_words(self, words: tuple[WeighedWord, ...]) -> None:
        """Other words."""
        if words != self._shown:
            self._shown = words
            text = " ".join(word.text for word in words)
            self._words.set_text(text, self._stretches, spoken=found_words.spoken_weights(words))

    def words(self) -> str:
        """As shown, without their marks."""
        return self._words.text()

    def _stretches(self) -> Sequence[Stretch]:
        made: list[Stretch] = []
        at = 0
        for word in self._shown:
            length = len(word.text.encode("utf-16-le")) // 2
            made.append(Stretch(at, length, self._look(word)))
            at += length + 1
        return made

    def _look(self, word: WeighedWord) -> QTextCharFormat:
        shades = self._theme.tokens
        look = QTextCharFormat()
        match word.weight:
            case Weight.STRONG:
                look.setFontWeight(QFont.Weight.DemiBold)
                colour = shades.text
            case Weight.PLAIN:
                colour = shades.text_2
            case Weight.DROPPED:
                look.setFontStrikeOut(True)
                colour = shades.text_3
            case _:
                assert_never(word.weight)
        if word.share is not None and word.weight is not Weight.DROPPED:
            colour = blend(shades.text_3, shades.text, word.share / 100)
        look.setForeground(ink(colour))
        return look
