"""Blend and swap face in the real window: from the place of a picture to the finished child in the gallery.

The gateway is a real studio in a thread of its own, spoken to over real HTTP in each of its families.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest

from mjdesk.domain.gateway import AuthStyle
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.request import BlendShape
from mjdesk.domain.task import Collection, TaskKind, TaskState
from mjdesk.storage.locations import Locations
from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.server import StudioThread
from mjdesk.views.compose.blend_page import BlendPage
from mjdesk.views.compose.swap_face_page import SwapFacePage
from mjdesk.views.drop_places import FACE, ONTO, ComposeMode
from mjdesk.widgets.elided_label import ElidedLabel
from tests.studio.support import FakePainter
from tests.support.desktop import KEY, opened, prepare

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.domain.task import Task
    from mjdesk.views.compose.page import ComposePage
    from tests.support.desktop import Person

pytestmark = [pytest.mark.qt_loop, pytest.mark.usefixtures("qapp")]
_Page = TypeVar("_Page", bound="ComposePage")


def a_file(folder: Path, name: str, colour: str, size: tuple[int, int] = (96, 64)) -> Path:
    sink = io.BytesIO()
    Image.new("RGB", size, colour).save(sink, "PNG")
    path = folder / name
    path.write_bytes(sink.getvalue())
    return path


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def a_studio(family: Family) -> StudioThread:
    return StudioThread(StudioConfig(secret=KEY, pace=0.0, family=family), painter=FakePainter())


def at(family: Family, tmp_path: Path, url: str) -> Locations:
    """Settings of somebody whose gateway is of this family, with the key where that looks for it."""
    auth = AuthStyle.SECRET if family is Family.TRUEAI else AuthStyle.BEARER
    return prepare(tmp_path, url, auth=auth)


def sentences(person: Person) -> list[str]:
    """What stands in the compose panel."""
    return [label.text() for label in person.window.compose.findChildren(ElidedLabel) if label.isVisible()]


def shown(person: Person, mode: ComposeMode, kind: type[_Page]) -> _Page:
    """The page, chosen by its segment."""
    compose = person.window.compose
    QTest.mouseClick(compose.modes.option(mode), Qt.MouseButton.LeftButton)
    assert isinstance(compose.page, kind)
    return compose.page


def press(person: Person) -> None:
    QTest.mouseClick(person.window.compose.foot.create_button, Qt.MouseButton.LeftButton)


async def finished(person: Person, kind: TaskKind) -> Task:
    return await person.sees(
        lambda task: (
            task.kind is kind and task.state is TaskState.SUCCEEDED and task.collection is Collection.DONE
        ),
        f"a finished {kind}",
    )


@pytest.mark.parametrize("family", list(Family))
async def test_a_blend_comes_home(tmp_path: Path, family: Family) -> None:
    red, blue = a_file(tmp_path, "red.png", "red"), a_file(tmp_path, "blue.png", "blue")
    with a_studio(family) as gateway:
        async with opened(at(family, tmp_path, gateway.url)) as person:
            page = shown(person, ComposeMode.BLEND, BlendPage)
            assert page.take(files(red, blue))
            await person.until(lambda: page.slots.rowCount() == 2, "both places filled")
            page.shape.option(BlendShape.LANDSCAPE).click()
            press(person)
            task = await finished(person, TaskKind.BLEND)
    assert [picture.role for picture in task.inputs] == [PictureRole.INPUT] * 2
    assert [picture.name for picture in task.inputs] == ["red.png", "blue.png"]
    assert task.cover is not None
    assert task.cover.width / task.cover.height == pytest.approx(3 / 2, rel=0.05)
    assert task.is_grid


@pytest.mark.parametrize("family", [family for family in Family if family is not Family.PROXY])
async def test_a_face_is_swapped(tmp_path: Path, family: Family) -> None:
    face, scene = a_file(tmp_path, "face.png", "red"), a_file(tmp_path, "scene.png", "blue", (60, 90))
    with a_studio(family) as gateway:
        async with opened(at(family, tmp_path, gateway.url)) as person:
            page = shown(person, ComposeMode.SWAP_FACE, SwapFacePage)
            # The lower place first: the direction is that of the places, not of the hand.
            assert page.take(files(scene), ONTO.key)
            await person.until(lambda: page.target.picture is not None, "the scene")
            assert page.take(files(face), FACE.key)
            await person.until(lambda: page.source.picture is not None, "the face")
            press(person)
            task = await finished(person, TaskKind.SWAP_FACE)
    assert [picture.name for picture in task.inputs] == ["face.png", "scene.png"]
    assert task.cover is not None
    assert (task.cover.width, task.cover.height) == (60, 90), "the picture that got the face"


async def test_a_gateway_that_swaps_no_faces_is_known_from_then_on(tmp_path: Path) -> None:
    """The original proxy has no such endpoint (protocol.md 2.14)."""
    face, scene = a_file(tmp_path, "face.png", "red"), a_file(tmp_path, "scene.png", "blue")
    known = "My gateway does not swap faces, as far as is known."
    with a_studio(Family.PROXY) as gateway:
        async with opened(prepare(tmp_path, gateway.url)) as person:
            page = shown(person, ComposeMode.SWAP_FACE, SwapFacePage)
            assert known not in sentences(person)
            page.take(files(face), FACE.key)
            page.take(files(scene), ONTO.key)
            await person.until(lambda: not page.obstacle(), "both pictures")
            press(person)
            await person.reads("This gateway does not offer this.")
            await person.until(lambda: known in sentences(person), "what was learned")
            shown(person, ComposeMode.BLEND, BlendPage)
            assert known not in sentences(person)


async def test_keys_lead_to_the_pages(tmp_path: Path) -> None:
    with a_studio(Family.PROXY) as gateway:
        async with opened(prepare(tmp_path, gateway.url)) as person:
            window = person.window
            for number, mode in enumerate(ComposeMode, 1):
                QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
                assert window.compose.mode is mode
                assert window.compose.isAncestorOf(window.focusWidget())
            QTest.keyClick(window, Qt.Key.Key_Slash)
            assert window.compose.mode is ComposeMode.IMAGINE


async def test_the_page_survives_a_restart(tmp_path: Path) -> None:
    with a_studio(Family.PROXY) as gateway:
        async with opened(prepare(tmp_path, gateway.url)) as person:
            shown(person, ComposeMode.SWAP_FACE, SwapFacePage)
            person.window.remember()
        async with opened(Locations.below(tmp_path)) as person:
            assert isinstance(person.window.compose.page, SwapFacePage)
            assert person.window.compose.modes.value() == ComposeMode.SWAP_FACE
