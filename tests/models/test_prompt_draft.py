"""The draft: text wins over panel, choices reach the text that states them, wishes name their model."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.domain.parameters import ParameterTable
from mjdesk.domain.picture import PictureRef
from mjdesk.domain.reference import Reference, ReferenceRole
from mjdesk.domain.request import Bot, Speed
from mjdesk.models.prompt_draft import MOST_AT_ONCE, Obstacle, PromptDraft

TABLE = ParameterTable.load()


@pytest.fixture
def draft() -> PromptDraft:
    return PromptDraft()


def prompts(draft: PromptDraft) -> list[str]:
    return [request.prompt for request in draft.requests(TABLE)]


def test_the_model_is_always_written_out(draft: PromptDraft) -> None:
    draft.set_text("a lighthouse")
    assert prompts(draft) == [f"a lighthouse --v {TABLE.default}"]


def test_the_text_wins_over_the_panel(draft: PromptDraft) -> None:
    draft.choose("aspect", (3, 2))
    draft.choose("stylize", 400)
    draft.set_text("a lighthouse --ar 16:9 --v 7")
    assert draft.settings.aspect == (16, 9)
    assert draft.stated() == {"aspect", "version"}
    assert prompts(draft) == ["a lighthouse --ar 16:9 --v 7 --s 400"]


@pytest.mark.parametrize(
    ("text", "name", "value", "expected"),
    [
        ("a sea --ar 16:9 --s 50", "aspect", (1, 2), "a sea --ar 1:2 --s 50"),
        ("a sea --ar 16:9 --s 50", "aspect", None, "a sea --s 50"),
        ("a sea --s 50 --s 80", "stylize", 70, "a sea --s 70"),
        ("a sea --niji 7 --ar 2:3", "version", "8.2", "a sea --v 8.2 --ar 2:3"),
        ("a sea --v 7", "version", "niji 6", "a sea --niji 6"),
        ("a sea --raw", "raw", False, "a sea"),
        ("--raw a sea", "raw", False, "a sea"),
        ("a sea --no fog, people --ar 1:2", "no", ("fog",), "a sea --no fog --ar 1:2"),
        ("a sea --s 50", "stylize", 0, "a sea --s 0"),
        ("a sea --hd", "draft", True, "a sea --draft"),
        ("🌊 a sea --c 9  --tile", "chaos", 12, "🌊 a sea --c 12  --tile"),
    ],
)
def test_a_choice_changes_the_text_that_states_it(
    draft: PromptDraft, text: str, name: str, value: object, expected: str
) -> None:
    draft.set_text(text)
    draft.choose(name, value)  # pyright: ignore[reportArgumentType]  (the table of cases is loosely typed)
    assert draft.text == expected


def test_a_choice_leaves_a_text_that_is_silent(draft: PromptDraft) -> None:
    draft.set_text("a sea")
    draft.choose("weird", 300)
    assert draft.text == "a sea"
    assert draft.settings.weird == 300
    with pytest.raises(ValueError, match="no setting"):
        draft.choose("sref", "1")


def test_alternatives_become_wishes_of_their_own(draft: PromptDraft) -> None:
    draft.set_text("a {calm --v 7, wild --niji 7} sea")
    first, second = draft.requests(TABLE)
    assert draft.count == 2
    assert (first.bot, second.bot) == (Bot.MIDJOURNEY, Bot.NIJI)
    assert "--v 7" in first.prompt
    assert "--niji 7" in second.prompt


def test_zero_is_a_value(draft: PromptDraft) -> None:
    draft.set_text("a sea")
    draft.choose("stylize", 0)
    draft.choose("seed", 0)
    assert prompts(draft) == [f"a sea --s 0 --seed 0 --v {TABLE.default}"]


def test_speed_pictures_and_bot_go_with_each_wish(draft: PromptDraft) -> None:
    draft.set_text("{a, b}")
    draft.set_speed(Speed.FAST)
    draft.choose("version", "niji 6")
    reference = PictureRef("a" * 64)
    wishes = list(draft.requests(TABLE, [reference]))
    assert [wish.prompt for wish in wishes] == ["a --niji 6", "b --niji 6"]
    assert {wish.speed for wish in wishes} == {Speed.FAST}
    assert {wish.pictures for wish in wishes} == {(reference,)}
    assert {wish.bot for wish in wishes} == {Bot.NIJI} == {draft.bot}


def test_what_a_model_does_not_take_is_not_sent(draft: PromptDraft) -> None:
    draft.set_text("a sea")
    for name, value in (("weird", 300), ("stylize", 50), ("raw", True), ("draft", True)):
        draft.choose(name, value)
    draft.choose("version", "7")
    assert prompts(draft) == ["a sea --s 50 --weird 300 --raw --v 7 --draft"]
    draft.choose("version", "3")
    assert prompts(draft) == ["a sea --s 625 --v 3"]


def test_a_model_that_is_gone_has_an_heir(draft: PromptDraft) -> None:
    draft.choose("version", "8")
    assert draft.version(TABLE) == TABLE.gone["8"]
    draft.choose("version", "99")
    assert draft.version(TABLE) == TABLE.default


def test_obstacles(draft: PromptDraft) -> None:
    assert draft.obstacle() is Obstacle.EMPTY
    assert draft.obstacle(1) is Obstacle.ONE_PICTURE
    assert draft.obstacle(2) is None
    draft.set_text("  --ar 16:9 ")
    assert draft.obstacle() is Obstacle.EMPTY
    draft.set_text("sea")
    assert draft.obstacle() is None
    draft.set_text("{a, b, c, d, e}" * 3)
    assert draft.count == 125
    assert draft.obstacle() is Obstacle.TOO_MANY
    assert len(prompts(draft)) == MOST_AT_ONCE


def test_used_again_flags_set_the_controls_and_the_rest_is_text(draft: PromptDraft) -> None:
    draft.choose("weird", 900)
    draft.choose("hd", True)
    text = "https://a.test/b.png a sea --ar 7:4 --s 250 --iw 2 --no fog, people --seed 5 --niji 6"
    draft.take_over(text, TABLE)
    assert draft.text == "https://a.test/b.png a sea --iw 2"
    holds = draft.settings
    assert (holds.aspect, holds.stylize, holds.no, holds.seed) == ((7, 4), 250, ("fog", "people"), 5)
    assert (holds.version, holds.weird) == ("niji 6", None)
    assert not draft.has_extra("hd")


def test_used_again_what_no_control_can_say_stays_written(draft: PromptDraft) -> None:
    text = "a sea --ar 16x --s 99999 --v 77"
    draft.take_over(text, TABLE)
    assert draft.text == text


@pytest.mark.parametrize(
    "text",
    [
        "a sea --ar 16:9 --s 250 --v 8.2",
        "山 🌊 --niji 7 --c 9 --raw --tile",
        "a --no x, y --seed 0 --v 7 --draft",
    ],
)
def test_used_again_it_asks_for_the_same(draft: PromptDraft, text: str) -> None:
    draft.set_text(text)
    (before,) = draft.requests(TABLE)
    draft.take_over(text, TABLE)
    (after,) = draft.requests(TABLE)
    assert sorted(after.prompt.split(" --")) == sorted(before.prompt.split(" --"))


def test_a_flag_goes_to_its_control_or_into_the_text(draft: PromptDraft) -> None:
    draft.set_text("a sea")
    draft.use_flag("--ar 16:9")
    draft.use_flag("--seed 12")
    draft.use_flag("--hd")
    draft.use_flag("--niji 6")
    assert draft.text == "a sea"
    assert (draft.settings.aspect, draft.settings.seed, draft.settings.version) == ((16, 9), 12, "niji 6")
    assert draft.has_extra("hd")
    draft.use_flag("--iw 2")
    draft.use_flag("--iw 1.5")
    assert draft.text == "a sea --iw 1.5"


def test_looks_exclude_each_other(draft: PromptDraft) -> None:
    draft.choose("hd", True)
    draft.choose("draft", True)
    assert draft.has_extra("draft")
    assert not draft.has_extra("hd")
    draft.set_text("a --hd")
    assert draft.has_extra("hd")
    assert not draft.has_extra("draft")


def test_it_survives_a_restart(draft: PromptDraft) -> None:
    draft.set_text("海 🌊\n{a, b} --ar 16:9")
    for name, value in (
        ("stylize", 250),
        ("no", ("x", "y")),
        ("aspect", (2, 3)),
        ("raw", True),
        ("hd", True),
    ):
        draft.choose(name, value)
    draft.set_speed(Speed.RELAX)
    other = PromptDraft()
    other.from_json(draft.to_json())
    assert (other.text, other.panel, other.speed) == (draft.text, draft.panel, draft.speed)
    assert other.has_extra("hd")
    assert other.to_json() == draft.to_json()


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "{", '"x"', '{"panel": 3, "text": 4, "speed": [], "extras": {}}'),
        '{"panel": {"aspect": [1], "stylize": "9", "chaos": true, "seed": -1, "no": [1], "version": 8}}',
        json.dumps({"speed": "warp", "panel": {"aspect": [0, 5]}, "extras": ["sd", 1]}),
    ],
)
def test_what_cannot_be_read_is_left_at_its_default(draft: PromptDraft, text: str) -> None:
    draft.from_json(text)
    fresh = PromptDraft()
    assert (draft.text, draft.panel, draft.speed) == (fresh.text, fresh.panel, fresh.speed)


@given(st.text(max_size=60), st.sampled_from(["aspect", "stylize", "raw", "version", "seed", "no", "draft"]))
def test_any_text_can_be_chosen_upon_and_sent(text: str, name: str) -> None:
    values = {"aspect": (16, 9), "stylize": 7, "raw": True, "version": "7", "seed": 1, "no": ("x",)}
    draft = PromptDraft()
    draft.set_text(text)
    draft.choose(name, values.get(name, True))
    draft.choose(name, None)
    draft.take_over(text, TABLE)
    for wish in draft.requests(TABLE):
        assert "--v" in wish.prompt or "--niji" in wish.prompt


IMAGE, STYLE, CHARACTER, OMNI, EDIT = ReferenceRole


def a_reference(role: ReferenceRole) -> Reference:
    return Reference(PictureRef("a" * 64, name="a.png"), role)


def wished(draft: PromptDraft, *roles: ReferenceRole, pictures: int = 0) -> list[str]:
    images = (PictureRef("b" * 64),) * pictures
    return [each.prompt for each in draft.requests(TABLE, images, [a_reference(role) for role in roles])]


def test_references_travel_with_each_wish_and_their_weights_as_flags(draft: PromptDraft) -> None:
    draft.set_text("a {cat, dog} --v 7")
    draft.choose("sw", 250)
    draft.choose("iw", 1.5)
    draft.choose("ow", 300)
    assert wished(draft, STYLE, pictures=1) == [
        "a cat --v 7 --iw 1.5 --sw 250",
        "a dog --v 7 --iw 1.5 --sw 250",
    ]
    assert wished(draft, OMNI) == ["a cat --v 7 --ow 300", "a dog --v 7 --ow 300"]
    assert wished(draft) == ["a cat --v 7", "a dog --v 7"]
    first = next(draft.requests(TABLE, (), (a_reference(STYLE),)))
    assert first.references == (a_reference(STYLE),)


def test_a_weight_that_is_midjourneys_own_is_not_written(draft: PromptDraft) -> None:
    draft.set_text("a cat --v 7")
    draft.choose("sw", 100)
    assert wished(draft, STYLE) == ["a cat --v 7"]
    draft.choose("sw", 0)
    assert wished(draft, STYLE) == ["a cat --v 7 --sw 0"]
    draft.choose("sw", None)
    assert wished(draft, STYLE) == ["a cat --v 7"]


def test_the_text_wins_over_the_weight_too_and_a_choice_changes_it(draft: PromptDraft) -> None:
    draft.choose("sw", 250)
    draft.set_text("a cat --sw 40 --v 7")
    assert wished(draft, STYLE) == ["a cat --sw 40 --v 7"]
    assert draft.weight(STYLE, TABLE) == 40
    assert "sw" in draft.stated()
    draft.choose("sw", 700)
    assert draft.text == "a cat --sw 700 --v 7"
    draft.choose("sw", None)
    assert draft.text == "a cat --v 7"
    assert draft.weight(STYLE, TABLE) == 100


def test_a_weight_is_kept_within_what_the_model_takes(draft: PromptDraft) -> None:
    draft.set_text("a cat")
    draft.choose("iw", 3)
    assert draft.weight(IMAGE, TABLE) == 3
    draft.choose("version", "niji 7")
    assert draft.weight(IMAGE, TABLE) == 2
    assert wished(draft, pictures=1) == ["a cat --niji 7 --iw 2"]
    assert draft.weight(OMNI, TABLE) is None
    assert draft.weight(EDIT, TABLE) is None
    draft.choose("version", "8.2")
    assert draft.weight(IMAGE, TABLE) == 3


def test_references_are_no_prompt(draft: PromptDraft) -> None:
    assert draft.obstacle(0, [a_reference(STYLE)]) is Obstacle.EMPTY
    assert draft.obstacle(2, [a_reference(STYLE)]) is None
    assert draft.obstacle(2, [a_reference(OMNI)]) is Obstacle.EMPTY
    draft.set_text("a cat")
    assert draft.obstacle(0, [a_reference(OMNI)]) is None


def test_used_again_a_weight_goes_to_its_control_unless_the_text_has_what_it_weighs(
    draft: PromptDraft,
) -> None:
    draft.take_over("a cat --sw 250 --v 7", TABLE)
    assert draft.text == "a cat"
    assert draft.weight(STYLE, TABLE) == 250
    assert wished(draft, STYLE) == ["a cat --v 7 --sw 250"]
    draft.take_over("a cat --sref 123 --sw 250 --v 7", TABLE)
    assert draft.text == "a cat --sref 123 --sw 250"
    assert wished(draft) == ["a cat --sref 123 --sw 250 --v 7"]
    draft.take_over("a cat --cw 40 --v 7", TABLE)
    assert draft.text == "a cat --cw 40"  # a finding says that the model does not take it
    draft.take_over("a cat --v 7", TABLE)
    assert draft.weight(STYLE, TABLE) == 100


def test_weights_survive_a_restart(draft: PromptDraft) -> None:
    draft.choose("sw", 250)
    draft.choose("iw", 0.5)
    after = PromptDraft()
    after.from_json(draft.to_json())
    assert (after.weight(STYLE, TABLE), after.weight(IMAGE, TABLE)) == (250, 0.5)
    after.from_json('{"weights": {"sw": "x", "iw": true, "ow": [1], "foo": 3, "cw": 1e400}}')
    assert after.weight(STYLE, TABLE) == 100
    assert json.loads(after.to_json())["weights"] == {}


def test_findings_hear_of_the_references(draft: PromptDraft) -> None:
    draft.choose("draft", True)
    facts = draft.facts(TABLE, 2, [a_reference(OMNI), a_reference(STYLE)])
    assert (facts.pictures, facts.references, facts.extras) == (2, (OMNI, STYLE), frozenset({"draft"}))
