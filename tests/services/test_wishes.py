"""What is recorded of a wish: its words, its pictures, and a shape that is known from the start."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.picture import SQUARE, MediaType, Picture, PictureRef, PictureRole, Ratio
from mjdesk.domain.request import (
    BlendRequest,
    BlendShape,
    DescribeRequest,
    EditRequest,
    ImagineRequest,
    VideoRequest,
)
from mjdesk.domain.task import TaskKind
from mjdesk.services.wishes import (
    checked,
    drafted,
    fingerprint,
    mask_of,
    with_mask,
)
from tests.support.builders import a_picture
from tests.support.drafts import ONE, PARENT, TWO, act, draft_of

if TYPE_CHECKING:
    from mjdesk.domain.request import Request


def test_a_task_has_one_mask_at_most() -> None:
    first = Picture("c" * 64, MediaType.PNG, 100, 50, 9, PictureRole.MASK)
    second = replace(first, digest="d" * 64)
    task = with_mask(
        with_mask(draft_of(EditRequest(prompt="a fox", picture=ONE, mask=b"mask")), first), second
    )
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
