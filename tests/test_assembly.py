"""All floors below the window at once: real disk, real HTTP, the real studio as a child process."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mjdesk.assembly import Assembly
from mjdesk.domain.errors import DiskReadOnly, Unreachable
from mjdesk.domain.gateway import AuthStyle, GatewayProfile
from mjdesk.domain.library import TaskQuery
from mjdesk.domain.picture import PictureRole, Ratio
from mjdesk.domain.request import ImagineRequest
from mjdesk.domain.task import Collection, TaskKind, TaskState
from mjdesk.services.notices import Severity
from mjdesk.services.session import Reach
from mjdesk.storage.locations import Locations
from mjdesk.studio_process import StudioProcess
from tests.support.builders import a_task

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from mjdesk.assembly import Parts
    from mjdesk.domain.task import Task
    from mjdesk.services.notices import Notice

PATIENCE = 30.0
"""Seconds for one task on a busy machine; only what goes wrong takes so long."""


@asynccontextmanager
async def running(home: Path, pace: float = 0.01) -> AsyncGenerator[Parts]:
    """The program without a window; what nobody expected fails the test."""
    faults: list[tuple[str, Exception]] = []
    async with Assembly(
        Locations.below(home), studio_pace=pace, on_error=lambda name, error: faults.append((name, error))
    ) as parts:
        parts.begin()
        yield parts
    assert faults == []


async def until(parts: Parts, task_id: str, holds: Callable[[Task], bool]) -> Task:
    """The task as soon as it is so."""
    reached: asyncio.Future[Task] = asyncio.get_running_loop().create_future()

    def look(task: Task | None) -> None:
        if task is not None and task.id == task_id and not reached.done() and holds(task):
            reached.set_result(task)

    disconnect = parts.store.changed.connect(lambda change: look(change.after))
    try:
        look(await parts.store.load(task_id))
        async with asyncio.timeout(PATIENCE):
            return await reached
    finally:
        disconnect()


def is_home(task: Task) -> bool:
    return task.is_final and task.collection is not Collection.WAITING


def is_under_way(task: Task) -> bool:
    return task.state in {TaskState.RUNNING, TaskState.SUCCEEDED}


def button(task: Task, name: str):
    return next(action for action in task.actions if action.short_name == name)


async def test_a_prompt_becomes_pictures_and_clicks_become_the_next_ones(tmp_path: Path) -> None:
    async with running(tmp_path) as parts:
        (wish,) = await parts.submitter.submit(ImagineRequest(prompt="a lighthouse at dusk  —ar 16:9"))
        assert wish.state is TaskState.DRAFTED
        assert wish.ratio == Ratio(16, 9)
        grid = await until(parts, wish.id, is_home)
        assert (grid.state, grid.collection) == (TaskState.SUCCEEDED, Collection.DONE)
        assert grid.prompt == "a lighthouse at dusk --ar 16:9"
        roles = [picture.role for picture in grid.pictures]
        assert roles == [PictureRole.GRID] + [PictureRole.TILE] * 4
        for picture in grid.pictures:
            path = parts.images.path(picture.digest)
            assert path is not None
            assert (await asyncio.to_thread(Path(path).stat)).st_size == picture.size
            assert await parts.images.thumbnail(picture.digest, 400)

        (u2,) = await parts.submitter.act(grid.id, button(grid, "U2"))
        (v3,) = await parts.submitter.act(grid.id, button(grid, "V3"))
        assert u2.ratio == grid.ratio
        upscale = await until(parts, u2.id, is_home)
        assert (upscale.state, upscale.kind) == (TaskState.SUCCEEDED, TaskKind.UPSCALE)
        assert [picture.role for picture in upscale.pictures] == [PictureRole.SINGLE]
        variation = await until(parts, v3.id, is_home)
        assert [picture.role for picture in variation.pictures] == roles
        assert {task.id for task in await parts.feed.children(grid.id)} == {u2.id, v3.id}
        assert [task.id for task in await parts.feed.lineage(v3.id)] == [grid.id, v3.id]

        (zoom,) = await parts.submitter.act(
            upscale.id, button(upscale, "zoom-custom"), prompt="a lighthouse at dusk --ar 16:9 --zoom 1.5"
        )
        zoomed = await until(parts, zoom.id, is_home)
        assert zoomed.state is TaskState.SUCCEEDED
        assert zoomed.is_answered

    async with running(tmp_path) as parts:
        newest = await parts.feed.newest(TaskQuery(text="lighthouse"), 10)
        assert [task.id for task in newest] == [zoom.id, v3.id, u2.id, wish.id]
        assert newest[-1] == grid
        assert parts.store.live() == ()


async def test_what_runs_when_the_program_is_left_is_resumed(tmp_path: Path) -> None:
    async with running(tmp_path, pace=0.12) as parts:
        (wish,) = await parts.submitter.submit(ImagineRequest(prompt="a slow boat"))
        left = await until(parts, wish.id, lambda task: task.state is TaskState.SUBMITTED)
        (queued,) = await parts.submitter.submit(ImagineRequest(prompt="a slow boat"))
        assert queued.state is TaskState.DRAFTED
    async with running(tmp_path) as parts:
        done = await until(parts, wish.id, is_home)
        assert (done.state, done.remote_id) == (TaskState.SUCCEEDED, left.remote_id)
        other = await until(parts, queued.id, is_under_way)
        assert other.remote_id != left.remote_id


async def test_a_second_program_on_the_library_leaves_the_rest_to_the_first(tmp_path: Path) -> None:
    told: list[str] = []
    async with running(tmp_path, pace=0.12) as first:
        (wish,) = await first.submitter.submit(ImagineRequest(prompt="a slow boat"))
        await until(first, wish.id, lambda task: task.state is TaskState.SUBMITTED)
        async with running(tmp_path) as second:
            second.notices.changed.connect(lambda notice: told.append(notice.kind))
            assert told == ["library-shared"]
            (own,) = await second.submitter.submit(ImagineRequest(prompt="a fast boat"))
            await until(second, own.id, is_under_way)
            assert wish.id not in {task.id for task in second.store.live()}
        assert (await until(first, wish.id, is_home)).state is TaskState.SUCCEEDED


async def test_a_killed_program_loses_nothing(tmp_path: Path) -> None:
    """SIGKILL while a task runs: the next start brings it home, and it was sent once."""
    script = tmp_path / "victim.py"
    script.write_text(
        "import asyncio, sys\n"
        "from tests.test_assembly import running, until, ImagineRequest, TaskState\n"
        "from pathlib import Path\n"
        "async def main():\n"
        "    async with running(Path(sys.argv[1]), pace=0.12) as parts:\n"
        "        (wish,) = await parts.submitter.submit(ImagineRequest(prompt='a comet'))\n"
        "        await until(parts, wish.id, lambda task: task.state is TaskState.SUBMITTED)\n"
        "        print(wish.id, flush=True)\n"
        "        await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    victim = await asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        str(tmp_path / "home"),
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    assert victim.stdout is not None
    task_id = (await victim.stdout.readline()).decode().strip()
    victim.kill()
    await victim.wait()
    async with running(tmp_path / "home") as parts:
        done = await until(parts, task_id, is_home)
        assert done.state is TaskState.SUCCEEDED
        assert await parts.feed.newest(TaskQuery(), 9) == [done]


async def test_a_studio_that_starts_with_the_first_wish_is_looked_at_then(tmp_path: Path) -> None:
    async with running(tmp_path) as parts:
        assert parts.session.state.reach is Reach.UNKNOWN
        (wish,) = await parts.submitter.submit(ImagineRequest(prompt="a phoenix"))
        await until(parts, wish.id, is_under_way)
        async with asyncio.timeout(PATIENCE):
            while parts.session.state.balance is None:  # noqa: ASYNC110 (the state tells, the test only waits)
                await asyncio.sleep(0.01)
        assert parts.session.state.latency is not None


async def test_a_studio_that_dies_is_started_again(tmp_path: Path) -> None:
    async with running(tmp_path) as parts:
        await parts.session.check()
        assert parts.session.state.reach is Reach.ONLINE
        first = parts.studio.process_id
        os.kill(first, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            # Nobody tells when a child is gone; the loop's watcher finds out by itself.
            while parts.studio.process_id == first:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        (wish,) = await parts.submitter.submit(ImagineRequest(prompt="a phoenix"))
        await until(parts, wish.id, is_under_way)
        assert parts.studio.process_id not in {0, first}
        last = parts.studio.process_id
    with pytest.raises(ProcessLookupError):
        os.kill(last, 0)


async def test_a_studio_that_cannot_start_says_why(tmp_path: Path) -> None:
    async with StudioProcess(tmp_path, options=["--family", "nonsense"]) as studio:
        with pytest.raises(Unreachable) as caught:
            await studio.address()
        assert "nonsense" in caught.value.detail
        assert studio.process_id == 0


def test_opening_loads_nothing_heavy() -> None:
    """The window must be usable at once (issue 2): no HTTP, no decoder, no keychain before the first need."""
    code = (
        "import asyncio, sys\n"
        "from mjdesk.assembly import Assembly\n"
        "from mjdesk.storage.locations import Locations\n"
        "async def main():\n"
        "    async with Assembly(Locations.of_this_system()) as parts:\n"
        "        parts.begin()\n"
        "        await asyncio.sleep(0.05)\n"
        "asyncio.run(main())\n"
        "print([name for name in ('httpx2', 'PIL', 'numpy', 'keyring', 'PySide6') if name in sys.modules])\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


async def test_a_damaged_library_is_told(tmp_path: Path) -> None:
    locations = Locations.below(tmp_path)
    locations.library.parent.mkdir(parents=True)
    locations.library.write_bytes(b"this is no database" * 100)
    told: list[str] = []
    async with running(tmp_path) as parts:
        parts.notices.changed.connect(lambda notice: told.append(notice.kind))
        assert told == ["library-restored"]
        assert parts.store.live() == ()


async def test_a_pause_and_an_order_outlive_the_program_and_the_ledger_counts(tmp_path: Path) -> None:
    async with running(tmp_path) as parts:
        parts.queue.pause("studio")
        first, second = [
            (await parts.submitter.submit(ImagineRequest(prompt=prompt)))[0] for prompt in ("a fox", "a cat")
        ]
        await parts.queue.move(second.id, first.id)
    async with running(tmp_path) as parts:
        await until(parts, first.id, lambda task: parts.store.get(task.id) is not None)
        assert parts.queue.is_paused("studio")
        assert [task.id for task in parts.queue.waiting("studio")] == [second.id, first.id]
        assert await parts.ledger.today() == []
        parts.queue.resume("studio")
        for wish in (first, second):
            done = await until(parts, wish.id, is_home)
            assert done.sent_at is not None
            assert done.accepted_at is not None
            assert (done.state, done.price) == (TaskState.SUCCEEDED, "0")
        (row,) = await parts.ledger.today()
        assert (row.account, row.amount, row.wishes, row.unpriced) == ("studio", 0, 2, 0)
        assert await parts.ledger.charged_without_picture() == []


async def test_a_gateway_that_is_set_right_while_its_task_runs_is_followed_on(tmp_path: Path) -> None:
    async with running(tmp_path, pace=0.1) as parts:
        url, secret = await parts.studio.address()
        own = GatewayProfile(id="own", name="Own", root=url, auth=AuthStyle.SECRET)
        await parts.session.save_gateway(own, secret)
        (wish,) = await parts.submitter.submit(ImagineRequest(prompt="a fox"), account="own")
        await until(parts, wish.id, lambda task: bool(task.remote_id))
        await parts.session.save_gateway(replace(own, root="http://127.0.0.1:9"), None)
        await parts.session.save_gateway(replace(own, proxy="none"), None)
        done = await until(parts, wish.id, is_home)
        assert (done.state, done.collection) == (TaskState.SUCCEEDED, Collection.DONE)


async def test_a_closed_disk_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the services that go on trying, and by what a person tried meanwhile: one notice, that stays."""
    told: list[Notice] = []
    async with running(tmp_path) as parts:
        both = asyncio.Event()

        def hear(notice: Notice) -> None:
            told.append(notice)
            if len(told) == 2:
                both.set()

        parts.notices.changed.connect(hear)
        task = await parts.library.add(a_task(state=TaskState.FAILED))

        async def closed(*_: object, **__: object) -> None:
            raise DiskReadOnly("closed")

        monkeypatch.setattr(parts.library, "put", closed)
        parts.notices.say("library", Severity.ERROR, error=DiskReadOnly(), is_sticky=True)
        parts.scope.start(parts.store.update(task.id, lambda now: replace(now, rating=3)), name="rate")
        async with asyncio.timeout(PATIENCE):
            await both.wait()
    assert {notice.id for notice in told} == {"library"}
    assert told[-1].is_sticky
