"""A key that no keychain keeps is asked for, used at once, and never left in a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.gateway import AuthStyle, GatewayProfile
from mjdesk.services.session import Reach
from mjdesk.views.key_sheet import KeySheet
from tests.support.settings_town import Town

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme

OWN = GatewayProfile(id="own", name="<b>Relay</b>", root="https://gateway.example", auth=AuthStyle.BEARER)


@pytest.fixture
def town(theme: Theme) -> Town:
    town = Town()
    town.settings.update(gateways=(OWN,), active=OWN.id)
    return town


@pytest.fixture
def sheet(qtbot: QtBot, theme: Theme, town: Town) -> KeySheet:
    host = QWidget()
    host.resize(900, 600)
    qtbot.addWidget(host)
    host.show()
    return KeySheet(theme, host, town.desk)


def test_the_key_is_used_and_the_gateway_asked(sheet: KeySheet, town: Town) -> None:
    missing: list[bool] = []
    town.desk.find_missing_key(lambda: missing.append(True))
    assert missing == [True]
    sheet.ask(OWN)
    assert sheet.title.text() == "The key of <b>Relay</b>"
    QTest.keyClicks(sheet.key.edit, "sk-new")
    QTest.keyClick(sheet.key.edit, Qt.Key.Key_Return)
    assert town.secrets.keys == {OWN.id: "sk-new"}
    assert not sheet.is_open()
    assert sheet.key.text() == ""
    assert town.session.state.reach is Reach.ONLINE
    town.desk.find_missing_key(lambda: missing.append(True))
    assert missing == [True]


def test_later_keeps_nothing(sheet: KeySheet, town: Town) -> None:
    sheet.ask(OWN)
    QTest.keyClicks(sheet.key.edit, "sk-new")
    QTest.mouseClick(sheet.later_button, Qt.MouseButton.LeftButton)
    assert town.secrets.keys == {}
    assert sheet.key.text() == ""
