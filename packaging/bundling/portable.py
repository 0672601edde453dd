"""Makes the archive for people who may not or do not want to install: unpack, start, delete."""

from __future__ import annotations

import platform
import shutil
import tarfile
from pathlib import Path

from bundling.project import NAME, ROOT, version


def make_archive(bundle: Path, made: Path, target: Path, made_at: int) -> Path:
    """Writes `mjdesk-VERSION-linux-MACHINE.tar.xz` with one folder in it, and returns it."""
    top = f"{NAME}-{version()}"
    archive = target / f"{top}-linux-{platform.machine()}.tar.xz"

    def settled(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.mtime, member.uid, member.gid = made_at, 0, 0
        member.uname = member.gname = "root"
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
        return member

    beside = made / "beside"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    shutil.copyfile(ROOT / "packaging/linux/PORTABLE.txt", beside / "README.txt")
    shutil.copyfile(ROOT / "LICENSE", beside / "LICENSE")
    shutil.copyfile(made / "resources" / "NOTICES.txt", beside / "NOTICES.txt")
    shutil.copyfile(ROOT / "resources/app" / f"{NAME}.svg", beside / f"{NAME}.svg")
    with tarfile.open(archive, "w:xz", preset=6) as file:
        for folder in (beside, bundle):
            for path in sorted(folder.rglob("*")):
                name = Path(top) / path.relative_to(folder)
                file.add(path, name.as_posix(), recursive=False, filter=settled)
    return archive
