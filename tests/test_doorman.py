"""A second start finds the first window and hands in its files; whatever else lies there is ignored."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
from typing import TYPE_CHECKING

import pytest

from mjdesk.doorman import Doorman, knock

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("/pictures/a lighthouse.png", "/pictures/灯塔.webp")


async def knocks(sign: Path, files: tuple[str, ...] = (), token: str = "") -> bool:
    return await asyncio.to_thread(knock, sign, files, token)


async def test_a_second_start_hands_in_its_files_and_the_tokens_of_its_desktop(tmp_path: Path) -> None:
    visits: list[tuple[tuple[str, ...], str]] = []
    async with Doorman(tmp_path / "window.json", lambda files, token: visits.append((files, token))):
        assert await knocks(tmp_path / "window.json", FILES, "a-token")
        assert await knocks(tmp_path / "window.json")
    assert visits == [(FILES, "a-token"), ((), "")]


async def test_without_a_window_nobody_answers(tmp_path: Path) -> None:
    assert not await knocks(tmp_path / "window.json", FILES)


async def test_the_sign_is_for_this_person_only_and_goes_with_the_window(tmp_path: Path) -> None:
    sign = tmp_path / "logs" / "window.json"
    async with Doorman(sign, lambda _files, _token: None):
        if os.name == "posix":
            assert sign.stat().st_mode & 0o077 == 0
    assert not sign.exists()


async def test_what_a_crash_left_behind_leads_nowhere(tmp_path: Path) -> None:
    sign = tmp_path / "window.json"
    with socket.create_server(("127.0.0.1", 0)) as once:
        port = once.getsockname()[1]
    sign.write_text(json.dumps({"port": port, "word": "w", "machine": socket.gethostname()}))
    assert not await knocks(sign)


async def test_a_window_on_another_machine_is_not_ours(tmp_path: Path) -> None:
    sign = tmp_path / "window.json"
    async with Doorman(sign, lambda _files, _token: pytest.fail("nobody may come in")):
        found = json.loads(sign.read_text())
        sign.write_text(json.dumps(found | {"machine": "elsewhere"}))
        assert not await knocks(sign)


async def test_who_does_not_know_the_word_stays_outside(tmp_path: Path) -> None:
    sign = tmp_path / "window.json"
    async with Doorman(sign, lambda _files, _token: pytest.fail("nobody may come in")):
        found = json.loads(sign.read_text())
        sign.write_text(json.dumps(found | {"word": "guessed"}))
        assert not await knocks(sign)


@pytest.mark.parametrize("words", [b"\n", b"{}\n", b"[1]\n", b'{"word": 1}\n', b"\xff\xfe\n", b"x" * 300_000])
async def test_nonsense_at_the_door_is_shut_out(tmp_path: Path, words: bytes) -> None:
    sign = tmp_path / "window.json"
    async with Doorman(sign, lambda _files, _token: pytest.fail("nobody may come in")):
        port = json.loads(sign.read_text())["port"]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(words)
        with contextlib.suppress(ConnectionResetError):  # the door was shut before everything was said
            assert await reader.read() == b""
        writer.close()


@pytest.mark.parametrize(
    "words", ["", "{", "[]", '{"port": "x"}', '{"port": 70000, "word": "", "machine": ""}']
)
async def test_a_damaged_sign_is_no_sign(tmp_path: Path, words: str) -> None:
    (tmp_path / "window.json").write_text(words)
    assert not await knocks(tmp_path / "window.json")


async def test_a_window_leaves_the_sign_of_another_one_alone(tmp_path: Path) -> None:
    sign = tmp_path / "window.json"
    async with Doorman(sign, lambda _files, _token: None):
        sign.write_text('{"word": "of another"}')
    assert sign.exists()
