"""Toasts: in words, replaced and withdrawn by name, with a way to what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.errors import OutcomeUnknown, Refused, WishInvalid
from mjdesk.models.notice_list import NoticeFeed
from mjdesk.services.notices import Notice, Notices, Severity
from mjdesk.views.news import News
from tests.support.hands import heard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme


@pytest.fixture
def notices() -> Notices:
    return Notices()


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 600)
    host.show()
    return host


def trouble(task_id: str = "") -> Notice:
    return Notice(id="t1", severity=Severity.ERROR, kind="task", error=OutcomeUnknown(), task_id=task_id)


def test_what_was_told_before_the_window_comes_first(theme: Theme, notices: Notices, host: QWidget) -> None:
    notices.tell(trouble(task_id="abc"))
    news = News(theme, host, NoticeFeed(notices))
    assert list(news.stack.ids()) == ["t1"]
    notices.tell(trouble(task_id="abc"))
    assert list(news.stack.ids()) == ["t1"]
    asked = heard(news.task_requested)
    news.stack.acted.emit("t1")
    assert asked == [("abc",)]
    notices.tell(trouble())
    notices.withdraw("t1")
    assert list(news.stack.ids()) == []


@pytest.mark.parametrize("kind", ["needs-answer", "asks-again", "answer-refused"])
def test_what_waits_for_an_answer_leads_to_the_question(
    theme: Theme, notices: Notices, host: QWidget, kind: str
) -> None:
    news = News(theme, host, NoticeFeed(notices))
    answering, showing = heard(news.answer_requested), heard(news.task_requested)
    notices.say(kind, Severity.INFO, "abc")
    news.stack.acted.emit(f"{kind} abc")
    assert (answering, showing) == ([("abc",)], [])
    assert list(news.stack.ids()) == []


def test_the_trash_can_be_undone_once(theme: Theme, notices: Notices, host: QWidget) -> None:
    news = News(theme, host, NoticeFeed(notices))
    wanted = heard(news.undo_requested)
    assert not news.undo()
    news.say_trashed(("a", "b"))
    assert list(news.stack.ids()) == ["trashed"]
    news.stack.acted.emit("trashed")
    assert wanted == [(("a", "b"),)]
    assert not news.undo()


def test_details_of_an_error_can_be_copied_and_it_stays(
    theme: Theme, notices: Notices, host: QWidget
) -> None:
    news = News(theme, host, NoticeFeed(notices))
    copied = heard(news.copy_requested)
    error = Refused("no channel for <b>this</b>", 503, code=4, request_id="q-7")
    notices.say("refused", Severity.ERROR, "abc", error)
    card = news.stack.card("refused abc")
    assert card.second_button().label() == "Copy details"
    QTest.mouseClick(card.second_button(), Qt.MouseButton.LeftButton)
    assert list(news.stack.ids()) == ["refused abc"]
    ((words,),) = copied
    for part in ("MJ Desk", "Refused", "no channel for <b>this</b>", "503", "Code: 4", "q-7"):
        assert part in words


def test_what_explains_itself_has_no_details(theme: Theme, notices: Notices, host: QWidget) -> None:
    news = News(theme, host, NoticeFeed(notices))
    notices.say("error", Severity.ERROR, error=WishInvalid(reason="empty-prompt"))
    notices.say("saved", Severity.DONE)
    assert [news.stack.card(each).second_button().isVisible() for each in news.stack.ids()] == [False, False]
