"""A real display without a screen: Xvfb and a window manager, for programs that tests drive from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

SCREEN = "1440x900x24"
NEEDED = ("Xvfb", "openbox", "xprop")
PATIENCE = 20.0
"""Seconds for the display and its window manager to come up on a busy machine."""


@dataclass(frozen=True, slots=True)
class Display:
    """A display that is up and managed."""

    name: str
    """Such as `:7`."""

    def environment(self) -> dict[str, str]:
        """What a child process needs to appear here: our environment with Qt sent to the display."""
        kept = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
        return kept | {"DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}


def missing_programs() -> list[str]:
    """What of the needed programs this machine lacks."""
    return [name for name in NEEDED if shutil.which(name) is None]


@contextmanager
def running_display(home: Path) -> Generator[Display]:
    """Starts both on a number that the server finds free, and ends exactly these two processes."""
    with ExitStack() as stack:
        read_end, write_end = os.pipe()
        command = [
            "Xvfb",
            "-displayfd",
            str(write_end),
            "-screen",
            "0",
            SCREEN,
            "-nolisten",
            "tcp",
            "-noreset",
        ]
        try:
            server = _started(stack, command, dict(os.environ), keep=write_end)
        finally:
            os.close(write_end)
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        if not number:
            msg = f"Xvfb ended with {server.wait(PATIENCE)} before it had a display"
            raise RuntimeError(msg)
        display = Display(f":{number}")
        environment = display.environment() | {"HOME": str(home), "XDG_CACHE_HOME": str(home)}
        _started(stack, ["openbox", "--sm-disable"], environment)
        _await_window_manager(environment)
        yield display


def _started(
    stack: ExitStack, command: list[str], environment: dict[str, str], keep: int | None = None
) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        command,
        env=environment,
        pass_fds=() if keep is None else (keep,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(process.wait)
    stack.callback(process.terminate)
    return process


def _await_window_manager(environment: dict[str, str]) -> None:
    """A window manager announces itself on the root window; nobody sends a signal about it, so this looks."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        answer = subprocess.run(
            ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], env=environment, capture_output=True, check=False
        )
        if b"window id" in answer.stdout:
            return
        time.sleep(0.05)
    msg = "no window manager on the display"
    raise RuntimeError(msg)
