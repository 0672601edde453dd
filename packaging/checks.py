"""The one list of checks, the same on every system: `make test`, `make check`, the workflow, the hook.

    python packaging/checks.py [--static]

All checks run even when one fails, so that one look shows everything there is to mend.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sys.executable).parent

STATIC: dict[str, tuple[str | Path, ...]] = {
    "format": (sys.executable, "-m", "ruff", "format", "--check", "."),
    "lint": (sys.executable, "-m", "ruff", "check", "--output-format", "concise", "."),
    "types": (SCRIPTS / "basedpyright",),
    "contracts": (SCRIPTS / "lint-imports", "--no-logo"),
}
TESTS: dict[str, tuple[str | Path, ...]] = {
    # A measurement needs the machine for itself: `make bench`.
    "tests": (
        *(sys.executable, "-m", "pytest", "-q", "-m", "not bench and not package"),
        *("-n", "2", "--dist", "worksteal", "--durations", "5", "--durations-min", "2"),
    ),
}


def main() -> int:
    """Runs the checks in turn and ends with a table; 0 when all are good."""
    checks = STATIC if "--static" in sys.argv[1:] else STATIC | TESTS
    # The tests bring their own display: a window on the developer's screen could lose its focus to a mouse.
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}
    }
    lines: list[str] = []
    failed = False
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        started = time.monotonic()
        code = subprocess.run(
            command, cwd=ROOT, check=False, stdin=subprocess.DEVNULL, env=environment
        ).returncode
        failed = failed or code != 0
        lines.append(f"{name:<12}{'good' if code == 0 else 'BAD':<6}{time.monotonic() - started:6.1f} s")
    print("\n" + "\n".join(lines), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
