from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.api.reader import read_receipt, read_reports
from mjdesk.api.redact import Redactor
from mjdesk.api.values import fields, items
from mjdesk.domain.action import ActionRoute, ActionVerb
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.request import ReceiptKind
from mjdesk.domain.task import MediaLink, Task, TaskKind, TaskState
from mjdesk.domain.task_report import TaskReport, merged
from mjdesk.domain.weighed_word import Weight
from tests.api.support import all_recordings, recording
from tests.api.test_values import json_values

if TYPE_CHECKING:
    from pathlib import Path

HIDE = Redactor("sk-test-0123456789abcdef")
HASH = "4ce43de0-3a5e-4d2e-aa60-65ad7f0bc688"


def report(**task: Any) -> TaskReport:
    (found,) = read_reports({"id": "17", **task}, HIDE)
    return found


def last(name: str, folder: str = "cipher-x-sudo") -> TaskReport:
    (found,) = read_reports(recording(name, folder)[-1]["response"]["json"], HIDE)
    return found


def verbs(found: TaskReport) -> list[str]:
    return [action.short_name for action in found.actions]


# Recordings


def test_a_recorded_grid_has_its_picture_and_the_actions_of_change() -> None:
    found = last("100-imagine")
    assert (found.remote_id, found.state, found.progress) == ("1795177138977674", TaskState.SUCCEEDED, 100)
    assert found.client_state == "probe-state"
    assert found.final_prompt == "a lighthouse at dusk --ar 3:2 --v 7.0"
    (link,) = found.media
    assert link.role is PictureRole.GRID
    assert link.url.endswith("5fe3&")
    assert verbs(found) == ["U1", "U2", "U3", "U4", "V1", "V2", "V3", "V4", "reroll"]
    assert {action.route for action in found.actions} == {ActionRoute.CHANGE}
    assert found.job_hash == HASH
    assert (found.submitted_at, found.finished_at) == (1795177138.977, 1795177144.146)
    assert found.preview_url == ""


def test_a_recorded_grid_grows_through_previews() -> None:
    rows = [read_reports(exchange["response"]["json"], HIDE)[0] for exchange in recording("100-imagine")[1:]]
    assert [row.progress for row in rows] == [None, 0, 0, 15, 46, 78, 93, 100][-len(rows) :]
    running = [row for row in rows if row.state is TaskState.RUNNING]
    assert running[-1].preview_url.endswith("4f67&")
    assert {row.job_hash for row in running} == {""}, "messageHash reads 0 while it runs"
    assert not any(row.media or row.actions for row in rows[:-1])


def test_a_recorded_single_offers_what_its_buttons_say() -> None:
    found = last("220-upscale-buttons")
    assert found.media[0].role is PictureRole.SINGLE
    assert verbs(found) == [
        "upscale-subtle",
        "upscale-creative",
        "vary-subtle",
        "vary-strong",
        "vary-region",
        "zoom-out-2x",
        "zoom-out-1.5x",
        "zoom-custom",
        "make-square",
        "pan-left",
        "pan-right",
        "pan-up",
        "pan-down",
    ]
    assert all(action.custom_id.startswith("MJ::") for action in found.actions)


def test_a_recorded_upscale_of_a_single_is_a_single() -> None:
    assert last("221-action-upscale-subtle").media[0].role is PictureRole.SINGLE
    assert last("602-action-zoom-2x", "cipher-x-sudo-doctored-pan-zoom").media[0].role is PictureRole.GRID


def test_a_recorded_vary_region_offers_the_buttons_of_a_grid() -> None:
    found = last("231-vary-region-modal")
    assert found.media[0].role is PictureRole.GRID
    assert verbs(found)[:5] == ["U1", "U2", "U3", "U4", "reroll"]
    assert {action.route for action in found.actions} == {ActionRoute.ACTION}


def test_a_recorded_describe_gives_four_prompts_and_nothing_to_download() -> None:
    found = last("300-describe")
    assert len(found.texts) == 4
    assert found.texts[3] == "a test card, 48x32 pixels, technical drawing --ar 3:2"
    assert found.media == ()
    assert verbs(found) == ["P1", "P2", "P3", "P4", "describe-again", "imagine-all"]
    assert found.final_prompt == ""


def test_a_recorded_shorten_gives_five_prompts() -> None:
    found = last("320-shorten")
    assert found.texts[0] == "please make a very very beautiful picture of a calm lake with"
    assert found.texts[4] == "please make a"
    assert [word.text for word in found.words if word.weight is Weight.STRONG] == [
        *("please", "very", "picture", "calm", "many"),
    ]
    assert [word.text for word in found.words if word.weight is Weight.DROPPED] == [
        *("a", "beautiful", "a", "with", "trees"),
    ]


def test_a_recorded_question_waits_for_an_answer() -> None:
    (found,) = read_reports(recording("231-vary-region-modal")[1]["response"]["json"], HIDE)
    assert found.state is TaskState.NEEDS_ANSWER


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("400-bot-banned", "[Banned prompt detected]"),
        ("404-bot-queue-full", "[Queue full]"),
        ("406-bot-credits", "[Credits exhausted]"),
        ("408-bot-moderated-midway", "[Request cancelled due to output filters]"),
    ],
)
def test_a_recorded_failure_says_why_and_shows_no_picture(name: str, words: str) -> None:
    found = last(name)
    assert found.state is TaskState.FAILED
    assert found.failure_text.startswith(words)
    assert (found.media, found.preview_url, found.actions, found.progress) == ((), "", (), None)


def test_tokens_in_a_failure_are_hidden() -> None:
    assert "token=***" in last("407-bot-captcha").failure_text


def test_progress_in_words_is_no_progress() -> None:
    rows = [
        read_reports(exchange["response"]["json"], HIDE)[0]
        for exchange in recording("410-bot-job-queued")[1:]
    ]
    waiting = [row for row in rows if "Waiting to start" in row.raw]
    assert [row.progress for row in waiting] == [None] * len(waiting) != []


def test_a_recorded_list_holds_every_task_as_delivered() -> None:
    answer = recording("106-task-list")[0]["response"]["json"]
    found = read_reports(answer, HIDE)
    assert [row.remote_id for row in found] == [task["id"] for task in answer]
    assert [json.loads(row.raw) for row in found] == answer


@pytest.mark.parametrize("path", all_recordings(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_recorded_answer_can_be_read(path: Path) -> None:
    for exchange in json.loads(path.read_text(encoding="utf-8"))["exchanges"]:
        # A call-back is the gateway's own request, and a task is its body.
        answer: object = exchange.get("response", exchange.get("hook_request", {})).get("json")
        tasks = [row for row in items(answer) if "id" in fields(row)]
        assert len(read_reports(answer, HIDE)) == len(tasks)


def test_a_question_behind_an_ordinary_receipt_is_still_asked() -> None:
    """new-api rewrites code 21 to 1: what counts as accepted turns out to wait (protocol.md 3.1)."""
    task = Task(
        id="t", account="g", kind=TaskKind.VARIATION, state=TaskState.SUBMITTED, created=1.0, remote_id="17"
    )
    asked = merged(task, report(status="MODAL"), now=2.0)
    assert asked.state is TaskState.NEEDS_ANSWER
    assert merged(asked, report(status="NOT_START"), now=3.0).state is TaskState.NEEDS_ANSWER
    answered = replace(asked, state=TaskState.SUBMITTED, is_answered=True)
    assert merged(answered, report(status="MODAL"), now=3.0).state is TaskState.SUBMITTED
    assert merged(asked, report(status="IN_PROGRESS"), now=4.0).state is TaskState.RUNNING


# Other families, by the documents


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("NOT_START", TaskState.SUBMITTED),
        ("submitted", TaskState.SUBMITTED),
        ("IN_PROGRESS", TaskState.RUNNING),
        ("Success", TaskState.SUCCEEDED),
        ("FAILURE", TaskState.FAILED),
        ("CANCEL", TaskState.CANCELLED),
        ("CANCELLED", TaskState.CANCELLED),
        ("MODAL", TaskState.NEEDS_ANSWER),
        ("", None),
        (None, None),
        ("SOMETHING_NEW", None),
        (3, None),
        ([], None),
    ],
)
def test_status_words(word: object, state: TaskState | None) -> None:
    assert report(status=word).state is state


def test_a_failure_at_100_percent_is_a_failure() -> None:
    found = report(status="FAILURE", progress="100%", failReason="", description="上游任务超时")
    assert (found.state, found.progress, found.failure_text) == (TaskState.FAILED, 100, "上游任务超时")
    assert report(status="FAILURE", description="Submit success").failure_text == ""


@pytest.mark.parametrize(
    "wrapped",
    [
        {"data": {"id": "17", "status": "SUCCESS"}},
        {"task": {"id": "17", "status": "SUCCESS"}},
        {"code": 1, "result": {"id": "17", "status": "SUCCESS"}},
        {"list": [{"id": "17", "status": "SUCCESS"}]},
        {"data": [{"id": 17, "status": "SUCCESS"}]},
        {"data": '{"id": "17", "status": "SUCCESS"}'},
        [['{"id": "17"}'], {"id": "17", "status": "SUCCESS"}][1:],
        {"data": {"list": [{"id": "17", "status": "SUCCESS"}]}},
        {"data": [{"id": 3, "mj_id": "17", "status": "SUCCESS"}]},
    ],
)
def test_wrappers_are_opened(wrapped: object) -> None:
    (found,) = read_reports(wrapped, HIDE)
    assert (found.remote_id, found.state) == ("17", TaskState.SUCCEEDED)


BUTTON = {"customId": f"MJ::JOB::upsample::2::{HASH}", "emoji": "", "label": "U2", "type": 2, "style": 2}


@pytest.mark.parametrize(
    "buttons",
    [
        [BUTTON],
        BUTTON,
        {"2": BUTTON},
        json.dumps([BUTTON]),
        [json.dumps(BUTTON)],
        [{"type": 1, "components": [BUTTON]}],
        [[BUTTON]],
        [None, 3, "x", BUTTON, BUTTON],
    ],
)
def test_buttons_in_every_shape(buttons: object) -> None:
    found = report(status="SUCCESS", buttons=buttons)
    assert [(action.custom_id, action.verb) for action in found.actions] == [
        (BUTTON["customId"], ActionVerb.UPSCALE)
    ]
    in_properties = report(status="SUCCESS", buttons=None, properties={"buttons": buttons})
    assert in_properties.actions == found.actions


@pytest.mark.parametrize(
    "button",
    [
        {"customId": f"MJ::BOOKMARK::{HASH}"},
        {"customId": f"MJ::CancelJob::ByJobid::{HASH}"},
        {"customId": ""},
        {"customId": None},
        {"customId": 5},
        {"customId": "MJ::JOB::upsample::1::x\x00"},
        {"label": "Web", "style": 5, "url": "https://www.midjourney.com/jobs/x"},
        {"customId": "MJ::x", "style": 5},
        {"customId": "MJ::x", "disabled": True},
    ],
)
def test_buttons_that_nobody_wants_are_left_out(button: object) -> None:
    assert report(status="SUCCESS", action="UPSCALE", buttons=[button]).actions == ()


def test_labels_of_unknown_buttons() -> None:
    buttons = [
        {"customId": "MJ::New::a", "label": "", "emoji": {"name": "🎈"}},
        {"customId": "MJ::New::b", "label": None, "emoji": "upscale_1"},
        {"customId": "MJ::New::c", "label": "Manual"},
    ]
    assert [action.label for action in report(status="SUCCESS", buttons=buttons).actions] == [
        "🎈",
        "",
        "Manual",
    ]


def test_a_single_without_buttons_offers_nothing() -> None:
    assert report(status="SUCCESS", action="UPSCALE", imageUrl="https://x/a.png").actions == ()
    assert report(status="IN_PROGRESS", action="IMAGINE").actions == ()


@pytest.mark.parametrize(
    ("task", "media"),
    [
        ({"imageUrl": "https://x/a.png", "action": "IMAGINE"}, [("https://x/a.png", PictureRole.GRID, 0)]),
        ({"imageUrl": "/local/a.png", "action": "UPSCALE"}, [("/local/a.png", PictureRole.SINGLE, 0)]),
        (
            {"imageUrl": "attachments/a.png", "action": "UPSCALE"},
            [("attachments/a.png", PictureRole.SINGLE, 0)],
        ),
        ({"imageUrl": "https://x/a.png", "action": "NEW"}, [("https://x/a.png", PictureRole.SINGLE, 0)]),
        (
            {
                "imageUrl": "https://x/a.png",
                "action": "ACTION",
                "customId": f"MJ::JOB::pan_left::1::{HASH}::SOLO",
            },
            [("https://x/a.png", PictureRole.GRID, 0)],
        ),
        (
            {"imageUrl": "https://x/a.png", "action": "ACTION", "customId": f"MJ::JOB::upsample::1::{HASH}"},
            [("https://x/a.png", PictureRole.SINGLE, 0)],
        ),
        (
            {
                "imageUrl": "https://x/g.png",
                "imageUrls": [
                    {"url": f"https://x/{n}.png", "thumbnail": "https://x/t.webp"} for n in range(2)
                ],
            },
            [
                ("https://x/g.png", PictureRole.GRID, 0),
                ("https://x/0.png", PictureRole.TILE, 1),
                ("https://x/1.png", PictureRole.TILE, 2),
            ],
        ),
        (
            {"image_urls": '["https://x/0.png","https://x/1.png"]'},
            [("https://x/0.png", PictureRole.TILE, 1), ("https://x/1.png", PictureRole.TILE, 2)],
        ),
        (
            {"imageUrls": ["https://x/0.png"], "action": "UPSCALE"},
            [("https://x/0.png", PictureRole.SINGLE, 0)],
        ),
        (
            {"videoUrl": "https://x/v.mp4?a=1&", "imageUrl": "https://x/s.png"},
            [("https://x/v.mp4?a=1&", PictureRole.VIDEO, 0)],
        ),
        (
            {"videoUrls": [{"url": "https://x/0.mp4"}, {"url": "https://x/1.mp4"}]},
            [("https://x/0.mp4", PictureRole.VIDEO, 1), ("https://x/1.mp4", PictureRole.VIDEO, 2)],
        ),
        ({"video_urls": '[{"url":"https://x/0.mp4"}]'}, [("https://x/0.mp4", PictureRole.VIDEO, 0)]),
        ({"imageUrls": [{"url": "https://x/0.mp4"}]}, [("https://x/0.mp4", PictureRole.VIDEO, 0)]),
        ({"imageUrl": "https://x/a.MP4", "action": "VIDEO"}, [("https://x/a.MP4", PictureRole.VIDEO, 0)]),
        ({"imageUrl": "https://x/a.webp", "action": "VIDEO"}, [("https://x/a.webp", PictureRole.VIDEO, 0)]),
        ({"imageUrl": "https://x/a.png", "action": "VIDEO"}, []),
        ({"imageUrl": None, "action": "IMAGINE"}, []),
        ({"imageUrl": "javascript:alert(1)", "action": "IMAGINE"}, []),
        ({"imageUrl": "https://x/a b.png", "action": "IMAGINE"}, []),
        ({"imageUrl": ["https://x/a.png"], "action": "IMAGINE"}, []),
    ],
)
def test_media_in_every_shape(task: dict[str, Any], media: list[tuple[str, PictureRole, int]]) -> None:
    links = tuple(MediaLink(url=url, role=role, index=index) for url, role, index in media)
    assert report(status="SUCCESS", **task).media == links


def test_the_key_is_hidden_in_what_is_kept() -> None:
    found = report(status="FAILURE", failReason=f"bad key {HIDE.key}", prompt="x")
    assert HIDE.key not in found.failure_text + found.raw


# Receipts


def receipt(is_action: bool = False, **answer: Any) -> Any:
    return read_receipt(answer, is_action=is_action)


@pytest.mark.parametrize(
    ("result", "ids"),
    [
        ("0123", ("0123",)),
        (1320098173412546, ("1320098173412546",)),
        ("1,2, 3,", ("1", "2", "3")),
        (["1", 2, "1"], ("1", "2")),
        ('["1","2"]', ("1", "2")),
        ({"id": "5"}, ("5",)),
        ([{"taskId": "6"}], ("6",)),
    ],
)
def test_ids_in_every_shape(result: object, ids: tuple[str, ...]) -> None:
    assert receipt(code=1, result=result).remote_ids == ids


@pytest.mark.parametrize(
    "answer", [None, [], "ok", {}, {"code": 1}, {"code": 1, "result": None}, {"result": ""}]
)
def test_no_id_is_no_receipt(answer: object) -> None:
    assert read_receipt(answer, is_action=False) is None


@pytest.mark.parametrize(
    ("answer", "is_action", "kind"),
    [
        ({"code": 1}, False, ReceiptKind.ACCEPTED),
        ({"code": 22, "properties": {"numberOfQueues": 3}}, False, ReceiptKind.QUEUED),
        ({"code": 21, "description": "Waiting for window confirm"}, True, ReceiptKind.ASKS),
        ({"code": 21}, True, ReceiptKind.ASKS),
        (
            {"code": 21, "properties": {"status": "SUCCESS", "imageUrl": "https://x"}},
            True,
            ReceiptKind.EXISTS,
        ),
        ({"code": 21, "properties": {"status": "MODAL"}}, True, ReceiptKind.ASKS),
        ({"code": 1, "description": "Waiting for window confirm"}, True, ReceiptKind.ASKS),
        ({"code": 1, "description": "等待窗口确认"}, True, ReceiptKind.ASKS),
        ({"code": 1, "properties": {"remix": True}}, True, ReceiptKind.ASKS),
        ({"code": 1, "properties": {"remix": True}}, False, ReceiptKind.ACCEPTED),
        ({"code": "22"}, False, ReceiptKind.QUEUED),
    ],
)
def test_what_a_receipt_means(answer: dict[str, Any], is_action: bool, kind: ReceiptKind) -> None:
    assert receipt(is_action, result="17", **answer).kind is kind


def test_what_a_receipt_tells() -> None:
    found = receipt(
        result="17", code=22, description="queued", properties='{"numberOfQueues":"4","finalPrompt":"p"}'
    )
    assert (found.queue_position, found.final_prompt, found.description) == (4, "p", "queued")
    assert receipt(data={"code": 1, "result": "18"}).remote_ids == ("18",)


def test_finished_pictures_are_a_receipt_too() -> None:
    found = receipt(created=1589478378, data=[{"url": "https://x/a.png"}, {"url": "https://x/b.png"}])
    assert (found.remote_ids, found.urls) == ((), ("https://x/a.png", "https://x/b.png"))
    assert receipt(code=1, result=["https://x/a.png?ex=1&"]).urls == ("https://x/a.png?ex=1&",)


# Anything at all

names = st.sampled_from(
    [
        "id",
        "status",
        "action",
        "progress",
        "buttons",
        "properties",
        "imageUrl",
        "imageUrls",
        "videoUrls",
        "video_urls",
        "finalPrompt",
        "submitTime",
        "state",
        "data",
        "list",
        "result",
        "code",
        "description",
        "customId",
        "emoji",
        "seed",
        "failReason",
        "messageHash",
        "parentId",
        "imageWidth",
    ]
)
words = st.sampled_from(
    ["SUCCESS", "IMAGINE", "DESCRIBE", "VIDEO", "MODAL", "1", "[]", '{"id":"1"}', "https://x/a.png"]
)
task_like = st.recursive(
    words | json_values, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=8)
)


@given(task_like)
def test_any_json_can_be_read(value: object) -> None:
    for found in read_reports(value, HIDE):
        assert found.remote_id
        json.dumps(found.raw).encode()
        assert all(action.custom_id for action in found.actions)
    read_receipt(value, is_action=True)


def test_a_deep_answer_does_not_exhaust_the_reader() -> None:
    value: Any = {"id": "1"}
    for _ in range(600):
        value = {"data": [value]}
    assert read_reports(value, HIDE) == ()
    assert len(read_reports({"id": "1", "status": "SUCCESS", "buttons": value}, HIDE)) == 1
