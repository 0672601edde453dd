"""The tile of a question: it stands out, and its button is where it will be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from mjdesk.domain.action import read_action
from mjdesk.domain.task import TaskState
from mjdesk.views.gallery.tile_buttons import buttons_for
from mjdesk.views.gallery.tile_painter import TilePainter
from tests.support.builders import a_task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme
    from tests.views.conftest import World

ASKING = a_task(state=TaskState.NEEDS_ANSWER, action=read_action("MJ::CustomZoom::h"))
SIZE = QSize(280, 190)


def painted(theme: Theme, world: World, task: Task, *, is_hovered: bool = False, place: int = 0) -> QImage:
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    rect = QRect(0, 0, SIZE.width(), SIZE.height())
    buttons = buttons_for(task, rect, 0) if is_hovered else ()
    tiles = TilePainter(theme, world.thumbnails, world.previews)
    tiles.set_places(lambda _task_id: place)
    tiles.paint(painter, rect, task, scale=1.0, is_hovered=is_hovered, buttons=buttons)
    painter.end()
    return image


@pytest.mark.parametrize("is_hovered", [False, True])
def test_the_way_to_answer_is_there_before_the_pointer_is(
    theme: Theme, world_of: Callable[[Sequence[Task]], World], is_hovered: bool
) -> None:
    image = painted(theme, world_of([ASKING]), ASKING, is_hovered=is_hovered)
    (answer, _more) = buttons_for(ASKING, QRect(0, 0, SIZE.width(), SIZE.height()), 0)
    corner = answer.rect.topLeft()
    inside = image.pixelColor(corner.x() + 4, corner.y() + answer.rect.height() // 2)
    assert inside.name() == theme.tokens.accent_fill
    ground = image.pixelColor(SIZE.width() // 2, 12)
    assert ground.name() == theme.tokens.accent_soft


def test_what_waits_says_whose_turn_it_is(theme: Theme, world_of: Callable[[Sequence[Task]], World]) -> None:
    waiting = a_task(state=TaskState.DRAFTED, remote_id="")
    world = world_of([waiting])
    unknown, second, third = (painted(theme, world, waiting, place=place) for place in (0, 2, 3))
    assert unknown != second != third
    assert third == painted(theme, world, waiting, place=3)


def foot_of(image: QImage) -> QImage:
    """Where the words stand while no button does."""
    return image.copy(8, SIZE.height() - 26, 200, 22)


@pytest.mark.parametrize("state", [TaskState.DRAFTED, TaskState.SUBMITTED, TaskState.RUNNING])
def test_what_is_on_its_way_says_what_it_will_be(
    theme: Theme, world_of: Callable[[Sequence[Task]], World], state: TaskState
) -> None:
    one, other = a_task(state=state, prompt="a fox"), a_task(state=state, prompt="a lighthouse")
    world = world_of([one])
    assert foot_of(painted(theme, world, one)) != foot_of(painted(theme, world, other))


@pytest.mark.parametrize("state", [TaskState.RUNNING, TaskState.FAILED])
def test_no_words_stand_behind_a_button(
    theme: Theme, world_of: Callable[[Sequence[Task]], World], state: TaskState
) -> None:
    one, other = a_task(state=state, prompt="a fox"), a_task(state=state, prompt="a lighthouse")
    world = world_of([one])
    hovered = [foot_of(painted(theme, world, task, is_hovered=True)) for task in (one, other)]
    assert hovered[0] == hovered[1]


def test_what_runs_by_itself_looks_otherwise(
    theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    running = a_task(state=TaskState.SUBMITTED)
    image = painted(theme, world_of([running]), running)
    assert image.pixelColor(SIZE.width() // 2, 12).name() == theme.tokens.card
