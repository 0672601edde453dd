"""Actions that ask for words or a mask first (protocol.md 3.2)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image

from mjdesk.studio.config import Family
from tests.studio.support import Visitor, config, data_url

if TYPE_CHECKING:
    from tests.studio.conftest import Serve


async def single_of(visitor: Visitor, prompt: str = "a calm lake --ar 3:2") -> Any:
    return await visitor.pressed(await visitor.made("imagine", prompt=prompt), "U1")


async def test_custom_zoom(serve: Serve):
    visitor = await serve()
    single = await single_of(visitor)
    answer = await visitor.press(single, "Custom Zoom")
    assert (answer["code"], answer["description"]) == (21, "Waiting for window confirm")
    assert answer["properties"]["finalPrompt"] == "a calm lake --ar 3:2 --v 7.0"
    assert answer["properties"]["remix"] is False
    waiting = await visitor.task(answer["result"])
    assert (waiting["status"], waiting["imageUrl"]) == ("MODAL", None)
    sent = await visitor.submit("modal", taskId=answer["result"], prompt="a lake --ar 3:2 --zoom 1.8")
    assert (sent["code"], sent["result"]) == (1, answer["result"])
    done = await visitor.done(sent["result"])
    assert (done["status"], done["action"]) == ("SUCCESS", "ZOOM")
    assert done["prompt"] == "a lake --ar 3:2 --zoom 1.8"
    assert visitor.painter.calls[-1][:3] == ("zoom", 1.8, "a lake --ar 3:2")
    twice = await visitor.submit("modal", taskId=sent["result"], prompt="again")
    assert twice["code"] == 4


async def test_vary_region_repaints_only_under_the_mask(serve: Serve):
    visitor = await serve()
    single = await single_of(visitor)
    before = await visitor.picture(single)
    answer = await visitor.press(single, "Vary (Region)")
    assert answer["code"] == 21
    for mask, words in (
        (None, "maskBase64不能为空"),
        ("data:image/png;base64,xx", "maskBase64格式错误"),
        ("data:image/jpeg;base64,/9j/4AAQSkZJRg==", "maskBase64格式错误"),
    ):
        refused = await visitor.submit("modal", taskId=answer["result"], prompt="boat", maskBase64=mask)
        assert (refused["code"], refused["description"]) == (4, words)
    mask = Image.new("L", before.size, 0)
    mask.paste(255, (0, 0, 24, 32))
    out = io.BytesIO()
    mask.save(out, "PNG")
    fields: dict[str, Any] = {"prompt": "boat", "maskBase64": data_url(out.getvalue())}
    task = await visitor.done((await visitor.submit("modal", taskId=answer["result"], **fields))["result"])
    after = (await visitor.picture(task)).crop((0, 0, 48, 32))
    assert after.getpixel((2, 2)) != before.getpixel((2, 2))
    assert after.getpixel((40, 20)) == before.getpixel((40, 20))


async def test_a_window_without_words_keeps_the_parent_s(serve: Serve):
    visitor = await serve()
    answer = await visitor.press(await single_of(visitor), "Custom Zoom")
    await visitor.submit("modal", taskId=answer["result"], prompt="")
    assert (await visitor.done(answer["result"]))["prompt"] == "a calm lake --ar 3:2"


async def test_banned_words_are_refused_in_windows_too(serve: Serve):
    visitor = await serve()
    answer = await visitor.press(await single_of(visitor), "Custom Zoom")
    refused = await visitor.submit("modal", taskId=answer["result"], prompt="a lake of Blood")
    assert (refused["code"], refused["properties"]["bannedWord"]) == (24, "Blood")
    assert (await visitor.task(answer["result"]))["status"] == "MODAL"


async def test_remix_on_request(serve: Serve):
    visitor = await serve(config(Family.TRUEAI))
    grid = await visitor.made("imagine", prompt="lake")
    assert (await visitor.press(grid, "V1"))["code"] == 1
    answer = await visitor.press(grid, "V1", enableRemix=True)
    assert (answer["code"], answer["properties"]["remix"]) == (21, True)
    task = await visitor.done(
        (await visitor.submit("modal", taskId=answer["result"], prompt="sea"))["result"]
    )
    assert (task["prompt"], task["status"]) == ("sea", "SUCCESS")
    assert visitor.painter.calls[-1][1] == "sea"
    auto = {"remix": True, "remixAutoConsidered": True}
    assert (await visitor.press(grid, "V2", accountFilter=auto))["code"] == 1
    assert (await visitor.press(grid, "V2", accountFilter={"remix": True}))["code"] == 21
    assert (await visitor.press(grid, "U2", enableRemix=True))["code"] == 1


async def test_remix_as_the_account_s_habit(serve: Serve):
    visitor = await serve(config(remix=True))
    grid = await visitor.made("imagine", prompt="lake")
    for label in ("V1", "reroll"):
        assert (await visitor.press(grid, label))["code"] == 21
    single = await visitor.pressed(grid, "U1")
    for label in ("pan_right", "Vary (Strong)", "Animate (Low motion)"):
        assert (await visitor.press(single, label))["code"] == 21
    assert (await visitor.press(single, "Zoom Out 2x"))["code"] in (1, 22)


async def test_a_window_takes_no_slot_and_can_be_dropped(serve: Serve):
    visitor = await serve(config(slots=1, queue=0))
    single = await single_of(visitor)
    window = (await visitor.press(single, "Custom Zoom"))["result"]
    assert (await visitor.made("imagine", prompt="lake"))["status"] == "SUCCESS"
    cancelled = await visitor.http.post(f"/mj/task/{window}/cancel")
    assert cancelled.json()["code"] == 1
    assert (await visitor.task(window))["status"] == "CANCEL"
    assert (await visitor.submit("modal", taskId=window, prompt="late"))["code"] == 4


async def test_modal_of_nothing(serve: Serve):
    visitor = await serve()
    assert (await visitor.submit("modal", taskId="1700000000000000", prompt="x"))["code"] == 3
    grid = await visitor.made("imagine", prompt="lake")
    assert (await visitor.submit("modal", taskId=grid["id"], prompt="x"))["code"] == 4
