"""The endpoints that the window rarely needs, and fields that only some accounts want."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mjdesk.api.client import GatewayClient
from mjdesk.domain.action import read_action
from mjdesk.domain.errors import Busy, Nonsense, NotOffered, WishInvalid
from mjdesk.domain.gateway import AccountFilter, Capabilities, Family
from mjdesk.domain.picture import PictureRef
from mjdesk.domain.request import (
    ActionRequest,
    DescribeRequest,
    ImagineRequest,
    ModalAnswer,
    ReceiptKind,
    Speed,
)
from tests.api.support import PNG, STATE, Script, client_on, profile

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from mjdesk.domain.task_report import TaskReport

UPLOAD = "/mj/submit/upload-discord-images"
LINK = "https://cdn.discordapp.com/a/1.png?ex=1&is=2&hm=3&"
TAKEN = {"code": 1, "description": "ok", "result": "17", "properties": None}
ROW = {"id": "17", "status": "IN_PROGRESS", "progress": "40%"}


async def test_uploaded_pictures_have_addresses() -> None:
    gateway = Script().on("POST", UPLOAD, json={"code": 1, "description": "ok", "result": [LINK]})
    client = client_on(gateway)
    assert await client.upload([PNG]) == (LINK,)
    (picture,) = gateway.body()["base64Array"]
    assert picture.startswith("data:image/png;base64,")
    assert gateway.body()["mode"] == "FAST"
    with pytest.raises(WishInvalid):
        await client.upload([])
    assert len(gateway.asked) == 1
    await client.aclose()


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (503, {"error": {"message": "no channel", "code": "model_not_found"}}, NotOffered),
        (404, None, NotOffered),
        (200, {"code": 1, "result": []}, Nonsense),
    ],
)
async def test_an_upload_that_is_not_there(status: int, answer: object, error: type[Exception]) -> None:
    client = client_on(Script().on("POST", UPLOAD, status, json=answer))
    with pytest.raises(error):
        await client.upload([PNG])
    await client.aclose()


async def test_simple_change_says_it_in_two_words() -> None:
    gateway = Script().on("POST", "/mj-relax/mj/submit/simple-change", json=TAKEN)
    client = client_on(gateway)
    receipt = await client.simple_change("0123", "U2", state=STATE, speed=Speed.RELAX)
    assert receipt.remote_ids == ("17",)
    assert gateway.body() == {"content": "0123 U2", "state": STATE}
    for word in ("U5", "R R", "", "u1"):
        with pytest.raises(WishInvalid):
            await client.simple_change("0123", word, state=STATE)
    await client.aclose()


async def test_a_job_can_be_shown() -> None:
    gateway = Script().on("POST", "/mj/submit/show", json=TAKEN)
    client = client_on(gateway)
    assert (await client.show("uuid", state=STATE)).remote_ids == ("17",)
    assert gateway.body()["jobId"] == "uuid"
    await client.aclose()


async def by_ids(client: GatewayClient) -> Sequence[TaskReport]:
    return await client.list_with_displays(["17"])


@pytest.mark.parametrize(
    ("method", "path", "ask", "answer"),
    [
        ("POST", "/mj/task/list-by-ids", by_ids, [ROW]),
        ("GET", "/mj/task/queue", GatewayClient.queue, [ROW]),
        ("GET", "/mj/task/list", GatewayClient.recent, [ROW]),
        ("POST", "/mj/task-admin/query", GatewayClient.page, {"list": [ROW], "total": 1}),
    ],
)
async def test_lists_of_tasks(
    method: str,
    path: str,
    ask: Callable[[GatewayClient], Coroutine[object, object, Sequence[TaskReport]]],
    answer: object,
) -> None:
    client = client_on(Script().on(method, path, json=answer))
    found = await ask(client)
    assert [row.remote_id for row in found] == ["17"]
    await client.aclose()
    bare = client_on(Script().on(method, path, 200, text="<!doctype html><html></html>"))
    with pytest.raises(NotOffered):
        await ask(bare)
    await bare.aclose()


async def test_pages_count_from_one_on_trueai() -> None:
    gateway = Script().on("POST", "/mj/admin/tasks", json={"list": [ROW]})
    trueai = replace(profile(), capabilities=Capabilities(family=Family.TRUEAI))
    client = client_on(gateway, trueai)
    assert len(await client.page(2, size=500)) == 1
    assert gateway.body()["pagination"] == {"current": 3, "pageSize": 100}
    await client.aclose()


async def test_an_account_filter_travels_only_when_somebody_wants_one() -> None:
    gateway = Script().on("POST", "/mj/submit/imagine", json=TAKEN).on("POST", "/mj/submit/modal", json=TAKEN)
    client = client_on(gateway)
    await client.submit(ImagineRequest(prompt="x"), images=(), state=STATE)
    assert "accountFilter" not in gateway.body()
    await client.aclose()
    wanted = AccountFilter(channel_id="1572398367386955776", remix=False)
    client = client_on(gateway, replace(profile(), account_filter=wanted))
    for send in (
        client.submit(ImagineRequest(prompt="x"), images=(), state=STATE),
        client.answer(ModalAnswer(modal_remote_id="1", prompt="x"), state=STATE),
    ):
        await send
        assert gateway.body()["accountFilter"] == {
            "channelId": "1572398367386955776",
            "remix": False,
            "remixAutoConsidered": True,
        }
    await client.aclose()


async def test_the_relay_s_name_of_the_request_stays_with_the_receipt() -> None:
    headers = {"X-Oneapi-Request-Id": "2026112015-abc"}
    client = client_on(Script().on("POST", "/mj/submit/imagine", json=TAKEN, headers=headers))
    receipt = await client.submit(ImagineRequest(prompt="x"), images=(), state=STATE)
    assert receipt.request_id == "2026112015-abc"
    await client.aclose()


async def test_an_answer_of_pictures_alone_is_a_finished_task() -> None:
    answer = {"created": 1589478378, "data": [{"url": LINK}, {"url": "https://b.example/2.png"}]}
    client = client_on(Script().on("POST", "/mj/submit/action", json=answer))
    request = ActionRequest(parent="p", parent_remote_id="1", action=read_action("MJ::JOB::reroll::0::h"))
    receipt = await client.submit(request, images=(), state=STATE)
    assert (receipt.kind, receipt.remote_ids) == (ReceiptKind.ACCEPTED, ())
    assert receipt.urls == (LINK, "https://b.example/2.png")
    await client.aclose()


async def test_a_seed_that_is_still_looked_up() -> None:
    waiting = {"code": 22, "description": "Seed retrieval in progress"}
    path = "/mj/task/17/image-seed"
    client = client_on(Script().on("GET", path, 202, json=waiting, headers={"Retry-After": "5"}))
    with pytest.raises(Busy) as caught:
        await client.seed("17")
    assert caught.value.retry_after == 5
    await client.aclose()


async def test_a_vendor_that_wants_bare_base64_gets_it() -> None:
    gateway = (
        Script().on("POST", "/mj/submit/imagine", json=TAKEN).on("POST", "/mj/submit/describe", json=TAKEN)
    )
    client = client_on(gateway, replace(profile(), sends_bare_base64=True))
    here = PictureRef(digest="a" * 64)
    wish = ImagineRequest(prompt="data:image/ is no picture", pictures=(here,))
    await client.submit(wish, images=[PNG], state=STATE)
    assert gateway.body()["base64Array"] == [b64encode(PNG.data).decode()]
    assert gateway.body()["prompt"] == "data:image/ is no picture"
    await client.submit(DescribeRequest(picture=here), images=[PNG], state=STATE)
    assert gateway.body()["base64"] == b64encode(PNG.data).decode()
    await client.aclose()
