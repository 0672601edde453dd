from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx2
import pytest

from mjdesk.api.client import gateway_factory
from mjdesk.domain.action import change_actions, read_action
from mjdesk.domain.errors import (
    Busy,
    NoAccount,
    NotAllowed,
    NotOffered,
    OutcomeUnknown,
    TaskVanished,
    WishInvalid,
)
from mjdesk.domain.picture import PictureRef
from mjdesk.domain.request import (
    ActionRequest,
    BlendRequest,
    DescribeRequest,
    EditRequest,
    ImagineRequest,
    ModalAnswer,
    ReceiptKind,
    ShortenRequest,
    Speed,
    SwapFaceRequest,
    VideoRequest,
)
from mjdesk.domain.task import TaskState
from tests.api.support import JPEG, KEY, PNG, STATE, Replay, Script, client_on, profile, recording

if TYPE_CHECKING:
    from mjdesk.domain.request import Request
    from mjdesk.services.ports import Gateway, GatewayFactory

HERE = PictureRef(digest="a" * 64)
TAKEN = {"code": 1, "description": "ok", "result": "17", "properties": None}
BUTTON = "MJ::JOB::upsample::1::x"


def test_the_factory_fits_its_port() -> None:
    factory: GatewayFactory = gateway_factory
    gateway: Gateway = factory(profile(), KEY)
    assert gateway.profile == profile()


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        (ImagineRequest(prompt="x"), "/mj/submit/imagine"),
        (BlendRequest(pictures=(HERE, HERE)), "/mj/submit/blend"),
        (DescribeRequest(picture=HERE), "/mj/submit/describe"),
        (ShortenRequest(prompt="x"), "/mj/submit/shorten"),
        (ActionRequest(parent="p", parent_remote_id="1", action=read_action(BUTTON)), "/mj/submit/action"),
        (ActionRequest(parent="p", parent_remote_id="1", action=change_actions()[0]), "/mj/submit/change"),
        (SwapFaceRequest(source=HERE, target=HERE), "/mj/insight-face/swap"),
        (EditRequest(prompt="x", picture=HERE), "/mj/submit/edits"),
        (EditRequest(prompt="x", picture=HERE, is_retexture=True), "/mj/submit/retexture"),
        (VideoRequest(prompt="x", picture=HERE), "/mj/submit/video"),
    ],
)
async def test_each_wish_goes_to_its_endpoint(request_: Request, path: str) -> None:
    gateway = Script().on("POST", path, json=TAKEN)
    client = client_on(gateway)
    images = [PNG, JPEG] if isinstance(request_, BlendRequest | SwapFaceRequest) else [PNG]
    if isinstance(request_, ImagineRequest | ShortenRequest | ActionRequest):
        images = []
    receipt = await client.submit(request_, images=images, state=STATE)
    assert receipt.remote_ids == ("17",)
    assert gateway.paths == [path]
    assert gateway.body()["state"] == STATE
    assert gateway.asked[0].headers["authorization"] == f"Bearer {KEY}"
    await client.aclose()


@pytest.mark.parametrize(
    ("wished", "of_profile", "suffix", "prefix"),
    [
        (Speed.DEFAULT, Speed.DEFAULT, "", ""),
        (Speed.RELAX, Speed.DEFAULT, "", "/mj-relax"),
        (Speed.DEFAULT, Speed.FAST, "-relay", "/mj-fast-relay"),
        (Speed.TURBO, Speed.RELAX, "", "/mj-turbo"),
    ],
)
async def test_speed_is_a_prefix_of_the_path(
    wished: Speed, of_profile: Speed, suffix: str, prefix: str
) -> None:
    gateway = Script().on("POST", f"{prefix}/mj/submit/imagine", json=TAKEN)
    client = client_on(gateway, profile("https://h.example/mj", speed=of_profile, suffix=suffix))
    await client.submit(ImagineRequest(prompt="x", speed=wished), images=(), state=STATE)
    await client.aclose()


async def test_a_film_is_never_turbo() -> None:
    gateway = Script().on("POST", "/mj-fast/mj/submit/video", json=TAKEN)
    client = client_on(gateway, profile(speed=Speed.TURBO))
    await client.submit(VideoRequest(prompt="x", picture=HERE), images=[PNG], state=STATE)
    await client.aclose()


async def test_an_unlawful_wish_is_never_sent() -> None:
    gateway = Script()
    client = client_on(gateway)
    with pytest.raises(WishInvalid):
        await client.submit(BlendRequest(pictures=(HERE,)), images=[PNG], state=STATE)
    assert gateway.asked == []


async def test_accepted_without_an_id_is_unknown() -> None:
    client = client_on(Script().on("POST", "/mj/submit/imagine", json={"code": 1, "description": "ok"}))
    with pytest.raises(OutcomeUnknown):
        await client.submit(ImagineRequest(prompt="x"), images=(), state=STATE)
    await client.aclose()


async def test_a_missing_prefix_does_not_blame_the_endpoint() -> None:
    client = client_on(Script())
    with pytest.raises(NotOffered) as caught:
        await client.submit(ImagineRequest(prompt="x", speed=Speed.FAST), images=(), state=STATE)
    assert caught.value.what == "/mj-fast/mj/submit/imagine"
    await client.aclose()


# Recorded walks


async def test_a_recorded_imagine_from_wish_to_picture() -> None:
    gateway = Replay("100-imagine")
    client = client_on(gateway, profile(can_list=False))
    receipt = await client.submit(
        ImagineRequest(prompt="a lighthouse at dusk --ar 3:2"), images=(), state=STATE
    )
    states: list[TaskState | None] = []
    while TaskState.SUCCEEDED not in states:
        (report,) = await client.reports(receipt.remote_ids)
        states.append(report.state)
    assert states[0] is TaskState.SUBMITTED
    assert TaskState.RUNNING in states
    await client.aclose()


async def test_a_recorded_vary_region_asks_and_takes_a_new_id() -> None:
    client = client_on(Replay("231-vary-region-modal"), profile(can_list=False))
    action = read_action("MJ::Inpaint::1::e9fcfe22-f862-4430-9494-4c7141794f04::SOLO")
    wish = ActionRequest(parent="p", parent_remote_id="1795177213657037", action=action)
    asked = await client.submit(wish, images=(), state=STATE)
    assert asked.kind is ReceiptKind.ASKS
    assert asked.final_prompt == "heath zinc number 7 --ar 3:2 --v 7.0"
    (waiting,) = await client.reports(asked.remote_ids)
    assert waiting.state is TaskState.NEEDS_ANSWER
    answer = ModalAnswer(modal_remote_id=asked.remote_ids[0], prompt="a red balloon", mask=b"mask")
    receipt = await client.answer(answer, state=STATE)
    assert receipt.remote_ids != asked.remote_ids
    await client.aclose()


async def test_a_recorded_queue_tells_the_place() -> None:
    answer = recording("612-never-starts")[0]["response"]["json"]
    client = client_on(Script().on("POST", "/mj/submit/imagine", json=answer))
    receipt = await client.submit(ImagineRequest(prompt="x"), images=(), state=STATE)
    assert (receipt.kind, receipt.queue_position) == (ReceiptKind.QUEUED, 5)
    assert json.loads(receipt.raw) == answer
    await client.aclose()


async def test_a_recorded_bulk_query() -> None:
    client = client_on(Replay("105-list-by-condition"))
    sent = recording("105-list-by-condition")[0]
    found = await client.reports(sent["request"]["json"]["ids"])
    assert [report.remote_id for report in found] == [task["id"] for task in sent["response"]["json"]]
    await client.aclose()


async def test_a_recorded_unknown_task_is_absent() -> None:
    client = client_on(Replay("030-unknown-task-fetch"), profile(can_list=False))
    assert await client.reports(["1234567890123456"]) == ()
    await client.aclose()


async def test_recorded_seeds() -> None:
    client = client_on(Replay("108-image-seed"))
    assert await client.seed("1795177138977674") == "3887335810"
    with pytest.raises(TaskVanished):
        await client.seed("1234567890123456")
    await client.aclose()
    early = client_on(Replay("236-action-on-unfinished"))
    with pytest.raises(Busy) as caught:
        await early.seed("1795177255924178")
    assert caught.value.retry_after is not None
    await early.aclose()


async def test_a_seed_under_result() -> None:
    client = client_on(Script().on("GET", "/mj/task/17/image-seed", json={"code": 1, "result": "636646138"}))
    assert await client.seed("17") == "636646138"
    await client.aclose()


async def test_a_recorded_list_finds_a_task_by_our_state() -> None:
    client = client_on(Replay("106-task-list"))
    found = await client.find_by_state("probe-state")
    assert found is not None
    assert found.remote_id == "1795177138977674"
    assert await client.find_by_state("other") is None
    assert await client.find_by_state("") is None
    assert await client.find_by_states(["other", "probe-state", ""]) == (found,)
    await client.aclose()
    assert await client_on(Script()).find_by_state("probe-state") is None


async def test_a_recorded_gateway_without_cancel_says_so() -> None:
    client = client_on(Replay("344-cancel"))
    with pytest.raises(NotOffered):
        await client.cancel("1795177305734029")
    await client.aclose()


async def test_cancel_is_content_with_an_empty_answer() -> None:
    client = client_on(Script().on("POST", "/mj/task/17/cancel"))
    await client.cancel("17")
    await client.aclose()


# Bulk and single


async def test_many_ids_travel_in_fifties_and_only_once() -> None:
    gateway = Script().on("POST", "/mj/task/list-by-condition", json=[])
    client = client_on(gateway)
    await client.reports([str(number) for number in range(120)] * 2)
    assert [len(gateway.body(index)["ids"]) for index in range(3)] == [50, 50, 20]
    assert len(gateway.asked) == 3
    await client.reports([])
    await client.reports(["", "..", " "])
    assert len(gateway.asked) == 3
    await client.aclose()


@pytest.mark.parametrize("refusal", [{"status": 404}, {"text": "<html></html>"}, {"status": 403}])
async def test_a_gateway_that_cannot_list_is_asked_one_by_one_from_then_on(
    refusal: dict[str, object],
) -> None:
    status = refusal.get("status", 200)
    assert isinstance(status, int)
    gateway = Script().on("POST", "/mj/task/list-by-condition", status, text=refusal.get("text", ""))
    gateway.on("GET", "/mj/task/1/fetch", json={"id": "1", "status": "SUBMITTED"})
    gateway.on("GET", "/mj/task/2/fetch", 204)
    gateway.on("GET", "/mj/task/3/fetch", 400, json={"code": 4, "description": "task_no_found "})
    client = client_on(gateway)
    for _ in range(2):
        assert [report.remote_id for report in await client.reports(["1", "2", "3"])] == ["1"]
    assert gateway.paths.count("/mj/task/list-by-condition") == 1
    await client.aclose()


async def test_one_page_of_html_does_not_end_listing_for_good() -> None:
    moment = [0.0]
    gateway = Script().on("GET", "/mj/task/1/fetch", json={"id": "1", "status": "SUBMITTED"})
    gateway.on("POST", "/mj/task/list-by-condition", text="<html></html>")
    client = client_on(gateway, now=lambda: moment[0])
    await client.reports(["1"])
    moment[0] = 59.0
    await client.reports(["1"])
    assert gateway.paths.count("/mj/task/list-by-condition") == 1
    assert client.can_list
    moment[0] = 60.0
    gateway.on("POST", "/mj/task/list-by-condition", json=[{"id": "1", "status": "SUBMITTED"}])
    before = gateway.paths.count("/mj/task/1/fetch")
    for _ in range(3):
        assert [report.remote_id for report in await client.reports(["1"])] == ["1"]
    assert gateway.paths.count("/mj/task/1/fetch") == before
    await client.aclose()


async def test_one_failing_fetch_fails_the_question() -> None:
    """Else the missing ones would look as if the gateway had forgotten them."""
    gateway = Script().on("GET", "/mj/task/1/fetch", json={"id": "1"}).on("GET", "/mj/task/2/fetch", 401)
    client = client_on(gateway, profile(can_list=False))
    with pytest.raises(NotAllowed):
        await client.reports(["1", "2"])
    await client.aclose()


@pytest.mark.parametrize("remote_id", ["../../api/status", "a/b?c#d", "%2e%2e", "17 18", "x\u2028y", "💥"])
async def test_an_id_cannot_leave_its_place_in_the_path(remote_id: str) -> None:
    asked: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.raw_path.decode())
        return httpx2.Response(204)

    client = client_on(handler, profile(can_list=False))
    assert await client.reports([remote_id]) == ()
    (path,) = asked
    assert path.startswith("/mj/task/")
    assert path.endswith("/fetch")
    assert path.count("/") == 4
    await client.aclose()


async def test_duplicate_rows_are_all_handed_on() -> None:
    rows = [{"id": "1", "status": "MODAL"}, {"id": "1", "status": "SUCCESS"}]
    client = client_on(Script().on("POST", "/mj/task/list-by-condition", json=rows))
    assert [report.state for report in await client.reports(["1"])] == [
        TaskState.NEEDS_ANSWER,
        TaskState.SUCCEEDED,
    ]
    await client.aclose()


async def test_the_key_is_in_no_error() -> None:
    answer = {"code": 3, "description": f"no account for {KEY}"}
    client = client_on(Script().on("POST", "/mj/submit/imagine", json=answer))
    with pytest.raises(NoAccount) as caught:
        await client.submit(ImagineRequest(prompt="x"), images=(), state=STATE)
    assert caught.value.detail == "no account for ***"
    await client.aclose()
