"""Finds what `make package` built."""

from __future__ import annotations

import lzma
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DIST = ROOT / "dist"
BUNDLE = ROOT / "build" / "package" / "bundle" / "mjdesk"


def only(pattern: str) -> Path:
    """The one file of that kind in dist/."""
    found = sorted(DIST.glob(pattern))
    if len(found) != 1:
        pytest.fail(f"dist/ holds {len(found)} files like {pattern}; `make package` builds them")
    return found[0]


def bundle() -> Path:
    """The folder that the packages were made of."""
    if not BUNDLE.is_dir():
        pytest.fail("there is no bundle; `make package` builds one")
    return BUNDLE


def unpack(archive: Path, target: Path) -> Path:
    """The one folder that lies in the archive, unpacked into the target."""
    with lzma.open(archive) as plain, tarfile.open(fileobj=plain) as file:
        file.extractall(target, filter="tar")
    (top,) = target.iterdir()
    return top
