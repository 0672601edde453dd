"""A studio in a page's dialect, and the window's own client, introduced to it as a person would do it."""

from __future__ import annotations

import json
import re
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from mjdesk.api.client import GatewayClient, gateway_factory
from mjdesk.domain.gateway import GatewayProfile
from mjdesk.studio.dialects import DIALECTS
from mjdesk.studio.server import StudioServer
from tests.conformance.pages import endpoints_of
from tests.studio.support import FakePainter, config

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mjdesk.studio.studio import Received

KEY = "sesame-open"


@dataclass(frozen=True, slots=True)
class Desk:
    """One gateway that was tested and saved, and the studio behind it."""

    client: GatewayClient
    server: StudioServer

    def sent(self, endpoint: str) -> list[tuple[Received, Any]]:
        """Requests to an endpoint since the gateway was saved, with their JSON bodies."""
        method, _, path = endpoint.partition(" ")
        pattern = re.compile(re.escape(path).replace(re.escape("{id}"), "[^/]+"))
        return [
            (entry, json.loads(entry.body) if entry.body else None)
            for entry in self.server.log
            if entry.method == method and pattern.fullmatch(entry.path)
        ]


@pytest.fixture
async def desk(request: pytest.FixtureRequest, seed: str) -> AsyncIterator[Desk]:
    """`seed` chooses the page. At the end, whatever the test claims to reach must have answered."""
    dialect = DIALECTS[seed]
    # Windows for variations: a page whose actions answer with pictures leaves no other way to a window.
    played = config(dialect.family, dialect=dialect, secret=KEY, remix=True)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(StudioServer(played, painter=FakePainter()))
        profile = GatewayProfile(id="seed", name=seed, root=f"{server.url}/mj")
        visitor = gateway_factory(profile, KEY)
        findings = await visitor.test()
        await visitor.aclose()
        client = gateway_factory(
            replace(profile, root=findings.root, auth=findings.auth, capabilities=findings.capabilities), KEY
        )
        stack.push_async_callback(client.aclose)
        server.log.clear()
        desk = Desk(client, server)
        yield desk
        for endpoint in endpoints_of(request.function):
            statuses = {entry.status for entry, _ in desk.sent(endpoint)}
            assert statuses & {200, 201}, f"{endpoint} of {seed} was never reached: {statuses}"
