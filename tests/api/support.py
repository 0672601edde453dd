"""Recorded exchanges, clients on scripted transports, and a real loopback server that does as it is told."""

from __future__ import annotations

import asyncio
import json
import struct
import time
from collections import defaultdict, deque
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socket import SO_LINGER, SOL_SOCKET
from typing import TYPE_CHECKING, Any

import httpx2

from mjdesk.api.client import GatewayClient
from mjdesk.domain.gateway import AuthStyle, Capabilities, GatewayProfile
from mjdesk.domain.picture import ImageData, MediaType

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    from mjdesk.api.http import Patience
    from mjdesk.domain.request import Speed

WIRE = Path(__file__).resolve().parent.parent / "data" / "wire"
KEY = "sk-test-0123456789abcdef"
STATE = "0123456789abcdef0123456789abcdef"
PNG = ImageData(b"\x89PNG\r\n\x1a\n not a real one", MediaType.PNG)
JPEG = ImageData(b"\xff\xd8\xff not a real one", MediaType.JPEG)

Json = Any


def recording(name: str, folder: str = "cipher-x-sudo") -> list[dict[str, Json]]:
    """The exchanges of one step, in order."""
    return json.loads((WIRE / folder / f"{name}.json").read_text(encoding="utf-8"))["exchanges"]


def all_recordings() -> list[Path]:
    return sorted(WIRE.rglob("*.json"))


def profile(
    root: str = "https://gateway.example",
    *,
    auth: AuthStyle = AuthStyle.BEARER,
    speed: Speed | None = None,
    suffix: str = "",
    can_list: bool = True,
) -> GatewayProfile:
    made = GatewayProfile(
        id="g", name="Gateway", root=root, auth=auth, capabilities=Capabilities(can_list=can_list)
    )
    if speed is None:
        return made
    return GatewayProfile(id="g", name="Gateway", root=root, auth=auth, speed=speed, speed_suffix=suffix)


@dataclass
class Script:
    """A gateway by table: answers by (method, path), and remembers what it was asked."""

    answers: dict[tuple[str, str], Callable[[httpx2.Request], httpx2.Response]] = field(default_factory=dict)
    asked: list[httpx2.Request] = field(default_factory=list)

    def on(self, method: str, path: str, status: int = 200, **answer: Json) -> Script:
        """`json=`, `text=` or `content=`, and `headers=`."""
        self.answers[method, path] = lambda _: httpx2.Response(status, **answer)
        return self

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        answer = self.answers.get((request.method, request.url.path))
        return answer(request) if answer else httpx2.Response(404)

    @property
    def paths(self) -> list[str]:
        return [request.url.path for request in self.asked]

    def body(self, index: int = -1) -> Json:
        return json.loads(self.asked[index].content)


def client_on(
    handler: Callable[[httpx2.Request], httpx2.Response],
    made_for: GatewayProfile | None = None,
    key: str = KEY,
    now: Callable[[], float] = time.monotonic,
) -> GatewayClient:
    return GatewayClient(made_for or profile(), key, transport=httpx2.MockTransport(handler), now=now)


class Replay:
    """A gateway that answers as recorded: in order per method and path, then the last again."""

    def __init__(self, name: str, folder: str = "cipher-x-sudo") -> None:
        self._answers: defaultdict[tuple[str, str], deque[dict[str, Json]]] = defaultdict(deque)
        self.sent: list[Json] = []
        for exchange in recording(name, folder):
            request = exchange["request"]
            self._answers[request["method"], f"/mj{request['path']}"].append(exchange["response"])

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if request.content:
            self.sent.append(json.loads(request.content))
        answers = self._answers[request.method, request.url.path]
        answer = answers.popleft() if len(answers) > 1 else answers[0]
        headers = {k: v for k, v in answer["headers"].items() if k.lower() != "content-length"}
        return httpx2.Response(answer["status"], headers=headers, content=json.dumps(answer["json"]).encode())


@dataclass
class Visit:
    """One request as it came over the wire."""

    target: str
    headers: dict[str, str]
    body: bytes


class Loopback:
    """A listening socket whose every connection is handed to `serve`: the place for trouble below HTTP."""

    def __init__(self, serve: Callable[[Visit, asyncio.StreamWriter], Awaitable[None]]) -> None:
        self._serve = serve
        self.visits: list[Visit] = []
        self.url = ""
        self.is_closing = asyncio.Event()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
            raw = dict(line.split(": ", 1) for line in head[1:] if line)
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            visit = Visit(head[0].split(" ")[1], {k.lower(): v for k, v in raw.items()}, body)
            self.visits.append(visit)
            await self._serve(visit, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def hang(self, seconds: float | None = None) -> None:
        """Say nothing until the test is over, or for a while."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.is_closing.wait(), seconds)


@asynccontextmanager
async def listening(
    serve: Callable[[Visit, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncGenerator[Loopback]:
    loopback = Loopback(serve)
    handlers: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handlers.add(asyncio.ensure_future(loopback.handle(reader, writer)))

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    loopback.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield loopback
    finally:
        loopback.is_closing.set()
        server.close()
        await asyncio.gather(*handlers)
        await server.wait_closed()


async def respond(writer: asyncio.StreamWriter, status: int = 200, body: bytes = b"", **headers: str) -> None:
    lines = [f"HTTP/1.1 {status} X", f"content-length: {len(body)}", "connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
    await writer.drain()


def reset(writer: asyncio.StreamWriter) -> None:
    """Close with a TCP reset instead of a goodbye."""
    writer.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def client_at(
    url: str, patience: Patience, key: str = KEY, auth: AuthStyle = AuthStyle.BEARER
) -> GatewayClient:
    return GatewayClient(profile(url, auth=auth), key, patience=patience)
