"""Panels beside the centre while there is room, one at a time when it is short, over it when it is small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mjdesk.theme import Theme
from mjdesk.views.side_panels import Side, SidePanels
from mjdesk.widgets.drawer import Drawer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class World:
    def __init__(self, theme: Theme) -> None:
        self.body = QWidget()
        self.compose, self.centre, self.inspector = (QLineEdit() for _ in range(3))
        self.sides = SidePanels(theme, _panel(self.compose), _panel(self.centre), _panel(self.inspector))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sides)
        self.sides.set_widths(376, 324)

    def seen(self) -> tuple[bool, bool]:
        return self.compose.isVisible(), self.inspector.isVisible()

    def drawers(self) -> list[Drawer]:
        return [each for each in self.body.findChildren(Drawer) if each.isVisible()]


def _panel(field: QLineEdit) -> QWidget:
    panel = QWidget()
    QVBoxLayout(panel).addWidget(field)
    return panel


@pytest.fixture
def world(qtbot: QtBot) -> World:
    world = World(Theme())
    qtbot.addWidget(world.body)
    world.body.resize(1440, 700)
    with qtbot.waitExposed(world.body):
        world.body.show()
    world.body.activateWindow()
    qtbot.waitUntil(world.body.isActiveWindow)
    return world


def test_all_stand_beside_each_other_with_their_widths(world: World) -> None:
    assert world.seen() == (True, True)
    assert world.sides.widths() == (376, 324)
    assert world.drawers() == []


def test_they_take_turns(world: World) -> None:
    world.body.resize(1200, 700)
    assert world.seen() == (True, False)
    world.sides.want(Side.INSPECTOR)
    assert world.seen() == (False, True)


def test_in_a_small_window_they_lie_over_the_centre(world: World) -> None:
    world.body.resize(1000, 700)
    (drawer,) = world.drawers()
    assert (drawer.x(), drawer.height()) == (0, 700)
    panel = drawer.panel
    assert panel is not None
    assert panel.width() == 376
    centre = world.centre.parentWidget()
    assert centre is not None
    assert centre.width() == 1000
    world.sides.want(Side.INSPECTOR)
    (drawer,) = world.drawers()
    panel = drawer.panel
    assert panel is not None
    assert drawer.x() + drawer.width() == 1000
    assert panel.mapTo(world.body, panel.rect().topRight()).x() == 999


def test_turning_to_the_centre_puts_a_panel_away(world: World, qtbot: QtBot) -> None:
    world.body.resize(1000, 700)
    world.compose.setFocus()
    assert world.seen() == (True, False)
    world.centre.setFocus()
    qtbot.waitUntil(lambda: world.seen() == (False, False))
    world.sides.want(Side.INSPECTOR)
    assert world.seen() == (False, True)


def test_room_again_brings_them_back_where_they_were(world: World) -> None:
    world.compose.setText("a lighthouse")
    world.compose.setFocus()
    world.body.resize(1000, 700)
    assert world.compose.hasFocus()
    world.body.resize(1440, 700)
    assert world.compose.hasFocus()
    assert world.seen() == (True, True)
    assert world.drawers() == []
    assert world.sides.widths() == (376, 324)
    panels = [world.sides.widget(place) for place in range(3)]
    assert [
        panel is not None and panel.isAncestorOf(field)
        for panel, field in zip(panels, (world.compose, world.centre, world.inspector), strict=True)
    ] == [True] * 3
    assert world.compose.text() == "a lighthouse"
