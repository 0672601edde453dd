from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest

from mjdesk.api.address import read_address
from mjdesk.api.http import Line, Patience, auth_headers, open_client
from mjdesk.domain.errors import NotAllowed, NotOffered, OutcomeUnknown, Unreachable
from mjdesk.domain.gateway import AuthStyle
from mjdesk.domain.request import ImagineRequest
from tests.api.support import KEY, STATE, Visit, client_at, listening, reset, respond

if TYPE_CHECKING:
    from pathlib import Path

QUICK = Patience(connect=5.0, submit=0.1, query=0.1, picture=0.1)
CALM = Patience(connect=5.0, submit=20.0, query=20.0, picture=20.0)
WISH = ImagineRequest(prompt="a fox")


@pytest.mark.parametrize(
    ("style", "key", "headers"),
    [
        (AuthStyle.BEARER, "k", {"Authorization": "Bearer k", "mj-api-secret": "k"}),
        (AuthStyle.AUTO, " k\n", {"Authorization": "Bearer k", "mj-api-secret": "k"}),
        (AuthStyle.BEARER, "Bearer k", {"Authorization": "Bearer k", "mj-api-secret": "k"}),
        (AuthStyle.SECRET, "k", {"mj-api-secret": "k"}),
        (AuthStyle.RAW, "k", {"Authorization": "k"}),
        (AuthStyle.NONE, "k", {}),
        (AuthStyle.BEARER, "", {}),
    ],
)
def test_how_a_key_travels(style: AuthStyle, key: str, headers: dict[str, str]) -> None:
    assert auth_headers(style, key) == headers


@pytest.mark.parametrize("key", ["密钥", "a\nb", "a\x00b"])
def test_a_key_that_no_header_can_carry(key: str) -> None:
    with pytest.raises(NotAllowed) as caught:
        auth_headers(AuthStyle.BEARER, key)
    assert key not in str(caught.value)


async def test_a_read_time_out_after_a_submit_is_an_unknown_outcome() -> None:
    async def silent(_: Visit, __: asyncio.StreamWriter) -> None:
        await server.hang()

    async with listening(silent) as server:
        client = client_at(server.url, QUICK)
        with pytest.raises(OutcomeUnknown):
            await client.submit(WISH, images=(), state=STATE)
        with pytest.raises(Unreachable) as caught:
            await client.reports(["17"])
        assert caught.value.reason == "timeout"
        await client.aclose()
    assert len(server.visits) == 2, "nothing is sent twice"


async def test_a_reset_after_a_submit_is_an_unknown_outcome() -> None:
    async def rude(_: Visit, writer: asyncio.StreamWriter) -> None:
        reset(writer)

    async with listening(rude) as server:
        client = client_at(server.url, CALM)
        with pytest.raises(OutcomeUnknown):
            await client.submit(WISH, images=(), state=STATE)
        await client.aclose()
    assert len(server.visits) == 1


async def test_an_answer_that_breaks_off_is_an_unknown_outcome() -> None:
    async def half(_: Visit, writer: asyncio.StreamWriter) -> None:
        writer.write(b'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"code":1,')
        await writer.drain()

    async with listening(half) as server:
        client = client_at(server.url, CALM)
        with pytest.raises(OutcomeUnknown):
            await client.submit(WISH, images=(), state=STATE)
        await client.aclose()


async def test_an_answer_that_only_trickles_ends() -> None:
    async def slow(_: Visit, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 500000\r\n\r\n")
        while not server.is_closing.is_set():
            writer.write(b" ")
            await writer.drain()
            await server.hang(0.02)

    async with listening(slow) as server:
        client = client_at(server.url, QUICK)
        with pytest.raises(OutcomeUnknown) as caught:
            await client.submit(WISH, images=(), state=STATE)
        assert "in time" in caught.value.detail
        await client.aclose()


async def test_a_refused_connection_is_unreachable() -> None:
    async with listening(lambda _, writer: respond(writer)) as server:
        pass
    client = client_at(server.url, CALM)
    with pytest.raises(Unreachable) as caught:
        await client.submit(WISH, images=(), state=STATE)
    assert caught.value.reason == "refused"
    await client.aclose()


async def test_a_redirect_is_not_followed_and_takes_no_key_along() -> None:
    async with listening(lambda _, writer: respond(writer, 200, b"[]")) as other:

        async def away(_: Visit, writer: asyncio.StreamWriter) -> None:
            await respond(writer, 308, location=f"{other.url}/mj/submit/imagine")

        async with listening(away) as server:
            client = client_at(server.url, CALM)
            with pytest.raises(NotOffered) as caught:
                await client.submit(WISH, images=(), state=STATE)
            assert other.url in caught.value.detail
            await client.aclose()
        assert server.visits[0].headers["mj-api-secret"] == KEY
    assert other.visits == []


async def test_without_an_address_nothing_is_tried() -> None:
    client = client_at("", CALM)
    with pytest.raises(Unreachable):
        await client.reports(["17"])


async def test_neither_key_nor_query_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="mjdesk")
    async with listening(lambda _, writer: respond(writer, 200, b"[]")) as server:
        line = Line(read_address(server.url), auth_headers(AuthStyle.BEARER, KEY), patience=CALM)
        await line.ask("GET", "/mj/task/list?secret=1")
        await line.aclose()
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("mjdesk")]
    assert ours == ["GET 127.0.0.1/mj/task/list -> 200"]


async def test_a_stale_certificate_file_does_not_stop_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "gone.pem"))
    await (await open_client(is_loopback=False, patience=CALM)).aclose()
    (tmp_path / "gone.pem").write_text("no certificate")
    await (await open_client(is_loopback=False, patience=CALM)).aclose()


async def test_a_proxy_that_cannot_be_understood_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "nonsense://x")
    with pytest.raises(Unreachable) as caught:
        await open_client(is_loopback=False, patience=CALM)
    assert caught.value.reason == "proxy"
    await (await open_client(is_loopback=True, patience=CALM)).aclose()


async def test_questions_at_once_share_one_client() -> None:
    async def answer(_: Visit, writer: asyncio.StreamWriter) -> None:
        await respond(writer, 200, b"[]")

    async with listening(answer) as server:
        client = client_at(server.url, CALM)
        await asyncio.gather(*(client.reports([str(number)]) for number in range(4)))
        await client.aclose()
    assert len(server.visits) == 4
