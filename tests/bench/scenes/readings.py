"""What is read off a running process: memory, processor time, frames and the beat of the UI thread."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

BEAT_MS = 5


def resident_mib(process_id: int | str = "self") -> float:
    """Resident memory with everything shared counted in full, so at least the process's PSS."""
    return _rollup(process_id, "Rss")


def pss_mib(process_id: int | str = "self") -> float:
    """Memory in which a page shared by n processes counts for one n-th."""
    return _rollup(process_id, "Pss")


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` (0 to 1) of all do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Frames(QObject):
    """Owns how long each frame of one window took, in ms: its paint events and the copy to its surface."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.taken: list[float] = []
        self._is_inside = False
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest or self._is_inside:
            return False
        # Delivered from here, because a filter does not hear when the receiver has done its work.
        self._is_inside = True
        start = time.perf_counter()
        watched.event(event)
        self.taken.append((time.perf_counter() - start) * 1000)
        self._is_inside = False
        return True


class Heartbeat:
    """Owns a precise timer on the UI thread and the gaps between its beats, in ms.

    `blocked` leaves out the time in which the thread was ready and the kernel ran others on all cores.
    """

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.blocked: list[float] = []
        self._waited = _waited_ms()
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._on_beat)

    def start(self) -> None:
        self._last, self._waited = time.perf_counter(), _waited_ms()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _on_beat(self) -> None:
        now, waited = time.perf_counter(), _waited_ms()
        gap = (now - self._last) * 1000
        self.gaps.append(gap)
        self.blocked.append(gap - (waited - self._waited))
        self._last, self._waited = now, waited


def _waited_ms() -> float:
    """How long this thread has waited for a core so far."""
    return int(Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1]) / 1_000_000


def _rollup(process_id: int | str, name: str) -> float:
    lines = Path(f"/proc/{process_id}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024
