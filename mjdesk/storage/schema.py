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

_LEDGER = """
-- Millionths of a currency; NULL where nobody knows. The day is 0 for what costs nothing.
ALTER TABLE task ADD COLUMN ledger TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN spent_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN spent INTEGER;
UPDATE task SET ledger = 'charged-without-picture' WHERE state IN ('failed', 'vanished');
CREATE INDEX task_spent ON task (spent_day, account, currency, spent) WHERE spent_day > 0;
CREATE INDEX task_charged ON task (seq) WHERE ledger = 'charged-without-picture';

-- What deleted tasks have cost: forgetting a picture gives no money back.
CREATE TABLE spent_before (
    day INTEGER NOT NULL,
    account TEXT NOT NULL,
    currency TEXT NOT NULL,
    spent INTEGER NOT NULL,
    wishes INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    PRIMARY KEY (day, account, currency)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER task_spent_kept AFTER DELETE ON task WHEN old.spent_day > 0 AND old.ledger <> 'sent' BEGIN
    INSERT INTO spent_before (day, account, currency, spent, wishes, unpriced)
        VALUES (old.spent_day, old.account, old.currency, coalesce(old.spent, 0), 1, old.spent IS NULL)
        ON CONFLICT (day, account, currency) DO UPDATE SET
            spent = spent + excluded.spent, wishes = wishes + 1, unpriced = unpriced + excluded.unpriced;
END;
"""

_ALBUMS = """
-- Collections. One that was deleted keeps its row and its members, so that it can be brought back.
CREATE TABLE album (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    created REAL NOT NULL,
    deleted_at REAL
) STRICT;
-- An index over what the tasks themselves say; walked backwards it gives a collection newest first.
CREATE TABLE album_task (
    album INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (album, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX album_task_seq ON album_task (seq, album);

-- What deleted tasks have cost, by collection; 0: in none.
CREATE TABLE album_spent_before (
    album INTEGER NOT NULL,
    day INTEGER NOT NULL,
    currency TEXT NOT NULL,
    spent INTEGER NOT NULL,
    wishes INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    PRIMARY KEY (album, day, currency)
) STRICT, WITHOUT ROWID;
INSERT INTO album_spent_before (album, day, currency, spent, wishes, unpriced)
    SELECT 0, day, currency, sum(spent), sum(wishes), sum(unpriced) FROM spent_before GROUP BY day, currency;
CREATE TRIGGER task_left_albums AFTER DELETE ON task BEGIN
    INSERT INTO album_spent_before (album, day, currency, spent, wishes, unpriced)
        SELECT coalesce(a.album, 0), old.spent_day, old.currency, coalesce(old.spent, 0), 1, old.spent IS NULL
        FROM (SELECT old.seq AS seq) one LEFT JOIN album_task a ON a.seq = one.seq
        WHERE old.spent_day > 0 AND old.ledger <> 'sent'
        ON CONFLICT (album, day, currency) DO UPDATE SET
            spent = spent + excluded.spent, wishes = wishes + 1, unpriced = unpriced + excluded.unpriced;
    DELETE FROM album_task WHERE seq = old.seq;
END;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _LEDGER, _ALBUMS)
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
