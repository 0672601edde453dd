"""The loop of async tests that touch Qt: as in the program, clicks and awaits meet in one loop."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    import asyncio


@cache
def application() -> QApplication:
    """The one QApplication of this process, made when first needed and kept alive by the cache."""
    return cast("QApplication", QApplication.instance() or QApplication(["mjdesk"]))


def make_qt_loop() -> asyncio.AbstractEventLoop:
    """A new asyncio loop that Qt drives."""
    import qasync  # after PySide6: it takes the first Qt that it finds

    return qasync.QEventLoop(application())
