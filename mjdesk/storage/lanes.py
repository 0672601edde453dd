"""Threads for SQLite: one lane that writes and a few that read, so the loop never waits for a disk."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from mjdesk.domain.errors import DiskFull, DiskReadOnly, LibraryDamaged, LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

_T = TypeVar("_T")

BUSY_SECONDS = 15.0
"""How long a write waits for another process that has the library open."""
_READERS = 2


def library_error(error: sqlite3.Error) -> LibraryError:
    """What an error of SQLite means for a person."""
    # The low byte is the primary code; sqlite3 gives the extended one.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    detail = str(error)
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(detail)
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return DiskReadOnly(detail)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return LibraryDamaged(detail)
    return LibraryError(detail)


def connect(path: Path, *, is_reader: bool = False) -> sqlite3.Connection:
    """A connection with the settings that every one of ours has. Raises `sqlite3.Error`."""
    mode = "ro" if is_reader else "rwc"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        if is_reader:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA mmap_size = 268435456")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL: a wish that may cost money is written down before it is sent, power cut or not.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA journal_size_limit = 67108864")
        connection.execute("PRAGMA cache_size = -16000")
        connection.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[None]:
    """All or nothing; the lock is taken at once, so two processes wait instead of failing half-way."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # After a full disk SQLite has rolled back by itself already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


class Lanes:
    """Owns the connections of one open library and the threads that use them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer_thread = ThreadPoolExecutor(1, thread_name_prefix="library-writer")
        self._reader_threads = ThreadPoolExecutor(_READERS, thread_name_prefix="library-reader")
        self._writer: sqlite3.Connection | None = None
        self._idle: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        self._readers: list[sqlite3.Connection] = []

    def adopt(self, writer: sqlite3.Connection | None, readers: list[sqlite3.Connection]) -> None:
        """Use these from now on; without a writer every write raises."""
        self._writer = writer
        self._readers = readers
        for reader in readers:
            self._idle.put(reader)

    async def start(self, opener: Callable[[], _T]) -> _T:
        """Run the opening itself on the writer's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._writer_thread, opener)

    async def write(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Run `work` in one transaction, committed when this returns.

        It is carried out even when the caller is cancelled meanwhile: what happened must be written down.
        """
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._writer_thread, partial(self._write_now, work)))

    async def read(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Run `work` on a reader; it sees what was committed before it began."""
        return await asyncio.get_running_loop().run_in_executor(
            self._reader_threads, partial(self._read_now, work)
        )

    async def close(self) -> None:
        """Wait for what is running, then close; safe to call twice."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, self._close_now)

    def _write_now(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        if self._writer is None:
            raise DiskReadOnly("the library could not be opened for writing")
        try:
            with transaction(self._writer):
                return work(self._writer)
        except sqlite3.Error as error:
            raise library_error(error) from error

    def _read_now(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        connection = self._idle.get()
        try:
            return work(connection)
        except sqlite3.Error as error:
            raise library_error(error) from error
        finally:
            self._idle.put(connection)

    def _close_now(self) -> None:
        self._reader_threads.shutdown(wait=True)
        self._writer_thread.shutdown(wait=True)
        for reader in self._readers:
            reader.close()
        self._readers = []
        if self._writer is not None:
            with contextlib.suppress(sqlite3.Error):
                self._writer.execute("PRAGMA optimize")
            self._writer.close()
            self._writer = None
