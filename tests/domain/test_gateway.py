"""What is learned about a gateway, and which pictures come from elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mjdesk.domain.gateway import (
    STUDIO_PROFILE,
    Capabilities,
    GatewayProfile,
    HostRewrite,
    read_rewrites,
    written_rewrites,
)
from mjdesk.domain.presets import NOTES, PRESETS
from mjdesk.domain.price import PriceTable
from mjdesk.domain.task import TaskKind

OWN = GatewayProfile(id="own", name="Own", root="https://own.test")


@pytest.mark.parametrize(
    ("what", "missing", "verbs"),
    [
        ("/mj/submit/shorten", {"/mj/submit/shorten"}, set[str]()),
        ("/mj-fast/mj/submit/video", {"/mj/submit/video"}, set[str]()),
        ("/mj-turbo-relay/mj/submit/video", {"/mj/submit/video"}, set[str]()),
        ("reroll", set[str](), {"reroll"}),
        ("/mj/submit/imagine", set[str](), set[str]()),
        ("/mj", set[str](), set[str]()),
        ("", set[str](), set[str]()),
        ("/mj/task/17/fetch", set[str](), set[str]()),
        ("/mj/task/17/image-seed", {"/mj/task/{id}/image-seed"}, set[str]()),
    ],
)
def test_what_is_learned(what: str, missing: set[str], verbs: set[str]) -> None:
    learned = Capabilities().without(what)
    assert (learned.missing, learned.refused_verbs) == (missing, verbs)
    assert all(learned.lacks(path) for path in missing)


def test_a_gateway_that_cannot_cancel() -> None:
    assert Capabilities().can_cancel
    assert not Capabilities().without("/mj-fast/mj/task/17/cancel").can_cancel


def test_no_channel_for_one_speed_says_nothing_about_the_endpoint() -> None:
    known = Capabilities()
    assert known.without("/mj-turbo/mj/submit/video", is_lasting=False) == known
    assert known.without("/mj/submit/action", is_lasting=False) == known
    assert known.without("/mj/submit/video", is_lasting=False).lacks("/mj/submit/video")


def test_a_check_leaves_what_use_has_taught_until_everything_is_tried_again() -> None:
    taught = Capabilities(can_cancel=False).without("/mj/submit/shorten").without("reroll")
    checked = taught.checked(Capabilities(can_list=False))
    assert (checked.missing, checked.refused_verbs) == ({"/mj/submit/shorten"}, {"reroll"})
    assert not checked.can_list
    assert not checked.can_cancel
    assert checked.unlearned() == Capabilities()


def test_what_is_learned_or_renamed_does_not_change_the_wiring() -> None:
    changed = replace(
        OWN, name="x", concurrency=9, prices=PriceTable.free(), capabilities=Capabilities().without("reroll")
    )
    assert changed.wiring == OWN.wiring
    for other in (
        replace(OWN, proxy="none"),
        replace(OWN, root="https://b.test"),
        replace(OWN, ca_file="/a.pem"),
        replace(OWN, picture_hosts=(HostRewrite("a", "b"),)),
    ):
        assert other.wiring != OWN.wiring


def test_profiles_can_be_keys() -> None:
    assert hash(OWN) == hash(replace(OWN))
    assert hash(STUDIO_PROFILE) != hash(OWN)


def test_rewrites_as_people_type_them() -> None:
    typed = """
        https://CDN.discordapp.com/ = mirror.example
        media.test=https://mirror.example:8443/m/ , nonsense, a=, =b
        cdn.discordapp.com=second.example
        same.test = same.test
        evil.test = me@host
    """
    found = read_rewrites(typed)
    assert found == (
        HostRewrite("cdn.discordapp.com", "mirror.example"),
        HostRewrite("media.test", "https://mirror.example:8443/m"),
    )
    assert read_rewrites(written_rewrites(found)) == found


def test_presets_are_complete_and_name_no_address_that_their_page_does_not() -> None:
    assert len({preset.id for preset in PRESETS}) == len(PRESETS) == 6
    assert {note for preset in PRESETS for note in preset.notes} <= NOTES
    assert [preset.root for preset in PRESETS if preset.root] == ["https://api.zyai.online"]
    own = PRESETS[-1].profile("x")
    assert (own.id, own.prices.cost(TaskKind.IMAGINE)) == ("x", 0)
