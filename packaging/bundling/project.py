"""What the build knows of the project: where it lies, what it is called, what its locks name."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path
from typing import Any

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parent.parent.parent
RESOURCES = ROOT / "resources"
LOCK = ROOT / "packaging" / "requirements" / "runtime.lock"
NAME = "mjdesk"
TITLE = "MJ Desk"
IDENTIFIER = "io.github.mjdesk.MJDesk"
"""The reversed name that AppStream and macOS ask for."""

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(?:;\s*([^\\]+?))?\s*\\?$", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pin:
    """One line of a lock."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    """SHA-256 of every file that may be installed under this pin."""

    @property
    def applies(self) -> bool:
        """Whether this system and this Python install it."""
        return not self.marker or Marker(self.marker).evaluate()


@cache
def project() -> dict[str, Any]:
    """The `[project]` table."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def version() -> str:
    return str(project()["version"])


def summary() -> str:
    return str(project()["description"])


def canonical(name: str) -> str:
    """The name as registries and locks compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: str) -> list[Pin]:
    """What a lock's text names, in its order."""
    found = list(_PIN.finditer(lock))
    ends = [*(match.start() for match in found[1:]), len(lock)]
    return [
        Pin(
            canonical(match[1]),
            match[2],
            (match[3] or "").strip(),
            tuple(_HASH.findall(lock[match.end() : end])),
        )
        for match, end in zip(found, ends, strict=True)
    ]


def shipped() -> list[tuple[Pin, Distribution]]:
    """What the runtime lock puts into the bundle on this system, and where it is installed.

    Raises PackageNotFoundError when the environment lacks one, and ValueError when a version differs: a
    bundle must hold what the lock names, and nothing else.
    """
    found: list[tuple[Pin, Distribution]] = []
    for pin in pins(LOCK.read_text(encoding="utf-8")):
        if not pin.applies:
            continue
        installed = distribution(pin.name)
        if installed.version != pin.version:
            raise ValueError(f"{pin.name} {installed.version} is installed, the lock names {pin.version}")
        found.append((pin, installed))
    return found


def modules_of(installed: Distribution) -> set[str]:
    """The names at the top of a distribution that `import` knows."""
    names: set[str] = set()
    for path in installed.files or ():
        top = path.parts[0]
        if top.endswith((".dist-info", ".data", ".libs", ".pth")) or top in {"..", "__pycache__", "bin"}:
            continue
        names.add(top.split(".")[0])
    return names


def strangers() -> set[str]:
    """Top-level modules of this environment that belong to development alone."""
    welcome = {NAME}
    for _, installed in shipped():
        welcome |= modules_of(installed)
    everything: set[str] = set()
    for installed in distributions():
        everything |= modules_of(installed)
    return everything - welcome
