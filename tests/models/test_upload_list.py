"""Pictures go two at a time, and what became of each is told."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mjdesk.domain.errors import Unreachable
from mjdesk.domain.picture import PictureRole
from mjdesk.models.upload_list import MOST, UploadList, UploadState
from mjdesk.services.task_scope import TaskScope
from tests.support.builders import a_picture
from tests.support.fake_gateway import PROFILE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mjdesk.domain.gateway import GatewayProfile


class UploadsOfTest:
    """Answers when the test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.answers: dict[str, asyncio.Future[str]] = {}

    def can_upload(self, account: str) -> bool:
        return account == "main"

    async def url_of(self, account: str, digest: str, name: str = "") -> str:
        self.asked.append((account, digest[0], name))
        self.answers[digest[0]] = asyncio.get_running_loop().create_future()
        return await self.answers[digest[0]]


class Place:
    def __init__(self, scope: TaskScope) -> None:
        self.uploads = UploadsOfTest()
        self.profile: GatewayProfile = PROFILE
        uploads: Any = self.uploads
        self.list = UploadList(uploads, lambda: self.profile, scope)
        self.told = 0
        self.list.changed.connect(self._count)

    def _count(self) -> None:
        self.told += 1

    def states(self) -> list[UploadState]:
        return [entry.state for entry in self.list.entries()]

    async def answer(self, letter: str, answer: str | Exception) -> None:
        future = self.uploads.answers[letter]
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)
        await rest()


async def rest() -> None:
    for _ in range(6):
        await asyncio.sleep(0)


def picture(letter: str) -> Any:
    return a_picture(letter * 64, PictureRole.INPUT, name=f"{letter}.png")


@pytest.fixture
async def place(qapp: object) -> AsyncIterator[Place]:
    errors: list[object] = []
    async with TaskScope(lambda name, error: errors.append((name, error))) as scope:
        yield Place(scope)
    assert errors == []


async def test_two_go_at_once_and_the_next_follows(place: Place) -> None:
    for letter in "abc":
        assert place.list.add(picture(letter))
    await rest()
    assert place.states() == [UploadState.SENDING, UploadState.SENDING, UploadState.WAITING]
    assert place.uploads.asked == [("main", "a", "a.png"), ("main", "b", "b.png")]
    await place.answer("b", "https://cdn.test/b")
    assert place.states() == [UploadState.SENDING, UploadState.DONE, UploadState.SENDING]
    assert place.list.urls() == ("https://cdn.test/b",)
    assert place.list.is_busy()
    await place.answer("a", "https://cdn.test/a")
    await place.answer("c", "https://cdn.test/c")
    assert place.list.urls() == tuple(f"https://cdn.test/{letter}" for letter in "abc")
    assert not place.list.is_busy()
    assert place.told >= 6


async def test_what_failed_says_why_and_can_be_tried_again(place: Place) -> None:
    place.list.add(picture("a"))
    await rest()
    await place.answer("a", Unreachable("no route"))
    (entry,) = place.list.entries()
    assert (entry.state, entry.url) == (UploadState.FAILED, "")
    assert isinstance(entry.error, Unreachable)
    place.list.retry("a" * 64)
    await rest()
    assert place.states() == [UploadState.SENDING]
    place.list.retry("a" * 64)  # it is on its way
    await place.answer("a", "https://cdn.test/a")
    assert len(place.uploads.asked) == 2
    assert place.list.urls() == ("https://cdn.test/a",)


async def test_each_picture_is_in_the_list_once_and_the_list_has_an_end(place: Place) -> None:
    assert place.list.add(picture("a"))
    assert not place.list.add(picture("a"))
    for number in range(MOST - 1):
        assert place.list.add(replace(picture("b"), digest=f"{number:064x}"))
    assert place.list.room() == 0
    assert not place.list.add(picture("c"))


async def test_order_is_kept_and_what_is_taken_out_is_not_shown(place: Place) -> None:
    place.list.add(picture("b"))
    place.list.add(picture("a"), 0)
    place.list.swap_in(1, picture("c"))
    await rest()
    assert [entry.picture.name for entry in place.list.entries()] == ["a.png", "c.png", "b.png"]
    place.list.remove("b" * 64)
    await place.answer("b", "https://cdn.test/b")
    assert place.list.urls() == ()
    assert place.list.row_of("b" * 64) == -1


async def test_another_gateway_begins_another_list(place: Place) -> None:
    place.list.add(picture("a"))
    await rest()
    place.list.begin()
    assert len(place.list.entries()) == 1
    place.profile = replace(PROFILE, id="other", name="Other")
    place.list.begin()
    assert place.list.entries() == ()
    assert place.list.gateway.name == "Other"
    assert not place.list.can_upload
    await place.answer("a", "https://cdn.test/a")  # of the list before
    assert place.list.entries() == ()
