"""The table of commands: every key means one thing, every icon exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QKeySequence

from mjdesk.views.commands import COMMANDS, Scope, command, key_text

if TYPE_CHECKING:
    from mjdesk.theme import Theme


def test_no_two_commands_share_a_key_or_an_id() -> None:
    keys = [QKeySequence(keys).toString() for row in COMMANDS for keys in row.keys]
    assert "" not in keys
    assert len(keys) == len(set(keys))
    assert len({row.id for row in COMMANDS}) == len(COMMANDS)


def test_every_command_has_words_and_an_icon_that_exists(theme: Theme) -> None:
    names = set(theme.icons.names())
    for row in COMMANDS:
        assert row.words
        assert row.keys
        assert not row.icon or row.icon in names


def test_single_letters_and_digits_are_heard_in_the_gallery_alone() -> None:
    for row in COMMANDS:
        for keys in row.keys:
            if len(keys) == 1 and keys.isalnum():
                assert row.scope is Scope.GALLERY


def test_commands_are_found_by_id_and_keys_are_written_for_people() -> None:
    assert command("create").words == "Create"
    with pytest.raises(KeyError):
        command("no-such-command")
    assert key_text("Ctrl+Return") == "Ctrl ⏎"
    assert key_text("Del") == "Del"
