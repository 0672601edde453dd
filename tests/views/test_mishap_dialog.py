"""The report of a mishap: to be read, to be copied, and gone with the dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from mjdesk.views.mishap_dialog import GOES_ON, MishapDialog
from tests.support.hands import heard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme

REPORT = "MJ Desk 0.1.0\n\nTraceback <b>not bold</b>"


def test_the_report_can_be_copied_whole(qtbot: QtBot, theme: Theme) -> None:
    dialog = MishapDialog(theme, GOES_ON, REPORT, "logs/mjdesk.log")
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.isVisible()
    assert dialog.report.toPlainText() == REPORT
    assert dialog.report.isReadOnly()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == REPORT
    assert GOES_ON[0] in {label.text() for label in dialog.findChildren(QLabel)}


def test_closing_says_so_once(qtbot: QtBot, theme: Theme) -> None:
    dialog = MishapDialog(theme, GOES_ON, REPORT, "logs/mjdesk.log")
    closed = heard(dialog.closed)
    dialog.open()
    dialog.close_button.click()
    assert closed == [()]
    qtbot.waitUntil(lambda: not isValid(dialog))
