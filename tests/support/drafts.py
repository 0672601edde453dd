"""Requests as they are written down: the drafts of two pictures and of a finished parent."""

from __future__ import annotations

from mjdesk.domain.action import read_action
from mjdesk.domain.picture import MediaType, Picture, PictureRef, PictureRole, Ratio
from mjdesk.domain.request import ActionRequest, Request
from mjdesk.domain.task import Task, TaskState
from mjdesk.services.wishes import checked, drafted, references
from tests.support.builders import a_task

ONE, TWO = PictureRef(digest="1" * 64, name="one"), PictureRef(digest="2" * 64, name="two")
PARENT = a_task(
    id="f" * 32,
    state=TaskState.SUCCEEDED,
    remote_id="p1",
    prompt="a fox --ar 3:2",
    ratio=Ratio(3, 2),
    texts=("a red fox --ar 4:5", "a vixen"),
)


def _pictures_of(request: Request) -> list[Picture]:
    return [
        Picture(
            digest=ref.digest,
            media_type=MediaType.PNG,
            width=1600,
            height=900,
            size=9,
            role=PictureRole.INPUT,
            name=ref.name,
        )
        for ref in references(request)
    ]


def draft_of(request: Request, parent: object = PARENT) -> Task:
    return drafted(
        checked(request),
        task_id="a" * 32,
        account="main",
        now=5.0,
        inputs=_pictures_of(request),
        parent=PARENT if getattr(request, "parent", "") and parent is PARENT else None,
    )


def act(custom_id: str, prompt: str = "") -> ActionRequest:
    return ActionRequest(
        parent=PARENT.id, parent_remote_id="p1", action=read_action(custom_id), prompt=prompt
    )
