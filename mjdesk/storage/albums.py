"""Collections in their tables, and what they cost; which task is in which is written with the task."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from mjdesk.domain.album import Album, AlbumSpending
from mjdesk.storage.accounts import UNIT
from mjdesk.storage.rows import TRASH

if TYPE_CHECKING:
    import sqlite3


def every(connection: sqlite3.Connection) -> list[Album]:
    """Those that are not deleted, the oldest first, with the number of their pictures."""
    rows = connection.execute(
        "SELECT a.id, a.name, a.created, (SELECT count(*) FROM album_task m JOIN task t ON t.seq = m.seq "
        "WHERE m.album = a.id AND t.shelf <> ?) FROM album a WHERE a.deleted_at IS NULL ORDER BY a.id",
        (TRASH,),
    )
    return [
        Album(id=number, name=name, created=created, count=count) for number, name, created, count in rows
    ]


def add(connection: sqlite3.Connection, name: str, created: float) -> Album:
    """A new one, with its id."""
    cursor = connection.execute("INSERT INTO album (name, created) VALUES (?, ?)", (name, created))
    return Album(id=cursor.lastrowid or 0, name=name, created=created)


def rename(connection: sqlite3.Connection, album: int, name: str) -> None:
    """Unknown ids are left alone."""
    connection.execute("UPDATE album SET name = ? WHERE id = ?", (name, album))


def set_deleted(connection: sqlite3.Connection, album: int, deleted_at: float | None) -> None:
    """Put one away, or bring it back with None; its tasks stay what and where they are."""
    connection.execute("UPDATE album SET deleted_at = ? WHERE id = ?", (deleted_at, album))


def spending(connection: sqlite3.Connection, since: int, until: int) -> list[AlbumSpending]:
    """A row for each collection and currency, and for what is in none (album 0), deleted tasks included.

    Days are local ordinals, both included.
    """
    rows = connection.execute(
        "SELECT album, currency, sum(spent), sum(wishes), sum(unpriced) FROM ("
        " SELECT coalesce(a.id, 0) AS album, t.currency, t.spent, 1 AS wishes, t.spent IS NULL AS unpriced"
        " FROM task t LEFT JOIN (album_task m JOIN album a ON a.id = m.album AND a.deleted_at IS NULL)"
        " ON m.seq = t.seq WHERE t.spent_day > 0 AND t.spent_day BETWEEN :since AND :until"
        " UNION ALL SELECT coalesce(a.id, 0), b.currency, b.spent, b.wishes, b.unpriced"
        " FROM album_spent_before b LEFT JOIN album a ON a.id = b.album AND a.deleted_at IS NULL"
        " WHERE b.day BETWEEN :since AND :until"
        ") GROUP BY album, currency ORDER BY album, currency",
        {"since": since, "until": until},
    )
    return [
        AlbumSpending(
            album=album,
            currency=currency,
            amount=Decimal(spent or 0) / UNIT,
            wishes=wishes,
            unpriced=unpriced,
        )
        for album, currency, spent, wishes, unpriced in rows
    ]
