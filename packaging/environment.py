"""Makes the virtual environment .venv and installs the locked packages and the program itself into it.

    python packaging/environment.py run|test|tools

Any Python from 3.11 on can run it, with nothing but the standard library, and even without the modules
`ensurepip` and `pip`, which Debian leaves out of its own. It installs only what a lock names, and only if the
hash agrees.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"run": ("runtime", "build"), "test": ("runtime", "build", "dev"), "tools": ("tools",)}
DEBIAN_WHEELS = Path("/usr/share/python-wheels")
PIP_OPTIONS = ("--disable-pip-version-check", "--no-input", "-qq")


def succeeds(*command: str | Path) -> bool:
    """Whether the command can be started and ends well; what it says is thrown away."""
    try:
        return not subprocess.run(
            command, capture_output=True, check=False, stdin=subprocess.DEVNULL
        ).returncode
    except OSError:
        return False


def is_ready() -> bool:
    """Whether .venv is there, fit, and has pip."""
    return succeeds(PYTHON, "-c", "import sys, pip; raise SystemExit(sys.version_info < (3, 11))")


def make_environment() -> None:
    """Makes .venv in the first way that works here."""
    shutil.rmtree(VENV, ignore_errors=True)
    if succeeds(sys.executable, "-m", "venv", VENV) and is_ready():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if succeeds(sys.executable, "-m", "venv", "--without-pip", VENV):
        for bring_pip in (pip_from_debian_wheel, pip_from_neighbour, pip_from_uv):
            if bring_pip() and is_ready():
                return
    for command in (
        ("virtualenv", "--python", sys.executable, VENV),
        ("uv", "venv", "--seed", "--clear", VENV),
    ):
        if succeeds(*command) and is_ready():
            return
    shutil.rmtree(VENV, ignore_errors=True)
    sys.exit(
        f"mjdesk: {sys.executable} has no modules to make an environment with; "
        f"please run: sudo apt-get install python{sys.version_info.major}.{sys.version_info.minor}-venv"
    )


def pip_from_debian_wheel() -> bool:
    """A wheel can be run as it is; it installs itself."""
    return any(
        succeeds(PYTHON, wheel / "pip", "install", "--no-index", "--no-deps", wheel)
        for wheel in sorted(DEBIAN_WHEELS.glob("pip-*.whl"), reverse=True)
    )


def pip_from_neighbour() -> bool:
    """Another Python's pip can install into this environment."""
    neighbours = (sys.executable, "python3.13", "python3.12", "python3.11", "python3", "/usr/bin/python3")
    return any(succeeds(other, "-m", "pip", "--python", PYTHON, "install", "pip") for other in neighbours)


def pip_from_uv() -> bool:
    return succeeds("uv", "pip", "install", "--python", PYTHON, "pip")


def install(*arguments: str | Path) -> None:
    """Lets pip install; its own words stay visible when it fails."""
    command = (PYTHON, "-m", "pip", "install", *PIP_OPTIONS, *arguments)
    if subprocess.run(command, cwd=ROOT, check=False, stdin=subprocess.DEVNULL).returncode:
        sys.exit("mjdesk: pip could not install what the locks name; the lines above say why")


def main() -> None:
    """Leaves an environment that holds what the wanted level needs."""
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        sys.exit(__doc__)
    if sys.version_info < (3, 11):  # noqa: UP036 (this runs before anything has looked at the version)
        sys.exit("mjdesk: Python 3.11, 3.12 or 3.13 is needed")
    level = sys.argv[1]
    if not is_ready():
        print(f"mjdesk: making .venv with Python {sys.version.split()[0]}", flush=True)
        make_environment()
    print(f"mjdesk: installing the locked packages ({', '.join(LOCKS[level])})", flush=True)
    locks = [argument for name in LOCKS[level] for argument in ("-r", f"packaging/requirements/{name}.lock")]
    install("--require-hashes", *locks)
    if level != "tools":
        install("--no-deps", "--no-build-isolation", "--editable", ".")


if __name__ == "__main__":
    main()
