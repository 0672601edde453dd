"""The way to a gateway: real proxies on loopback, further certificates, and what never shows."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mjdesk.api.client import GatewayClient
from mjdesk.api.http import Patience
from mjdesk.domain.errors import PictureExpired, Unreachable
from mjdesk.domain.gateway import HostRewrite
from tests.api.support import KEY, Visit, listening, profile, respond

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

CALM = Patience(connect=5.0, submit=20.0, query=20.0, picture=20.0)
ROOT = "http://gateway.example"


class Socks:
    """A SOCKS5 proxy that answers every request itself, with a list of tasks."""

    def __init__(self) -> None:
        self.hosts: list[str] = []
        self.users: list[tuple[bytes, bytes]] = []
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            _, count = await reader.readexactly(2)
            methods = await reader.readexactly(count)
            wants_name = 2 in methods
            writer.write(bytes([5, 2 if wants_name else 0]))
            if wants_name:
                user = await reader.readexactly((await reader.readexactly(2))[1])
                word = await reader.readexactly((await reader.readexactly(1))[0])
                self.users.append((user, word))
                writer.write(b"\x01\x00")
            head = await reader.readexactly(5)
            name = await reader.readexactly(head[4])
            await reader.readexactly(2)
            self.hosts.append(name.decode())
            writer.write(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
            request = await reader.readuntil(b"\r\n\r\n")
            length = next(
                (
                    int(line[15:])
                    for line in request.lower().split(b"\r\n")
                    if line.startswith(b"content-length")
                ),
                0,
            )
            await reader.readexactly(length)
            await respond(writer, 200, b"[]")
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def socks() -> AsyncGenerator[Socks]:
    made = Socks()
    handlers: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handlers.add(asyncio.ensure_future(made.serve(reader, writer)))

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    made.url = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
        await asyncio.gather(*handlers)
        await server.wait_closed()


async def test_a_socks_proxy_carries_it_and_resolves_the_name() -> None:
    async with socks() as proxy:
        client = GatewayClient(replace(profile(ROOT), proxy=f"socks5://{proxy.url}"), KEY, patience=CALM)
        assert await client.list_by_ids(["1"]) == ()
        await client.aclose()
    assert proxy.hosts == ["gateway.example"]
    assert proxy.users == []


async def test_a_proxy_s_password_reaches_the_proxy_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with socks() as proxy:
        way = f"socks5://me:pa%20ss@{proxy.url}"
        client = GatewayClient(replace(profile(ROOT), proxy=way), KEY, patience=CALM)
        await client.list_by_ids(["1"])
        await client.aclose()
    assert proxy.users == [(b"me", b"pa ss")]
    assert "pa%20ss" not in caplog.text
    assert "pa ss" not in caplog.text


async def test_an_http_proxy_gets_the_whole_address() -> None:
    async def answer(_: Visit, writer: asyncio.StreamWriter) -> None:
        await respond(writer, 200, b"[]")

    async with listening(answer) as proxy:
        client = GatewayClient(replace(profile(ROOT), proxy=proxy.url), KEY, patience=CALM)
        assert await client.list_by_ids(["1"]) == ()
        await client.aclose()
    assert [visit.target for visit in proxy.visits] == [f"{ROOT}/mj/task/list-by-condition"]


async def test_this_machine_is_never_asked_for_through_a_proxy() -> None:
    async def answer(_: Visit, writer: asyncio.StreamWriter) -> None:
        await respond(writer, 200, b"[]")

    async with listening(answer) as server:
        nowhere = replace(profile(server.url), proxy="socks5://127.0.0.1:9")
        client = GatewayClient(nowhere, KEY, patience=CALM)
        assert await client.list_by_ids(["1"]) == ()
        await client.aclose()


async def test_none_means_none_whatever_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    async with socks() as proxy:
        made = replace(profile(ROOT), proxy="none", picture_proxy=f"socks5://{proxy.url}")
        client = GatewayClient(made, KEY, patience=CALM)
        async with client.pictures.open("http://cdn.example/1.png") as download:
            assert [chunk async for chunk in download.chunks()] == [b"[]"]
        await client.aclose()
    assert proxy.hosts == ["cdn.example"], "downloads have a way of their own"


@pytest.mark.parametrize("proxy", ["ftp://me:secret@h:1", "socks5://me:secret@", "http://[x:secret@h"])
async def test_a_proxy_that_is_no_address_is_told_without_its_password(proxy: str) -> None:
    client = GatewayClient(replace(profile(ROOT), proxy=proxy), KEY, patience=CALM)
    with pytest.raises(Unreachable) as caught:
        await client.list_by_ids(["1"])
    await client.aclose()
    assert "secret" not in str(caught.value)


async def test_a_file_of_certificates_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pem"
    bad.write_text("no certificate")
    for path in (str(tmp_path / "missing.pem"), str(bad)):
        client = GatewayClient(replace(profile(ROOT), ca_file=path), KEY, patience=CALM)
        with pytest.raises(Unreachable) as caught:
            await client.list_by_ids(["1"])
        await client.aclose()
        assert caught.value.reason == "tls"


def pictures_with(*rewrites: HostRewrite) -> GatewayClient:
    return GatewayClient(replace(profile("https://own.example/p"), picture_hosts=rewrites), KEY)


def test_another_host_is_tried_first_and_the_query_stays_as_it_is() -> None:
    signed = "https://cdn.example/a/1.png?ex=1&is=%2B2&hm=3&"
    pictures = pictures_with(HostRewrite("cdn.example", "mirror.example:8443")).pictures
    assert pictures.candidates(signed) == (
        "https://mirror.example:8443/a/1.png?ex=1&is=%2B2&hm=3&",
        signed,
    )
    pictures = pictures_with(HostRewrite("cdn.example", "http://mirror.example/x")).pictures
    assert pictures.candidates(signed)[0] == "http://mirror.example/x/a/1.png?ex=1&is=%2B2&hm=3&"
    assert pictures.candidates("https://other.example/1.png") == ("https://other.example/1.png",)


def test_a_relay_that_names_a_wrong_address_is_asked_at_its_own() -> None:
    pictures = pictures_with().pictures
    wrong = "http://localhost:3000/mj/image/17?sig=a%2Bb"
    assert pictures.candidates(wrong) == (wrong, "https://own.example/p/mj/image/17?sig=a%2Bb")
    assert pictures.candidates("/mj/image/17")[-1] == "https://own.example/p/mj/image/17"


async def test_the_next_candidate_is_tried_and_the_key_stays_at_home() -> None:
    async def mirror(_: Visit, writer: asyncio.StreamWriter) -> None:
        await respond(writer, 404)

    async def origin(visit: Visit, writer: asyncio.StreamWriter) -> None:
        await respond(writer, 200 if visit.target == "/there.png" else 403, b"picture")

    async with listening(mirror) as first, listening(origin) as second:
        host, target = second.url.removeprefix("http://"), first.url.removeprefix("http://")
        client = pictures_with(HostRewrite(host, target))
        async with client.pictures.open(f"{second.url}/there.png") as download:
            assert b"".join([chunk async for chunk in download.chunks()]) == b"picture"
        with pytest.raises(PictureExpired):
            async with client.pictures.open(f"{second.url}/gone.png"):
                pass
        await client.aclose()
    visits = (*first.visits, *second.visits)
    assert len(visits) == 4
    assert not any("authorization" in visit.headers or "mj-api-secret" in visit.headers for visit in visits)
