"""Tasks, reports and receipts with everything that a test does not care about filled in."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from mjdesk.domain.action import read_action
from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.domain.request import ImagineRequest, Receipt, ReceiptKind
from mjdesk.domain.task import Collection, MediaLink, Task, TaskKind, TaskState
from mjdesk.domain.task_report import TaskReport

if TYPE_CHECKING:
    from collections.abc import Callable

GRID_URL = "https://cdn.test/grid.png?ex=1&is=2&hm=3&"


def numbered_ids() -> Callable[[], str]:
    """32 hex digits each time, in order."""
    numbers = count(1)
    return lambda: f"{next(numbers):032x}"


def a_task(**changes: Any) -> Task:
    facts: dict[str, Any] = {
        "id": "a" * 32,
        "account": "main",
        "kind": TaskKind.IMAGINE,
        "state": TaskState.SUBMITTED,
        "created": 1_800_000_000.0,
        "prompt": "a lighthouse",
        "remote_id": "r1",
    }
    return Task(**facts | changes)


def a_picture(digest: str = "d" * 64, role: PictureRole = PictureRole.GRID, **changes: Any) -> Picture:
    facts: dict[str, Any] = {
        "digest": digest,
        "media_type": MediaType.PNG,
        "width": 1024,
        "height": 1024,
        "size": 2_000_000,
        "role": role,
    }
    return Picture(**facts | changes)


def a_grid(seq: int = 1, **changes: Any) -> Task:
    """A finished sheet of four with its tiles and the buttons U1-U4, V1-V4 and reroll."""
    names = [f"upsample::{n}" for n in range(1, 5)] + [f"variation::{n}" for n in range(1, 5)]
    digest = f"{seq:064x}"
    facts: dict[str, Any] = {
        "id": f"{seq:032x}",
        "seq": seq,
        "state": TaskState.SUCCEEDED,
        "collection": Collection.DONE,
        "progress": 100,
        "remote_id": f"r{seq}",
        "pictures": (
            a_picture(digest),
            *(
                a_picture(f"{n}{digest[1:]}", PictureRole.TILE, index=n, width=512, height=512, is_split=True)
                for n in range(1, 5)
            ),
        ),
        "actions": tuple(read_action(f"MJ::JOB::{name}::hash") for name in (*names, "reroll::0")),
    }
    return a_task(**facts | changes)


def a_report(
    remote_id: str = "r1", state: TaskState | None = TaskState.RUNNING, **changes: Any
) -> TaskReport:
    """Its `raw` tells it from every other, as a gateway's own words do."""
    facts: dict[str, Any] = {"remote_id": remote_id, "state": state}
    report = TaskReport(**facts | changes)
    return report if report.raw else replace(report, raw=repr(report))


def a_result(remote_id: str = "r1", url: str = GRID_URL, **changes: Any) -> TaskReport:
    """SUCCESS with one sheet of four and its first buttons."""
    facts: dict[str, Any] = {
        "progress": 100,
        "media": (MediaLink(url=url, role=PictureRole.GRID),),
        "actions": tuple(read_action(f"MJ::JOB::upsample::{n}::hash") for n in range(1, 5)),
        "raw": '{"status": "SUCCESS"}',
    }
    return a_report(remote_id, TaskState.SUCCEEDED, **facts | changes)


def a_wish(prompt: str = "a lighthouse", **changes: Any) -> ImagineRequest:
    return ImagineRequest(prompt=prompt, **changes)


def a_receipt(*remote_ids: str, kind: ReceiptKind = ReceiptKind.ACCEPTED, **changes: Any) -> Receipt:
    return Receipt(kind=kind, remote_ids=remote_ids, **changes)
