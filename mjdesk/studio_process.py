"""The built-in gateway as a child process: started at first need and whenever it died, gone with us."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from mjdesk.domain.errors import Unreachable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

_PATIENCE = 20.0
"""Seconds for the child to say where it listens; imports take their time on a cold disk."""
_GOODBYE = 3.0
_NICENESS = 10
_KNOCK = 1.0
_SECRET_VARIABLE = "MJDESK_STUDIO_SECRET"  # noqa: S105 (the name of a variable, not a secret)
_LONGEST_WORDS = 400


def command() -> list[str]:
    """How this very program is started once more."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "mjdesk"]


class StudioProcess:
    """Owns one child process and its secret.

    The child listens on loopback at a free port, keeps its jobs in `folder`, and ends when our end of its
    standard input closes, so that it cannot be left behind even when this program is killed. Another program
    on the same library shares it: where it is stands in a file that only this user can read.
    """

    def __init__(self, folder: Path, options: Sequence[str] = ()) -> None:
        """`options` are further arguments of `serve-studio`."""
        self._folder = folder
        self._options = tuple(options)
        self._secret = os.urandom(24).hex()
        self._child: asyncio.subprocess.Process | None = None
        self._url = ""
        self._sign = folder / "address.json"
        self._starting = asyncio.Lock()
        self._drains: set[asyncio.Task[None]] = set()
        self._last_words = b""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    @property
    def process_id(self) -> int:
        """0 while no child runs."""
        return self._child.pid if self._child is not None and self._child.returncode is None else 0

    async def address(self) -> tuple[str, str]:
        """Address and secret of the studio, which runs when this returns.

        Raises `Unreachable` when it cannot be started.
        """
        async with self._starting:
            if self.process_id:
                return self._url, self._secret
            if shared := await self._shared():
                return shared
            try:
                await self._start()
            except Unreachable:
                # Another program may have been quicker; a folder belongs to one studio.
                if shared := await self._shared():
                    return shared
                raise
            await asyncio.to_thread(self._put_up_sign)
            return self._url, self._secret

    async def aclose(self) -> None:
        """End the child; it is killed when it does not go by itself."""
        child, self._child = self._child, None
        if child is not None and child.returncode is None:
            if child.stdin is not None:
                child.stdin.close()
            try:
                async with asyncio.timeout(_GOODBYE):
                    await child.wait()
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    child.kill()
                await child.wait()
            await asyncio.to_thread(self._take_sign_down)
        for drain in tuple(self._drains):
            await drain

    async def _shared(self) -> tuple[str, str] | None:
        """The studio of another program on this library, when it answers."""
        try:
            sign = json.loads(await asyncio.to_thread(self._sign.read_text, "utf-8"))
            url, secret = str(sign["url"]), str(sign["secret"])
            place = urlsplit(url)
            if place.hostname != "127.0.0.1" or not place.port:
                return None
            async with asyncio.timeout(_KNOCK):
                _, writer = await asyncio.open_connection(place.hostname, place.port)
        except (OSError, TimeoutError, ValueError, KeyError, TypeError):
            return None
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        return url, secret

    def _put_up_sign(self) -> None:
        """Say where the studio is, for other programs on this library; without it they cannot share it."""
        words = json.dumps({"url": self._url, "secret": self._secret})
        part = self._sign.with_suffix(".part")
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(words)
            part.replace(self._sign)

    def _take_sign_down(self) -> None:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            if json.loads(self._sign.read_text("utf-8"))["secret"] == self._secret:
                self._sign.unlink()

    async def _start(self) -> None:
        arguments = ["serve-studio", "--port", "0", "--data", str(self._folder), "--die-with-stdin"]
        try:
            child = await asyncio.create_subprocess_exec(
                *command(),
                *arguments,
                *self._options,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=os.environ | {_SECRET_VARIABLE: self._secret, "PYTHONUNBUFFERED": "1"},
            )
        except OSError as error:
            raise Unreachable(f"the studio does not start: {error.strerror}", reason="refused") from error
        self._child = child
        _step_back(child.pid)
        self._last_words = b""
        if child.stderr is not None:
            self._drain(child.stderr)
        line = b""
        try:
            async with asyncio.timeout(_PATIENCE):
                line = await child.stdout.readline() if child.stdout else b""
            self._url = str(json.loads(line)["url"])
        except (TimeoutError, ValueError, KeyError, TypeError) as error:
            await self.aclose()
            words = (line + self._last_words).decode("utf-8", "replace").strip()[-_LONGEST_WORDS:]
            raise Unreachable(f"the studio does not start: {words}", reason="refused") from error
        except asyncio.CancelledError:
            await self.aclose()
            raise
        if child.stdout is not None:
            self._drain(child.stdout)

    def _drain(self, stream: asyncio.StreamReader) -> None:
        """Read what nobody needs, so that the child never waits for us."""
        task = asyncio.ensure_future(self._read(stream))
        self._drains.add(task)
        task.add_done_callback(self._drains.discard)

    async def _read(self, stream: asyncio.StreamReader) -> None:
        while data := await stream.read(4096):
            self._last_words = (self._last_words + data)[-_LONGEST_WORDS:]


def _step_back(process_id: int) -> None:
    """Let the window go first where both want the same core: painting takes all that it can get."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process_id, _NICENESS)
