"""Tasks in and out of the tables: every statement of the library that is not a search."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from mjdesk.domain.ledger import local_day
from mjdesk.domain.library import LibrarySize
from mjdesk.domain.task import Collection, TaskState
from mjdesk.storage.accounts import ledger_columns
from mjdesk.storage.records import Columns, decode, encode
from mjdesk.storage.words import searchable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from mjdesk.domain.task import Task

LIVE, GALLERY, TRASH = 0, 1, 2
"""The shelves: still at work, finished, thrown away."""

_SELECT = (
    "SELECT t.seq, t.id, t.account, t.kind, t.state, t.created, v.value "
    "FROM task t JOIN task_value v ON v.seq = t.seq "
)
_COLUMNS = (
    "id, account, remote_id, parent, kind, state, created, shelf, is_settled, day, ratio, rating, "
    "trashed_at, ledger, spent_day, currency, spent"
)
_PLACES = ", ".join("?" * 17)
_IN_ONE_QUERY = 500


def columns_of(task: Task) -> tuple[str | float | None, ...]:
    """The row of `task`, in the order of `_COLUMNS`."""
    return (
        task.id,
        task.account,
        _storable(task.remote_id),
        task.parent,
        task.kind.value,
        task.state.value,
        task.created,
        TRASH if task.trashed_at is not None else GALLERY if task.is_final else LIVE,
        int(_is_settled(task)),
        local_day(task.created),
        _ratio(task),
        task.rating,
        task.trashed_at,
        *ledger_columns(task),
    )


def text_of(task: Task) -> str:
    """What the task is found by."""
    return searchable(
        task.prompt,
        task.final_prompt if task.final_prompt != task.prompt else "",
        *task.texts,
        task.seed,
        task.remote_id,
        *(picture.name for picture in task.inputs),
    )


def pictures_of(task: Task) -> list[tuple[int, bytes, int]]:
    """(place, digest, size) of every original that the task needs."""
    return [
        (place, bytes.fromhex(picture.digest), picture.size)
        for place, picture in enumerate((*task.pictures, *task.inputs))
    ]


def insert_all(connection: sqlite3.Connection, tasks: Sequence[Task]) -> list[int]:
    """Write tasks that are new, and answer their numbers, ascending in the order given."""
    # AUTOINCREMENT's own record: a number is never given twice, not even after a deletion.
    (last,) = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'task'"
    ).fetchone()
    first = last + 1
    seqs = list(range(first, first + len(tasks)))
    connection.executemany(
        f"INSERT INTO task (seq, {_COLUMNS}) VALUES (?, {_PLACES})",  # noqa: S608 (our own words)
        ((seq, *columns_of(task)) for seq, task in zip(seqs, tasks, strict=True)),
    )
    connection.executemany(
        "INSERT INTO task_value (seq, value) VALUES (?, ?)",
        ((seq, encode(task)) for seq, task in zip(seqs, tasks, strict=True)),
    )
    connection.executemany(
        "INSERT INTO task_text (rowid, body) VALUES (?, ?)",
        ((seq, text_of(task)) for seq, task in zip(seqs, tasks, strict=True)),
    )
    connection.executemany(
        "INSERT INTO task_picture (seq, place, digest, size) VALUES (?, ?, ?, ?)",
        ((seq, *use) for seq, task in zip(seqs, tasks, strict=True) for use in pictures_of(task)),
    )
    connection.executemany(
        "INSERT INTO album_task (album, seq) VALUES (?, ?)",
        ((album, seq) for seq, task in zip(seqs, tasks, strict=True) for album in set(task.albums)),
    )
    return seqs


def put(connection: sqlite3.Connection, task: Task) -> None:
    """Replace a task, or write it when it is new; what has not changed is not touched."""
    found = connection.execute("SELECT seq FROM task WHERE id = ?", (task.id,)).fetchone()
    if found is None:
        insert_all(connection, [task])
        return
    seq: int = found[0]
    connection.execute(
        f"UPDATE task SET ({_COLUMNS}) = ({_PLACES}) WHERE seq = ?",  # noqa: S608 (our own words)
        (*columns_of(task), seq),
    )
    connection.execute("UPDATE task_value SET value = ? WHERE seq = ?", (encode(task), seq))
    body = text_of(task)
    if connection.execute("SELECT body FROM task_text WHERE rowid = ?", (seq,)).fetchone() != (body,):
        connection.execute("UPDATE task_text SET body = ? WHERE rowid = ?", (body, seq))
    uses = pictures_of(task)
    known = connection.execute(
        "SELECT place, digest, size FROM task_picture WHERE seq = ? ORDER BY place", (seq,)
    ).fetchall()
    if known != uses:
        connection.execute("DELETE FROM task_picture WHERE seq = ?", (seq,))
        connection.executemany(
            "INSERT INTO task_picture (seq, place, digest, size) VALUES (?, ?, ?, ?)",
            ((seq, *use) for use in uses),
        )
    _put_albums(connection, seq, task)


def _put_albums(connection: sqlite3.Connection, seq: int, task: Task) -> None:
    known = {album for (album,) in connection.execute("SELECT album FROM album_task WHERE seq = ?", (seq,))}
    wanted = set(task.albums)
    connection.executemany(
        "DELETE FROM album_task WHERE album = ? AND seq = ?", ((album, seq) for album in known - wanted)
    )
    connection.executemany(
        "INSERT INTO album_task (album, seq) VALUES (?, ?)", ((album, seq) for album in wanted - known)
    )


def put_raw(connection: sqlite3.Connection, task_id: str, raw: str) -> None:
    """Keep the gateway's words, compressed; unknown ids are ignored."""
    body = zlib.compress(raw.encode("utf-8", "surrogatepass"), 6)
    connection.execute(
        "INSERT INTO task_raw (seq, body) SELECT seq, ? FROM task WHERE id = ? "
        "ON CONFLICT (seq) DO UPDATE SET body = excluded.body",
        (body, task_id),
    )


def raw(connection: sqlite3.Connection, task_id: str) -> str:
    row = connection.execute(
        "SELECT body FROM task_raw WHERE seq = (SELECT seq FROM task WHERE id = ?)", (task_id,)
    ).fetchone()
    return zlib.decompress(row[0]).decode("utf-8", "surrogatepass") if row else ""


def delete(connection: sqlite3.Connection, task_ids: Iterable[str]) -> None:
    """Forget tasks of the trash; others, and unknown ids, are left alone."""
    for task_id in task_ids:
        row = connection.execute(
            "SELECT seq FROM task WHERE id = ? AND shelf = ?", (task_id, TRASH)
        ).fetchone()
        if row is None:
            continue
        for table, key in (
            ("task_picture", "seq"),
            ("task_raw", "seq"),
            ("task_value", "seq"),
            ("task_text", "rowid"),
            ("task", "seq"),
        ):
            connection.execute(f"DELETE FROM {table} WHERE {key} = ?", row)  # noqa: S608 (our own words)


def one(connection: sqlite3.Connection, task_id: str) -> Task | None:
    return next(iter(_tasks(connection, "WHERE t.id = ?", (task_id,))), None)


def by_remote_id(connection: sqlite3.Connection, account: str, remote_id: str) -> Task | None:
    """The newest, should a gateway have given an id twice."""
    if not remote_id:
        return None
    where = "WHERE t.remote_id = ? AND t.remote_id <> '' AND t.account = ? ORDER BY t.seq DESC LIMIT 1"
    return next(iter(_tasks(connection, where, (_storable(remote_id), account))), None)


def by_seq(connection: sqlite3.Connection, seqs: Sequence[int]) -> list[Task]:
    found: list[Task] = []
    for start in range(0, len(seqs), _IN_ONE_QUERY):
        part = seqs[start : start + _IN_ONE_QUERY]
        found.extend(_tasks(connection, f"WHERE t.seq IN ({', '.join('?' * len(part))})", tuple(part)))
    return found


def unsettled(connection: sqlite3.Connection) -> list[Task]:
    return _tasks(connection, "WHERE t.is_settled = 0 ORDER BY t.seq")


def children(connection: sqlite3.Connection, task_id: str) -> list[Task]:
    """Oldest first."""
    if not task_id:
        return []
    return _tasks(connection, "WHERE t.parent = ? AND t.parent <> '' ORDER BY t.seq", (task_id,))


def lineage(connection: sqlite3.Connection, task_id: str) -> list[Task]:
    """Root first; ends at a parent that is gone, and never runs in a circle."""
    found: list[Task] = []
    seen: set[str] = set()
    while task_id and task_id not in seen:
        seen.add(task_id)
        task = one(connection, task_id)
        if task is None:
            break
        found.append(task)
        task_id = task.parent
    return found[::-1]


def charged_without_picture(connection: sqlite3.Connection, limit: int) -> list[Task]:
    """Newest first."""
    where = "WHERE t.ledger = 'charged-without-picture' ORDER BY t.seq DESC LIMIT ?"
    return _tasks(connection, where, (limit,))


def recent_prompts(connection: sqlite3.Connection, limit: int) -> list[str]:
    # Bounded, because somebody may have sent one prompt ten thousand times.
    # As JSON, not as text: SQLite would refuse to hand out half a character.
    rows = connection.execute(
        "SELECT v.value -> '$.prompt' FROM task t JOIN task_value v ON v.seq = t.seq "
        "WHERE t.parent = '' ORDER BY t.seq DESC LIMIT 5000"
    )
    found: dict[str, None] = {}
    for (written,) in rows:
        if len(found) >= limit:
            break
        prompt: object = json.loads(written) if written else None
        if isinstance(prompt, str) and prompt.strip():
            found.setdefault(prompt)
    rows.close()
    return list(found)


def size(connection: sqlite3.Connection) -> LibrarySize:
    (tasks,) = connection.execute("SELECT count(*) FROM task WHERE shelf <> ?", (TRASH,)).fetchone()
    pictures, volume = connection.execute("SELECT count(*), coalesce(sum(size), 0) FROM picture").fetchone()
    return LibrarySize(tasks=tasks, pictures=pictures, bytes=volume)


def orphans(connection: sqlite3.Connection) -> list[str]:
    """Digests whose last task was deleted, until `forget_orphans`."""
    return [digest.hex() for (digest,) in connection.execute("SELECT digest FROM orphan")]


def forget_orphans(connection: sqlite3.Connection, digests: Iterable[str]) -> None:
    connection.executemany(
        "DELETE FROM orphan WHERE digest = ?", ((bytes.fromhex(digest),) for digest in digests)
    )


def _tasks(connection: sqlite3.Connection, where: str, arguments: tuple[str | int, ...] = ()) -> list[Task]:
    return [decode(row[6], Columns(*row[:6])) for row in connection.execute(_SELECT + where, arguments)]


def _is_settled(task: Task) -> bool:
    if not task.is_final:
        return False
    return not (task.state is TaskState.SUCCEEDED and task.collection is Collection.WAITING)


def _ratio(task: Task) -> float:
    cover = task.cover
    if cover is not None and cover.width > 0 and cover.height > 0:
        return cover.width / cover.height
    return task.ratio.value


def _storable(text: str) -> str:
    """Half a character cannot be stored."""
    return text.encode("utf-8", "replace").decode()
