"""One gateway, a library in memory and a clock that stands still, for every test of a service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.settings import Settings, WordsHabit
from mjdesk.services.collector import Collector
from mjdesk.services.ledger import Ledger
from mjdesk.services.notices import Notice, Notices
from mjdesk.services.queue import Queue
from mjdesk.services.settings import SettingsHolder
from mjdesk.services.submitter import Submitter
from mjdesk.services.task_scope import TaskScope
from mjdesk.services.task_store import TaskStore
from mjdesk.services.uploads import Uploads
from mjdesk.services.watcher import Watcher
from tests.support.builders import numbered_ids
from tests.support.clock import FakeClock
from tests.support.fake_gateway import FakeGateway, FakeGateways, MemoryArchive, MemoryPictures
from tests.support.upload_book import MemoryBook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mjdesk.domain.task import Task, TaskChange


class NoDisk:
    async def save(self, settings: Settings) -> None:
        raise AssertionError("nobody saves here")


@dataclass
class World:
    """Everything that services meet, and a record of what they told."""

    scope: TaskScope
    clock: FakeClock = field(default_factory=FakeClock)
    archive: MemoryArchive = field(default_factory=MemoryArchive)
    pictures: MemoryPictures = field(default_factory=MemoryPictures)
    gateway: FakeGateway = field(default_factory=FakeGateway)
    notices: Notices = field(default_factory=Notices)
    heard: list[Notice] = field(default_factory=list[Notice])
    withdrawn: list[str] = field(default_factory=list[str])
    changes: list[TaskChange] = field(default_factory=list)
    habit: WordsHabit = WordsHabit.WHEN_ASKED
    errors: list[tuple[str, Exception]] = field(default_factory=list[tuple[str, Exception]])

    def __post_init__(self) -> None:
        self.gateways = FakeGateways(self.gateway)
        self.store = TaskStore(self.archive, self.clock)
        self.settings = SettingsHolder(Settings(), NoDisk(), self.clock, self.notices)
        self.queue = Queue(self.store, self.settings)
        self.ledger = Ledger(
            self.archive, self.store, self.gateways, self.clock, lambda: self.settings.value.daily_cap
        )
        self.uploads = Uploads(self.gateways, self.pictures, self.clock, MemoryBook())
        self.submitter = Submitter(
            self.store,
            self.gateways,
            self.pictures,
            self.clock,
            numbered_ids(),
            queue=self.queue,
            ledger=self.ledger,
            links=self.uploads,
            notices=self.notices,
            on_error=self.on_error,
            chance=lambda: 0.5,
            grace=0.01,
            habit=lambda: self.habit,
            target_album=lambda: self.settings.value.target_album,
        )
        self.watcher = Watcher(
            self.store,
            self.gateways,
            self.clock,
            notices=self.notices,
            on_error=self.on_error,
            chance=lambda: 0.5,
        )
        self.collector = Collector(
            self.store,
            self.gateways,
            self.pictures,
            self.clock,
            notices=self.notices,
            on_error=self.on_error,
            chance=lambda: 0.5,
        )
        self.notices.changed.connect(self.heard.append)
        self.notices.withdrawn.connect(self.withdrawn.append)
        self.store.changed.connect(self.changes.append)

    def on_error(self, name: str, error: Exception) -> None:
        self.errors.append((name, error))

    def forget(self) -> None:
        """What a restart forgets: the requests as they were made."""
        self.submitter._drafts._requests.clear()  # pyright: ignore[reportPrivateUsage] (nothing else forgets)

    async def submitting(self) -> None:
        self.scope.start(self.submitter.run(), name="submitter")
        await self.clock.rest()

    async def watching(self) -> None:
        self.scope.start(self.watcher.run(), name="watcher")
        await self.clock.rest()

    async def collecting(self) -> None:
        self.scope.start(self.collector.run(), name="collector")
        await self.clock.rest()

    def now(self, task: Task) -> Task:
        """The task as the library has it."""
        return self.archive.tasks[task.id]

    @property
    def told(self) -> list[str]:
        """Kinds of the notices so far."""
        return [notice.kind for notice in self.heard]

    def states(self, task: Task) -> list[str]:
        """The states a task went through."""
        found = [change.after.state.value for change in self.changes if change.after.id == task.id]
        return [state for at, state in enumerate(found) if at == 0 or found[at - 1] != state]


@pytest.fixture
async def world() -> AsyncIterator[World]:
    errors: list[tuple[str, Exception]] = []
    async with TaskScope(lambda name, error: errors.append((name, error))) as scope:
        made = World(scope)
        yield made
    assert errors == []
    assert made.errors == []
