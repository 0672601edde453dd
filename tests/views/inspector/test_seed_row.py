"""The row of the seed: a way to get it, the wait, the number, and a way to use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.task import TaskKind, TaskState
from mjdesk.views.inspector.seed_row import SeedRow
from tests.support.builders import a_grid, a_task
from tests.support.hands import heard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme


@pytest.mark.parametrize(
    ("task", "is_seeking", "shown"),
    [
        (a_grid(), False, ("", True, False)),
        (a_grid(), True, ("Asking the gateway, up to a minute", False, False)),
        (a_grid(seed="123"), False, ("123", False, True)),
        (a_grid(remote_id=""), False, None),
        (a_task(state=TaskState.RUNNING), False, None),
        (a_task(state=TaskState.FAILED), False, None),
        (a_task(state=TaskState.SUCCEEDED, kind=TaskKind.DESCRIBE), False, None),
    ],
)
def test_it_shows_what_is_known(
    qtbot: QtBot, theme: Theme, task: Task, is_seeking: bool, shown: tuple[str, bool, bool] | None
) -> None:
    row = SeedRow(theme)
    qtbot.addWidget(row)
    assert row.show_task(task, is_seeking=is_seeking) is (shown is not None)
    if shown is not None:
        is_there = (not row.fetch_link.isHidden(), not row.use_link.isHidden())
        assert (row.value.text(), *is_there) == shown
    fetched, used = heard(row.fetch_requested), heard(row.use_requested)
    row.fetch_link.click()
    row.use_link.click()
    assert (fetched, used) == ([()], [()])
