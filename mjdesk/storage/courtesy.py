"""Threads that decode and write step back behind the one that draws; here, because no other room has such."""

from __future__ import annotations

import contextlib
import os
import sys
import threading

_NICENESS = 5


def step_back() -> None:
    """Lower the priority of the calling thread where threads have their own, which is on Linux."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
