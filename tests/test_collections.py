"""Collections in the real window: filled by drop and menu, looked at, aimed at, renamed, deleted, kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mjdesk.domain.gateway import STUDIO_ID
from mjdesk.views.albums.drop_shelf import OWN_TASKS
from tests.support.desktop import OWN, opened, prepare, profile_at

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu, QWidget

    from mjdesk.domain.task import Task
    from tests.support.desktop import Person

pytestmark = pytest.mark.qt_loop
LEFT = Qt.MouseButton.LeftButton
NOWHERE = "http://127.0.0.1:9"


def entry(menu: QMenu | None, text: str) -> QAction:
    assert menu is not None
    return next(action for action in menu.actions() if action.text().startswith(text))


def drop(on: QWidget, *ids: str) -> None:
    mime = QMimeData()
    mime.setData(OWN_TASKS, ",".join(ids).encode())
    middle, copy = on.rect().center(), Qt.DropAction.CopyAction
    rest = (copy, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(on, QDragEnterEvent(QPoint(middle), *rest))
    QApplication.sendEvent(on, QDropEvent(QPointF(middle), *rest))


async def wished(person: Person, *prompts: str) -> list[Task]:
    found: list[Task] = []
    for prompt in prompts:
        person.create(prompt)
        found.append(await person.sees(partial(begins, prompt), prompt))
    return found


def begins(prompt: str, task: Task) -> bool:
    return task.prompt.startswith(prompt)


async def test_a_collection_from_its_first_drop_to_its_end(tmp_path: Path) -> None:
    locations = prepare(
        tmp_path, NOWHERE, gateways=(profile_at(NOWHERE),), paused=frozenset({OWN, STUDIO_ID})
    )
    async with opened(locations) as person:
        window, models = person.window, person.models
        desk = await person.until(lambda: window.commander.albums, "what comes in a free moment")
        fox, rose, lily = await wished(person, "a fox", "a rose", "a lily")

        # The first one, by dropping two tiles on the empty place.
        window.view.drag_began.emit()
        drop(desk.shelf.places[-1], rose.id, lily.id)
        window.view.drag_ended.emit()
        await person.until(desk.sheet.is_open, "the question for a name")
        QTest.keyClicks(desk.sheet.field.edit, "Flowers")
        QTest.keyClick(desk.sheet.field.edit, Qt.Key.Key_Return)
        await person.reads("2 pictures added to “Flowers”")

        # Looked at, with the search beside it.
        desk.chip.open_menu()
        entry(desk.chip.menu(), "Flowers").trigger()
        await person.until(lambda: {task.id for task in person.shown()} == {rose.id, lily.id}, "the flowers")
        assert desk.chip.label() == "Flowers"
        window.gallery.search.edit.setText("lily")
        window.gallery.search.edit.textEdited.emit("lily")
        await person.until(lambda: [task.id for task in person.shown()] == [lily.id], "the lily alone")

        # Aimed at: what is wished now is in it, and in view.
        entry(desk.chip.menu(), "New pictures go into").menu()
        models.albums.aim(models.albums.all[0].id)
        await person.until(lambda: window.strip.target and window.strip.target.isVisible(), "the foot")
        assert window.strip.target is not None
        assert window.strip.target.label() == "New pictures go into “Flowers”"
        window.gallery.narrow(text="")
        await wished(person, "a tulip")
        assert all(task.albums for task in person.shown())

        # The gateway beside it filters too.
        window.gallery.narrow(account=STUDIO_ID)
        await person.until(lambda: not person.shown(), "nothing of the studio")
        window.gallery.open_all()
        await person.until(lambda: len(person.shown()) == 4, "everything")
        assert desk.chip.label() == ""

        # By key, on the tile in the light; the inspector shows it and takes it out again.
        person.focus(fox)
        window.view.setFocus()
        QTest.keyClick(window.view, Qt.Key.Key_B)
        await person.until(lambda: desk.menu is not None, "the menu")
        entry(desk.menu, "Flowers").trigger()
        row = window.inspector.facts.albums
        await person.until(lambda: [chip.label() for chip in row.chips()] == ["Flowers"], "the chip")
        row.chips()[0].remove_requested.emit()
        await person.until(lambda: row.chips() == [], "no chip")

        window.gallery.narrow(album=models.albums.all[0].id)
        desk.chip.open_menu()
        entry(desk.chip.menu(), "Rename").trigger()
        QTest.keyClicks(desk.sheet.field.edit, "Blossoms")
        QTest.mouseClick(desk.sheet.done_button, LEFT)
        await person.until(lambda: [each.name for each in models.albums.all] == ["Blossoms"], "the name")

    async with opened(locations) as person:
        window, models = person.window, person.models
        desk = await person.until(lambda: window.commander.albums, "what comes in a free moment")
        await person.until(lambda: [each.count for each in models.albums.all] == [3], "what is in it")
        assert models.albums.target == models.albums.all[0]
        desk.chip.open_menu()
        entry(desk.chip.menu(), "Blossoms").trigger()
        await person.until(lambda: len(person.shown()) == 3, "the flowers")
        desk.chip.open_menu()
        entry(desk.chip.menu(), "Delete").trigger()
        await person.reads("“Blossoms” deleted", "Its pictures are still in the library.")
        await person.until(lambda: len(person.shown()) == 4, "everything")
        assert models.settings.value.target_album == 0
        window.news.stack.acted.emit("album-deleted")
        await person.until(lambda: [each.count for each in models.albums.all] == [3], "it is back")
        assert models.settings.value.target_album == models.albums.all[0].id
