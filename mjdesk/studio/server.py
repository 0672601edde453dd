"""A studio that listens: real HTTP on loopback, inside a running event loop or in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, Self

import uvicorn
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.interference import Interference
from mjdesk.studio.routes import Desk
from mjdesk.studio.studio import Received, Studio, Submission

if TYPE_CHECKING:
    from collections import deque
    from types import TracebackType

    from starlette.types import ASGIApp, Receive, Scope, Send

    from mjdesk.studio.clock import Clock
    from mjdesk.studio.easel import Painter
    from mjdesk.studio.faults import Trouble
    from mjdesk.studio.jobs import Jobs

__all__ = ["Family", "StudioConfig", "StudioServer", "StudioThread"]

_TURNS = 5
_GRACE = 2.0
"""Seconds that requests under way may take when the studio closes."""


class _Protocol(H11Protocol):
    """Hands its transport to the app, so that a fault can reset the connection."""

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.app_state = {**self.app_state, "transport": transport}
        super().connection_made(transport)


class StudioServer:
    """A listening studio as async context manager, at `url`. Leaving it stops all and keeps the data."""

    def __init__(
        self,
        config: StudioConfig | None = None,
        *,
        painter: Painter | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.config = config or StudioConfig()
        self.url = ""
        self._painter = painter
        self._clock = clock
        self._studio: Studio | None = None
        self._state = ServerState()
        self._server: asyncio.Server | None = None

    @property
    def studio(self) -> Studio:
        """The studio itself. Raises RuntimeError before the start."""
        if self._studio is None:
            raise RuntimeError("the studio is not running")
        return self._studio

    @property
    def jobs(self) -> Jobs:
        return self.studio.jobs

    @property
    def log(self) -> deque[Received]:
        """Every request that came in, oldest first, up to `config.log_length`."""
        return self.studio.log

    @property
    def submissions(self) -> list[Submission]:
        """Every submit that was accepted since the start, oldest first."""
        return self.studio.submissions

    @property
    def trouble(self) -> Trouble:
        return self.studio.trouble

    @trouble.setter
    def trouble(self, trouble: Trouble) -> None:
        self.studio.trouble = trouble

    async def __aenter__(self) -> Self:
        """Raises OSError when the port is taken, or the data folder cannot be had."""
        self._studio = Studio(self.config, painter=self._painter, clock=self._clock)
        config = uvicorn.Config(
            application(self.studio), lifespan="off", ws="none", log_config=None, access_log=False
        )
        config.load()
        # uvicorn's own server loop wakes ten times a second and takes over the process's signals;
        # its protocol alone does neither.
        loop = asyncio.get_running_loop()
        # By host and port, not with a socket of our own: asyncio switches Nagle's delay off only for
        # sockets that were made with their protocol number, and 40 ms an answer would be lost.
        try:
            self._server = await loop.create_server(
                lambda: _Protocol(config=config, server_state=self._state, app_state={}, _loop=loop),
                self.config.host,
                self.config.port,
            )
        except BaseException:
            await self.studio.close()
            raise
        host, port = self._server.sockets[0].getsockname()[:2]
        self.url = f"http://{host}:{port}"
        self.studio.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None:
            self._server.close()
        for _ in range(_TURNS):
            await asyncio.sleep(0)  # who came in at the last moment is let in, to be closed with the others
        for connection in list(self._state.connections):
            connection.shutdown()
        if self._state.tasks:
            _done, late = await asyncio.wait(self._state.tasks, timeout=_GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self.studio.close()
        await asyncio.sleep(0)  # lets closed transports run their last call-backs


class StudioThread:
    """The same for synchronous code: a studio in a thread with its own loop."""

    def __init__(
        self,
        config: StudioConfig | None = None,
        *,
        painter: Painter | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._arguments: dict[str, Any] = {"config": config, "painter": painter, "clock": clock}
        self._ready = threading.Event()
        self._stop: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._failure: BaseException | None = None
        self._server: StudioServer | None = None
        self._thread = threading.Thread(target=self._main, name="studio", daemon=True)

    @property
    def server(self) -> StudioServer:
        """Read its `log` and `submissions` freely; change nothing from another thread but `trouble`."""
        if self._server is None:
            raise RuntimeError("the studio is not running")
        return self._server

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def submissions(self) -> list[Submission]:
        return list(self.server.submissions)

    @property
    def log(self) -> list[Received]:
        return list(self.server.log)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        if self._failure:
            raise self._failure
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._loop and self._stop:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _main(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as failure:  # noqa: BLE001  it is raised again where the thread was started
            self._failure = failure
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        async with StudioServer(**self._arguments) as self._server:
            self._ready.set()
            await self._stop.wait()


def application(studio: Studio) -> ASGIApp:
    """The ASGI app of a studio: browsers may call it from anywhere, and trouble gets in where ordered."""
    desk = Desk(studio)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        response = await desk.answer(request)
        await response(scope, receive, send)

    return CORSMiddleware(
        Interference(app, studio),
        allow_origins=["*"],
        allow_methods=["*"],
        allow_headers=["*"],
        expose_headers=["*"],
        allow_private_network=True,
    )
