"""Opens the library whatever state it is in: sound, damaged, of an older program, or on a closed disk."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from mjdesk.domain.errors import DiskReadOnly, LibraryDamaged, LibraryError, LibraryMissing
from mjdesk.domain.frozen import dataclass
from mjdesk.storage import backup
from mjdesk.storage.disk import disk_error
from mjdesk.storage.lanes import connect, library_error
from mjdesk.storage.schema import MIGRATIONS, migrate, version_of

if TYPE_CHECKING:
    from pathlib import Path

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@dataclass(frozen=True, slots=True)
class Opening:
    """Connections to a library, and what had to be done to get them."""

    writer: sqlite3.Connection | None
    """None where nothing can be written."""
    readers: list[sqlite3.Connection]
    trouble: LibraryError | None = None
    """`LibraryDamaged` when a backup or a new library took the place of the old one; `DiskReadOnly`,
    `DiskFull`, `LibraryMissing` or another `LibraryError` when it can only be read, or not even that and it
    looks empty."""


def open_library(
    path: Path, backups: Path, *, now: float, readers: int, needs_folder: bool = False
) -> Opening:
    """Never raises for what disks and files do; says it in `trouble`.

    With `needs_folder` a folder that is not there is trouble too, and is not made.
    """
    if needs_folder and not path.parent.is_dir():
        return _open_closed(path, LibraryMissing(path.parent.name), readers=readers)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _open_sound(path, backups, now=now, readers=readers)
    except OSError as error:
        return _open_closed(path, disk_error(error), readers=readers)
    except (sqlite3.DatabaseError, backup.UnsoundError) as error:
        if not _is_damage(error):
            return _open_closed(path, library_error_of(error), readers=readers)
        return _open_damaged(path, backups, str(error), now=now, readers=readers)


def library_error_of(error: sqlite3.Error | backup.UnsoundError) -> LibraryError:
    """The domain's word for either."""
    return library_error(error) if isinstance(error, sqlite3.Error) else LibraryDamaged(str(error))


def _open_sound(path: Path, backups: Path, *, now: float, readers: int) -> Opening:
    is_new = not path.exists()
    with contextlib.ExitStack() as stack:
        writer = stack.enter_context(contextlib.closing(connect(path)))
        if not is_new:
            backup.check(writer, is_thorough=backup.must_look_closely(path))
        version = version_of(writer)
        if version < len(MIGRATIONS):
            if version > 0:
                backup.take(path, backups, now)
            migrate(writer)
        with contextlib.suppress(OSError):
            backup.suspicion(path).unlink(missing_ok=True)
        found = [
            stack.enter_context(contextlib.closing(connect(path, is_reader=True))) for _ in range(readers)
        ]
        stack.pop_all()
    return Opening(writer, found)


def _open_damaged(path: Path, backups: Path, detail: str, *, now: float, readers: int) -> Opening:
    try:
        kept_as = backup.set_aside(path, now)
        restored_from = backup.restore(path, backups)
        opening = _open_sound(path, backups, now=now, readers=readers)
    except OSError as error:
        return _open_closed(path, disk_error(error), readers=readers)
    except (sqlite3.DatabaseError, backup.UnsoundError) as error:
        return _open_closed(path, library_error_of(error), readers=readers)
    trouble = LibraryDamaged(detail, kept_as=kept_as, restored_from=restored_from)
    return Opening(opening.writer, opening.readers, trouble)


def _open_closed(path: Path, trouble: LibraryError, *, readers: int) -> Opening:
    """What is there can still be looked at; where nothing is there, an empty library is."""
    with contextlib.ExitStack() as stack:
        found: list[sqlite3.Connection] = []
        try:
            for _ in range(readers):
                connection = stack.enter_context(contextlib.closing(_connect_closed(path)))
                backup.check(connection, is_thorough=False)
                found.append(connection)
        except (OSError, sqlite3.Error, DiskReadOnly):
            stack.close()
            found = [_nothing() for _ in range(readers)]
        stack.pop_all()
    return Opening(None, found, trouble)


def _connect_closed(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise DiskReadOnly("there is no library yet")
    journal = path.with_name(path.name + "-wal")
    if journal.is_file() and journal.stat().st_size > 0:
        # What was written last is there, if its side files can be used.
        with contextlib.suppress(sqlite3.Error):
            return _connect_read_only(path, "mode=ro")
    # Immutable needs no side files, which a closed folder could not hold.
    return _connect_read_only(path, "mode=ro&immutable=1")


def _connect_read_only(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        if version_of(connection) < len(MIGRATIONS):
            raise DiskReadOnly("the library is of an older program and cannot be brought up to date")
    except BaseException:
        connection.close()
        raise
    return connection


def _nothing() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrate(connection)
    return connection


def _is_damage(error: Exception) -> bool:
    if isinstance(error, backup.UnsoundError):
        return True
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE
