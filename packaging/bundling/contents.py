"""Which files the bundle holds, and which of those that PyInstaller offers stay out (for `mjdesk.spec`)."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import words

from bundling.project import RESOURCES, ROOT, shipped, strangers

if TYPE_CHECKING:
    from collections.abc import Iterable

Entry = tuple[str, str, str]
"""PyInstaller's own: where it goes, where it comes from, what it is."""

_UNUSED_MODULES = (
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "_sysconfigdata__linux_x86_64-linux-gnu",
    "_tkinter",
    "doctest",
    "ensurepip",
    "idlelib",
    "lib2to3",
    "numpy.distutils",
    "numpy.f2py",
    "numpy.testing",
    "pdb",
    "pydoc",
    "pydoc_data",
    "readline",
    "tkinter",
    "turtle",
    "unittest",
    "venv",
)
_PLUGINS = {
    # what the program uses of Qt's plugins, on every system; `None` is the whole folder
    "iconengines": {"qsvgicon"},
    "imageformats": {"qgif", "qico", "qjpeg", "qsvg", "qtiff", "qwebp"},
    "platforminputcontexts": None,
    "platforms": {"qcocoa", "qoffscreen", "qwayland", "qwindows", "qxcb"},
    "platformthemes": {"qxdgdesktopportal"},
    "styles": None,
    "wayland-decoration-client": None,
    "wayland-graphics-integration-client": {"qt-plugin-wayland-egl", "dmabuf-server", "shm-emulation-server"},
    "wayland-shell-integration": {"qt-shell", "xdg-shell"},
    "xcbglintegrations": None,
}
_UNUSED_LIBRARIES = {"opengl32sw.dll", "Qt6Network.dll"}
"""Of Qt for Windows: a screen card in software (20 MB), and what only the left out modules link."""
_METADATA = ("METADATA",)
_LICENCE_WORDS = ("licen", "copying", "notice", "authors")


def hidden_imports() -> list[str]:
    """Our own modules, all of them: many are imported at their first need, some by name."""
    names: list[str] = []
    for path in sorted((ROOT / "mjdesk").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def excluded() -> list[str]:
    """Modules that PyInstaller would follow and nobody needs, and everything that only development has."""
    return sorted({*_UNUSED_MODULES, *strangers()})


def data_files(made: Path) -> list[tuple[str, str]]:
    """Files beside the code, as PyInstaller wants them (from, folder); `made` holds what was drawn."""
    found = [(str(ROOT / "mjdesk" / "domain" / "parameters.json"), "mjdesk/domain")]
    for folder in ("app", "fonts", "icons", "styles"):
        found.append((str(RESOURCES / folder), f"mjdesk/resources/{folder}"))
    found.append((str(made / "resources"), "mjdesk/resources"))
    for _, installed in shipped():
        for path in installed.files or ():
            if path.parts[0].endswith(".dist-info") and _is_wanted_metadata(path.name, path.parts):
                source = Path(str(installed.locate_file(path)))
                found.append((str(source), PurePosixPath(*path.parts[:-1]).as_posix()))
    return found


def _is_wanted_metadata(name: str, parts: tuple[str, ...]) -> bool:
    """The version (About asks for it) and the licence; never RECORD or direct_url, which hold paths."""
    return name in _METADATA or "licenses" in parts or any(word in name.lower() for word in _LICENCE_WORDS)


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """Of PyInstaller's entries those that belong into the bundle."""
    found = [entry for entry in entries if _belongs(PurePosixPath(entry[0].replace("\\", "/")))]
    return _without_system_libraries(found) if sys.platform.startswith("linux") else found


def _belongs(place: PurePosixPath) -> bool:
    parts = place.parts
    if "PySide6" in parts:
        if "translations" in parts:
            return place.name in {f"qtbase_{language}.qm" for language in words.languages()}
        if "qml" in parts or "libexec" in parts:
            return False
        if "plugins" in parts:
            return _is_used_plugin(parts[parts.index("plugins") + 1 :])
        if place.name.startswith(("QtNetwork.", "QtDBus.")) or place.name in _UNUSED_LIBRARIES:
            return False
    if place.suffix in {".pyi", ".pxd", ".h", ".c", ".a", ".lib", ".pdb"}:
        return False
    return not ("numpy" in parts and ({"tests", "include", "f2py", "testing"} & set(parts)))


def _is_used_plugin(parts: tuple[str, ...]) -> bool:
    folder, name = parts[0], PurePosixPath(parts[-1]).name.split(".")[0].removeprefix("lib")
    if folder not in _PLUGINS:
        return False
    wanted = _PLUGINS[folder]
    return wanted is None or name in wanted


def _without_system_libraries(entries: list[Entry]) -> list[Entry]:
    """Without what the desktop brings itself, and without what nothing that is left needs."""
    from bundling.elf import is_library, reachable
    from bundling.system_libraries import LEFT_OUT

    offered: dict[str, Path] = {}
    roots: list[Path] = []
    others: list[Entry] = []
    shared: list[tuple[str, Entry]] = []
    for entry in entries:
        place, source = PurePosixPath(entry[0]), Path(entry[1])
        is_link = entry[2] == "SYMLINK"
        if is_link or (_is_shared(place) and source.is_file() and is_library(source)):
            shared.append((place.name, entry))
            if not is_link:
                offered[place.name] = source
        else:
            others.append(entry)
            if source.is_file() and is_library(source):
                roots.append(source)
    # The program opens Python by its name, so nothing says that it needs it.
    pythons = [name for name in offered if name.startswith("libpython")]
    names = {*pythons, *reachable([*roots, *(offered[name] for name in pythons)], offered, LEFT_OUT)}
    return [*others, *(entry for name, entry in shared if name in names)]


def _is_shared(place: PurePosixPath) -> bool:
    """A library that others link, not a module or a plugin that is loaded by its path."""
    if "plugins" in place.parts or "lib-dynload" in place.parts:
        return False
    return place.name.startswith("lib")
