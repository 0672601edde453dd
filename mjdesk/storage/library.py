"""The library of tasks in SQLite, behind the port `Archive`; it never sees a picture's bytes."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from mjdesk.domain.errors import LibraryDamaged, LibraryError
from mjdesk.domain.frozen import dataclass
from mjdesk.storage import accounts, backup, rows, search
from mjdesk.storage.disk import disk_error
from mjdesk.storage.lanes import Lanes
from mjdesk.storage.opening import library_error_of, open_library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

    from mjdesk.domain.album import Album, AlbumSpending
    from mjdesk.domain.ledger import Spending
    from mjdesk.domain.library import IndexRow, LibrarySize, TaskQuery
    from mjdesk.domain.task import Task

_T = TypeVar("_T")
_READERS = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """How opening went."""

    trouble: LibraryError | None = None
    """`LibraryDamaged`: a backup or a new library is in use. `DiskReadOnly`, `DiskFull`: nothing can be
    written, what is there can be read. None: all is well."""


class Library:
    """Owns the database, its threads and its backups while it is open.

    `async with Library(path, backups)` opens and closes it. Every write is committed and synced when its
    coroutine returns. Several processes may have the same library open.
    Raises `LibraryError` and its kinds; after `LibraryDamaged` the next start restores a backup.
    """

    def __init__(
        self,
        path: Path,
        backups: Path,
        *,
        now: Callable[[], float] = time.time,
        needs_folder: bool = False,
    ) -> None:
        """`needs_folder`: its folder must be there already, because the person chose it."""
        self._path = path
        self._needs_folder = needs_folder
        self._backups = backups
        self._now = now
        self._lanes = Lanes(path)
        self._is_open = False
        self.opened = Opened()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def open(self) -> Opened:
        """Open, restore or begin the library; never raises for what a disk or a file did."""
        opening = await self._lanes.start(
            partial(
                open_library,
                self._path,
                self._backups,
                now=self._now(),
                readers=_READERS,
                needs_folder=self._needs_folder,
            )
        )
        self._lanes.adopt(opening.writer, opening.readers)
        self._is_open = True
        self.opened = Opened(opening.trouble)
        return self.opened

    async def close(self) -> None:
        """Take the day's backup when it is due, then let go of everything; safe to call twice."""
        if self._is_open:
            self._is_open = False
            # Leaving must succeed; the next run tries again.
            with contextlib.suppress(LibraryError):
                await self.backup_if_due()
        await self._lanes.close()

    async def backup_if_due(self) -> str:
        """Copy the library when the newest copy is a day old; the copy's name, or empty.

        A library without tasks is not worth a copy. Raises `DiskFull` and its like; damage found by the
        check of the copy makes the next start restore an older one.
        """
        if isinstance(self.opened.trouble, LibraryError) and not isinstance(
            self.opened.trouble, LibraryDamaged
        ):
            return ""
        return await asyncio.to_thread(self._back_up)

    async def add(self, task: Task) -> Task:
        """Write a new task; the answer carries its `seq`. Raises `LibraryError` when the id is taken."""
        (seq,) = await self._write(lambda writer: rows.insert_all(writer, [task]))
        return replace(task, seq=seq)

    async def add_all(self, tasks: Sequence[Task]) -> Sequence[Task]:
        """Many new tasks in one transaction, for imports; with their `seq`."""
        seqs = await self._write(lambda writer: rows.insert_all(writer, tasks))
        return [replace(task, seq=seq) for task, seq in zip(tasks, seqs, strict=True)]

    async def put(self, tasks: Sequence[Task], *, raw: dict[str, str] | None = None) -> None:
        """Replace tasks (unknown ones are written), in one transaction, with the gateway's words."""

        def work(writer: sqlite3.Connection) -> None:
            for task in tasks:
                rows.put(writer, task)
            for task_id, words in (raw or {}).items():
                if words:
                    rows.put_raw(writer, task_id, words)

        await self._write(work)

    async def get(self, task_id: str) -> Task | None:
        return await self._read(lambda reader: rows.one(reader, task_id))

    async def by_remote_id(self, account: str, remote_id: str) -> Task | None:
        return await self._read(lambda reader: rows.by_remote_id(reader, account, remote_id))

    async def by_seq(self, seqs: Sequence[int]) -> Sequence[Task]:
        wanted = tuple(seqs)
        return await self._read(lambda reader: rows.by_seq(reader, wanted))

    async def unsettled(self) -> Sequence[Task]:
        return await self._read(rows.unsettled)

    async def index(self, query: TaskQuery, *, before: int | None = None, limit: int) -> Sequence[IndexRow]:
        """Finished tasks that match, newest first, with `seq` smaller than `before`."""
        return await self._read(lambda reader: search.index(reader, query, before=before, limit=limit))

    async def children(self, task_id: str) -> Sequence[Task]:
        """Oldest first."""
        return await self._read(lambda reader: rows.children(reader, task_id))

    async def lineage(self, task_id: str) -> Sequence[Task]:
        return await self._read(lambda reader: rows.lineage(reader, task_id))

    async def delete(self, task_ids: Sequence[str]) -> None:
        """Forget tasks that are in the trash; others are left alone. See `orphans` for their pictures."""
        await self._write(lambda writer: rows.delete(writer, task_ids))

    async def size(self) -> LibrarySize:
        """What is not in the trash; the bytes are those of all originals, each counted once."""
        return await self._read(rows.size)

    async def raw(self, task_id: str) -> str:
        return await self._read(lambda reader: rows.raw(reader, task_id))

    async def recent_prompts(self, limit: int) -> Sequence[str]:
        return await self._read(lambda reader: rows.recent_prompts(reader, limit))

    async def spending(self, since: int, until: int, account: str = "") -> Sequence[Spending]:
        """A row for each day, gateway and currency, newest day first; of deleted tasks too.

        Days are local ordinals, both included; an empty `account` means all.
        """
        return await self._read(lambda reader: accounts.spending(reader, since, until, account))

    async def charged_without_picture(self, limit: int) -> Sequence[Task]:
        """Newest first; what lies in the trash counts too, for the money is gone all the same."""
        return await self._read(lambda reader: rows.charged_without_picture(reader, limit))

    async def albums(self) -> Sequence[Album]:
        """Collections that are not deleted, the oldest first."""
        from mjdesk.storage import albums

        return await self._read(albums.every)

    async def add_album(self, name: str) -> Album:
        """A new collection; names need not differ here."""
        from mjdesk.storage import albums

        return await self._write(lambda writer: albums.add(writer, name, self._now()))

    async def rename_album(self, album: int, name: str) -> None:
        from mjdesk.storage import albums

        await self._write(lambda writer: albums.rename(writer, album, name))

    async def delete_album(self, album: int, *, is_deleted: bool = True) -> None:
        """Put a collection away, or bring it back; its tasks stay where they are."""
        from mjdesk.storage import albums

        moment = self._now() if is_deleted else None
        await self._write(lambda writer: albums.set_deleted(writer, album, moment))

    async def album_spending(self, since: int, until: int) -> Sequence[AlbumSpending]:
        """A row for each collection and currency, and for what is in none; days as in `spending`."""
        from mjdesk.storage import albums

        return await self._read(lambda reader: albums.spending(reader, since, until))

    async def orphans(self) -> Sequence[str]:
        """Digests of originals that no task uses any more, until they are forgotten."""
        return await self._read(rows.orphans)

    async def forget_orphans(self, digests: Sequence[str]) -> None:
        """These are gone from the disk."""
        await self._write(lambda writer: rows.forget_orphans(writer, digests))

    def _back_up(self) -> str:
        try:
            now = self._now()
            if not backup.is_due(self._backups, now) or not backup.is_worth_it(self._path):
                return ""
            return backup.take(self._path, self._backups, now).name
        except OSError as error:
            raise disk_error(error) from error
        except (sqlite3.Error, backup.UnsoundError) as error:
            raise self._noticed(library_error_of(error)) from error

    async def _write(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        try:
            return await self._lanes.write(work)
        except LibraryError as error:
            raise self._noticed(error) from error.__cause__

    async def _read(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        try:
            return await self._lanes.read(work)
        except LibraryError as error:
            raise self._noticed(error) from error.__cause__

    def _noticed(self, error: LibraryError) -> LibraryError:
        if isinstance(error, LibraryDamaged):
            backup.suspect(self._path)
        return error
