"""The packages as people have them: installed into a system without Python or Qt, used, removed.

One story in one root, because to make one takes most of the time: the tests run in the order of this file.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from bundling.start_time import display

from tests.packaging import built
from tests.packaging.clean_root import HOME, CleanRoot, is_possible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.package,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these packages are for Linux"),
]

LIBRARY = ".local/share/mjdesk/library.sqlite3"
FINAL_WORDS = "Everything showed what it should"


@pytest.fixture(scope="module")
def root() -> Iterator[CleanRoot]:
    if not is_possible():
        pytest.fail("mmdebstrap and root (or sudo without a password) are needed")
    with display() as name:
        system = CleanRoot(name)
        try:
            system.make()
            yield system
        finally:
            system.unmake()


@pytest.fixture(scope="module")
def installed(root: CleanRoot) -> CleanRoot:
    """With the package, and with nothing but what the package itself asks for."""
    assert root.has("libpython*") == []
    assert root.has("libQt*") == []
    root.take(built.only("mjdesk_*.deb"), "/mjdesk.deb")
    root.run("apt-get", "-qq", "update")
    root.run("apt-get", "-qq", "install", "--yes", "--no-install-recommends", "/mjdesk.deb")
    return root


def test_the_package_brings_no_python_and_no_qt_from_the_system(installed: CleanRoot) -> None:
    names = installed.run("dpkg-query", "--show", "--showformat=${Package}\n").split()
    assert "mjdesk" in names
    assert [name for name in names if re.match(r"python|libpython|libqt|qt6|pyside", name)] == []


def test_the_installed_program_walks_the_tour(installed: CleanRoot) -> None:
    answer = installed.person_runs("mjdesk", "--tour", f"{HOME}/tour")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert FINAL_WORDS in answer.stdout


def test_the_command_line_is_there_under_both_names(installed: CleanRoot) -> None:
    for name in ("mjdesk", "mjdesk-cli"):
        answer = installed.person_runs(name, "doctor", "--json")
        assert answer.stdout.startswith("{"), answer.stdout + answer.stderr


def test_a_start_makes_the_library_in_the_persons_folder(installed: CleanRoot) -> None:
    with subprocess.Popen(
        installed.command("mjdesk"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as program:
        made = installed.until(lambda: installed.home_has(LIBRARY))
        program.send_signal(signal.SIGTERM)
    assert made


def test_nothing_is_left_of_a_removed_program_but_the_library(installed: CleanRoot) -> None:
    shipped = [
        line for line in installed.run("dpkg", "--listfiles", "mjdesk").split("\n") if "mjdesk" in line
    ]
    assert len(shipped) > 100
    said = installed.run("apt-get", "remove", "--yes", "mjdesk")
    assert "~/.local/share/mjdesk" in said, "it says where the library is"
    left = [path for path in installed.has("*mjdesk*") if not path.endswith("/mjdesk.deb")]
    # dpkg's own list of what it once knew is not ours.
    assert [path for path in left if "/var/lib/dpkg/" not in path and "/var/log/" not in path] == []
    assert installed.home_has(LIBRARY)


def test_the_portable_copy_runs_from_a_folder_that_nobody_may_write(
    installed: CleanRoot, tmp_path: Path
) -> None:
    top = built.unpack(built.only("mjdesk-*-linux-*.tar.xz"), tmp_path)
    for path in (top, *top.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444)
    before = {path.relative_to(top).as_posix() for path in top.rglob("*")}
    installed.take(top, "/portable")
    answer = installed.person_runs(
        "/portable/mjdesk", "--language", "zh_CN", "--tour", f"{HOME}/portable-tour"
    )
    inside = installed.path / "portable"
    after = {path.relative_to(inside).as_posix() for path in inside.rglob("*")}
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert FINAL_WORDS in answer.stdout
    assert "“生成”" in answer.stdout, "it speaks Chinese when it is asked to"
    assert after == before
    for path in (top, *top.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(top)
