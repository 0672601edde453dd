"""Partial results: fetched once each, blurred, gone with the task; nothing is fetched for what has ended."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtGui import QImage

from mjdesk.domain.task import Collection, TaskChange, TaskState
from mjdesk.models.previews import Previews, blurred
from tests.support.behind_models import encoded, quartered
from tests.support.builders import a_picture, a_task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from tests.support.behind_models import ImagesOfTest, ScopeNow, StoreOfTest


@pytest.fixture
def previews(qtbot: QtBot, images: ImagesOfTest, scope: ScopeNow, store: StoreOfTest) -> Iterator[Previews]:
    model = Previews(cast("Any", images), cast("Any", store), cast("Any", scope))
    yield model
    model.close()


def running(**changes: Any) -> Task:
    return a_task(**{"state": TaskState.RUNNING, "progress": 30, "preview_url": "one"} | changes)


def test_each_address_is_asked_for_once_and_shown(
    qtbot: QtBot, previews: Previews, images: ImagesOfTest
) -> None:
    images.previews["one"] = encoded(quartered(2000, 1000))
    task = running()
    with qtbot.waitSignal(previews.ready, timeout=2000):
        assert previews.pixmap(task) is None
    found = previews.pixmap(task)
    assert found is not None
    assert (found.width(), found.height()) == (256, 128)
    assert images.asked == ["one"]


@pytest.mark.parametrize("data", [b"", b"<html>"])
def test_a_preview_that_is_none_changes_nothing(
    qtbot: QtBot, previews: Previews, images: ImagesOfTest, data: bytes
) -> None:
    images.previews["one"] = data
    with qtbot.assertNotEmitted(previews.ready, wait=60):
        assert previews.pixmap(running()) is None
    assert previews.pixmap(running()) is None
    assert images.asked == ["one"]


@pytest.mark.parametrize("state", [state for state in TaskState if state.is_final])
def test_nothing_is_fetched_for_a_task_that_has_ended(
    previews: Previews, images: ImagesOfTest, state: TaskState
) -> None:
    assert previews.pixmap(running(state=state)) is None
    assert images.asked == []


def test_the_last_preview_stays_until_the_pictures_are_home(
    qtbot: QtBot, previews: Previews, images: ImagesOfTest, store: StoreOfTest
) -> None:
    images.previews["one"] = encoded(quartered())
    task = running()
    with qtbot.waitSignal(previews.ready, timeout=2000):
        previews.pixmap(task)
    waiting = replace(task, state=TaskState.SUCCEEDED, collection=Collection.WAITING)
    store.changed.emit(TaskChange(task, waiting))
    assert previews.pixmap(waiting) is not None
    home = replace(waiting, pictures=(a_picture(),), collection=Collection.DONE)
    store.changed.emit(TaskChange(waiting, home))
    assert previews.pixmap(waiting) is None


def test_it_grows_sharper_with_progress() -> None:
    image = quartered(256, 256).scaled(256, 256)

    def edges(picture: QImage) -> int:
        steps = [picture.pixelColor(x, 64).green() for x in range(256)]
        return max(abs(b - a) for a, b in pairwise(steps))

    assert edges(blurred(image, 0)) < edges(blurred(image, 100))
    assert blurred(QImage(), 50).isNull()
