"""Originals as files named by their digest: whole and verified, or not there; never changed afterwards."""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mjdesk.domain.errors import PictureTooLarge, PictureTruncated
from mjdesk.domain.library import Kept
from mjdesk.domain.picture import MediaType
from mjdesk.storage.disk import PART, disk_errors, sync_folder
from mjdesk.storage.inspection import Findings, inspect

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from typing import BinaryIO, Self

MAX_BYTES = 512 * 2**20
"""A film of a minute stays below; a gateway that never stops sending does not."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_STALE_SECONDS = 24 * 3600.0


def is_digest(text: str) -> bool:
    """Whether a text may be part of a path here."""
    return _DIGEST.fullmatch(text) is not None


class Originals:
    """Owns the folders of originals, of what is still coming, and of the trash."""

    def __init__(self, folder: Path, trash: Path, *, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._trash = trash
        self._is_swept = False
        self.max_bytes = max_bytes

    def begin(self, *, expected: int | None = None) -> Incoming:
        """A place for bytes to arrive. Raises `DiskFull`, `DiskReadOnly`."""
        import tempfile

        if not self._is_swept:
            self._is_swept = True
            self.sweep()
        with disk_errors():
            self._incoming.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(suffix=PART, dir=self._incoming)
        return Incoming(self, Path(name), os.fdopen(descriptor, "wb"), expected=expected)

    def path(self, digest: str) -> Path | None:
        """The file, or None when it is not there (or the name is no digest)."""
        if not is_digest(digest):
            return None
        for media_type in MediaType:
            path = self._place(digest, media_type)
            if path.is_file():
                return path
        return None

    def admit(self, part: Path, digest: str, findings: Findings, size: int) -> Kept:
        """Give a synced and verified file its name."""
        path = self._place(digest, findings.media_type)
        with disk_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            if os.name == "posix":
                part.chmod(0o644)
            try:
                part.replace(path)
            except PermissionError:
                # Windows, where the same picture is here already and open in another program.
                if not path.is_file():
                    raise
            sync_folder(path.parent)
        return Kept(
            digest=digest,
            media_type=findings.media_type,
            width=findings.width,
            height=findings.height,
            size=size,
        )

    def discard(self, digests: Iterable[str]) -> int:
        """Move files that no task uses to the trash; how many there were. Raises `DiskReadOnly`."""
        count = 0
        with disk_errors():
            for digest in digests:
                path = self.path(digest)
                if path is None:
                    continue
                self._trash.mkdir(parents=True, exist_ok=True)
                target = self._trash / path.name
                path.replace(target)
                os.utime(target)
                count += 1
        return count

    def recover(self, digest: str) -> bool:
        """Bring a file back from the trash."""
        if not is_digest(digest):
            return False
        with disk_errors():
            for media_type in MediaType:
                path = self._trash / f"{digest}{media_type.suffix}"
                if path.is_file():
                    target = self._place(digest, media_type)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    path.replace(target)
                    return True
        return False

    def empty_trash(self, *, older_than: float = 0.0) -> int:
        """Delete for good what has lain there for `older_than` seconds; the bytes that are free now."""
        freed = 0
        limit = time.time() - older_than
        with disk_errors():
            for path in self._trash.glob("*.*") if self._trash.is_dir() else ():
                facts = path.stat()
                if facts.st_mtime <= limit:
                    path.unlink()
                    freed += facts.st_size
        return freed

    def sweep(self) -> None:
        """Remove what was still arriving when an earlier run ended; a running process's files are younger.

        Happens by itself before the first file arrives.
        """
        limit = time.time() - _STALE_SECONDS
        with contextlib.suppress(OSError):
            for part in self._incoming.glob(f"*{PART}"):
                if part.stat().st_mtime < limit:
                    part.unlink()

    def _place(self, digest: str, media_type: MediaType) -> Path:
        return self._folder / digest[:2] / digest[2:4] / f"{digest}{media_type.suffix}"


class Incoming:
    """Owns one file that is still arriving; it goes when it was not kept."""

    def __init__(self, originals: Originals, part: Path, file: BinaryIO, *, expected: int | None) -> None:
        self._originals = originals
        self._part = part
        self._file = file
        self._expected = expected
        from hashlib import sha256  # with OpenSSL behind it, which no start needs

        self._hash = sha256()
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    def write(self, data: bytes) -> None:
        """Take the next bytes. Raises `PictureTooLarge`, `DiskFull`."""
        self._size += len(data)
        if self._size > self._originals.max_bytes:
            raise PictureTooLarge("more bytes than any picture has", size=self._size)
        self._hash.update(data)
        with disk_errors():
            self._file.write(data)

    def keep(self, known: Findings | None = None) -> Kept:
        """Verify all of it and give it its name; `known`: made here a moment ago, so not looked at again.

        Raises the kinds of `PictureError` and `LibraryError`.
        """
        if self._expected is not None and self._size < self._expected:
            raise PictureTruncated(f"{self._size} of {self._expected} bytes")
        with disk_errors():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        digest = self._hash.hexdigest()
        findings = known or inspect(self._part)
        return self._originals.admit(self._part, digest, findings, self._size)
