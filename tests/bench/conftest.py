"""Collects what the benches measured and prints it as one table (`make bench`).

A bench states a fact and its limit in one call, and fails when the limit is passed:

    def test_start(bench: Bench) -> None:
        bench.at_most_times("window usable", usable, 2.5, bare, "ms")
        bench.at_most("memory with 100,000 tasks", used, 250, "MiB")

Whatever lies in this folder is a bench: it carries the marker by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement and what it was held against."""

    what: str
    value: float
    limit: float
    unit: str
    against: str
    """How the limit came about, in words."""

    @property
    def is_kept(self) -> bool:
        return self.value <= self.limit

    def cells(self) -> tuple[str, ...]:
        verdict = "good" if self.is_kept else "TOO MUCH"
        return (
            self.what,
            f"{self.value:,.1f} {self.unit}",
            f"{self.limit:,.1f} {self.unit}",
            self.against,
            verdict,
        )


@dataclass(slots=True)
class Bench:
    """Owns the rows of one session."""

    rows: list[Row] = field(default_factory=list[Row])

    def at_most(self, what: str, value: float, limit: float, unit: str = "ms") -> None:
        """The value, in `unit`, must not pass a fixed limit."""
        self._hold(Row(what, value, limit, unit, "fixed"))

    def at_most_times(self, what: str, value: float, times: float, baseline: float, unit: str = "ms") -> None:
        """The value must not pass `times` the baseline, which was measured in this very run."""
        ratio = value / baseline if baseline else float("inf")
        against = f"{times:g} x {baseline:,.1f} {unit}; it is {ratio:.2f} x"
        self._hold(Row(what, value, times * baseline, unit, against))

    def table(self) -> list[str]:
        """The rows as lines of equal columns, with a head."""
        cells = [("what", "measured", "at most", "which is", ""), *(row.cells() for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        return ["  ".join(map(str.ljust, line, widths)).rstrip() for line in cells]

    def _hold(self, row: Row) -> None:
        self.rows.append(row)
        assert row.is_kept, (
            f"{row.what}: {row.value:,.1f} {row.unit}, at most {row.limit:,.1f} ({row.against})"
        )


KEPT_BENCH = pytest.StashKey[Bench]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[KEPT_BENCH] = Bench()


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.bench)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    bench = config.stash[KEPT_BENCH]
    if bench.rows:
        terminalreporter.section("measured")
        for line in bench.table():
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def bench(pytestconfig: pytest.Config) -> Bench:
    """Where a bench states what it measured."""
    return pytestconfig.stash[KEPT_BENCH]
