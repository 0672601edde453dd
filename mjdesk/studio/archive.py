"""Keeps jobs in SQLite and pictures as files, so that a studio that starts again knows everything it knew."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from mjdesk.studio.job import Job, Kind, Status

_SCHEMA = """
CREATE TABLE IF NOT EXISTS job (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    status TEXT NOT NULL,
    parent TEXT,
    kind TEXT NOT NULL,
    button INTEGER NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS job_status ON job (status);
CREATE INDEX IF NOT EXISTS job_parent ON job (parent);
CREATE INDEX IF NOT EXISTS job_number ON job (number);
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_log = logging.getLogger(__name__)
_NAME = re.compile(r"[0-9A-Za-z_.\-]{1,120}")


class Archive:
    """Owns the data folder. Jobs are written from one thread; pictures may come from several.

    `patience`: seconds to wait for another studio that is just leaving the folder.
    """

    def __init__(self, folder: Path | None = None, *, patience: float = 5.0) -> None:
        self._own = tempfile.TemporaryDirectory(prefix="mjdesk-studio-") if folder is None else None
        self.folder = Path(self._own.name) if self._own else (folder or Path())
        self._pictures = self.folder / "pictures"
        self._pictures.mkdir(parents=True, exist_ok=True)
        for left_over in self._pictures.glob("*.part"):
            left_over.unlink(missing_ok=True)
        self._base = _opened(self.folder / "studio.db", patience)
        row = self._base.execute("SELECT max(number) FROM job").fetchone()
        self._number = int(row[0] or 0)

    def close(self) -> None:
        self._base.close()
        if self._own:
            self._own.cleanup()

    def put(self, job: Job) -> None:
        """Write a job, new or changed; it is on disk when this returns."""
        self._number += 1
        self._base.execute(
            "INSERT INTO job VALUES (?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET"
            " status=excluded.status, kind=excluded.kind, body=excluded.body",
            (
                job.id,
                self._number,
                job.status.value,
                job.parent,
                job.kind.value,
                job.index,
                job.to_json(),
            ),
        )

    def get(self, job_id: str) -> Job | None:
        rows = self._jobs("SELECT body FROM job WHERE id=?", job_id)
        return rows[0] if rows else None

    def unfinished(self) -> list[Job]:
        """All that is not at its end, oldest first; unanswered windows too."""
        final = [status.value for status in Status if status.is_final]
        return self._jobs("SELECT body FROM job WHERE status NOT IN (?,?,?) ORDER BY number", *final)

    def latest(self, count: int) -> list[Job]:
        """The newest jobs, newest first."""
        return self._jobs("SELECT body FROM job ORDER BY number DESC LIMIT ?", count)

    def child(self, parent: str, kind: Kind, index: int) -> Job | None:
        """An earlier job of the same button that did not fail."""
        rows = self._jobs(
            "SELECT body FROM job WHERE parent=? AND kind=? AND button=? AND status NOT IN (?,?)"
            " ORDER BY number LIMIT 1",
            parent,
            kind.value,
            index,
            Status.FAILURE.value,
            Status.CANCEL.value,
        )
        return rows[0] if rows else None

    def _jobs(self, query: str, *arguments: object) -> list[Job]:
        return [Job.from_json(str(body)) for (body,) in self._base.execute(query, arguments)]

    def fact(self, name: str) -> str | None:
        """A small thing worth remembering, such as what was spent."""
        row = self._base.execute("SELECT value FROM fact WHERE name=?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def keep_fact(self, name: str, value: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO fact VALUES (?,?)", (name, value))

    def keep_picture(self, name: str, data: bytes) -> str:
        """Write a picture whole or not at all; returns its name."""
        path = self.picture(name)
        handle, part = tempfile.mkstemp(suffix=".part", dir=self._pictures)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            Path(part).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(part).unlink()
            raise
        return name

    def keep_upload(self, data: bytes, suffix: str) -> str:
        """Keep a picture a client sent under its digest; the same picture is kept once."""
        name = f"up_{hashlib.sha256(data).hexdigest()[:32]}{suffix}"
        return name if self.picture(name).exists() else self.keep_picture(name, data)

    def forget_pictures(self, before: float) -> int:
        """Remove pictures last written before a time (seconds since the epoch); returns how many."""
        gone = 0
        for path in self._pictures.iterdir():
            with suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()
                    gone += 1
        return gone

    def picture(self, name: str) -> Path:
        """Where a picture is or would be. Raises ValueError for a name that is none of ours."""
        if not _NAME.fullmatch(name) or name.startswith("."):
            raise ValueError(name)
        return self._pictures / name


def _opened(path: Path, patience: float) -> sqlite3.Connection:
    """The database, for this studio alone; a damaged one is put aside and a new one begun.

    Raises OSError when another studio has it, or it cannot be written.
    """
    try:
        return _connected(path, patience)
    except sqlite3.OperationalError as error:
        raise OSError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        aside = path.with_name(f"{path.name}.damaged-{len(list(path.parent.glob('*.damaged-*'))) + 1}")
        _log.warning("%s is damaged (%s) and is kept as %s", path, error, aside.name)
        path.replace(aside)
        for rest in ("-wal", "-shm"):
            path.with_name(path.name + rest).unlink(missing_ok=True)
        return _connected(path, patience)


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    base = sqlite3.connect(path, isolation_level=None, timeout=patience)
    try:
        # Two studios on one folder would both go on with the same jobs.
        base.execute("PRAGMA locking_mode=EXCLUSIVE")
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=NORMAL")
        base.executescript(_SCHEMA)
    except sqlite3.Error:
        base.close()
        raise
    return base
