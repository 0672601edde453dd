"""What is recorded of a wish is enough to make it again, and its shape is known from the start."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.domain.action import read_action
from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.picture import SQUARE, MediaType, Picture, PictureRef, PictureRole, Ratio
from mjdesk.domain.request import (
    ActionRequest,
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
from mjdesk.domain.task import TaskKind, TaskState
from mjdesk.services.wishes import (
    checked,
    drafted,
    fingerprint,
    mask_of,
    references,
    wished_again,
    with_mask,
)
from tests.support.builders import a_picture, a_task

if TYPE_CHECKING:
    from mjdesk.domain.request import Request
    from mjdesk.domain.task import Task

ONE, TWO = PictureRef(digest="1" * 64, name="one"), PictureRef(digest="2" * 64, name="two")
PARENT = a_task(
    id="f" * 32,
    state=TaskState.SUCCEEDED,
    remote_id="p1",
    prompt="a fox --ar 3:2",
    ratio=Ratio(3, 2),
    texts=("a red fox --ar 4:5", "a vixen"),
)


def pictures_of(request: Request) -> list[Picture]:
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


def draft_of(request: Request, parent: object = PARENT):
    return drafted(
        checked(request),
        task_id="a" * 32,
        account="main",
        now=5.0,
        inputs=pictures_of(request),
        parent=PARENT if getattr(request, "parent", "") and parent is PARENT else None,
    )


def act(custom_id: str, prompt: str = "") -> ActionRequest:
    return ActionRequest(
        parent=PARENT.id, parent_remote_id="p1", action=read_action(custom_id), prompt=prompt
    )


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


def test_a_task_has_one_mask_at_most() -> None:
    first = Picture("c" * 64, MediaType.PNG, 100, 50, 9, PictureRole.MASK)
    second = replace(first, digest="d" * 64)
    task = with_mask(with_mask(draft_of(MASKED[0]), first), second)
    assert mask_of(task) == second
    assert [picture.role for picture in task.inputs] == [PictureRole.INPUT, PictureRole.MASK]


@pytest.mark.parametrize(
    ("request_", "ratio"),
    [
        (ImagineRequest(prompt="a fox --ar 16:9"), Ratio(16, 9)),
        (ImagineRequest(prompt="a fox"), SQUARE),
        (BlendRequest(pictures=(ONE, TWO), shape=BlendShape.LANDSCAPE), Ratio(3, 2)),
        (DescribeRequest(picture=ONE), Ratio(16, 9)),
        (act("MJ::JOB::upsample::1::h"), Ratio(3, 2)),
        (act("MJ::JOB::upsample_v6_2x_subtle::1::h::SOLO"), Ratio(3, 2)),
        (act("MJ::JOB::variation::1::h"), Ratio(3, 2)),
        (act("MJ::JOB::variation::1::h", "a fox --ar 1:2"), Ratio(1, 2)),
        (act("MJ::Outpaint::50::1::h::SOLO"), Ratio(3, 2)),
        (act("MJ::Outpaint::100::1::h::SOLO"), SQUARE),
        (act("MJ::CustomZoom::h", "a fox --ar 2:1 --zoom 2"), Ratio(2, 1)),
        (act("MJ::JOB::pan_left::1::h::SOLO"), Ratio(9, 4)),
        (act("MJ::JOB::pan_up::1::h::SOLO"), SQUARE),
        (act("MJ::JOB::animate_high::1::h::SOLO"), Ratio(3, 2)),
        (act("MJ::Job::PicReader::1"), Ratio(4, 5)),
        (act("MJ::Job::PicReader::2"), SQUARE),
        (VideoRequest(prompt="", picture=ONE), Ratio(16, 9)),
        (VideoRequest(prompt="", picture=None, extend_remote_id="p1", parent=PARENT.id), Ratio(3, 2)),
    ],
)
def test_the_shape_is_known_before_anything_is_sent(request_: Request, ratio: Ratio) -> None:
    assert draft_of(request_).ratio == ratio


@pytest.mark.parametrize("parent", [None, replace(PARENT, remote_id="")])
def test_a_film_is_not_continued_without_the_one_before(parent: Task | None) -> None:
    task = draft_of(VideoRequest(prompt="", picture=None, extend_remote_id="p1", parent=PARENT.id))
    with pytest.raises(WishInvalid):
        wished_again(task, parent)


def test_a_film_starts_from_something() -> None:
    with pytest.raises(WishInvalid) as caught:
        checked(VideoRequest(prompt="running", picture=None))
    assert caught.value.reason == "no-picture"


def test_a_described_prompt_is_what_its_child_says() -> None:
    task = draft_of(act("MJ::Job::PicReader::1"))
    assert (task.kind, task.prompt) == (TaskKind.IMAGINE, "a red fox --ar 4:5")


def test_a_picture_that_is_described_again_is_that_of_its_parent() -> None:
    parent = replace(PARENT, inputs=(a_picture("1" * 64, PictureRole.INPUT),))
    again, pick = (
        drafted(act(name), task_id="a" * 32, account="main", now=5.0, parent=parent)
        for name in ("MJ::Picread::Retry", "MJ::Job::PicReader::1")
    )
    assert (again.kind, again.inputs, again.cover) == (TaskKind.DESCRIBE, parent.inputs, parent.inputs[0])
    assert pick.inputs == ()


def test_linked_pictures_go_in_front_of_the_words() -> None:
    request = checked(ImagineRequest(prompt="a fox", pictures=(ONE, PictureRef(url="https://x.test/a.png"))))
    assert isinstance(request, ImagineRequest)
    assert request.prompt == "https://x.test/a.png a fox"
    assert request.pictures == (ONE,)


def test_wishes_that_look_the_same_to_a_gateway_have_one_fingerprint() -> None:
    one = draft_of(ImagineRequest(prompt="a  fox"))
    assert fingerprint(one) == fingerprint(replace(draft_of(ImagineRequest(prompt="a fox")), id="b" * 32))
    assert fingerprint(one) != fingerprint(replace(one, account="other"))
    assert fingerprint(draft_of(act("MJ::JOB::upsample::1::h"))) != fingerprint(
        draft_of(act("MJ::JOB::upsample::2::h"))
    )


@given(st.text(max_size=200))
def test_any_text_is_sent_canonically_or_not_at_all(text: str) -> None:
    try:
        request = checked(ImagineRequest(prompt=text))
    except WishInvalid:
        return
    assert isinstance(request, ImagineRequest)
    assert checked(request) == request
    assert "  " not in request.prompt
    assert request.prompt == request.prompt.strip()
