"""Damaged, closed, old or missing: the library opens, says what happened, and keeps what was there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from mjdesk.domain.errors import DiskReadOnly, LibraryDamaged, LibraryError
from mjdesk.domain.library import TaskQuery
from mjdesk.storage import backup, opening
from mjdesk.storage.library import Library
from mjdesk.storage.locations import Locations
from mjdesk.storage.schema import MIGRATIONS, migrate, version_of
from tests.storage.support import NOW, finished

DAY = 24 * 3600.0


async def _fill(locations: Locations, *numbers: int, now: float = NOW) -> None:
    async with Library(locations.library, locations.backups, now=lambda: now) as library:
        await library.add_all([finished(number) for number in numbers])


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def _seqs(library: Library) -> list[int]:
    return [row.seq for row in await library.index(TaskQuery(), limit=100)]


def _cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _overwrite_head(path: Path) -> None:
    path.write_bytes(b"this is not a database " * 500)


def _overwrite_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:20480] = b"\xa5" * 12288
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [_cut, _overwrite_head, _overwrite_middle])
async def test_damage_is_undone_from_the_newest_backup(locations: Locations, damage: object) -> None:
    await _fill(locations, 1, 2, 3)
    assert callable(damage)
    damage(locations.library)
    bad = locations.library.read_bytes()
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        trouble = library.opened.trouble
        assert isinstance(trouble, LibraryDamaged)
        assert trouble.restored_from == backup.newest_first(locations.backups)[0].name
        assert (locations.data / trouble.kept_as).read_bytes() == bad
        assert await _seqs(library) == [3, 2, 1]
        await library.add(finished(4))
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        assert library.opened.trouble is None
        assert await _seqs(library) == [4, 3, 2, 1]


async def test_a_damaged_backup_is_passed_over(locations: Locations) -> None:
    await _fill(locations, 1, now=NOW)
    await _fill(locations, 2, now=NOW + 2 * DAY)
    newest, older = backup.newest_first(locations.backups)
    _overwrite_middle(newest)
    _overwrite_head(locations.library)
    async with Library(locations.library, locations.backups, now=lambda: NOW + 2 * DAY) as library:
        assert isinstance(library.opened.trouble, LibraryDamaged)
        assert library.opened.trouble.restored_from == older.name
        assert await _seqs(library) == [1]


async def test_without_a_backup_a_new_library_begins(locations: Locations) -> None:
    locations.data.mkdir(parents=True)
    locations.library.write_bytes(b"<html>502 Bad Gateway</html>" * 100)
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        assert isinstance(library.opened.trouble, LibraryDamaged)
        assert library.opened.trouble.restored_from == ""
        assert (locations.data / library.opened.trouble.kept_as).is_file()
        assert (await library.add(finished(1))).seq == 1


async def test_an_empty_file_is_a_new_library(locations: Locations) -> None:
    locations.data.mkdir(parents=True)
    locations.library.touch()
    async with Library(locations.library, locations.backups) as library:
        assert library.opened.trouble is None
        assert (await library.add(finished(1))).seq == 1


async def test_damage_met_while_reading_is_repaired_by_the_next_start(
    locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large library is not read through at every start, so damage may show only in use."""
    await _fill(locations, *range(1, 400))
    monkeypatch.setattr(backup, "_SMALL", 0)
    data = bytearray(locations.library.read_bytes())
    page = data.index(b'"remote_id":"1700000000000200"') // 4096 * 4096
    data[page : page + 16] = b"\xa5" * 16
    locations.library.write_bytes(data)
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        assert library.opened.trouble is None
        with pytest.raises(LibraryDamaged):
            await library.by_seq(range(1, 400))
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        assert isinstance(library.opened.trouble, LibraryDamaged)
        assert len(await library.by_seq(range(1, 400))) == 399


async def test_one_backup_a_day_and_three_in_all(locations: Locations) -> None:
    for day in range(5):
        await _fill(locations, 2 * day + 1, now=NOW + day * DAY)
        await _fill(locations, 2 * day + 2, now=NOW + day * DAY + 60)
    backups = backup.newest_first(locations.backups)
    assert len(backups) == 3
    assert _names(locations.backups) == sorted(path.name for path in backups)
    with sqlite3.connect(backups[0]) as connection:
        assert connection.execute("SELECT count(*) FROM task").fetchone() == (9,)
    connection.close()


async def test_an_empty_library_is_not_worth_a_backup(locations: Locations) -> None:
    async with Library(locations.library, locations.backups) as library:
        assert await library.backup_if_due() == ""
    assert not locations.backups.exists()


async def test_a_backup_dated_in_the_future_stops_nothing(locations: Locations) -> None:
    await _fill(locations, 1, now=NOW + 1000 * DAY)
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        assert await library.backup_if_due() != ""


async def test_a_backup_that_fails_leaves_no_half_one(
    locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        await library.add(finished(1))
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", _full)
            with pytest.raises(LibraryError):
                await library.backup_if_due()
        assert _names(locations.backups) == []
        assert await library.backup_if_due() != ""


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


async def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    async with Library(tmp_path / "data" / "library.sqlite3", tmp_path / "data" / "backups") as library:
        assert isinstance(library.opened.trouble, DiskReadOnly)
        assert await _seqs(library) == []
        assert await library.unsettled() == []
        with pytest.raises(DiskReadOnly):
            await library.add(finished(1))
    assert (tmp_path / "data").read_text() == "a file"


async def test_a_closed_disk_can_still_be_looked_at(
    locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write anywhere, so SQLite's refusal is played."""
    await _fill(locations, 1, 2)
    _close_the_disk(monkeypatch)
    before = _names(locations.data)
    async with Library(locations.library, locations.backups) as library:
        assert isinstance(library.opened.trouble, DiskReadOnly)
        assert await _seqs(library) == [2, 1]
        with pytest.raises(DiskReadOnly):
            await library.add(finished(3))
    assert _names(locations.data) == before


def _close_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    real = opening.connect

    def connect(path: Path, *, is_reader: bool = False) -> sqlite3.Connection:
        if not is_reader:
            problem = sqlite3.OperationalError("attempt to write a readonly database")
            problem.sqlite_errorcode = sqlite3.SQLITE_READONLY
            raise problem
        return real(path, is_reader=True)

    monkeypatch.setattr(opening, "connect", connect)


async def test_a_closed_disk_shows_what_was_written_last(
    locations: Locations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program was killed, so the newest tasks are in the journal only; then the disk was closed."""
    async with Library(locations.library, locations.backups) as library:
        await library.add_all([finished(1), finished(2)])
        shutil.copytree(locations.data, tmp_path / "copy")
    killed = Locations.below(tmp_path).with_library_in(str(tmp_path / "copy"))
    assert _names(killed.data) == ["library.sqlite3", "library.sqlite3-shm", "library.sqlite3-wal"]
    _close_the_disk(monkeypatch)
    async with Library(killed.library, killed.backups) as library:
        assert isinstance(library.opened.trouble, DiskReadOnly)
        assert await _seqs(library) == [2, 1]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
async def test_a_folder_that_may_not_be_written(locations: Locations) -> None:
    await _fill(locations, 1)
    locations.data.chmod(0o500)
    try:
        async with Library(locations.library, locations.backups) as library:
            assert await _seqs(library) == [1]
            with pytest.raises(LibraryError):
                await library.add(finished(2))
    finally:
        locations.data.chmod(0o700)


def test_migrations_are_all_or_nothing(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None)
    steps = (*MIGRATIONS, "CREATE TABLE one (a);\nCREATE TABLE task (again);\n")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, steps)
    assert version_of(connection) == 0
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    migrate(connection)
    assert version_of(connection) == len(MIGRATIONS)
    migrate(connection)
    connection.close()


async def test_a_backup_is_taken_before_a_library_is_migrated(
    locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _fill(locations, 1)
    for path in locations.backups.iterdir():
        path.unlink()
    steps = (*MIGRATIONS, "CREATE TABLE note (seq INTEGER PRIMARY KEY, text TEXT);\n")
    monkeypatch.setattr(opening, "MIGRATIONS", steps)
    monkeypatch.setattr("mjdesk.storage.schema.migrate.__defaults__", (steps,))
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        assert library.opened.trouble is None
        assert await _seqs(library) == [1]
        (copy,) = backup.newest_first(locations.backups)
    connection = sqlite3.connect(copy)
    assert version_of(connection) == len(MIGRATIONS)
    connection.close()


async def test_a_library_of_a_newer_program_is_used_as_it_is(locations: Locations) -> None:
    await _fill(locations, 1)
    connection = sqlite3.connect(locations.library)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    async with Library(locations.library, locations.backups) as library:
        assert library.opened.trouble is None
        assert await _seqs(library) == [1]
