"""A language that nobody speaks: English with accents, longer by two fifths, in brackets.

What stands on a screen without brackets was never given to a translator, or is said in another sense than it
was marked with; and what does not fit with them will not fit in German.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import words
from babel.messages.catalog import Catalog
from PySide6.QtCore import QTranslator

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QCoreApplication

LEFT, RIGHT = "⟦", "⟧"
_LONGER = 0.4
_ACCENTS = str.maketrans("aeiouyAEIOUYcnsz", "áéíöüýÁÉÍÖÜÝçñšž")
_PLACE = re.compile(r"(\{[^}]*\})")


def pseudo(text: str) -> str:
    """The text in that language; `{places}` stay."""
    parts = [part if _PLACE.fullmatch(part) else part.translate(_ACCENTS) for part in _PLACE.split(text)]
    return f"{LEFT}{''.join(parts)}{'~' * round(len(text) * _LONGER)}{RIGHT}"


def speak_pseudo(app: QCoreApplication, folder: Path) -> tuple[QTranslator, ...]:
    """For `language.fall_silent`, as what `language.speak` gives; `folder` takes the files.

    Compiled, as real words are: threads ask Qt for words too, and a translator in Python could keep them
    waiting for the one that waits for them.
    """
    spoken = Catalog(locale="en_GB")
    for message in words.gathered():
        if isinstance(message.id, str):
            if message.id:
                spoken.add(message.id, pseudo(message.id), context=message.context)
        else:
            spoken.add(message.id, tuple(map(pseudo, message.id)), context=message.context)
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "pseudo.po"
    source.write_bytes(words.written(spoken))
    translator = QTranslator(app)
    assert translator.load(str(words.compile_one(source, folder / "pseudo.qm")))
    app.installTranslator(translator)
    return (translator,)
