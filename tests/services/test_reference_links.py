"""References that only a link can bring: uploaded first, once, and the wish neither lost nor sent twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import (
    Busy,
    DeskError,
    NotAllowed,
    NotOffered,
    OutcomeUnknown,
    Refused,
    Unreachable,
    WishInvalid,
)
from mjdesk.domain.gateway import Capabilities
from mjdesk.domain.picture import PictureRef, PictureRole
from mjdesk.domain.reference import Reference, ReferenceRole
from mjdesk.domain.request import ImagineRequest
from mjdesk.domain.task import Failure, TaskState
from mjdesk.services.reference_links import is_public
from mjdesk.services.uploads import UPLOAD_PATH
from mjdesk.services.wished_again import wished_again
from tests.support.builders import a_wish
from tests.support.fake_gateway import PNG

if TYPE_CHECKING:
    from mjdesk.domain.task import Task
    from tests.services.conftest import World

IMAGE, STYLE, CHARACTER, OMNI, EDIT = ReferenceRole


async def a_reference(world: World, name: str, role: ReferenceRole = STYLE) -> Reference:
    kept = await world.pictures.keep_bytes(PNG + name.encode())
    return Reference(PictureRef(kept.digest, name=name), role)


async def submitted(world: World, *references: Reference, prompt: str = "a cat --sw 250 --v 7") -> Task:
    (task,) = await world.submitter.submit(a_wish(prompt, references=references))
    await world.clock.rest()
    return task


def wire_prompts(world: World) -> list[str]:
    return [
        request.prompt for request, _, _ in world.gateway.submitted if isinstance(request, ImagineRequest)
    ]


async def test_it_is_uploaded_first_and_its_link_is_on_the_wire_alone(world: World) -> None:
    one, two = await a_reference(world, "one"), await a_reference(world, "two", OMNI)
    await world.submitting()
    task = await submitted(world, one, two)
    assert [image.data for (image,) in world.gateway.uploaded] == [PNG + b"one", PNG + b"two"]
    assert wire_prompts(world) == [
        "a cat --sw 250 --v 7 --sref https://cdn.test/1-0.png --oref https://cdn.test/2-0.png"
    ]
    assert world.gateway.submitted[0][1] == ()
    known = world.now(task)
    assert (known.state, known.prompt) == (TaskState.SUBMITTED, "a cat --sw 250 --v 7")
    assert [(each.role, each.name) for each in known.inputs] == [
        (PictureRole.STYLE, "one"),
        (PictureRole.OMNI, "two"),
    ]


async def test_image_prompts_go_with_the_wish_as_ever(world: World) -> None:
    image, style = await a_reference(world, "image"), await a_reference(world, "style")
    await world.submitting()
    (task,) = await world.submitter.submit(
        a_wish("a cat --iw 2", pictures=(image.picture,), references=(style,))
    )
    await world.clock.rest()
    ((_, images, _),) = world.gateway.submitted
    assert [each.data for each in images] == [PNG + b"image"]
    assert len(world.gateway.uploaded) == 1
    assert [each.role for each in world.now(task).inputs] == [PictureRole.INPUT, PictureRole.STYLE]


async def test_a_picture_is_uploaded_once_for_many_wishes(world: World) -> None:
    style = await a_reference(world, "style")
    await world.submitting()
    for words in ("a cat", "a dog", "a fox"):
        await submitted(world, style, prompt=words)
    assert len(world.gateway.uploaded) == 1
    assert all(prompt.endswith(" --sref https://cdn.test/1-0.png") for prompt in wire_prompts(world))


async def test_an_address_of_the_person_is_used_as_it_is(world: World) -> None:
    link = "https://my.site/a.png?size=large"
    style = await a_reference(world, "style")
    await world.submitting()
    given = Reference(PictureRef(url=link), STYLE)
    task = await submitted(world, given, style, prompt="a cat --sref 123")
    assert wire_prompts(world) == [f"a cat --sref 123 {link} https://cdn.test/1-0.png"]
    assert world.now(task).prompt == f"a cat --sref 123 {link}"
    assert len(world.now(task).inputs) == 1


async def test_an_address_needs_no_upload(world: World) -> None:
    lacking = replace(world.gateway.profile, capabilities=Capabilities(missing=frozenset({UPLOAD_PATH})))
    world.gateway.profile = lacking
    await world.submitting()
    for role in (CHARACTER, OMNI, EDIT):
        await submitted(world, Reference(PictureRef(url="https://my.site/a.png"), role), prompt="a cat")
    assert wire_prompts(world) == [
        f"a cat --{role.flag} https://my.site/a.png" for role in (CHARACTER, OMNI, EDIT)
    ]


async def test_where_nothing_can_be_uploaded_it_is_said_before_anything_is_written(world: World) -> None:
    style = await a_reference(world, "style.png")
    world.gateway.profile = replace(
        world.gateway.profile, capabilities=Capabilities(missing=frozenset({UPLOAD_PATH}))
    )
    await world.submitting()
    with pytest.raises(WishInvalid) as caught:
        await submitted(world, style)
    assert (caught.value.reason, caught.value.detail) == ("needs-url", "style.png")
    assert world.archive.tasks == {}
    assert world.gateway.submitted == []


async def test_what_came_from_the_web_is_named_by_its_address_where_nothing_can_be_uploaded(
    world: World,
) -> None:
    style = await a_reference(world, "style.png")
    style = replace(style, picture=replace(style.picture, url="https://my.site/style.png"))
    world.gateway.upload_answers.append(NotOffered("nothing here", what=UPLOAD_PATH))
    await world.submitting()
    task = await submitted(world, style, prompt="a cat")
    assert wire_prompts(world) == ["a cat --sref https://my.site/style.png"]
    assert world.now(task).prompt == "a cat"
    assert wished_again(world.now(task), None) == a_wish("a cat", references=(style,))
    world.gateway.profile = replace(
        world.gateway.profile, capabilities=Capabilities(missing=frozenset({UPLOAD_PATH}))
    )
    await submitted(world, style, prompt="a dog")
    assert wire_prompts(world)[1:] == ["a dog --sref https://my.site/style.png"]
    signed = replace(style, picture=replace(style.picture, url="https://cdn.test/a.png?ex=65a1b2c3&"))
    with pytest.raises(WishInvalid):
        await submitted(world, signed, prompt="a fox")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://my.site/a.png", True),
        ("https://8.8.8.8/a.png", True),
        ("https://cdn.test/a.png?ex=65a1b2c3&is=1", False),
        ("http://127.0.0.1:4000/a.png", False),
        ("http://192.168.1.4/a.png", False),
        ("http://localhost:80/a.png", False),
        ("http://printer.local/a.png", False),
        ("file:///a.png", False),
        ("http://[a.b/c.png", False),
        ("", False),
    ],
)
def test_an_address_for_everybody(url: str, expected: bool) -> None:
    assert is_public(url) is expected


async def test_who_finds_it_out_only_now_keeps_the_wish_with_the_reason(world: World) -> None:
    style = await a_reference(world, "style.png")
    error = NotOffered("nothing here", what=UPLOAD_PATH)
    world.gateway.upload_answers.append(error)
    await world.submitting()
    task = await submitted(world, style)
    known = world.now(task)
    assert known.state is TaskState.REFUSED
    assert known.failure is not None
    assert (known.failure.error, known.failure.reason) == ("WishInvalid", "needs-url")
    assert not known.failure.may_have_cost
    assert world.gateway.submitted == []
    assert (world.gateway.profile.id, error) in world.gateways.heard_of
    assert [each.role for each in known.inputs] == [PictureRole.STYLE]


async def test_an_upload_that_nobody_knows_of_is_not_repeated_by_itself(world: World) -> None:
    style = await a_reference(world, "style.png")
    world.gateway.upload_answers.append(OutcomeUnknown("reset"))
    await world.submitting()
    task = await submitted(world, style)
    await world.clock.advance(600)
    known = world.now(task)
    assert known.failure is not None
    assert (known.state, known.failure.reason) == (TaskState.REFUSED, "upload-lost")
    assert (len(world.gateway.uploaded), world.gateway.submitted) == (1, [])
    await world.submitter.retry(task.id)
    await world.clock.rest()
    assert (len(world.gateway.uploaded), len(world.gateway.submitted)) == (2, 1)


@pytest.mark.parametrize("error", [Busy("full"), Unreachable("no route")])
async def test_a_busy_gateway_is_waited_for_with_the_wish_still_drafted(
    world: World, error: DeskError
) -> None:
    style = await a_reference(world, "style")
    world.gateway.upload_answers.append(error)
    await world.submitting()
    task = await submitted(world, style)
    assert (world.now(task).state, world.now(task).tries) == (TaskState.DRAFTED, 1)
    await world.clock.advance(120)
    assert world.now(task).state is TaskState.SUBMITTED
    assert (len(world.gateway.uploaded), len(world.gateway.submitted)) == (2, 1)


@pytest.mark.parametrize("error", [Refused("禁止上传"), NotAllowed("wrong key")])
async def test_a_clear_no_to_the_upload_ends_the_wish_in_the_gateways_words(
    world: World, error: DeskError
) -> None:
    style = await a_reference(world, "style")
    world.gateway.upload_answers.append(error)
    await world.submitting()
    known = world.now(await submitted(world, style))
    assert known.failure is not None
    assert (known.state, known.failure.text) == (TaskState.REFUSED, error.detail)
    assert world.gateway.submitted == []


async def test_a_wish_that_waits_for_its_upload_can_be_given_up(world: World) -> None:
    style = await a_reference(world, "style")
    world.gateway.hold = asyncio.Event()
    await world.submitting()
    task = await submitted(world, style)
    assert world.now(task).state is TaskState.DRAFTED
    await world.submitter.cancel(task.id)
    world.gateway.hold.set()
    await world.clock.rest()
    assert world.now(task).state is TaskState.CANCELLED
    assert world.gateway.submitted == []


async def test_killed_between_upload_and_sending_it_is_sent_once_by_the_next_run(world: World) -> None:
    """What a kill leaves: the upload is known, the wish is drafted, its request is forgotten."""
    style, omni = await a_reference(world, "style"), await a_reference(world, "omni", OMNI)
    (task,) = await world.submitter.submit(a_wish("a cat --v 7", references=(style, omni)))
    await world.uploads.url_of(task.account, style.picture.digest)
    world.forget()
    await world.submitting()
    assert wire_prompts(world) == [
        "a cat --v 7 --sref https://cdn.test/1-0.png --oref https://cdn.test/2-0.png"
    ]
    assert len(world.gateway.uploaded) == 2
    assert world.states(task) == ["drafted", "sent", "submitted"]


async def test_once_more_is_the_same_with_the_same_roles(world: World) -> None:
    references = [await a_reference(world, role.value, role) for role in (CHARACTER, EDIT, STYLE, STYLE)]
    references[3] = await a_reference(world, "second", STYLE)
    await world.submitting()
    task = await submitted(world, *references, prompt="a cat --cw 0 --v 6.1")
    world.forget()
    await world.store.update(task.id, lambda now: replace(now, state=TaskState.FAILED))
    (again,) = await world.submitter.retry(task.id)
    await world.clock.rest()
    assert again.inputs == task.inputs
    first, second = wire_prompts(world)
    assert first == second
    assert wished_again(task, None) == a_wish(task.prompt, references=tuple(references))


@pytest.mark.parametrize(
    ("words", "uploads"),
    [("Invalid link: could not fetch the image", 2), ("图片链接无效", 2), ("blinking lights are banned", 1)],
)
async def test_after_a_link_that_could_not_be_read_once_more_uploads_anew(
    world: World, words: str, uploads: int
) -> None:
    style = await a_reference(world, "style")
    await world.submitting()
    task = await submitted(world, style)
    failure = Failure(error="task-failed", text=words)
    await world.store.update(task.id, lambda now: replace(now, state=TaskState.FAILED, failure=failure))
    await world.submitter.retry(task.id)
    await world.clock.rest()
    assert (len(world.gateway.uploaded), len(world.gateway.submitted)) == (uploads, 2)


async def test_the_same_picture_in_another_role_is_another_wish(world: World) -> None:
    """A gateway that matches by text gets one of two equal wishes at a time; these are not equal."""
    style = await a_reference(world, "cat")
    await world.submitting()
    first = await submitted(world, style, prompt="a cat")
    second = await submitted(world, replace(style, role=CHARACTER), prompt="a cat")
    assert [world.now(each).state for each in (first, second)] == [TaskState.SUBMITTED] * 2


@pytest.mark.parametrize(
    ("prompt", "roles"),
    [
        ("a cat --oref https://a.test/b.png", (OMNI,)),
        ("a cat", (OMNI, OMNI)),
        ("a cat --edit https://a.test/b.png https://a.test/c.png", (EDIT, EDIT, EDIT)),
    ],
)
async def test_more_than_midjourney_takes_is_not_sent(
    world: World, prompt: str, roles: tuple[ReferenceRole, ...]
) -> None:
    references = [await a_reference(world, str(at), role) for at, role in enumerate(roles)]
    with pytest.raises(WishInvalid) as caught:
        await submitted(world, *references, prompt=prompt)
    assert caught.value.reason == "too-many-references"
    assert world.archive.tasks == {}


async def test_a_picture_that_is_gone_is_named(world: World) -> None:
    gone = Reference(PictureRef("0" * 64, name="gone.png"), STYLE)
    with pytest.raises(WishInvalid) as caught:
        await submitted(world, gone)
    assert (caught.value.reason, caught.value.detail) == ("picture-gone", "gone.png")
