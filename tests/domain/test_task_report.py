"""A task after a report: monotonic, whatever a gateway says (protocol.md 4.2, 12.20)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.domain.task import Collection, Failure, TaskState
from mjdesk.domain.task_report import ANSWER_PATIENCE, merged
from tests.support.builders import a_report, a_result, a_task

NOW = 1_800_000_100.0
STATES = st.sampled_from(list(TaskState))
REPORTED = st.sampled_from(
    [
        None,
        TaskState.SUBMITTED,
        TaskState.NEEDS_ANSWER,
        TaskState.RUNNING,
        TaskState.SUCCEEDED,
        TaskState.FAILED,
        TaskState.CANCELLED,
    ]
)


@given(STATES, REPORTED, st.none() | st.integers(0, 100))
def test_a_settled_end_is_never_left(
    state: TaskState, reported: TaskState | None, progress: int | None
) -> None:
    task = a_task(state=state, progress=40)
    after = merged(task, a_report(state=reported, progress=progress), now=NOW)
    assert after.progress >= 40
    if state in {TaskState.SUCCEEDED, TaskState.FAILED, TaskState.CANCELLED, TaskState.REFUSED}:
        assert after.state is state


@given(REPORTED, st.integers(0, 100))
def test_the_same_report_twice_changes_nothing(reported: TaskState | None, progress: int) -> None:
    report = a_report(state=reported, progress=progress)
    once = merged(a_task(), report, now=NOW)
    assert merged(once, report, now=NOW + 5) == once


def test_a_stale_row_does_not_go_back() -> None:
    task = a_task(state=TaskState.RUNNING, progress=70)
    after = merged(task, a_report(state=TaskState.SUBMITTED, progress=0), now=NOW)
    assert (after.state, after.progress) == (TaskState.RUNNING, 70)


@pytest.mark.parametrize("state", [TaskState.UNKNOWN, TaskState.VANISHED])
def test_proof_of_life_revives(state: TaskState) -> None:
    task = a_task(state=state, failure=Failure(error="OutcomeUnknown"), settled_at=NOW - 9)
    after = merged(task, a_report(state=TaskState.RUNNING, progress=12), now=NOW)
    assert (after.state, after.progress, after.failure, after.settled_at) == (
        TaskState.RUNNING,
        12,
        None,
        None,
    )


def test_success_waits_for_its_pictures() -> None:
    after = merged(a_task(state=TaskState.RUNNING), a_result(), now=NOW)
    assert after.state is TaskState.SUCCEEDED
    assert after.collection is Collection.WAITING
    assert after.media == a_result().media
    assert after.progress == 100
    assert len(after.actions) == 4


def test_failure_keeps_the_gateways_words_and_may_have_cost() -> None:
    after = merged(a_task(), a_report(state=TaskState.FAILED, failure_text="banned"), now=NOW)
    assert after.failure == Failure(error="task-failed", text="banned", may_have_cost=True)
    assert after.settled_at == NOW


def test_a_modal_row_after_the_answer_is_pending() -> None:
    report = a_report(state=TaskState.NEEDS_ANSWER)
    answered = a_task(state=TaskState.SUBMITTED, is_answered=True)
    assert merged(answered, report, now=NOW).state is TaskState.SUBMITTED
    asked = merged(a_task(state=TaskState.SUBMITTED), report, now=NOW)
    assert asked.state is TaskState.NEEDS_ANSWER


def test_a_lost_answer_is_asked_for_again_when_the_gateway_still_waits_after_long() -> None:
    report = a_report(state=TaskState.NEEDS_ANSWER)
    sent = a_task(state=TaskState.SUBMITTED, is_answered=True, answering_since=NOW)
    early = merged(sent, report, now=NOW + ANSWER_PATIENCE - 1)
    assert (early.state, early.is_answered) == (TaskState.SUBMITTED, True)
    late = merged(sent, report, now=NOW + ANSWER_PATIENCE)
    assert (late.state, late.is_answered, late.answering_since) == (TaskState.NEEDS_ANSWER, False, None)


@pytest.mark.parametrize("state", [TaskState.SUBMITTED, TaskState.RUNNING])
def test_what_went_on_after_an_answer_is_never_asked_for_again(state: TaskState) -> None:
    sent = a_task(state=TaskState.SUBMITTED, is_answered=True, answering_since=NOW)
    arrived = merged(sent, a_report(state=state), now=NOW + 1)
    assert arrived.answering_since is None
    stale = merged(arrived, a_report(state=TaskState.NEEDS_ANSWER), now=NOW + 10 * ANSWER_PATIENCE)
    assert stale.state is state
