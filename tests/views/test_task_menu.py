"""The menu of a task offers what its state allows, and everything that the gateway offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.action import read_action
from mjdesk.domain.picture import MediaType, PictureRole
from mjdesk.domain.task import Collection, TaskKind, TaskState
from mjdesk.views.task_menu import task_menu
from tests.support.builders import a_grid, a_picture, a_task

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu
    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme


CLIP = a_picture("c" * 64, PictureRole.VIDEO, media_type=MediaType.MP4)


def entries(menu: QMenu) -> list[str]:
    return [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    return host


def menu_of(host: QWidget, theme: Theme, task: Task, told: list[object]) -> QMenu:
    def note(*said: object) -> None:
        told.append(said)

    return task_menu(theme, task, host, note, note)


@pytest.mark.parametrize(
    ("task", "wanted", "unwanted"),
    [
        (
            a_grid(),
            {"Copy picture", "Save 4 tiles", "Upscale", "Vary", "Reroll", "Fetch the seed"},
            {"Cancel"},
        ),
        (
            a_task(state=TaskState.RUNNING),
            {"Cancel", "Use this prompt again"},
            {"Retry", "Move to the trash"},
        ),
        (
            a_grid(),
            {"Vary with other words…", "Animate…", "Edit with words…", "Retexture…"},
            {"Make the film longer…", "Use this seed"},
        ),
        (a_grid(seed="7"), {"Use this seed"}, {"Fetch the seed"}),
        (
            a_task(kind=TaskKind.VIDEO, state=TaskState.SUCCEEDED, pictures=(CLIP,)),
            {"Make the film longer…"},
            {"Animate…", "Edit with words…", "Vary with other words…"},
        ),
        (a_task(state=TaskState.NEEDS_ANSWER), {"Answer", "Cancel"}, {"Retry", "Animate…"}),
        (a_task(state=TaskState.FAILED), {"Retry", "Move to the trash"}, {"Cancel", "Copy picture"}),
        (a_task(state=TaskState.UNKNOWN), {"Check again", "Repeat it"}, {"Retry"}),
        (a_grid(trashed_at=1.0), {"Bring back"}, {"Move to the trash"}),
        (
            a_task(state=TaskState.SUCCEEDED, collection=Collection.EXPIRED),
            {"Fetch the picture again"},
            {"Copy picture"},
        ),
    ],
)
def test_it_offers_what_the_state_allows(
    host: QWidget, theme: Theme, task: Task, wanted: set[str], unwanted: set[str]
) -> None:
    shown = set(entries(menu_of(host, theme, task, [])))
    assert wanted <= shown
    assert not unwanted & shown


def test_unknown_actions_keep_their_label_with_its_ampersand(host: QWidget, theme: Theme) -> None:
    told: list[object] = []
    odd = read_action("MJ::Sparkle::1", "Glow & <b>shine</b>")
    menu = menu_of(host, theme, a_grid(actions=(odd,)), told)
    entry = next(action for action in menu.actions() if "Glow" in action.text())
    assert entry.text() == "Glow && <b>shine</b>"
    entry.trigger()
    assert told == [(a_grid().id, odd)]
