"""Job states over time, on a clock that the test turns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mjdesk.studio.archive import Archive
from mjdesk.studio.config import Speed
from mjdesk.studio.easel import Easel
from mjdesk.studio.job import Job, Kind, Shape, Status
from mjdesk.studio.jobs import Jobs, QueueFullError
from mjdesk.studio.recipe import Recipe, Step
from tests.studio.support import FakePainter, ManualClock, settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path


class Room:
    """A Jobs with all it stands on."""

    def __init__(self, folder: Path, *, slots: int = 2, queue: int = 2) -> None:
        self.clock = ManualClock()
        self.archive = Archive(folder)
        self.easel = Easel(self.archive, FakePainter(), painters=0)
        self.settled: list[Job] = []
        self.jobs = Jobs(
            self.archive, self.easel, self.clock, slots=slots, queue=queue, settled=self.settled.append
        )

    def new(self, **more: object) -> Job:
        job = Job(
            id=self.jobs.new_id(),
            kind=Kind.IMAGINE,
            status=Status.NOT_START,
            shape=Shape.GRID,
            recipe=Recipe(Step.PAINT, "lake"),
            prompt="lake",
            final_prompt="lake --v 7.0",
            bot="MID_JOURNEY",
            speed=Speed.FAST,
            seed=1,
            message_hash="hash",
            submitted_at=self.jobs.now_ms(),
        )
        return replace(job, **more)  # type: ignore[arg-type]

    def admit(self, **more: object) -> str:
        return self.jobs.admit(self.new(**more)).job.id

    def status(self, job_id: str) -> str:
        job = self.jobs.get(job_id)
        assert job
        return job.status.value


@pytest.fixture
async def open_room(tmp_path: Path) -> AsyncIterator[Callable[..., Room]]:
    rooms: list[Room] = []

    def make(**more: int) -> Room:
        room = Room(tmp_path / f"data{len(rooms)}", **more)
        rooms.append(room)
        return room

    yield make
    for room in rooms:
        await room.jobs.close()
        room.easel.close()
        room.archive.close()


async def test_the_status_machine(open_room: Callable[..., Room]):
    room = open_room()
    job_id = room.admit()
    seen: list[tuple[str, int | None, bool]] = []
    for _ in range(100):
        job = room.jobs.get(job_id)
        assert job
        state = (job.status.value, job.progress, bool(job.pictures))
        if state not in seen:
            seen.append(state)
        await room.clock.advance(0.1)
    assert seen[0] == ("NOT_START", None, False)
    assert [state[0] for state in seen] == ["NOT_START", "SUBMITTED", *["IN_PROGRESS"] * 8, "SUCCESS"]
    percents = [state[1] for state in seen if state[1] is not None]
    assert percents == sorted(set(percents)) == [0, 7, 15, 31, 46, 62, 78, 93, 100]
    assert seen[4][2]
    job = room.jobs.get(job_id)
    assert job
    assert job.started_at
    assert job.finished_at
    assert 6_000 <= job.finished_at - job.submitted_at <= 10_000
    assert room.settled == [job]


async def test_speed_modes(open_room: Callable[..., Room]):
    room = open_room(slots=3)
    ids = {speed: room.admit(speed=speed) for speed in Speed}
    await room.clock.advance(20)
    took = {}
    for speed, job_id in ids.items():
        job = room.jobs.get(job_id)
        assert job
        assert job.finished_at
        took[speed] = job.finished_at - job.submitted_at
    assert took[Speed.TURBO] < took[Speed.FAST] < took[Speed.RELAX]


async def test_queue_in_order_and_full(open_room: Callable[..., Room]):
    room = open_room(slots=1, queue=2)
    first = room.jobs.admit(room.new())
    second, third = room.jobs.admit(room.new()), room.jobs.admit(room.new())
    assert (first.ahead, second.ahead, third.ahead) == (0, 1, 2)
    with pytest.raises(QueueFullError):
        room.jobs.admit(room.new())
    ids = [admission.job.id for admission in (first, second, third)]
    assert [job.id for job in room.jobs.queue()] == ids
    await room.clock.advance(9)
    assert [room.status(job_id) for job_id in ids] == ["SUCCESS", "IN_PROGRESS", "NOT_START"]
    await room.clock.advance(20)
    assert room.status(ids[2]) == "SUCCESS"
    assert room.jobs.queue() == []


@pytest.mark.parametrize(
    ("doom", "percent", "words"),
    [("moderated", 46, "moderator"), ("timeout", 93, "超时"), ("link", 0, "link"), ("error", 46, "error")],
)
async def test_dooms(open_room: Callable[..., Room], doom: str, percent: int, words: str):
    room = open_room()
    job_id = room.admit(doom=doom)
    await room.clock.advance(20)
    job = room.jobs.get(job_id)
    assert job
    assert (job.status, job.progress) == (Status.FAILURE, percent)
    assert words in job.fail_reason


async def test_stuck_stays_and_can_be_cancelled(open_room: Callable[..., Room]):
    room = open_room(slots=1)
    job_id, after = room.admit(doom="stuck"), room.admit()
    await room.clock.advance(3000)
    assert (room.status(job_id), room.status(after)) == ("IN_PROGRESS", "NOT_START")
    room.jobs.cancel(job_id, "")
    assert room.status(job_id) == "CANCEL"
    await room.clock.advance(20)
    assert room.status(after) == "SUCCESS"


async def test_stuck_is_given_up_after_an_hour(open_room: Callable[..., Room]):
    room = open_room()
    job_id = room.admit(doom="stuck")
    await room.clock.advance(3700)
    job = room.jobs.get(job_id)
    assert job
    assert (job.status, job.fail_reason) == (Status.FAILURE, "任务超时")


async def test_a_job_whose_state_cannot_be_written_ends(
    open_room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch
):
    room = open_room(slots=1)
    put, calls = room.archive.put, 0

    def full(job: Job) -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise OSError("disk full")
        put(job)

    monkeypatch.setattr(room.archive, "put", full)
    first, second = room.admit(), room.admit()
    await room.clock.advance(30)
    job = room.jobs.get(first)
    assert job
    assert (job.status, job.fail_reason) == (Status.FAILURE, "Internal error: OSError")
    assert room.status(second) == "SUCCESS"


async def test_cancel_of_a_waiting_job_and_of_a_finished_one(open_room: Callable[..., Room]):
    room = open_room(slots=1)
    first, second = room.admit(), room.admit()
    room.jobs.cancel(second, "")
    assert room.status(second) == "CANCEL"
    await room.clock.advance(20)
    assert room.status(first) == "SUCCESS"
    unchanged = room.jobs.cancel(first, "")
    assert unchanged
    assert unchanged.status is Status.SUCCESS
    assert room.jobs.cancel("1", "") is None


async def test_ids_are_sixteen_digits_and_never_twice(open_room: Callable[..., Room]):
    room = open_room(slots=0, queue=600)
    ids = {room.admit() for _ in range(500)}
    assert len(ids) == 500
    assert {len(job_id) for job_id in ids} == {16}


async def test_earlier_states(open_room: Callable[..., Room]):
    room = open_room()
    job_id = room.admit()
    await room.clock.advance(3)
    job = room.jobs.get(job_id)
    assert job
    earlier = room.jobs.earlier(job)
    assert (earlier.progress or 0) < (job.progress or 0)


async def test_a_restart_goes_on(tmp_path: Path):
    room = Room(tmp_path, slots=1)
    running, waiting = room.admit(), room.admit()
    window = room.jobs.open_window(room.new()).id
    done = room.jobs.open_window(room.new()).id
    room.jobs.cancel(done, "")
    await room.clock.advance(5)
    assert room.status(running) == "IN_PROGRESS"
    await room.jobs.close()
    room.easel.close()
    room.archive.close()

    again = Room(tmp_path, slots=1)
    again.jobs.open()
    await settle()
    assert [again.status(job_id) for job_id in (running, waiting, window, done)] == [
        "IN_PROGRESS" if again.status(running) == "IN_PROGRESS" else "SUBMITTED",
        "NOT_START",
        "MODAL",
        "CANCEL",
    ]
    await again.clock.advance(30)
    assert [again.status(job_id) for job_id in (running, waiting, window)] == ["SUCCESS", "SUCCESS", "MODAL"]
    assert [job.id for job in again.jobs.latest(2)] == [done, window]
    await again.jobs.close()
    again.easel.close()
    again.archive.close()
