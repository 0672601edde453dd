"""`python -m tests.soak.trouble [POLLS] [WISHES]`: days of work with gateways in every trouble, in a minute.

Studios of each family hurt about a third of all answers in every way they know. Services, library and HTTP
are the real ones; only time is hastened, for the studios as for the program. In the end every task has an end
or an explanation, nothing was sent twice, and memory is where it was.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import random
import sys
import tempfile
import time
from collections import Counter, deque
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from typing_extensions import override

from mjdesk.assembly import Assembly
from mjdesk.domain.errors import DeskError
from mjdesk.domain.gateway import AuthStyle, GatewayProfile
from mjdesk.domain.library import TaskQuery
from mjdesk.domain.request import ImagineRequest
from mjdesk.domain.settings import Settings
from mjdesk.domain.task import Collection, TaskState
from mjdesk.services import task_store
from mjdesk.storage.locations import Locations
from mjdesk.storage.settings_file import SettingsFile
from mjdesk.studio import jobs
from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.faults import Dose, Fate, Fault, Trouble
from mjdesk.studio.server import StudioServer
from tests.soak.support import KEY, Audit, HastyClock, OneKey, Written, audited
from tests.studio.support import FakePainter

if TYPE_CHECKING:
    from mjdesk.assembly import Parts
    from mjdesk.studio.studio import Received, Submission

RATES = {
    # Any request: together they hurt 28 of 100.
    **dict.fromkeys((Fault.SLOW, Fault.RESET, Fault.BAD_GATEWAY, Fault.HTML), 0.04),
    **dict.fromkeys((Fault.RATE_LIMIT, Fault.RATE_LIMIT_BARE, Fault.CUT_JSON, Fault.WRONG_TYPES), 0.04),
    Fault.LOST_ANSWER: 0.1,
    # Each row of an answer.
    Fault.STALE: 0.3,
    Fault.DUPLICATE: 0.3,
    # Each task.
    Fault.VANISH: 0.03,
    Fault.FAIL: 0.1,
    # Each picture.
    **dict.fromkeys((Fault.EXPIRED, Fault.GONE, Fault.CUT_PICTURE, Fault.NOT_A_PICTURE), 0.06),
    Fault.HUGE_PICTURE: 0.02,
}
GATEWAYS = 3 * (Family.PROXY_PLUS, Family.NEW_API, Family.TRUEAI, Family.PROXY)
HASTE = 500.0
_SECONDS_PER_POLL = 8.0
"""About how often a gateway is asked while something lives there, its troubles included."""
_JOB_SECONDS = 8.0
"""What a sheet takes at pace 1 (mjdesk/studio/course.py)."""
_CONCURRENCY = 3
_KEPT = 40
"""Settled tasks in memory, far fewer than in the program, so that the run fills them early; the studios
remember even fewer."""
_FIRST_LOOK = 0.4
"""Memory is first measured when this share of the work is done."""
MOST_GROWTH = 5.0
"""Blocks of memory for each poll; the smallest record kept of each would be as many. Short runs, which do not
fill what is bounded, have more."""
_PATIENCE = 600.0


class Tally(deque["Received"]):
    """Owns a studio's log: the latest requests, and how many of each kind there were."""

    def __init__(self) -> None:
        super().__init__(maxlen=50)
        self.polls = 0
        self.others: Counter[str] = Counter()

    @override
    def append(self, x: Received, /) -> None:
        if "/list" in x.path or x.path.endswith("/fetch"):
            self.polls += 1
        else:
            self.others["submits" if x.method == "POST" else "pictures"] += 1
        super().append(x)


class CountingFate(Fate):
    """Owns how often each fault struck."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.struck: Counter[Fault] = Counter()

    @override
    def strikes(self, fault: Fault) -> bool:
        does = super().strikes(fault)
        self.struck[fault] += does
        return does

    @override
    def marks(self, fault: Fault, task_id: str) -> bool:
        does = super().marks(fault, task_id)
        self.struck[fault] += does
        return does


@dataclass(frozen=True, slots=True)
class Memory:
    """How much is in use at one moment, rubbish collected."""

    polls: int
    blocks: int
    resident: int
    """Bytes; 0 where the system does not tell."""

    @classmethod
    def now(cls, polls: int) -> Memory:
        gc.collect()
        try:
            resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError):
            resident = 0
        return cls(polls, sys.getallocatedblocks(), resident)


@dataclass
class Ordeal:
    """What came of it."""

    polls: int = 0
    wishes: int = 0
    seconds: float = 0.0
    hours: float = 0.0
    """Of hastened time."""
    struck: Counter[Fault] = field(default_factory=Counter[Fault])
    requests: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])
    """What the program did not expect."""
    early: Memory = field(default_factory=lambda: Memory(0, 0, 0))
    late: Memory = field(default_factory=lambda: Memory(0, 0, 0))
    audit: Audit = field(default_factory=Audit)
    overlooked: list[str] = field(default_factory=list[str])
    """Accepted, the answer lost, and not found although the gateway lists its tasks."""

    @property
    def growth(self) -> float:
        """Blocks of memory more for each poll of the later part."""
        return (self.late.blocks - self.early.blocks) / max(1, self.late.polls - self.early.polls)

    @property
    def is_clean(self) -> bool:
        is_flat = self.growth < MOST_GROWTH
        is_whole = {fault for fault, count in self.struck.items() if count} == set(Fault)
        return not (self.audit.troubles() or self.faults or self.overlooked) and is_flat and is_whole

    def report(self) -> str:
        audit = self.audit
        ends = ", ".join(f"{count} {state}" for state, count in sorted(audit.states.items()))
        struck = ", ".join(f"{fault.value} {self.struck[fault]}" for fault in Fault)
        return "\n".join(
            (
                f"{self.polls} polls and {self.wishes} wishes in {self.seconds:.0f} s, "
                f"which were {self.hours:.1f} h to the program",
                f"faults: {struck}",
                f"accepted by the gateways: {audit.accepted}; in the library: {ends}",
                f"tasks stuck: {len(audit.unfinished)}",
                f"accepted tasks lost: {len(audit.lost)}; left as unknown: {len(audit.unmatched)}, "
                f"of them at gateways that can list: {len(self.overlooked)}",
                f"wishes sent twice: {len(audit.twice)}",
                f"wishes forgotten: {len(audit.forgotten)}",
                f"pictures corrupt: {len(audit.corrupt)} of {audit.pictures}",
                f"faults of the program: {len(self.faults)}",
                f"memory: {self.early.blocks} blocks at {self.early.polls} polls, {self.late.blocks} at "
                f"{self.late.polls}: {self.growth:+.2f} a poll; resident "
                f"{self.early.resident / 2**20:.1f} -> {self.late.resident / 2**20:.1f} MiB",
            )
        )


async def ordeal(folder: Path, *, polls: int, wishes: int, seed: int, haste: float = HASTE) -> Ordeal:
    """Make `wishes`, and ask about them at least `polls` times, on gateways in trouble."""
    clock = HastyClock(haste)
    found, began = Ordeal(), time.monotonic()
    trouble = Trouble(tuple((fault, Dose(rate)) for fault, rate in RATES.items()), seed)
    lifetime = _SECONDS_PER_POLL * polls * _CONCURRENCY / wishes
    studios: list[StudioServer] = []
    tallies: list[Tally] = []
    fates: list[CountingFate] = []
    async with AsyncExitStack() as stack:
        for number, family in enumerate(GATEWAYS):
            config = StudioConfig(
                family=family,
                secret=KEY,
                data=folder / f"{number}",
                pace=lifetime / _JOB_SECONDS,
                painters=0,
                balance=1e6,
                trouble=replace(trouble, seed=seed * 10 + number),
            )
            studio = await stack.enter_async_context(StudioServer(config, painter=FakePainter(), clock=clock))
            tally, fate = Tally(), CountingFate(studio.trouble)
            studio.studio.log, studio.studio.fate = tally, fate
            studios.append(studio)
            tallies.append(tally)
            fates.append(fate)
        locations = _prepare(folder / "home", studios)
        written: list[Written] = []
        with patch.object(task_store, "_RECENT", _KEPT), patch.object(jobs, "_REMEMBERED", _KEPT // 10):
            async with Assembly(
                locations,
                clock=clock,
                secrets=OneKey(),
                on_error=lambda name, error: found.faults.append(f"{name}: {error!r}"),
            ) as parts:
                heard: Counter[str] = Counter()
                # Somebody listens, as the window does: what nobody has heard yet is kept.
                parts.notices.changed.connect(lambda notice: heard.update([notice.kind]))
                parts.begin()
                async with asyncio.timeout(_PATIENCE):
                    await _work(parts, found, tallies, written, wishes, polls, random.Random(seed))
        submissions: list[Submission] = [each for studio in studios for each in studio.submissions]
        found.hours = clock.monotonic() / 3600
    found.polls, found.wishes = sum(tally.polls for tally in tallies), len(written)
    found.requests = sum((tally.others for tally in tallies), Counter[str]())
    found.struck = sum((fate.struck for fate in fates), Counter[Fault]())
    found.audit = await audited(locations, submissions, written)
    listed = {each.task_id for studio in studios for each in studio.submissions if _lists(studio)}
    found.overlooked = [words for words in found.audit.unmatched if words.partition(" ")[0] in listed]
    found.seconds = time.monotonic() - began
    return found


def _lists(studio: StudioServer) -> bool:
    return studio.config.family is not Family.NEW_API


def _prepare(home: Path, studios: list[StudioServer]) -> Locations:
    locations = Locations.below(home)
    gateways = tuple(
        GatewayProfile(
            id=f"{studio.config.family.value}-{number}",
            name=f"{studio.config.family.value}-{number}",
            root=studio.url,
            auth=AuthStyle.RAW if studio.config.family is Family.TRUEAI else AuthStyle.BEARER,
            concurrency=_CONCURRENCY,
        )
        for number, studio in enumerate(studios)
    )
    settings = Settings(is_welcomed=True, gateways=gateways, active=gateways[0].id)
    SettingsFile(locations.settings).save(settings)
    return locations


async def _work(
    parts: Parts,
    found: Ordeal,
    tallies: list[Tally],
    written: list[Written],
    wishes: int,
    polls: int,
    chance: random.Random,
) -> None:
    accounts = [profile.id for profile in parts.settings.value.gateways]
    while len(written) < wishes or sum(tally.polls for tally in tallies) < polls:
        if len(parts.store.live()) < 2 * _CONCURRENCY * len(accounts):
            written += await _wish(parts, chance.choice(accounts), len(written), chance)
        else:
            await asyncio.sleep(0.005)
        if not found.early.polls and sum(tally.polls for tally in tallies) >= polls * _FIRST_LOOK:
            found.early = Memory.now(sum(tally.polls for tally in tallies))
    # With as many tasks under way as at the first look.
    found.late = Memory.now(sum(tally.polls for tally in tallies))
    calm = 0
    while calm < 5:
        await asyncio.sleep(0.02)
        calm = 0 if parts.store.live() or parts.store.owed() else calm + 1


async def _wish(parts: Parts, account: str, number: int, chance: random.Random) -> list[Written]:
    """A wish in words, or a button of something that is done."""
    if chance.random() < 0.35:
        done = TaskQuery(states=frozenset({TaskState.SUCCEEDED}), account=account)
        ready = [task for task in await parts.feed.newest(done, 10) if task.collection is Collection.DONE]
        buttons = [(task, action) for task in ready for action in task.actions if action.index]
        if buttons:
            task, action = chance.choice(buttons)
            try:
                return [Written.of(child) for child in await parts.submitter.act(task.id, action)]
            except DeskError:
                return []
    prompt = "always the same boat" if chance.random() < 0.1 else f"a comet {number}"
    made = await parts.submitter.submit(ImagineRequest(prompt=prompt), account=account)
    return [Written.of(task) for task in made]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("polls", nargs="?", type=int, default=10_000)
    parser.add_argument("wishes", nargs="?", type=int, default=500)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--haste", type=float, default=HASTE)
    options = parser.parse_args()
    print(f"== trouble test, seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="mjdesk-trouble-") as folder:
        found = asyncio.run(
            ordeal(
                Path(folder),
                polls=options.polls,
                wishes=options.wishes,
                seed=options.seed,
                haste=options.haste,
            )
        )
    print(found.report(), flush=True)
    troubles = {**found.audit.troubles(), "overlooked": found.overlooked, "faults": found.faults}
    for name, details in troubles.items():
        for detail in details:
            print(f"  {name}: {detail}")
    return int(not found.is_clean)


if __name__ == "__main__":
    sys.exit(main())
