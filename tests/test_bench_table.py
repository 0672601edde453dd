"""The table of the benches tells the truth."""

from __future__ import annotations

import pytest

from tests.bench.conftest import Bench


def test_a_limit_that_is_passed_fails_and_is_shown() -> None:
    bench = Bench()
    bench.at_most("memory", 100, 250, "MiB")
    with pytest.raises(AssertionError, match="at most 25"):
        bench.at_most_times("start", 30, 2.5, 10)
    assert bench.table()[1:] == [
        "memory  100.0 MiB  250.0 MiB  fixed                        good",
        "start   30.0 ms    25.0 ms    2.5 x 10.0 ms; it is 3.00 x  TOO MUCH",
    ]
