"""The screens in other languages: every word was given to translators, and what they give back fits.

One walk through all screens in a language of brackets (`tests/support/pseudo.py`), one in Chinese.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from mjdesk.app import Desktop, Options
from mjdesk.domain.settings import Settings
from mjdesk.storage.locations import Locations
from mjdesk.storage.settings_file import SettingsFile
from mjdesk.theme import Scheme, Theme
from mjdesk.views import wording
from mjdesk.views.language import LANGUAGES
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.painted_button import PaintedButton
from tests.support.chinese import compiled_words
from tests.support.pseudo import LEFT
from tests.support.qt_loop import application
from tests.support.screens import PSEUDO, furnished, screens
from tests.test_translations import HALF_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


pytestmark = pytest.mark.qt_loop

SIZE, SMALL = (1440, 900), (1280, 800)
CHINESE = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2}")


def plain(text: str) -> str:
    """Without the marks that tool tips carry."""
    if "<" not in text:
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def said_by(widget: QWidget) -> Iterator[str]:
    """All that one widget tells eyes, pointers and screen readers."""
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield plain(widget.toolTip())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text().replace("&&", "&")
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()


def shown(root: QWidget) -> list[QWidget]:
    """The visible widgets below one."""
    return [widget for widget in (root, *root.findChildren(QWidget)) if widget.isVisible()]


def crowded(root: QWidget) -> Iterator[tuple[str, str]]:
    """Words that have less room than they need, with the kind of their widget."""
    for widget in shown(root):
        kind = type(widget).__name__
        if (
            isinstance(widget, PaintedButton)
            and widget.label()
            and widget.width() < widget.sizeHint().width()
        ):
            yield kind, widget.label()
        if isinstance(widget, ElidedLabel) and widget.is_elided():
            yield kind, widget.text()


BARE = re.compile(
    r"""
    ^(?:Midjourney|Niji)(?:\ [\d.]+)?$    # models, called so everywhere
    |^Ctrl\ .$                            # keys
    |^[\d\ ×·.]+(?:KB|MB)$                # sizes
    |^(?:https://|cdn\.)\S+$              # examples of addresses
    |^(?:/|[A-Z]:\\)                      # folders
    """,
    re.VERBOSE,
)
"""What needs no translator."""
UNTRANSLATED_SCREENS = frozenset({"settings-about"})
"""Names of parts and their licences stand there beside the words."""


def data_of(desktop: Desktop) -> set[str]:
    """What the person or the gateway wrote."""
    rows = desktop.models.rows
    found = [task for row in range(rows.rowCount()) if (task := rows.task(row)) is not None]
    told = {f"{task.failure.text}." for task in found if task.failure}
    return told | {wording.task_title(task) for task in found}


async def test_every_word_was_given_to_translators(tmp_path: Path) -> None:
    bare: list[tuple[str, str]] = []
    allowed = set(LANGUAGES.values())
    names: list[str] = []
    async with furnished(application(), tmp_path, PSEUDO) as desktop:
        desktop.window.resize(*SIZE)
        async for screen in screens(desktop):
            names.append(screen.name)
            allowed |= data_of(desktop)
            texts = {text for widget in shown(screen.widget) for text in said_by(widget)}
            if screen.name not in UNTRANSLATED_SCREENS:
                bare += [
                    (screen.name, text)
                    for text in texts
                    if _WORD.search(text)
                    and LEFT not in text
                    and text not in allowed
                    and not BARE.search(text)
                ]
    assert bare == []
    assert len(names) > 25


async def test_chinese_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_words(tmp_path / "words", monkeypatch)
    found: list[tuple[str, str, str]] = []
    glued: set[str] = set()
    async with furnished(application(), tmp_path / "home", "zh_CN") as desktop:
        for size in (SIZE, SMALL):
            desktop.window.resize(*size)
            async for screen in screens(desktop):
                found += [(screen.name, *each) for each in crowded(screen.widget)]
                glued |= {text for widget in shown(screen.widget) for text in said_by(widget)}
    assert [each for each in found if CHINESE.search(each[2])] == []
    assert sorted(text for text in glued if HALF_WIDTH.search(text)) == []


async def test_what_a_person_chose_is_spoken_from_the_next_start_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled_words(tmp_path / "words", monkeypatch)
    locations = Locations.below(tmp_path / "home")
    spoken: list[str] = []
    for language in ("", "zh_CN", "en"):
        locations.config.mkdir(parents=True, exist_ok=True)
        SettingsFile(locations.settings).save(Settings(is_welcomed=True, language=language))
        async with Desktop(application(), locations, Options()) as desktop:
            spoken.append(desktop.window.compose.foot.create_button.label())
    assert spoken == ["Generate", "生成", "Generate"]


def test_what_is_cut_is_recognised(qtbot: QtBot) -> None:
    theme = Theme(Scheme.DARK)
    host = QWidget()
    qtbot.addWidget(host)
    label, button = (
        ElidedLabel(theme, "too many words", parent=host),
        PushButton(theme, "Too wide", parent=host),
    )
    for widget in (label, button):
        widget.setFixedWidth(30)
    host.show()
    assert sorted(crowded(host)) == [("ElidedLabel", "too many words"), ("PushButton", "Too wide")]
    assert "Too wide" in {text for widget in shown(host) for text in said_by(widget)}
