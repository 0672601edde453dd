"""Writing so that a file is either whole or not there, and saying what a full or closed disk is."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from mjdesk.domain.errors import DiskFull, DiskReadOnly, LibraryError

if TYPE_CHECKING:
    from collections.abc import Generator

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST, errno.ELOOP})
PART = ".part"
"""Ending of a file that is still being written; never read by anything."""


def disk_error(error: OSError) -> LibraryError:
    """What an `OSError` means for a person."""
    detail = f"{error.strerror or type(error).__name__}: {Path(str(error.filename or '')).name}"
    if error.errno in _FULL:
        return DiskFull(detail)
    if error.errno in _CLOSED:
        return DiskReadOnly(detail)
    return LibraryError(detail)


@contextlib.contextmanager
def disk_errors() -> Generator[None]:
    """Turns every `OSError` inside into a `LibraryError`."""
    try:
        yield
    except OSError as error:
        raise disk_error(error) from error


def sync_folder(folder: Path) -> None:
    """Make renames inside `folder` survive a power cut, where the system can (Windows cannot)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes, *, mode: int = 0o644, is_synced: bool = True) -> None:
    """Replace `path` with `data`, at once or not at all. Raises `OSError`.

    Not synced, a power cut may leave an empty file: for what can be made anew.
    """
    # Not at the head: with what it imports it takes 5 ms, and a start writes nothing.
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(suffix=PART, prefix=f".{path.name[:40]}-", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if is_synced:
                file.flush()
                os.fsync(file.fileno())
        if os.name == "posix":
            part.chmod(mode)
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    if is_synced:
        sync_folder(path.parent)
