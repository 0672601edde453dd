"""Remakes the hash-pinned locks from pyproject.toml (`make lock`); it never edits a version by hand.

Each lock holds for every platform and every Python from 3.11 on. It names packages, versions and hashes and
no address: where packages come from is the business of whoever installs them.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = Path("packaging/requirements")
ADDRESS = re.compile(r"https?://|file:|^--(?:index|extra-index|find-links)", re.MULTILINE)


def compiled(name: str, *what: str, agreeing_with: tuple[str, ...] = ()) -> None:
    """Writes LOCKS/NAME.lock from WHAT, with the versions of the locks it must agree with."""
    target = LOCKS / f"{name}.lock"
    constraints = [argument for other in agreeing_with for argument in ("-c", str(LOCKS / f"{other}.lock"))]
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
        *("--generate-hashes", "--no-header", "--no-emit-index-url", "--no-annotate"),
        *what,
        *constraints,
        *("--output-file", str(target)),
        *sys.argv[1:],
    ]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    if ADDRESS.search((ROOT / target).read_text(encoding="utf-8")):
        sys.exit(f"{target} holds an address")
    print(f"{target} is made")


def main() -> None:
    compiled("runtime", "pyproject.toml")
    compiled("build", "--group", "build", agreeing_with=("runtime",))
    compiled("dev", "pyproject.toml", "--group", "dev", agreeing_with=("runtime", "build"))
    compiled("tools", "--group", "tools", agreeing_with=("runtime", "dev"))


if __name__ == "__main__":
    main()
