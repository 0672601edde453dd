"""Lets the ordered trouble happen to requests and answers, and writes down what came in."""

from __future__ import annotations

import json
import struct
import zlib
from contextlib import suppress
from socket import SO_LINGER, SOL_SOCKET
from typing import TYPE_CHECKING, Any, cast

from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse, Response

from mjdesk.studio.addresses import Addresses
from mjdesk.studio.config import Family
from mjdesk.studio.faults import Fault
from mjdesk.studio.studio import Received

if TYPE_CHECKING:
    import asyncio

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from mjdesk.studio.studio import Studio

_LOGGED_BODY = 16_384
_BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
_WEB_PAGE = "<!doctype html><html><head><title>Welcome</title></head><body>Please sign in.</body></html>"


class Interference:
    """ASGI middleware: a log in front, faults around."""

    def __init__(self, app: ASGIApp, studio: Studio) -> None:
        self._app = app
        self._studio = studio

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        entry = self._entry(scope)

        async def watched_receive() -> Message:
            message = await receive()
            if message["type"] == "http.request" and len(entry.body) < _LOGGED_BODY:
                entry.body = (entry.body + message.get("body", b""))[:_LOGGED_BODY]
            return message

        async def watched_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry.status = message["status"]
                if self._studio.config.family is Family.NEW_API:
                    request_id = f"{int(entry.at * 1000)}studio".encode()
                    message["headers"] = [*message["headers"], (b"x-oneapi-request-id", request_id)]
            await send(message)

        with suppress(ClientDisconnect):  # who hangs up in the midst of a request wants no answer
            await self._interfere(scope, watched_receive, watched_send)

    def _entry(self, scope: Scope) -> Received:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        entry = Received(
            self._studio.clock.now(),
            scope["method"],
            scope["path"],
            scope["query_string"].decode("latin-1"),
            headers,
        )
        self._studio.log.append(entry)
        return entry

    async def _interfere(self, scope: Scope, receive: Receive, send: Send) -> None:
        strikes, trouble = self._studio.fate.strikes, self._studio.trouble
        if strikes(Fault.SLOW):
            await self._studio.clock.sleep(trouble.slow_for)
        if strikes(Fault.RESET):
            await _reset(scope, receive)
        elif strikes(Fault.BAD_GATEWAY):
            await HTMLResponse(_BAD_GATEWAY, 502)(scope, receive, send)
        elif strikes(Fault.RATE_LIMIT):
            wait = {"Retry-After": str(trouble.retry_after)}
            body = {"error": {"message": "rate limit exceeded", "type": "new_api_error", "code": ""}}
            await JSONResponse(body, 429, headers=wait)(scope, receive, send)
        elif strikes(Fault.RATE_LIMIT_BARE):
            await Response(status_code=429)(scope, receive, send)
        elif strikes(Fault.HTML):
            await HTMLResponse(_WEB_PAGE)(scope, receive, send)
        elif _is_picture(scope["path"]):
            await self._picture(scope, receive, send)
        else:
            await self._query(scope, receive, send)

    async def _picture(self, scope: Scope, receive: Receive, send: Send) -> None:
        strikes = self._studio.fate.strikes
        if strikes(Fault.EXPIRED):
            await Response("This content is no longer available.", 403)(scope, receive, send)
        elif strikes(Fault.GONE):
            await Response("This content is no longer available.", 404)(scope, receive, send)
        elif strikes(Fault.NOT_A_PICTURE):
            await Response(_WEB_PAGE, media_type="image/png")(scope, receive, send)
        elif strikes(Fault.HUGE_PICTURE):
            await Response(huge_png(), media_type="image/png")(scope, receive, send)
        elif strikes(Fault.CUT_PICTURE):
            start, body = await self._answer(scope, receive)
            await _send(start, body[: len(body) // 2], send)
        else:
            await self._app(scope, receive, send)

    async def _query(self, scope: Scope, receive: Receive, send: Send) -> None:
        strikes = self._studio.fate.strikes
        submit = scope["method"] == "POST" and (
            "/submit/" in scope["path"] or "/insight-face/" in scope["path"]
        )
        if submit and strikes(Fault.LOST_ANSWER):
            await self._answer(scope, receive)
            await _reset(scope, receive)
            return
        cut, mixed = strikes(Fault.CUT_JSON), strikes(Fault.WRONG_TYPES)
        if not cut and not mixed:
            await self._app(scope, receive, send)
            return
        start, body = await self._answer(scope, receive)
        if mixed:
            body = _mixed_body(body)
        if cut:
            body = body[: len(body) // 2]
        await _send(start, body, send)

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        """Let the studio answer, and keep what it says."""
        start: Message = {"type": "http.response.start", "status": 500, "headers": []}
        body = bytearray()

        async def keep(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))

        await self._app(scope, receive, keep)
        return start, bytes(body)


async def _send(start: Message, body: bytes, send: Send) -> None:
    headers = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _reset(scope: Scope, receive: Receive) -> None:
    """Close the connection as a crashed server does: with RST, nothing said."""
    transport: asyncio.Transport = scope["state"]["transport"]
    with suppress(OSError):
        transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass


def _is_picture(path: str) -> bool:
    return Addresses.read(path) is not None


def _mixed_body(body: bytes) -> bytes:
    try:
        value: object = json.loads(body)
    except ValueError:
        return body
    if isinstance(value, list):
        mixed: object = [_mixed(task) for task in cast("list[object]", value)]
    else:
        mixed = _mixed(value)
    return json.dumps(mixed, ensure_ascii=False).encode()


def _mixed(task: object) -> object:
    """A task object with every liberty seen in the wild (protocol.md 4.1)."""
    if not isinstance(task, dict):
        return task
    row = dict(cast("dict[str, Any]", task))
    if "status" not in row:
        # A submit's answer: documents show `result` as a number.
        result: object = row.get("result")
        return row | {"result": int(result)} if isinstance(result, str) and result.isdecimal() else row
    for name in ("submitTime", "startTime", "finishTime"):
        row[name] = str(row.get(name) or "")
    digits = str(row.get("progress") or "0").rstrip("%")
    row["progress"] = int(digits) if digits.isdecimal() else 0
    row["status"] = str(row["status"]).lower()
    for name in ("buttons", "properties"):
        if row.get(name) is not None:
            row[name] = json.dumps(row[name], ensure_ascii=False)
    row["failReason"] = row.get("failReason") or []
    row["unexpected"] = {"nested": [1, None]}
    return row


def huge_png() -> bytes:
    """A valid PNG of 20000 x 10000 white pixels: 200 megapixels in a few dozen kilobytes."""
    width, height = 20_000, 10_000

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\xff" * (width // 8)) * height, 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
