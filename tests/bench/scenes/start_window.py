"""The program as `python -m mjdesk` starts it, with somebody who looks: see `start_watch`.

python -m tests.bench.scenes.start_window HOME
"""

from __future__ import annotations

import gc
import sys


def main() -> int:
    gc.disable()  # during the imports, as in `mjdesk.__main__`
    from tests.bench.scenes.start_watch import start

    gc.enable()
    return start(sys.argv[1])


if __name__ == "__main__":
    sys.exit(main())
