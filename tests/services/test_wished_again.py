"""What is recorded of a wish is enough to make it again, or it says what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.domain.request import (
    BlendRequest,
    BlendShape,
    Bot,
    DescribeRequest,
    EditRequest,
    ImagineRequest,
    ShortenRequest,
    Speed,
    SwapFaceRequest,
    VideoRequest,
)
from mjdesk.domain.task import TaskState
from mjdesk.services.wished_again import wished_again
from mjdesk.services.wishes import with_mask
from tests.support.drafts import ONE, PARENT, TWO, act, draft_of

if TYPE_CHECKING:
    from mjdesk.domain.request import Request
    from mjdesk.domain.task import Task


@pytest.mark.parametrize(
    "request_",
    [
        ImagineRequest(prompt="a fox --ar 3:2", pictures=(ONE, TWO), bot=Bot.NIJI, speed=Speed.TURBO),
        BlendRequest(pictures=(ONE, TWO), shape=BlendShape.PORTRAIT, bot=Bot.NIJI),
        DescribeRequest(picture=ONE, speed=Speed.RELAX),
        ShortenRequest(prompt="a fox in deep snow"),
        SwapFaceRequest(source=ONE, target=TWO),
        EditRequest(prompt="a fox", picture=ONE, is_retexture=True),
        VideoRequest(prompt="running", picture=ONE, end_picture=TWO),
        VideoRequest(
            prompt="running", picture=ONE, has_high_motion=True, is_loop=True, batch_size=2, parent=PARENT.id
        ),
        VideoRequest(prompt="", picture=None, extend_remote_id="p1", extend_index=2, parent=PARENT.id),
        VideoRequest(prompt="on", picture=None, extend_remote_id="p1", end_picture=TWO, parent=PARENT.id),
        EditRequest(prompt="a fox", picture=ONE, is_retexture=True, parent=PARENT.id, bot=Bot.NIJI),
        act("MJ::JOB::upsample::2::h"),
        act("MJ::JOB::variation::2::h", "a wolf --ar 3:2"),
        act("MJ::CustomZoom::h", "a fox --ar 3:2 --zoom 1.5"),
        act("MJ::JOB::reroll::0::h::SOLO"),
    ],
    ids=lambda request: type(request).__name__,
)
def test_a_record_makes_the_same_wish_again(request_: Request) -> None:
    task = draft_of(request_)
    assert task.state is TaskState.DRAFTED
    assert wished_again(task, PARENT) == request_


MASKED: list[Request] = [
    EditRequest(prompt="a fox", picture=ONE, mask=b"mask"),
    replace(act("MJ::Inpaint::1::h::SOLO", "a hat"), mask=b"mask"),
]


@pytest.mark.parametrize("request_", MASKED, ids=lambda request: type(request).__name__)
def test_what_was_wished_with_a_mask_is_made_again_with_it_or_not_at_all(request_: Request) -> None:
    task = with_mask(draft_of(request_), Picture("c" * 64, MediaType.PNG, 100, 50, 9, PictureRole.MASK))
    assert wished_again(task, PARENT, b"mask") == request_
    with pytest.raises(WishInvalid) as caught:
        wished_again(task, PARENT)
    assert caught.value.reason == "no-mask"


@pytest.mark.parametrize("parent", [None, replace(PARENT, remote_id="")])
def test_a_film_is_not_continued_without_the_one_before(parent: Task | None) -> None:
    task = draft_of(VideoRequest(prompt="", picture=None, extend_remote_id="p1", parent=PARENT.id))
    with pytest.raises(WishInvalid):
        wished_again(task, parent)
