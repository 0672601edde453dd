"""Collections: which there are, what is in them, where new pictures go and what each has cost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.album import album_name, is_same_name
from mjdesk.domain.errors import WishInvalid
from mjdesk.services.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mjdesk.domain.album import Album, AlbumSpending
    from mjdesk.domain.task import Task
    from mjdesk.services.ports import AlbumArchive
    from mjdesk.services.settings import SettingsHolder
    from mjdesk.services.task_store import TaskStore


class Albums:
    """Owns the list of collections, once it was loaded; which task is in which is said by the tasks.

    A person calls an album a collection. Errors are `LibraryError`, and `WishInvalid` of reason
    `album-name` for a name that is empty or taken; then nothing has changed.
    """

    def __init__(self, archive: AlbumArchive, store: TaskStore, settings: SettingsHolder) -> None:
        self.changed: Signal[tuple[Album, ...]] = Signal()
        self._archive = archive
        self._store = store
        self._settings = settings
        self._all: tuple[Album, ...] = ()
        self._former_target = 0

    @property
    def all(self) -> tuple[Album, ...]:
        """By name; empty before `load`."""
        return self._all

    @property
    def target(self) -> Album | None:
        """Where new wishes go."""
        return self.get(self._settings.value.target_album)

    def get(self, album: int) -> Album | None:
        """One that is there."""
        return next((each for each in self._all if each.id == album), None)

    async def load(self) -> tuple[Album, ...]:
        """Ask the library which there are and how full they are."""
        found = await self._archive.albums()
        self._all = tuple(sorted(found, key=lambda each: (each.name.casefold(), each.id)))
        target = self._settings.value.target_album
        if target and self.get(target) is None:
            self._settings.update(target_album=0)
        self.changed.emit(self._all)
        return self._all

    async def create(self, name: str, task_ids: Iterable[str] = ()) -> Album:
        """A new one, with these tasks in it."""
        made = await self._archive.add_album(self._free_name(name))
        await self._put({task_id: _into(made.id) for task_id in task_ids})
        return made

    async def rename(self, album: int, name: str) -> None:
        await self._archive.rename_album(album, self._free_name(name, but=album))
        await self.load()

    async def delete(self, album: int) -> None:
        """Put a collection away; its pictures stay in the library, and what new wishes go into is none."""
        await self._archive.delete_album(album)
        if self._settings.value.target_album == album:
            self._former_target = album
        await self.load()

    async def bring_back(self, album: int) -> None:
        """Undo `delete`."""
        await self._archive.delete_album(album, is_deleted=False)
        await self.load()
        if self._former_target == album and not self._settings.value.target_album:
            self.aim(album)

    async def add(self, album: int, task_ids: Iterable[str]) -> int:
        """Put tasks into a collection; answers how many were not in it before."""
        return await self._put({task_id: _into(album) for task_id in task_ids})

    async def remove(self, album: int, task_ids: Iterable[str]) -> int:
        """Take tasks out of a collection; answers how many were in it."""
        return await self._put({task_id: _out_of(album) for task_id in task_ids})

    def aim(self, album: int) -> None:
        """New wishes go into this one; 0: into none."""
        self._former_target = 0
        if self._settings.value.target_album != album:
            self._settings.update(target_album=album)
            self.changed.emit(self._all)

    async def spending(self, since: int, until: int) -> Sequence[AlbumSpending]:
        """A row for each collection and currency, 0 for what is in none; local ordinals, both included."""
        return await self._archive.album_spending(since, until)

    async def _put(self, changes: dict[str, Callable[[Task], Task]]) -> int:
        changed = await self._store.update_many(changes)
        await self.load()
        return len(changed)

    def _free_name(self, text: str, *, but: int = 0) -> str:
        name = album_name(text)
        if not name or any(is_same_name(each.name, name) for each in self._all if each.id != but):
            raise WishInvalid(name, reason="album-name")
        return name


def _into(album: int) -> Callable[[Task], Task]:
    return lambda task: replace(task, albums=tuple(sorted({*task.albums, album})))


def _out_of(album: int) -> Callable[[Task], Task]:
    return lambda task: replace(task, albums=tuple(each for each in task.albums if each != album))
