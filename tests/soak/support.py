"""What the long runs share: hasty time, a slow wire, a painter of heavy little pictures, and the audit."""

from __future__ import annotations

import asyncio
import hashlib
import random
import sqlite3
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PIL import Image
from typing_extensions import override

from mjdesk.domain.gateway import AuthStyle, Capabilities, GatewayProfile
from mjdesk.domain.library import TaskQuery
from mjdesk.domain.settings import Look, Settings
from mjdesk.domain.task import Collection, Task, TaskState
from mjdesk.storage.library import Library
from mjdesk.storage.locations import Locations
from mjdesk.storage.settings_file import SettingsFile
from tests.studio.support import FakePainter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from mjdesk.studio.studio import Submission

ACCOUNT = "soak"
KEY = "sk-of-a-soak"
_NOBODY_KNOWS = frozenset({TaskState.UNKNOWN, TaskState.VANISHED})


@dataclass(frozen=True, slots=True)
class Written:
    """A wish that the person was told is written down."""

    task_id: str
    parent: str = ""
    custom_id: str = ""
    """The button that was pressed on `parent`. Pressed twice, the gateway names the task of the first time,
    and the second wish goes for good reason."""

    @classmethod
    def of(cls, task: Task) -> Written:
        return cls(task.id, task.parent, task.action.custom_id if task.action else "")

    def is_in(self, tasks: Mapping[str, Task]) -> bool:
        """Whether the library has it, or the wish that it was a repetition of."""
        return self.task_id in tasks or any(
            task.parent == self.parent and task.action and task.action.custom_id == self.custom_id
            for task in tasks.values()
        )


class HastyClock:
    """Fits `services.ports.Clock` and the studio's: its seconds pass `haste` times as quickly as ours."""

    def __init__(self, haste: float) -> None:
        self.haste = haste
        self._born = time.time()
        self._start = time.monotonic()

    def now(self) -> float:
        return self._born + self.monotonic()

    def monotonic(self) -> float:
        return (time.monotonic() - self._start) * self.haste

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.haste)


class OneKey:
    """Fits `services.ports.Secrets`: the same key for everybody."""

    place = "memory"

    async def get(self, account: str) -> str | None:
        return KEY

    async def set(self, account: str, key: str) -> None: ...

    async def forget(self, account: str) -> None: ...

    async def move_to(self, place: str, accounts: Sequence[str]) -> None: ...


class NoisyPainter(FakePainter):
    """Noise does not compress, so small sheets weigh enough to be caught on their way; a wish for something
    `wide` gives a sheet large enough to be split."""

    @override
    def _plain(self, size: tuple[int, int], *reasons: object) -> Image.Image:
        if min(size) > 256:
            return super()._plain(size, *reasons)
        seed = hashlib.sha256(repr(reasons).encode()).digest()
        return Image.frombytes("RGB", size, random.Random(seed).randbytes(3 * size[0] * size[1]))

    @override
    def tile_size(self, prompt: str) -> tuple[int, int]:
        return (800, 768) if "wide" in prompt else (96, 96)


class SlowWire:
    """Owns a relay in front of a studio: every piece, either way, takes a random while, so that a kill finds
    requests and answers on their way. `url` is where it listens."""

    def __init__(self, port: int, chance: random.Random, longest: float = 0.04) -> None:
        self._port = port
        self._chance = chance
        self._longest = longest
        self._server: asyncio.Server | None = None
        self._pumps: set[asyncio.Task[None]] = set()
        self.url = ""
        self.touched = asyncio.Event()
        """Set by each new connection."""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for pump in tuple(self._pumps):
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._pumps.add(task)
        self.touched.set()
        try:
            back_reader, back_writer = await asyncio.open_connection("127.0.0.1", self._port)
            try:
                # A client that was killed has said everything it will: its last request still arrives.
                await asyncio.gather(self._pump(reader, back_writer), self._pump(back_reader, writer))
            finally:
                back_writer.close()
        except OSError:
            return
        finally:
            self._pumps.discard(task)
            writer.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(32_768):
                await asyncio.sleep(self._chance.random() * self._longest)
                writer.write(data)
                await writer.drain()
            if writer.can_write_eof():
                writer.write_eof()
        except OSError:
            writer.close()


def prepare(home: Path, url: str, *, can_list: bool = True, **changes: Any) -> Locations:
    """Settings of somebody who uses the studio at `url` as a gateway of their own."""
    locations = Locations.below(home)
    facts: dict[str, Any] = {
        "id": ACCOUNT,
        "name": "Soak",
        "root": url,
        "auth": AuthStyle.BEARER,
        "concurrency": 6,
        "capabilities": Capabilities(can_list=can_list),
    }
    profile = GatewayProfile(**facts | changes)
    settings = Settings(is_welcomed=True, look=Look.DARK, gateways=(profile,), active=ACCOUNT)
    SettingsFile(locations.settings).save(settings)
    return locations


async def every_task(library: Library) -> list[Task]:
    """All that is not in the trash, oldest first."""
    found = [*await library.unsettled()]
    rows = await library.index(TaskQuery(), limit=1_000_000)
    found += await library.by_seq([row.seq for row in rows])
    return sorted({task.id: task for task in found}.values(), key=lambda task: task.seq)


@dataclass
class Audit:
    """What the gateway's own log and the library say about each other."""

    accepted: int = 0
    """Tasks that the gateway took."""
    lost: list[str] = field(default_factory=list[str])
    """Taken by the gateway, and the library knows nothing of it or denies it."""
    unmatched: list[str] = field(default_factory=list[str])
    """Taken by the gateway, and the library has its wish as one whose fate nobody knows: right where the
    gateway cannot be asked, a task that was not looked for where it can."""
    twice: list[str] = field(default_factory=list[str])
    """Wishes that led to more than one task."""
    forgotten: list[str] = field(default_factory=list[str])
    """Wishes that the person was told are written down, and are not there."""
    unfinished: list[str] = field(default_factory=list[str])
    """Neither at an end nor explained."""
    corrupt: list[str] = field(default_factory=list[str])
    """Originals that are not what their name says, cannot be decoded, or are missing."""
    damage: list[str] = field(default_factory=list[str])
    """What SQLite finds wrong with the library."""
    pictures: int = 0
    states: Counter[str] = field(default_factory=Counter[str])
    """How the tasks ended."""

    def troubles(self) -> dict[str, list[str]]:
        """Everything that must be empty, where it is not."""
        names = ("lost", "twice", "forgotten", "unfinished", "corrupt", "damage")
        return {name: found for name in names if (found := getattr(self, name))}


async def audited(
    locations: Locations, submissions: Iterable[Submission], written_down: Iterable[Written] = ()
) -> Audit:
    """Compare the gateway's log with the library, and look at every original.

    `written_down`: the wishes that `submit` answered with.
    """
    submissions = list(submissions)
    audit = Audit(accepted=len(submissions))
    async with Library(locations.library, locations.backups) as library:
        if library.opened.trouble is not None:
            audit.damage.append(repr(library.opened.trouble))
        tasks = await every_task(library)
    known = {task.id: task for task in tasks}
    audit.states = Counter(_end(task) for task in tasks)
    _compare(audit, known, submissions)
    audit.forgotten = [wish.task_id for wish in written_down if not wish.is_in(known)]
    audit.unfinished = [f"{task.id}: {_end(task)}" for task in tasks if _is_open(task)]
    await asyncio.to_thread(_look_at_disk, audit, locations, tasks)
    return audit


def _compare(audit: Audit, known: dict[str, Task], submissions: Sequence[Submission]) -> None:
    by_state = Counter(submission.state for submission in submissions)
    audit.twice = [f"{state}: {count}" for state, count in by_state.items() if count > 1]
    for submission in submissions:
        task = known.get(submission.state or "")
        words = f"{submission.task_id} ({submission.prompt})"
        if task is None:
            audit.lost.append(f"{words}: not in the library")
        elif task.remote_id:
            if task.remote_id != submission.task_id:
                audit.lost.append(f"{words}: the library says {task.remote_id}")
        elif task.state in _NOBODY_KNOWS:
            audit.unmatched.append(words)
        else:
            audit.lost.append(f"{words}: the library says {task.state.value}")


def _is_open(task: Task) -> bool:
    if not task.is_final:
        return True
    if task.state is TaskState.SUCCEEDED:
        return task.collection is Collection.WAITING
    return task.failure is None and task.state is not TaskState.CANCELLED


def _end(task: Task) -> str:
    if task.state is TaskState.SUCCEEDED:
        return f"{task.state.value}/{task.collection.value}"
    return f"{task.state.value} ({task.failure.error})" if task.failure else task.state.value


def _look_at_disk(audit: Audit, locations: Locations, tasks: Sequence[Task]) -> None:
    whole: set[str] = set()
    for path in sorted(locations.originals.rglob("*")):
        if not path.is_file() or path.parent == locations.originals / "incoming":
            continue
        audit.pictures += 1
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != path.stem:
            audit.corrupt.append(f"{path.name}: not what its name says")
            continue
        try:
            with Image.open(path) as image:
                image.load()
        except (OSError, SyntaxError, ValueError) as error:
            audit.corrupt.append(f"{path.name}: {error}")
        else:
            whole.add(path.stem)
    for task in tasks:
        missing = [picture.digest for picture in task.pictures if picture.digest not in whole]
        audit.corrupt += [f"{digest} of {task.id}: missing" for digest in missing]
        if task.collection is Collection.DONE and not task.pictures:
            audit.corrupt.append(f"{task.id}: done without a picture")
    base = sqlite3.connect(locations.library)
    try:
        audit.damage += [row[0] for row in base.execute("PRAGMA integrity_check") if row[0] != "ok"]
    finally:
        base.close()


def states_at_rest(locations: Locations) -> Counter[str]:
    """How many tasks are in which state, as a killed program left them."""
    if not locations.library.exists():
        return Counter()
    base = sqlite3.connect(locations.library)
    try:
        return Counter(dict(base.execute("SELECT state, count(*) FROM task GROUP BY state")))
    except sqlite3.OperationalError:
        return Counter()  # killed before the first table was made
    finally:
        base.close()
