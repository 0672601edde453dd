"""Looks through the bundle: everything that is needed, and nothing of the workshop."""

from __future__ import annotations

import json
import marshal
import re
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import words
from bundling import scrub
from bundling.project import canonical, shipped

from tests.packaging import built

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import CodeType

pytestmark = [
    pytest.mark.package,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into the bundle for Linux"),
]

MEGABYTE = 1_000_000
_WORKSHOP = re.compile(
    r"(^|/)(tests?|testing|conftest|pytest|_pytest|hypothesis|ruff|basedpyright|importlinter|PyInstaller|pip|"
    r"setuptools|include|\.git|\.venv|__pycache__)(/|\.|$)"
)
_SECRET = re.compile(rb"\bsk-[A-Za-z0-9]{32,}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bghp_\w{30,}")
_EXPECTED_KEYS = {"_rust.abi3.so", "libcrypto.so.3", "libssl.so.3"}
"""Cryptography: they hold the words that such a file begins with."""


def files() -> Iterator[Path]:
    for path in built.bundle().rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path


def name_of(path: Path) -> str:
    return path.relative_to(built.bundle()).as_posix()


@cache
def modules() -> dict[str, bytes]:
    """The compiled modules inside the program's archive and the library of the interpreter, by name."""
    import zipfile

    from PyInstaller.archive.readers import CArchiveReader

    found: dict[str, bytes] = {}
    program: Any = CArchiveReader(str(built.bundle() / "mjdesk"))
    for name in program.toc:
        if name.endswith(".pyz"):
            archive: Any = program.open_embedded_archive(name)
            for module in archive.toc:
                code: CodeType | None = archive.extract(module)
                found[module] = marshal.dumps(code)
    with zipfile.ZipFile(built.bundle() / "_internal" / "base_library.zip") as library:
        for name in library.namelist():
            found[name.removesuffix(".pyc").replace("/", ".")] = library.read(name)
    return found


def test_no_file_of_the_workshop_is_inside() -> None:
    assert [name_of(path) for path in files() if _WORKSHOP.search(name_of(path))] == []
    loose = [name_of(path) for path in files() if path.suffix in {".py", ".pyc", ".pyi", ".map", ".a", ".h"}]
    assert loose == []


def test_no_module_of_the_workshop_is_inside() -> None:
    workshop = re.compile(
        r"^(tests|pytest|_pytest|hypothesis|PyInstaller|pip|setuptools|unittest|pydoc|tkinter|rich|elftools|"
        r"cyclonedx|importlinter|grimp|uv|bundling)(\.|$)|\.(tests|conftest)(\.|$)"
    )
    assert len(modules()) > 1000
    assert [name for name in modules() if workshop.search(name)] == []


def test_every_module_of_the_program_is_inside() -> None:
    ours = {
        ".".join(path.relative_to(built.ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in (built.ROOT / "mjdesk").rglob("*.py")
    }
    assert ours - set(modules()) == set()


def test_no_path_of_the_build_is_inside() -> None:
    words = [path.encode() for path in scrub.build_paths()]
    assert words
    assert [name_of(path) for path in files() if any(word in path.read_bytes() for word in words)] == []
    assert [name for name, code in modules().items() if any(word in code for word in words)] == []


def test_no_secret_is_inside() -> None:
    found = [name_of(path) for path in files() if _SECRET.search(path.read_bytes())]
    assert [name for name in found if name.rpartition("/")[2] not in _EXPECTED_KEYS] == []
    # The strings that a reader of keys compares with are not keys.
    readers = ("cryptography.", "ssl", "test.")
    assert [
        name for name, code in modules().items() if _SECRET.search(code) and not name.startswith(readers)
    ] == []


def test_only_the_qt_that_is_used_is_inside() -> None:
    qt = {match[1] for path in files() if (match := re.match(r"libQt6(\w+)\.so", path.name))}
    assert qt == {"Core", "DBus", "Gui", "OpenGL", "Svg", "Test", "WaylandClient", "Widgets", "XcbQpa"} & qt
    assert {"Core", "Gui", "Widgets", "Svg", "XcbQpa", "WaylandClient"} <= qt
    names = {name_of(path) for path in files()}
    assert not [name for name in names if "qml" in name.lower()]
    plugins = {name.rpartition("/")[2] for name in names if "/plugins/platforms/" in name}
    assert plugins == {"libqoffscreen.so", "libqwayland.so", "libqxcb.so"}
    for wanted in ("imageformats/libqjpeg.so", "imageformats/libqwebp.so", "iconengines/libqsvgicon.so"):
        assert any(name.endswith(wanted) for name in names), wanted
    # Chinese, Japanese and Korean are typed through one of these.
    assert any("platforminputcontexts/libibus" in name for name in names)


def test_every_language_is_inside_compiled() -> None:
    names = {name_of(path) for path in files()}
    spoken = {f"_internal/mjdesk/resources/i18n/mjdesk_{language}.qm" for language in words.languages()}
    of_qt = {f"_internal/PySide6/Qt/translations/qtbase_{language}.qm" for language in words.languages()}
    assert {name for name in names if name.endswith((".qm", ".po", ".ts"))} == spoken | of_qt


def test_it_is_within_its_size() -> None:
    assert sum(path.stat().st_size for path in files()) <= 220 * MEGABYTE
    assert built.only("mjdesk_*.deb").stat().st_size <= 80 * MEGABYTE


def test_licences_and_bill_name_everything_that_is_inside() -> None:
    resources = built.bundle() / "_internal" / "mjdesk" / "resources"
    notices = (resources / "NOTICES.txt").read_text(encoding="utf-8")
    bill = json.loads(built.only("*.cdx.json").read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    listed = {part["name"]: part.get("version", "") for part in bill["components"]}
    for pin, _ in shipped():
        assert f"{pin.name} {pin.version}" in notices
        assert listed[canonical(pin.name)] == pin.version
    for word in ("Inter, the typeface", "Lucide, the icons", "GNU LESSER GENERAL PUBLIC LICENSE", "libssl3"):
        assert word in notices
    compiled = {name_of(path) for path in files() if ".so" in path.name}
    assert compiled <= set(listed)


def test_the_checksums_are_those_of_the_files() -> None:
    import hashlib

    lines = (built.DIST / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    stated = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    present = {path.name for path in built.DIST.iterdir() if path.name != "SHA256SUMS"}
    assert set(stated) == present
    for name, digest in stated.items():
        assert hashlib.sha256((built.DIST / name).read_bytes()).hexdigest() == digest
