"""Controls that a model does not take are not there; text and panel are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mjdesk.domain.request import Bot

if TYPE_CHECKING:
    from tests.views.compose.conftest import Stage

LEFT = Qt.MouseButton.LeftButton


def shown(stage: Stage) -> set[str]:
    look = stage.panel.look
    controls = {**look.chips, **look.sliders}
    return {name for name, control in controls.items() if not control.isHidden()}


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("8.2", {"raw", "hd", "tile", "stylize", "chaos", "weird"}),
        ("7", {"raw", "draft", "tile", "stylize", "chaos", "weird"}),
        ("5", {"tile", "stylize", "chaos", "weird"}),
        ("4", {"stylize", "chaos"}),
        ("niji 4", {"chaos"}),
    ],
)
def test_only_what_the_model_takes_is_there(stage: Stage, version: str, expected: set[str]) -> None:
    stage.draft.choose("version", version)
    assert shown(stage) == expected


def test_the_menu_chooses_a_model_and_the_bot_follows(stage: Stage) -> None:
    menu = stage.panel.look.model.menu()
    assert menu is not None
    menu.aboutToShow.emit()
    entries = {action.text(): action for action in menu.actions() if action.text()}
    assert list(entries)[:2] == ["Midjourney 8.2", "Midjourney 8.1"]
    entries["Niji 6"].trigger()
    assert stage.draft.bot is Bot.NIJI
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Niji 6"]


def test_a_model_in_the_text_is_changed_there(stage: Stage) -> None:
    stage.editor.setPlainText("a sea --niji 6")
    menu = stage.panel.look.model.menu()
    assert menu is not None
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.data() == "7").trigger()
    assert stage.editor.toPlainText() == "a sea --v 7"


def test_a_typed_number_is_kept_and_the_default_is_left_out(stage: Stage) -> None:
    slider = stage.panel.look.sliders["stylize"]
    assert slider.value() == 100
    edit = slider.number_edit()
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "0")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert stage.draft.panel.stylize == 0
    slider.reset()
    assert stage.draft.panel.stylize is None


def test_a_number_in_the_text_moves_the_slider_and_back(stage: Stage) -> None:
    stage.editor.setPlainText("a --c 40")
    slider = stage.panel.look.sliders["chaos"]
    assert slider.value() == 40
    QTest.keyClick(slider.track(), Qt.Key.Key_Right)
    assert stage.editor.toPlainText() == "a --c 41"


def test_chips_are_toggled(stage: Stage) -> None:
    chip = stage.panel.look.chips["raw"]
    QTest.mouseClick(chip, LEFT)
    assert stage.draft.panel.raw
    stage.editor.setPlainText("a --raw")
    QTest.mouseClick(chip, LEFT)
    assert not stage.draft.settings.raw
    assert stage.editor.toPlainText() == "a"


def test_the_dice_keep_a_seed_and_let_it_go(stage: Stage) -> None:
    seed = stage.panel.look.seed
    QTest.mouseClick(seed.dice(), LEFT)
    picked = stage.draft.panel.seed
    assert picked is not None
    assert seed.text() == str(picked)
    QTest.mouseClick(seed.dice(), LEFT)
    assert stage.draft.panel.seed is None
    assert seed.text() == ""


def test_a_seed_takes_digits_alone_and_stays_in_range(stage: Stage) -> None:
    edit = stage.panel.look.seed.edit
    edit.setFocus()
    QTest.keyClicks(edit, "9x9999999999999")
    assert edit.text() == "9999999999"
    assert stage.draft.panel.seed == 2**32 - 1


def test_exclusions_can_be_typed_with_commas(stage: Stage) -> None:
    edit = stage.panel.look.exclude.edit
    edit.setFocus()
    QTest.keyClicks(edit, "text, people, ")
    assert edit.text() == "text, people, "
    assert stage.draft.panel.no == ("text", "people")
    stage.editor.setPlainText("a --no fog")
    assert edit.text() == "fog"
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "rain, snow")
    assert stage.editor.toPlainText() == "a --no rain, snow"
