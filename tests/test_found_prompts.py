"""Describe, shorten and upload in the real window: from a picture or words to a child's finished picture.

The gateway is a real studio in a thread of its own, spoken to over real HTTP in each of its families.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from mjdesk.domain.gateway import AuthStyle
from mjdesk.domain.task import Collection, TaskKind, TaskState
from mjdesk.domain.weighed_word import Weight
from mjdesk.models.upload_list import UploadState
from mjdesk.storage.locations import Locations
from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.server import StudioThread
from mjdesk.views.compose.describe_page import DescribePage
from mjdesk.views.compose.found_page import FoundPage
from mjdesk.views.compose.shorten_page import ShortenPage
from mjdesk.views.drop_places import ComposeMode
from mjdesk.widgets.elided_label import ElidedLabel
from tests.studio.support import FakePainter
from tests.support.desktop import KEY, opened, prepare

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.domain.task import Task
    from tests.support.desktop import Person

pytestmark = [pytest.mark.qt_loop, pytest.mark.usefixtures("qapp")]
_Page = TypeVar("_Page", bound=FoundPage)
LONG = "please make a very calm mountain lake with tall trees --ar 3:2"


@dataclass(frozen=True)
class Kind:
    """A gateway, and what it does by itself."""

    family: Family
    is_stock: bool = False
    picks_described: bool = True
    picks_shortened: bool = True
    shortens: bool = True
    uploads: bool = True


KINDS = (
    Kind(Family.PROXY, picks_described=False, shortens=False, uploads=False),
    Kind(Family.PROXY_PLUS),
    Kind(Family.TRUEAI, picks_shortened=False),
    Kind(Family.NEW_API),
    Kind(Family.NEW_API, is_stock=True, picks_described=False, picks_shortened=False),
)


def named(kind: Kind) -> str:
    return f"{kind.family.value}-stock" if kind.is_stock else kind.family.value


def a_studio(kind: Kind) -> StudioThread:
    config = StudioConfig(secret=KEY, pace=0.0, family=kind.family, stock=kind.is_stock)
    return StudioThread(config, painter=FakePainter())


def at(kind: Kind, home: Path, gateway: StudioThread) -> Locations:
    """Settings of somebody whose gateway is of this kind, with the key where that looks for it."""
    auth = AuthStyle.SECRET if kind.family is Family.TRUEAI else AuthStyle.BEARER
    return prepare(home, gateway.url, auth=auth)


def picture_file(folder: Path, name: str = "scene.png", colour: str = "teal") -> QMimeData:
    sink = io.BytesIO()
    Image.new("RGB", (96, 64), colour).save(sink, "PNG")
    (folder / name).write_bytes(sink.getvalue())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder / name))])
    return mime


def shown(person: Person, mode: ComposeMode, kind: type[_Page]) -> _Page:
    """The page, chosen by its segment."""
    compose = person.window.compose
    QTest.mouseClick(compose.modes.option(mode), Qt.MouseButton.LeftButton)
    assert isinstance(compose.page, kind)
    return compose.page


def press(person: Person) -> None:
    QTest.mouseClick(person.window.compose.foot.create_button, Qt.MouseButton.LeftButton)


async def described(person: Person, folder: Path) -> tuple[DescribePage, Task]:
    """A picture dropped on the page, and what was found in it."""
    page = shown(person, ComposeMode.DESCRIBE, DescribePage)
    assert page.take(picture_file(folder))
    await person.until(lambda: page.slot.picture is not None, "the picture in its place")
    press(person)
    return page, await found(person, page)


async def found(person: Person, page: FoundPage) -> Task:
    await person.until(page.found.prompts, "prompts")
    assert page.task is not None
    return page.task


async def made(person: Person, parent: Task, count: int = 1) -> list[Task]:
    """Children with their pictures at home, in the order of their prompts."""

    def children() -> list[Task] | None:
        ours = [
            task
            for task in person.shown()
            if task.parent == parent.id
            and task.state is TaskState.SUCCEEDED
            and task.collection is Collection.DONE
        ]
        return (
            sorted(ours, key=lambda task: task.action.index if task.action else 0)
            if len(ours) >= count
            else None
        )

    return await person.until(children, f"{count} children with pictures")


@pytest.mark.parametrize("kind", KINDS, ids=named)
async def test_a_picture_is_described_and_a_prompt_of_it_imagined(tmp_path: Path, kind: Kind) -> None:
    with a_studio(kind) as gateway:
        async with opened(at(kind, tmp_path, gateway)) as person:
            page, task = await described(person, tmp_path)
            assert (task.kind, task.inputs[0].name) == (TaskKind.DESCRIBE, "scene.png")
            cards = page.section.cards.cards
            assert [card.prompt.text for card in cards] == list(task.texts)
            assert len(cards) == 4
            for _ in range(2):  # as a double click comes
                QTest.mouseClick(cards[1].imagine, Qt.MouseButton.LeftButton)
            (child,) = await made(person, task)
            await person.until(cards[1].imagine.is_done, "the card is done")
            assert page.button()[0] == "Describe again"
            library = await person.library()
    assert child.prompt == task.texts[1]
    assert child.is_grid
    assert child.stand_in == ("" if kind.picks_described else "imagine")
    assert len([each for each in library if each.parent == task.id]) == 1, "a double click pays once"


@pytest.mark.parametrize("kind", KINDS, ids=named)
async def test_all_prompts_at_once(tmp_path: Path, kind: Kind) -> None:
    with a_studio(kind) as gateway:
        async with opened(at(kind, tmp_path, gateway)) as person:
            page, task = await described(person, tmp_path)
            page.section.cards.cards[2].imagine.click()
            page.section.cards.all_button.click()
            page.section.cards.all_button.click()
            children = await made(person, task, 4)
            await person.until(lambda: not page.section.cards.all_button.isVisible(), "nothing is left")
            library = await person.library()
    assert [child.prompt for child in children] == list(task.texts)
    assert len(library) == 5


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.shortens], ids=named)
async def test_a_prompt_is_shortened_and_a_short_one_imagined(tmp_path: Path, kind: Kind) -> None:
    with a_studio(kind) as gateway:
        async with opened(at(kind, tmp_path, gateway)) as person:
            page = shown(person, ComposeMode.SHORTEN, ShortenPage)
            page.editor.show_text(LONG)
            QTest.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            task = await found(person, page)
            weighed = page.section.cards.weighed
            assert weighed is not None
            assert weighed.words() == " ".join(word.text for word in task.words)
            assert {word.weight for word in task.words} <= set(Weight)
            assert page.button()[0] == "Shorten again"
            page.section.cards.cards[0].imagine.click()
            (child,) = await made(person, task)
    assert (task.kind, task.prompt) == (TaskKind.SHORTEN, LONG)
    assert child.prompt == task.texts[0]
    assert child.is_grid
    assert child.stand_in == ("" if kind.picks_shortened else "imagine")


async def test_a_gateway_that_shortens_nothing_is_known_from_then_on(tmp_path: Path) -> None:
    known = "My gateway does not shorten prompts, as far as is known."
    with a_studio(KINDS[0]) as gateway:
        async with opened(at(KINDS[0], tmp_path, gateway)) as person:
            page = shown(person, ComposeMode.SHORTEN, ShortenPage)
            page.editor.show_text(LONG)
            press(person)
            await person.reads("This gateway does not offer this.")
            labels = person.window.compose.findChildren(ElidedLabel)
            await person.until(
                lambda: (
                    known
                    in [label.text() for label in labels + person.window.compose.findChildren(ElidedLabel)]
                ),
                "what was learned",
            )
            note = page.section.trouble
            await person.until(note.isVisible, "what to do, on the page itself")


async def test_what_was_found_is_edited_copied_and_found_again(tmp_path: Path) -> None:
    """Editing goes to the Imagine page; the inspector shows the same cards, after a restart too."""
    kind = KINDS[1]
    with a_studio(kind) as gateway:
        async with opened(at(kind, tmp_path, gateway)) as person:
            page, task = await described(person, tmp_path)
            page.section.cards.cards[3].copy.click()
            assert QGuiApplication.clipboard().text() == task.texts[3]
            page.section.cards.cards[3].edit.click()
            compose = person.window.compose
            assert compose.mode is ComposeMode.IMAGINE
            assert compose.editor.hasFocus()
            assert compose.editor.text() in task.texts[3]
            assert compose.editor.text() != ""
        async with opened(Locations.below(tmp_path)) as person:
            again = await person.sees(lambda each: each.id == task.id, "the describe")
            person.focus(again)
            inspector = person.window.inspector
            cards = await person.until(lambda: inspector.cards, "cards beside the picture")
            assert [card.prompt.text for card in cards.cards] == list(task.texts)
            cards.cards[0].imagine.click()
            (child,) = await made(person, task)
            assert child.prompt == task.texts[0]


async def test_pages_stand_as_they_were_after_a_restart(tmp_path: Path) -> None:
    """The picture and its prompts are back, without asking or paying again; of pages not looked at, too."""
    kind = KINDS[1]
    with a_studio(kind) as gateway:
        async with opened(at(kind, tmp_path, gateway)) as person:
            _, task = await described(person, tmp_path)
            shown(person, ComposeMode.SHORTEN, ShortenPage).editor.insertPlainText(LONG)
        sent = len(gateway.submissions)
        async with opened(Locations.below(tmp_path)) as person:
            assert person.window.compose.mode is ComposeMode.SHORTEN
            assert LONG in person.window.compose.page_of(ComposeMode.SHORTEN).kept()["words"]
        async with opened(Locations.below(tmp_path)) as person:
            page = shown(person, ComposeMode.DESCRIBE, DescribePage)
            assert page.slot.picture is not None
            again = await found(person, page)
            assert (again.id, page.button()[0]) == (task.id, "Describe again")
        assert len(gateway.submissions) == sent


async def test_the_picture_that_comes_back_brings_its_prompts(tmp_path: Path) -> None:
    kind = KINDS[1]
    with a_studio(kind) as gateway:
        async with opened(at(kind, tmp_path, gateway)) as person:
            page, task = await described(person, tmp_path)
            first = page.slot.picture
            assert page.take(picture_file(tmp_path, "other.png", "red"))
            await person.until(lambda: page.slot.picture != first, "another picture")
            assert page.section.cards.cards == ()
            assert page.button()[0] == "Describe"
            page.slot.set_picture(first)
            await found(person, page)
            assert page.task is not None
            assert page.task.id == task.id


@pytest.mark.parametrize("kind", KINDS, ids=named)
async def test_pictures_are_left_at_the_gateway_once(tmp_path: Path, kind: Kind) -> None:
    with a_studio(kind) as gateway:
        async with opened(at(kind, tmp_path, gateway)) as person:
            person.window.sheets.open_upload()
            sheet, uploads = person.window.sheets.upload, person.models.uploads
            mime = picture_file(tmp_path)
            sheet.area.dropped.emit(mime)
            await person.until(lambda: uploads.entries() and not uploads.is_busy(), "the end of the upload")
            (entry,) = uploads.entries()
            if not kind.uploads:
                assert entry.state is UploadState.FAILED
                await person.until(lambda: "takes no uploads" in sheet.words.text(), "what was learned")
                return
            assert entry.url.startswith(gateway.url)
            sheet.copy_all.click()
            assert QGuiApplication.clipboard().text() == entry.url
            sheet.use_all.click()
            assert person.window.compose.editor.text() == entry.url
        async with opened(Locations.below(tmp_path)) as person:
            again = await person.parts.uploads.known_url("own", entry.picture.digest)
            assert again == entry.url


async def test_a_picture_of_the_gallery_is_described_and_uploaded_from_its_menu(tmp_path: Path) -> None:
    kind = KINDS[1]
    with a_studio(kind) as gateway:
        async with opened(at(kind, tmp_path, gateway)) as person:
            window, models = person.window, person.models
            person.create("a lighthouse")
            grid = await person.sees(lambda task: task.is_grid, "a grid")
            window.commander.run(grid.id, "upload")
            await person.until(models.uploads.urls, "an address")
            (entry,) = models.uploads.entries()
            assert grid.cover is not None
            assert entry.picture.digest == grid.cover.digest
            assert entry.picture.name.startswith("a-lighthouse")
            assert window.sheets.upload.is_open()
            window.sheets.upload.dismiss()
            window.commander.run(grid.id, "describe")
            page = window.compose.page
            assert isinstance(page, DescribePage)
            await person.until(lambda: page.slot.picture is not None, "the picture in its place")
            press(person)
            task = await found(person, page)
    assert task.inputs[0].digest == grid.cover.digest
