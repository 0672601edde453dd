"""What a wish was made with: seen in the inspector, told by its tips, and used again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from mjdesk.domain.picture import PictureRole
from mjdesk.domain.task import TaskKind
from tests.support.builders import a_grid, a_picture
from tests.support.hands import heard
from tests.views.inspector.test_inspector import inspecting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme
    from tests.views.conftest import World

    WorldOf = Callable[[Sequence[Task]], World]

LEFT = Qt.MouseButton.LeftButton


def an_input(letter: str, role: PictureRole = PictureRole.INPUT) -> Picture:
    return a_picture(letter * 64, role, name=f"{letter}.png")


def a_wish_with(*inputs: Picture, kind: TaskKind = TaskKind.IMAGINE) -> Task:
    return replace(a_grid(1), kind=kind, inputs=inputs)


def test_what_a_wish_was_made_with_is_used_again(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    image, style = an_input("a"), an_input("b", PictureRole.STYLE)
    task = a_wish_with(image, style, an_input("c", PictureRole.MASK))
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    strip = inspector.inputs
    assert strip.isVisible()
    assert strip.accessibleDescription() == "Image · a.png, Style · b.png"
    chosen = heard(inspector.reference_chosen)
    QTest.mouseClick(strip, LEFT, pos=strip.place(1).center())
    QTest.mouseClick(strip, LEFT, pos=QPoint(strip.width() - 2, 2))
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Return)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert chosen == [(style,), (image,), (style,)]


def test_it_is_not_there_where_there_is_nothing_to_show(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    task = a_grid(1)
    described = replace(a_wish_with(an_input("a"), kind=TaskKind.DESCRIBE), id="d" * 32)
    world = world_of([task, described])
    inspector = inspecting(qtbot, theme, world, task)
    assert not inspector.inputs.isVisible()
    world.focused.show(described)
    assert not inspector.inputs.isVisible()


def test_it_wraps_and_keeps_within_the_panel(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    task = a_wish_with(*(an_input(letter, PictureRole.CHARACTER) for letter in "abcdef"))
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    strip = inspector.inputs
    places = [strip.place(at) for at in range(6)]
    assert all(place.left() >= 0 and place.right() < strip.width() for place in places)
    assert places[-1].bottom() + 1 == strip.height()
    assert len({place.top() for place in places}) == 2


def test_a_tip_names_the_picture_in_plain_words(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    task = a_wish_with(replace(an_input("a", PictureRole.OMNI), name="<b>cat</b>.png"))
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    strip = inspector.inputs
    at = strip.place(0).center()
    QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, at, strip.mapToGlobal(at)))
    qtbot.waitUntil(QToolTip.isVisible)
    assert "Omni · &lt;b&gt;cat" in QToolTip.text()
    QToolTip.hideText()
