"""The libraries in a Linux bundle that come from the system of the build: which package and licence."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SystemPart:
    """One Debian package of which something is shipped."""

    package: str
    version: str
    files: tuple[str, ...]
    """Names in the bundle."""
    notice: str
    """What its `copyright` file says."""


def system_parts(libraries: list[Path]) -> list[SystemPart]:
    """The packages that the files (as they lie on this system) belong to; empty where there is no dpkg."""
    if shutil.which("dpkg-query") is None:
        return []
    owners: dict[str, set[str]] = {}
    for path in libraries:
        owner = _owner(path)
        if owner:
            owners.setdefault(owner, set()).add(path.name)
    found: list[SystemPart] = []
    for owner, names in sorted(owners.items()):
        package = owner.split(":")[0]
        notice = Path("/usr/share/doc") / package / "copyright"
        found.append(
            SystemPart(
                package,
                _said("dpkg-query", "--show", "--showformat=${Version}", owner),
                tuple(sorted(names)),
                notice.read_text("utf-8", "replace") if notice.is_file() else "",
            )
        )
    return found


def _owner(path: Path) -> str:
    """The package that the file belongs to; empty for a file that no package brought."""
    for candidate in (path, path.resolve(), Path(str(path.resolve()).removeprefix("/usr"))):
        if said := _said("dpkg-query", "--search", str(candidate)):
            return said.splitlines()[0].rpartition(": ")[0].split(",")[0]
    return ""


def _said(*command: str) -> str:
    answer = subprocess.run(command, capture_output=True, check=False, text=True, stdin=subprocess.DEVNULL)
    return answer.stdout.strip() if answer.returncode == 0 else ""
