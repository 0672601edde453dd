"""The chips of the parameters: what they take from a prompt, and that they stay while nothing changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.views.inspector.parameter_chips import ParameterChips
from mjdesk.widgets.chip import Chip
from tests.support.builders import a_grid
from tests.support.hands import heard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme


def chips_of(qtbot: QtBot, theme: Theme, task: Task) -> ParameterChips:
    chips = ParameterChips(theme)
    qtbot.addWidget(chips)
    chips.show_task(task)
    return chips


def test_weights_and_style_codes_are_chips_and_addresses_are_not(qtbot: QtBot, theme: Theme) -> None:
    final = "a cat --sref 4242 https://cdn.test/a.png?ex=1 77 --sw 300 --v 7"
    task = replace(a_grid(1), prompt="a cat --sref random 77 --sw 300", final_prompt=final)
    chips = chips_of(qtbot, theme, task)
    told = heard(chips.chosen)
    for chip in chips.findChildren(Chip):
        chip.click()
    assert ("--sref 4242 77",) in told
    assert ("--sw 300",) in told
    assert not any("cdn.test" in flag for (flag,) in told)


def test_the_same_parameters_keep_their_chips(qtbot: QtBot, theme: Theme) -> None:
    task = a_grid(1, prompt="a cat --s 180")
    chips = chips_of(qtbot, theme, task)
    before = chips.findChildren(Chip)
    chips.show_task(replace(task, rating=3))
    assert chips.findChildren(Chip) == before
