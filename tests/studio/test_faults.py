"""Orders of trouble, read and carried out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.studio.faults import Dose, Fate, Fault, Trouble


def test_reading():
    trouble = Trouble.parse(" slow:0.3, RESET ,bad-gateway:2x,,", seed=4)
    assert trouble.doses == (
        (Fault.SLOW, Dose(rate=0.3)),
        (Fault.RESET, Dose()),
        (Fault.BAD_GATEWAY, Dose(times=2)),
    )
    assert trouble.seed == 4
    assert Trouble.parse("").doses == ()


@pytest.mark.parametrize("text", ["nonsense", "slow:much", "slow:1.5", "slow:-1", "slow:x", "slow:nan"])
def test_wrong_orders_say_what_is_wrong(text: str):
    with pytest.raises(ValueError, match=r"trouble|rate"):
        Trouble.parse(text)


def test_counts_run_out():
    fate = Fate(Trouble.parse("reset:2x"))
    assert [fate.strikes(Fault.RESET) for _ in range(4)] == [True, True, False, False]
    assert not fate.strikes(Fault.SLOW)


@given(st.integers(0, 50))
def test_the_same_order_takes_the_same_course(seed: int):
    one, two = (Fate(Trouble.parse("slow:0.5", seed=seed)) for _ in range(2))
    course = [one.strikes(Fault.SLOW) for _ in range(40)]
    assert course == [two.strikes(Fault.SLOW) for _ in range(40)]
    assert 5 <= sum(course) <= 35


def test_rates_are_kept():
    fate = Fate(Trouble.parse("slow:0.3"))
    assert 240 <= sum(fate.strikes(Fault.SLOW) for _ in range(1000)) <= 360
    fate = Fate(Trouble.parse("slow:0,reset:1"))
    assert not any(fate.strikes(Fault.SLOW) for _ in range(100))
    assert all(fate.strikes(Fault.RESET) for _ in range(100))


def test_a_task_is_marked_for_life():
    fate = Fate(Trouble.parse("vanish:0.5"))
    ids = [str(number) for number in range(200)]
    marked = [fate.marks(Fault.VANISH, task_id) for task_id in ids]
    assert marked == [fate.marks(Fault.VANISH, task_id) for task_id in ids]
    assert 60 <= sum(marked) <= 140
