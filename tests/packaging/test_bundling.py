"""The parts of the build: locks are read, libraries understood, drawings drawn, paths taken out."""

from __future__ import annotations

import platform
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from bundling import bill, contents, debian, drawings, notices, project, scrub
from bundling.system_libraries import DEBIAN, GLIBC, debian_packages
from bundling.system_parts import SystemPart
from PIL import Image

from mjdesk import studio_process

LOCK = """\
first==1.0 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
Second_Part==2.1.0 ; sys_platform == 'nowhere' \\
    --hash=sha256:{a}
""".format(a="a" * 64, b="b" * 64)


def test_a_lock_names_versions_markers_and_hashes() -> None:
    first, second = project.pins(LOCK)
    assert (first.name, first.version, first.hashes) == ("first", "1.0", ("a" * 64, "b" * 64))
    assert first.applies
    assert (second.name, second.version) == ("second-part", "2.1.0")
    assert not second.applies


def test_of_qt_for_windows_nothing_is_kept_that_nobody_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    offered = ("Qt6Core.dll", "Qt6Network.dll", "QtNetwork.pyd", "opengl32sw.dll", r"plugins\tls\q.dll")
    kept = contents.kept([(rf"PySide6\{name}", name, "BINARY") for name in offered])
    assert [source for _, source, _ in kept] == ["Qt6Core.dll"]


def test_what_is_shipped_is_what_the_lock_names() -> None:
    names = {pin.name for pin, _ in project.shipped()}
    assert {"pyside6-essentials", "httpx2", "pillow", "keyring"} <= names
    assert not {"pytest", "ruff", "pyinstaller", "hypothesis"} & names


def test_a_version_that_the_lock_does_not_name_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    real = project.pins(project.LOCK.read_text("utf-8"))
    other = [project.Pin(pin.name, "0.0.1", pin.marker, pin.hashes) for pin in real]

    def pins(_lock: str) -> list[project.Pin]:
        return other

    monkeypatch.setattr(project, "pins", pins)
    with pytest.raises(ValueError, match=r"0\.0\.1"):
        project.shipped()


def test_modules_of_development_stay_out() -> None:
    left_out = set(contents.excluded())
    assert {"pytest", "hypothesis", "PyInstaller", "ruff", "unittest", "rich"} <= left_out
    assert not {"mjdesk", "PySide6", "numpy", "PIL", "httpx2", "uvicorn", "typing_extensions"} & left_out


def test_every_module_of_the_program_is_named() -> None:
    named = contents.hidden_imports()
    assert {"mjdesk", "mjdesk.studio.server", "mjdesk.views.mishap_dialog"} <= set(named)


def test_qt_plugins_that_nobody_uses_are_left_out() -> None:
    def place(name: str) -> contents.Entry:
        return (f"PySide6/Qt/plugins/{name}", name, "BINARY")

    kept = {"imageformats/libqjpeg.so", "platforms/libqoffscreen.so", "platforminputcontexts/libibus.so"}
    dropped = {"platforms/libqvnc.so", "tls/libqopensslbackend.so", "platformthemes/libqgtk3.so"}
    found = {entry[1] for entry in contents.kept([place(name) for name in kept | dropped])}
    assert found == kept
    assert contents.kept([("numpy/core/tests/a.py", "y", "DATA")]) == []


def test_qt_brings_its_own_words_in_the_languages_that_are_spoken() -> None:
    names = ("qtbase_zh_CN.qm", "qtbase_de.qm", "qt_zh_CN.qm", "designer_zh_CN.qm")
    entries = [(f"PySide6/Qt/translations/{name}", name, "DATA") for name in names]
    assert [entry[1] for entry in contents.kept(entries)] == ["qtbase_zh_CN.qm"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads libraries of Linux")
def test_a_library_says_what_it_needs() -> None:
    from bundling import elf

    program = Path(sys.executable).resolve()
    assert elf.is_library(program)
    assert not elf.is_library(Path(__file__))
    found = elf.needs(program)
    assert "libc.so.6" in found.libraries
    assert found.glibc >= (2, 2)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads libraries of Linux")
def test_only_libraries_that_are_needed_are_reached() -> None:
    from bundling import elf

    program = Path(sys.executable).resolve()
    offered = {"libc.so.6": program, "libunused.so.1": program}
    assert elf.reachable([program], offered, frozenset()) == {"libc.so.6"}
    assert elf.reachable([program], offered, frozenset({"libc.so.6"})) == set()


def test_packages_are_named_once_and_unknown_libraries_are_not_passed_over() -> None:
    assert debian_packages({"libglib-2.0.so.0", "libgthread-2.0.so.0", "libc.so.6"}) == [
        "libglib2.0-0 | libglib2.0-0t64"
    ]
    assert not GLIBC & set(DEBIAN)
    with pytest.raises(KeyError, match="libnew"):
        debian_packages({"libnew.so.3"})


def test_paths_of_the_build_are_replaced_by_equally_long_ones(tmp_path: Path) -> None:
    file = tmp_path / "library.so"
    file.write_bytes(b"\x00/builds/of/somebody/lib/python3.11\x00rest")
    assert scrub.scrub(file, ["/builds/of/somebody"])
    data = file.read_bytes()
    assert data == b"\x00/usr" + b"/" * 15 + b"/lib/python3.11\x00rest"
    assert not scrub.scrub(file, ["/builds/of/somebody"])


def test_a_version_that_stands_in_the_end_of_a_path_stays(tmp_path: Path) -> None:
    """The linker had put `sys.version` there, and the packaged program could not say what it runs on."""
    version = platform.python_version()
    home = f"/builds/python/{version}"
    file = tmp_path / "libpython.so"
    file.write_bytes(f"\0{home}\0{home}/lib\0".encode())
    at = file.read_bytes().index(b"/builds")
    assert scrub.scrub(file, [home])
    cleaned = file.read_bytes()
    assert b"builds" not in cleaned
    assert cleaned[at:].startswith(b"/usr/")
    assert cleaned[at + len(home) - len(version) :].startswith(f"{version}\0".encode())


def test_the_own_folders_are_taken_out() -> None:
    # A path that is no longer than what would stand in its place cannot be told from it, and is left.
    assert (str(project.ROOT) in scrub.build_paths()) is (len(str(project.ROOT)) > len("/usr"))


@pytest.mark.parametrize("size", [16, 32, 48, 256])
def test_the_icon_is_drawn_in_every_size(size: int) -> None:
    data = drawings.png(size)
    assert struct.unpack(">II", data[16:24]) == (size, size)


def test_the_icon_has_shape_and_colour_and_clear_corners(tmp_path: Path) -> None:
    drawings.draw_all(tmp_path)
    names = {path.name for path in (tmp_path / "icons").iterdir()}
    assert names == {f"{size}.png" for size in drawings.SIZES}
    with Image.open(tmp_path / "icons" / "256.png") as picture:
        corners = [picture.getpixel(place) for place in ((0, 0), (255, 255))]
        colours = picture.convert("RGB").getcolors(maxcolors=65536)
    assert all(isinstance(corner, tuple) and corner[3] == 0 for corner in corners)
    assert colours is not None
    assert len(colours) > 200
    with Image.open(tmp_path / "mjdesk.ico") as icon:
        assert {16, 32, 256} <= {width for width, _ in icon.info["sizes"]}
    with Image.open(tmp_path / "mjdesk.icns") as icon:
        assert icon.size[0] >= 512


def test_notices_hold_the_text_of_every_licence() -> None:
    part = SystemPart("libssl3", "3.0.17", ("libssl.so.3",), "The text of OpenSSL's licence")
    text = notices.notices([part])
    for words in (
        "The text of OpenSSL's licence",
        "SIL OPEN FONT LICENSE",
        "PYTHON SOFTWARE FOUNDATION LICENSE",
    ):
        assert words in text
    for pin, installed in project.shipped():
        assert f"{pin.name} {pin.version}" in text
        assert notices.licence_of(installed) != notices.UNSTATED, pin.name


def test_the_same_sources_make_the_same_bill() -> None:
    part = SystemPart("libssl3", "3.0.17", ("libssl.so.3",), "")
    one = bill.bill([part], {"lib/libssl.so.3": "0" * 64}, 1_700_000_000)
    assert one == bill.bill([part], {"lib/libssl.so.3": "0" * 64}, 1_700_000_000)
    assert '"purl": "pkg:deb/debian/libssl3@3.0.17"' in one
    assert '"content": "' + "0" * 64 in one


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="makes a Debian package")
def test_a_package_is_made_of_a_bundle(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    shutil.copyfile(Path(sys.executable).resolve(), bundle / "mjdesk")
    (bundle / "mjdesk").chmod(0o755)
    made = tmp_path / "made"
    drawings.draw_all(made)
    (made / "resources").mkdir()
    (made / "resources" / "NOTICES.txt").write_text("notices", encoding="utf-8")
    # The program of this test needs Python's library, which a real bundle holds.
    from bundling import elf

    for name in elf.needs(bundle / "mjdesk").libraries - GLIBC - set(DEBIAN):
        (bundle / name).write_bytes(b"")
    package = debian.make_package(bundle, made, tmp_path, tmp_path, 1_700_000_000)
    listing = subprocess.run(
        ["dpkg-deb", "--contents", package], capture_output=True, check=True, text=True
    ).stdout
    for place in (
        "./usr/bin/mjdesk -> ../lib/mjdesk/mjdesk",
        "./usr/lib/mjdesk/mjdesk",
        "./usr/share/applications/mjdesk.desktop",
        "./usr/share/icons/hicolor/48x48/apps/mjdesk.png",
        "./usr/share/icons/hicolor/scalable/apps/mjdesk.svg",
    ):
        assert place in listing
    control = subprocess.run(
        ["dpkg-deb", "--info", package], capture_output=True, check=True, text=True
    ).stdout
    assert "Depends: libc6 (>= 2." in control
    assert "postrm" in control


def test_a_packaged_program_starts_its_studio_with_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert studio_process.command() == [sys.executable, "-m", "mjdesk"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/usr/lib/mjdesk/mjdesk")
    assert studio_process.command() == ["/usr/lib/mjdesk/mjdesk"]
