"""A file is replaced as a whole or not at all, and the system's errors have our names."""

from __future__ import annotations

import errno
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import DiskFull, DiskReadOnly, LibraryError
from mjdesk.storage.disk import disk_error, disk_errors, write_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "file"
    write_whole(path, b"one")
    write_whole(path, b"two", is_synced=False)
    assert path.read_bytes() == b"two"
    assert [found.name for found in path.parent.iterdir()] == ["file"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_the_mode_is_exactly_that(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "file"
    path.touch(mode=0o666)
    write_whole(path, b"", mode=mode)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"one")
    with pytest.raises(TypeError):
        write_whole(path, "text")  # pyright: ignore[reportArgumentType] (the mistake is the point)
    assert path.read_bytes() == b"one"
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EROFS, DiskReadOnly),
        (errno.EACCES, DiskReadOnly),
        (errno.ENOTDIR, DiskReadOnly),
        (errno.EIO, LibraryError),
    ],
)
def test_errors_of_the_system_have_our_names(code: int, kind: type[LibraryError]) -> None:
    with pytest.raises(LibraryError) as caught, disk_errors():
        raise OSError(code, "words", "/a/secret/folder/file.png")
    assert type(caught.value) is kind
    assert "words" in caught.value.detail
    assert "secret" not in caught.value.detail
    assert isinstance(caught.value.__cause__, OSError)


def test_an_error_without_words_has_its_own_name() -> None:
    assert "OSError" in disk_error(OSError()).detail
