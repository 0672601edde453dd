"""Trouble to order, seen from a client over real HTTP."""

from __future__ import annotations

import asyncio
import io
import json
from typing import TYPE_CHECKING

import httpx2
import pytest
from PIL import Image

from mjdesk.studio.config import Family
from mjdesk.studio.faults import Trouble
from tests.studio.support import ManualClock, config, settle

if TYPE_CHECKING:
    from tests.studio.conftest import Serve

LIST = "/mj/task/list-by-condition"


async def test_whole_answers_that_go_wrong_and_then_right(serve: Serve):
    visitor = await serve()
    for name, status, kind in (
        ("bad-gateway", 502, "text/html"),
        ("rate-limit", 429, "application/json"),
        ("rate-limit-bare", 429, ""),
        ("html", 200, "text/html"),
    ):
        visitor.server.trouble = Trouble.parse(f"{name}:1x")
        answer = await visitor.http.post(LIST, json={"ids": []})
        assert answer.status_code == status, name
        assert answer.headers.get("content-type", "").startswith(kind)
        assert answer.headers.get("retry-after") == ("2" if name == "rate-limit" else None)
        assert (await visitor.http.post(LIST, json={"ids": []})).json() == []


async def test_reset(serve: Serve):
    visitor = await serve(config(trouble=Trouble.parse("reset:1x")))
    with pytest.raises((httpx2.ReadError, httpx2.RemoteProtocolError)):
        await visitor.http.post(LIST, json={"ids": []})
    assert (await visitor.http.post(LIST, json={"ids": []})).json() == []
    assert [entry.status for entry in visitor.server.log] == [None, 200]


async def test_a_client_that_hangs_up_in_the_midst_of_a_request_is_no_fault(
    serve: Serve, caplog: pytest.LogCaptureFixture
):
    visitor = await serve()
    port = int(visitor.server.url.rpartition(":")[2])
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    head = "POST /mj/submit/imagine HTTP/1.1\r\nHost: studio\r\nContent-Length: 500\r\n\r\n"
    writer.write(f'{head}{{"prompt": "la'.encode())
    await writer.drain()
    for _ in range(10_000):  # turns of the loop, until the studio has heard of it
        if visitor.server.log and visitor.server.log[-1].body:
            break
        await asyncio.sleep(0)
    writer.close()
    await writer.wait_closed()
    await visitor.http.post(LIST, json={"ids": []})
    assert visitor.server.submissions == []
    assert caplog.records == []


async def test_lost_answer_leaves_a_job_behind(serve: Serve):
    visitor = await serve(config(trouble=Trouble.parse("lost-answer:1x")))
    with pytest.raises((httpx2.ReadError, httpx2.RemoteProtocolError)):
        await visitor.submit("imagine", prompt="lake", state="wish-1")
    (submission,) = visitor.server.submissions
    assert submission.state == "wish-1"
    listed = (await visitor.http.get("/mj/task/list")).json()
    assert [row["state"] for row in listed] == ["wish-1"]


async def test_slow_waits_on_the_clock(serve: Serve):
    clock = ManualClock()
    visitor = await serve(config(trouble=Trouble.parse("slow")), clock=clock)
    asking = asyncio.ensure_future(visitor.http.post(LIST, json={"ids": []}))
    await clock.somebody_sleeps()
    await clock.advance(2)
    assert not asking.done()
    await clock.advance(2)
    assert (await asking).json() == []


async def test_cut_json(serve: Serve):
    visitor = await serve(config(trouble=Trouble.parse("cut-json")))
    answer = await visitor.http.post("/mj/submit/imagine", json={"prompt": "lake"})
    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        answer.json()


async def test_wrong_types(serve: Serve):
    visitor = await serve(config(trouble=Trouble.parse("wrong-types")))
    answer = await visitor.submit("imagine", prompt="lake")
    assert isinstance(answer["result"], int)
    task = await visitor.done(str(answer["result"]))
    assert (task["status"], task["progress"]) == ("success", 100)
    assert isinstance(task["submitTime"], str)
    assert json.loads(task["buttons"])[0]["label"] == "U1"
    assert json.loads(task["properties"])["finalPrompt"] == "lake --v 7.0"
    listed = (await visitor.http.post(LIST, json={"ids": [task["id"]]})).json()
    assert listed[0]["unexpected"]


async def test_vanish(serve: Serve):
    visitor = await serve(config(trouble=Trouble.parse("vanish")))
    task_id = (await visitor.submit("imagine", prompt="lake"))["result"]
    answer = await visitor.http.get(f"/mj/task/{task_id}/fetch")
    assert (answer.status_code, answer.content) == (200, b"")
    assert (await visitor.http.post(LIST, json={"ids": [task_id]})).json() == []


async def test_stale_and_duplicate_rows(serve: Serve):
    visitor = await serve()
    task = await visitor.made("imagine", prompt="lake")
    visitor.server.trouble = Trouble.parse("stale:1x")
    assert (await visitor.task(task["id"]))["status"] == "IN_PROGRESS"
    assert (await visitor.task(task["id"]))["status"] == "SUCCESS"
    visitor.server.trouble = Trouble.parse("duplicate")
    rows = (await visitor.http.post(LIST, json={"ids": [task["id"]]})).json()
    assert [row["status"] for row in rows] == ["SUCCESS", "IN_PROGRESS"]


async def test_fail(serve: Serve):
    visitor = await serve(config(trouble=Trouble.parse("fail:1x")))
    assert (await visitor.made("imagine", prompt="lake"))["status"] == "FAILURE"
    assert (await visitor.made("imagine", prompt="lake"))["status"] == "SUCCESS"


async def test_pictures_that_go_wrong(serve: Serve):
    for family in (Family.PROXY_PLUS, Family.NEW_API):
        visitor = await serve(config(family))
        task = await visitor.made("imagine", prompt="lake")
        url = task["imageUrl"]
        whole = (await visitor.http.get(url)).content
        for name, status in (("expired", 403), ("gone", 404)):
            visitor.server.trouble = Trouble.parse(name)
            assert (await visitor.http.get(url)).status_code == status
            assert (await visitor.task(task["id"]))["status"] == "SUCCESS"
        visitor.server.trouble = Trouble.parse("cut-picture")
        assert (await visitor.http.get(url)).content == whole[: len(whole) // 2]
        visitor.server.trouble = Trouble.parse("not-a-picture")
        answer = await visitor.http.get(url)
        assert (answer.headers["content-type"], answer.text[:9]) == ("image/png", "<!doctype")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
async def test_a_picture_of_200_megapixels(serve: Serve):
    visitor = await serve()
    task = await visitor.made("imagine", prompt="lake")
    visitor.server.trouble = Trouble.parse("huge-picture")
    data = (await visitor.http.get(task["imageUrl"])).content
    assert len(data) < 200_000
    assert data[16:24] == (20_000).to_bytes(4) + (10_000).to_bytes(4)
    with pytest.raises(Image.DecompressionBombError):
        Image.open(io.BytesIO(data))
    await settle()
