"""Takes the machine of the build out of the bundle: paths that compilers and tools wrote into files.

A path inside a library cannot be cut out, its length is part of the file; it is replaced by `/usr` and as
many slashes as are missing, which the system reads as `/usr`.

Linkers let a text that ends as another one does stand in its end: the version that Python tells of itself is
the last part of the folder it was installed into. So a version stays where it is.
"""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

from bundling.project import ROOT

_PLAIN = "/usr"


def build_paths() -> list[str]:
    """Folders of this machine that must not be found in a bundle, the longest first."""
    own = {str(ROOT), str(Path.home()), sys.prefix}
    if not sys.base_prefix.startswith(_PLAIN) or sys.base_prefix.startswith("/usr/local"):
        own.add(sys.base_prefix)
    return sorted((path for path in own if len(path) > len(_PLAIN)), key=len, reverse=True)


def strip(path: Path) -> None:
    """Removes what only a debugger reads."""
    subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def scrub(path: Path, paths: list[str]) -> bool:
    """Replace the paths in a file by equally long ones; whether there were any."""
    data = path.read_bytes()
    cleaned = data
    for one in paths:
        kept = platform.python_version() if one.endswith(platform.python_version()) else ""
        plain = _PLAIN.ljust(len(one) - len(kept), "/") + kept
        cleaned = cleaned.replace(one.encode(), plain.encode())
    if cleaned == data:
        return False
    path.write_bytes(cleaned)
    return True
