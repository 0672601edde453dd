"""The listening studio: browsers, pictures while they grow, queue codes, restarts, money, its own thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2
import pytest

from mjdesk.studio.config import Family
from mjdesk.studio.course import LADDER
from mjdesk.studio.server import StudioServer, StudioThread
from tests.studio.support import SECRET, FakePainter, ManualClock, config, data_url

if TYPE_CHECKING:
    from pathlib import Path

    from tests.studio.conftest import Serve


async def test_a_browser_may_call(serve: Serve):
    visitor = await serve(config(secret=SECRET))
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "mj-api-secret, content-type",
        "Access-Control-Request-Private-Network": "true",
    }
    answer = await visitor.http.options("/mj/submit/imagine", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-private-network"] == "true"
    assert "mj-api-secret" in answer.headers["access-control-allow-headers"]
    refused = await visitor.http.post(
        "/mj/submit/imagine", json={}, headers={"Origin": "https://example.org"}
    )
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, "*")


async def test_partial_pictures_change_on_the_way(serve: Serve):
    clock = ManualClock()
    visitor = await serve(config(pace=1.0), clock=clock)
    task_id = (await visitor.submit("imagine", prompt="lake"))["result"]
    urls: list[str] = []
    for _ in range(20):
        await clock.advance(0.5)
        url = (await visitor.task(task_id))["imageUrl"]
        if url and url not in urls:
            urls.append(url)
            assert (await visitor.http.get(url)).status_code == 200
    names = [url.partition("?")[0].rpartition("/")[2] for url in urls]
    assert names[:7] == [f"grid_0_p{percent}.webp" for percent in LADDER]
    assert names[7:] == [name for name in names if name.endswith("_o0.png")]
    assert (await visitor.http.get(urls[0])).headers["content-type"] == "image/webp"
    progress = [call[1] for call in visitor.painter.calls if call[0] == "preview"]
    assert progress[:3] == [0.07, 0.15, 0.31]


async def test_queue_codes(serve: Serve):
    visitor = await serve(config(slots=1, queue=1))
    first = await visitor.submit("imagine", prompt="lake fail:stuck")
    second = await visitor.submit("imagine", prompt="lake")
    third = await visitor.submit("imagine", prompt="lake")
    assert [answer["code"] for answer in (first, second, third)] == [1, 22, 23]
    assert second["properties"]["numberOfQueues"] == 1
    assert third["result"] is None
    queue = (await visitor.http.get("/mj/task/queue")).json()
    assert [task["id"] for task in queue] == [first["result"], second["result"]]
    rich = await serve(config(Family.TRUEAI, slots=1, queue=0))
    await rich.submit("imagine", prompt="lake fail:stuck")
    full = await rich.submit("imagine", prompt="lake")
    assert (full["code"], full["description"]) == (9, "提交失败，队列已满，请稍后重试")


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("fail:busy", 3),
        ("fail:queue", 23),
        ("fail:saturated", 23),
        ("fail:banned", 24),
        ("fail:system", 9),
        ("so much Gore", 24),
    ],
)
async def test_refusals_on_request(serve: Serve, prompt: str, code: int):
    visitor = await serve()
    answer = await visitor.submit("imagine", prompt=f"a lake {prompt}")
    assert (answer["code"], answer["result"]) == (code, None)
    if code == 24:
        assert answer["properties"]["promptEn"] == f"a lake {prompt}"
        assert answer["properties"]["bannedWord"] in prompt
    assert not visitor.server.submissions


async def test_cancel_is_for_administrators_on_t(serve: Serve):
    visitor = await serve(config(Family.TRUEAI, admin=False))
    task_id = (await visitor.submit("imagine", prompt="fail:stuck"))["result"]
    assert (await visitor.http.post(f"/mj/task/{task_id}/cancel")).status_code == 400
    visitor = await serve(config(Family.TRUEAI))
    task_id = (await visitor.submit("imagine", prompt="fail:stuck"))["result"]
    answer = await visitor.http.post(f"/mj/task/{task_id}/cancel")
    assert (answer.status_code, answer.content) == (200, b"")
    task = await visitor.task(task_id)
    assert (task["status"], task["failReason"]) == ("FAILURE", "取消任务")


async def test_everything_is_there_after_a_restart(tmp_path: Path, serve: Serve):
    first = await serve(config(data=tmp_path))
    grid = await first.made("imagine", prompt="lake")
    picture = (await first.http.get(grid["imageUrl"])).content
    stuck = (await first.submit("imagine", prompt="fail:stuck"))["result"]
    await first.server.__aexit__(None, None, None)

    second = await serve(config(data=tmp_path))
    task = await second.task(grid["id"])
    assert task["imageUrl"].startswith(second.server.url)
    assert (await second.http.get(task["imageUrl"])).content == picture
    assert (await second.pressed(task, "U2"))["status"] == "SUCCESS"
    assert (await second.task(stuck))["status"] in ("SUBMITTED", "IN_PROGRESS")
    listed = (await second.http.get("/mj/task/list")).json()
    assert {row["id"] for row in listed} >= {grid["id"], stuck}
    page = (await second.http.post("/mj/task-admin/query", json={"pageNumber": 1, "pageSize": 1})).json()
    assert [row["id"] for row in page["list"]] == [stuck]


async def test_old_pictures_are_removed_at_the_start(tmp_path: Path, serve: Serve):
    first = await serve(config(data=tmp_path))
    grid = await first.made("imagine", prompt="lake")
    await first.server.__aexit__(None, None, None)
    second = await serve(config(data=tmp_path), clock=ManualClock(start=4_000_000_000.0))
    task = await second.task(grid["id"])
    assert task["status"] == "SUCCESS"
    assert (await second.http.get(task["imageUrl"])).status_code == 404
    child = await second.pressed(task, "U1")
    assert (child["status"], child["failReason"][:13]) == ("FAILURE", "Invalid image")


async def test_addresses_expire_and_cannot_be_altered(serve: Serve):
    clock = ManualClock()
    visitor = await serve(config(picture_life=60.0), clock=clock)
    task = await visitor.made("imagine", prompt="lake")
    url = task["imageUrl"]
    assert (await visitor.http.get(url)).status_code == 200
    assert (await visitor.http.head(url)).status_code == 200
    assert (await visitor.http.get(url.replace("&hm=", "&hm=0"))).status_code == 403
    assert (await visitor.http.get(url.partition("?")[0])).status_code == 403
    assert (await visitor.task(task["id"]))["imageUrl"] == url
    await clock.advance(200)
    assert (await visitor.http.get(url)).status_code == 403
    fresh = (await visitor.task(task["id"]))["imageUrl"]
    assert (await visitor.http.get(fresh)).status_code == 200


async def test_money(serve: Serve):
    visitor = await serve(config(Family.NEW_API, balance=0.25))

    async def left() -> float:
        limit = (await visitor.http.get("/v1/dashboard/billing/subscription")).json()["hard_limit_usd"]
        used = (await visitor.http.get("/v1/dashboard/billing/usage")).json()["total_usage"]
        return round(limit - used / 100, 4)

    assert await left() == 0.25
    grid = await visitor.made("imagine", prompt="lake")
    assert await left() == 0.15
    await visitor.made("imagine", prompt="fail:error")
    assert await left() == 0.15
    await visitor.pressed(grid, "U1")
    assert await left() == 0.1
    await visitor.made("imagine", prompt="lake")
    answer = await visitor.http.post("/mj/submit/imagine", json={"prompt": "lake"})
    assert answer.status_code == 403
    assert "quota_not_enough" in answer.json()["error"]["message"]
    token = (await visitor.http.get("/api/usage/token/")).json()
    assert token["code"] is True
    assert token["data"]["total_available"] == 0
    assert (await visitor.http.get("/api/status")).json()["data"]["quota_per_unit"] == 500_000


async def test_too_large_a_body(serve: Serve):
    visitor = await serve()
    answer = await visitor.http.post("/mj/submit/imagine", content=b" " * 30_000_001)
    assert (answer.status_code, "413" in answer.text) == (413, True)


async def test_the_log_shows_what_came_in(serve: Serve):
    visitor = await serve()
    await visitor.submit("imagine", prompt="lake")
    entry = visitor.server.log[-1]
    assert (entry.method, entry.path, entry.status) == ("POST", "/mj/submit/imagine", 200)
    assert b'"lake"' in entry.body


async def test_swap_needs_both_pictures(serve: Serve):
    visitor = await serve()
    answer = await visitor.http.post("/mj/insight-face/swap", json={"sourceBase64": data_url()})
    assert answer.json()["code"] == 4


async def test_a_port_that_is_taken(serve: Serve):
    visitor = await serve()
    port = int(visitor.server.url.rpartition(":")[2])
    with pytest.raises(OSError, match=r"in use|nly one usage"):
        await StudioServer(config(port=port), painter=FakePainter()).__aenter__()


def test_a_studio_for_synchronous_code():
    with StudioThread(config(), painter=FakePainter()) as studio:
        with httpx2.Client(base_url=studio.url, trust_env=False, verify=False) as client:
            answer = client.post("/mj/submit/imagine", json={"prompt": "lake"}).json()
        assert [entry.task_id for entry in studio.submissions] == [answer["result"]]
    with (
        pytest.raises(httpx2.ConnectError),
        httpx2.Client(base_url=studio.url, trust_env=False, verify=False) as client,
    ):
        client.get("/")
