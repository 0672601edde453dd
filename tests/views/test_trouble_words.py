"""What a trouble cost, and the details that leave the house: everything that helps, and no key."""

from __future__ import annotations

from typing import Any

import pytest

from mjdesk.domain.gateway import GatewayProfile
from mjdesk.domain.task import Collection, Failure, Task, TaskState
from mjdesk.views import trouble_words
from tests.support.builders import a_grid, a_task

PRICE: dict[str, Any] = {"price": "0.12", "currency": "CNY"}


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (a_task(state=TaskState.REFUSED, **PRICE), "Nothing was charged."),
        (a_task(state=TaskState.UNKNOWN, **PRICE), "It may have been charged (¥ 0.12)."),
        (a_task(state=TaskState.UNKNOWN), "It may have been charged."),
        (a_task(state=TaskState.UNKNOWN, price="0"), ""),
        (
            a_task(state=TaskState.FAILED, **PRICE),
            "It may have been charged (¥ 0.12); some gateways give that back by themselves.",
        ),
        (
            a_grid(collection=Collection.EXPIRED, pictures=(), **PRICE),
            "It was charged (¥ 0.12); fetching the picture again costs nothing.",
        ),
        (a_task(state=TaskState.CANCELLED, **PRICE), "Nothing was charged."),
        (a_grid(**PRICE), ""),
        (a_task(state=TaskState.RUNNING, **PRICE), ""),
    ],
)
def test_the_cost_of_a_trouble_is_said(task: Task, words: str) -> None:
    assert trouble_words.cost_words(task) == words


def test_the_details_have_what_a_seller_needs() -> None:
    failure = Failure(error="OutcomeUnknown", text="timed\nout", status=502, code=5, request_id="q-7")
    task = a_task(state=TaskState.UNKNOWN, failure=failure, sent_at=1_800_000_000.0, **PRICE)
    profile = GatewayProfile(id="main", name="Relay", root="https://gateway.example")
    text = trouble_words.details(task, profile)
    for words in (
        "Kind of error: OutcomeUnknown",
        "HTTP status: 502",
        "Code: 5",
        "Request id: q-7",
        "Task id: r1",
        f"Client state (UUID): {task.id}",
        "Reason given: timed out",
        "Gateway: Relay https://gateway.example",
        "Sent: 2027-01-15 08:00:00 UTC",
    ):
        assert words in text.splitlines(), words


def test_details_of_a_forgotten_gateway_still_name_it() -> None:
    text = trouble_words.details(a_task(state=TaskState.VANISHED), None)
    assert "Gateway: main" in text
    assert "What happened: Gone from the gateway" in text
