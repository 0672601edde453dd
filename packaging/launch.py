"""Where the packaged program begins: the window, or the command line when it was started as `mjdesk-cli`."""

from __future__ import annotations

import sys


def main() -> int:
    """The same as `python -m mjdesk`, and as the script `mjdesk-cli`."""
    if sys.argv[0].removesuffix(".exe").endswith("mjdesk-cli"):
        from mjdesk.cli import main as run_command

        return run_command()
    from mjdesk.__main__ import main as begin

    return begin()


if __name__ == "__main__":
    sys.exit(main())
