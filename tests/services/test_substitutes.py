"""Buttons that a gateway does not know are done another way, silently once learned (protocol.md 5.4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mjdesk.domain.action import read_action
from mjdesk.domain.errors import NotOffered
from mjdesk.domain.gateway import Capabilities
from mjdesk.domain.picture import PictureRole, Ratio
from mjdesk.domain.request import (
    ActionRequest,
    BlendRequest,
    BlendShape,
    DescribeRequest,
    ImagineRequest,
    VideoRequest,
)
from mjdesk.domain.task import TaskKind, TaskState
from mjdesk.services.substitutes import needs_substitute, substitute
from tests.support.builders import a_picture, a_task
from tests.support.fake_gateway import PNG, PROFILE

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.request import Request
    from tests.services.conftest import World

KNOWN = Capabilities()
NO_ACTION = Capabilities(missing=frozenset({"/mj/submit/action"}))
INPUT = a_picture("1" * 64, PictureRole.INPUT, name="cat.png")
SINGLE = a_picture("2" * 64, PictureRole.SINGLE)
WORDS = a_task(kind=TaskKind.DESCRIBE, texts=("a fox", "a cat --ar 2:3"), prompt="", inputs=(INPUT,))


def pressed(custom_id: str, prompt: str = "") -> ActionRequest:
    return ActionRequest(parent="a" * 32, parent_remote_id="r1", action=read_action(custom_id), prompt=prompt)


@pytest.mark.parametrize(
    ("request_", "parent", "word", "other"),
    [
        (
            pressed("MJ::Job::PicReader::2"),
            WORDS,
            "imagine",
            ImagineRequest(prompt="a cat --ar 2:3"),
        ),
        (
            pressed("MJ::JOB::PromptAnalyzer::1", "a wolf"),
            WORDS,
            "imagine",
            ImagineRequest(prompt="a wolf"),
        ),
        (pressed("prompt::1"), WORDS, "imagine", ImagineRequest(prompt="a fox")),
        (pressed("MJ::Picread::Retry"), WORDS, "describe", DescribeRequest),
        (
            pressed("MJ::JOB::reroll::0::h::SOLO"),
            a_task(prompt="a fox --s 50"),
            "imagine",
            ImagineRequest(prompt="a fox --s 50"),
        ),
        (
            pressed("MJ::JOB::reroll::0::h::SOLO"),
            a_task(kind=TaskKind.BLEND, prompt="", inputs=(INPUT, SINGLE), ratio=Ratio(2, 3)),
            "blend",
            BlendRequest,
        ),
        (pressed("MJ::JOB::animate_high::1::h::SOLO"), a_task(pictures=(SINGLE,)), "video", VideoRequest),
    ],
)
def test_each_button_has_its_substitute(
    request_: ActionRequest, parent: Any, word: str, other: Request | type[Request]
) -> None:
    found = substitute(request_, parent, KNOWN)
    assert found is not None
    assert found[0] == word
    if isinstance(other, type):
        assert isinstance(found[1], other)
    else:
        assert found[1] == other


def test_what_travels_with_it() -> None:
    blend = substitute(
        pressed("MJ::JOB::reroll::0::h"),
        a_task(kind=TaskKind.BLEND, inputs=(INPUT, SINGLE), ratio=Ratio(2, 3)),
        KNOWN,
    )
    assert blend is not None
    assert isinstance(blend[1], BlendRequest)
    assert (blend[1].shape, len(blend[1].pictures)) == (BlendShape.PORTRAIT, 2)
    film = substitute(pressed("MJ::JOB::animate_low::1::h"), a_task(pictures=(SINGLE,)), KNOWN)
    assert film is not None
    assert isinstance(film[1], VideoRequest)
    assert film[1].picture is not None
    assert (film[1].picture.digest, film[1].has_high_motion) == ("2" * 64, False)


@pytest.mark.parametrize(
    ("custom_id", "change"),
    [
        ("MJ::JOB::upsample::3::h", "change::UPSCALE::3"),
        ("MJ::JOB::variation::2::h", "change::VARIATION::2"),
        ("MJ::JOB::reroll::0::h", "change::REROLL::1"),
    ],
)
def test_without_action_there_is_change(custom_id: str, change: str) -> None:
    found = substitute(pressed(custom_id), a_task(), NO_ACTION)
    assert found is not None
    assert isinstance(found[1], ActionRequest)
    assert (found[0], found[1].action.custom_id) == ("change", change)


@pytest.mark.parametrize(
    ("request_", "parent", "known"),
    [
        (pressed("MJ::JOB::upsample::3::h"), a_task(), KNOWN),
        (pressed("MJ::JOB::upsample::3::h"), a_task(), NO_ACTION.without("/mj/submit/change")),
        (pressed("MJ::JOB::animate_low::1::h"), a_task(), KNOWN),
        (
            pressed("MJ::JOB::animate_low::1::h"),
            a_task(pictures=(SINGLE,)),
            KNOWN.without("/mj/submit/video"),
        ),
        (pressed("MJ::Job::PicReader::4"), WORDS, KNOWN),
        (pressed("MJ::JOB::reroll::0::h"), a_task(kind=TaskKind.INPAINT), KNOWN),
        (pressed("MJ::JOB::pan_left::1::h"), a_task(), KNOWN),
        (ImagineRequest(prompt="x"), a_task(), KNOWN),
        (pressed("MJ::JOB::reroll::0::h"), None, KNOWN),
    ],
)
def test_what_has_none(request_: Request, parent: Any, known: Capabilities) -> None:
    assert substitute(request_, parent, known) is None


def test_when_it_is_needed() -> None:
    reroll = pressed("MJ::JOB::reroll::0::h")
    assert not needs_substitute(reroll, KNOWN)
    assert needs_substitute(reroll, KNOWN.without("reroll"))
    assert needs_substitute(reroll, NO_ACTION)
    assert needs_substitute(pressed("change::REROLL::1"), KNOWN.without("/mj/submit/change"))
    assert not needs_substitute(ImagineRequest(prompt="x"), NO_ACTION)


async def test_a_refused_button_is_done_another_way_in_the_same_task(world: World) -> None:
    parent = await world.store.add(replace(WORDS, id="f" * 32, state=TaskState.SUCCEEDED))
    world.gateway.answers.append(NotOffered("unknown_action", 400, what="imagine-prompt"))
    await world.submitting()
    (task,) = await world.submitter.act(parent.id, read_action("MJ::Job::PicReader::1"))
    await world.clock.rest()
    known = world.now(task)
    assert known.state is TaskState.SUBMITTED
    assert (known.stand_in, known.kind, known.prompt) == ("imagine", TaskKind.IMAGINE, "a fox")
    assert known.action is not None
    sent = [type(request) for request, _, _ in world.gateway.submitted]
    assert sent == [ActionRequest, ImagineRequest]
    assert [state for _, _, state in world.gateway.submitted] == [task.id] * 2
    assert isinstance(world.gateways.heard_of[0][1], NotOffered)
    assert "refused" not in world.told


async def test_what_is_learned_from_the_refusal_chooses_the_substitute(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def heard(account: str, error: DeskError | None) -> None:
        if isinstance(error, NotOffered):
            known = world.gateway.profile.capabilities.without(error.what)
            world.gateway.profile = replace(world.gateway.profile, capabilities=known)

    monkeypatch.setattr(world.gateways, "heard", heard)
    parent = await world.store.add(a_task(id="f" * 32, state=TaskState.SUCCEEDED))
    world.gateway.answers.append(NotOffered("a page", 200, what="/mj/submit/action"))
    await world.submitting()
    for name in ("upsample::2", "variation::1"):
        (task,) = await world.submitter.act(parent.id, read_action(f"MJ::JOB::{name}::h"))
        await world.clock.rest()
        assert (world.now(task).stand_in, world.now(task).state) == ("change", TaskState.SUBMITTED)
    sent = [
        request.action.custom_id
        for request, _, _ in world.gateway.submitted
        if isinstance(request, ActionRequest)
    ]
    assert sent == ["MJ::JOB::upsample::2::h", "change::UPSCALE::2", "change::VARIATION::1"]


async def test_what_is_known_is_not_tried_again(world: World) -> None:
    world.gateway.profile = replace(PROFILE, capabilities=KNOWN.without("describe-again"))
    kept = await world.pictures.keep_bytes(PNG + b"cat")
    parent = await world.store.add(
        replace(WORDS, id="f" * 32, state=TaskState.SUCCEEDED, inputs=(replace(INPUT, digest=kept.digest),))
    )
    await world.submitting()
    (task,) = await world.submitter.act(parent.id, read_action("MJ::Picread::Retry"))
    await world.clock.rest()
    ((request, images, _),) = world.gateway.submitted
    assert isinstance(request, DescribeRequest)
    assert len(images) == 1
    assert (world.now(task).stand_in, world.now(task).state) == ("describe", TaskState.SUBMITTED)


async def test_a_button_without_substitute_goes_back_to_the_person(world: World) -> None:
    parent = await world.store.add(a_task(id="f" * 32, state=TaskState.SUCCEEDED))
    world.gateway.answers.extend([NotOffered(what="pan-left"), NotOffered(what="reroll"), NotOffered()])
    await world.submitting()
    (pan,) = await world.submitter.act(parent.id, read_action("MJ::JOB::pan_left::1::h"))
    await world.clock.rest()
    (again,) = await world.submitter.act(parent.id, read_action("MJ::JOB::reroll::0::h"))
    await world.clock.rest()
    assert [world.now(task).state for task in (pan, again)] == [TaskState.REFUSED] * 2
    assert len(world.gateway.submitted) == 3, "a substitute that is refused too is the end"


def test_a_prompt_without_a_button_is_never_pressed() -> None:
    assert needs_substitute(pressed("prompt::2"), KNOWN)
    assert not needs_substitute(pressed("MJ::Job::PicReader::2"), KNOWN)


async def test_prompts_of_a_gateway_without_buttons_are_imagined_at_the_first_try(world: World) -> None:
    await world.submitting()
    parent = await world.store.add(
        replace(WORDS, id="d" * 32, account="main", remote_id="r9", state=TaskState.SUCCEEDED)
    )
    (child,) = await world.submitter.act(parent.id, read_action("prompt::2"))
    await world.clock.rest()
    ((request, _, _),) = world.gateway.submitted
    assert request == ImagineRequest(prompt="a cat --ar 2:3")
    now = world.now(child)
    assert (now.parent, now.kind, now.stand_in, now.ratio) == (
        "d" * 32,
        TaskKind.IMAGINE,
        "imagine",
        Ratio(2, 3),
    )
    assert now.state is TaskState.SUBMITTED
