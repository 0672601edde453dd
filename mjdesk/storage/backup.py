"""Keeps three copies of the library, finds out whether a database is sound, and puts a copy in its place."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mjdesk.storage.disk import PART, sync_folder
from mjdesk.storage.lanes import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT = 3
EVERY_SECONDS = 24 * 3600.0
_SMALL = 16 * 2**20
"""Bytes up to which a whole check costs less than a frame or two."""
_NAME = re.compile(r"library-(\d{8}-\d{6})(?:-\d+)?\.sqlite3")
_STAMP = "%Y%m%d-%H%M%S"
_SIDES = ("-wal", "-shm")


class UnsoundError(Exception):
    """The database can be opened, and is damaged all the same."""


def suspicion(path: Path) -> Path:
    """A file that says: look at everything before the next use."""
    return path.with_name(path.name + "-suspect")


def suspect(path: Path) -> None:
    """Remember that the database showed damage; said best effort, the disk may be gone."""
    with contextlib.suppress(OSError):
        suspicion(path).touch()


def check(connection: sqlite3.Connection, *, is_thorough: bool) -> None:
    """Raise `UnsoundError`, or `sqlite3.DatabaseError`, when the database is damaged.

    The quick way reads both ends of every table, which finds what cut-off files and overwritten heads
    look like in well under a millisecond; the thorough one reads all pages.
    """
    if is_thorough:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise UnsoundError(str(verdict))
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
    for (table,) in tables.fetchall():
        for order in ("ASC", "DESC"):
            connection.execute(f'SELECT * FROM "{table}" ORDER BY 1 {order} LIMIT 1').fetchone()  # noqa: S608 (names from the schema itself)


def must_look_closely(path: Path) -> bool:
    """Whether the thorough check is due: it is cheap, or there is a suspicion."""
    try:
        return suspicion(path).exists() or path.stat().st_size <= _SMALL
    except OSError:
        return False


def newest_first(folder: Path) -> list[Path]:
    """The backups, by the time in their names."""
    try:
        found = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name, reverse=True)


def is_due(folder: Path, now: float) -> bool:
    """Whether the newest backup is a day old, or there is none."""
    backups = newest_first(folder)
    match = _NAME.fullmatch(backups[0].name) if backups else None
    if match is None:
        return True
    taken = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC).timestamp()
    # A time in the future comes from a clock that was wrong: it must not stop backups for years.
    return not 0 <= now - taken < EVERY_SECONDS


def is_worth_it(path: Path) -> bool:
    """Whether there is any task to lose."""
    with contextlib.closing(connect(path, is_reader=True)) as source:
        return source.execute("SELECT 1 FROM task LIMIT 1").fetchone() is not None


def take(path: Path, folder: Path, now: float) -> Path:
    """Copy a database that may be in use; only a copy that was checked gets a backup's name.

    Raises `UnsoundError`, `sqlite3.Error` or `OSError`; then no backup is lost and none is added.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = _free(folder, f"library-{datetime.fromtimestamp(now, UTC).strftime(_STAMP)}")
    part = target.with_name(target.name + PART)
    try:
        with (
            contextlib.closing(connect(path, is_reader=True)) as source,
            contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            check(copy, is_thorough=True)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        for left in (part, *(part.with_name(part.name + side) for side in _SIDES)):
            with contextlib.suppress(OSError):
                left.unlink()
    sync_folder(folder)
    for old in newest_first(folder)[KEPT:]:
        with contextlib.suppress(OSError):
            old.unlink()
    return target


def set_aside(path: Path, now: float) -> str:
    """Rename a damaged database and its side files; answers the new name. Raises `OSError`."""
    target = _free(path.parent, f"library-damaged-{datetime.fromtimestamp(now, UTC).strftime(_STAMP)}")
    if path.exists():
        path.replace(target)
    for side in _SIDES:
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + side).replace(target.with_name(target.name + side))
    with contextlib.suppress(FileNotFoundError):
        suspicion(path).unlink()
    return target.name


def restore(path: Path, folder: Path) -> str:
    """Put the newest sound backup in the place of `path`; its name, or empty when there is none."""
    import shutil

    for backup in newest_first(folder):
        if not _is_sound(backup):
            continue
        part = path.with_name(path.name + PART)
        shutil.copyfile(backup, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
        return backup.name
    return ""


def _is_sound(path: Path) -> bool:
    try:
        # Immutable: a look must leave no side files beside a backup.
        uri = f"{path.absolute().as_uri()}?immutable=1"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
            check(connection, is_thorough=True)
    except (sqlite3.Error, UnsoundError):
        return False
    return True


def _free(folder: Path, stem: str) -> Path:
    return next(path for path in _names(folder, stem) if not path.exists())


def _names(folder: Path, stem: str) -> Iterator[Path]:
    yield folder / f"{stem}.sqlite3"
    number = 2
    while True:
        yield folder / f"{stem}-{number}.sqlite3"
        number += 1
