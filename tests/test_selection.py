"""What is selected in the gallery: the foot counts it, and a rating means all of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.support.qt_loop import application
from tests.support.screens import furnished, tasks_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mjdesk.app import Desktop

pytestmark = pytest.mark.qt_loop


async def until(found: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not found():  # noqa: ASYNC110 (what the window shows has no event)
            await asyncio.sleep(0.02)


def foot(desktop: Desktop) -> str:
    return " ".join(label.text() for label in desktop.window.strip.findChildren(QLabel))


async def test_a_rating_means_all_that_is_selected(tmp_path: Path) -> None:
    async with furnished(application(), tmp_path) as desktop:
        desktop.window.resize(1440, 900)
        tasks = [task for task in await tasks_of(desktop) if task.cover is not None]
        view = desktop.window.view
        await until(lambda: "9 pictures" in foot(desktop))
        assert "selected" not in foot(desktop)
        for task in tasks[:3]:
            place = view.tile_rect(desktop.models.rows.row_of(task)).center()
            control = Qt.KeyboardModifier.ControlModifier
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, control, place)
        assert "3 selected" in foot(desktop)
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_5)
        rows = desktop.models.rows

        def rated() -> set[str]:
            shown = (rows.task(row) for row in range(rows.rowCount()))
            return {task.id for task in shown if task is not None and task.rating == 5}

        await until(lambda: rated() == {task.id for task in tasks[:3]})
