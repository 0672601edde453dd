"""The answers that the pages print, read as they stand, and the one that is no valid document."""

from __future__ import annotations

import json

import httpx2
import pytest

from mjdesk.domain.errors import NotAllowed, OutcomeUnknown
from mjdesk.domain.request import ImagineRequest, ReceiptKind
from tests.api.support import client_on
from tests.conformance.pages import PAGES

WISH = ImagineRequest(prompt="Cat")
PRINTED_BY_S003 = (
    '{\r\n "code": 1,\r\n "description": "Submit success",\r\n "result": "1730621718151844",//任务id\r\n '
    '"properties": {\r\n "discordChannelId": "1300842676874379336"\r\n }\r\n}'
)


@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize("seed", PAGES)
async def test_a_printed_answer_is_a_receipt(seed: str, status: int) -> None:
    answer = PAGES[seed].answer
    client = client_on(lambda _: httpx2.Response(status, json=answer))
    receipt = await client.submit(WISH, images=(), state="s")
    await client.aclose()
    assert receipt.kind is ReceiptKind.ACCEPTED
    if "data" in answer:
        assert (receipt.remote_ids, len(receipt.urls)) == ((), 2)
    else:
        assert receipt.remote_ids == (str(answer["result"]),)
    assert json.loads(receipt.raw) == answer


@pytest.mark.parametrize("change", [{"properties": None}, {"description": None}, {"description": "ok"}])
async def test_what_a_page_calls_optional_may_be_missing(change: dict[str, object]) -> None:
    answer = {"code": 1, "result": "17", **change}
    client = client_on(lambda _: httpx2.Response(200, json=answer))
    assert (await client.submit(WISH, images=(), state="s")).remote_ids == ("17",)
    await client.aclose()


async def test_a_comment_inside_an_answer_leaves_the_wish_in_doubt() -> None:
    """No server writes this; if one did, the wish may well be accepted: it must not be sent again."""
    client = client_on(lambda _: httpx2.Response(200, text=PRINTED_BY_S003))
    with pytest.raises(OutcomeUnknown):
        await client.submit(WISH, images=(), state="s")
    await client.aclose()


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("body", ["", '{"error":{"message":"无效的令牌","type":"new_api_error"}}', "{}"])
async def test_the_refusals_that_pages_list(status: int, body: str) -> None:
    client = client_on(lambda _: httpx2.Response(status, text=body))
    with pytest.raises(NotAllowed):
        await client.submit(WISH, images=(), state="s")
    await client.aclose()
