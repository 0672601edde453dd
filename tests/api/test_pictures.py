from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from mjdesk.api.http import Patience
from mjdesk.api.pictures import WebPictures
from mjdesk.domain.errors import Busy, GatewayError, Nonsense, PictureExpired, Unreachable
from tests.api.support import KEY, Visit, listening, profile, reset, respond

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from mjdesk.services.ports import PictureSource
    from tests.api.support import Loopback

PATIENCE = Patience(connect=5.0, picture=20.0)


@asynccontextmanager
async def pictures_of(url: str) -> AsyncGenerator[WebPictures]:
    source = WebPictures(profile(url), KEY, patience=PATIENCE)
    fits: PictureSource = source
    assert fits is source
    try:
        yield source
    finally:
        await source.aclose()


async def fetched(source: WebPictures, url: str) -> bytes:
    async with source.open(url) as download:
        return b"".join([chunk async for chunk in download.chunks()])


async def a_picture(_: Visit, writer: asyncio.StreamWriter) -> None:
    await respond(writer, 200, b"bytes", content_type="Image/PNG; charset=x")


@pytest.mark.parametrize(
    "target",
    [
        "/a/b.png?ex=6b018c38&is=6b003ab8&hm=db7b8bec&",
        "/a.png?sig=a%2Fb%2fc+d==&x=%E5%86%AC&empty=&&",
        "/a%20b/~c/%7Ed.png?url=https://x/?a=b",
        "/mj/image/17?rand=1",
    ],
)
async def test_an_address_goes_out_as_it_came_in(target: str) -> None:
    async with listening(a_picture) as server, pictures_of(server.url) as source:
        assert await fetched(source, f"{server.url}{target}") == b"bytes"
    assert server.visits[0].target == target


async def test_what_a_download_tells() -> None:
    async with (
        listening(a_picture) as server,
        pictures_of(server.url) as source,
        source.open("/a.png") as download,
    ):
        assert (download.content_type, download.length) == ("image/png", 5)
        assert download.url == f"{server.url}/a.png"


async def test_it_looks_like_a_browser_and_gives_the_key_to_its_own_host_only() -> None:
    async with (
        listening(a_picture) as cdn,
        listening(a_picture) as gateway,
        pictures_of(f"{gateway.url}/mj") as source,
    ):
        await fetched(source, f"{cdn.url}/a.png")
        await fetched(source, "/mj/image/17")
    (foreign,), (own,) = cdn.visits, gateway.visits
    assert foreign.headers["user-agent"].startswith("Mozilla/5.0 (")
    assert foreign.headers["accept"] == "image/*,video/*,*/*"
    assert not {"authorization", "mj-api-secret", "cookie"} & set(foreign.headers)
    assert own.headers["mj-api-secret"] == KEY
    assert own.target == "/mj/image/17"


async def test_a_redirect_to_another_host_takes_no_key_along() -> None:
    async with listening(a_picture) as cdn:

        async def away(visit: Visit, writer: asyncio.StreamWriter) -> None:
            onward = "/second" if visit.target == "/first" else f"{cdn.url}/a.png?hm=1&"
            await respond(writer, 302, location=onward)

        async with listening(away) as gateway, pictures_of(gateway.url) as source:
            assert await fetched(source, "/first") == b"bytes"
    assert [visit.target for visit in gateway.visits] == ["/first", "/second"]
    assert all("mj-api-secret" in visit.headers for visit in gateway.visits)
    (foreign,) = cdn.visits
    assert foreign.target == "/a.png?hm=1&"
    assert not {"authorization", "mj-api-secret"} & set(foreign.headers)


async def test_redirects_end() -> None:
    async with (
        listening(lambda _, writer: respond(writer, 302, location="/again")) as server,
        pictures_of(server.url) as source,
    ):
        with pytest.raises(Nonsense):
            await fetched(source, "/again")
    assert len(server.visits) == 6


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (403, PictureExpired),
        (404, PictureExpired),
        (410, PictureExpired),
        (429, Busy),
        (500, Nonsense),
        (204, Nonsense),
    ],
)
async def test_refusals(status: int, error: type[GatewayError]) -> None:
    async with (
        listening(lambda _, writer: respond(writer, status, retry_after="9")) as server,
        pictures_of(server.url) as source,
    ):
        with pytest.raises(error) as caught:
            await fetched(source, "/a.png")
    if isinstance(caught.value, Busy):
        assert caught.value.retry_after == 9


async def test_nobody_there_and_a_break_half_way() -> None:
    async def half(_: Visit, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nabc")
        await writer.drain()
        reset(writer)

    async with listening(half) as server, pictures_of(server.url) as source:
        with pytest.raises(Unreachable):
            await fetched(source, "/a.png")
    async with pictures_of(server.url) as source:
        with pytest.raises(Unreachable) as caught:
            await fetched(source, "/a.png")
        assert caught.value.reason == "refused"


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "https://a b/c", "http://h:99999/x", "//[::1", "http://\ud800/"]
)
async def test_an_address_that_is_none(url: str) -> None:
    async with pictures_of("http://127.0.0.1:1") as source:
        with pytest.raises((Unreachable, Nonsense)):
            await fetched(source, url)


@pytest.mark.parametrize(
    ("url", "absolute"),
    [
        ("/a.png", "https://h.example/a.png"),
        ("attachments/a.png?x=1&", "https://h.example/prefix/attachments/a.png?x=1&"),
        ("//cdn.example/a.png", "https://cdn.example/a.png"),
        ("HTTP://x/a", "HTTP://x/a"),
    ],
)
def test_relative_addresses_belong_to_the_gateway(url: str, absolute: str) -> None:
    assert WebPictures(profile("https://h.example/prefix/mj"), KEY).absolute(url) == absolute


def port_of(server: Loopback) -> str:
    return server.url.rpartition(":")[2]


def lead_here(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let these names lead to this machine when a connection is made."""
    loop = asyncio.get_running_loop()
    known = loop.getaddrinfo

    async def found(host: str | bytes, port: int, **rest: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        return await known("127.0.0.1" if name in names else host, port, **rest)

    monkeypatch.setattr(loop, "getaddrinfo", found)


async def test_a_name_that_leads_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    lead_here(monkeypatch, "cdn.example", "gateway.example")

    async def names(host: str) -> list[str]:
        return {"cdn.example": ["10.0.0.1"], "gateway.example": ["8.8.8.8"]}[host]

    source = WebPictures(profile(), KEY, patience=PATIENCE, resolver=names)
    async with listening(a_picture) as server:
        with pytest.raises(Nonsense):
            await fetched(source, f"http://cdn.example:{port_of(server)}/a.png")
        await source.aclose()
    assert server.visits == []


async def test_a_name_that_turns_inside_when_it_is_connected_to_gets_no_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lead_here(monkeypatch, "cdn.example")

    async def names(_: str) -> list[str]:
        return ["93.184.216.34"]

    source = WebPictures(profile(), KEY, patience=PATIENCE, resolver=names)
    async with listening(a_picture) as server:
        with pytest.raises(Nonsense):
            await fetched(source, f"http://cdn.example:{port_of(server)}/a.png")
        await source.aclose()
    assert server.visits == []


async def test_a_gateway_of_the_house_serves_from_its_neighbour(monkeypatch: pytest.MonkeyPatch) -> None:
    lead_here(monkeypatch, "cdn.example")

    async def names(_: str) -> list[str]:
        return ["127.0.0.1"]

    source = WebPictures(profile(), KEY, patience=PATIENCE, resolver=names)
    async with listening(a_picture) as server:
        assert await fetched(source, f"http://cdn.example:{port_of(server)}/a.png") == b"bytes"
        await source.aclose()
    assert len(server.visits) == 1


async def test_a_redirect_to_such_a_name_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    lead_here(monkeypatch, "gateway.example", "inside.example")

    async def names(host: str) -> list[str]:
        return ["127.0.0.1"] if host == "inside.example" else ["8.8.8.8"]

    async with listening(a_picture) as inner:

        async def send_on(_: Visit, writer: asyncio.StreamWriter) -> None:
            await respond(writer, 302, location=f"http://inside.example:{port_of(inner)}/secret")

        async with listening(send_on) as server:
            source = WebPictures(
                profile(f"http://gateway.example:{port_of(server)}"), KEY, patience=PATIENCE, resolver=names
            )
            with pytest.raises(Nonsense):
                await fetched(source, f"http://gateway.example:{port_of(server)}/a.png")
            await source.aclose()
        assert len(server.visits) == 1
    assert inner.visits == []
