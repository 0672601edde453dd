"""What tells the four families apart: keys, missing endpoints, unknown tasks, rewritten codes, rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mjdesk.studio.config import Family
from tests.studio.support import SECRET, ManualClock, button, config, data_url

if TYPE_CHECKING:
    import httpx2

    from tests.studio.conftest import Serve

G, N, P, T = Family.NEW_API, Family.PROXY, Family.PROXY_PLUS, Family.TRUEAI
LIST = "/mj/task/list-by-condition"


@pytest.mark.parametrize(
    ("family", "headers", "status"),
    [
        (N, {"mj-api-secret": SECRET}, 200),
        (N, {"authorization": f"Bearer {SECRET}"}, 401),
        (N, {"mj-api-secret": "wrong"}, 401),
        (N, {}, 401),
        (P, {"mj-api-secret": SECRET, "authorization": "Bearer other"}, 200),
        (P, {}, 401),
        (T, {"mj-api-secret": SECRET}, 200),
        (T, {"authorization": SECRET}, 200),
        (T, {"authorization": f"Bearer {SECRET}", "mj-api-secret": SECRET}, 401),
        (T, {}, 401),
        (G, {"authorization": f"Bearer {SECRET}"}, 200),
        (G, {"authorization": f"Bearer sk-{SECRET}"}, 200),
        (G, {"authorization": SECRET}, 200),
        (G, {"authorization": f"Bearer sk-{SECRET}-12"}, 200),
        (G, {"authorization": "midjourney-proxy", "mj-api-secret": SECRET}, 200),
        (G, {"mj-api-secret": SECRET}, 200),
        (G, {"authorization": "Bearer wrong", "mj-api-secret": SECRET}, 401),
        (G, {}, 401),
    ],
)
async def test_keys(serve: Serve, family: Family, headers: dict[str, str], status: int):
    visitor = await serve(config(family, secret=SECRET))
    answer = await visitor.http.post(LIST, json={"ids": []}, headers=headers)
    assert answer.status_code == status
    if status == 200:
        assert answer.json() == []


async def test_refusal_of_a_key_has_the_family_s_shape(serve: Serve):
    bodies: dict[Family, httpx2.Response] = {}
    for family in Family:
        visitor = await serve(config(family, secret=SECRET))
        bodies[family] = await visitor.http.post(LIST, json={"ids": []})
    assert bodies[N].content == bodies[P].content == b""
    assert bodies[T].text == "Authorization header missing."
    assert bodies[G].json()["error"]["type"] == "new_api_error"
    assert bodies[G].headers["x-oneapi-request-id"]
    assert SECRET not in "".join(body.text for body in bodies.values())


@pytest.mark.parametrize(
    ("family", "there", "not_there"),
    [
        (
            N,
            "imagine blend describe change simple-change",
            "action modal shorten edits video retexture upload-discord-images show",
        ),
        (
            P,
            "imagine blend describe shorten action modal change simple-change upload-discord-images",
            "edits edit video retexture show",
        ),
        (
            T,
            "imagine blend describe shorten action modal upload-discord-images edits edit retexture video",
            "change simple-change show",
        ),
        (
            G,
            "imagine blend describe shorten action modal change simple-change upload-discord-images"
            " edits video",
            "retexture edit show",
        ),
    ],
)
async def test_submits_of_a_family(serve: Serve, family: Family, there: str, not_there: str):
    visitor = await serve(config(family))
    for name in there.split():
        answer = await visitor.http.post(f"/mj/submit/{name}", json={})
        kind = answer.headers.get("content-type", "")
        assert kind.startswith("application/json"), (name, answer.text)
        assert "code" in answer.json() or "error" in answer.json()
    for name in not_there.split():
        answer = await visitor.http.post(f"/mj/submit/{name}", json={})
        if family is G:
            assert (answer.status_code, answer.text[:9]) == (200, "<!doctype")
        elif family is T:
            assert (answer.status_code, answer.content) == (404, b"")
        else:
            assert answer.status_code == 404
            assert set(answer.json()) == {"timestamp", "status", "error", "path"}


@pytest.mark.parametrize(
    ("method", "path", "families"),
    [
        ("GET", "/mj/task/list", {N, P, T}),
        ("GET", "/mj/task/queue", {N, P}),
        ("POST", "/mj/task/list-by-ids", {P, T}),
        ("POST", "/mj/task-admin/query", {P}),
        ("GET", "/mj/home", {T}),
        ("GET", "/mj/task/1/image-seed", {P, T, G}),
        ("POST", "/mj/task/1/cancel", {P, T}),
        ("POST", "/mj/insight-face/swap", {P, T, G}),
        ("GET", "/mj/image/1700000000000000", {G}),
        ("GET", "/v1/dashboard/billing/subscription", {G}),
        ("GET", "/api/usage/token/", {G}),
    ],
)
async def test_other_endpoints(serve: Serve, method: str, path: str, families: set[Family]):
    for family in Family:
        visitor = await serve(config(family))
        answer = await visitor.http.request(method, path, json={} if method == "POST" else None)
        html = "text/html" in answer.headers.get("content-type", "")
        spring = "timestamp" in answer.text
        empty = answer.status_code == 404 and not answer.content
        assert (not (html or spring or empty)) == (family in families), (family, answer.text)


async def test_unknown_task(serve: Serve):
    found: dict[Family, httpx2.Response] = {}
    for family in Family:
        visitor = await serve(config(family))
        found[family] = await visitor.http.get("/mj/task/1700000000000000/fetch")
        assert (await visitor.http.post(LIST, json={"ids": ["1700000000000000"]})).json() == []
    assert (found[N].status_code, found[N].content) == (200, b"")
    assert (found[T].status_code, found[T].content) == (204, b"")
    assert found[G].status_code == 400
    assert found[G].json() == {"description": "task_no_found ", "type": "upstream_error", "code": 4}


async def test_paths_outside(serve: Serve):
    visitor = await serve(config(N))
    answer = await visitor.http.post("/submit/imagine", json={})
    assert (answer.status_code, "Tomcat" in answer.text or "HTTP Status 404" in answer.text) == (404, True)
    visitor = await serve(config(G))
    answer = await visitor.http.post("/v1/images", json={})
    assert (answer.status_code, answer.json()["error"]["message"]) == (404, "Invalid URL (POST /v1/images)")


@pytest.mark.parametrize("family", [G, T])
async def test_mode_prefixes(serve: Serve, family: Family):
    visitor = await serve(config(family))
    for prefix, mode in (("/mj-relax", "relax"), ("/mj-turbo", "turbo")):
        answer = await visitor.http.post(f"{prefix}/mj/submit/imagine", json={"prompt": "lake --fast"})
        job = await visitor.server.jobs.finished(answer.json()["result"])
        assert job.speed.value == mode
        assert (await visitor.http.get(f"{prefix}/mj/task/{job.id}/fetch")).json()["status"] == "SUCCESS"
    fields = {"prompt": "lake", "accountFilter": {"modes": ["RELAX"]}}
    task = await visitor.made("imagine", **fields)
    job = visitor.server.jobs.get(task["id"])
    assert job
    assert job.speed.value == "relax"


async def test_mode_prefixes_are_not_everywhere(serve: Serve):
    visitor = await serve(config(P))
    answer = await visitor.http.post("/mj-fast/mj/submit/imagine", json={"prompt": "lake"})
    assert answer.status_code == 404


async def test_rows_of_the_original_have_no_buttons(serve: Serve):
    visitor = await serve(config(N))
    task = await visitor.made("imagine", prompt="lake")
    assert "buttons" not in task
    assert task["properties"]["messageHash"]
    changed = await visitor.submit("change", taskId=task["id"], action="UPSCALE", index=2)
    assert changed["code"] == 1
    single = await visitor.done(changed["result"])
    assert single["action"] == "UPSCALE"
    again = await visitor.submit("change", taskId=task["id"], action="UPSCALE", index=2)
    assert (again["code"], again["result"]) == (21, single["id"])
    assert again["properties"] == {
        "discordInstanceId": again["properties"]["discordInstanceId"],
        "discordChannelId": again["properties"]["discordChannelId"],
        "status": "SUCCESS",
        "imageUrl": single["imageUrl"],
    }
    for content, action in ((f"{task['id']} V1", "VARIATION"), (f"{task['id']} R", "REROLL")):
        assert (await visitor.made("simple-change", content=content))["action"] == action
    for content in ("", task["id"], f"{task['id']} U5", f"{task['id']} X", f"{task['id']} U1 more"):
        assert (await visitor.submit("simple-change", content=content))["code"] == 4
    refused = await visitor.submit("change", taskId=single["id"], action="VARIATION", index=1)
    assert (refused["code"], refused["description"]) == (4, "关联任务不允许执行变化")


async def test_the_relay_hides_codes(serve: Serve):
    visitor = await serve(config(G, slots=1), clock=ManualClock())
    # pace 0 never waits on the clock, so the first job must be one that stays
    await visitor.submit("imagine", prompt="lake fail:stuck")
    queued = await visitor.submit("imagine", prompt="lake")
    assert (queued["code"], queued["properties"]["numberOfQueues"]) == (1, 1)
    visitor = await serve(config(G, remix=True))
    grid = await visitor.made("imagine", prompt="lake")
    window = await visitor.press(grid, "V1")
    assert (window["code"], window["description"]) == (1, "Waiting for window confirm")
    single = await visitor.pressed(grid, "U1")
    assert (await visitor.press(single, "Custom Zoom"))["code"] == 21
    assert (await visitor.press(single, "Vary (Region)"))["code"] == 21


async def test_the_relay_s_own_errors(serve: Serve):
    visitor = await serve(config(G))
    answer = await visitor.http.post("/mj/submit/imagine", json={"prompt": " "})
    assert answer.status_code == 400
    assert answer.json() == {"description": "prompt_is_required ", "type": "upstream_error", "code": 4}
    grid = await visitor.made("imagine", prompt="lake")
    answer = await visitor.http.post("/mj/submit/change", json={"taskId": grid["id"], "action": "REROLL"})
    assert answer.json()["description"] == "index_is_required "
    assert (await visitor.made("change", taskId=grid["id"], action="REROLL", index=1))["action"] == "REROLL"


async def test_a_saturated_relay(serve: Serve):
    visitor = await serve(config(G))
    answer = await visitor.http.post("/mj/submit/imagine", json={"prompt": "lake fail:saturated"})
    assert (answer.status_code, answer.json()["code"]) == (429, 30)


async def test_the_unpatched_relay_knows_few_verbs(serve: Serve):
    visitor = await serve(config(G, stock=True))
    task = await visitor.made("describe", base64=data_url())
    answer = await visitor.http.post(
        "/mj/submit/action",
        json={"taskId": task["id"], "customId": button(task, "PicReader::1")["customId"]},
    )
    assert answer.status_code == 400
    assert "unknown_action:MJ::Job::PicReader::1" in answer.json()["error"]["message"]
    grid = await visitor.made("imagine", prompt="lake")
    assert (await visitor.pressed(grid, "U1"))["status"] == "SUCCESS"
    broken = await visitor.http.post("/mj/submit/simple-change", json={"content": f"{grid['id']} U1"})
    assert (broken.status_code, "unknown_action" in broken.text) == (400, True)
    assert "text/html" in (await visitor.http.post("/mj/submit/video", json={})).headers["content-type"]


async def test_rows_of_the_relay(serve: Serve):
    visitor = await serve(config(G))
    task = await visitor.made("imagine", prompt="lake fail:error")
    assert (task["status"], task["progress"]) == ("FAILURE", "100%")
    assert task["imageUrl"] == ""
    done = await visitor.made("imagine", prompt="lake")
    assert set(done["properties"]) == {"finalPrompt", "finalZhPrompt"}
    assert done["imageUrl"] == f"{visitor.server.url}/mj/image/{done['id']}"
    assert (await visitor.picture(done)).size == (64, 64)


async def test_the_relay_s_copies_grow_old(serve: Serve):
    clock = ManualClock()
    visitor = await serve(config(G, row_age=15.0, pace=1.0), clock=clock)
    task_id = (await visitor.submit("imagine", prompt="lake", state="s"))["result"]
    early = await visitor.task(task_id)
    assert (early["status"], early["properties"], early["buttons"]) == ("", None, None)
    assert (early["startTime"], early["finishTime"]) == (0, 0)
    await clock.advance(9)
    assert (await visitor.server.jobs.finished(task_id)).status.value == "SUCCESS"
    assert (await visitor.task(task_id))["status"] == ""
    await clock.advance(7)
    assert (await visitor.task(task_id))["status"] == "SUCCESS"


async def test_the_relay_keeps_two_rows_of_an_answered_window(serve: Serve):
    clock = ManualClock()
    visitor = await serve(config(G, row_age=15.0), clock=clock)
    grid = (await visitor.submit("imagine", prompt="lake"))["result"]
    await visitor.server.jobs.finished(grid)
    await clock.advance(16)
    single = (await visitor.press(await visitor.task(grid), "U1"))["result"]
    await visitor.server.jobs.finished(single)
    await clock.advance(16)
    window = (await visitor.press(await visitor.task(single), "Custom Zoom"))["result"]
    await visitor.submit("modal", taskId=window, prompt="lake fail:stuck --zoom 1.5")
    rows = (await visitor.http.post(LIST, json={"ids": [window]})).json()
    assert [row["id"] for row in rows] == [window, window]
    assert [row["status"] for row in rows] == ["MODAL", "IN_PROGRESS"]
    assert rows[1]["action"] == "MODAL"


async def test_rich_rows(serve: Serve):
    visitor = await serve(config(T, singles=True))
    grid = await visitor.made("imagine", prompt="lake --seed 5")
    assert (grid["seed"], grid["imageWidth"], grid["version"]) == ("5", 64, "7")
    assert len(grid["imageUrls"]) == 4
    single = await visitor.pressed(grid, "U3")
    assert single["parentId"] == grid["id"]
    answer = await visitor.http.get(grid["imageUrls"][2]["url"])
    assert answer.headers["content-type"] == "image/png"
    assert answer.content == (await visitor.http.get(single["imageUrl"])).content
    listed = (await visitor.http.post("/mj/task/list-by-ids", json={"ids": [grid["id"]]})).json()
    assert listed[0]["displays"]["status"] == "SUCCESS"
    home = (await visitor.http.get("/mj/home")).json()
    assert home["data"]["version"].startswith("v11")


async def test_seed_is_told(serve: Serve):
    visitor = await serve(config(P))
    task = await visitor.made("imagine", prompt="lake --seed 77")
    answer = await visitor.http.get(f"/mj/task/{task['id']}/image-seed")
    assert answer.json()["result"] == "77"
    other = await visitor.made("imagine", prompt="lake")
    derived = (await visitor.http.get(f"/mj/task/{other['id']}/image-seed")).json()["result"]
    single = await visitor.pressed(other, "U1")
    assert (await visitor.http.get(f"/mj/task/{single['id']}/image-seed")).json()["result"] == derived
    assert (await visitor.http.get("/mj/task/1700000000000000/image-seed")).json()["code"] == 3


async def test_actions_are_refused_with_reasons(serve: Serve):
    visitor = await serve(config(P))
    grid = await visitor.made("imagine", prompt="lake")
    stuck = (await visitor.submit("imagine", prompt="fail:stuck"))["result"]
    good = button(grid, "U1")["customId"]
    for task_id, custom_id, code, words in (
        (grid["id"], "", 4, "taskId或customId不能为空"),
        ("", good, 4, "taskId或customId不能为空"),
        ("1700000000000000", good, 3, "关联任务不存在或已失效"),
        (stuck, good, 4, "关联任务状态错误"),
        (grid["id"], "MJ::JOB::no_such::1::x", 4, "未知的 Action 类型"),
        (grid["id"], "MJ::BOOKMARK::x", 4, "未知的 Action 类型"),
        (grid["id"], "MJ::JOB::upsample::1::other-hash", 4, "关联按钮不存在或已失效"),
        (grid["id"], good.replace("::1::", "::9::"), 4, "未知的 Action 类型"),
    ):
        answer = await visitor.submit("action", taskId=task_id, customId=custom_id)
        assert (answer["code"], answer["description"]) == (code, words), custom_id
        assert answer["result"] is None
    rich = await serve(config(T))
    missing = await rich.http.post("/mj/submit/action", json={"taskId": "1700000000000000", "customId": good})
    assert (missing.status_code, missing.json()["code"]) == (404, 3)


async def test_malformed_bodies(serve: Serve):
    for family in Family:
        visitor = await serve(config(family))
        for content in (b'{"prompt": ', b"[1]", b'"text"', b"\xff\xfe"):
            answer = await visitor.http.post("/mj/submit/imagine", content=content)
            assert answer.status_code in (200, 400)
            body = answer.json()
            assert body.get("code") in (4, -1) or body.get("status") == 400
        odd = await visitor.http.post("/mj/submit/imagine", json={"prompt": {"a": 1}, "base64Array": 7})
        assert odd.json()["code"] == 4
        assert not visitor.server.submissions


async def test_pictures_that_are_none(serve: Serve):
    visitor = await serve(config(P))
    for text in (
        "",
        "aGVsbG8=",
        "data:image/png;base64,@@",
        "data:text/plain;base64,aGVsbG8=",
        "http://x/y.png",
    ):
        answer = await visitor.submit("describe", base64=text)
        assert answer["code"] == 4, text
    bare = data_url().partition(",")[2]
    assert (await visitor.submit("describe", base64=bare))["code"] == 4
    assert (await (await serve(config(T))).submit("describe", base64=bare))["code"] == 1
