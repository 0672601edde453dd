"""Sentences about windows, films and edits: each action has its own, and doubts are told from certainty."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mjdesk.domain.action import ActionVerb, read_action
from mjdesk.domain.gateway import Capabilities, Family, GatewayProfile
from mjdesk.domain.picture import MediaType, PictureRole
from mjdesk.domain.task import TaskKind, TaskState
from mjdesk.views import answer_words, making_words
from tests.support.builders import a_grid, a_picture, a_task

ASKING = (
    "MJ::CustomZoom::h",
    "MJ::Inpaint::1::h",
    "MJ::JOB::variation::1::h",
    "MJ::JOB::reroll::0::h",
    "MJ::JOB::pan_up::1::h",
    "MJ::JOB::animate_low::1::h",
    "MJ::Job::PicReader::1",
)


def test_every_window_asks_its_own_question() -> None:
    questions = {answer_words.question(read_action(each)) for each in ASKING}
    assert len(questions) == len(ASKING)
    assert answer_words.question(None) == answer_words.question(read_action("MJ::Glow::1"))


@pytest.mark.parametrize(
    ("count", "words"), [(0, ""), (1, "1 needs your answer"), (1200, "1,200 need your answer")]
)
def test_how_many_wait_is_told_in_the_foot(count: int, words: str) -> None:
    assert answer_words.asked_words(count) == words


@pytest.mark.parametrize(
    ("custom_id", "words"),
    [
        ("MJ::JOB::variation::3::h", "Vary picture 3 with other words"),
        ("MJ::JOB::reroll::0::h", "Reroll with other words"),
        ("MJ::JOB::low_variation::1::h", "Vary (subtle) with other words"),
        ("MJ::JOB::pan_left::1::h", "Pan left, with other words"),
        ("MJ::JOB::animate_high::1::h", "High motion, with words"),
    ],
)
def test_the_entry_for_other_words_names_its_button(custom_id: str, words: str) -> None:
    assert making_words.with_words(read_action(custom_id)) == words


def test_a_zoom_of_one_warns_unless_the_shape_changes() -> None:
    assert making_words.share_words(1.0, is_reshaped=False).startswith("At 1 nothing is painted")
    assert making_words.share_words(0.44, is_reshaped=False).startswith("56 % of the new picture")


@pytest.mark.parametrize(
    ("family", "path", "is_told"),
    [
        (Family.UNKNOWN, making_words.VIDEO, False),
        (Family.PROXY, making_words.VIDEO, True),
        (Family.PROXY_PLUS, making_words.EDITS, True),
        (Family.NEW_API, making_words.VIDEO, False),
        (Family.NEW_API, making_words.RETEXTURE, True),
        (Family.TRUEAI, making_words.RETEXTURE, False),
    ],
)
def test_what_a_family_seldom_has_is_a_doubt_and_no_obstacle(
    family: Family, path: str, is_told: bool
) -> None:
    profile = GatewayProfile(id="mine", name="Mine", root="", capabilities=Capabilities(family=family))
    words, is_certain = making_words.capability(profile, path)
    assert bool(words) is is_told
    assert not is_certain
    lost = replace(profile, capabilities=profile.capabilities.without(path))
    words, is_certain = making_words.capability(lost, path)
    assert words.startswith("Mine does not offer")
    assert is_certain


def test_only_what_costs_something_has_a_price() -> None:
    assert making_words.price_words(Decimal("0.1"), "CNY") == "about ¥ 0.10"
    assert making_words.price_words(Decimal(0), "CNY") == ""
    assert making_words.price_words(None, "CNY") == ""


def test_pictures_can_be_edited_and_films_go_on() -> None:
    clip = a_picture("1" * 64, PictureRole.VIDEO, media_type=MediaType.MP4)
    film = a_task(kind=TaskKind.VIDEO, state=TaskState.SUCCEEDED, pictures=(clip,))
    grid = a_grid()
    assert (making_words.can_edit(grid), making_words.can_extend(grid)) == (True, False)
    assert (making_words.can_edit(film), making_words.can_extend(film)) == (False, True)
    assert not making_words.can_extend(replace(film, remote_id=""))
    assert not making_words.can_edit(a_task())


@pytest.mark.parametrize("verb", [ActionVerb.VARIATION, ActionVerb.PAN_LEFT, ActionVerb.ANIMATE_HIGH])
def test_the_button_of_the_window_says_what_it_does(verb: ActionVerb) -> None:
    action = next(
        action
        for action in map(read_action, (*ASKING, "MJ::JOB::pan_left::1::h", "MJ::JOB::animate_high::1::h"))
        if action.verb is verb
    )
    assert making_words.go(action)[0] in {"Vary", "Pan", "Animate"}
    assert making_words.go(None)[0] == "Send"
