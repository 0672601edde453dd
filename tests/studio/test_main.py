"""The studio as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx2
import pytest

from mjdesk.studio.__main__ import arguments, config_from, main
from mjdesk.studio.config import Family, Speed
from mjdesk.studio.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextmanager
def child(*options: str, **variables: str) -> Generator[tuple[subprocess.Popen[str], str]]:
    """A running studio process and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mjdesk.studio", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **variables},
    )
    with process:
        try:
            assert process.stdout
            first = json.loads(process.stdout.readline())
            assert first["pid"] == process.pid
            yield process, first["url"]
        finally:
            process.kill()


def test_it_serves_and_leaves_with_its_parent(tmp_path: Path):
    options = ("--data", str(tmp_path), "--family", "proxy-plus", "--die-with-stdin")
    with child(*options, MJDESK_STUDIO_SECRET="sesame") as (process, url):
        with httpx2.Client(base_url=url, trust_env=False, verify=False) as client:
            refused = client.post("/mj/task/list-by-condition", json={"ids": []})
            let_in = client.post(
                "/mj/task/list-by-condition", json={"ids": []}, headers={"mj-api-secret": "sesame"}
            )
        assert (refused.status_code, let_in.json()) == (401, [])
        assert process.stdin
        process.stdin.close()
        assert process.wait(10) == 0
        assert process.stdout
        assert process.stdout.read() == ""
    assert (tmp_path / "studio.db").exists()


def test_nobody_else_can_ask_anything_of_the_line_to_the_parent():
    """On Windows the first painting would wait for the parent: numpy asks what standard input is."""
    code = (
        "import os; from mjdesk.studio.__main__ import _stdin_to_ourselves as take;"
        "line = take(); print(os.read(0, 9), os.read(line, 9), line > 2)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input="parent", capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "b'' b'parent' True"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_sigterm_leaves_cleanly(tmp_path: Path):
    with child("--data", str(tmp_path)) as (process, _url):
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_nothing_is_lost_when_it_is_killed(tmp_path: Path):
    options = ("--data", str(tmp_path), "--family", "proxy-plus")
    with child(*options, "--pace", "100") as (process, url):
        with httpx2.Client(base_url=url, trust_env=False, verify=False) as client:
            wish = {"prompt": "a lake fail:link", "state": "wish-1"}
            task_id = client.post("/mj/submit/imagine", json=wish).json()["result"]
        process.kill()
        process.wait(10)
    with (
        child(*options, "--pace", "0") as (_process, url),
        httpx2.Client(base_url=url, trust_env=False, verify=False) as client,
    ):
        task = {"status": ""}
        for _ in range(500):
            task = client.get(f"/mj/task/{task_id}/fetch").json()
            if task["status"] == "FAILURE":
                break
        assert (task["status"], task["state"]) == ("FAILURE", "wish-1")
        assert task["failReason"].startswith("Invalid link")


def test_nothing_heavy_before_the_first_painting():
    code = (
        "import sys, mjdesk.studio.server, mjdesk.studio.__main__;"
        "print(sorted({'PIL', 'numpy', 'PySide6', 'httpx2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_options():
    options = arguments().parse_args(
        ["--family", "trueai", "--speed", "4", "--pace", "2", "--trouble", "slow:0.3,reset", "--secret", "x"]
    )
    config = config_from(options)
    assert (config.family, config.pace, config.secret) == (Family.TRUEAI, 0.5, "x")
    assert [fault for fault, _dose in config.trouble.doses] == [Fault.SLOW, Fault.RESET]
    assert config_from(arguments().parse_args(["--speed", "relax"])).speed is Speed.RELAX


@pytest.mark.parametrize(
    "wrong",
    [
        ["--trouble", "nonsense"],
        ["--trouble", "slow:2"],
        ["--speed", "0"],
        ["--speed", "warp"],
        ["--pace", "-1"],
    ],
)
def test_wrong_options_say_why(wrong: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as left:
        main(wrong)
    assert left.value.code == 2
    assert wrong[0] in capsys.readouterr().err or "nonsense" in wrong[1]


def test_a_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert main(["--data", str(blocked / "data")]) == 1
    assert capsys.readouterr().err.startswith("mjdesk-studio: ")
