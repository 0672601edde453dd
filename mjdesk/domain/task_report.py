"""What a gateway says of a task, and the task after it: `merged`, the only way in which a report counts."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.task import Collection, Failure, TaskState

if TYPE_CHECKING:
    from mjdesk.domain.action import Action
    from mjdesk.domain.task import MediaLink, Task
    from mjdesk.domain.weighed_word import WeighedWord

ANSWER_PATIENCE = 900.0
"""Seconds for which MODAL may still mean *pending* after an answer that perhaps never arrived: servers take
up to five minutes to pick one up, and relays show stale rows (protocol.md 3.2)."""
_RANK = {
    TaskState.DRAFTED: 0,
    TaskState.SENT: 1,
    TaskState.UNKNOWN: 1,
    TaskState.VANISHED: 1,
    TaskState.SUBMITTED: 2,
    # Above SUBMITTED: new-api hides the question in code 1; only a later row tells of it (protocol.md 3.2).
    TaskState.NEEDS_ANSWER: 3,
    TaskState.RUNNING: 4,
    TaskState.REFUSED: 5,
    TaskState.CANCELLED: 5,
    TaskState.FAILED: 5,
    TaskState.SUCCEEDED: 6,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReport:
    """What a gateway said about a task, once read; every field may be unknown (None or empty)."""

    remote_id: str
    state: TaskState | None
    """None for words and blanks that say nothing (protocol.md 4.2)."""
    client_state: str = ""
    """Our `state` echoed back, where the gateway keeps it."""
    progress: int | None = None
    prompt: str = ""
    final_prompt: str = ""
    preview_url: str = ""
    media: tuple[MediaLink, ...] = ()
    actions: tuple[Action, ...] = ()
    texts: tuple[str, ...] = ()
    words: tuple[WeighedWord, ...] = ()
    failure_text: str = ""
    seed: str = ""
    job_hash: str = ""
    parent_remote_id: str = ""
    submitted_at: float | None = None
    started_at: float | None = None
    finished_at: float | None = None
    width: int | None = None
    height: int | None = None
    raw: str = field(default="", repr=False)
    """The object as delivered, JSON."""


def merged(task: Task, report: TaskReport, *, now: float) -> Task:
    """`task` after `report`: monotonic, so a stale or duplicate row changes nothing (protocol.md 4.2, 12.20).

    A final state is never left, except that VANISHED and UNKNOWN give way to any proof of life.
    MODAL counts as a question until it was answered, even of a task that was accepted without asking: relays
    hide it so (protocol.md 3.1); from then on it is pending. Only where nobody knows whether the answer
    arrived does MODAL become a question again, after `ANSWER_PATIENCE`.
    """
    state = report.state
    if state is not None and state is not TaskState.NEEDS_ANSWER and task.answering_since is not None:
        task = replace(task, answering_since=None)  # it went on, so the answer has arrived
    if state is TaskState.NEEDS_ANSWER and task.is_answered:
        if task.answering_since is not None and now - task.answering_since >= ANSWER_PATIENCE:
            task = replace(task, is_answered=False, answering_since=None)
        else:
            state = TaskState.SUBMITTED
    if state is None or (_RANK[state] < _RANK[task.state] and task.state.is_final):
        state = task.state
    revived = task.state in {TaskState.VANISHED, TaskState.UNKNOWN} and state is not task.state
    if task.state.is_final and not revived:
        state = task.state
    asks = state is TaskState.NEEDS_ANSWER and task.state is TaskState.SUBMITTED
    if not revived and not asks and _RANK[state] < _RANK[task.state]:
        return _with_facts(task, report)
    progress = task.progress if report.progress is None else max(task.progress, report.progress)
    failure = task.failure
    if state is TaskState.SUCCEEDED:
        progress, failure = 100, None
    elif state is TaskState.FAILED and task.state is not TaskState.FAILED:
        failure = Failure(error="task-failed", text=report.failure_text, may_have_cost=True)
    elif revived:
        failure = None
    changed = replace(
        _with_facts(task, report),
        state=state,
        progress=progress,
        failure=failure,
        settled_at=(task.settled_at or now) if state.is_final else None,
    )
    if state.is_final:
        return replace(changed, queue_position=0)
    return replace(changed, preview_url=report.preview_url or task.preview_url)


def _with_facts(task: Task, report: TaskReport) -> Task:
    """Facts that only ever become known, whatever the state."""
    media = report.media or task.media
    collection = task.collection
    if media and collection is Collection.NOTHING and report.state is TaskState.SUCCEEDED:
        collection = Collection.WAITING
    return replace(
        task,
        final_prompt=report.final_prompt or task.final_prompt,
        media=media if report.state is TaskState.SUCCEEDED else task.media,
        collection=collection,
        actions=report.actions or task.actions,
        texts=report.texts or task.texts,
        words=report.words or task.words,
        seed=report.seed or task.seed,
        job_hash=report.job_hash or task.job_hash,
        submitted_at=report.submitted_at or task.submitted_at,
        started_at=report.started_at or task.started_at,
        finished_at=report.finished_at or task.finished_at,
    )


def fitting(task: Task, report: TaskReport) -> TaskReport:
    """The report without what is no result: describe echoes its input as its picture (protocol.md 4.4)."""
    return replace(report, media=()) if task.kind.gives_text else report
