"""A language that nobody speaks: English with accents, longer by two fifths, in brackets.

What stands on a screen without brackets was never given to a translator, and what does not fit with them will
not fit in German.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QTranslator
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

LEFT, RIGHT = "⟦", "⟧"
_LONGER = 0.4
_ACCENTS = str.maketrans("aeiouyAEIOUYcnsz", "áéíöüýÁÉÍÖÜÝçñšž")
_PLACE = re.compile(r"(\{[^}]*\})")


def pseudo(text: str) -> str:
    """The text in that language; `{places}` stay."""
    if not text:
        return text
    parts = [part if _PLACE.fullmatch(part) else part.translate(_ACCENTS) for part in _PLACE.split(text)]
    return f"{LEFT}{''.join(parts)}{'~' * round(len(text) * _LONGER)}{RIGHT}"


class PseudoTranslator(QTranslator):
    """Speaks it; Qt's own words too. Remembers what of ours was said: sense and English."""

    def __init__(self, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self.said: set[tuple[str, str]] = set()

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(
        self,
        context: bytes | str,
        sourceText: bytes | str,
        disambiguation: bytes | str | None = None,
        n: int = -1,
    ) -> str:
        text, sense = _text(sourceText), _text(disambiguation or "")
        if not context:
            self.said.add((sense, text))
        return pseudo(text)


def _text(words: bytes | str) -> str:
    return words if isinstance(words, str) else bytes(words).decode()


def speak_pseudo(app: QCoreApplication) -> tuple[PseudoTranslator, ...]:
    """For `language.fall_silent`, as what `language.speak` gives."""
    translator = PseudoTranslator(app)
    app.installTranslator(translator)
    return (translator,)
