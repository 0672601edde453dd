"""`python -m tests.support.shown_window HOME`: the real window, which says where its first picture is."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from mjdesk.app import Desktop, Options
from mjdesk.storage.locations import Locations


async def story(app: QApplication, home: Path) -> None:
    async with Desktop(app, Locations.below(home), Options()) as desktop:
        window = desktop.window
        desktop.models.settings.update(is_welcomed=True)
        window.sheets.welcome.dismiss()
        window.setGeometry(0, 30, 1200, 800)
        rows = desktop.models.rows
        for _ in range(100):
            if rows.rowCount() and rows.task(0) is not None:
                break
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.8)  # the thumbnails come
        place = window.view.viewport().mapToGlobal(window.view.tile_rect(0).center())
        sys.stdout.write(json.dumps({"x": place.x(), "y": place.y() - 30}) + "\n")
        sys.stdout.flush()
        await desktop.until_closed()


def main() -> None:
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        runner.run(story(app, Path(sys.argv[1])))


if __name__ == "__main__":
    main()
