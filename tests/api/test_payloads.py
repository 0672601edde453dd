from __future__ import annotations

from base64 import b64decode

import pytest

from mjdesk.api import payloads
from mjdesk.domain.action import read_action
from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.picture import PictureRef
from mjdesk.domain.request import (
    ActionRequest,
    BlendRequest,
    BlendShape,
    Bot,
    DescribeRequest,
    EditRequest,
    ImagineRequest,
    ModalAnswer,
    ShortenRequest,
    SwapFaceRequest,
    VideoRequest,
)
from tests.api.support import JPEG, PNG, STATE

HERE = PictureRef(digest="a" * 64)
THERE = PictureRef(url="https://x.example/a.png?ex=1&")
PNG_URL = payloads.data_url(PNG)


def test_a_picture_travels_as_a_data_url() -> None:
    head, _, body = payloads.data_url(JPEG).partition(",")
    assert head == "data:image/jpeg;base64"
    assert b64decode(body) == JPEG.data


def test_imagine_puts_bytes_beside_and_addresses_before_the_prompt() -> None:
    wish = ImagineRequest(prompt="a fox --ar 3:2", pictures=(HERE, THERE), bot=Bot.NIJI)
    assert payloads.imagine(wish, [PNG], STATE) == {
        "prompt": "https://x.example/a.png?ex=1& a fox --ar 3:2",
        "base64Array": [PNG_URL],
        "botType": "NIJI_JOURNEY",
        "state": STATE,
    }
    assert payloads.imagine(wish, [PNG, JPEG], STATE)["base64Array"] == [PNG_URL, payloads.data_url(JPEG)]


def test_an_address_that_the_prompt_names_is_not_said_twice() -> None:
    wish = ImagineRequest(prompt=f"{THERE.url} a fox", pictures=(THERE,))
    assert payloads.imagine(wish, [], STATE)["prompt"] == f"{THERE.url} a fox"


@pytest.mark.parametrize(
    ("count", "reason"), [(0, "too-few-pictures"), (1, "too-few-pictures"), (6, "too-many-pictures")]
)
def test_a_blend_of_a_wrong_number_is_never_sent(count: int, reason: str) -> None:
    with pytest.raises(WishInvalid) as caught:
        payloads.blend(BlendRequest(pictures=(HERE,) * count), [PNG] * count, STATE)
    assert caught.value.reason == reason


def test_blend() -> None:
    wish = BlendRequest(pictures=(HERE, HERE), shape=BlendShape.PORTRAIT)
    sent = payloads.blend(wish, [PNG, PNG], STATE)
    assert (sent["base64Array"], sent["dimensions"]) == ([PNG_URL, PNG_URL], "PORTRAIT")


def test_bytes_that_do_not_fit_the_wish_are_never_sent() -> None:
    with pytest.raises(WishInvalid):
        payloads.blend(BlendRequest(pictures=(HERE, HERE, HERE)), [PNG], STATE)


def test_describe_by_bytes_or_by_link() -> None:
    assert payloads.describe(DescribeRequest(picture=HERE), [PNG], STATE)["base64"] == PNG_URL
    sent = payloads.describe(DescribeRequest(picture=THERE), [], STATE)
    assert sent["link"] == THERE.url
    assert "base64" not in sent


@pytest.mark.parametrize("prompt", ["", "  \n"])
def test_wishes_without_words_are_never_sent(prompt: str) -> None:
    with pytest.raises(WishInvalid):
        payloads.imagine(ImagineRequest(prompt=prompt), [], STATE)
    with pytest.raises(WishInvalid):
        payloads.shorten(ShortenRequest(prompt=prompt), STATE)
    with pytest.raises(WishInvalid):
        payloads.edit(EditRequest(prompt=prompt, picture=HERE), [PNG], STATE)


def act(custom_id: str, prompt: str = "") -> payloads.Payload:
    wish = ActionRequest(parent="p", parent_remote_id="017", action=read_action(custom_id), prompt=prompt)
    return payloads.action(wish, STATE)


def test_an_action_goes_back_verbatim() -> None:
    custom_id = "MJ::JOB::upsample::2::3dbbd469-36af-4a0f-8f02-df6c579e7011"
    assert act(custom_id) == {
        "taskId": "017",
        "customId": custom_id,
        "chooseSameChannel": True,
        "state": STATE,
    }


def test_words_for_a_button_without_a_window_ask_for_one() -> None:
    assert act("MJ::JOB::variation::1::x", "a hare")["enableRemix"] is True
    assert "enableRemix" not in act("MJ::CustomZoom::x", "a hare --zoom 2")


@pytest.mark.parametrize(
    ("custom_id", "word", "index"),
    [
        ("change::UPSCALE::4", "UPSCALE", 4),
        ("change::VARIATION::1", "VARIATION", 1),
        ("change::REROLL::0", "REROLL", 1),
    ],
)
def test_a_change_names_action_and_index(custom_id: str, word: str, index: int) -> None:
    assert act(custom_id) == {"taskId": "017", "action": word, "index": index, "state": STATE}


def test_a_modal_answer_carries_words_and_mask() -> None:
    sent = payloads.modal(ModalAnswer(modal_remote_id="18", prompt="a boat", mask=b"mask"), STATE)
    assert sent == {
        "taskId": "18",
        "prompt": "a boat",
        "state": STATE,
        "maskBase64": "data:image/png;base64,bWFzaw==",
    }
    assert "maskBase64" not in payloads.modal(ModalAnswer(modal_remote_id="18", prompt=""), STATE)


def test_swap_face_sends_the_face_as_source() -> None:
    sent = payloads.swap_face(SwapFaceRequest(source=HERE, target=THERE), [PNG], STATE)
    assert sent == {"sourceBase64": PNG_URL, "targetUrl": THERE.url, "state": STATE}


def test_an_edit_names_its_picture_twice() -> None:
    sent = payloads.edit(EditRequest(prompt="storm", picture=HERE, mask=b"mask"), [PNG], STATE)
    assert (sent["image"], sent["base64Array"]) == (PNG_URL, [PNG_URL])
    assert str(sent["maskBase64"]).startswith("data:image/png;base64,")


def test_a_video_from_two_pictures() -> None:
    wish = VideoRequest(
        prompt="", picture=THERE, end_picture=HERE, has_high_motion=True, is_loop=True, batch_size=1
    )
    sent = payloads.video(wish, [PNG], STATE)
    assert (sent["image"], sent["endImage"]) == (THERE.url, PNG_URL)
    assert (sent["motion"], sent["loop"], sent["batchSize"]) == ("high", True, 1)


def test_a_video_that_goes_on() -> None:
    sent = payloads.video(
        VideoRequest(prompt="", picture=None, extend_remote_id="9", extend_index=3), [], STATE
    )
    assert (sent["action"], sent["taskId"], sent["index"]) == ("extend", "9", 3)
    assert "image" not in sent
    with pytest.raises(WishInvalid):
        payloads.video(VideoRequest(prompt="", picture=None), [], STATE)
