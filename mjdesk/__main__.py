"""`python -m mjdesk`: the window, or a command of the command line."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Any

_COMMANDS = frozenset(
    {"imagine", "act", "film", "edit", "answer", "seed", "fetch", "list", "ledger", "serve-studio", "doctor"}
)
"""The words of `mjdesk.cli`, so that the window need not load it (tests/test_cli.py compares them)."""


def main(argv: list[str] | None = None) -> int:
    """Open the window, unless the first word is a command; answers the exit code."""
    words = sys.argv[1:] if argv is None else argv
    if words and words[0] in _COMMANDS:
        from mjdesk.cli import main as run_command

        return run_command(words)
    load_quickly()
    from mjdesk.app import main as open_window

    gc.enable()
    return open_window(words)


def load_quickly() -> None:
    """Spare the loading of the window two things that cost a start 50 ms.

    What is loaded now stays, so the collector need not look through it again and again; it is enabled again
    afterwards. And PySide reads the source of every module that is loaded after it, to see whether it might
    switch on one of PySide's features; none does.
    """
    gc.disable()
    import_module("PySide6.QtCore")
    feature: Any = import_module("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _uses_no_feature


def _uses_no_feature(_module: object) -> bool:
    return False


if __name__ == "__main__":
    sys.exit(main())
