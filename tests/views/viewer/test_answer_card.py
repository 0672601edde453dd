"""The card in the viewer: there while a task waits for its answer, in the middle whatever the size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.action import read_action
from mjdesk.domain.task import TaskState
from mjdesk.views.viewer.answer_card import AnswerCard
from mjdesk.widgets.elided_label import ElidedLabel
from tests.support.builders import a_task
from tests.support.hands import heard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme

LEFT = Qt.MouseButton.LeftButton


def test_it_asks_leads_on_and_goes(qtbot: QtBot, theme: Theme) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    host.show()
    card = AnswerCard(theme, host)
    told = heard(card.commanded)
    asking = a_task(state=TaskState.NEEDS_ANSWER, action=read_action("MJ::JOB::pan_left::1::h"))
    card.show_task(asking)
    assert card.isVisible()
    words = [label.text() for label in card.findChildren(ElidedLabel)]
    assert words[:2] == ["Needs your answer", "What shall appear beside the picture?"]
    for width, height in ((800, 600), (420, 300)):
        host.resize(width, height)
        assert host.rect().contains(card.geometry())
        assert abs(card.geometry().center().x() - host.rect().center().x()) <= 1
    QTest.mouseClick(card.answer_button, LEFT)
    QTest.mouseClick(card.drop_button, LEFT)
    assert told == [("answer",), ("cancel",)]
    card.show_task(a_task(state=TaskState.RUNNING))
    assert not card.isVisible()
    card.show_task(None)
    assert not card.isVisible()
