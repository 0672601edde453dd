"""Pictures leave the viewer by hand: the variant under the pointer, or a neighbour in the strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mjdesk.views.viewer.filmstrip import Filmstrip
from tests.support.builders import a_grid
from tests.support.hands import heard, move
from tests.views.viewer.test_viewer import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme
    from tests.views.conftest import World

    WorldOf = Callable[[Sequence[Task]], World]

LEFT = Qt.MouseButton.LeftButton


def drag(widget: QWidget, start: QPoint, far: int = 40) -> None:
    QTest.mousePress(widget, LEFT, pos=start)
    for step in (3, far // 2, far):
        move(widget, start + QPoint(step, 0), LEFT)
    QTest.mouseRelease(widget, LEFT, pos=start + QPoint(far, 0))


def strip_of(qtbot: QtBot, theme: Theme, world: World) -> Filmstrip:
    strip = Filmstrip(theme, world.rows, world.thumbnails)
    qtbot.addWidget(strip)
    strip.resize(600, 88)
    strip.show()
    qtbot.waitExposed(strip)
    strip.show_row(0)
    qtbot.waitUntil(lambda: all(world.rows.task(row) for row in range(world.rows.rowCount())))
    return strip


def test_a_neighbour_is_dragged_out_of_the_strip(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    strip = strip_of(qtbot, theme, world_of([a_grid(1), a_grid(2), a_grid(3)]))
    dragged, chosen = heard(strip.drag_started), heard(strip.chosen)
    drag(strip, strip.place_of(1))
    assert [task.seq for (task,) in dragged] == [2]
    assert chosen == [], "a drag is no click"
    QTest.mouseClick(strip, LEFT, pos=strip.place_of(1))
    assert chosen == [(1,)]
    assert len(dragged) == 1


def test_beside_the_pictures_there_is_nothing_to_drag(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    strip = strip_of(qtbot, theme, world_of([a_grid(1)]))
    dragged = heard(strip.drag_started)
    drag(strip, QPoint(20, 40))
    assert dragged == []


def test_the_variant_under_the_pointer_is_dragged_out_of_a_grid(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    task = a_grid(1)
    viewer = opened(qtbot, theme, world_of([task]), task)
    qtbot.waitUntil(viewer.canvas.has_picture, timeout=3000)
    told = heard(viewer.commanded)
    rect = viewer.canvas.picture_rect()
    lower_left = QPoint(round(rect.left() + rect.width() * 0.25), round(rect.top() + rect.height() * 0.6))
    drag(viewer.canvas, lower_left)
    assert told == [(task.id, "drag-tile-3")]
