"""The window for words: opened, chosen, filled, sent once, never with nothing in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.action import Action, read_action
from mjdesk.views.words_dialog import WordsDialog, WordsQuestion
from mjdesk.views.words_field import WordsField
from tests.support.builders import a_grid, a_picture
from tests.support.hands import heard
from tests.widgets.showing import show_active

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.picture import Picture
    from mjdesk.theme import Theme
    from tests.views.conftest import World

VARY = [read_action(f"MJ::JOB::variation::{n}::h") for n in range(1, 5)]
SHEET = a_picture("1" * 64)
LEFT = Qt.MouseButton.LeftButton


def a_quadrant(action: Action | None) -> tuple[Picture, int]:
    return SHEET, action.index if action else 0


def a_price(words: str) -> str:
    return f"about {len(words.split())}"


def question(action: Action | None = VARY[1], **changes: Any) -> WordsQuestion:
    facts: dict[str, Any] = {
        "action": action,
        "siblings": VARY if action is not None else (),
        "words": "a lighthouse --v 7",
        "picture_of": a_quadrant,
        "price": a_price,
    }
    return WordsQuestion(**facts | changes)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1000, 700)
    host.show()
    qtbot.waitExposed(host)
    return host


@pytest.fixture
def dialog(theme: Theme, host: QWidget, world_of: Callable[..., World]) -> WordsDialog:
    return WordsDialog(theme, host, world_of([a_grid()]).thumbnails, WordsField(theme))


def ask(dialog: WordsDialog, asked: WordsQuestion, *, is_before: bool = True) -> None:
    dialog.ask(asked, is_before=is_before, asks_always=False)


def test_what_was_pressed_is_chosen_and_its_like_can_be_chosen_instead(dialog: WordsDialog) -> None:
    ask(dialog, question())
    assert dialog.is_open()
    assert (dialog.thumb.picture, dialog.thumb.part) == (SHEET, 2)
    assert dialog.choice.value() == VARY[1].custom_id
    QTest.mouseClick(dialog.choice.option(VARY[2].custom_id), LEFT)
    assert dialog.thumb.part == 3
    confirmed = heard(dialog.confirmed)
    dialog.words.show_text("a lighthouse in snow --v 7")
    QTest.mouseClick(dialog.send_button, LEFT)
    assert confirmed == [("a lighthouse in snow --v 7", VARY[2])]
    assert not dialog.is_open()


def test_a_gateway_that_asks_gets_the_words_by_key_though_the_window_has_it_too(
    qtbot: QtBot, dialog: WordsDialog, host: QWidget
) -> None:
    create = heard(QShortcut(QKeySequence("Ctrl+Return"), host).activated)
    show_active(qtbot, host)
    ask(dialog, question(None, words="<b>a</b> lighthouse"), is_before=False)
    assert not dialog.choice.isVisible()
    assert not dialog.always.isVisible()
    assert dialog.words.text() == "<b>a</b> lighthouse"
    confirmed = heard(dialog.confirmed)
    editor = dialog.words.focusProxy()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert confirmed == [("<b>a</b> lighthouse", None)]
    assert create == []


@pytest.mark.parametrize("can_be_empty", [False, True])
def test_only_a_film_goes_without_words(dialog: WordsDialog, can_be_empty: bool) -> None:
    confirmed = heard(dialog.confirmed)
    ask(dialog, question(can_be_empty=can_be_empty))
    dialog.words.show_text("   ")
    assert dialog.send_button.isEnabled() is can_be_empty
    dialog.words.send_requested.emit()
    assert dialog.is_open() is not can_be_empty
    assert confirmed == ([("", VARY[1])] if can_be_empty else [])


def test_dropped_it_sends_nothing_and_the_first_words_can_be_had_again(dialog: WordsDialog) -> None:
    confirmed = heard(dialog.confirmed)
    ask(dialog, question())
    dialog.words.show_text("something else")
    QTest.mouseClick(dialog.back_link, LEFT)
    assert dialog.words.text() == "a lighthouse --v 7"
    assert not dialog.back_link.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.is_open()
    assert confirmed == []


def test_the_habit_of_being_asked_is_told(dialog: WordsDialog) -> None:
    always = heard(dialog.always_chosen)
    ask(dialog, question())
    assert not dialog.always.isChecked()
    QTest.mouseClick(dialog.always, LEFT)
    assert always == [(True,)]
    dialog.dismiss()
    dialog.ask(replace(question(), siblings=()), is_before=True, asks_always=True)
    assert dialog.always.isChecked()
    assert not dialog.choice.isVisible()
