"""One studio, put together: archive, easel, jobs, orders and manners, and what happened in it so far."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mjdesk.studio import rows
from mjdesk.studio.addresses import Addresses
from mjdesk.studio.archive import Archive
from mjdesk.studio.billing import Purse
from mjdesk.studio.clock import Clock, SystemClock
from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.easel import Easel, Painter
from mjdesk.studio.families import manners
from mjdesk.studio.faults import Fate, Fault, Trouble
from mjdesk.studio.intake import Intake
from mjdesk.studio.job import Job, Status
from mjdesk.studio.jobs import Jobs
from mjdesk.studio.maker import Maker
from mjdesk.studio.orders import Orders
from mjdesk.studio.presses import Presses

if TYPE_CHECKING:
    from mjdesk.studio.maker import Receipt
    from mjdesk.studio.wish import Wish


_COPIES = 1000


@dataclass(slots=True)
class Received:
    """One request as it came in, and the status it was answered with (None: not at all)."""

    at: float
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes = b""
    """At most the first 16 KiB."""
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """One accepted submit."""

    task_id: str
    state: str | None
    time: float
    """Seconds since the epoch."""
    prompt: str
    path: str
    """The endpoint, such as `/mj/submit/imagine`."""


class Studio:
    """Owns all parts of one studio and their life: `open`, then `close`. Lives on one event loop."""

    def __init__(
        self, config: StudioConfig, *, painter: Painter | None = None, clock: Clock | None = None
    ) -> None:
        self.config = config
        self.clock: Clock = clock or SystemClock()
        self.fate = Fate(config.trouble)
        self.archive = Archive(config.data)
        self.easel = Easel(self.archive, painter, painters=config.painters)
        self.purse = Purse(self.archive, config.balance)
        self.jobs = Jobs(
            self.archive,
            self.easel,
            self.clock,
            pace=config.pace,
            slots=config.slots,
            queue=config.queue,
            settled=self.purse.settle,
        )
        maker = Maker(config, self.jobs, self.purse, self._strikes)
        intake = Intake(self.archive, self.jobs, config.family)
        self.orders = Orders(maker, intake)
        self.presses = Presses(maker, intake)
        self.manners = manners(config)
        self.addresses = Addresses(self.clock, life=config.picture_life, key=config.secret)
        self.log: deque[Received] = deque(maxlen=config.log_length)
        self.submissions: list[Submission] = []
        self._copies: dict[str, tuple[float, dict[str, Any]]] = {}

    def open(self) -> None:
        """Go on where the last studio on this data stopped."""
        self.archive.forget_pictures(self.clock.now() - self.config.keep_days * 86_400)
        self.jobs.open()

    async def close(self) -> None:
        await self.jobs.close()
        self.easel.close()
        self.archive.close()

    @property
    def trouble(self) -> Trouble:
        return self.fate.trouble

    @trouble.setter
    def trouble(self, trouble: Trouble) -> None:
        """Takes effect with the next request."""
        self.fate = Fate(trouble)

    def note(self, wish: Wish, receipt: Receipt) -> None:
        """Write accepted work into the list that tests compare with a client's library."""
        now = self.clock.now()
        for job in () if receipt.existed else receipt.jobs:
            self.submissions.append(Submission(job.id, job.state, now, job.prompt, wish.path))

    def find(self, job_id: str) -> Job | None:
        """A job as clients may see it: vanished ones are gone."""
        job = self.jobs.get(job_id)
        return None if job is None or self.fate.marks(Fault.VANISH, job_id) else job

    def row(self, job: Job, base: str) -> dict[str, Any]:
        """The task object of a job, stale where the family or the trouble makes it so."""
        if self.fate.strikes(Fault.STALE):
            return self._row(self.jobs.earlier(job), base)
        if self.config.family is Family.NEW_API and self.config.row_age > 0:
            return self._copy(job, base)
        return self._row(job, base)

    def rows(self, jobs: list[Job], base: str) -> list[dict[str, Any]]:
        """A list of task objects; some twice, where the family or the trouble makes it so."""
        found: list[dict[str, Any]] = []
        for job in jobs:
            found.append(self.row(job, base))
            if self._has_second_row(job):
                found.append(self._row(job, base))
            elif self.fate.strikes(Fault.DUPLICATE):
                found.append(self._row(self.jobs.earlier(job), base))
        return found

    def _row(self, job: Job, base: str) -> dict[str, Any]:
        return rows.row(job, base, self.addresses, self.config)

    def _copy(self, job: Job, base: str) -> dict[str, Any]:
        """G's own copy of a row, renewed every `row_age` seconds (protocol.md 2.15)."""
        now = self.clock.now()
        if self._has_second_row(job) and not job.status.is_final:
            # The first row of a filled-in window waits for the second to end (protocol.md 3.2, 4).
            return rows.unpolled(self._row(job, base)) | {"status": Status.MODAL.value}
        taken, copy = self._copies.get(job.id, (job.submitted_at / 1000, None)) or (now, None)
        if copy is None and now - taken < self.config.row_age:
            return rows.unpolled(self._row(job, base))
        if copy is None or now - taken >= self.config.row_age:
            copy = self._row(job, base)
            self._copies.pop(job.id, None)
            self._copies[job.id] = (now, copy)
            if len(self._copies) > _COPIES:
                self._copies.pop(next(iter(self._copies)))
        return copy

    def _has_second_row(self, job: Job) -> bool:
        relay = self.config.family is Family.NEW_API and self.config.row_age > 0
        return relay and job.answered

    def _strikes(self, fault: Fault) -> bool:
        return self.fate.strikes(fault)
