"""The library with 100,000 tasks: as fast as SQLite itself where it can be, and a keystroke is never felt."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import time
from statistics import quantiles
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.library import TaskQuery
from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.storage.lanes import connect, transaction
from mjdesk.storage.library import Library
from mjdesk.storage.rows import insert_all
from mjdesk.storage.schema import migrate
from tests.support.library_of import RATIOS, fill_library, some_tasks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mjdesk.storage.locations import Locations
    from tests.bench.conftest import Bench

COUNT = 100_000
WORDS = (
    "l", "li", "lig", "light", "lighth", "lighthouse", "lighthouse st", "lighthouse storm cinematic",
    "--ar 16:9", "v 7", "a", "red fox snow muted", "zzzz", "1", "film grain portrait sailor", "crème",
)  # fmt: skip
CHINESE = (
    "猫", "可爱", "可爱的", "小猫坐在", "雨", "雨夜", "灯塔", "的", "国画风格 山水",
    "春天的花园里开满了", "龙", "光效",
)  # fmt: skip


_PICTURE = Picture("0" * 64, MediaType.JPEG, 640, 640, 9000, PictureRole.GRID)


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Locations:
    return fill_library(tmp_path_factory.mktemp("library"), COUNT, seed=5)


def test_writing(bench: Bench, tmp_path: Path, filled: Locations) -> None:
    """Against the same values in a bare table without search, pictures or indexes."""
    tasks = list(some_tasks(10_000, random.Random(1), {ratio: [_PICTURE] for ratio in RATIOS}))
    with contextlib.closing(connect(filled.library, is_reader=True)) as reader:
        values = reader.execute("SELECT value FROM task_value LIMIT 10000").fetchall()
    with contextlib.closing(connect(tmp_path / "bare.sqlite3")) as bare:
        bare.execute("CREATE TABLE task (seq INTEGER PRIMARY KEY, value TEXT)")

        def write_bare() -> None:
            with transaction(bare):
                bare.executemany("INSERT INTO task (value) VALUES (?)", values)

        baseline = _milliseconds(write_bare)
    with contextlib.closing(connect(tmp_path / "library.sqlite3")) as writer:
        migrate(writer)

        def write() -> None:
            with transaction(writer):
                insert_all(writer, tasks)

        taken = _milliseconds(write)
    bench.at_most_times("library: 10,000 tasks written", taken, 30, baseline)


async def test_a_keystroke(bench: Bench, filled: Locations) -> None:
    """Text to its first 300 rows, through the reader's thread as the program asks it."""
    times: dict[str, list[float]] = {"words": [], "Chinese": []}
    async with Library(filled.library, filled.backups) as library:
        for _ in range(5):
            for kind, texts in (("words", WORDS), ("Chinese", CHINESE)):
                for text in texts:
                    start = time.perf_counter()
                    await library.index(TaskQuery(text=text), limit=300)
                    times[kind].append((time.perf_counter() - start) * 1000)
    with contextlib.closing(connect(filled.library, is_reader=True)) as reader:
        statement = "SELECT seq FROM task_value WHERE instr(value, ?) ORDER BY seq DESC LIMIT 300"
        scans = [
            _milliseconds(lambda text=text: reader.execute(statement, (text,)).fetchall())
            for text in ("雨夜", "zzzz", "lighthouse", "可爱的")
        ]
    for kind, values in times.items():
        bench.at_most(f"library: keystroke to 300 rows, {kind}, p95", _p95(values), 30)
    bench.at_most_times("library: keystroke, p95, against a scan", _p95(times["Chinese"]), 0.2, max(scans))


async def test_the_gallery(bench: Bench, filled: Locations) -> None:
    """All rows, against SQLite handing out the same three columns of a table that has nothing else."""
    async with Library(filled.library, filled.backups) as library:
        await library.index(TaskQuery(), limit=300)
        first: list[float] = []
        for _ in range(40):
            start = time.perf_counter()
            rows = await library.index(TaskQuery(), limit=300)
            first.append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        count, before = 0, None
        while rows := await library.index(TaskQuery(), before=before, limit=4000):
            count += len(rows)
            before = rows[-1].seq
        whole = (time.perf_counter() - start) * 1000
        assert count == COUNT
        start = time.perf_counter()
        tasks = await library.by_seq(range(COUNT - 60, COUNT))
        screen = (time.perf_counter() - start) * 1000
        assert len(tasks) == 60
    bench.at_most("library: first page of the gallery, p95", _p95(first), 5)
    bench.at_most("library: the tasks of one screen", screen, 16)
    bench.at_most_times("library: all rows of the gallery", whole, 12, _bare_rows(filled))


def _bare_rows(filled: Locations) -> float:
    with (
        contextlib.closing(connect(filled.library, is_reader=True)) as reader,
        contextlib.closing(sqlite3.connect(":memory:")) as bare,
    ):
        bare.execute("CREATE TABLE task (seq INTEGER PRIMARY KEY, day INTEGER, ratio REAL)")
        bare.executemany(
            "INSERT INTO task VALUES (?, ?, ?)", reader.execute("SELECT seq, day, ratio FROM task")
        )
        return min(
            _milliseconds(
                lambda: bare.execute("SELECT seq, day, ratio FROM task ORDER BY seq DESC").fetchall()
            )
            for _ in range(5)
        )


async def test_opening(bench: Bench, filled: Locations) -> None:
    """Against a bare connection that reads one row."""

    def bare() -> None:
        with contextlib.closing(sqlite3.connect(filled.library)) as connection:
            connection.execute("SELECT * FROM task LIMIT 1").fetchone()

    baseline = min(_milliseconds(bare) for _ in range(5))
    times: list[float] = []
    for _ in range(5):
        library = Library(filled.library, filled.backups)
        start = time.perf_counter()
        await library.open()
        times.append((time.perf_counter() - start) * 1000)
        await library.close()
    bench.at_most_times("library: opened", min(times), 40, baseline)
    bench.at_most("library: opened", min(times), 25)
