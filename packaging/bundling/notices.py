"""Writes the file of third-party notices: the licence of everything that is in the bundle, in full.

What is in it comes from the lock (versions), from the installed distributions (their licence files) and, on
Linux, from the packages of the build's system; nothing is listed by hand but Python, Qt, fonts and icons.
"""

from __future__ import annotations

import platform
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from bundling.project import RESOURCES, ROOT, TITLE, shipped, version

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import Distribution

    from bundling.system_parts import SystemPart

UNSTATED = "see its text"
_LINE = "=" * 100
_QT = {"pyside6-essentials", "shiboken6"}
_LICENCE_WORDS = ("licen", "copying", "notice")


def licence_of(installed: Distribution) -> str:
    """The licence in a word or two, as the distribution states it."""
    data = installed.metadata.json
    if stated := str(data.get("license_expression") or ""):
        return stated
    mark = "License :: OSI Approved ::"
    if names := [one.split(" :: ")[-1] for one in data.get("classifier", ()) if one.startswith(mark)]:
        return ", ".join(names)
    lines = str(data.get("license") or "").strip().splitlines()
    return lines[0] if lines else UNSTATED


def licence_texts(installed: Distribution) -> list[str]:
    """What stands in its licence files, each text once."""
    texts: dict[str, None] = {}
    for path in installed.files or ():
        inside = path.parts[0].endswith(".dist-info")
        if inside and any(word in path.name.lower() for word in _LICENCE_WORDS):
            text = Path(str(installed.locate_file(path))).read_text("utf-8", "replace").strip()
            texts.setdefault(text)
    return list(texts)


def notices(parts: Iterable[SystemPart]) -> str:
    """The whole text."""
    found = shipped()
    parts = list(parts)
    rows = [
        ("Python", platform.python_version(), "PSF-2.0"),
        *((pin.name, pin.version, licence_of(installed)) for pin, installed in found),
        ("Inter, the typeface", "4", "OFL-1.1"),
        ("Lucide, the icons", "1.62.0", "ISC, MIT"),
        *((part.package, part.version, UNSTATED) for part in parts),
    ]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    head = [
        f"{TITLE} {version()} stands on the work of others. Their licences:",
        "",
        *(f"  {name:<{widths[0]}}  {number:<{widths[1]}}  {words}" for name, number, words in rows),
        "",
        "Qt, PySide6 and Shiboken are used under the LGPL, version 3, as libraries of their own: each lies",
        "in this program's folder as a file that you may replace with one that you built. Their sources,",
        "and those of the parts that Qt itself contains, are published by The Qt Company at download.qt.io.",
    ]
    sections = [("Python", _python_licence())]
    for pin, installed in found:
        texts = licence_texts(installed)
        if pin.name in _QT:
            texts = texts or ["GNU Lesser General Public License, version 3: see the end of this file."]
        sections.append((f"{pin.name} {pin.version}", "\n\n".join(texts) or licence_of(installed)))
    sections += [
        ("Inter, the typeface", _text(RESOURCES / "fonts" / "OFL.txt")),
        ("Lucide, the icons", _text(RESOURCES / "icons" / "LICENSE")),
        *((f"{part.package} ({', '.join(part.files)})", part.notice.strip()) for part in parts),
        ("GNU Lesser General Public License, version 3", _text(ROOT / "packaging/licences/LGPL-3.0.txt")),
        ("GNU General Public License, version 3", _text(ROOT / "packaging/licences/GPL-3.0.txt")),
    ]
    blocks = [f"{_LINE}\n{title}\n{_LINE}\n\n{text}" for title, text in sections]
    return "\n".join(head) + "\n\n" + "\n\n\n".join(blocks) + "\n"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()


def _python_licence() -> str:
    """Python's own text, wherever this Python keeps it."""
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE",
        Path(f"/usr/share/doc/python{sys.version_info.major}.{sys.version_info.minor}/copyright"),
    )
    for place in places:
        if place.is_file():
            return place.read_text("utf-8", "replace").strip()
    return "Python Software Foundation License, version 2."
