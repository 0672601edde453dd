"""What a receipt makes of the task that was sent: values alone, no waiting and no writing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.picture import PictureRole
from mjdesk.domain.task import Collection, MediaLink, Task, TaskState
from mjdesk.services.wishes import gives_grid

if TYPE_CHECKING:
    from mjdesk.domain.request import Receipt


def accepted(task: Task, receipt: Receipt, remote_id: str, now: float) -> Task:
    """The task once the gateway has it as `remote_id`, or has answered with its pictures (protocol.md 9).

    One that was cancelled meanwhile stays so.
    """
    if not remote_id and receipt.urls:
        return _finished(_promised(task, receipt, now), receipt)
    is_cancelled = task.state is TaskState.CANCELLED
    return replace(
        _promised(task, receipt, now),
        remote_id=remote_id,
        state=task.state if is_cancelled else TaskState.SUBMITTED,
        failure=task.failure if is_cancelled else None,
        final_prompt=receipt.final_prompt or task.final_prompt,
        queue_position=receipt.queue_position,
        submitted_at=now,
    )


def asking(task: Task, receipt: Receipt, now: float) -> Task:
    """The task once the gateway wants words or a mask for it (protocol.md 3.2)."""
    return replace(
        _promised(task, receipt, now),
        remote_id=receipt.remote_ids[0],
        state=task.state if task.state is TaskState.CANCELLED else TaskState.NEEDS_ANSWER,
        failure=None,
        final_prompt=receipt.final_prompt or task.final_prompt,
    )


def twin_of(task: Task, task_id: str) -> Task:
    """Another task of the same click; what the click has cost is the first one's."""
    return replace(task, id=task_id, seq=0, price="0" if task.price else "")


def _finished(task: Task, receipt: Receipt) -> Task:
    is_single = len(receipt.urls) == 1
    sheet = PictureRole.GRID if gives_grid(task) else PictureRole.SINGLE
    return replace(
        task,
        state=TaskState.SUCCEEDED,
        progress=100,
        failure=None,
        collection=Collection.WAITING,
        media=tuple(
            MediaLink(url=url, role=sheet if is_single else PictureRole.TILE, index=0 if is_single else place)
            for place, url in enumerate(receipt.urls, 1)
        ),
    )


def _promised(task: Task, receipt: Receipt, now: float) -> Task:
    """What a refund would ask for."""
    return replace(
        task,
        accepted_at=now,
        request_id=receipt.request_id or task.request_id,
        tries=0,
        retry_at=None,
    )
