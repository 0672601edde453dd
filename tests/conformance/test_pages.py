"""Every endpoint of the five pages, through the client that the window uses."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from mjdesk.domain.action import ActionVerb, change_actions
from mjdesk.domain.picture import ImageData, MediaType, PictureRef, PictureRole
from mjdesk.domain.request import (
    ActionRequest,
    BlendRequest,
    BlendShape,
    DescribeRequest,
    ImagineRequest,
    ModalAnswer,
    Receipt,
    ReceiptKind,
    ShortenRequest,
    SwapFaceRequest,
)
from mjdesk.domain.task import TaskState
from tests.conformance import pages
from tests.conformance.conftest import KEY
from tests.conformance.pages import PAGES, on
from tests.studio.support import png

if TYPE_CHECKING:
    from mjdesk.api.client import GatewayClient
    from mjdesk.domain.task_report import TaskReport
    from tests.conformance.conftest import Desk

STATE = "0123456789abcdef0123456789abcdef"
WISH = ImagineRequest(prompt="Cat --ar 3:2")
REFERENCE = PictureRef(digest="a" * 64)
PICTURE = ImageData(png((48, 32)), MediaType.PNG)


async def finished(client: GatewayClient, receipt: Receipt) -> TaskReport:
    """Polls as the watcher would, only without its pauses."""
    async with asyncio.timeout(10):
        while True:
            for report in await client.reports(receipt.remote_ids):
                if report.state is not None and report.state.is_final:
                    assert report.state is TaskState.SUCCEEDED, report.failure_text
                    return report
            await asyncio.sleep(0)


async def grid_of(desk: Desk) -> TaskReport:
    return await finished(desk.client, await desk.client.submit(WISH, images=(), state=STATE))


async def pressed(desk: Desk, report: TaskReport, verb: ActionVerb, index: int = 0) -> Receipt:
    (action,) = (action for action in report.actions if (action.verb, action.index) == (verb, index))
    wish = ActionRequest(parent="p", parent_remote_id=report.remote_id, action=action)
    return await desk.client.submit(wish, images=(), state=STATE)


async def size_of(client: GatewayClient, url: str) -> tuple[int, int]:
    async with client.pictures.open(url) as download:
        data = b"".join([chunk async for chunk in download.chunks()])
    with Image.open(BytesIO(data)) as image:
        return image.size


def is_accepted(receipt: Receipt) -> None:
    """One id, as text, whatever type it had on the wire."""
    assert receipt.kind in {ReceiptKind.ACCEPTED, ReceiptKind.QUEUED}
    (remote_id,) = receipt.remote_ids
    assert remote_id.isdecimal()


@on(pages.IMAGINE, pages.FETCH)
async def test_words_become_four_pictures(desk: Desk, seed: str) -> None:
    receipt = await desk.client.submit(WISH, images=(), state=STATE)
    is_accepted(receipt)
    if PAGES[seed].fields.get("prompt"):
        assert receipt.description == str(PAGES[seed].answer["description"])
    grid = await finished(desk.client, receipt)
    assert await desk.client.fetch(receipt.remote_ids[0]) == grid
    assert grid.media[0].role is PictureRole.GRID
    assert await size_of(desk.client, grid.media[0].url) == (96, 64)
    assert len(desk.server.submissions) == 1


@on(pages.IMAGINE)
async def test_pictures_lead_the_words(desk: Desk, seed: str) -> None:
    wish = ImagineRequest(prompt="Cat", pictures=(REFERENCE,))
    is_accepted(await desk.client.submit(wish, images=[PICTURE], state=STATE))
    ((_, body),) = desk.sent(pages.IMAGINE)
    (picture,) = body["base64Array"]
    assert picture.startswith("data:image/png;base64,")


@pytest.mark.parametrize("seed", PAGES)
async def test_what_a_page_documents_is_what_is_sent(desk: Desk, seed: str) -> None:
    page = PAGES[seed]
    (endpoint,) = (name for name, how in page.endpoints.items() if how == pages.PAGE)
    if endpoint == pages.ACTION:
        await pressed(desk, await grid_of(desk), ActionVerb.UPSCALE, 2)
    elif endpoint == pages.DESCRIBE:
        await desk.client.submit(DescribeRequest(picture=REFERENCE), images=[PICTURE], state=STATE)
    else:
        await desk.client.submit(WISH, images=(), state=STATE)
    ((request, body),) = desk.sent(endpoint)
    assert request.headers["content-type"] == "application/json"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert set(page.required) <= set(body)
    for name, kind in page.fields.items():
        assert isinstance(body.get(name, kind()), kind), name
    assert "notifyHook" not in body, "a desktop cannot be called"


@on(pages.BLEND)
async def test_pictures_are_blended(desk: Desk, seed: str) -> None:
    wish = BlendRequest(pictures=(REFERENCE, REFERENCE), shape=BlendShape.LANDSCAPE)
    receipt = await desk.client.submit(wish, images=[PICTURE, PICTURE], state=STATE)
    is_accepted(receipt)
    assert (await finished(desk.client, receipt)).media[0].role is PictureRole.GRID


@on(pages.DESCRIBE)
async def test_a_picture_is_described(desk: Desk, seed: str) -> None:
    wish = DescribeRequest(picture=REFERENCE)
    receipt = await desk.client.submit(wish, images=[PICTURE], state=STATE)
    is_accepted(receipt)
    assert len((await finished(desk.client, receipt)).texts) == 4


@on(pages.SHORTEN)
async def test_a_prompt_is_shortened(desk: Desk, seed: str) -> None:
    receipt = await desk.client.submit(ShortenRequest(prompt="a very calm lake"), images=(), state=STATE)
    is_accepted(receipt)
    assert len((await finished(desk.client, receipt)).texts) == 5


@on(pages.ACTION)
async def test_a_button_makes_one_picture(desk: Desk, seed: str) -> None:
    receipt = await pressed(desk, await grid_of(desk), ActionVerb.UPSCALE, 3)
    if "data" in PAGES[seed].answer:
        assert receipt.remote_ids == ()
        (url,) = receipt.urls
    else:
        is_accepted(receipt)
        (link,) = (await finished(desk.client, receipt)).media
        assert link.role is PictureRole.SINGLE
        url = link.url
    assert await size_of(desk.client, url) == (48, 32)


@on(pages.ACTION)
async def test_a_button_that_asks_first_makes_four_pictures(desk: Desk, seed: str) -> None:
    """These studios have Remix on, so a reroll asks for words (protocol.md 3.2)."""
    grid = await grid_of(desk)
    receipt = await pressed(desk, grid, ActionVerb.REROLL)
    assert receipt.kind is ReceiptKind.ASKS
    answer = ModalAnswer(modal_remote_id=receipt.remote_ids[0], prompt="Cat --ar 3:2")
    again = await finished(desk.client, await desk.client.answer(answer, state=STATE))
    assert again.remote_id != grid.remote_id
    assert again.media[0].role is PictureRole.GRID


@on(pages.ACTION, pages.MODAL)
async def test_a_window_is_answered(desk: Desk, seed: str) -> None:
    asked = await pressed(desk, await grid_of(desk), ActionVerb.VARIATION, 1)
    assert asked.kind is ReceiptKind.ASKS
    assert asked.final_prompt.startswith("Cat")
    (waiting,) = {report.state for report in await desk.client.reports(asked.remote_ids)}
    assert waiting is TaskState.NEEDS_ANSWER
    answer = ModalAnswer(modal_remote_id=asked.remote_ids[0], prompt="two cats")
    receipt = await desk.client.answer(answer, state=STATE)
    is_accepted(receipt)
    done = await finished(desk.client, receipt)
    assert done.final_prompt.startswith("two cats")


@on(pages.CHANGE)
async def test_a_change_without_buttons(desk: Desk, seed: str) -> None:
    grid = await grid_of(desk)
    action = next(action for action in change_actions() if action.short_name == "U4")
    wish = ActionRequest(parent="p", parent_remote_id=grid.remote_id, action=action)
    receipt = await desk.client.submit(wish, images=(), state=STATE)
    is_accepted(receipt)
    assert (await finished(desk.client, receipt)).media[0].role is PictureRole.SINGLE


@on(pages.SWAP)
async def test_faces_are_swapped(desk: Desk, seed: str) -> None:
    wish = SwapFaceRequest(source=REFERENCE, target=REFERENCE)
    receipt = await desk.client.submit(wish, images=[PICTURE, PICTURE], state=STATE)
    is_accepted(receipt)
    assert (await finished(desk.client, receipt)).media


@on(pages.LIST)
async def test_many_are_asked_for_at_once(desk: Desk, seed: str) -> None:
    receipts = [
        await desk.client.submit(ImagineRequest(prompt=f"Cat {n}"), images=(), state=STATE) for n in range(3)
    ]
    ids = [receipt.remote_ids[0] for receipt in receipts]
    before = len(desk.sent(pages.LIST))
    reports = await desk.client.reports([*ids, "1795177138977674"])
    assert sorted(report.remote_id for report in reports) == sorted(ids)
    assert len(desk.sent(pages.LIST)) == before + 1
    assert desk.sent(pages.FETCH) == []


@on(pages.FETCH)
async def test_an_unknown_task_is_no_error(desk: Desk, seed: str) -> None:
    assert await desk.client.fetch("1795177138977674") is None
    assert await desk.client.reports(["1795177138977674"]) == ()
    await grid_of(desk)
    ids = [submission.task_id for submission in desk.server.submissions]
    assert await desk.client.fetch(ids[0]) is not None


@on(pages.SEED)
async def test_the_seed_is_told(desk: Desk, seed: str) -> None:
    wish = ImagineRequest(prompt="Cat --seed 77")
    grid = await finished(desk.client, await desk.client.submit(wish, images=(), state=STATE))
    assert await desk.client.seed(grid.remote_id) == "77"


@on(pages.ALL)
async def test_all_tasks_are_listed(desk: Desk, seed: str) -> None:
    grid = await grid_of(desk)
    assert [report.remote_id for report in await desk.client.recent()] == [grid.remote_id]
    found = await desk.client.find_by_state(STATE)
    assert found is not None
    assert found.remote_id == grid.remote_id


@on(pages.PAGED)
async def test_tasks_come_in_pages(desk: Desk, seed: str) -> None:
    for number in range(3):
        wish = ImagineRequest(prompt=f"Cat {number}")
        await finished(desk.client, await desk.client.submit(wish, images=(), state=STATE))
    first, second = [await desk.client.page(number, size=2) for number in (0, 1)]
    newest_first = [submission.task_id for submission in reversed(desk.server.submissions)]
    assert [report.remote_id for report in (*first, *second)] == newest_first
    assert len(first) == 2


@on(pages.QUEUE, pages.CANCEL)
async def test_what_waits_is_listed_and_called_off(desk: Desk, seed: str) -> None:
    receipt = await desk.client.submit(ImagineRequest(prompt="Cat fail:stuck"), images=(), state=STATE)
    assert [report.remote_id for report in await desk.client.queue()] == list(receipt.remote_ids)
    await desk.client.cancel(receipt.remote_ids[0])
    (report,) = await desk.client.reports(receipt.remote_ids)
    assert report.state is TaskState.CANCELLED
    assert await desk.client.queue() == ()


@on(pages.BALANCE)
async def test_the_balance_is_told(desk: Desk, seed: str) -> None:
    before = await desk.client.balance()
    await grid_of(desk)
    after = await desk.client.balance()
    assert before is not None
    assert after is not None
    assert after.remaining < before.remaining
