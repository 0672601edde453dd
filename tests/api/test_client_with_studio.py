from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from mjdesk.api.client import gateway_factory
from mjdesk.domain import errors
from mjdesk.domain.action import ActionVerb
from mjdesk.domain.gateway import AuthStyle, Family, GatewayProfile
from mjdesk.domain.picture import ImageData, MediaType, PictureRef, PictureRole
from mjdesk.domain.request import (
    ActionRequest,
    DescribeRequest,
    ImagineRequest,
    ModalAnswer,
    Receipt,
    ReceiptKind,
    Speed,
)
from mjdesk.domain.task import TaskState
from mjdesk.studio.config import Family as Played
from mjdesk.studio.config import StudioConfig
from mjdesk.studio.server import StudioServer
from tests.studio.support import FakePainter

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from mjdesk.api.client import GatewayClient
    from mjdesk.domain.task_report import TaskReport

KEY = "sesame-open"
STATE = "0123456789abcdef0123456789abcdef"
WISH = ImagineRequest(prompt="a lighthouse at dusk --ar 3:2")


@asynccontextmanager
async def studio(family: Played) -> AsyncGenerator[tuple[StudioServer, GatewayClient]]:
    settings = StudioConfig(family=family, secret=KEY, pace=0.0)
    async with StudioServer(settings, painter=FakePainter()) as server:
        client = gateway_factory(
            GatewayProfile(id="s", name="Studio", root=server.url, auth=AuthStyle.SECRET), KEY
        )
        try:
            yield server, client
        finally:
            await client.aclose()


async def finished(client: GatewayClient, receipt: Receipt) -> TaskReport:
    """Polls as the watcher would, only without its pauses."""
    async with asyncio.timeout(10):
        while True:
            for report in await client.reports(receipt.remote_ids):
                if report.state is not None and report.state.is_final:
                    assert report.state is TaskState.SUCCEEDED, report.failure_text
                    return report
            await asyncio.sleep(0)


def act(report: TaskReport, verb: ActionVerb, index: int = 0) -> ActionRequest:
    (action,) = (action for action in report.actions if (action.verb, action.index) == (verb, index))
    return ActionRequest(parent="p", parent_remote_id=report.remote_id, action=action)


async def picture(client: GatewayClient, report: TaskReport) -> tuple[PictureRole, tuple[int, int]]:
    link = report.media[0]
    async with client.pictures.open(link.url) as download:
        data = b"".join([chunk async for chunk in download.chunks()])
        assert download.length in {None, len(data)}
    with Image.open(BytesIO(data)) as image:
        return link.role, image.size


@pytest.mark.parametrize("family", list(Played))
async def test_from_words_to_one_picture(family: Played) -> None:
    async with studio(family) as (server, client):
        receipt = await client.submit(WISH, images=(), state=STATE)
        grid = await finished(client, receipt)
        role, (width, height) = await picture(client, grid)
        assert role is PictureRole.GRID
        assert width > height
        assert grid.client_state in {STATE, ""}
        upscale = act(grid, ActionVerb.UPSCALE, 2)
        single = await finished(client, await client.submit(upscale, images=(), state=STATE))
        assert (await picture(client, single))[0] is PictureRole.SINGLE
        assert len(server.submissions) == 2


@pytest.mark.parametrize("family", [family for family in Played if family is not Played.PROXY])
async def test_custom_zoom_asks_for_words(family: Played) -> None:
    async with studio(family) as (_, client):
        grid = await finished(client, await client.submit(WISH, images=(), state=STATE))
        upscale = act(grid, ActionVerb.UPSCALE, 1)
        single = await finished(client, await client.submit(upscale, images=(), state=STATE))
        asked = await client.submit(act(single, ActionVerb.ZOOM_CUSTOM), images=(), state=STATE)
        assert asked.kind is ReceiptKind.ASKS
        (waiting,) = {report.state for report in await client.reports(asked.remote_ids)}
        assert waiting is TaskState.NEEDS_ANSWER
        answer = ModalAnswer(modal_remote_id=asked.remote_ids[0], prompt="a lighthouse at dusk --zoom 1.7")
        zoomed = await finished(client, await client.answer(answer, state=STATE))
        assert (await picture(client, zoomed))[0] is PictureRole.GRID


@pytest.mark.parametrize("family", list(Played))
async def test_describe_gives_four_prompts(family: Played) -> None:
    buffer = BytesIO()
    Image.new("RGB", (48, 32), "teal").save(buffer, "PNG")
    image = ImageData(buffer.getvalue(), MediaType.PNG)
    async with studio(family) as (_, client):
        wish = DescribeRequest(picture=PictureRef(digest="a" * 64))
        described = await finished(client, await client.submit(wish, images=[image], state=STATE))
        assert len(described.texts) == 4
        assert not any("️⃣" in text for text in described.texts)


@pytest.mark.parametrize(
    ("played", "family", "auth"),
    [
        (Played.PROXY, Family.PROXY, AuthStyle.BEARER),
        (Played.PROXY_PLUS, Family.PROXY_PLUS, AuthStyle.BEARER),
        (Played.TRUEAI, Family.TRUEAI, AuthStyle.SECRET),
        (Played.NEW_API, Family.NEW_API, AuthStyle.BEARER),
    ],
)
async def test_a_studio_is_recognised(played: Played, family: Family, auth: AuthStyle) -> None:
    async with studio(played) as (server, _):
        profile = GatewayProfile(id="s", name="Studio", root=f"{server.url}/mj")
        client = gateway_factory(profile, KEY)
        findings = await client.test()
        assert (findings.capabilities.family, findings.auth) == (family, auth)
        assert findings.root == server.url
        assert (findings.balance is not None) == (played is Played.NEW_API)
        assert (Speed.FAST in findings.capabilities.speeds) == (played in {Played.TRUEAI, Played.NEW_API})
        await client.aclose()
        stranger = gateway_factory(profile, "wrong-key")
        with pytest.raises(errors.NotAllowed):
            await stranger.test()
        await stranger.aclose()
        assert server.submissions == []


@pytest.mark.parametrize("family", list(Played))
async def test_refusals_are_understood(family: Played) -> None:
    async with studio(family) as (_, client):
        assert await client.reports(["1795177138977674"]) == ()
        assert await client.fetch("1795177138977674") is None
        with pytest.raises(errors.Refused):
            # Not a banned word: T finds that out later. A picture without bytes is refused by all at once.
            await client.describe(
                DescribeRequest(picture=PictureRef(digest="a" * 64)),
                [ImageData(b"", MediaType.PNG)],
                STATE,
            )
