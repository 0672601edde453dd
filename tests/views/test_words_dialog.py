"""The window for words: opened, filled, changed by the slider, sent once, never with nothing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.action import read_action
from mjdesk.domain.task import TaskState
from mjdesk.views.words_dialog import WordsDialog
from mjdesk.widgets.buttons import PrimaryButton
from tests.support.builders import a_task
from tests.support.hands import heard
from tests.widgets.showing import show_active

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme

ZOOM = read_action("MJ::CustomZoom::hash")


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1000, 700)
    host.show()
    qtbot.waitExposed(host)
    return host


@pytest.fixture
def dialog(theme: Theme, host: QWidget) -> WordsDialog:
    return WordsDialog(theme, host)


def test_custom_zoom_puts_its_number_into_the_words(dialog: WordsDialog) -> None:
    dialog.ask(a_task(prompt="a lighthouse --v 7"), ZOOM)
    assert dialog.is_open()
    assert dialog.zoom.isVisible()
    assert "--zoom 1.8" in dialog.editor.toPlainText()
    dialog.zoom.changed.emit(1.3)
    text = dialog.editor.toPlainText()
    assert "--zoom 1.3" in text
    assert text.count("--zoom") == 1
    confirmed = heard(dialog.confirmed)
    QTest.mouseClick(dialog.findChildren(PrimaryButton)[0], Qt.MouseButton.LeftButton)
    assert confirmed == [(text,)]
    assert not dialog.is_open()


def test_a_gateway_that_asks_gets_the_words_by_key_though_the_window_has_it_too(
    qtbot: QtBot, dialog: WordsDialog, host: QWidget
) -> None:
    create = heard(QShortcut(QKeySequence("Ctrl+Return"), host).activated)
    show_active(qtbot, host)
    dialog.ask(a_task(prompt="<b>a</b> lighthouse", state=TaskState.NEEDS_ANSWER), None)
    assert not dialog.zoom.isVisible()
    assert dialog.editor.toPlainText() == "<b>a</b> lighthouse"
    confirmed = heard(dialog.confirmed)
    QTest.keyClick(dialog.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert confirmed == [("<b>a</b> lighthouse",)]
    assert create == []


def test_nothing_is_sent_without_words_or_when_it_is_dropped(dialog: WordsDialog) -> None:
    confirmed = heard(dialog.confirmed)
    dialog.ask(a_task(), None)
    dialog.editor.setPlainText("   ")
    assert not dialog.findChildren(PrimaryButton)[0].isEnabled()
    QTest.keyClick(dialog.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.is_open()
    QTest.keyClick(dialog.editor, Qt.Key.Key_Escape)
    assert not dialog.is_open()
    assert confirmed == []
