"""Which tasks to show, newest first: the one query that a keystroke and a scroll wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.library import IndexRow
from mjdesk.storage.rows import GALLERY, TRASH
from mjdesk.storage.words import match_expression

if TYPE_CHECKING:
    import sqlite3

    from mjdesk.domain.library import TaskQuery


def index(
    connection: sqlite3.Connection, query: TaskQuery, *, before: int | None, limit: int
) -> list[IndexRow]:
    """At most `limit` rows with `seq < before`, newest first; text without any word in it filters nothing."""
    words = match_expression(query.text)
    conditions, arguments = _conditions(query)
    if words:
        # CROSS keeps the order of the loops: FTS5 walks its hits from the newest, and LIMIT ends the walk.
        source = "task_text f CROSS JOIN task t ON t.seq = f.rowid"
        conditions.insert(0, "f.task_text MATCH ?")
        arguments.insert(0, words)
        key = "f.rowid"
    elif query.album:
        # Its own index is walked from the newest: a small collection costs little in a large library.
        source, key = "album_task a CROSS JOIN task t ON t.seq = a.seq", "a.seq"
        conditions.insert(0, "a.album = ?")
        arguments.insert(0, query.album)
    else:
        source, key = "task t INDEXED BY task_shelf", "t.seq"
    if words and query.album:
        conditions.append("EXISTS (SELECT 1 FROM album_task a WHERE a.album = ? AND a.seq = f.rowid)")
        arguments.append(query.album)
    if before is not None:
        conditions.append(f"{key} < ?")
        arguments.append(before)
    statement = (
        f"SELECT t.seq, t.day, t.ratio FROM {source} "  # noqa: S608 (our own words; values are bound)
        f"WHERE {' AND '.join(conditions)} ORDER BY {key} DESC LIMIT ?"
    )
    return [IndexRow(*row) for row in connection.execute(statement, (*arguments, limit))]


def _conditions(query: TaskQuery) -> tuple[list[str], list[str | int]]:
    conditions = ["t.shelf = ?"]
    arguments: list[str | int] = [TRASH if query.is_trash else GALLERY]
    for column, members in (("kind", query.kinds), ("state", query.states)):
        if members:
            conditions.append(f"t.{column} IN ({', '.join('?' * len(members))})")
            arguments.extend(sorted(member.value for member in members))
    if query.min_rating > 0:
        conditions.append("t.rating >= ?")
        arguments.append(query.min_rating)
    if query.account:
        conditions.append("t.account = ?")
        arguments.append(query.account)
    return conditions, arguments
