"""The bar above the wall gives its room to the search when it is short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from mjdesk.views.gallery.gallery_page import GalleryPage
from mjdesk.views.gallery.gallery_view import GalleryView
from tests.support.builders import a_task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme
    from tests.views.conftest import World


def test_a_short_bar_leaves_the_search_its_words(
    theme: Theme, world_of: Callable[[Sequence[Task]], World], qtbot: QtBot
) -> None:
    world = world_of([a_task()])
    view = GalleryView(theme, world.rows, world.thumbnails, world.previews, lambda _tasks, _tile: None)
    page = GalleryPage(theme, world.rows, view, row_height=190, search_key="Ctrl F")
    qtbot.addWidget(page)
    page.show()
    shares: list[float] = []
    for width in (800, 560):
        page.resize(width, 600)
        QApplication.processEvents()
        shares.append(width - page.search.width())
    assert shares[1] < shares[0] - 40
