"""The first screen: what is entered, tested, kept, and never shown to anybody else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.errors import Nonsense, NotAllowed, NotOffered, Unreachable
from mjdesk.domain.request import Speed
from mjdesk.views.welcome.welcome_sheet import WelcomeSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.domain.errors import DeskError
    from mjdesk.theme import Theme
    from tests.support.settings_town import Town

KEY = "sk-0123456789abcdef3f9a"


@pytest.fixture
def sheet(qtbot: QtBot, theme: Theme, town: Town) -> WelcomeSheet:
    host = QWidget()
    host.resize(1000, 700)
    qtbot.addWidget(host)
    host.show()
    qtbot.waitExposed(host)
    sheet = WelcomeSheet(theme, host, town.models)
    sheet.open()
    return sheet


def _paste(sheet: WelcomeSheet, address: str, key: str = KEY) -> None:
    for field, text in ((sheet.address, address), (sheet.key, key)):
        QGuiApplication.clipboard().setText(text)
        field.setFocus()
        field.edit.paste()
        # `paste` counts as an edit of the program; a person's tells so.
        field.edit.textEdited.emit(field.edit.text())


def test_the_studio_is_one_click(qtbot: QtBot, sheet: WelcomeSheet, town: Town) -> None:
    with qtbot.waitSignal(sheet.studio_chosen):
        QTest.mouseClick(sheet.explore_button, Qt.MouseButton.LeftButton)
    assert not sheet.is_open()
    assert town.asked == []


def test_it_tests_by_itself_once_both_fields_are_filled(
    qtbot: QtBot, sheet: WelcomeSheet, town: Town
) -> None:
    _paste(sheet, "gateway.example/mj/submit/imagine")
    assert town.asked == []
    qtbot.waitUntil(lambda: town.asked == [("gateway.example/mj/submit/imagine", KEY)], timeout=3000)
    assert sheet.line.text() == "Answered in 84 ms · key accepted · fast and relax"
    assert sheet.address.text() == "https://gateway.example"


def test_a_key_never_goes_to_half_an_address(qtbot: QtBot, sheet: WelcomeSheet, town: Town) -> None:
    sheet.key.setFocus()
    QTest.keyClicks(sheet.key.edit, "sk-1")
    sheet.address.setFocus()
    QTest.keyClicks(sheet.address.edit, "gateway.exa")
    assert not sheet.is_test_due()
    QTest.keyClicks(sheet.address.edit, "mple")
    QTest.keyClick(sheet.address.edit, Qt.Key.Key_Tab)
    assert town.asked == [("gateway.example", "sk-1")]


def test_connect_tests_keeps_and_tells(qtbot: QtBot, sheet: WelcomeSheet, town: Town) -> None:
    _paste(sheet, "https://gateway.example/mj-relax/mj")
    told: list[str] = []
    sheet.gateway_connected.connect(told.append)
    QTest.keyClick(sheet.key.edit, Qt.Key.Key_Return)
    (profile,) = town.settings.value.gateways
    assert told == [profile.id]
    assert (profile.name, profile.root, profile.speed) == (
        "gateway.example",
        "https://gateway.example",
        Speed.RELAX,
    )
    assert town.secrets.keys == {profile.id: KEY}
    assert KEY not in repr(town.settings.value)
    assert sheet.key.text() == ""
    assert not sheet.is_open()


def test_without_a_keychain_it_says_so_before_it_goes(qtbot: QtBot, sheet: WelcomeSheet, town: Town) -> None:
    town.secrets.is_missing = True
    told: list[str] = []
    sheet.gateway_connected.connect(told.append)
    _paste(sheet, "gateway.example")
    QTest.mouseClick(sheet.connect_button, Qt.MouseButton.LeftButton)
    assert sheet.is_open()
    assert sheet.line.text() == "Connected. Choose where its key is to be."
    assert sheet.key_place is not None
    assert "until you quit" in sheet.key_place.words.text()
    assert sheet.address.text() == "https://gateway.example"
    assert sheet.key.text() == ""
    assert (sheet.connect_button.label(), told) == ("Continue", [])
    QTest.mouseClick(sheet.key_place.choice.option("file"), Qt.MouseButton.LeftButton)
    assert town.secrets.place == "file"
    assert "in clear text" in sheet.key_place.words.text()
    QTest.mouseClick(sheet.connect_button, Qt.MouseButton.LeftButton)
    assert told == [town.settings.value.gateways[0].id]


def test_a_keychain_that_refuses_changes_nothing(qtbot: QtBot, sheet: WelcomeSheet, town: Town) -> None:
    town.secrets.refuses = True
    _paste(sheet, "gateway.example")
    QTest.mouseClick(sheet.connect_button, Qt.MouseButton.LeftButton)
    assert sheet.is_open()
    assert "keychain" in sheet.line.text()
    assert town.settings.value.gateways == ()


@pytest.mark.parametrize(
    ("address", "error", "words"),
    [
        ("", None, "The address is missing."),
        ("hello world !!", Unreachable("no address"), "The gateway could not be reached."),
        ("https://gateway.example", Unreachable("refused"), "The gateway could not be reached."),
        ("https://gateway.example", NotAllowed(status=401), "The gateway does not accept this key."),
        ("https://gateway.example", NotOffered(what="/mj"), "No gateway answers at this address."),
        ("https://gateway.example", Nonsense("<html>"), "No gateway answers at this address."),
    ],
)
def test_each_trouble_is_one_calm_sentence(
    qtbot: QtBot, sheet: WelcomeSheet, town: Town, address: str, error: DeskError | None, words: str
) -> None:
    town.error = error
    _paste(sheet, address)
    QTest.mouseClick(sheet.connect_button, Qt.MouseButton.LeftButton)
    assert sheet.line.text().startswith(words)
    assert "<" not in sheet.line.text()
    assert KEY not in sheet.line.text()
    assert sheet.connect_button.isEnabled()
    assert town.settings.value.gateways == ()


def test_an_answer_to_what_was_entered_before_is_dropped(
    qtbot: QtBot, sheet: WelcomeSheet, town: Town
) -> None:
    town.scope.is_held = True
    _paste(sheet, "gateway.example")
    QTest.mouseClick(sheet.connect_button, Qt.MouseButton.LeftButton)
    assert sheet.connect_button.label() == "Connecting"
    QTest.keyClicks(sheet.key.edit, "x")
    town.scope.release()
    assert sheet.line.text() == "Any form of the address will do."
    assert town.settings.value.gateways == ()


def test_the_key_is_hidden_from_screen_readers(sheet: WelcomeSheet) -> None:
    _paste(sheet, "gateway.example")
    told = QAccessible.queryAccessibleInterface(sheet.key.edit)
    spoken = {kind: told.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value)}
    assert spoken[QAccessible.Text.Name] == "Secret key"
    assert "sk-" not in json.dumps([*spoken.values(), sheet.key.edit.displayText(), sheet.key.toolTip()])


def test_tab_visits_all_and_escape_leaves_nothing_secret(qtbot: QtBot, sheet: WelcomeSheet) -> None:
    sheet.address.setFocus()
    seen: list[str] = []
    for _ in range(5):
        widget = sheet.focusWidget() or sheet.window().focusWidget()
        assert widget is not None
        seen.append(widget.accessibleName())
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert seen == ["Address", "Secret key", "Show the key", "Connect", "Start exploring"]
    QTest.keyClicks(sheet.key.edit, "sk-1")
    QTest.keyClick(sheet.key.edit, Qt.Key.Key_Escape)
    assert not sheet.is_open()
    assert sheet.key.text() == ""
