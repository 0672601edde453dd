"""A small tile shows its picture, else a sign that tells the states apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from mjdesk.domain.task import TaskState
from mjdesk.views.small_tile import paint_small_tile
from tests.support.builders import a_grid, a_task

if TYPE_CHECKING:
    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme

RED = QColor("red")


class Pictures:
    """Every picture is red."""

    def __init__(self) -> None:
        self.asked: list[tuple[QSize, float]] = []

    def pixmap(self, digest: str, size: QSize, *, radius: int, scale: float) -> QPixmap:
        assert len(digest) == 64
        assert radius > 0
        self.asked.append((size, scale))
        pixmap = QPixmap(size)
        pixmap.fill(RED)
        return pixmap


def painted(theme: Theme, task: Task | None, pictures: Pictures) -> QImage:
    image = QImage(64, 64, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_small_tile(
        painter,
        QRect(0, 0, 64, 64),
        task,
        theme,
        pictures,  # pyright: ignore[reportArgumentType] (all that is asked of thumbnails)
        scale=2.0,
        ground=QColor("black"),
        icon=20,
        on_picture=False,
    )
    painter.end()
    return image


def test_a_picture_fills_its_place_and_is_asked_for_sharply(theme: Theme) -> None:
    pictures = Pictures()
    assert painted(theme, a_grid(), pictures).pixelColor(32, 32) == RED
    assert pictures.asked == [(QSize(64, 64), 2.0)]


def test_what_has_no_picture_shows_how_it_stands(theme: Theme) -> None:
    pictures = Pictures()
    states = (TaskState.NEEDS_ANSWER, TaskState.RUNNING, TaskState.FAILED, TaskState.SUCCEEDED)
    shown = [painted(theme, a_task(state=state), pictures) for state in states]
    shown.append(painted(theme, None, pictures))
    assert pictures.asked == []
    for number, image in enumerate(shown):
        assert image.pixelColor(32, 6) == QColor("black")
        assert all(image != other for other in shown[number + 1 :])
