"""Which of several programs on one library goes on with what was left: the first, and only it."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO


class SoleUse:
    """Owns a lock on a file beside the library; the system lets go of it when the program ends, however.

    Whoever holds it resumes drafts and unfinished tasks; others see to what they began themselves, so that no
    wish is sent by two.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "in-use.lock"
        self._file: BinaryIO | None = None

    def take(self) -> bool:
        """Try to be the one; True when it worked, and where locks do not work at all."""
        if self._file is not None:
            return True
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("ab")
        except OSError:
            return True  # a folder that cannot be written cannot be shared in writing either
        try:
            _lock(file)
        except BlockingIOError:
            file.close()
            return False
        except OSError:
            file.close()
            return not _is_busy()
        self._file = file
        return True

    def release(self) -> None:
        """Let the next one have it; safe to call twice."""
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):
                file.close()


def _is_busy() -> bool:
    """Windows says *permission denied* of a lock that somebody holds; elsewhere it means: no locks here."""
    return os.name == "nt"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
