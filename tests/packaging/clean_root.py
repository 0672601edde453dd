"""A system that has never seen Python or Qt, to install the package into."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PERSON = "designer"
HOME = Path("/home") / PERSON
_PATH = "/usr/local/bin:/usr/bin:/bin"
_PATIENCE = 600.0


def as_root(command: Sequence[str | Path]) -> list[str]:
    """The command as the system's administrator starts it."""
    words = [str(word) for word in command]
    return words if os.geteuid() == 0 else ["sudo", "-n", *words]


class CleanRoot:
    """Owns a minimal Debian (or Ubuntu) in a folder, of the same release as this system."""

    def __init__(self, display: str) -> None:
        """`display` is an X display that listens on the network namespace's own socket."""
        self._display = display
        self.path = Path(tempfile.mkdtemp(prefix="mjdesk-root-"))

    def make(self) -> None:
        """Fill it, and give it what every running system has: processes, names, a person."""
        self._outside("mmdebstrap", "--quiet", "--variant=minbase", _codename(), self.path)
        self._outside("mount", "-t", "proc", "proc", self.path / "proc")
        for name in ("resolv.conf", "hosts"):
            self._outside("cp", "--dereference", f"/etc/{name}", self.path / "etc" / name)
        self.run("useradd", "--create-home", PERSON)

    def unmake(self) -> None:
        """Take it away; nothing of it may stay mounted."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self._outside("umount", "--lazy", self.path / "proc")
        self._outside("rm", "--recursive", "--force", "--one-file-system", self.path)

    def take(self, source: Path, place: str) -> None:
        """Copy a file or folder of this system into it, owned by root."""
        self._outside("cp", "--recursive", "--no-dereference", source, self.path / place.lstrip("/"))

    def run(self, *command: str) -> str:
        """What a command says that root runs in there; CalledProcessError when it fails."""
        inside = ["chroot", str(self.path), "/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", *command]
        return self._outside(*inside)

    def command(self, *command: str) -> list[str]:
        """How the person in there runs a command, on the display."""
        environment = [
            "--ignore-environment",
            f"PATH={_PATH}",
            f"HOME={HOME}",
            f"DISPLAY={self._display}",
            "LANG=C.UTF-8",
        ]
        chroot = ["chroot", f"--userspec={PERSON}", str(self.path)]
        return as_root([*chroot, "/usr/bin/env", *environment, *command])

    def person_runs(self, *command: str) -> subprocess.CompletedProcess[str]:
        """The person runs a command until it ends."""
        return subprocess.run(
            self.command(*command),
            capture_output=True,
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE,
        )

    def has(self, pattern: str) -> list[str]:
        """Files whose name fits, on the root's own file system, without the person's home."""
        said = self._outside(
            *(
                "find",
                str(self.path),
                "-xdev",
                "-mindepth",
                "1",
                "-name",
                pattern,
                "-not",
                "-path",
                f"{self.path}{HOME}/*",
            )
        )
        return said.split()

    def home_has(self, place: str) -> bool:
        """Whether the person's home holds this file."""
        return (self.path / str(HOME).lstrip("/") / place).exists()

    def until(self, holds: Callable[[], bool], patience: float = 60.0) -> bool:
        """Wait until something is so; whether it came."""
        deadline = time.monotonic() + patience
        while not holds():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True

    def _outside(self, *command: str | Path) -> str:
        answer = subprocess.run(
            as_root(command),
            capture_output=True,
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE,
        )
        if answer.returncode:
            raise AssertionError(f"{command}: {answer.stdout}{answer.stderr}")
        return answer.stdout


def is_possible() -> bool:
    """Whether this system has what it takes: the tools, and root or a sudo that asks for no password."""
    if not all(map(shutil.which, ("mmdebstrap", "chroot", "dpkg"))):
        return False
    return os.geteuid() == 0 or (
        shutil.which("sudo") is not None
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    )


def _codename() -> str:
    lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    return next(line.partition("=")[2].strip('"') for line in lines if line.startswith("VERSION_CODENAME="))
