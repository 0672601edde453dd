"""What was translated: all of it, with the same places, in the writing of its language."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
import words

from mjdesk.views.language import ENGLISH, LANGUAGES

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

Key = tuple[str, str]


def key(message: Message) -> Key:
    """Sense and English of a message."""
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def texts(message: Message) -> list[str]:
    """All that was said of it."""
    said = message.string
    return [said] if isinstance(said, str) else list(said or ())


def places(text: str) -> list[tuple[str, str]]:
    """What is put in, with its format, in any order."""
    return sorted((name, form or "") for _, name, form, _ in Formatter().parse(text) if name is not None)


@pytest.fixture(scope="module")
def said_in_english() -> Catalog:
    return words.gathered()


@pytest.fixture(scope="module", params=words.languages())
def translated(request: pytest.FixtureRequest) -> Catalog:
    name: str = request.param
    return words.read(words.I18N / f"{name}.po")


def test_the_program_knows_the_languages_that_are_there() -> None:
    assert {ENGLISH, *words.languages()} == LANGUAGES.keys()


def test_much_is_said(said_in_english: Catalog) -> None:
    assert len(said_in_english) > 1000


def test_what_is_said_is_there_and_nothing_else(said_in_english: Catalog, translated: Catalog) -> None:
    """Mended by `make words`."""
    wanted = {key(message) for message in said_in_english if message.id}
    found = {key(message) for message in translated if message.id}
    assert sorted(wanted - found) == []
    assert sorted(found - wanted) == []


def test_everything_is_translated(translated: Catalog) -> None:
    missing = [key(message) for message in translated if message.id and not all(texts(message))]
    assert missing == []
    assert [key(message) for message in translated if message.fuzzy and message.id] == []


def test_the_same_is_put_in(translated: Catalog) -> None:
    for message in translated:
        if message.id:
            wanted = places(message.id if isinstance(message.id, str) else message.id[1])
            for text in texts(message):
                assert places(text) == wanted, message.id


def test_numbers_of_things_are_never_as_in_english(translated: Catalog) -> None:
    """`tr_count` takes a plural that reads like the English singular for one that nobody translated."""
    plurals = [message for message in translated if not isinstance(message.id, str)]
    assert [key(message) for message in plurals if message.id[0] in texts(message)] == []


def test_edges_agree(translated: Catalog) -> None:
    """A blank or a row of dots at an end is there in both."""
    for message in translated:
        english = message.id if isinstance(message.id, str) else message.id[0]
        for text in texts(message) if english else ():
            assert text == text.strip() or english != english.strip(), english
            assert text.endswith("…") == english.endswith("…"), english


CHINESE = "\u4e00-\u9fff"
HALF_WIDTH = re.compile(rf"[{CHINESE}][,;:!?](?:\s|$)|[{CHINESE}]\.$|[{CHINESE}]\(|\)[{CHINESE}]")


@pytest.mark.parametrize("wrong", ["好, 好", "好.", "好:", "好(坏)", "(坏)好"])
def test_punctuation_of_another_writing_is_recognised(wrong: str) -> None:
    assert HALF_WIDTH.search(wrong)


def test_chinese_has_its_own_punctuation() -> None:
    catalog = words.read(words.I18N / "zh_CN.po")
    found = [text for message in catalog if message.id for text in texts(message) if HALF_WIDTH.search(text)]
    assert found == []


def test_chinese_addresses_people_alike() -> None:
    catalog = words.read(words.I18N / "zh_CN.po")
    assert [text for message in catalog if message.id for text in texts(message) if "您" in text] == []


def test_the_compiler_is_given_names_below_the_project_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands above it may have any name, and `lrelease` for Windows cannot read them all."""
    called: list[str] = []

    def refused(command: tuple[str | Path, ...], **_options: object) -> subprocess.CompletedProcess[str]:
        called.extend(str(word) for word in command[1:])
        return subprocess.CompletedProcess(command, 1, "", "")

    monkeypatch.setattr(subprocess, "run", refused)
    with pytest.raises(SystemExit):
        words.compile_all()
    assert called
    assert [word for word in called if Path(word).is_absolute()] == []


def test_gathering_changes_nothing_that_is_in_step(translated: Catalog, said_in_english: Catalog) -> None:
    path = words.I18N / f"{translated.locale_identifier}.po"
    translated.update(said_in_english, no_fuzzy_matching=True)
    translated.obsolete.clear()
    assert words.written(translated) == path.read_bytes(), "`make words` brings it in step"
