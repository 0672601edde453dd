"""A marked key through a full run of command line and window, with a gateway that repeats it everywhere.

Afterwards it is in no file, log, database, picture, address, command line or child's environment, and only
the base host has seen it. In a process's own environment it is where a person put it for `--key-env`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.errors import DeskError
from mjdesk.domain.task import Collection, Task, TaskState
from mjdesk.studio.config import StudioConfig
from mjdesk.studio.server import StudioThread
from tests.studio.support import FakePainter
from tests.support.secret_town import Gossip, Host, Search, children_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from mjdesk.domain.action import Action
    from tests.support.desktop import Person

ROOT = Path(__file__).parent.parent
KEY = "sk-MARKED-5f1e0a7c93d24b68"
WRONG = "sk-MARKED-WRONG-c0ffee11d00d"
SEARCH = Search((KEY, WRONG))
HAS_PROC = Path("/proc/self/environ").exists()
SHOWN = {"authorization", "mj-api-secret"}


@contextmanager
def town() -> Generator[tuple[Gossip, Host, StudioThread]]:
    """The base host, the host of its pictures, and the studio behind both."""
    config = StudioConfig(secret=KEY, pace=0.02)
    with StudioThread(config, painter=FakePainter()) as studio:
        port = int(studio.url.rpartition(":")[2])
        with Host(port) as elsewhere, Gossip(port, elsewhere) as base:
            yield base, elsewhere, studio


def check_hosts(base: Gossip, elsewhere: Host, studio: StudioThread) -> None:
    """The base saw the key in its two headers alone, the other host saw pictures alone."""
    assert any(SEARCH.is_in(value) for heard in base.heard for value in heard.headers.values())
    for heard in base.heard:
        assert not SEARCH.is_in(heard.path)
        assert not SEARCH.is_in(heard.body)
        named = {name.lower() for name, value in heard.headers.items() if SEARCH.is_in(value)}
        assert named <= SHOWN
    assert base.redirected
    assert len(elsewhere.heard) > base.redirected  # the others were named there at once
    for heard in elsewhere.heard:
        assert not SEARCH.is_in(repr(heard))
        assert not SHOWN & {name.lower() for name in heard.headers}
    assert [entry.path for entry in studio.log if SEARCH.is_in(f"{entry.path}?{entry.query}")] == []


def check_children(process_id: int) -> int:
    """How many children there are; none has the key on its command line or in its environment."""
    children = children_of(process_id)
    for command, environment in children.values():
        assert not SEARCH.is_in(command)
        assert not SEARCH.is_in(environment)
    return len(children)


class Line:
    """Runs the command line in one home, with the key in a variable; keeps what it said."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.said = b""

    async def start(self, *words: str, key: str = KEY) -> asyncio.subprocess.Process:
        assert not SEARCH.is_in(" ".join(words))
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-X", "faulthandler", "-m", "mjdesk", *words),
            cwd=ROOT,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=os.environ | {"MJDESK_HOME": str(self.home), "MY_KEY": key},
        )

    async def run(self, *words: str, key: str = KEY) -> int:
        process = await self.start(*words, key=key)
        async with asyncio.timeout(60):
            out, err = await process.communicate()
        self.said += out + err
        return process.returncode or 0


async def test_the_command_line(tmp_path: Path) -> None:
    line = Line(tmp_path / "home")
    out = str(tmp_path / "out")
    with town() as (base, elsewhere, studio):
        words = ("--out", out, "--gateway", base.url, "--key-env", "MY_KEY")
        assert await line.run("imagine", "a heron", *words) == 0
        assert await line.run("imagine", "an egret", *words) == 0
        assert await line.run("imagine", "a wrong key", *words, key=WRONG) == 4
        assert await line.run("imagine", "fail:error of a job", *words) == 1
        base.trouble(401, json.dumps({"error": {"message": "Invalid token (KEY)", "code": "KEY"}}))
        assert await line.run("imagine", "a refusal", *words) == 4
        base.trouble(502, "<html><h1>502</h1>upstream rejected KEY</html>", "text/html")
        assert await line.run("imagine", "a broken answer", *words) == 5
        base.trouble(200, json.dumps({"code": 24, "description": "KEY may not say", "properties": {}}))
        assert await line.run("imagine", "a banned word", *words) == 7
        base.redirects_submit = True
        assert await line.run("imagine", "a redirect", *words) != 0
        assert [heard for heard in elsewhere.heard if heard.method == "POST"] == []
        assert (
            await line.run("imagine", "a key that no header can carry", *words, key=f"{KEY}\nX: {KEY}") == 4
        )

        # Killed in the midst, with the journal of the database unmerged.
        victim = await line.start("imagine", "a crash", *words, "--json")
        assert victim.stdout is not None
        async with asyncio.timeout(60):
            while b'"submitted"' not in (said := await victim.stdout.readline()) and said:
                line.said += said
        victim.kill()
        await victim.communicate()
        assert list((tmp_path / "home").rglob("*-wal"))
        assert SEARCH.below(tmp_path) == []
        assert await line.run("list") == 0
        check_hosts(base, elsewhere, studio)
    assert not SEARCH.is_in(line.said)
    assert SEARCH.below(tmp_path) == []
    assert {"library.sqlite3", "settings.toml"} <= set(SEARCH.looked_at)


@pytest.mark.skipif(not HAS_PROC, reason="looks at processes through /proc")
async def test_the_studio_of_the_command_line_does_not_inherit_the_key(tmp_path: Path) -> None:
    line = Line(tmp_path / "home")
    process = await line.start(
        *("imagine", "a boat", "--out", str(tmp_path / "out"), "--gateway", "studio", "--json"),
        *("--key-env", "MY_KEY", "--pace", "0.5"),
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            while b'"submitted"' not in (said := await process.stdout.readline()) and said:
                pass
        assert check_children(process.pid) == 1
    finally:
        process.kill()
        await process.communicate()
    assert SEARCH.below(tmp_path) == []


@contextmanager
def everything_logged(path: Path) -> Generator[None]:
    """A log of all that anybody says, down to the smallest detail of each library; far more than ours."""
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        handler.close()


def is_done(task: Task) -> bool:
    return task.state is TaskState.SUCCEEDED and task.collection is Collection.DONE


def is_child(button: Action, task: Task) -> bool:
    return is_done(task) and task.action == button


async def walk_through(person: Person, base: Gossip, folder: Path) -> None:
    """What people do: wishes, buttons, exports, and everything that goes wrong on the way."""
    parts = person.parts
    await parts.session.check()
    person.create("a lone lighthouse")
    grid = await person.sees(is_done)
    person.focus(grid)
    for verb in (ActionVerb.UPSCALE, ActionVerb.VARIATION):
        button = next(action for action in grid.actions if action.verb is verb)
        person.models.desk.act(grid.id, button)
        child = await person.sees(partial(is_child, button))
        for picture in child.pictures:
            await parts.images.export(picture, child, str(folder))
            assert parts.pictures.named_file(picture, child)
    base.trouble(401, json.dumps({"error": {"message": "Invalid token (KEY)", "type": "KEY"}}))
    person.create("a refusal")
    refused = await person.sees(lambda task: task.state is TaskState.REFUSED)
    person.focus(refused)
    base.trouble(502, "<html>KEY</html>", "text/html")
    person.create("a broken answer")
    await person.sees(lambda task: task.state is TaskState.UNKNOWN)
    person.create("fail:error of a job")
    failed = await person.sees(lambda task: task.state is TaskState.FAILED)
    person.focus(failed)
    assert not SEARCH.is_in(repr(person.toasts()) + repr(person.note()))
    with pytest.raises(DeskError) as caught:
        await parts.session.test(parts.session.active, WRONG)
    assert not SEARCH.is_in(f"{caught.value} {caught.value!r} {vars(caught.value)}")
    await parts.studio.address()
    if HAS_PROC:
        assert check_children(os.getpid()) >= 1
    raws = [await parts.library.raw(task.id) for task in await person.library()]
    assert any("Bearer ***" in raw for raw in raws)
    assert not SEARCH.is_in("".join(raws))


@pytest.mark.qt_loop
@pytest.mark.usefixtures("qapp")
async def test_the_window(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    from tests.support.desktop import opened, prepare

    home, folder = tmp_path / "home", tmp_path / "exported"
    folder.mkdir()
    caplog.set_level(logging.CRITICAL + 1)
    with town() as (base, elsewhere, studio), everything_logged(tmp_path / "all.log"):
        async with opened(prepare(home, base.url), key=KEY) as person:
            await walk_through(person, base, folder)
            assert SEARCH.below(tmp_path) == []
        check_hosts(base, elsewhere, studio)
    assert list(folder.iterdir())
    assert (tmp_path / "all.log").stat().st_size > 1000
    assert SEARCH.below(tmp_path) == []


def test_the_search_finds_what_is_hidden(tmp_path: Path) -> None:
    """A test that could not fail would prove nothing."""
    import base64
    import sqlite3
    import zlib
    from urllib.parse import quote

    from PIL import Image, PngImagePlugin

    found: dict[str, bytes] = {
        "plain.log": f"Bearer {KEY}!".encode(),
        "wide.txt": KEY.encode("utf-16-le"),
        "base64.json": base64.b64encode(f"Basic user:{KEY}:x".encode()),
        "quoted.txt": quote(f"a={WRONG}&b").encode(),
    }
    for name, data in found.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "harmless.txt").write_text("sk-MARKED is no key")
    base = sqlite3.connect(tmp_path / "base.sqlite3")
    base.execute("CREATE TABLE t (b BLOB)")
    base.execute("INSERT INTO t VALUES (?)", (zlib.compress(KEY.encode() * 50),))
    base.commit()
    base.close()
    story = PngImagePlugin.PngInfo()
    story.add_itxt("Description", f"made with {KEY}", zip=True)
    Image.new("RGB", (2, 2)).save(tmp_path / "picture.png", pnginfo=story)
    places = {place.partition(":")[0] for place in Search((KEY, WRONG)).below(tmp_path)}
    assert places == {*found, "base.sqlite3", "picture.png"}
