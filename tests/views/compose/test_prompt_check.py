"""The worst finding, when typing pauses, with a repair that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mjdesk.domain.reference import ReferenceRole
from mjdesk.views.compose.prompt_check import PAUSE
from tests.views.compose.conftest import a_picture

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.views.compose.conftest import Stage


def test_it_speaks_once_typing_pauses(stage: Stage, qtbot: QtBot) -> None:
    stage.panel.focus_prompt()
    with qtbot.waitSignal(stage.panel.check.found, timeout=PAUSE * 10):
        QTest.keyClicks(stage.editor, "a --s 5000")
        assert stage.panel.strip.isHidden()
    assert stage.panel.strip.accessibleName() == "--s goes from 0 to 1000, not 5000."


def test_the_repair_is_one_click_and_one_undo(stage: Stage) -> None:
    stage.editor.setPlainText("a 🌊 --s 5000")
    stage.panel.check.look()
    QTest.mouseClick(stage.panel.strip.fix_button(), Qt.MouseButton.LeftButton)
    assert stage.editor.toPlainText() == "a 🌊 --s 1000"
    assert stage.panel.strip.isHidden()
    stage.editor.undo()
    assert stage.draft.text == "a 🌊 --s 5000"


def test_a_repair_of_older_words_is_not_made(stage: Stage) -> None:
    stage.editor.setPlainText("a --s 5000")
    stage.panel.check.look()
    stage.editor.setPlainText("quite another --c 500")
    QTest.mouseClick(stage.panel.strip.fix_button(), Qt.MouseButton.LeftButton)
    assert stage.draft.text == "quite another --c 500"
    assert "--c goes" in stage.panel.strip.accessibleName()


def test_the_worst_comes_first(stage: Stage) -> None:
    stage.editor.setPlainText("a --foo 1 --s 5000")
    stage.panel.check.look()
    assert "--s" in stage.panel.strip.accessibleName()


def test_what_it_is_about_is_underlined(stage: Stage) -> None:
    stage.editor.setPlainText("🌊 a --s 5000")
    stage.panel.check.look()
    assert stage.editor.marked_text() == "--s 5000"
    stage.editor.setPlainText("a")
    stage.panel.check.look()
    assert stage.editor.marked_text() == ""


def test_attached_pictures_and_the_pinned_model_count(stage: Stage) -> None:
    stage.editor.setPlainText("a --iw 2")
    stage.panel.check.look()
    assert stage.panel.check.finding is not None
    stage.slots.add(a_picture("a"))
    stage.panel.check.look()
    assert stage.panel.check.finding is None
    stage.panel.use_flag("--v 3")
    stage.editor.setPlainText("a --sref 5")
    stage.panel.check.look()
    assert "version 3" in stage.panel.strip.accessibleName()


@pytest.mark.parametrize(
    ("role", "words", "version", "roles"),
    [
        (ReferenceRole.OMNI, "a sea", "7", [ReferenceRole.OMNI]),
        (ReferenceRole.CHARACTER, "a sea", "8.2", [ReferenceRole.EDIT]),
        (ReferenceRole.CHARACTER, "a sea --v 7", "7", [ReferenceRole.OMNI]),
        (ReferenceRole.EDIT, "a sea --niji 7", "8.2", [ReferenceRole.EDIT]),
    ],
)
def test_a_role_that_the_model_does_not_take_is_mended_with_one_click(
    stage: Stage, role: ReferenceRole, words: str, version: str, roles: list[ReferenceRole]
) -> None:
    stage.draft.choose("version", "8.2")
    stage.slots.add(a_picture("a"), role=role)
    stage.editor.setPlainText(words)
    stage.panel.check.look()
    assert "is not accepted by" in stage.panel.strip.accessibleName()
    QTest.mouseClick(stage.panel.strip.fix_button(), Qt.MouseButton.LeftButton)
    assert stage.draft.settings.version == version
    assert [slot.role for slot in stage.slots.slots()] == roles
    assert stage.panel.strip.isHidden()


def test_a_switch_that_does_not_go_with_a_reference_is_turned_off(stage: Stage) -> None:
    stage.draft.choose("version", "7")
    stage.draft.choose("draft", True)
    stage.slots.add(a_picture("a"), role=ReferenceRole.OMNI)
    stage.editor.setPlainText("a sea")
    stage.panel.check.look()
    QTest.mouseClick(stage.panel.strip.fix_button(), Qt.MouseButton.LeftButton)
    assert not stage.draft.has_extra("draft")
    assert stage.panel.strip.isHidden()


def test_a_blank_being_typed_is_no_finding(stage: Stage) -> None:
    stage.editor.setPlainText("a sea  ")
    stage.panel.check.look()
    assert stage.panel.strip.isHidden()
