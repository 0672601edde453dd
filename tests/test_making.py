"""Films and edits in the real window: from the sheet to the finished child, in each family that has them.

The gateway is a real studio in a thread of its own, spoken to over real HTTP.
"""

from __future__ import annotations

import asyncio
import io
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.gateway import AuthStyle
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.task import Collection, TaskKind, TaskState
from mjdesk.services.wishes import mask_of
from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.server import StudioThread
from tests.studio.support import FakePainter
from tests.support.desktop import KEY, opened, prepare

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from mjdesk.domain.task import Task
    from mjdesk.widgets.buttons import PushButton
    from tests.support.desktop import Person

pytestmark = [pytest.mark.qt_loop, pytest.mark.usefixtures("qapp")]
LEFT = Qt.MouseButton.LeftButton
WITH_FILMS = (Family.TRUEAI, Family.NEW_API)
"""protocol.md 0.1: the others have neither films nor edits of their own."""
WITHOUT = (Family.PROXY, Family.PROXY_PLUS)


@contextmanager
def studio(family: Family, **changes: Any) -> Generator[StudioThread]:
    facts: dict[str, Any] = {"secret": KEY, "pace": 0.0, "family": family}
    with StudioThread(StudioConfig(**facts | changes), painter=FakePainter()) as thread:
        yield thread


def at(home: Path, gateway: StudioThread, family: Family) -> Any:
    style = AuthStyle.BEARER if family is Family.NEW_API else AuthStyle.SECRET
    return prepare(home, gateway.url, auth=style)


def is_done(task: Task) -> bool:
    return task.state is TaskState.SUCCEEDED and task.collection is Collection.DONE


async def child_of(person: Person, kind: TaskKind, but: Task | None = None) -> Task:
    return await person.sees(
        lambda task: task.kind is kind and is_done(task) and (but is None or task.id != but.id),
        f"a finished {kind}",
    )


async def button(person: Person, verb: ActionVerb, index: int = 0) -> PushButton:
    panel = person.window.inspector.offer
    return await person.until(lambda: panel.button(verb, index), f"the button {verb} {index}")


async def a_single(person: Person) -> Task:
    person.create("a lighthouse --v 7")
    grid = await person.sees(is_done)
    person.focus(grid)
    QTest.mouseClick(await button(person, ActionVerb.UPSCALE, 2), LEFT)
    single = await child_of(person, TaskKind.UPSCALE)
    person.focus(single)
    return single


def sent(gateway: StudioThread, endpoint: str) -> dict[str, Any]:
    """The body of the newest request to an endpoint."""
    bodies = [each.body for each in gateway.log if each.path.endswith(endpoint)]
    return json.loads(bodies[-1])


def a_mask(width: int, height: int) -> bytes:
    """White on the left half."""
    mask = Image.new("L", (width, height))
    mask.paste(255, (0, 0, width // 2, height))
    sink = io.BytesIO()
    mask.save(sink, "PNG")
    return sink.getvalue()


@pytest.mark.parametrize("family", WITH_FILMS)
async def test_a_film_with_all_its_options_and_once_more_after_a_restart(
    tmp_path: Path, family: Family
) -> None:
    with studio(family) as gateway:
        locations = at(tmp_path, gateway, family)
        async with opened(locations) as person:
            single = await a_single(person)
            person.window.view.setFocus()
            QTest.keyClick(person.window.view, Qt.Key.Key_A)
            sheet = person.window.commander.makers.video
            assert sheet.is_open()
            assert sheet.first.picture is not None
            sheet.words.begin_with("waves roll in")
            QTest.mouseClick(sheet.motion.option("high"), LEFT)
            QTest.mouseClick(sheet.batch.option("2"), LEFT)
            QTest.mouseClick(sheet.loop, LEFT)
            assert sheet.facts.text() == "2 films of 5 s"
            QTest.mouseClick(sheet.send_button, LEFT)
            film = await child_of(person, TaskKind.VIDEO)
            body = sent(gateway, "/submit/video")
        async with opened(locations) as person:
            person.models.desk.retry(film.id)
            again = await child_of(person, TaskKind.VIDEO, film)
            repeated = sent(gateway, "/submit/video")
    assert (film.parent, film.prompt) == (single.id, "waves roll in")
    assert [picture.role for picture in film.pictures] == [PictureRole.VIDEO] * 2
    wanted = {"prompt": "waves roll in", "motion": "high", "loop": True, "batchSize": 2}
    assert wanted.items() <= body.items()
    assert body["image"].startswith("data:image/")
    assert {**repeated, "state": ""} == {**body, "state": ""}
    assert (again.parent, again.film) == (film.parent, film.film)


@pytest.mark.parametrize("family", WITH_FILMS)
async def test_a_film_that_ends_with_a_chosen_picture_and_goes_on(tmp_path: Path, family: Family) -> None:
    with studio(family) as gateway:
        async with opened(at(tmp_path, gateway, family)) as person:
            single = await a_single(person)
            person.window.commander.run(single.id, "animate")
            sheet = person.window.commander.makers.video
            sheet.last.set_picture(single.cover)
            QTest.mouseClick(sheet.send_button, LEFT)
            film = await child_of(person, TaskKind.VIDEO)
            assert sent(gateway, "/submit/video")["endImage"].startswith("data:image/")
            person.focus(film)
            person.window.commander.run(film.id, "animate")
            assert not sheet.film.isHidden()
            QTest.mouseClick(sheet.variant.option("2"), LEFT)
            sheet.words.begin_with("the light goes out")
            QTest.mouseClick(sheet.send_button, LEFT)
            more = await child_of(person, TaskKind.VIDEO, film)
            body = sent(gateway, "/submit/video")
    assert (more.parent, more.prompt) == (film.id, "the light goes out")
    wanted = {"action": "extend", "taskId": film.remote_id, "index": 2, "batchSize": 1}
    assert wanted.items() <= body.items()
    assert "image" not in body


@pytest.mark.parametrize("family", [Family.PROXY_PLUS, *WITH_FILMS])
async def test_the_button_makes_a_film_as_well(tmp_path: Path, family: Family) -> None:
    with studio(family) as gateway:
        async with opened(at(tmp_path, gateway, family)) as person:
            single = await a_single(person)
            QTest.mouseClick(await button(person, ActionVerb.ANIMATE_HIGH), LEFT)
            film = await child_of(person, TaskKind.VIDEO)
            assert person.toasts() == []
    assert film.parent == single.id


async def test_a_relay_that_knows_neither_button_nor_films_says_so_once(tmp_path: Path) -> None:
    """An unpatched relay refuses the verb; then the endpoint for films is asked (protocol.md 5.4)."""
    with studio(Family.NEW_API, stock=True) as gateway:
        async with opened(at(tmp_path, gateway, Family.NEW_API)) as person:
            single = await a_single(person)
            QTest.mouseClick(await button(person, ActionVerb.ANIMATE_LOW), LEFT)
            await person.reads("This gateway does not offer this")
            profile = person.models.preferences.active
            assert profile.capabilities.lacks("/mj/submit/video")
            person.window.commander.run(single.id, "animate")
            sheet = person.window.commander.makers.video
            assert "does not offer films" in sheet.notice.text()
            assert not sheet.send_button.isEnabled()


@pytest.mark.parametrize("family", WITH_FILMS)
async def test_an_edit_of_a_painted_area(tmp_path: Path, family: Family) -> None:
    with studio(family) as gateway:
        locations = at(tmp_path, gateway, family)
        async with opened(locations) as person:
            single = await a_single(person)
            person.window.view.setFocus()
            QTest.keyClick(person.window.view, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
            sheet = person.window.commander.makers.edit
            assert sheet.is_open()
            await asyncio.sleep(0)  # a person takes longer between two clicks than the screen needs to draw
            QTest.mouseClick(sheet.area_button, LEFT)
            editor = person.window.commander.region.editor
            await person.until(lambda: editor.is_open() and editor.session.has_begun, "the editor")
            middle = editor.canvas.rect().center()
            QTest.mousePress(editor.canvas, LEFT, Qt.KeyboardModifier.NoModifier, middle)
            QTest.mouseMove(editor.canvas, middle + QPoint(20, 0))
            QTest.mouseRelease(editor.canvas, LEFT, Qt.KeyboardModifier.NoModifier, middle + QPoint(20, 0))
            await person.until(editor.panel.generate.isEnabled, "something painted")
            editor.panel.words.begin_with("a red boat")
            editor.generate()
            await person.until(lambda: sheet.area.text().startswith("Only the painted area"), "the area")
            assert not editor.is_open()
            assert sheet.words.text() == "a red boat"
            QTest.mouseClick(sheet.send_button, LEFT)
            edited = await child_of(person, TaskKind.EDIT)
            body = sent(gateway, "/submit/edits")
        async with opened(locations) as person:
            person.models.desk.retry(edited.id)
            await child_of(person, TaskKind.EDIT, edited)
            repeated = sent(gateway, "/submit/edits")
    assert (edited.parent, edited.prompt) == (single.id, "a red boat")
    mask = mask_of(edited)
    assert mask is not None
    assert single.cover is not None
    assert (mask.width, mask.height) == (single.cover.width, single.cover.height)
    assert body["maskBase64"].startswith("data:image/png;base64,")
    assert {**repeated, "state": ""} == {**body, "state": ""}


async def test_retexture(tmp_path: Path) -> None:
    with studio(Family.TRUEAI) as gateway:
        async with opened(at(tmp_path, gateway, Family.TRUEAI)) as person:
            single = await a_single(person)
            person.window.commander.run(single.id, "retexture")
            sheet = person.window.commander.makers.edit
            assert not sheet.area_button.isVisible()
            sheet.words.begin_with("made of paper")
            QTest.mouseClick(sheet.send_button, LEFT)
            child = await child_of(person, TaskKind.RETEXTURE)
            body = sent(gateway, "/submit/retexture")
    assert (child.parent, child.prompt) == (single.id, "made of paper")
    assert "maskBase64" not in body


@pytest.mark.parametrize("family", WITHOUT)
@pytest.mark.parametrize(("command", "words"), [("edit", "edits of pictures"), ("animate", "films")])
async def test_what_a_gateway_lacks_is_said_once_and_then_known(
    tmp_path: Path, family: Family, command: str, words: str
) -> None:
    with studio(family) as gateway:
        async with opened(at(tmp_path, gateway, family)) as person:
            single = await a_single(person)
            person.window.commander.run(single.id, command)
            makers = person.window.commander.makers
            sheet = makers.edit if command == "edit" else makers.video
            QTest.mouseClick(sheet.send_button, LEFT)
            await person.reads("This gateway does not offer this")
            refused = await person.sees(lambda task: task.state is TaskState.REFUSED)
            assert refused.parent == single.id
            person.focus(single)
            person.window.commander.run(single.id, command)
            assert f"does not offer {words}" in sheet.notice.text()
            assert not sheet.send_button.isEnabled()
