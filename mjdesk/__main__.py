"""`python -m mjdesk`: the window, or a command of the command line."""

from __future__ import annotations

import gc
import sys

_COMMANDS = frozenset({"imagine", "act", "fetch", "list", "ledger", "serve-studio", "doctor"})
"""The words of `mjdesk.cli`, so that the window need not load it (tests/test_cli.py compares them)."""


def main(argv: list[str] | None = None) -> int:
    """Open the window, unless the first word is a command; answers the exit code."""
    words = sys.argv[1:] if argv is None else argv
    if words and words[0] in _COMMANDS:
        from mjdesk.cli import main as run_command

        return run_command(words)
    gc.disable()  # all that is loaded now stays: to look through it again and again costs 20 ms of a start
    from mjdesk.app import main as open_window

    gc.enable()

    return open_window(words)


if __name__ == "__main__":
    sys.exit(main())
