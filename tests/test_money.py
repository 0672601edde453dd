"""Money in the real window: the price before the click, the limit that asks, the queue, and the switcher."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mjdesk.domain.gateway import STUDIO_ID
from mjdesk.domain.price import DEFAULT_TABLE
from tests.support.desktop import OWN, opened, prepare, profile_at

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.qt_loop
LEFT = Qt.MouseButton.LeftButton
PRICES = replace(DEFAULT_TABLE, currency="CNY", follows_effort=True)
NOWHERE = "http://127.0.0.1:9"


async def test_price_limit_queue_and_switcher(tmp_path: Path) -> None:
    locations = prepare(
        tmp_path,
        NOWHERE,
        gateways=(profile_at(NOWHERE, prices=PRICES),),
        daily_cap=Decimal("0.25"),
        paused=frozenset({OWN}),
    )
    async with opened(locations) as person:
        window, menus, sheets = person.window, person.window.menus, person.window.sheets
        person.write("a lighthouse")
        foot = window.compose.foot
        await person.until(lambda: foot.price.text() == "about ¥ 0.10 · today 0.00 of 0.25", "the price")
        person.write("a {calm, stormy} lighthouse")
        assert foot.price.text().startswith("about ¥ 0.20")
        # Each prompt for what it is: 0.10, and 0.10 four times over.
        person.write("a calm lighthouse --v 7 {--q 1, --q 4}")
        await person.until(lambda: foot.price.text().startswith("about ¥ 0.50"), "the sum of both")

        person.create("one")
        await person.until(lambda: len(person.models.line.tasks()) == 1, "a draft")
        person.create("two")
        await person.until(lambda: len(person.models.line.tasks()) == 2, "two drafts")
        person.create("three")
        await person.until(sheets.cap.is_open, "the question")
        assert "¥ 0.30 of ¥ 0.25" in sheets.cap.words.text()
        QTest.mouseClick(sheets.cap.keep_button, LEFT)
        assert len(person.models.line.tasks()) == 2
        person.create("three")
        await person.until(sheets.cap.is_open, "the question again")
        QTest.mouseClick(sheets.cap.send_button, LEFT)
        await person.until(lambda: len(person.models.line.tasks()) == 3, "three drafts")

        await person.until(lambda: window.strip.work.label() == "3 queued · paused", "the foot")
        QTest.mouseClick(window.strip.work, LEFT)
        group = menus.queue.group(OWN)
        QTest.mouseClick(group.rows[2].up_button, LEFT)
        await person.until(
            lambda: [row.words.text() for row in group.rows] == ["one", "three", "two"], "the new order"
        )
        QTest.mouseClick(menus.queue.cancel_all_button, LEFT)
        await person.until(lambda: not person.models.line.tasks(), "an empty queue")
        QTest.mouseClick(group.pause_button, LEFT)
        await person.until(lambda: not person.models.standing.is_paused, "the end of the pause")
        menus.queue.hide()

        QTest.mouseClick(window.strip.balance, LEFT)
        assert sheets.spending.is_open()
        QTest.keyClick(sheets.spending, Qt.Key.Key_Escape)

        QTest.mouseClick(window.strip.gateway, LEFT)
        assert menus.menu is not None
        entries = {action.text(): action for action in menus.menu.actions()}
        assert list(entries) == ["Built-in studio", "My gateway", "", "Settings"]
        menus.menu.hide()
        entries["Built-in studio"].trigger()
        await person.until(lambda: person.models.preferences.active.id == STUDIO_ID, "the studio")
        await person.until(lambda: window.strip.gateway.label() == "Built-in studio", "its name")
        assert foot.price.text() == ""
