"""Reads from a Linux library what it needs: other libraries by name, and how new a glibc."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_GLIBC = re.compile(r"^GLIBC_(\d+)\.(\d+)")
_MAGIC = b"\x7fELF"


@dataclass(frozen=True, slots=True)
class Needs:
    """What the loader looks for before the library can be used."""

    libraries: frozenset[str]
    """Sonames."""
    glibc: tuple[int, int]
    """The least version whose symbols it uses; (0, 0) for none."""


def is_library(path: Path) -> bool:
    """Whether the file is a program or library of Linux."""
    with path.open("rb") as file:
        return file.read(4) == _MAGIC


@cache
def needs(path: Path) -> Needs:
    """Raises ELFError for a file that is none."""
    with path.open("rb") as file:
        elf: Any = ELFFile(file)
        dynamic: Any = elf.get_section_by_name(".dynamic")
        names: set[str] = set()
        if dynamic is not None:
            names = {str(tag.needed) for tag in dynamic.iter_tags("DT_NEEDED")}
        glibc = (0, 0)
        for section in elf.iter_sections():
            if isinstance(section, GNUVerNeedSection):
                for _, auxiliaries in section.iter_versions():
                    for auxiliary in auxiliaries:
                        if match := _GLIBC.match(str(auxiliary.name)):
                            glibc = max(glibc, (int(match[1]), int(match[2])))
        return Needs(frozenset(names), glibc)


def reachable(roots: Iterable[Path], offered: Mapping[str, Path], left_out: frozenset[str]) -> set[str]:
    """The sonames among `offered` that the roots need, however indirectly, without what is `left_out`."""
    found: set[str] = set()
    waiting = [name for root in roots for name in needs(root).libraries]
    while waiting:
        name = waiting.pop()
        if name in found or name in left_out or name not in offered:
            continue
        found.add(name)
        waiting.extend(needs(offered[name]).libraries)
    return found
