"""The troubles of issue 2, "Bad input", in the real window: one clear sentence, nothing lost or frozen.

The gateway is a real studio in a thread of its own, spoken to over real HTTP; waiting is fifty times quicker.
"""

from __future__ import annotations

import asyncio
import errno
import io
import os
import signal
import sqlite3
import sys
import threading
import time
import weakref
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from PySide6.QtCore import QTimer
from typing_extensions import override

from mjdesk.api import client
from mjdesk.api.http import Patience
from mjdesk.domain.gateway import AuthStyle
from mjdesk.domain.task import Collection, TaskState
from mjdesk.storage import lanes, originals
from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.faults import Trouble
from mjdesk.studio.interference import huge_png
from mjdesk.studio.server import StudioThread
from tests.studio.support import FakePainter
from tests.support.desktop import KEY, opened, prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from mjdesk.domain.task import Task
    from mjdesk.services.notices import Notice
    from tests.support.desktop import Person

pytestmark = [pytest.mark.qt_loop, pytest.mark.usefixtures("qapp")]


@contextmanager
def studio(trouble: str = "", **changes: Any) -> Generator[StudioThread]:
    """A gateway at work with the trouble that is ordered."""
    facts: dict[str, Any] = {
        "secret": KEY,
        "pace": 0.0,
        "trouble": replace(Trouble.parse(trouble), slow_for=0.8),
    }
    with StudioThread(StudioConfig(**facts | changes), painter=FakePainter()) as thread:
        yield thread


def order(gateway: StudioThread, trouble: str) -> None:
    gateway.server.trouble = replace(Trouble.parse(trouble), slow_for=0.8)


def is_done(task: Task) -> bool:
    return task.state is TaskState.SUCCEEDED and task.collection is Collection.DONE


def is_refused(task: Task) -> bool:
    return task.state is TaskState.REFUSED


async def finishes(person: Person, prompt: str) -> Task:
    return await person.sees(lambda task: is_done(task) and task.prompt.startswith(prompt), "a finished task")


class TestWords:
    """What people put into a prompt."""

    async def test_empty(self, tmp_path: Path) -> None:
        with studio() as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create()
                person.create("   \n ")
                assert not person.window.compose.can_submit()
                button = person.window.compose.foot.create_button
                assert not button.isEnabled()
                assert "Write a prompt first" in button.toolTip()
                assert await person.library() == []
        assert gateway.submissions == []

    @pytest.mark.parametrize(
        "prompt",
        [
            pytest.param("a boat " * 1428 + "ends", id="10000 characters"),
            pytest.param("🏝️ a family 👨‍👩‍👧‍👦 at the beach 🇫🇷", id="emoji"),
            pytest.param("منارة وحيدة فوق بحر عاصف", id="right to left"),
        ],
    )
    async def test_unusual_words_arrive_as_they_were_written(self, tmp_path: Path, prompt: str) -> None:
        with studio() as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create(prompt)
                task = await person.sees(is_done)
                assert task.prompt.startswith(prompt)
                assert person.window.compose.editor.toPlainText() == prompt
                person.focus(task)
        (submission,) = gateway.submissions
        assert submission.prompt.startswith(prompt)


class TestTheWayToTheGateway:
    """What happens between here and there."""

    async def test_unreachable(self, tmp_path: Path) -> None:
        with studio() as gateway:
            url = gateway.url
        async with opened(prepare(tmp_path, url)) as person:
            person.create("a lighthouse")
            await person.reads("could not be reached", "try again")
            task = await person.sees(is_refused)
            person.focus(task)
            await person.notes("The gateway could not be reached.", "Nothing was sent")
            assert person.window.compose.editor.toPlainText() == "a lighthouse"
            assert "Not reachable" in person.strip()

    async def test_wrong_key(self, tmp_path: Path) -> None:
        with studio() as gateway:
            async with opened(prepare(tmp_path, gateway.url), key="sk-wrong") as person:
                person.create("a lighthouse")
                await person.reads("does not accept this key", "Settings")
                await person.sees(is_refused)
                assert "Key not accepted" in person.strip()
        assert gateway.submissions == []

    async def test_a_web_page_instead_of_json(self, tmp_path: Path) -> None:
        with studio("html") as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create("a lighthouse")
                await person.reads("does not offer this", "another gateway")
                await person.sees(is_refused)
        assert gateway.submissions == []

    async def test_web_pages_while_a_task_runs(self, tmp_path: Path) -> None:
        with studio(pace=0.05) as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create("a lighthouse")
                await person.sees(lambda task: task.state.is_polled)
                order(gateway, "html")
                await person.reads("unreadable", "goes on by itself")
                assert [task.state.is_polled for task in person.shown()] == [True]
                order(gateway, "")
                await finishes(person, "a lighthouse")
                assert person.toasts() == []
        assert len(gateway.submissions) == 1

    async def test_502_for_a_wish_is_never_repeated(self, tmp_path: Path) -> None:
        with studio("bad-gateway") as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create("a lighthouse")
                await person.reads("not known", "never sent twice")
                task = await person.sees(lambda task: task.state is TaskState.UNKNOWN)
                person.focus(task)
                await person.notes("before the gateway answered", "Check again")
            posts = [request for request in gateway.log if request.method == "POST"]
        assert [request.path for request in posts if "/submit/" in request.path] == ["/mj/submit/imagine"]

    async def test_502_while_a_task_runs(self, tmp_path: Path) -> None:
        with studio(pace=0.05) as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create("a lighthouse")
                await person.sees(lambda task: task.state.is_polled)
                order(gateway, "bad-gateway")
                await person.reads("unreadable", "goes on by itself")
                order(gateway, "")
                await finishes(person, "a lighthouse")
                assert person.toasts() == []

    async def test_time_outs(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        quick = Patience(connect=0.3, submit=0.3, query=0.3, picture=0.3)
        monkeypatch.setattr(client, "gateway_factory", partial(client.GatewayClient, patience=quick))
        with studio() as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                order(gateway, "slow")
                person.create("a lighthouse")
                await person.reads("not known", "never sent twice")
                order(gateway, "")
                task = await person.sees(lambda task: task.state is TaskState.UNKNOWN)
                person.focus(task)
                await person.notes("before the gateway answered", "It may have been charged")
            submits = [request for request in gateway.log if "/submit/" in request.path]
        assert len(submits) == 1

    async def test_reset(self, tmp_path: Path) -> None:
        with studio(pace=0.05) as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                order(gateway, "reset")
                person.create("a lighthouse")
                await person.reads("not known", "never sent twice")
                order(gateway, "")
                person.create("a second one")
                await person.sees(lambda task: task.state.is_polled)
                order(gateway, "reset")
                await person.reads("could not be reached", "goes on by itself")
                order(gateway, "")
                await finishes(person, "a second one")
        assert [one.prompt[:8] for one in gateway.submissions] == ["a second"]

    @pytest.mark.parametrize("family", [Family.PROXY_PLUS, Family.TRUEAI])
    async def test_a_lost_answer_is_found_again(self, tmp_path: Path, family: Family) -> None:
        with studio("lost-answer:1x", family=family, pace=0.02) as gateway:
            async with opened(prepare(tmp_path, gateway.url, auth=AuthStyle.SECRET)) as person:
                person.create("a lighthouse")
                await finishes(person, "a lighthouse")
                assert len(person.shown()) == 1
                assert person.toasts() == []
        assert len(gateway.submissions) == 1

    async def test_a_lost_answer_where_nobody_can_be_asked(self, tmp_path: Path) -> None:
        with studio("lost-answer:1x") as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create("a lighthouse")
                await person.reads("not known", "never sent twice")
                assert [task.state for task in person.shown()] == [TaskState.UNKNOWN]
            async with opened(prepare(tmp_path, gateway.url)) as person:
                await person.sees(lambda task: task.state is TaskState.UNKNOWN)
        assert len(gateway.submissions) == 1

    async def test_pulled_away_in_the_middle_and_back(self, tmp_path: Path) -> None:
        data = tmp_path / "studio"
        with studio(pace=0.1, data=data) as gateway:
            port = int(gateway.url.rpartition(":")[2])
            context = opened(prepare(tmp_path, gateway.url))
            person = await context.__aenter__()
            person.create("a lighthouse")
            await person.sees(lambda task: task.state.is_polled)
        try:
            await person.reads("could not be reached")
            assert "Not reachable" in person.strip()
            assert [task.state.is_polled for task in person.shown()] == [True]
            with studio(port=port, data=data):
                await finishes(person, "a lighthouse")
                await person.until(lambda: not person.toasts(), "the notice goes")
                assert "Not reachable" not in person.strip()
        finally:
            await context.__aexit__(None, None, None)


class TestTasks:
    """What a gateway makes of a task that it has accepted."""

    async def test_fails(self, tmp_path: Path) -> None:
        with studio("fail") as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create("a lighthouse")
                await person.reads("could not finish")
                task = await person.sees(lambda task: task.state is TaskState.FAILED)
                person.focus(task)
                await person.notes(task.failure.text if task.failure else "", "Try again")
                person.window.compose.editor.clear()
                person.window.commander.run(task.id, "reuse")
                assert person.window.compose.editor.toPlainText() == "a lighthouse"

    async def test_a_banned_word(self, tmp_path: Path) -> None:
        with studio() as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create("much blood")
                await person.reads("refuses the word “blood”", "Edit the prompt")
                assert person.window.compose.editor.toPlainText() == "much blood"

    async def test_vanishes(self, tmp_path: Path) -> None:
        with studio("vanish", pace=0.05) as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create("a lighthouse")
                await person.reads("no longer knows this task", "Check again")
                task = await person.sees(lambda task: task.state is TaskState.VANISHED)
                order(gateway, "")
                person.focus(task)
                await person.notes("no longer knows", "Check again")
                person.window.commander.run(task.id, "check")
                await finishes(person, "a lighthouse")
                assert len(await person.library()) == 1


class TestPictures:
    """What may come instead of a picture."""

    @pytest.mark.parametrize(
        ("trouble", "title", "advice"),
        [
            ("cut-picture", "incomplete", "Fetch it again"),
            ("not-a-picture", "not a picture", "Fetch it again"),
            ("huge-picture", "too large", "120 megapixels"),
            ("expired", "no longer answers", "fetch it again"),
            ("gone", "no longer answers", "fetch it again"),
        ],
    )
    async def test_is_told_and_can_be_fetched_later(
        self, tmp_path: Path, trouble: str, title: str, advice: str
    ) -> None:
        with studio(trouble) as gateway:
            locations = prepare(tmp_path, gateway.url)
            async with opened(locations) as person:
                person.create("a lighthouse")
                await person.reads(title, advice)
                task = await person.sees(
                    lambda task: task.collection in {Collection.BROKEN, Collection.EXPIRED}
                )
                person.focus(task)
                await person.notes("picture", "The task succeeded; only the file is missing.")
                assert files(locations.originals) == []
                order(gateway, "")
                person.window.commander.run(task.id, "collect")
                await finishes(person, "a lighthouse")
                assert person.toasts() == []
                assert person.note() == ("", "")


class TestReferences:
    """What a person may drop as a reference."""

    @pytest.mark.parametrize(
        ("make", "title", "advice"),
        [
            (lambda: b"this is a letter", "“bad.png” is not a picture.", "Choose a PNG"),
            (lambda: a_png()[:200], "“bad.png” is damaged or incomplete.", "Choose another copy"),
            (huge_png, "“bad.png” has 200 megapixels.", "make it smaller first"),
            (None, "“bad.png” cannot be opened.", "See whether it is still there"),
        ],
        ids=["text", "truncated", "200 megapixels", "gone"],
    )
    async def test_is_told_and_leaves_the_others(
        self, tmp_path: Path, make: Callable[[], bytes] | None, title: str, advice: str
    ) -> None:
        good, bad = tmp_path / "good.png", tmp_path / "bad.png"
        good.write_bytes(a_png())
        if make is not None:
            bad.write_bytes(make())
        with studio() as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.write("like this one")
                person.window.compose.intake.take_files([str(bad), str(good)])
                await person.reads(title, advice)
                await person.until(lambda: person.models.slots.rowCount() == 1, "the good one")
                person.create()
                await finishes(person, "like this one")


def _heard(person: Person) -> list[Notice]:
    """Every notice from now on."""
    told: list[Notice] = []
    person.parts.notices.changed.connect(told.append)
    return told


class TestDisk:
    """What becomes of the place where all is kept."""

    async def test_full_while_pictures_arrive(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        disk = FullDisk()
        monkeypatch.setattr(originals, "os", disk)
        with studio() as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                disk.is_full = True
                person.create("a lighthouse")
                await person.reads("The disk is full.", "goes on fetching by itself")
                assert [task.collection for task in person.shown()] == [Collection.WAITING]
                disk.is_full = False
                await finishes(person, "a lighthouse")
                await person.until(lambda: not person.toasts(), "the notice goes")

    async def test_full_when_a_wish_is_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        disk = FullDisk()
        monkeypatch.setattr(lanes, "transaction", disk.transaction)
        with studio() as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                disk.is_full = True
                person.create("a lighthouse")
                await person.reads("The disk is full.", "Free some space, then try again")
                assert person.window.compose.editor.toPlainText() == "a lighthouse"
                assert gateway.submissions == []
                disk.is_full = False
                person.create()
                await finishes(person, "a lighthouse")
        assert len(gateway.submissions) == 1

    async def test_full_when_the_gateway_has_accepted(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        disk = FullDisk()
        monkeypatch.setattr(lanes, "transaction", disk.transaction)
        with studio() as gateway:
            disk.is_full_when = lambda: bool(gateway.submissions)
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create("a lighthouse")
                await person.reads("The disk is full.", "Nothing already kept is lost")
                disk.is_full_when = bool
                await finishes(person, "a lighthouse")
                assert len(await person.library()) == 1
        assert len(gateway.submissions) == 1

    async def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        with studio() as gateway:
            locations = prepare(tmp_path, gateway.url)
            locations.data.write_text("a file where the folder should be")
            async with opened(locations) as person:
                await person.reads("The library's folder cannot be written.", "Make the folder writable")
                told = _heard(person)
                person.create("a lighthouse")
                await person.until(lambda: told, "news of the wish")
                assert len(person.toasts()) == 1
                assert person.window.compose.editor.toPlainText() == "a lighthouse"
        assert gateway.submissions == []

    async def test_a_library_folder_that_is_not_there(self, tmp_path: Path) -> None:
        folder = tmp_path / "disk" / "pictures"
        with studio() as gateway:
            locations = prepare(tmp_path, gateway.url, library_folder=str(folder))
            async with opened(locations) as person:
                await person.reads("The library's folder is not there.", "Connect its disk")
                told = _heard(person)
                person.create("a lighthouse")
                await person.until(lambda: told, "news of the wish")
                assert len(person.toasts()) == 1
                assert not folder.parent.exists()
            folder.mkdir(parents=True)
            async with opened(locations) as person:
                assert person.toasts() == []
                person.create("a lighthouse")
                await finishes(person, "a lighthouse")
            assert (folder / "library.sqlite3").is_file()

    async def test_a_damaged_database(self, tmp_path: Path) -> None:
        with studio() as gateway:
            locations = prepare(tmp_path, gateway.url)
            async with opened(locations) as person:
                person.create("a lighthouse")
                done = await finishes(person, "a lighthouse")
            bad = b"no database at all " * 500
            locations.library.write_bytes(bad)
            async with opened(locations) as person:
                await person.reads("damaged and has been restored from its backup", "kept beside it")
                task = await finishes(person, "a lighthouse")
                assert task.id == done.id
                person.create("and one more")
                await finishes(person, "and one more")
        (kept,) = locations.data.glob("library-damaged-*.sqlite3")
        assert kept.read_bytes() == bad

    async def test_damaged_settings(self, tmp_path: Path) -> None:
        locations = prepare(tmp_path)
        locations.settings.write_text("this is [no TOML")
        async with opened(locations) as person:
            await person.reads("The settings could not be read", "The old file is kept")
            assert person.window.sheets.is_welcoming()
        (kept,) = locations.config.glob("settings-damaged*")
        assert kept.read_text() == "this is [no TOML"

    @pytest.mark.parametrize(
        "draft",
        ["{broken", "[1, 2]", '{"text": 5, "speed": [], "extras": 7, "panel": {"aspect": "x", "no": {}}}'],
    )
    async def test_a_damaged_draft(self, tmp_path: Path, draft: str) -> None:
        async with opened(prepare(tmp_path, draft=draft)) as person:
            assert person.window.compose.editor.toPlainText() == ""
            assert person.toasts() == []
            person.write("still to be written in")
            assert person.window.compose.can_submit()


async def test_what_is_being_written_outlives_whatever_ends_the_program(tmp_path: Path) -> None:
    locations = prepare(tmp_path)
    async with opened(locations) as person:
        person.write("a half-written wish --ar 3:2")
        await person.until(lambda: "half-written" in locations.settings.read_text("utf-8"), "it is kept")


async def test_qt_objects_die_on_the_thread_of_the_screen(tmp_path: Path) -> None:
    """Python would collect a cycle in whichever thread allocates next, and Qt would crash."""
    died_on: list[str] = []

    def make_garbage() -> None:
        kept: list[list[object]] = []
        for _ in range(60_000):
            cycle: list[object] = []
            cycle.append(cycle)
            kept.append(cycle)
            if len(kept) > 1000:
                kept.clear()

    async with opened(prepare(tmp_path)) as person:
        lost = QTimer()
        lost.start(100_000)
        cycle: list[object] = [lost]
        cycle.append(cycle)
        weakref.finalize(lost, lambda: died_on.append(threading.current_thread().name))
        del lost, cycle
        await asyncio.to_thread(make_garbage)
        await person.until(lambda: died_on, "the collector at work")
    assert died_on == [threading.main_thread().name]


class TestEnds:
    """What ends in the middle of the work."""

    async def test_the_studio_killed(self, tmp_path: Path) -> None:
        async with opened(prepare(tmp_path), pace=0.05) as person:
            person.create("a lighthouse")
            await person.sees(lambda task: task.state.is_polled)
            first = person.parts.studio.process_id
            os.kill(first, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
            await person.until(lambda: person.parts.studio.process_id not in {0, first}, "a new studio")
            await person.until(lambda: "Not reachable" not in person.strip(), "it answers")
            (task,) = await person.library()
            assert task.state.is_polled or task.state is TaskState.SUCCEEDED
            assert person.toasts() == []

    async def test_the_program_killed(self, tmp_path: Path) -> None:
        with studio(family=Family.PROXY_PLUS, pace=0.1) as gateway:
            locations = prepare(tmp_path, gateway.url, auth=AuthStyle.SECRET)
            victim = await program(tmp_path, _VICTIM)
            assert victim.stdout is not None
            assert await victim.stdout.readline() == b"in the middle\n"
            victim.kill()
            await victim.wait()
            async with opened(locations) as person:
                await person.until(lambda: len(person.shown()) == 6, "all six")
                await person.until(lambda: all(map(is_settled, person.shown())), "all have ended")
                tasks = await person.library()
        assert sorted(task.prompt[:6] for task in tasks) == [f"boat {number}" for number in range(6)]
        sent = [submission.state for submission in gateway.submissions]
        assert len(sent) == len(set(sent))
        assert set(sent) == {task.id for task in tasks if is_done(task)}
        # Only what was on the wire at that very moment, and never arrived, is left to the person.
        assert all(task.state is TaskState.UNKNOWN for task in tasks if task.id not in sent)

    async def test_closed_with_ten_tasks_in_flight(self, tmp_path: Path) -> None:
        with studio(pace=1.0, slots=10) as gateway:
            prepare(tmp_path, gateway.url, concurrency=10)
            leaver = await program(tmp_path, _LEAVER)
            assert leaver.stdout is not None
            assert await leaver.stdout.readline() == b"leaving\n"
            began = time.monotonic()
            _, stderr = await leaver.communicate()
            took = time.monotonic() - began
        assert (leaver.returncode, stderr.decode()) == (0, "")
        assert took < 3.0
        assert len(gateway.submissions) == 10


_HEAD = """
import asyncio, sys
from pathlib import Path
from mjdesk.storage.locations import Locations
from tests.support.desktop import opened
from tests.support.qt_loop import make_qt_loop

async def main():
    async with opened(Locations.below(Path(sys.argv[1]))) as person:
        for number in range(COUNT):
            person.create(f"boat {number}")
        await person.until(lambda: len(person.shown()) == COUNT, "all are written down")
        await person.until(
            lambda: sum(task.state.is_polled for task in person.shown()) >= POLLED, "tasks in flight"
        )
        REST

with asyncio.Runner(loop_factory=make_qt_loop) as runner:
    runner.run(main())
"""
_VICTIM = (
    _HEAD.replace("COUNT", "6")
    .replace("POLLED", "2")
    .replace("REST", 'print("in the middle", flush=True); await asyncio.Event().wait()')
)
_LEAVER = (
    _HEAD.replace("COUNT", "10")
    .replace("POLLED", "10")
    .replace(
        "REST",
        'print("leaving", flush=True); person.window.close(); await person.desktop.until_closed()',
    )
)


async def program(home: Path, script: str) -> asyncio.subprocess.Process:
    """A program with a window of its own on this home; every warning of Python counts."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "always", "-c", script, str(home)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parent.parent,
    )


def a_png() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(out, "PNG")
    return out.getvalue()


def is_settled(task: Task) -> bool:
    return is_done(task) or task.state is TaskState.UNKNOWN


class FullDisk:
    """Owns the moment at which a disk has no room left: files and the database are told so."""

    def __init__(self) -> None:
        self.is_full = False
        self.is_full_when: Callable[[], bool] = bool
        self._transaction = lanes.transaction

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def fdopen(self, descriptor: int, mode: str) -> Any:
        """Stands in for that of `os`, in one module: the studio has room on a disk of its own."""
        if not self.is_full:
            return os.fdopen(descriptor, mode)
        os.close(descriptor)
        return io.BufferedWriter(_NoRoom())

    @contextmanager
    def transaction(self, connection: sqlite3.Connection) -> Generator[None]:
        if self.is_full or self.is_full_when():
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        with self._transaction(connection):
            yield


class _NoRoom(io.RawIOBase):
    @override
    def writable(self) -> bool:
        return True

    @override
    def write(self, data: Any, /) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
