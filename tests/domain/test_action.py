"""What a button means, read from its customId (protocol.md 5.1, 5.2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.domain.action import ActionGroup, ActionRoute, ActionVerb, change_actions, read_action

HASH = "4ce43de0-3a5e-4d2e-aa60-65ad7f0bc688"


@pytest.mark.parametrize(
    ("custom_id", "verb", "index"),
    [
        (f"MJ::JOB::upsample::2::{HASH}", ActionVerb.UPSCALE, 2),
        (f"MJ::JOB::variation::4::{HASH}", ActionVerb.VARIATION, 4),
        (f"MJ::JOB::reroll::0::{HASH}::SOLO", ActionVerb.REROLL, 0),
        (f"MJ::JOB::upsample_v5_2x::1::{HASH}::SOLO", ActionVerb.UPSCALE_2X, 0),
        (f"MJ::JOB::upsample_v5_4x::1::{HASH}::SOLO", ActionVerb.UPSCALE_4X, 0),
        (f"MJ::JOB::upsample_v7_2x_subtle::1::{HASH}::SOLO", ActionVerb.UPSCALE_SUBTLE, 0),
        (f"MJ::JOB::upsample_v6r1_2x_creative::1::{HASH}::SOLO", ActionVerb.UPSCALE_CREATIVE, 0),
        (f"MJ::JOB::low_variation::1::{HASH}::SOLO", ActionVerb.VARY_SUBTLE, 0),
        (f"MJ::JOB::high_variation::1::{HASH}::SOLO", ActionVerb.VARY_STRONG, 0),
        (f"MJ::Inpaint::1::{HASH}::SOLO", ActionVerb.VARY_REGION, 0),
        (f"MJ::Outpaint::50::1::{HASH}::SOLO", ActionVerb.ZOOM_OUT_2X, 0),
        (f"MJ::Outpaint::75::1::{HASH}::SOLO", ActionVerb.ZOOM_OUT_1_5X, 0),
        (f"MJ::Outpaint::100::1::{HASH}::SOLO", ActionVerb.MAKE_SQUARE, 0),
        ("MJ::Outpaint::50::1::h", ActionVerb.ZOOM_OUT_2X, 0),
        (f"MJ::CustomZoom::{HASH}", ActionVerb.ZOOM_CUSTOM, 0),
        (f"MJ::JOB::pan_down::1::{HASH}::SOLO", ActionVerb.PAN_DOWN, 0),
        (f"MJ::JOB::animate_high::1::{HASH}", ActionVerb.ANIMATE_HIGH, 0),
        (f"MJ::JOB::animate_low_extend::1::{HASH}", ActionVerb.EXTEND_LOW, 0),
        (f"MJ::JOB::video_virtual_upscale::3::{HASH}", ActionVerb.VIDEO_UPSCALE, 3),
        ("MJ::Job::PicReader::2", ActionVerb.IMAGINE_PROMPT, 2),
        ("MJ::Job::PicReader::all", ActionVerb.IMAGINE_ALL, 0),
        ("MJ::Picread::Retry", ActionVerb.DESCRIBE_AGAIN, 0),
        ("MJ::Job::PromptAnalyzer::5", ActionVerb.IMAGINE_PROMPT, 5),
        ("prompt::3", ActionVerb.IMAGINE_PROMPT, 3),
        ("prompt::x", ActionVerb.UNKNOWN, 0),
        (f"MJ::BOOKMARK::{HASH}", ActionVerb.BOOKMARK, 0),
        (f"MJ::CancelJob::ByJobid::{HASH}", ActionVerb.CANCEL_JOB, 0),
        ("MJ::Outpaint::33::1::x", ActionVerb.UNKNOWN, 0),
        ("MJ::JOB::upsample::x::h", ActionVerb.UNKNOWN, 0),
        ("MJ::JOB::make_coffee::1::h", ActionVerb.UNKNOWN, 0),
    ],
)
def test_known_families(custom_id: str, verb: ActionVerb, index: int) -> None:
    action = read_action(custom_id, "label")
    assert (action.verb, action.index) == (verb, index)
    assert action.custom_id == custom_id


@given(st.text(max_size=80))
def test_never_raises_and_keeps_the_id(text: str) -> None:
    action = read_action(text)
    assert action.custom_id == text
    assert action.group in ActionGroup
    assert action.short_name is not None


def test_favourites_and_foreign_cancels_are_hidden() -> None:
    assert read_action(f"MJ::BOOKMARK::{HASH}").is_hidden
    assert read_action("MJ::CancelJob::ByJobid::x").is_hidden
    assert read_action("").is_hidden
    assert not read_action("MJ::JOB::make_coffee::1::h").is_hidden


def test_unknown_ones_stand_under_more() -> None:
    assert read_action("MJ::JOB::make_coffee::1::h").group is ActionGroup.MORE


def test_a_server_without_buttons_still_offers_the_nine() -> None:
    actions = change_actions()
    assert [action.short_name for action in actions] == [
        *(f"U{n}" for n in range(1, 5)),
        *(f"V{n}" for n in range(1, 5)),
        "reroll",
    ]
    assert {action.route for action in actions} == {ActionRoute.CHANGE}


def test_what_a_window_is_needed_for() -> None:
    assert read_action(f"MJ::CustomZoom::{HASH}").needs_words
    region = read_action(f"MJ::Inpaint::1::{HASH}::SOLO")
    assert region.needs_words
    assert region.needs_mask
    assert not read_action(f"MJ::JOB::upsample::1::{HASH}").needs_words
