"""The facts: one line below the other, all alike."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mjdesk.domain.album import Album
from mjdesk.domain.task import TaskState
from mjdesk.views.inspector.facts import Facts
from tests.support.builders import a_task

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme


def shown(qtbot: QtBot, theme: Theme) -> Facts:
    facts = Facts(theme, lambda _account: "A gateway", lambda: 0.0)
    qtbot.addWidget(facts)
    facts.resize(300, 300)
    facts.show_task(a_task(state=TaskState.SUCCEEDED, remote_id="1730621718151800"))
    facts.show_albums(())
    facts.show()
    return facts


def tops(facts: Facts) -> list[int]:
    """Where the middle of each name is."""
    names = [label for label in facts.names() if label.isVisible()]
    return [label.geometry().center().y() for label in names]


def test_rows_stand_at_equal_distances(qtbot: QtBot, theme: Theme) -> None:
    steps = {after - before for before, after in pairwise(tops(shown(qtbot, theme)))}
    assert len(steps) == 1, steps


def test_a_name_stands_beside_the_first_chips(qtbot: QtBot, theme: Theme) -> None:
    facts = shown(qtbot, theme)
    facts.show_albums([Album(id=1, name="Covers", created=0.0)])
    qtbot.waitUntil(lambda: bool(facts.albums.chips()) and facts.albums.chips()[0].isVisible())
    chip = facts.albums.chips()[0]
    middle = chip.mapTo(facts, chip.rect().center()).y()
    assert abs(tops(facts)[-1] - middle) <= 1
