"""One window for each person and library: the first keeps the door, later ones hand in their files and leave.

The door is a socket on loopback; where it is stands in a file beside the log, with a word that only programs
of this person can read. Qt has the like (QLocalServer), at the price of loading its network library; a socket
is loaded already, and the same on every system. What a crash left behind leads nowhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import socket
import sys
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

MUTEX = "MJ Desk"
_HOST = "127.0.0.1"
_PATIENCE = 2.0
"""Seconds for the first window to answer: it may be painting, or the machine asleep."""
_LONGEST = 256 * 1024
"""Bytes of a visit: a few thousand long paths."""
_WELCOME = b"welcome\n"


def knock(sign: Path, files: Sequence[str], token: str = "") -> bool:
    """Hand the files to the window that runs already; False when there is none, and we are the first.

    `token` is what a desktop gives a program that it starts, so that a window may come to the front.
    """
    try:
        found = json.loads(sign.read_text("utf-8"))
        port, word = int(found["port"]), str(found["word"])
        if found["machine"] != socket.gethostname():
            return False  # a home that several machines share
        visit = {"word": word, "files": list(files), "token": token}
        with socket.create_connection((_HOST, port), timeout=_PATIENCE) as line:
            line.sendall(json.dumps(visit).encode() + b"\n")
            return line.recv(len(_WELCOME)) == _WELCOME
    except (OSError, ValueError, KeyError, TypeError):
        return False


def be_seen_by_the_uninstaller() -> None:
    """On Windows it waits for this mutex (packaging/windows/mjdesk.iss), which is ours to the end."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.CreateMutexW(None, False, MUTEX)


class Doorman:
    """Owns the door of one running window, from `async with` to its end."""

    def __init__(self, sign: Path, on_visit: Callable[[tuple[str, ...], str], None]) -> None:
        """`on_visit(files, token)` is called in the loop for each later start; both may be empty."""
        self._sign = sign
        self._on_visit = on_visit
        self._word = secrets.token_urlsafe(24)
        self._server: asyncio.Server | None = None
        self._visits: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Open the door; where that cannot be, later starts get windows of their own."""
        with contextlib.suppress(OSError):
            self._server = await asyncio.start_server(self._open, _HOST, 0, limit=_LONGEST)
            await asyncio.to_thread(self._put_up_sign, self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self._take_sign_down)
        if self._server is not None:
            self._server.close()
            for visit in tuple(self._visits):
                visit.cancel()
            await asyncio.gather(*self._visits, return_exceptions=True)
            await self._server.wait_closed()

    async def _open(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visit = asyncio.current_task()
        if visit is not None:
            self._visits.add(visit)
        try:
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError, TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    told: dict[str, Any] = json.loads(await reader.readline())
                    if secrets.compare_digest(str(told["word"]), self._word):
                        files = tuple(str(path) for path in told["files"])
                        self._on_visit(files, str(told["token"]))
                        writer.write(_WELCOME)
                        await writer.drain()
        finally:
            if visit is not None:
                self._visits.discard(visit)
            writer.close()

    def _put_up_sign(self, port: int) -> None:
        words = json.dumps({"port": port, "word": self._word, "machine": socket.gethostname()})
        part = self._sign.with_suffix(".part")
        self._sign.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(words)
        part.replace(self._sign)

    def _take_sign_down(self) -> None:
        """Ours only: another window may have put up its own."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            if json.loads(self._sign.read_text("utf-8"))["word"] == self._word:
                self._sign.unlink()
