"""Over the daily limit nothing is sent without a yes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mjdesk.models.desk import OverCap
from mjdesk.views.cap_sheet import CapSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def sent() -> list[str]:
    return []


@pytest.fixture
def sheet(qtbot: QtBot, theme: Theme) -> CapSheet:
    host = QWidget()
    host.resize(900, 600)
    qtbot.addWidget(host)
    host.show()
    return CapSheet(theme, host)


def over(sent: list[str], name: str) -> OverCap:
    return OverCap(
        cap=Decimal(20),
        spent=Decimal("19.95"),
        price=Decimal("0.12"),
        currency="CNY",
        go=lambda: sent.append(name),
    )


def test_the_numbers_are_said_and_yes_sends(sheet: CapSheet, sent: list[str]) -> None:
    sheet.ask(over(sent, "one"))
    assert "about ¥ 0.12" in sheet.words.text()
    assert "¥ 20.07 of ¥ 20.00" in sheet.words.text()
    assert sent == []
    QTest.mouseClick(sheet.send_button, LEFT)
    assert sent == ["one"]
    assert not sheet.is_open()


def test_a_batch_is_asked_about_once(sheet: CapSheet, sent: list[str]) -> None:
    for name in ("one", "two", "three"):
        sheet.ask(over(sent, name))
    assert "These 3 wishes cost about ¥ 0.36" in sheet.words.text()
    assert sheet.send_button.label() == "Send all 3 anyway"
    QTest.mouseClick(sheet.send_button, LEFT)
    assert sent == ["one", "two", "three"]


@pytest.mark.parametrize("by_key", [True, False])
def test_no_drops_them_for_good(sheet: CapSheet, sent: list[str], by_key: bool) -> None:
    sheet.ask(over(sent, "one"))
    if by_key:
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
    else:
        QTest.mouseClick(sheet.keep_button, LEFT)
    assert not sheet.is_open()
    sheet.ask(over(sent, "two"))
    QTest.mouseClick(sheet.send_button, LEFT)
    assert sent == ["two"]
