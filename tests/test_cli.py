"""The command line as a person or a script meets it: a process, its streams and its exit code."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from mjdesk import __main__
from mjdesk.cli.arguments import COMMANDS
from mjdesk.cli.report import Report
from mjdesk.cli.sentences import CODES, Exit, outcome, said_of
from mjdesk.domain import errors
from mjdesk.domain.task import Collection, Failure, TaskState
from tests.support.builders import a_task

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parent.parent


@dataclass
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Shell:
    """Runs commands in a home of their own."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict[str, str])

    async def start(self, *words: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "mjdesk",
            *words,
            cwd=ROOT,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=os.environ | {"MJDESK_HOME": str(self.home)} | self.environment,
        )

    async def run(self, *words: str) -> Ended:
        process = await self.start(*words)
        async with asyncio.timeout(60):
            out, err = await process.communicate()
        ended = Ended(process.returncode or 0, out.decode(), err.decode())
        assert "Traceback" not in ended.err
        return ended


def is_png(file: str) -> bool:
    return Path(file).read_bytes().startswith(b"\x89PNG")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "home")


@pytest.fixture
async def gateway() -> AsyncIterator[tuple[str, str]]:
    """A studio that runs by itself, as a gateway would: address and key."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "mjdesk", "serve-studio", "--pace", "0.01", "--die-with-stdin"),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | {"MJDESK_STUDIO_SECRET": "sk-marked-key"},
    )
    assert process.stdout is not None
    assert process.stdin is not None
    url = json.loads(await process.stdout.readline())["url"]
    yield url, "sk-marked-key"
    process.stdin.close()
    await process.communicate()


async def test_json_is_in_utf_8_whatever_the_system_writes_in(shell: Shell, tmp_path: Path) -> None:
    shell.environment = {"PYTHONIOENCODING": "cp1252"}
    made = await shell.run("imagine", "一座雪山", "--out", str(tmp_path), "--json", "--pace", "0.01")
    assert made.lines[-1]["prompt"] == "一座雪山"
    assert all(is_png(file) for file in made.lines[-1]["files"])


async def test_words_become_files_and_buttons_become_more(shell: Shell, tmp_path: Path) -> None:
    made = await shell.run(
        *("imagine", "a red fox --ar 3:2", "--out", str(tmp_path / "out"), "--json", "--pace", "0.01")
    )
    assert made.code == Exit.DONE, made.err
    last = made.lines[-1]
    assert set(last) == {"id", "status", "progress", "prompt", "files", "actions", "error"}
    assert (last["status"], last["progress"], last["error"]) == ("succeeded", 100, None)
    assert last["prompt"] == "a red fox --ar 3:2"
    assert last["actions"][:4] == ["U1", "U2", "U3", "U4"]
    assert len(last["files"]) == 5
    assert all(Path(file).parent == tmp_path / "out" for file in last["files"])
    assert all(is_png(file) for file in last["files"])
    statuses = list(dict.fromkeys(line["status"] for line in made.lines))
    assert statuses[0] == "drafted"
    assert statuses[-2:] == ["collecting", "succeeded"]
    assert {line["id"] for line in made.lines} == {last["id"]}

    upscaled = await shell.run(
        *("act", last["id"][:10], "U2", "--out", str(tmp_path / "u2"), "--pace", "0.01")
    )
    assert upscaled.code == Exit.DONE, upscaled.err
    (file,) = upscaled.out.splitlines()
    assert is_png(file)

    again = await shell.run("fetch", last["id"], "--json")
    assert again.code == Exit.DONE, again.err
    assert len(again.lines[-1]["files"]) == 5

    listed = await shell.run("list", "--json")
    assert [line["id"] for line in listed.lines][-1] == last["id"]
    assert len(listed.lines) == 2
    assert len((await shell.run("list", "nothing like it", "--json")).lines) == 0

    wrong = await shell.run("act", last["id"], "U9", "--out", str(tmp_path / "u9"))
    assert wrong.code == Exit.USAGE
    assert "U1 U2 U3 U4" in wrong.err


async def test_a_picture_becomes_a_film_and_an_edit_and_tells_its_seed(shell: Shell, tmp_path: Path) -> None:
    made = await shell.run("imagine", "a red fox", "--out", str(tmp_path / "fox"), "--json", "--pace", "0.01")
    fox = made.lines[-1]
    films = await shell.run(
        *("film", fox["id"], "--tile", "2", "--motion", "high", "--count", "2", "--prompt", "it runs"),
        *("--out", str(tmp_path / "film"), "--json", "--pace", "0.01"),
    )
    assert films.code == Exit.DONE, films.err
    film = films.lines[-1]
    assert (film["status"], film["prompt"], len(film["files"])) == ("succeeded", "it runs", 2)
    more = await shell.run(
        "film", film["id"], "--tile", "2", "--out", str(tmp_path / "more"), "--json", "--pace", "0.01"
    )
    assert more.code == Exit.DONE, more.err
    edited = await shell.run(
        *("edit", fox["files"][1], "--prompt", "a blue fox", "--out", str(tmp_path / "edit")),
        *("--json", "--pace", "0.01"),
    )
    assert edited.code == Exit.DONE, edited.err
    assert edited.lines[-1]["prompt"] == "a blue fox"
    seed = await shell.run("seed", fox["id"])
    assert seed.code == Exit.DONE, seed.err
    assert seed.out.split()[1].isdigit()
    asked = await shell.run("answer", fox["id"], "--out", str(tmp_path))
    assert asked.code == Exit.USAGE
    assert "does not wait for an answer" in asked.err


async def test_pictures_are_given_in_their_roles(shell: Shell, tmp_path: Path) -> None:
    picture = str(tmp_path / "cat.png")
    Image.new("RGB", (64, 64), "teal").save(picture)
    out = str(tmp_path / "out")
    made = await shell.run(
        *("imagine", "a red fox --sw 300", "--out", out, "--json", "--pace", "0.01"),
        *("--image", picture, "--style", picture, "--style", "https://my.site/a.png"),
    )
    assert made.code == Exit.DONE, made.err
    assert made.lines[-1]["prompt"] == "a red fox --sw 300 --sref https://my.site/a.png"
    listed = await shell.run("imagine", "a fox", "--out", out, "--omni", str(tmp_path / "gone.png"))
    assert listed.code == Exit.USAGE
    assert "gone.png" in listed.err


async def test_another_gateway_takes_its_key_from_the_environment_alone(
    shell: Shell, gateway: tuple[str, str], tmp_path: Path
) -> None:
    url, key = gateway
    words = ("imagine", "a heron", "--out", str(tmp_path / "out"), "--gateway", f"{url}/mj/submit/imagine")
    refused = await shell.run(*words, "--json")
    assert refused.code == Exit.NOT_ALLOWED
    assert refused.lines[-1]["status"] == "refused"
    assert refused.lines[-1]["error"]["kind"] == "NotAllowed"
    assert "--key-env" in refused.err

    unset = await shell.run(*words, "--key-env", "MY_KEY")
    assert unset.code == Exit.USAGE
    assert "MY_KEY" in unset.err

    shell.environment["MY_KEY"] = key
    made = await shell.run(*words, "--key-env", "MY_KEY")
    assert made.code == Exit.DONE, made.err
    kept = [path for path in shell.home.rglob("*") if path.is_file()]
    assert kept
    assert [path for path in kept if key.encode() in path.read_bytes()] == []

    banned = await shell.run(
        *("imagine", "gore", "--out", str(tmp_path / "out"), "--gateway", url, "--key-env", "MY_KEY")
    )
    assert banned.code == Exit.REFUSED
    assert "gore" in banned.err


async def test_a_gateway_that_is_not_there(shell: Shell, tmp_path: Path) -> None:
    ended = await shell.run(
        *("imagine", "x", "--out", str(tmp_path), "--gateway", "http://127.0.0.1:9", "--json")
    )
    assert ended.code == Exit.UNREACHABLE
    assert ended.lines[-1]["error"] == {
        "kind": "Unreachable",
        "message": ended.lines[-1]["error"]["message"],
        "may_have_cost": False,
    }
    assert ended.err.count("\n") <= 2


async def test_interrupting_says_how_to_go_on_and_the_task_can_be_fetched(
    shell: Shell, tmp_path: Path
) -> None:
    process = await shell.start(
        *("imagine", "a slow boat", "--out", str(tmp_path / "out"), "--json", "--pace", "0.2")
    )
    assert process.stdout is not None
    task_id = ""
    async with asyncio.timeout(30):
        while line := await process.stdout.readline():
            step = json.loads(line)
            task_id = step["id"]
            if step["status"] in {"submitted", "running"}:
                break
        process.send_signal(signal.SIGINT)
        _, err = await process.communicate()
    assert process.returncode == Exit.INTERRUPTED
    assert b"fetch ID" in err
    assert b"Traceback" not in err
    fetched = await shell.run(*("fetch", task_id, "--out", str(tmp_path / "out"), "--json", "--pace", "0.01"))
    assert fetched.code == Exit.DONE, fetched.err
    assert len(fetched.lines[-1]["files"]) == 5


async def test_it_ends_when_nobody_reads_any_more(shell: Shell, tmp_path: Path) -> None:
    """The reader goes in the midst of the work, when lines come from what runs beside the command."""
    words = ("imagine", "a slow boat", "--out", str(tmp_path / "out"), "--json", "--pace", "0.2")
    read, write = os.pipe()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "mjdesk", *words),
        cwd=ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=write,
        stderr=asyncio.subprocess.PIPE,
        env=os.environ | {"MJDESK_HOME": str(shell.home)},
    )
    os.close(write)
    with os.fdopen(read) as lines:
        while '"submitted"' not in await asyncio.to_thread(lines.readline):
            pass
    try:
        async with asyncio.timeout(20):
            _, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == Exit.FAILED
    assert err == b""


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("imagine", "   ", "--out", "out"), Exit.USAGE, "prompt is empty"),
        (("imagine", "x", "--out", "out", "--gateway", "nowhere"), Exit.USAGE, "nowhere"),
        (("fetch", "0123456789"), Exit.USAGE, "0123456789"),
        (("imagine", "x"), Exit.USAGE, "--out"),
        (("imagine", "x", "--out", "/dev/null/out"), Exit.LIBRARY, "cannot be made"),
    ],
)
async def test_wrong_usage_is_one_sentence(
    shell: Shell, tmp_path: Path, words: tuple[str, ...], code: Exit, says: str
) -> None:
    ended = await shell.run(*(str(tmp_path / "out") if word == "out" else word for word in words))
    assert ended.code == code
    assert says in ended.err


async def test_beyond_the_cap_a_script_must_say_so_and_the_ledger_remembers(
    shell: Shell, tmp_path: Path, gateway: tuple[str, str]
) -> None:
    url, secret = gateway
    shell.environment["KEY"] = secret
    words = ("imagine", "a fox", "--out", str(tmp_path / "out"), "--gateway", url, "--key-env", "KEY")
    first = await shell.run(*words)
    assert first.code == Exit.DONE, first.err
    text = next(shell.home.rglob("settings.toml")).read_text(encoding="utf-8")
    settings = next(shell.home.rglob("settings.toml"))
    settings.write_text(text.replace('daily_cap = "0"', 'daily_cap = "0.15"'), encoding="utf-8")
    refused = await shell.run(*words)
    assert refused.code == Exit.USAGE
    assert "cap of 0.15 would be passed: 0.1 are spent or waiting, this costs 0.1." in refused.err
    assert (await shell.run(*words, "--over-cap")).code == Exit.DONE
    (row,) = (await shell.run("ledger", "--json")).lines
    assert (row["amount"], row["wishes"], row["unpriced"]) == ("0.2", 2, 0)
    charged = await shell.run("ledger", "--charged")
    assert (charged.code, charged.out) == (Exit.DONE, "")


async def test_doctor_looks_at_everything(shell: Shell) -> None:
    ended = await shell.run("doctor", "--json")
    assert ended.code == Exit.DONE, ended.err
    (facts,) = ended.lines
    assert facts["library"].startswith(str(shell.home))
    assert "new-api" in facts["gateway Built-in studio (in use)"]
    assert facts["keys"] in {"keychain", "memory"}


def test_help_documents_every_exit_code() -> None:
    for code in Exit:
        assert f"  {code.value}  " in CODES


def test_the_window_knows_the_words_of_the_command_line() -> None:
    assert frozenset(COMMANDS) == __main__._COMMANDS  # pyright: ignore[reportPrivateUsage] (the one reader)


def test_every_error_has_a_sentence_and_a_code() -> None:
    kinds: list[type[errors.DeskError]] = [errors.DeskError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    assert len(kinds) > 20
    for kind in kinds:
        code, sentence = said_of(kind("the detail"))
        assert code is not Exit.DONE
        assert sentence.endswith((".", ")"))
        assert "\n" not in sentence


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": TaskState.SUCCEEDED, "collection": Collection.DONE}, Exit.DONE),
        ({"state": TaskState.SUCCEEDED, "collection": Collection.EXPIRED}, Exit.FAILED),
        ({"state": TaskState.FAILED, "failure": Failure(error="task-failed")}, Exit.FAILED),
        ({"state": TaskState.REFUSED, "failure": Failure(error="OutOfCredit")}, Exit.NO_CREDIT),
        ({"state": TaskState.REFUSED, "failure": Failure(error="Busy")}, Exit.REFUSED),
        ({"state": TaskState.UNKNOWN, "failure": Failure(error="OutcomeUnknown")}, Exit.UNKNOWN),
        ({"state": TaskState.UNKNOWN}, Exit.UNKNOWN),
        ({"state": TaskState.CANCELLED}, Exit.FAILED),
        ({"state": TaskState.NEEDS_ANSWER}, Exit.FAILED),
    ],
)
def test_how_a_task_ended_decides_the_exit_code(changes: dict[str, Any], code: Exit) -> None:
    found, sentence = outcome(a_task(**changes))
    assert found is code
    assert bool(sentence) is (code is not Exit.DONE)


def test_a_terminal_gets_a_bar_and_a_pipe_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    class Terminal:
        def __init__(self) -> None:
            self.text = ""

        def write(self, text: str) -> int:
            self.text += text
            return len(text)

        def flush(self) -> None: ...

        def isatty(self) -> bool:
            return True

    terminal: Any = Terminal()
    report = Report(is_json=False, err=terminal)
    report.progress(a_task(state=TaskState.RUNNING, progress=50))
    assert " 50%  running" in terminal.text
    assert terminal.text.count("█") == terminal.text.count("░") == 14
    report.trouble("So it is.")
    assert terminal.text.endswith("\r\x1b[2Kmjdesk-cli: So it is.\n")
    piped = Report(is_json=False)
    piped.progress(a_task(state=TaskState.RUNNING, progress=50))
    assert capsys.readouterr() == ("", "")
