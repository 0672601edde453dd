"""What tests of pieces share: an active window, as focus needs it, and what a signal carried."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot
    from pytestqt.wait_signal import SignalBlocker


def show_active(qtbot: QtBot, widget: QWidget) -> None:
    """Returns once the window of the widget is active."""
    window = widget.window()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=2000)


def arguments(told: SignalBlocker) -> list[object]:
    """What the awaited signal carried."""
    carried: object = told.args  # pyright: ignore[reportUnknownMemberType] pytest-qt types it as a bare list
    assert isinstance(carried, list)
    return cast("list[object]", carried)
