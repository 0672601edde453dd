"""Every verb and group has words, and an icon that exists; what is unknown keeps the gateway's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.action import Action, ActionGroup, ActionVerb, read_action
from mjdesk.views import action_words

if TYPE_CHECKING:
    from mjdesk.theme import Theme


@pytest.mark.parametrize("verb", list(ActionVerb))
def test_every_verb_has_a_label_a_hint_and_an_icon_that_exists(verb: ActionVerb, theme: Theme) -> None:
    action = Action("MJ::JOB::something::2", verb, 2, "Label of the server")
    label, hint = action_words.action_label(action), action_words.action_hint(action)
    assert label
    assert hint
    assert "{" not in label + hint
    assert action_words.action_icon(action) in theme.icons.names()
    assert action_words.action_sentence(action)
    if verb is not ActionVerb.UNKNOWN:
        assert label != "Label of the server"


@pytest.mark.parametrize(
    ("custom_id", "label", "shown"),
    [
        ("whatever", "Sparkle it", "Sparkle it"),
        ("MJ::Sparkle::1", "", "Sparkle"),
        ("MJ::JOB::sparkle_v9::1", "  ", "sparkle_v9"),
        ("MJ::Sparkle::1", "<b>bold</b>\nlines", "<b>bold</b> lines"),
        ("", "", "More"),
        ("x", "y" * 300, "y" * 39 + "…"),
    ],
)
def test_an_unknown_action_keeps_the_words_of_the_server(custom_id: str, label: str, shown: str) -> None:
    action = read_action(custom_id, label)
    assert action.verb is ActionVerb.UNKNOWN
    assert action_words.action_label(action) == shown
    assert action.group is ActionGroup.MORE


def test_every_group_has_a_title() -> None:
    assert all(action_words.group_title(group) for group in ActionGroup)


def test_under_its_head_a_zoom_is_called_by_its_number() -> None:
    actions = [read_action(f"MJ::{name}::1::h") for name in ("Outpaint::50", "Outpaint::75", "CustomZoom")]
    assert [action_words.short_label(action) for action in actions] == ["2×", "1.5×", "Custom…"]
    pan = read_action("MJ::JOB::pan_left::1::h")
    assert action_words.short_label(pan) == action_words.action_label(pan) == "Pan left"
