"""Job states over time: who waits, who runs, how far each is, and how it ends."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
import uuid
from collections import OrderedDict, deque
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mjdesk.studio.course import DOOMS, LADDER, STUCK_FOR, seconds_for
from mjdesk.studio.easel import ClosedError, Easel, Rendered, UnreadablePictureError
from mjdesk.studio.job import Job, Kind, Status
from mjdesk.studio.texts import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.studio.archive import Archive
    from mjdesk.studio.clock import Clock

_log = logging.getLogger(__name__)

_REMEMBERED = 200
"""Jobs whose earlier states are kept in memory, for stale rows."""


class QueueFullError(Exception):
    """Too many jobs wait already."""


@dataclass(frozen=True, slots=True)
class Admission:
    """A job that was let in."""

    job: Job
    ahead: int
    """Jobs that wait before it; 0 when it starts at once."""


class Jobs:
    """Owns every job: the only one who changes them. Lives on one event loop."""

    def __init__(
        self,
        archive: Archive,
        easel: Easel,
        clock: Clock,
        *,
        pace: float = 1.0,
        slots: int = 3,
        queue: int = 10,
        settled: Callable[[Job], None] | None = None,
    ) -> None:
        self._archive = archive
        self._easel = easel
        self._clock = clock
        self._pace = pace
        self._slots = slots
        self._queue = queue
        self._settled = settled
        self._live: dict[str, Job] = {}
        self._waiting: deque[str] = deque()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._history: OrderedDict[str, list[Job]] = OrderedDict()
        self._ends: dict[str, asyncio.Event] = {}
        self._closed = False

    def open(self) -> None:
        """Go on with what was not finished when the studio last stopped."""
        for job in self._archive.unfinished():
            self._live[job.id] = job
            if job.status is not Status.MODAL:
                self._waiting.append(job.id)
        self._pump()

    async def close(self) -> None:
        """Stop all painting; unfinished jobs stay written as they are."""
        self._closed = True
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # Looking

    def get(self, job_id: str) -> Job | None:
        return self._live.get(job_id) or self._archive.get(job_id)

    def latest(self, count: int) -> list[Job]:
        """The newest jobs, newest first."""
        return self._archive.latest(count)

    def queue(self) -> list[Job]:
        """What runs or waits, in the order of its turn."""
        return [self._live[job_id] for job_id in (*self._running, *self._waiting)]

    def child(self, parent: str, kind: Kind, index: int) -> Job | None:
        return self._archive.child(parent, kind, index)

    def earlier(self, job: Job) -> Job:
        """A state this job had some changes ago, or itself when none is remembered."""
        states = self._history.get(job.id, [])
        return states[max(0, len(states) - 3)] if states else job

    async def finished(self, job_id: str) -> Job:
        """Wait for the end of a job. Raises KeyError for an unknown one."""
        job = self.get(job_id)
        if job is None:
            raise KeyError(job_id)
        if not job.status.is_final:
            await self._ends.setdefault(job_id, asyncio.Event()).wait()
        ended = self.get(job_id)
        if ended is None:
            raise KeyError(job_id)
        return ended

    # Changing

    def new_id(self) -> str:
        """Sixteen digits: milliseconds and three more (protocol.md 3.1)."""
        number = int(self._clock.now() * 1000) * 1000 + secrets.randbelow(1000)
        while self.get(str(number)) is not None:
            number += 1
        return str(number)

    def now_ms(self) -> int:
        return int(self._clock.now() * 1000)

    def check_room(self, count: int = 1) -> None:
        """Raises QueueFullError when that many jobs more cannot be taken."""
        free = self._slots - len(self._running)
        if len(self._waiting) + count > self._queue + max(0, free):
            raise QueueFullError

    def admit(self, job: Job) -> Admission:
        """Take a new job, or a window that was answered, and run it when its turn comes.

        Raises QueueFullError, and has then changed nothing.
        """
        self.check_room()
        self._put(replace(job, status=Status.NOT_START))
        self._waiting.append(job.id)
        self._pump()
        ahead = 0 if job.id in self._running else self._waiting.index(job.id) + 1
        return Admission(self._live[job.id], ahead)

    def open_window(self, job: Job) -> Job:
        """Keep a job that needs the client's words first; it takes no slot and does not run."""
        return self._put(replace(job, status=Status.MODAL))

    def press(self, job_id: str, custom_id: str) -> None:
        """Remember that a button of a finished job was used."""
        job = self.get(job_id)
        if job is not None and custom_id not in job.used:
            self._put(replace(job, used=(*job.used, custom_id)))

    def cancel(self, job_id: str, reason: str, status: Status = Status.CANCEL) -> Job | None:
        """End a job that is not at its end; returns it as it is now."""
        job = self.get(job_id)
        if job is None or job.status.is_final:
            return job
        if job_id in self._waiting:
            self._waiting.remove(job_id)
        ended = self._end(job, status, reason)
        if task := self._running.pop(job_id, None):
            task.cancel()
        self._pump()
        return ended

    # Running

    def _pump(self) -> None:
        while self._waiting and len(self._running) < self._slots and not self._closed:
            job_id = self._waiting.popleft()
            task = asyncio.get_running_loop().create_task(self._run(job_id), name=f"studio job {job_id}")
            self._running[job_id] = task
            task.add_done_callback(lambda done, job_id=job_id: self._leave(job_id, done))

    def _leave(self, job_id: str, done: asyncio.Task[None]) -> None:
        self._running.pop(job_id, None)
        error = None if done.cancelled() else done.exception()
        if self._closed:
            return
        if error is not None and (job := self._live.get(job_id)):
            # Not even its state could be written: a full disk, most likely.
            _log.error("job %s broke off", job_id, exc_info=error)
            with suppress(Exception):
                self._end(job, Status.FAILURE, f"Internal error: {type(error).__name__}")
        self._pump()

    async def _run(self, job_id: str) -> None:
        job = self._put(replace(self._live[job_id], status=Status.SUBMITTED))
        seconds = seconds_for(job) * self._pace
        await self._clock.sleep(seconds * 0.05)
        job = self._put(
            replace(job, status=Status.IN_PROGRESS, started_at=self.now_ms(), progress=job.progress or 0)
        )
        doom_at, reason = DOOMS.get(job.doom, (None, ""))
        if doom_at == 0:
            self._end(job, Status.FAILURE, reason)
            return
        painting = asyncio.ensure_future(self._painted(job))
        try:
            step = seconds * 0.95 / (len(LADDER) + 1)
            for percent in LADDER:
                await self._clock.sleep(step)
                job = self._put(replace(job, progress=max(percent, job.progress or 0)))
                job = self._show_first_result(job, painting)
                if doom_at == percent:
                    self._end(job, Status.FAILURE, reason)
                    return
            if job.doom == "stuck":
                await self._clock.sleep(STUCK_FOR)
                self._end(job, Status.FAILURE, "任务超时")
                return
            await self._clock.sleep(step)
            rendered = await painting
        except UnreadablePictureError as error:
            self._end(job, Status.FAILURE, f"Invalid image: {error}")
        except (asyncio.CancelledError, ClosedError):
            raise  # the job stays written as it is, and goes on at the next start
        except Exception as error:  # noqa: BLE001  a job must come to an end whatever the painter does
            _log.exception("job %s could not be painted", job_id)
            self._end(job, Status.FAILURE, f"Internal error: {type(error).__name__}")
        else:
            self._succeed(job, rendered)
        finally:
            painting.cancel()
            await asyncio.gather(painting, return_exceptions=True)

    async def _painted(self, job: Job) -> Rendered:
        """What is on disk from before a restart counts."""
        if job.pictures and all(self._archive.picture(name).exists() for name in job.pictures):
            return Rendered(job.pictures, job.width, job.height)
        return await self._easel.render(job.id, job.recipe)

    def _show_first_result(self, job: Job, painting: asyncio.Future[Rendered]) -> Job:
        """Name the painted file as soon as it is there: previews are made from it."""
        if job.pictures or job.has_text or not painting.done() or painting.exception():
            return job
        done = painting.result()
        return self._put(replace(job, pictures=done.pictures, width=done.width, height=done.height))

    def _succeed(self, job: Job, rendered: Rendered) -> None:
        text = text_of(job.shape, rendered)
        self._end(
            replace(
                job,
                progress=100,
                pictures=rendered.pictures,
                width=rendered.width,
                height=rendered.height,
                texts=rendered.texts,
                text=text,
                final_prompt=text or job.final_prompt,
            ),
            Status.SUCCESS,
            "",
        )

    def _end(self, job: Job, status: Status, reason: str) -> Job:
        ended = self._put(replace(job, status=status, fail_reason=reason, finished_at=self.now_ms()))
        if self._settled:
            self._settled(ended)
        if waiter := self._ends.pop(job.id, None):
            waiter.set()
        return ended

    def _put(self, job: Job) -> Job:
        before = self._live.get(job.id)
        if before == job:
            return job
        self._archive.put(job)
        if job.status.is_final:
            self._live.pop(job.id, None)
        else:
            self._live[job.id] = job
        if before is not None:
            self._history.setdefault(job.id, []).append(before)
            self._history.move_to_end(job.id)
            while len(self._history) > _REMEMBERED:
                self._history.popitem(last=False)
        return job


def derived_seed(job_id: str) -> int:
    """The seed of a job that was given none."""
    return int.from_bytes(hashlib.sha256(job_id.encode()).digest()[:4])


def new_hash() -> str:
    """A Midjourney job uuid."""
    return str(uuid.uuid4())
