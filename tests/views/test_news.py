"""Toasts: in words, replaced and withdrawn by name, with a way to what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.errors import OutcomeUnknown
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


def test_the_trash_can_be_undone_once(theme: Theme, notices: Notices, host: QWidget) -> None:
    news = News(theme, host, NoticeFeed(notices))
    wanted = heard(news.undo_requested)
    assert not news.undo()
    news.say_trashed(("a", "b"))
    assert list(news.stack.ids()) == ["trashed"]
    news.stack.acted.emit("trashed")
    assert wanted == [(("a", "b"),)]
    assert not news.undo()
