"""A library of given tasks with its models, ready for a screen to stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from mjdesk.domain.library import TaskQuery
from mjdesk.domain.task import TaskChange
from mjdesk.models.focused_task import FocusedTask
from mjdesk.models.full_pictures import FullPictures
from mjdesk.models.previews import Previews
from mjdesk.models.task_list import TaskListModel
from mjdesk.models.thumbnails import Thumbnails
from mjdesk.theme import Theme
from tests.support.behind_models import FeedOfTest, ImagesOfTest, ScopeNow, StoreOfTest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QApplication

    from mjdesk.domain.task import Task


class World:
    """Every model that gallery, inspector and viewer need, on one library."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self.store = StoreOfTest()
        for task in tasks:
            self.store.tasks[task.id] = task
        self.feed = FeedOfTest([task for task in tasks if not task.is_live], size=1000)
        self.images = ImagesOfTest()
        for task in tasks:
            if task.cover is not None:
                self.images.put(task.cover.digest, task.cover.width // 8, task.cover.height // 8)
        scope = cast("Any", ScopeNow())
        feed, store, images = cast("Any", self.feed), cast("Any", self.store), cast("Any", self.images)
        self.rows = TaskListModel(feed, store, scope)
        self.focused = FocusedTask(feed, store, scope)
        self.thumbnails = Thumbnails(images, scope)
        self.previews = Previews(images, store, scope)
        self.pictures = FullPictures(images, scope)
        self.rows.open(TaskQuery())

    def tell(self, task: Task) -> None:
        """The store says that this task is so now."""
        before = self.store.tasks.get(task.id)
        self.store.tasks[task.id] = task
        if not task.is_live:
            self.feed.library[task.seq] = task
        self.store.changed.emit(TaskChange(before, task))

    def close(self) -> None:
        for model in (self.rows, self.focused, self.previews, self.thumbnails, self.pictures):
            model.close()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The dark theme, put on the application for one test."""
    theme = Theme(reduced_motion=True)
    theme.apply(qapp)
    yield theme
    qapp.setStyleSheet("")


@pytest.fixture
def world_of(theme: Theme) -> Iterator[Callable[[Sequence[Task]], World]]:
    made: list[World] = []

    def make(tasks: Sequence[Task]) -> World:
        made.append(World(tasks))
        return made[-1]

    yield make
    for world in made:
        world.close()
