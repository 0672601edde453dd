"""No picture is uploaded twice, and no address is used that is over."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from mjdesk.domain.errors import DiskFull, LibraryError, NotOffered, Unreachable, WishInvalid
from mjdesk.domain.gateway import STUDIO_PROFILE
from mjdesk.services.uploads import UPLOAD_PATH, Uploads
from tests.support.clock import FakeClock
from tests.support.fake_gateway import PNG, PROFILE, FakeGateway, FakeGateways, MemoryPictures


class BookOfTest:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble: LibraryError | None = None
        self.loads = 0

    async def load(self) -> dict[tuple[str, str], str]:
        self.loads += 1
        return dict(self.kept)

    async def save(self, addresses: object) -> None:
        if self.trouble is not None:
            raise self.trouble
        assert isinstance(addresses, dict)
        self.kept = addresses


class Place:
    """One gateway with a picture to be uploaded."""

    def __init__(self, gateway: FakeGateway | None = None) -> None:
        self.gateway = gateway or FakeGateway()
        self.gateways = FakeGateways(self.gateway)
        self.pictures = MemoryPictures()
        self.clock = FakeClock()
        self.book = BookOfTest()
        self.account = self.gateway.profile.id
        self.uploads = self.again()

    def again(self) -> Uploads:
        """As after a restart."""
        return Uploads(self.gateways, self.pictures, self.clock, self.book)

    async def picture(self, mark: bytes = b"a") -> str:
        return (await self.pictures.keep_bytes(PNG + mark)).digest


async def test_a_picture_is_uploaded_once_and_its_address_survives_a_restart() -> None:
    place = Place()
    digest = await place.picture()
    first = await place.uploads.url_of("main", digest, "a.png")
    assert await place.uploads.url_of("main", digest, "a.png") == first
    assert await place.again().url_of("main", digest, "a.png") == first
    assert len(place.gateway.uploaded) == 1
    assert place.gateways.heard_of == [("main", None)]


async def test_who_wants_the_same_picture_meanwhile_waits_for_its_address() -> None:
    place = Place()
    digest = await place.picture()
    place.gateway.hold = asyncio.Event()
    both = [asyncio.ensure_future(place.uploads.url_of("main", digest)) for _ in range(2)]
    await place.clock.rest()
    place.gateway.hold.set()
    first, second = await asyncio.gather(*both)
    assert first == second
    assert len(place.gateway.uploaded) == 1


async def test_an_address_that_is_nearly_over_is_not_used_again() -> None:
    place = Place()
    digest = await place.picture()
    end = int(place.clock.now()) + 3600
    place.gateway.upload_answers.append([f"https://cdn.test/old.png?ex={end:x}&hm=1"])
    old = await place.uploads.url_of("main", digest)
    assert await place.uploads.known_url("main", digest) == old
    await place.clock.advance(3100)
    assert await place.uploads.known_url("main", digest) == ""
    assert await place.uploads.url_of("main", digest) != old


async def test_each_gateway_has_its_own_address_and_forgets_it_alone() -> None:
    place = Place()
    other = FakeGateway(replace(PROFILE, id="other", name="Other"))
    place.gateways.by_id["other"] = other
    digest = await place.picture()
    await place.uploads.url_of("main", digest)
    url = await place.uploads.url_of("other", digest)
    await place.uploads.forget("main", digest)
    assert await place.uploads.known_url("main", digest) == ""
    assert await place.uploads.known_url("other", digest) == url
    await place.uploads.forget_url(url)
    assert await place.again().known_url("other", digest) == ""


async def test_a_gateway_that_cannot_upload_is_learned_of_and_asked_no_more() -> None:
    place = Place()
    digest = await place.picture()
    place.gateway.upload_answers.append(NotOffered("model_not_found", 503, what=UPLOAD_PATH))
    with pytest.raises(NotOffered):
        await place.uploads.url_of("main", digest)
    assert isinstance(place.gateways.heard_of[-1][1], NotOffered)
    place.gateway.profile = replace(PROFILE, capabilities=PROFILE.capabilities.without(UPLOAD_PATH))
    assert not place.uploads.can_upload("main")
    with pytest.raises(NotOffered):
        await place.uploads.url_of("main", digest)
    assert len(place.gateway.uploaded) == 1


async def test_an_address_that_is_known_is_used_where_uploads_are_refused_later() -> None:
    place = Place()
    digest = await place.picture()
    url = await place.uploads.url_of("main", digest)
    place.gateway.profile = replace(PROFILE, capabilities=PROFILE.capabilities.without(UPLOAD_PATH))
    assert await place.uploads.url_of("main", digest) == url


async def test_trouble_is_raised_and_the_next_try_uploads() -> None:
    place = Place()
    digest = await place.picture()
    place.gateway.upload_answers.append(Unreachable("no route"))
    with pytest.raises(Unreachable):
        await place.uploads.url_of("main", digest)
    assert (await place.uploads.url_of("main", digest)).startswith("https://cdn.test/")


async def test_a_picture_that_is_gone_and_a_gateway_that_is_gone_are_said_so() -> None:
    place = Place()
    with pytest.raises(WishInvalid) as gone:
        await place.uploads.url_of("main", "0" * 64, "cat.png")
    assert (gone.value.reason, gone.value.detail) == ("picture-gone", "cat.png")
    with pytest.raises(WishInvalid) as nobody:
        await place.uploads.url_of("nobody", await place.picture())
    assert nobody.value.reason == "no-gateway"
    assert not place.uploads.can_upload("nobody")


async def test_a_full_disk_costs_only_the_memory_of_it() -> None:
    place = Place()
    place.book.trouble = DiskFull()
    digest = await place.picture()
    url = await place.uploads.url_of("main", digest)
    assert await place.uploads.url_of("main", digest) == url
    assert place.book.kept == {}


async def test_addresses_of_a_studio_that_was_left_are_over() -> None:
    place = Place(FakeGateway(replace(STUDIO_PROFILE, root="http://127.0.0.1:1001")))
    digest = await place.picture()
    place.gateway.upload_answers.append(["http://127.0.0.1:1001/attachments/a.png"])
    place.gateway.upload_answers.append(["http://127.0.0.1:1002/attachments/a.png"])
    first = await place.uploads.url_of(place.account, digest)
    assert await place.uploads.url_of(place.account, digest) == first
    place.gateway.profile = replace(place.gateway.profile, root="http://127.0.0.1:1002")
    assert await place.again().url_of(place.account, digest) == "http://127.0.0.1:1002/attachments/a.png"


async def test_nothing_is_read_before_it_is_wanted() -> None:
    place = Place()
    assert place.book.loads == 0
    assert place.uploads.can_upload("main")
    assert place.book.loads == 0
