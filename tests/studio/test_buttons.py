"""customIds written and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.studio import buttons
from mjdesk.studio.config import Speed
from mjdesk.studio.job import Job, Kind, Shape, Status
from mjdesk.studio.recipe import Recipe, Step


def job_of(shape: Shape, prompt: str = "lake --v 7", *, width: int = 48) -> Job:
    return Job(
        id="1700000000000001",
        kind=Kind.IMAGINE,
        status=Status.SUCCESS,
        shape=shape,
        recipe=Recipe(Step.PAINT, prompt),
        prompt=prompt,
        final_prompt=prompt,
        bot="MID_JOURNEY",
        speed=Speed.FAST,
        seed=1,
        message_hash="6f1d",
        submitted_at=0,
        pictures=("a.png", "b.png"),
        width=width,
        height=32,
        texts=("one", "two", "three", "four"),
    )


VERSIONS = ("4", "5.2", "6", "6.1", "7", "8")


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("version", VERSIONS)
def test_every_button_offered_can_be_pressed(shape: Shape, version: str):
    for item in buttons.offered(job_of(shape, f"lake --v {version}")):
        if item["customId"] and "BOOKMARK" not in item["customId"]:
            assert buttons.read(item["customId"]) is not None, item
        assert item["label"] or item["emoji"]
        assert item["type"] == 2


def test_ids_are_unique_and_web_is_a_link():
    row = buttons.offered(job_of(Shape.SINGLE))
    ids = [item["customId"] for item in row if item["customId"]]
    assert len(ids) == len(set(ids))
    assert [item["label"] for item in row if item["style"] == 5] == ["Web"]


@pytest.mark.parametrize(
    ("version", "word"),
    [("6", "upsample_v6_2x_subtle"), ("6.1", "upsample_v6r1_2x_subtle"), ("7", "upsample_v7_2x_subtle")],
)
def test_upscale_verbs_name_the_version(version: str, word: str):
    assert any(
        word in item["customId"] for item in buttons.offered(job_of(Shape.SINGLE, f"lake --v {version}"))
    )


def test_make_square_only_for_what_is_not_square():
    def has(width: int) -> bool:
        return any(
            "Outpaint::100" in item["customId"] for item in buttons.offered(job_of(Shape.SINGLE, width=width))
        )

    assert (has(48), has(32)) == (True, False)


@pytest.mark.parametrize(
    ("custom_id", "kind", "index"),
    [
        ("MJ::JOB::upsample::3::x", Kind.UPSCALE, 3),
        ("MJ::JOB::variation::1::x::SOLO", Kind.VARIATION, 1),
        ("MJ::Job::PicReader::all", Kind.PIC_READER, 0),
        ("MJ::JOB::PromptAnalyzer::5", Kind.PROMPT_ANALYZER, 5),
        ("MJ::CustomZoom::x", Kind.CUSTOM_ZOOM, 0),
        ("MJ::CustomZoom::1::x", Kind.CUSTOM_ZOOM, 1),
    ],
)
def test_reading(custom_id: str, kind: Kind, index: int):
    press = buttons.read(custom_id)
    assert press
    assert press.kind is kind
    if kind is not Kind.CUSTOM_ZOOM:
        assert press.index == index


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "MJ",
        "MJ::",
        "MJ::JOB",
        "MJ::JOB::upsample::5::x",
        "MJ::Outpaint::60::1::x",
        "MJ::BOOKMARK::x",
        "X::JOB::r",
    ],
)
def test_what_is_no_button(custom_id: str):
    assert buttons.read(custom_id) is None


@given(st.lists(st.text(max_size=12), max_size=7))
def test_anything_can_be_read(words: list[str]):
    press = buttons.read("::".join(["MJ", *words]))
    assert press is None or isinstance(press.kind, Kind)
