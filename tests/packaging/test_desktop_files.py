"""What desktops read about the program: valid, and in agreement with the program itself."""

from __future__ import annotations

import configparser
import plistlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from typing import TYPE_CHECKING

import pytest
from bundling.project import IDENTIFIER, NAME, ROOT, TITLE, version
from PySide6.QtCore import QMimeDatabase

from mjdesk import __version__
from mjdesk.doorman import MUTEX
from mjdesk.views.compose.picture_intake import local_files

if TYPE_CHECKING:
    from pathlib import Path

LINUX = ROOT / "packaging" / "linux"
DESKTOP = LINUX / f"{NAME}.desktop"
METAINFO = LINUX / f"{IDENTIFIER}.metainfo.xml"
INSTALLER = ROOT / "packaging" / "windows" / f"{NAME}.iss"


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DESKTOP, encoding="utf-8")
    return parser["Desktop Entry"]


@pytest.mark.package
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these tools are for Linux")
@pytest.mark.parametrize(
    "command",
    [("desktop-file-validate", DESKTOP), ("appstreamcli", "validate", "--no-net", "--strict", METAINFO)],
    ids=lambda command: command[0],
)
def test_the_tools_of_the_desktops_find_nothing(command: tuple[str | Path, ...]) -> None:
    if shutil.which(str(command[0])) is None:
        pytest.fail(f"{command[0]} is needed; `make package` installs it")
    answer = subprocess.run(command, capture_output=True, check=False, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_version_is_the_same_everywhere() -> None:
    releases = ElementTree.parse(METAINFO).getroot().findall("./releases/release")
    assert version() == __version__ == releases[0].get("version")


def test_the_entry_starts_the_program_with_files_and_shows_its_icon() -> None:
    found = entry()
    assert found["Name"] == TITLE
    assert found["Exec"] == f"{NAME} %F"
    assert found["Icon"] == NAME
    # Qt tells the desktop this name, so that windows and launchers find each other.
    assert f'setDesktopFileName("{DESKTOP.stem}")' in (ROOT / "mjdesk" / "app.py").read_text("utf-8")
    launchable = ElementTree.parse(METAINFO).getroot().findtext("launchable")
    assert launchable == DESKTOP.name


def test_what_is_offered_under_open_with_can_be_opened() -> None:
    from PySide6.QtCore import QMimeData, QUrl

    offered = [name for name in entry()["MimeType"].split(";") if name]
    endings = {f".{QMimeDatabase().mimeTypeForName(name).preferredSuffix()}" for name in offered}
    endings |= set(re.findall(r'SupportedTypes".*ValueName: "(\.\w+)"', INSTALLER.read_text("utf-8")))
    assert len(endings) >= 4
    for ending in endings:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(f"/somewhere/picture{ending}")])
        assert local_files(data), ending


def test_nothing_registers_itself_as_the_default() -> None:
    assert "x-scheme-handler" not in DESKTOP.read_text("utf-8")
    assert "UserChoice" not in INSTALLER.read_text("utf-8")
    assert '"Alternate"' in (ROOT / "packaging" / f"{NAME}.spec").read_text("utf-8")


def test_the_app_of_macos_may_do_no_more_than_it_needs() -> None:
    allowed = plistlib.loads((ROOT / "packaging" / "macos" / "entitlements.plist").read_bytes())
    assert set(allowed) == {
        "com.apple.security.cs.allow-unsigned-executable-memory",
        "com.apple.security.cs.disable-library-validation",
    }


def test_the_uninstaller_waits_for_the_mutex_that_the_window_has() -> None:
    script = INSTALLER.read_text("utf-8")
    assert f'#define Name "{MUTEX}"' in script
    assert "CheckForMutexes('{#Name}')" in script


def test_whoever_removes_the_program_hears_where_the_library_is() -> None:
    assert "~/.local/share/mjdesk" in (LINUX / "debian" / "postrm").read_text("utf-8")
    assert r"{localappdata}\MJ Desk" in INSTALLER.read_text("utf-8")
    assert "rm " not in (LINUX / "debian" / "postrm").read_text("utf-8")
