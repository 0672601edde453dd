"""The program that is killed: the services that the window uses, making wishes without end."""

from __future__ import annotations

import asyncio
import os
import random
from dataclasses import dataclass
from pathlib import Path

from mjdesk.assembly import Assembly, Parts
from mjdesk.domain.errors import DeskError
from mjdesk.domain.library import TaskQuery
from mjdesk.domain.request import ImagineRequest
from mjdesk.domain.task import Collection, Task, TaskState
from mjdesk.storage.locations import Locations
from tests.soak.support import HastyClock, OneKey, Written

HASTE = 60.0
_AT_MOST = 8
"""Wishes under way at once; more are made as soon as some have ended."""


@dataclass(frozen=True, slots=True)
class Order:
    """What one life of the program is about; travels to its process."""

    home: str
    journal: str
    """File for what the person was told: `wish ID PARENT BUTTON` when it was written down, `fault TEXT`."""
    seed: int
    is_settling: bool = False
    """Make no wishes; leave when everything has come to its end."""
    patience: float = 60.0


def live(order: Order) -> None:
    """Run until killed, or until everything has settled."""
    asyncio.run(_live(order))


class Journal:
    """Owns a file that outlives the process: what was written before a kill is there."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, word: str, text: str) -> None:
        os.write(self._file, f"{word} {text}\n".encode())


def read_journal(path: Path, word: str) -> list[str]:
    """What was written under this word."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [line.partition(" ")[2] for line in lines if line.startswith(f"{word} ")]


def wishes_of(path: Path) -> list[Written]:
    """The wishes that were written down, as the journal has them."""
    return [Written(*line.split(" ", 2)) for line in read_journal(path, "wish")]


async def _live(order: Order) -> None:
    journal = Journal(Path(order.journal))
    chance = random.Random(order.seed)

    def on_error(name: str, error: Exception) -> None:
        journal.write("fault", f"{name}: {error!r}")

    async with Assembly(
        Locations.below(order.home), clock=HastyClock(HASTE), secrets=OneKey(), on_error=on_error
    ) as parts:
        parts.begin()
        if order.is_settling:
            async with asyncio.timeout(order.patience):
                await settled(parts)
        else:
            await _wish_for_ever(parts, journal, chance, order.seed)


async def settled(parts: Parts) -> None:
    """Until nothing is live, owed or looked for."""
    calm = 0
    while calm < 3:
        await asyncio.sleep(0.02)
        is_looking = any(parts.scope.is_running(name) for name in ("start", "match"))
        is_busy = is_looking or parts.store.live() or parts.store.owed()
        calm = 0 if is_busy else calm + 1


async def _wish_for_ever(parts: Parts, journal: Journal, chance: random.Random, seed: int) -> None:
    number = 0
    while True:
        if len(parts.store.live()) + len(parts.store.owed()) < _AT_MOST:
            number += 1
            for task in await _wish(parts, chance, f"{seed}-{number}"):
                wish = Written.of(task)
                journal.write("wish", f"{wish.task_id} {wish.parent} {wish.custom_id}")
        await asyncio.sleep(chance.random() * 0.02)


async def _wish(parts: Parts, chance: random.Random, name: str) -> tuple[Task, ...]:
    kind = chance.random()
    if kind < 0.3:
        return await _press(parts, chance)
    if kind < 0.4:
        return await parts.submitter.submit(ImagineRequest(prompt="always the same boat"))
    words = "a wide sea" if kind < 0.45 else "a comet"
    return await parts.submitter.submit(ImagineRequest(prompt=f"{words} {name}"))


async def _press(parts: Parts, chance: random.Random) -> tuple[Task, ...]:
    """A button of a task that is done, perhaps one that was pressed before."""
    done = TaskQuery(states=frozenset({TaskState.SUCCEEDED}))
    grids = [task for task in await parts.feed.newest(done, 20) if task.collection is Collection.DONE]
    buttons = [(task, action) for task in grids for action in task.actions if _is_plain(action.short_name)]
    if not buttons:
        return ()
    task, action = chance.choice(buttons)
    try:
        return await parts.submitter.act(task.id, action)
    except DeskError:
        return ()


def _is_plain(name: str) -> bool:
    return name in {"U1", "U2", "U3", "U4", "V1", "V2", "V3", "V4", "reroll"}
