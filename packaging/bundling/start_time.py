"""Measures how long the packaged program takes to show its window, against the program from source.

Both are started in turns on one X display without a screen; the moment counts when the window is mapped, as
the display itself reports it. Medians of one run are compared, so that a slow machine is slow for both.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bundling.project import ROOT, TITLE

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

ROUNDS = 7
_PATIENCE = 60.0
_SCREEN = "1600x1000x24"
_MAPPED = re.compile(r"MapNotify event")


class StartError(RuntimeError):
    """A window did not come."""


@contextmanager
def display() -> Generator[str]:
    """An X display of its own, by name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", _SCREEN, "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read, encoding="ascii") as said:
            number = said.readline().strip()
        if not number:
            raise StartError("Xvfb does not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def seconds_until_shown(command: Sequence[str], environment: dict[str, str]) -> float:
    """Start the program once; seconds until its window is on the display, then it is ended."""
    watch = subprocess.Popen(
        ["xev", "-root", "-event", "substructure"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    began = time.monotonic()
    program = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
    )
    try:
        for line in watch.stdout or ():
            if _MAPPED.search(line):
                return time.monotonic() - began
            if time.monotonic() - began > _PATIENCE:
                break
        raise StartError(f"{command[0]} shows no window of {TITLE}")
    finally:
        program.send_signal(signal.SIGTERM)
        watch.terminate()
        program.wait()
        watch.wait()
        if watch.stdout is not None:
            watch.stdout.close()


def compare(program: Path, rounds: int = ROUNDS) -> tuple[float, float]:
    """Medians in seconds: the packaged program, and the program from source."""
    with TemporaryDirectory(prefix="mjdesk-start-") as folder, display() as name:
        environment = {
            key: value
            for key, value in os.environ.items()
            if key not in {"WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONDONTWRITEBYTECODE"}
        } | {
            "DISPLAY": name,
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
            "PYTHONPATH": str(ROOT),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }
        commands = {
            "packaged": [str(program), "--home", str(Path(folder) / "packaged")],
            "source": [sys.executable, "-m", "mjdesk", "--home", str(Path(folder) / "source")],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(rounds + 1):
            for kind, command in commands.items():
                took = seconds_until_shown(command, environment)
                if number:  # the first of each only fills the caches
                    times[kind].append(took)
        return median(times["packaged"]), median(times["source"])
