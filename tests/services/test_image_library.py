"""Pictures for the eye: previews bounded in memory, references brought in once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import NotAPicture, Unreachable
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.upload_plan import UploadLimits
from mjdesk.services.image_library import ImageLibrary
from tests.support.fake_gateway import PNG, PROFILE, FakeGateway

if TYPE_CHECKING:
    from tests.services.conftest import World

MEGABYTE = 2**20


def library(world: World, files: dict[str, bytes] | None = None) -> ImageLibrary:
    async def read(path: str) -> bytes:
        return (files or {})[path]

    return ImageLibrary(world.pictures, world.gateways, read)


async def test_a_preview_is_fetched_once_and_never_kept_on_disk(world: World) -> None:
    world.gateway.pictures.files["https://cdn.test/p.webp"] = b"half a picture"
    images = library(world)
    assert await images.preview("https://cdn.test/p.webp") == b"half a picture"
    assert await images.preview("https://cdn.test/p.webp") == b"half a picture"
    assert len(world.gateway.pictures.opened) == 1
    assert world.pictures.files == {}


async def test_a_preview_that_cannot_be_had_is_none_and_no_word(world: World) -> None:
    world.gateway.pictures.troubles["https://cdn.test/p.webp"] = [Unreachable()]
    images = library(world)
    assert await images.preview("https://cdn.test/p.webp") is None
    assert await images.preview("https://cdn.test/expired.webp") is None
    assert world.heard == []


async def test_previews_are_bounded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mjdesk.services.image_library._HELD_BYTES", 100)
    monkeypatch.setattr("mjdesk.services.image_library._PREVIEW_BYTES", 60)
    images = library(world)
    for name, size in {"a": 40, "b": 40, "c": 40, "huge": 61}.items():
        world.gateway.pictures.files[name] = bytes(size)
    assert await images.preview("huge") is None
    for name in ("a", "b", "a", "c", "a", "b"):
        assert await images.preview(name)
    assert world.gateway.pictures.opened == ["huge", "a", "b", "c", "b"]


async def test_a_file_is_brought_in_as_a_reference(world: World) -> None:
    images = library(world, {"C:\\pictures\\fox.png": PNG + b"fox", "/pictures/notes.txt": b"words"})
    picture = await images.bring_in("C:\\pictures\\fox.png")
    assert (picture.role, picture.name, picture.width) == (PictureRole.INPUT, "fox.png", 400)
    assert world.pictures.thumbnailed == [picture.digest]
    assert await images.original(picture.digest) == PNG + b"fox"
    with pytest.raises(NotAPicture):
        await images.bring_in("/pictures/notes.txt")


async def test_a_plan_keeps_to_the_limits_of_the_gateway_that_is_named(world: World) -> None:
    images = library(world)
    picture = await images.bring_in_bytes(PNG + b"fox", "fox.png")
    slow = replace(PROFILE, id="slow", upload_limits=UploadLimits(1024, 10**6))
    world.gateways.by_id["slow"] = FakeGateway(slow)
    await images.plan(picture.digest)
    await images.plan(picture.digest, "slow", keeps_clear=True)
    assert world.pictures.planned == [
        (picture.digest, UploadLimits(), False),
        (picture.digest, UploadLimits(1024, 10**6), True),
    ]
