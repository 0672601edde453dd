"""`python -m tests.support.journey DIR`: the tour of the main job with the hands of the real display."""

from __future__ import annotations

import sys
from pathlib import Path

from mjdesk import app
from tests.support.x_hands import XHands


def main() -> int:
    return app.main(["--tour", sys.argv[1], "--home", str(Path(sys.argv[1]) / "home")], hands=XHands())


if __name__ == "__main__":
    sys.exit(main())
