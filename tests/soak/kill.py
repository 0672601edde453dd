"""`python -m tests.soak.kill [ROUNDS]`: kills the program at random moments and looks what was lost.

A studio of its own stands behind a slow wire and writes down what it accepts. The real program makes wishes,
presses buttons and fetches pictures; SIGKILL ends it at a random moment; the next one goes on with what is
there. In the end everything may settle, and the studio's log is compared with the library.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.server import StudioServer
from tests.soak import client, window
from tests.soak.client import Order, read_journal, wishes_of
from tests.soak.support import KEY, Audit, NoisyPainter, SlowWire, audited, prepare, states_at_rest

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

_START = 20.0
"""Seconds for a program to say its first word on a busy machine."""
_LONGEST_LIFE = 0.5
_EARLY = 0.15
"""Share of the kills that fall into the start."""


@dataclass
class Campaign:
    """What a number of kills led to."""

    kills: int = 0
    windows: int = 0
    """Kills of the whole window."""
    seconds: float = 0.0
    caught: Counter[str] = field(default_factory=Counter[str])
    """States of tasks as the killed programs left them, all kills together."""
    faults: list[str] = field(default_factory=list[str])
    """What the programs themselves did not expect."""
    leftovers: int = 0
    """Pictures that were arriving when a program was killed."""
    audit: Audit = field(default_factory=Audit)

    def report(self) -> str:
        audit = self.audit
        caught = ", ".join(f"{count} {state}" for state, count in sorted(self.caught.items()))
        ends = ", ".join(f"{count} {state}" for state, count in sorted(audit.states.items()))
        return "\n".join(
            (
                f"{self.kills} kills ({self.windows} of the window) in {self.seconds:.0f} s",
                f"left by the kills: {caught}; {self.leftovers} half pictures",
                f"accepted by the gateway: {audit.accepted}; in the library in the end: {ends}",
                f"originals looked at: {audit.pictures}",
                f"accepted tasks lost: {len(audit.lost)}",
                f"accepted tasks not found again: {len(audit.unmatched)}",
                f"wishes sent twice: {len(audit.twice)}",
                f"wishes forgotten: {len(audit.forgotten)}",
                f"tasks without an end: {len(audit.unfinished)}",
                f"pictures corrupt: {len(audit.corrupt)}",
                f"library damaged: {len(audit.damage)}",
                f"faults of the program: {len(self.faults)}",
            )
        )

    @property
    def is_clean(self) -> bool:
        return not self.audit.troubles() and not self.faults


async def campaign(
    folder: Path, *, rounds: int, seed: int, window_every: int = 10, family: Family = Family.PROXY_PLUS
) -> Campaign:
    """Kill `rounds` programs on one library below `folder`; each `window_every`-th is the whole window."""
    chance = random.Random(seed)
    config = StudioConfig(family=family, secret=KEY, data=folder / "studio", pace=0.01, slots=4, queue=6)
    found = Campaign()
    began = time.monotonic()
    processes = _processes()
    async with StudioServer(config, painter=NoisyPainter()) as studio:
        port = int(studio.url.rpartition(":")[2])
        async with SlowWire(port, chance) as wire:
            locations = prepare(folder / "home", wire.url)
            order = Order(str(folder / "home"), str(folder / "journal"), seed)
            for number in range(1, rounds + 1):
                is_window = number % window_every == 0
                life = window.live if is_window else client.live
                wire.touched.clear()
                process = processes.Process(target=life, args=(replace(order, seed=seed * 1000 + number),))
                await asyncio.to_thread(process.start)
                if is_window or chance.random() > _EARLY:
                    async with asyncio.timeout(_START):
                        await wire.touched.wait()
                await asyncio.sleep(chance.random() * _LONGEST_LIFE)
                await _kill(process)
                found.kills += 1
                found.windows += is_window
                found.caught += states_at_rest(locations)
            found.leftovers = len(list((locations.originals / "incoming").glob("*.part")))
            last = processes.Process(target=client.live, args=(replace(order, is_settling=True),))
            await asyncio.to_thread(last.start)
            await asyncio.to_thread(last.join)
            if last.exitcode:
                found.faults.append(f"the last program ended with {last.exitcode}")
            found.faults += read_journal(folder / "journal", "fault")
            found.audit = await audited(locations, studio.submissions, wishes_of(folder / "journal"))
    found.seconds = time.monotonic() - began
    return found


def _processes() -> SpawnContext | ForkServerContext:
    """Where the system can, programs begin as copies of one that has loaded everything: a start is quick."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.soak.client", "mjdesk.api.client", "mjdesk.storage.thumbnailer"])
    return context


async def _kill(process: BaseProcess) -> None:
    """SIGKILL. A program that had ended by itself before is a fault of its own."""
    process.kill()
    await asyncio.to_thread(process.join)
    if process.exitcode != -signal.SIGKILL:
        raise AssertionError(f"the program ended by itself with {process.exitcode}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    options = parser.parse_args()
    is_clean = True
    for family, rounds in (
        (Family.PROXY_PLUS, options.rounds * 3 // 4),
        (Family.NEW_API, options.rounds // 4),
    ):
        print(f"== kill test, seed {options.seed}, a gateway of family {family.value}", flush=True)
        with tempfile.TemporaryDirectory(prefix="mjdesk-kill-") as folder:
            found = asyncio.run(campaign(Path(folder), rounds=rounds, seed=options.seed, family=family))
        print(found.report(), flush=True)
        for name, details in {**found.audit.troubles(), "faults": found.faults}.items():
            for detail in details:
                print(f"  {name}: {detail}")
        is_clean = is_clean and found.is_clean
    return int(not is_clean)


if __name__ == "__main__":
    sys.exit(main())
