"""A sheet of pages is as high as its page, and its head stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mjdesk.widgets.page_stack import PageStack
from mjdesk.widgets.sheet import Sheet
from mjdesk.widgets.surface import ScrollArea

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme


def a_page(height: int) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    label = QLabel("x")
    label.setFixedHeight(height)
    column.addWidget(label)
    return page


def a_sheet(theme: Theme, qtbot: QtBot, heights: tuple[int, ...]) -> tuple[Sheet, PageStack]:
    host = QWidget()
    host.resize(900, 800)
    qtbot.addWidget(host)
    host.show()
    sheet = Sheet(theme, host, name="Pages", width=500, tallest=454)
    stack = PageStack(shortest=100, tallest=400)
    for height in heights:
        stack.add(a_page(height))
    sheet.body.addWidget(stack, 1)
    sheet.open()
    return sheet, stack


def test_the_card_follows_the_page_and_its_top_stays(theme: Theme, qtbot: QtBot) -> None:
    sheet, stack = a_sheet(theme, qtbot, (40, 250, 900))
    seen: list[tuple[int, int]] = []
    for index, wanted in enumerate((100, 250, 400)):
        stack.setCurrentIndex(index)
        qtbot.waitUntil(lambda wanted=wanted: stack.height() == wanted, timeout=2000)
        qtbot.waitUntil(lambda: sheet.card.y() == (800 - 454) // 2, timeout=2000)
        seen.append((sheet.card.y(), sheet.card.height() - stack.height()))
    assert len(set(seen)) == 1


def test_a_page_that_grows_makes_the_card_higher(theme: Theme, qtbot: QtBot) -> None:
    _, stack = a_sheet(theme, qtbot, (150,))
    qtbot.waitUntil(lambda: stack.height() == 150, timeout=2000)
    for label in stack.findChildren(QLabel):
        label.setFixedHeight(300)
    qtbot.waitUntil(lambda: stack.height() == 300, timeout=2000)


def test_a_low_window_squeezes_it(theme: Theme, qtbot: QtBot) -> None:
    sheet, stack = a_sheet(theme, qtbot, (900,))
    host = sheet.parentWidget()
    assert host is not None
    host.resize(900, 300)
    qtbot.waitUntil(lambda: sheet.card.height() == 300 - 32, timeout=2000)
    assert sheet.card.y() == 16
    assert stack.height() < 400


def test_only_a_page_that_scrolls_keeps_clear_of_the_bar(theme: Theme, qtbot: QtBot) -> None:
    _, stack = a_sheet(theme, qtbot, (40, 900))
    widths: list[int] = []
    for index in (0, 1):
        stack.setCurrentIndex(index)
        area = stack.currentWidget()
        assert isinstance(area, ScrollArea)
        bar = area.verticalScrollBar()
        qtbot.waitUntil(lambda bar=bar, index=index: bar.isVisible() is bool(index), timeout=2000)
        page = area.widget()
        assert page is not None
        free = area.width() - (bar.width() if index else 0)
        qtbot.waitUntil(
            lambda page=page, free=free, index=index: page.width() == free - 8 * index, timeout=2000
        )
        widths.append(page.width())
    assert widths[0] > widths[1]
