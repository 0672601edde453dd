"""Studios on loopback for the tests of this folder."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Protocol

import httpx2
import pytest

from mjdesk.studio.server import StudioServer
from tests.studio.support import FakePainter, Visitor, config

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mjdesk.studio.clock import Clock
    from mjdesk.studio.config import StudioConfig


class Serve(Protocol):
    """Starts a studio and answers a visitor of it; everything ends with the test."""

    async def __call__(
        self,
        wanted: StudioConfig | None = None,
        *,
        clock: Clock | None = None,
        headers: dict[str, str] | None = None,
    ) -> Visitor: ...


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    async with AsyncExitStack() as stack:

        async def start(
            wanted: StudioConfig | None = None,
            *,
            clock: Clock | None = None,
            headers: dict[str, str] | None = None,
        ) -> Visitor:
            painter = FakePainter()
            server = await stack.enter_async_context(
                StudioServer(wanted or config(), painter=painter, clock=clock)
            )
            client = await stack.enter_async_context(
                # verify: reading the certificates for https would take longer than most tests.
                httpx2.AsyncClient(
                    base_url=server.url, headers=headers, trust_env=False, timeout=10, verify=False
                )
            )
            return Visitor(server, client, painter)

        yield start
