"""What nobody expected: it is written down, told once, and made into a report that a person may show around.

No key, no password and no name of the person's home is in log or report, whatever the error said.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from mjdesk import __version__
from mjdesk.storage.log_file import LogFile

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable
    from types import TracebackType
    from typing import TextIO

    from mjdesk.storage.locations import Locations

_log = logging.getLogger("mjdesk")
_LAST_LINES = 40
_LAST_BYTES = 64_000


def without_secrets(text: str, keys: Iterable[str] = ()) -> str:
    """The text with `***` for the keys and for all that looks like one, and `~` for the home folder."""
    from mjdesk.api.redact import Redactor

    hide = Redactor()
    for key in sorted(keys, key=len, reverse=True):
        text = Redactor(key).exactly(text)
    home = str(Path.home())
    return hide(text.replace(home, "~") if len(home) > 1 else text)


class _SafeFormatter(logging.Formatter):
    @override
    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class Mishaps:
    """Owns the log of one run, and who is told of what nobody expected."""

    def __init__(self, locations: Locations, *, qt: str = "") -> None:
        """`qt` is its version, for the report."""
        self._log_file = locations.log
        self._crash_file = locations.logs / "crash.log"
        self._qt = qt
        self._crashes: TextIO | None = None
        self._told: set[str] = set()
        self.keys: Callable[[], Iterable[str]] = tuple
        """Keys that this run knows: they are taken out of a report letter for letter."""
        self.listener: Callable[[], object] | None = None
        """Called in the thread of the mishap, once for each place in the code. It must not show anything at
        once: whoever draws may be in the middle of it."""
        self.last: BaseException | None = None

    def open_log(self) -> None:
        """No key ever reaches it: `api` and `services` log no request bodies, and what errors say is read."""
        handler = LogFile(self._log_file.parent)
        handler.setFormatter(_SafeFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root = logging.getLogger()
        root.addHandler(handler)
        root.setLevel(logging.INFO)
        logging.getLogger("httpx2").setLevel(logging.WARNING)

    def on_loop_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """What the loop's handler is given."""
        error = context.get("exception")
        _log.error("loop: %s", context.get("message", ""), exc_info=error)
        if isinstance(error, BaseException):
            self._tell(error)

    def on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Fits `sys.excepthook`, which Qt gives the exceptions of slots and of overridden methods."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("uncaught", exc_info=(kind, error, trace))
        self._tell(error)

    def on_task_error(self, name: str, error: Exception) -> None:
        """A task of the program failed; who started it tells the person."""
        _log.error("task %s failed", name, exc_info=error)
        self.last = error

    def report(self, error: BaseException | str | None = None) -> str:
        """Everything that helps to understand an error, by default the last one; no secret is in it."""
        import platform
        import traceback

        # Not from `platform`, which reads a text that a faulty package may have spoilt: a report never fails.
        python = ".".join(map(str, sys.version_info[:3]))
        what = error if error is not None else self.last
        if isinstance(what, BaseException):
            story = "".join(traceback.format_exception(what)).strip()
        else:
            story = what or "No error is known."
        packed = "packaged" if getattr(sys, "frozen", False) else "from source"
        lines = [
            f"MJ Desk {__version__} ({packed}), Python {python}, Qt {self._qt or '?'}",
            f"{platform.platform()}, {time.strftime('%Y-%m-%d %H:%M:%S %z')}",
            "",
            story,
        ]
        if last := self._last_lines():
            lines += ["", "The end of the log:", *last]
        return without_secrets("\n".join(lines), self.keys())

    def watch_for_crashes(self) -> str:
        """From now on a crash of the interpreter leaves a trace; what the last one left, or nothing."""
        left = ""
        try:
            if self._crash_file.exists():
                left = self._crash_file.read_text("utf-8", "replace").strip()
            self._crashes = self._crash_file.open("w", encoding="utf-8")
            import faulthandler

            faulthandler.enable(self._crashes)
        except (OSError, ValueError):
            return ""
        return left

    def close(self) -> None:
        """A run that ends well leaves no trace of a crash."""
        crashes, self._crashes = self._crashes, None
        if crashes is not None:
            import faulthandler

            faulthandler.disable()
            crashes.close()
            self._crash_file.unlink(missing_ok=True)

    def _tell(self, error: BaseException) -> None:
        import traceback

        self.last = error
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{type(error).__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else repr(error)
        if self.listener is not None and place not in self._told:
            self._told.add(place)
            self.listener()

    def _last_lines(self) -> list[str]:
        try:
            with self._log_file.open("rb") as file:
                file.seek(0, os.SEEK_END)
                file.seek(max(0, file.tell() - _LAST_BYTES))
                return file.read().decode("utf-8", "replace").splitlines()[-_LAST_LINES:]
        except OSError:
            return []
