"""The set-up scripts for Linux: which Python they choose, what they say and do about missing system packages.

Stand-ins for apt and its relatives come first on the path and write down what they were asked.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the scripts are for Linux")


@dataclass(frozen=True, slots=True)
class Machine:
    """A path full of stand-ins."""

    bin: Path

    def has(self, name: str, script: str) -> None:
        """Put a program there whose body is `script`."""
        program = self.bin / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)

    def runs(self, script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """What one of our scripts answers on this machine."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MJDESK_")}
        return subprocess.run(
            [LINUX / script, *arguments],
            env=kept | {"PATH": f"{self.bin}:/usr/bin:/bin"} | environment,
            capture_output=True,
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    def log(self) -> str:
        """What apt was asked for."""
        log = self.bin / "log"
        return log.read_text(encoding="utf-8") if log.exists() else ""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A Debian with Python and a Chinese font, and with no package installed; the person is not root."""
    machine = Machine(tmp_path / "bin")
    machine.bin.mkdir()
    machine.has("python3.13", "exit 0")
    machine.has("fc-list", "echo 'A Chinese Font'")
    machine.has("dpkg-query", "exit 1")
    machine.has("apt-get", f'echo "$@" >> {machine.bin / "log"}')
    machine.has("id", "echo 1000")
    machine.has("sudo", "exit 1")
    return machine


def test_without_a_way_to_install_one_line_names_the_packages(machine: Machine) -> None:
    answer = machine.runs("system.sh", "run")
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 1
    assert "sudo apt-get install" in answer.stderr
    assert "libegl1" in answer.stderr
    assert "xvfb" not in answer.stderr
    assert machine.log() == ""


@pytest.mark.parametrize("way", ["root", "sudo"])
def test_with_a_way_to_install_apt_is_asked_without_questions(machine: Machine, way: str) -> None:
    if way == "root":
        machine.has("id", "echo 0")
    else:
        machine.has("sudo", '[ "$1" = -n ] && shift && exec "$@"')
    answer = machine.runs("system.sh", "test")
    assert answer.returncode == 0, answer.stderr
    (asked,) = machine.log().splitlines()
    assert "install -y --no-install-recommends" in asked
    assert {"libegl1", "libxcb-cursor0", "xvfb", "openbox", "xdotool"} <= set(asked.split())


def test_empty_package_lists_are_fetched_and_apt_asked_again(machine: Machine) -> None:
    log = machine.bin / "log"
    machine.has("id", "echo 0")
    machine.has("apt-get", f'echo "$@" >> {log}; [ "$(wc -l < {log})" != 1 ]')
    assert machine.runs("system.sh", "run").returncode == 0
    assert ["update" in line.split() for line in machine.log().splitlines()] == [False, True, False]


def test_what_apt_cannot_install_is_said(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", "echo 'E: no such package'; exit 100")
    answer = machine.runs("system.sh", "run")
    assert answer.returncode == 1
    assert "E: no such package" in answer.stderr
    assert "sudo apt-get install" in answer.stderr.splitlines()[-1]


def test_where_everything_is_there_nothing_is_done(machine: Machine) -> None:
    machine.has("dpkg-query", "echo installed")
    answer = machine.runs("system.sh", "test")
    assert (answer.returncode, answer.stdout, answer.stderr, machine.log()) == (0, "", "", "")


def test_a_font_is_added_only_where_none_speaks_chinese(machine: Machine) -> None:
    machine.has("dpkg-query", "echo installed")
    machine.has("id", "echo 0")
    machine.has("fc-list", "exit 0")
    assert machine.runs("system.sh", "run").returncode == 0
    assert machine.log().split()[-1].startswith("fonts-")


def test_the_system_can_be_left_alone(machine: Machine) -> None:
    answer = machine.runs("system.sh", "test", MJDESK_SKIP_SYSTEM="1")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_the_newest_complete_python_is_chosen(machine: Machine) -> None:
    machine.has("python3.12", "exit 0")
    assert machine.runs("python.sh").stdout.strip() == str(machine.bin / "python3.13")


def test_a_python_that_cannot_make_environments_comes_last(machine: Machine) -> None:
    machine.has("python3.13", 'case "$2" in *ensurepip*) exit 1;; esac')
    machine.has("python3.12", "exit 0")
    chosen = machine.runs("python.sh").stdout.strip()
    assert chosen in {str(machine.bin / "python3.12"), "/usr/bin/python3.13"}


def test_a_shim_that_leads_nowhere_is_passed_over(machine: Machine) -> None:
    machine.has("python3.13", "echo 'not installed' >&2; exit 127")
    machine.has("python3.12", "exit 0")
    chosen = machine.runs("python.sh").stdout.strip()
    assert chosen in {str(machine.bin / "python3.12"), "/usr/bin/python3.13"}
