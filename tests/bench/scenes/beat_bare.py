"""The beat of a bare event loop beside everything else that runs now, until standard input closes."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier

from tests.bench.scenes.readings import Heartbeat


def main() -> int:
    app = QCoreApplication(["bare"])
    end = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    end.activated.connect(app.quit)
    beat = Heartbeat()
    beat.start()
    app.exec()
    beat.stop()
    print(json.dumps({"longest": max(beat.gaps), "beats": len(beat.gaps)}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
