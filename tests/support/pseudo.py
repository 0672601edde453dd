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
    """Speaks it; Qt's own words too."""

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
        return pseudo(sourceText if isinstance(sourceText, str) else bytes(sourceText).decode())


def speak_pseudo(app: QCoreApplication) -> tuple[QTranslator, ...]:
    """For `language.fall_silent`, as what `language.speak` gives."""
    translator = PseudoTranslator(app)
    app.installTranslator(translator)
    return (translator,)
