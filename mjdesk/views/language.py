"""The person's language: what the program says passes through here on its way to the screen.

English is the language of the sources and needs nothing but them. Others are written in
`resources/i18n/*.po`, which `make words` keeps in step with the sources, and compiled to `.qm` for Qt. Qt
holds the language that is spoken, as it holds the palette, so no module does.

A sentence is whole, with named places for what is put in (`tr("{count} of {all} kept", count=2, all=4)`), and
never glued together: other languages order their words otherwise. Never give `tr` an f-string or a variable
that was not marked: nobody would find its words (`tests/test_house_words.py` looks).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from mjdesk.theme.resources import resources_root

if TYPE_CHECKING:
    from collections.abc import Iterable

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "zh_CN": "简体中文"}
"""Each as it calls itself, by the name of its file."""
_READ_AS = {"en": ENGLISH, "zh-CN": "zh_CN", "zh-SG": "zh_CN", "zh-Hans": "zh_CN"}
"""Beginnings of the language tags of systems. Who reads traditional characters gets what stands next in their
list: the two scripts are not each other's spelling."""


_MOST = 2**31 - 1
"""Qt counts no further; beyond that the form of the plural is the same."""


def tr(text: str, /, **values: object) -> str:
    """A sentence in the person's language, with `values` in its `{places}`.

    Without values the text is taken as it is, braces included.
    """
    said = QCoreApplication.translate("", text)
    return said.format(**values) if values else said


def tr_as(sense: str, text: str, /, **values: object) -> str:
    """The same for words that mean several things; `sense` tells translators which one is meant."""
    said = QCoreApplication.translate("", text, sense)
    return said.format(**values) if values else said


def tr_count(one: str, many: str, count: int, /, **values: object) -> str:
    """A sentence about a number of things, which stands at `{n}`; languages have up to six forms of it."""
    said = QCoreApplication.translate("", one, "", min(count, _MOST))
    if said == one and count != 1:
        said = many  # nobody translated it: English
    return said.format(n=count, **values)


def mark(text: str) -> str:
    """The text itself. Marks words in a table, which are said with `tr` when they are needed."""
    return text


def mark_as(sense: str, text: str) -> str:
    """The text itself. Marks words that are said with `tr_as` and the same sense."""
    return text


def language_for(chosen: str, system: Iterable[str]) -> str:
    """What is spoken: what a person chose, else the first of the `system`'s languages that is known.

    `system` are tags as `QLocale.uiLanguages` gives them, the most wanted first.
    """
    if chosen in LANGUAGES:
        return chosen
    for tag in system:
        parts = tag.split("-")
        if found := _READ_AS.get("-".join(parts[:2])) or _READ_AS.get(parts[0]):
            return found
    return ENGLISH


def speak(app: QCoreApplication, chosen: str = "") -> tuple[QTranslator, ...]:
    """Let `app` speak a language from now on; what was said before stays as it is.

    `chosen` is a name of `LANGUAGES`; empty asks the system. What comes back is for `fall_silent`.
    """
    language = language_for(chosen, QLocale.system().uiLanguages())
    if language == ENGLISH:
        return ()
    ours, of_qt = QTranslator(app), QTranslator(app)
    if not ours.load(f"mjdesk_{language}", str(resources_root() / "i18n")):
        logging.getLogger("mjdesk").warning("the words of %s are missing", language)
        return ()
    of_qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    spoken = (of_qt, ours)
    for translator in spoken:
        app.installTranslator(translator)  # the last one is asked first
    return spoken


def fall_silent(app: QCoreApplication, spoken: Iterable[QTranslator]) -> None:
    """Undo `speak`."""
    for translator in spoken:
        app.removeTranslator(translator)
        translator.deleteLater()
