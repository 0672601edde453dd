"""The program as `python -m mjdesk` starts it, with somebody who looks: see `start_watch`.

python -m tests.bench.scenes.start_window HOME
"""

from __future__ import annotations

import gc
import sys

from mjdesk.__main__ import load_quickly


def main() -> int:
    load_quickly()  # as `mjdesk.__main__` does
    from tests.bench.scenes.start_watch import start

    gc.enable()
    return start(sys.argv[1])


if __name__ == "__main__":
    sys.exit(main())
