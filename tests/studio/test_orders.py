"""Every kind of submit over real HTTP, to its result."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image

from mjdesk.studio.config import Family
from tests.studio.support import config, data_url, labels, png

if TYPE_CHECKING:
    from tests.studio.conftest import Serve


async def test_imagine_becomes_a_grid_with_buttons(serve: Serve):
    visitor = await serve()
    answer = await visitor.submit("imagine", prompt="a calm lake --ar 3:2", state="wish-1")
    assert answer["code"] == 1
    assert isinstance(answer["result"], str)
    assert len(answer["result"]) == 16
    task = await visitor.done(answer["result"])
    assert (task["status"], task["progress"], task["state"]) == ("SUCCESS", "100%", "wish-1")
    assert task["properties"]["finalPrompt"] == "a calm lake --ar 3:2 --v 7.0"
    assert labels(task) == ["U1", "U2", "U3", "U4", "", "V1", "V2", "V3", "V4"]
    assert (await visitor.picture(task)).size == (96, 64)
    assert [entry.prompt for entry in visitor.server.submissions] == ["a calm lake --ar 3:2"]
    assert visitor.server.submissions[0].task_id == task["id"]


async def test_upscale_is_exactly_the_quadrant(serve: Serve):
    visitor = await serve()
    grid = await visitor.made("imagine", prompt="a calm lake")
    whole = await visitor.picture(grid)
    for number, corner in ((1, (0, 0)), (2, (32, 0)), (3, (0, 32)), (4, (32, 32))):
        single = await visitor.pressed(grid, f"U{number}")
        picture = await visitor.picture(single)
        assert picture.size == (32, 32)
        assert picture.getpixel((5, 5)) == whole.getpixel((corner[0] + 5, corner[1] + 5))
    assert {item["style"] for item in (await visitor.task(grid["id"]))["buttons"][:4]} == {3}


async def test_variations_drift_from_their_tile_and_remember_it(serve: Serve):
    visitor = await serve()
    grid = await visitor.made("imagine", prompt="a calm lake --seed 7")
    varied = await visitor.pressed(grid, "V3")
    paints = [call for call in visitor.painter.calls if call[0] == "paint"][4:]
    assert {(call[2], call[3]) for call in paints} == {(7, 2)}
    assert len({call[4] for call in paints}) == 4
    again = await visitor.pressed(varied, "V1")
    last = visitor.painter.calls[-1]
    assert len(last[4]) == 2
    assert again["status"] == "SUCCESS"


async def test_strength_of_vary(serve: Serve):
    visitor = await serve()
    single = await visitor.pressed(await visitor.made("imagine", prompt="lake"), "U1")
    await visitor.pressed(single, "Vary (Subtle)")
    subtle = visitor.painter.calls[-1][4]
    await visitor.pressed(single, "Vary (Strong)")
    strong = visitor.painter.calls[-1][4]
    assert [step[1] for step in subtle + strong] == [0.2, 0.6]


async def test_reroll_takes_a_new_seed(serve: Serve):
    visitor = await serve()
    grid = await visitor.made("imagine", prompt="lake --seed 7")
    again = await visitor.pressed(grid, "reroll")
    assert (await visitor.picture(grid)).tobytes() != (await visitor.picture(again)).tobytes()
    assert visitor.painter.calls[-1][2] != 7


async def test_seed_of_the_prompt_gives_the_same_picture(serve: Serve):
    visitor = await serve()
    one, two, other = [
        await visitor.picture(await visitor.made("imagine", prompt=f"lake --seed {seed}"))
        for seed in (7, 7, 8)
    ]
    assert one.tobytes() == two.tobytes() != other.tobytes()


async def test_the_single_buttons_all_lead_somewhere(serve: Serve):
    visitor = await serve()
    single = await visitor.pressed(await visitor.made("imagine", prompt="lake --ar 3:2"), "U1")
    for label in (
        "Upscale (Subtle)",
        "Upscale (Creative)",
        "Zoom Out 2x",
        "Zoom Out 1.5x",
        "Make Square",
        "pan_left",
        "pan_up",
        "Animate (High motion)",
    ):
        child = await visitor.pressed(single, label)
        assert child["status"] == "SUCCESS", (label, child)
    assert {call[1] for call in visitor.painter.calls if call[0] == "zoom"} == {2.0, 1.5}
    upscaled = await visitor.pressed(single, "Upscale (Subtle)")
    assert (await visitor.picture(upscaled)).size == (96, 64)
    assert "Redo Upscale (Subtle)" in labels(upscaled)
    again = await visitor.pressed(upscaled, "Redo Upscale (Creative)")
    assert (await visitor.picture(again)).size == (96, 64)


async def test_what_is_more_than_painting_is_varied_as_a_picture(serve: Serve):
    visitor = await serve()
    single = await visitor.pressed(await visitor.made("imagine", prompt="lake"), "U1")
    zoomed = await visitor.pressed(single, "Zoom Out 2x")
    varied = await visitor.pressed(zoomed, "V2")
    assert varied["status"] == "SUCCESS"
    assert visitor.painter.calls[-1][0] == "edit"
    assert (await visitor.picture(varied)).size == (64, 64)


async def test_blend(serve: Serve):
    visitor = await serve()
    task = await visitor.made("blend", base64Array=[data_url()] * 3, dimensions="PORTRAIT")
    assert visitor.painter.calls[-1][:3] == ("blend", 3, (832, 1248))
    assert labels(task)[0] == "U1"
    for count in (1, 6):
        answer = await visitor.submit("blend", base64Array=[data_url()] * count)
        assert answer["code"] == 4


async def test_describe_and_its_prompts(serve: Serve):
    visitor = await serve()
    task = await visitor.made("describe", base64=data_url())
    assert task["properties"]["finalPrompt"].startswith("1️⃣ view 1 of 20 x 10\n\n2️⃣ view 2")
    assert (task["imageWidth"], task["imageHeight"]) == (None, None)
    assert (await visitor.picture(task)).size == (20, 10)
    answer = await visitor.press(task, "PicReader::2")
    assert (answer["code"], answer["properties"]["finalPrompt"]) == (21, "view 2 of 20 x 10 --v 7.0")
    sent = await visitor.submit("modal", taskId=answer["result"], prompt="my view")
    assert sent["result"] == answer["result"]
    child = await visitor.done(sent["result"])
    assert (child["status"], child["prompt"]) == ("SUCCESS", "my view")
    retried = await visitor.pressed(task, "Picread::Retry")
    assert retried["action"] == "DESCRIBE"


async def test_imagine_all_makes_four_tasks(serve: Serve):
    visitor = await serve(config(Family.TRUEAI, slots=9))
    task = await visitor.made("describe", base64=data_url())
    assert task["properties"]["finalPrompt"].split("\r\n")[0] == "view 1 of 20 x 10"
    answer = await visitor.press(task, "PicReader::all")
    ids = answer["result"].split(",")
    assert len(set(ids)) == 4
    prompts = [(await visitor.done(task_id))["prompt"] for task_id in ids]
    assert prompts == [f"view {number} of 20 x 10" for number in range(1, 5)]


async def test_shorten_and_its_prompts(serve: Serve):
    visitor = await serve()
    task = await visitor.made("shorten", prompt="please a calm lake")
    text = task["properties"]["finalPrompt"]
    assert "## Important tokens\n~~please~~ a **calm** **lake**" in text
    assert text.endswith("5️⃣ please")
    assert task["imageUrl"] is None
    answer = await visitor.press(task, "PromptAnalyzer::5")
    assert (answer["code"], answer["properties"]["finalPrompt"]) == (21, "please --v 7.0")


async def test_swap(serve: Serve):
    visitor = await serve()
    body = {"sourceBase64": data_url(), "targetBase64": data_url(png((30, 40)))}
    answer = (await visitor.http.post("/mj/insight-face/swap", json=body)).json()
    task = await visitor.done(answer["result"])
    assert (task["action"], task["buttons"]) == ("SWAP_FACE", [])
    assert (await visitor.picture(task)).size == (30, 40)


async def test_upload_gives_addresses_that_a_prompt_can_use(serve: Serve):
    visitor = await serve()
    answer = await visitor.submit("upload-discord-images", base64Array=[data_url()])
    (url,) = answer["result"]
    assert (await visitor.http.get(url)).content == png()
    task = await visitor.made("imagine", prompt=f"{url} a lake")
    assert task["status"] == "SUCCESS"
    assert visitor.painter.calls[-1][:2] == ("blend", 2)


async def test_a_style_reference_gives_its_colours_and_the_others_their_content(serve: Serve):
    visitor = await serve()
    answer = await visitor.submit("upload-discord-images", base64Array=[data_url(), data_url(png((9, 9)))])
    one, two = answer["result"]
    await visitor.made("imagine", prompt=f"a lake --sref {one} --sw 400")
    assert visitor.painter.calls[-1][:3] == ("restyle", 1, 1.0)
    assert not any(call[0] == "blend" for call in visitor.painter.calls)
    await visitor.made("imagine", prompt=f"{one} a lake --sref 42 {one} {two} --oref {two} --v 7")
    steps = [call[:2] for call in visitor.painter.calls[-12:] if call[0] != "paint"]
    assert steps == [("blend", 3), ("restyle", 2)] * 4


async def test_a_reference_that_the_model_does_not_take_fails_the_job(serve: Serve):
    visitor = await serve()
    answer = await visitor.submit("imagine", prompt="a lake --cref https://a.test/b.png --v 7")
    task = await visitor.done(answer["result"])
    assert task["status"] == "FAILURE"
    assert "Invalid parameter" in task["failReason"]


async def test_edits_with_mask_with_holes_and_without(serve: Serve):
    visitor = await serve(config(Family.TRUEAI))
    clear = data_url(png((20, 10), (0, 0, 0, 0), "RGBA"))
    for fields, masked in (
        ({"image": data_url(), "maskBase64": data_url()}, True),
        ({"image": clear}, True),
        ({"image": data_url()}, False),
    ):
        task = await visitor.made("edits", prompt="a boat", **fields)
        assert task["action"] == "EDIT"
        assert visitor.painter.calls[-1][:2] == ("edit", masked)
    assert (await visitor.made("retexture", prompt="gold", image=data_url()))["status"] == "SUCCESS"


async def test_video_pick_and_extend(serve: Serve):
    visitor = await serve(config(Family.TRUEAI))
    task = await visitor.made("video", prompt="wind", image=data_url(), motion="high", batchSize=2)
    assert (task["action"], len(task["videoUrls"])) == ("VIDEO", 2)
    data = (await visitor.http.get(task["videoUrls"][1]["url"])).content
    with Image.open(io.BytesIO(data)) as video:
        assert (video.format, getattr(video, "n_frames", 1)) == ("WEBP", 3)
    picked = await visitor.pressed(task, "video_virtual_upscale::2")
    assert (await visitor.http.get(picked["imageUrl"])).content == data
    extended = await visitor.pressed(picked, "animate_low_extend")
    assert extended["action"] == "VIDEO_EXTEND"
    fields = {"action": "extend", "taskId": task["id"], "index": 1, "prompt": "more"}
    assert (await visitor.made("video", **fields))["action"] == "VIDEO_EXTEND"
    refused = await visitor.submit("video", {**fields, "index": 2})
    assert refused["code"] == 4


RED = (255, 0, 0)


async def test_a_film_ends_as_told_and_goes_on_from_there_unless_it_is_a_loop(serve: Serve):
    visitor = await serve(config(Family.TRUEAI))
    body = {"prompt": "wind", "image": data_url(), "endImage": data_url(png(colour=RED))}

    async def last_pixel(task: Any) -> Any:
        data = (await visitor.http.get(task["videoUrls"][0]["url"])).content
        with Image.open(io.BytesIO(data)) as film:
            film.seek(getattr(film, "n_frames", 1) - 1)
            return film.convert("RGB").getpixel((4, 4))

    def is_red(pixel: Any) -> bool:
        return pixel[0] > 200 and pixel[1] < 60 and pixel[2] < 60

    film = await visitor.made("video", **body, batchSize=1)
    assert is_red(await last_pixel(film))
    loop = await visitor.made("video", **body, batchSize=1, loop=True)
    assert not is_red(await last_pixel(loop))
    refused = await visitor.submit("video", {**body, "endImage": "no picture"})
    assert refused["code"] == 4


async def test_niji_and_versions_change_the_buttons(serve: Serve):
    visitor = await serve()
    for prompt, bot, present, absent in (
        ("lake --v 8.2", "MID_JOURNEY", "Zoom Out 2x", "Upscale (4x)"),
        ("lake --v 5.2", "MID_JOURNEY", "Upscale (4x)", "Upscale (Subtle)"),
        ("lake", "NIJI_JOURNEY", "Upscale (Subtle)", "Upscale (4x)"),
        ("lake --v 4", "MID_JOURNEY", "Make Variations", "Vary (Region)"),
    ):
        grid = await visitor.made("imagine", prompt=prompt, botType=bot)
        single = await visitor.pressed(grid, "U2")
        assert present in labels(single), prompt
        assert absent not in labels(single), prompt
    assert grid["properties"]["botType"] == "MID_JOURNEY"


async def test_a_broken_picture_fails_its_job_only(serve: Serve):
    visitor = await serve()
    task = await visitor.made("describe", base64=data_url(png()[:30]))
    assert task["status"] == "FAILURE"
    assert task["failReason"].startswith("Invalid image")
    broken = await visitor.made("imagine", prompt="painter:breaks")
    assert broken["failReason"] == "Internal error: ZeroDivisionError"
    assert (await visitor.made("imagine", prompt="lake"))["status"] == "SUCCESS"
