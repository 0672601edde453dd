"""The viewer: sharp when it can be, honest when it cannot, and light once it is closed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.task import TaskState
from mjdesk.views.viewer.viewer import Viewer
from tests.support.builders import a_grid, a_picture, a_task
from tests.support.hands import heard, move, turn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme
    from tests.views.conftest import World

    WorldOf = Callable[[Sequence[Task]], World]


def opened(qtbot: QtBot, theme: Theme, world: World, task: Task) -> Viewer:
    viewer = Viewer(
        theme, world.rows, world.focused, world.thumbnails, world.previews, world.pictures, well=0
    )
    qtbot.addWidget(viewer)
    viewer.resize(900, 700)
    viewer.show()
    qtbot.waitExposed(viewer)
    world.focused.show(task)
    viewer.open()
    return viewer


def facts(viewer: Viewer) -> str:
    return " ".join(label.text() for label in viewer.findChildren(QLabel))


def test_it_shows_the_original_and_lets_it_go_when_it_closes(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    task = a_grid(1)
    world = world_of([task])
    viewer = opened(qtbot, theme, world, task)
    qtbot.waitUntil(viewer.is_sharp, timeout=3000)
    assert viewer.canvas.has_picture()
    assert world.pictures.held_bytes > 0
    assert "1 of 1 · 1024 × 1024" in facts(viewer)
    viewer.hide()
    assert world.pictures.held_bytes == 0
    assert not viewer.canvas.has_picture()
    viewer.show()
    viewer.open()
    qtbot.waitUntil(viewer.canvas.has_picture, timeout=3000)


def test_place_and_strip_follow_the_picture_when_others_come(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    first, second = a_grid(1), a_grid(2)
    world = world_of([first, second])
    viewer = opened(qtbot, theme, world, first)
    assert "2 of 2" in facts(viewer)
    world.tell(a_task(id="c" * 32, seq=3, state=TaskState.RUNNING))
    assert "3 of 3" in facts(viewer)
    assert viewer.strip.row == world.rows.row_of(first) == 2
    world.tell(replace(second, trashed_at=5.0))
    assert "2 of 2" in facts(viewer)
    assert viewer.strip.row == world.rows.row_of(first) == 1


@pytest.mark.parametrize("trouble", ["gone", "broken", "raises"])
def test_a_lost_original_keeps_the_stand_in_and_says_so(
    qtbot: QtBot, theme: Theme, world_of: WorldOf, trouble: str
) -> None:
    task = a_grid(1)
    world = world_of([task])
    digest = cast("Any", task.cover).digest
    with qtbot.waitSignal(world.thumbnails.ready, timeout=3000):
        world.thumbnails.pixmap(digest, QSize(200, 200))
    if trouble == "gone":
        del world.images.files[digest]
    elif trouble == "broken":
        world.images.files[digest] = b"not a picture"
    else:
        world.images.broken.add(digest)
    viewer = opened(qtbot, theme, world, task)
    qtbot.waitUntil(lambda: "the original cannot be read" in facts(viewer), timeout=3000)
    assert viewer.canvas.has_picture()
    assert not viewer.is_sharp()
    whole = a_grid(2)
    world.images.put(cast("Any", whole.cover).digest)
    world.focused.show(whole)
    assert "cannot be read" not in facts(viewer)


def test_a_square_cutting_of_a_strip_is_never_stretched(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    task = a_grid(1, pictures=(a_picture("f" * 64, width=1600, height=800),))
    world = world_of([task])
    with qtbot.waitSignal(world.thumbnails.ready, timeout=3000):
        world.thumbnails.pixmap("f" * 64, QSize(64, 64))
    world.images.broken.add("f" * 64)
    viewer = opened(qtbot, theme, world, task)
    assert not viewer.canvas.has_picture()


def test_a_film_asks_for_no_original(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    task = a_grid(1, pictures=(a_picture("f" * 64, PictureRole.VIDEO),))
    world = world_of([task])
    viewer = opened(qtbot, theme, world, task)
    assert "f" * 64 not in world.images.asked
    assert "cannot be read" not in facts(viewer)


def test_the_variant_under_the_pointer_offers_its_actions_once(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    task = a_grid(1)
    viewer = opened(qtbot, theme, world_of([task]), task)
    qtbot.waitUntil(viewer.is_sharp, timeout=3000)
    acted, commanded = heard(viewer.acted), heard(viewer.commanded)
    rect = viewer.canvas.picture_rect()
    move(viewer.canvas, (rect.topLeft() + QPointF(rect.width() * 0.7, rect.height() * 0.2)).toPoint())
    assert viewer.canvas.button_rect(ActionVerb.UPSCALE, 1) is None
    place = viewer.canvas.button_rect(ActionVerb.UPSCALE, 2)
    assert place is not None
    at, left = place.center().toPoint(), Qt.MouseButton.LeftButton
    QTest.mousePress(viewer.canvas, left, pos=at)
    move(viewer.canvas, at + QPoint(12, 0), left)
    QTest.mouseRelease(viewer.canvas, left, pos=at)
    QTest.mouseDClick(viewer.canvas, left, pos=at)
    assert [(task_id, action.verb, action.index) for task_id, action in acted] == [
        (task.id, ActionVerb.UPSCALE, 2)
    ]
    assert commanded == []
    assert viewer.canvas.is_fit()


def test_keys_and_wheel_leaf_through_the_rows(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    tasks = [a_grid(n) for n in range(1, 6)]
    world = world_of(tasks)
    viewer = opened(qtbot, theme, world, tasks[2])
    chosen = heard(viewer.row_chosen)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(viewer.canvas, key)
    assert chosen == [(3,), (1,), (3,), (1,)]
    viewer.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Left)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Up)
    assert chosen[4:] == [(3,), (1,)]
    viewer.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    chosen.clear()
    for _ in range(8):
        turn(viewer.strip, -15)
    assert chosen == [(3,)]
    closed = heard(viewer.closed)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Escape)
    assert closed == [()]


def test_a_live_task_shows_its_progress_and_then_its_picture(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    running = a_task(id=a_grid(1).id, seq=1, state=TaskState.RUNNING, progress=40)
    world = world_of([running])
    viewer = opened(qtbot, theme, world, running)
    assert not viewer.canvas.has_picture()
    done = a_grid(1)
    world.images.put(cast("Any", done.cover).digest, 256, 256)
    world.tell(done)
    qtbot.waitUntil(viewer.is_sharp, timeout=3000)


def test_rich_looking_and_endless_prompts_are_plain(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    task = a_grid(1)
    world = world_of([task])
    viewer = opened(qtbot, theme, world, task)
    width = viewer.minimumSizeHint().width()
    for prompt in ("<b>bold</b> <img src=x>", "x" * 10_000, "منارة " * 300, "🏔️" * 500):
        world.tell(replace(task, prompt=prompt))
        assert viewer.minimumSizeHint().width() <= width + 24
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText for label in viewer.findChildren(QLabel) if label.text()
    )
