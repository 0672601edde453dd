from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from mjdesk.domain.gateway import GatewayProfile
from mjdesk.domain.ledger import LedgerState, evidence, ledger_state, local_day, price_of
from mjdesk.domain.task import Collection, Failure, Task, TaskKind, TaskState
from tests.support.builders import a_picture, a_task

NOON = 1_800_000_000.0


@pytest.mark.parametrize(
    ("task", "state"),
    [
        (a_task(state=TaskState.DRAFTED), LedgerState.DRAFTED),
        (a_task(state=TaskState.SENT), LedgerState.SENT),
        (a_task(state=TaskState.UNKNOWN), LedgerState.UNKNOWN),
        (a_task(state=TaskState.REFUSED), LedgerState.REFUSED),
        (a_task(state=TaskState.NEEDS_ANSWER), LedgerState.ACCEPTED),
        (a_task(state=TaskState.RUNNING), LedgerState.ACCEPTED),
        (a_task(state=TaskState.CANCELLED), LedgerState.CANCELLED),
        (a_task(state=TaskState.FAILED), LedgerState.CHARGED_WITHOUT_PICTURE),
        (a_task(state=TaskState.SUCCEEDED, collection=Collection.WAITING), LedgerState.DONE),
        (
            a_task(state=TaskState.SUCCEEDED, collection=Collection.EXPIRED),
            LedgerState.CHARGED_WITHOUT_PICTURE,
        ),
        (a_task(state=TaskState.SUCCEEDED), LedgerState.CHARGED_WITHOUT_PICTURE),
        (
            a_task(state=TaskState.SUCCEEDED, collection=Collection.EXPIRED, pictures=(a_picture(),)),
            LedgerState.DONE,
        ),
        (a_task(state=TaskState.SUCCEEDED, kind=TaskKind.DESCRIBE, texts=("a",)), LedgerState.DONE),
        (a_task(state=TaskState.SUCCEEDED, kind=TaskKind.DESCRIBE), LedgerState.CHARGED_WITHOUT_PICTURE),
    ],
)
def test_states_of_the_ledger(task: Task, state: LedgerState) -> None:
    assert ledger_state(task) is state


def test_what_counts() -> None:
    uncounted = {state for state in LedgerState if not state.counts}
    assert uncounted == {LedgerState.DRAFTED, LedgerState.REFUSED, LedgerState.CANCELLED}


@pytest.mark.parametrize(
    ("price", "amount"),
    [("0.10", Decimal("0.1")), ("0", Decimal(0)), ("", None), ("NaN", None), ("-1", None), ("x", None)],
)
def test_prices_as_kept(price: str, amount: Decimal | None) -> None:
    assert price_of(a_task(price=price)) == amount


def test_days_are_those_of_this_place() -> None:
    assert local_day(NOON) == datetime.fromtimestamp(NOON).astimezone().toordinal()
    assert local_day(1e30) == 1


def test_evidence_holds_what_a_seller_asks_for() -> None:
    task = a_task(
        state=TaskState.FAILED,
        prompt="two\nlines",
        sent_at=NOON,
        accepted_at=NOON + 1,
        price="0.1",
        currency="USD",
        request_id="req-1",
        failure=Failure(error="task-failed", text="任务超时", request_id="req-2"),
    )
    text = evidence(task, GatewayProfile(id="main", name="Main", root="https://g.test"))
    assert text.splitlines() == [
        "Gateway: Main https://g.test",
        "Task id: r1",
        "Request id: req-1, req-2",
        f"Client state (UUID): {'a' * 32}",
        "Kind: imagine",
        "Sent: 2027-01-15 08:00:00 UTC",
        "Accepted: 2027-01-15 08:00:01 UTC",
        "Ended as: failed, pictures: 0",
        "Reason given: 任务超时",
        "Price (estimated): 0.1 USD",
        "Prompt: two lines",
    ]
    assert evidence(a_task(sent_at=1e40)).startswith("Gateway: main\n")
