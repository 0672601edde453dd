"""A gateway that talks too much, a host that holds its pictures, and somebody who looks for keys."""

from __future__ import annotations

import base64
import http.client
import json
import re
import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import quote

from PIL import Image
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_PASSED_ON = frozenset({"authorization", "mj-api-secret", "content-type", "accept", "host"})
_PICTURE = re.compile(r"/(?:mj/image|attachments|pictures|uploads)/|\.(?:png|webp|jpg)(?:\?|$)")


@dataclass(frozen=True, slots=True)
class Heard:
    """A request as it came in."""

    method: str
    path: str
    """With its query."""
    headers: dict[str, str]
    body: bytes


class Host:
    """Owns a server in front of a studio, in threads; remembers every request."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.heard: list[Heard] = []
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host.take(self)

            def do_POST(self) -> None:
                host.take(self)

            @override
            def log_message(self, format: str, *args: Any) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def take(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        heard = Heard(handler.command, handler.path, dict(handler.headers.items()), body)
        self.heard.append(heard)
        status, headers, data = self.answer(heard)
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    def answer(self, heard: Heard) -> tuple[int, dict[str, str], bytes]:
        """What the studio says."""
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)) as connection:
            kept = {name: value for name, value in heard.headers.items() if name.lower() in _PASSED_ON}
            connection.request(heard.method, heard.path, heard.body or None, kept)
            answer = connection.getresponse()
            data = answer.read()
            return answer.status, {"Content-Type": answer.getheader("content-type", "")}, data


@dataclass
class _Echo:
    """What the next submit is answered with instead."""

    status: int
    kind: str
    body: str


class Gossip(Host):
    """The base host: repeats the key in all that it says, as some relays do; its pictures are elsewhere.

    Every second picture is redirected there, the others are named there at once.
    """

    def __init__(self, port: int, elsewhere: Host) -> None:
        super().__init__(port)
        self._elsewhere = elsewhere
        self.troubles: list[_Echo] = []
        self.redirects_submit = False
        self.redirected = 0
        """Pictures that were asked for here."""
        self._pictures: dict[str, int] = {}
        """Which picture of all a task's is."""

    def trouble(self, status: int, body: str, kind: str = "application/json") -> None:
        """Answer one submit so; `KEY` in the body becomes what the client showed."""
        self.troubles.append(_Echo(status, kind, body))

    @override
    def answer(self, heard: Heard) -> tuple[int, dict[str, str], bytes]:
        shown = next((value for name, value in heard.headers.items() if name.lower() == "authorization"), "")
        if heard.method == "POST" and "/submit/" in heard.path:
            if self.troubles:
                echo = self.troubles.pop(0)
                return echo.status, {"Content-Type": echo.kind}, echo.body.replace("KEY", shown).encode()
            if self.redirects_submit:
                self.redirects_submit = False
                return 307, {"Location": f"{self._elsewhere.url}{heard.path}"}, b""
        if heard.method == "GET" and _PICTURE.search(heard.path):
            self.redirected += 1
            return 302, {"Location": f"{self._elsewhere.url}{heard.path}"}, b""
        status, headers, data = super().answer(heard)
        try:
            value = json.loads(data)
        except ValueError:
            return status, headers, data
        return status, headers, json.dumps(self._gossiped(value, shown), ensure_ascii=False).encode()

    def _gossiped(self, value: object, shown: str) -> object:
        if isinstance(value, list):
            return [self._gossiped(each, shown) for each in cast("list[object]", value)]
        if not isinstance(value, dict):
            return value
        row = dict(cast("dict[str, Any]", value))
        row["debug"] = {"authorization": shown, "hook": f"https://hook.test/?token={shown}"}
        if row.get("failReason"):
            row["failReason"] = f"{row['failReason']} ({shown})"
        if row.get("description"):
            row["description"] = f"{row['description']} for {shown}"
        if isinstance(url := row.get("imageUrl"), str) and url.startswith(self.url):
            number = self._pictures.setdefault(str(row.get("id")), len(self._pictures))
            if number % 2:
                row["imageUrl"] = self._elsewhere.url + url[len(self.url) :]
        return row


@dataclass
class Search:
    """Looks for keys in every form that a careless program could leave them in."""

    keys: tuple[str, ...]
    looked_at: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self._forms = {form for key in self.keys for form in _forms(key)}

    def is_in(self, data: bytes | str) -> bool:
        return any(form in (data.encode() if isinstance(data, str) else data) for form in self._forms)

    def below(self, folder: Path) -> list[str]:
        """Names of all places below a folder where one of the keys is."""
        found: list[str] = []
        for path in sorted(folder.rglob("*")):
            if not path.is_file():
                continue
            self.looked_at.append(path.name)
            name, data = str(path.relative_to(folder)), path.read_bytes()
            if self.is_in(data) or self.is_in(name):
                found.append(name)
            if path.name == "studio.db":
                continue  # its bytes say it all: nothing in it is compressed, and the studio holds it locked
            if data.startswith(b"SQLite format 3"):
                found += [f"{name}: {cell}" for cell in self._in_database(path)]
            elif path.suffix in {".png", ".webp", ".jpg"} and self.is_in(_words_of(path)):
                found.append(f"{name}: metadata")
        return found

    def _in_database(self, path: Path) -> Iterator[str]:
        with closing(sqlite3.connect(path)) as base:
            base.text_factory = bytes
            names = [
                row[0].decode() for row in base.execute("SELECT name FROM sqlite_master WHERE type='table'")
            ]
            for name in names:
                for row in base.execute(f'SELECT * FROM "{name}"'):
                    for cell in row:
                        if isinstance(cell, bytes) and (self.is_in(cell) or self.is_in(_inflated(cell))):
                            yield f"{name}: {_inflated(cell)[:300]!r}"


def children_of(process_id: int) -> dict[int, tuple[bytes, bytes]]:
    """Command line and environment of a process's descendants; none where there is no /proc."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(words[1])
    found: dict[int, tuple[bytes, bytes]] = {}
    for child in parents:
        ancestor = child
        while ancestor in parents and ancestor != process_id:
            ancestor = parents[ancestor]
        if ancestor == process_id and child != process_id:
            try:
                place = Path("/proc") / str(child)
                found[child] = (place / "cmdline").read_bytes(), (place / "environ").read_bytes()
            except OSError:
                continue
    return found


def _forms(key: str) -> Iterator[bytes]:
    data = key.encode()
    yield data
    yield key.encode("utf-16-le")
    yield quote(key, safe="").encode()
    yield data.hex().encode()
    yield json.dumps(key)[1:-1].encode()
    for shift in range(3):
        # The part of its base64 that does not depend on what stands before and after.
        encoded = base64.b64encode(b"\0" * shift + data)
        yield encoded[4 if shift else 0 : len(encoded) - 4]


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return data


def _words_of(path: Path) -> str:
    try:
        with Image.open(path) as image:
            image.load()
            return f"{image.info!r} {dict(image.getexif())!r}"
    except (OSError, ValueError):
        return ""
