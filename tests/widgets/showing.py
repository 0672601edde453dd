"""What tests of pieces share: an active window, as focus needs it, and what a signal carried."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from typing import Protocol

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot
    from pytestqt.wait_signal import SignalBlocker

    class SupportsArgs(Protocol):
        """What pytest-qt types as a bare list."""

        args: list[object]


def show_active(qtbot: QtBot, widget: QWidget) -> None:
    """Returns once the window of the widget is active."""
    window = widget.window()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=2000)


def arguments(told: SignalBlocker) -> list[object]:
    """What the awaited signal carried."""
    return list(cast("SupportsArgs", told).args)
