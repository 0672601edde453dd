"""The shape of the database, grown by numbered steps that never change once released."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID = 0x4D4A4465
"""`MJDe`: tells our files from any other SQLite database."""

_FIRST = """
CREATE TABLE task (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    parent TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    created REAL NOT NULL,
    shelf INTEGER NOT NULL,
    is_settled INTEGER NOT NULL,
    day INTEGER NOT NULL,
    ratio REAL NOT NULL,
    rating INTEGER NOT NULL,
    trashed_at REAL
) STRICT;
-- Carries every column that a query for the gallery reads, so scrolling never touches the table itself.
CREATE INDEX task_shelf ON task (shelf, seq, day, ratio, kind, state, rating, account);
CREATE INDEX task_parent ON task (parent, seq) WHERE parent <> '';
CREATE INDEX task_root ON task (seq) WHERE parent = '';
CREATE INDEX task_remote ON task (remote_id, account) WHERE remote_id <> '';
CREATE INDEX task_unsettled ON task (seq) WHERE is_settled = 0;

CREATE TABLE task_value (seq INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE task_raw (seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;

CREATE TABLE picture (
    digest BLOB PRIMARY KEY,
    size INTEGER NOT NULL,
    uses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE task_picture (
    seq INTEGER NOT NULL,
    place INTEGER NOT NULL,
    digest BLOB NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (seq, place)
) STRICT, WITHOUT ROWID;
-- Files that no task uses any more; emptied once they are gone from the disk.
CREATE TABLE orphan (digest BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TRIGGER picture_used AFTER INSERT ON task_picture BEGIN
    INSERT INTO picture (digest, size, uses) VALUES (new.digest, new.size, 1)
        ON CONFLICT (digest) DO UPDATE SET uses = uses + 1;
    DELETE FROM orphan WHERE digest = new.digest;
END;
CREATE TRIGGER picture_left AFTER DELETE ON task_picture BEGIN
    UPDATE picture SET uses = uses - 1 WHERE digest = old.digest;
    INSERT OR IGNORE INTO orphan SELECT digest FROM picture WHERE digest = old.digest AND uses <= 0;
    DELETE FROM picture WHERE digest = old.digest AND uses <= 0;
END;

CREATE VIRTUAL TABLE task_text USING fts5 (
    body, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3 4', columnsize = 0
);
"""

MIGRATIONS: tuple[str, ...] = (_FIRST,)
"""Step n leads from version n to n + 1."""


def version_of(connection: sqlite3.Connection) -> int:
    """Which step a database has reached; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, steps: tuple[str, ...] = MIGRATIONS) -> None:
    """Bring a database up to date, all steps or none; another process may be doing the same.

    A database of a newer program is left alone: columns are only ever added, so it can be used.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number, step in enumerate(steps[version_of(connection) :], start=version_of(connection) + 1):
            for statement in _statements(step):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _statements(script: str) -> list[str]:
    """The script's statements; `executescript` would commit between them."""
    import sqlite3

    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
