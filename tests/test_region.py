"""A part of a picture painted anew: from the gallery, with the mouse, to the finished child, in each family.

The window is real, and so is the gateway: a studio in a thread of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from typing_extensions import override

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.gateway import AuthStyle
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.request import ActionRequest
from mjdesk.domain.task import Collection, TaskKind, TaskState
from mjdesk.services.promises import asking
from mjdesk.services.wishes import drafted, mask_of
from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.server import StudioThread
from tests.studio.support import FakePainter
from tests.support.desktop import KEY, OWN, opened, prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task
    from mjdesk.views.mask.mask_editor import MaskEditor
    from tests.support.desktop import Person
    from tests.support.display import Display

pytestmark = [pytest.mark.qt_loop, pytest.mark.usefixtures("qapp")]
LEFT = Qt.MouseButton.LeftButton
ROOT = Path(__file__).resolve().parent.parent
WITH_BUTTONS = (Family.PROXY_PLUS, Family.TRUEAI, Family.NEW_API)
"""The fourth family, the first proxy, sends no buttons and has no such window (protocol.md 5.3)."""
WORDS = "a red cabin with a lit window"
SIZE = (300, 270)
"""Of one picture: more than one tile of the mask each way, and no multiple of one."""


class RoomyPainter(FakePainter):
    """Paints pictures that are large enough to paint on."""

    @override
    def tile_size(self, prompt: str) -> tuple[int, int]:
        return SIZE


@contextmanager
def studio(**changes: Any) -> Generator[StudioThread]:
    facts: dict[str, Any] = {"secret": KEY, "pace": 0.0}
    with StudioThread(StudioConfig(**facts | changes), painter=RoomyPainter()) as thread:
        yield thread


def at(home: Path, gateway: StudioThread, family: Family) -> Any:
    style = AuthStyle.BEARER if family is Family.NEW_API else AuthStyle.SECRET
    return prepare(home, gateway.url, auth=style)


def forget(path: str) -> None:
    Path(path).unlink()


def is_done(task: Task) -> bool:
    return task.state is TaskState.SUCCEEDED and task.collection is Collection.DONE


def is_region(task: Task) -> bool:
    return task.kind is TaskKind.INPAINT and is_done(task)


def pixels(person: Person, picture: Picture | None) -> np.ndarray[Any, np.dtype[np.uint8]]:
    assert picture is not None
    path = person.models.desk.picture_path(picture.digest)
    assert path is not None
    with Image.open(path) as image:
        return np.array(image.convert("RGB"))


async def a_single(person: Person) -> Task:
    """A grid, and its second picture taken out of it by the button in the inspector."""
    person.create("a lighthouse in a storm")
    grid = await person.sees(is_done)
    person.focus(grid)
    await press(person, ActionVerb.UPSCALE, 2)
    single = await person.sees(lambda task: task.kind is TaskKind.UPSCALE and is_done(task))
    person.focus(single)
    return single


async def press(person: Person, verb: ActionVerb, index: int = 0) -> None:
    panel = person.window.inspector.offer
    button = await person.until(lambda: panel.button(verb, index), f"the button {verb}")
    QTest.mouseClick(button, LEFT)


async def ready(person: Person) -> MaskEditor:
    editor = person.window.commander.region.editor
    await person.until(lambda: editor.is_open() and editor.session.has_begun, "the editor")
    return editor


def stroke(canvas: QWidget, *places: QPoint) -> None:
    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.NoModifier, places[0])
    for place in places[1:]:
        QTest.mouseMove(canvas, place)
    QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.NoModifier, places[-1])


async def paint(person: Person, editor: MaskEditor, size: float = 80) -> None:
    """A stroke across the middle."""
    editor.bar.set_brush(size)
    spots = (QPointF(SIZE[0] * share, SIZE[1] * 0.5) for share in (0.3, 0.45, 0.7))
    stroke(editor.canvas, *(editor.canvas.place_of(spot).toPoint() for spot in spots))
    await person.until(lambda: editor.panel.generate.isEnabled(), "something to generate")


def say(editor: MaskEditor, words: str = WORDS) -> None:
    editor.panel.words.begin_with(words)
    field = editor.panel.words.focusProxy()
    assert field is not None
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def check_child(person: Person, child: Task, single: Task) -> None:
    """Where the mask is black nothing has changed in any of the four; where it is white all has."""
    assert child.prompt == WORDS
    assert child.parent == single.id
    mask = mask_of(child)
    assert mask is not None
    assert (mask.width, mask.height) == SIZE
    path = person.models.desk.picture_path(mask.digest)
    assert path is not None
    with Image.open(path) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "L", SIZE)
        levels = np.array(image)
    assert set(np.unique(levels)) == {0, 255}
    white = levels == 255
    assert 0.1 < white.mean() < 0.9
    before = pixels(person, single.cover)
    tiles = [picture for picture in child.pictures if picture.role is PictureRole.TILE]
    if not tiles:  # too small to be cut by the program: the sheet holds them
        sheet = pixels(person, child.cover)
        width, height = SIZE
        results = [sheet[y : y + height, x : x + width] for y in (0, height) for x in (0, width)]
    else:
        results = [pixels(person, tile) for tile in tiles]
    assert len(results) == 4
    for after in results:
        changed = (after != before).any(axis=2)
        assert not changed[~white].any()
        assert changed[white].all()


@pytest.mark.parametrize("family", WITH_BUTTONS)
async def test_from_the_gallery_to_a_child_that_differs_only_where_it_was_painted(
    tmp_path: Path, family: Family
) -> None:
    with studio(family=family) as gateway:
        async with opened(at(tmp_path, gateway, family)) as person:
            single = await a_single(person)
            await press(person, ActionVerb.VARY_REGION)
            editor = await ready(person)
            await paint(person, editor)
            say(editor)
            child = await person.sees(is_region)
            assert not editor.is_open()
            assert person.toasts() == []
            check_child(person, child, single)


async def test_a_network_that_comes_back_meanwhile_disturbs_no_painting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came_back: list[Callable[[], object]] = []

    class Network:
        def __init__(self, _session: object, returned: Callable[[], object]) -> None:
            came_back.append(returned)

        def close(self) -> None: ...

    monkeypatch.setattr("mjdesk.models.reachability.Reachability", Network)
    with studio() as gateway:
        async with opened(at(tmp_path, gateway, Family.PROXY_PLUS)) as person:
            person.models.watch_network()
            await a_single(person)
            await press(person, ActionVerb.VARY_REGION)
            editor = await ready(person)
            came_back[0]()
            QTest.keyClick(editor, Qt.Key.Key_Escape)
            await press(person, ActionVerb.VARY_REGION)
            await paint(person, await ready(person))


async def test_a_family_without_buttons_says_so(tmp_path: Path) -> None:
    with studio(family=Family.PROXY) as gateway:
        async with opened(at(tmp_path, gateway, Family.PROXY)) as person:
            await a_single(person)
            person.window.view.setFocus()
            QTest.keyClick(person.window.view, Qt.Key.Key_M)
            await person.reads("No area can be repainted here")


@pytest.mark.parametrize("family", WITH_BUTTONS)
async def test_a_gateway_that_asks_is_answered_after_a_restart_too(tmp_path: Path, family: Family) -> None:
    with studio(family=family) as gateway:
        locations = at(tmp_path, gateway, family)
        async with opened(locations) as person:
            single = await a_single(person)
            question = await asked(person, single)
        async with opened(locations) as person:
            await person.sees(lambda task: task.state is TaskState.NEEDS_ANSWER)
            person.window.commander.run(question.id, "answer")
            task = await person.sees(lambda task: task.id == question.id)
            person.focus(task)
            person.window.commander.run(question.id, "answer")
            editor = await ready(person)
            assert editor.subject is not None
            assert editor.subject.picture == single.cover
            assert not editor.panel.ways
            await paint(person, editor)
            say(editor)
            child = await person.sees(is_region)
            assert child.id == question.id
            check_child(person, child, single)


async def asked(person: Person, single: Task) -> Task:
    """A question of the gateway that nobody has answered: sent without an area."""
    action = next(action for action in single.actions if action.needs_mask)
    request = ActionRequest(parent=single.id, parent_remote_id=single.remote_id, action=action)
    task = drafted(request, task_id="f" * 32, account=OWN, now=time.time(), parent=single)
    gateway = await person.parts.session.gateway_for(OWN)
    receipt = await gateway.submit(request, images=[], state=task.id)
    return await person.parts.store.add(asking(task, receipt, time.time()))


async def test_what_was_painted_survives_escape_and_a_restart(tmp_path: Path) -> None:
    with studio(family=Family.TRUEAI) as gateway:
        locations = at(tmp_path, gateway, Family.TRUEAI)
        async with opened(locations) as person:
            single = await a_single(person)
            person.window.view.setFocus()
            QTest.keyClick(person.window.view, Qt.Key.Key_M)
            editor = await ready(person)
            await paint(person, editor)
            editor.bar.feather.set_value(7)
            editor.session.set_feather(7)
            editor.panel.words.show_text("half a thought")
            painted = editor.session.current()
            QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)
            assert not editor.is_open()
            person.window.commander.run(single.id, "region")
            editor = await ready(person)
            assert editor.session.current() == painted
            QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)
        async with opened(locations) as person:
            task = await person.sees(lambda task: task.id == single.id)
            person.focus(task)
            person.window.commander.run(task.id, "region")
            editor = await ready(person)
            assert editor.session.current() == painted
            assert editor.bar.feather.value() == 7
            assert editor.panel.words.text() == "half a thought"


async def test_the_same_area_again_and_the_last_mask(tmp_path: Path) -> None:
    with studio(family=Family.TRUEAI) as gateway:
        locations = at(tmp_path, gateway, Family.TRUEAI)
        async with opened(locations) as person:
            single = await a_single(person)
            await press(person, ActionVerb.VARY_REGION)
            editor = await ready(person)
            assert editor.panel.last.isHidden()
            await paint(person, editor)
            painted = editor.session.current()
            say(editor)
            child = await person.sees(is_region)
            # The sheet of the picture is empty again, and the last area is offered.
            person.focus(single)
            person.window.commander.run(single.id, "region")
            editor = await ready(person)
            await person.until(lambda: not editor.panel.last.isHidden(), "the offer")
            assert editor.session.current().is_empty
            QTest.mouseClick(editor.panel.last, LEFT)
            await person.until(lambda: editor.session.current() == painted, "the last area")
            QTest.keyClick(editor.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert editor.session.current().is_empty
            QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)
        async with opened(locations) as person:
            child = await person.sees(lambda task: task.id == child.id)
            person.focus(child)
            person.window.commander.run(child.id, "region-again")
            editor = await ready(person)
            assert editor.session.current() == painted
            await person.until(lambda: editor.panel.generate.isEnabled(), "something to generate")
            say(editor)
            twin = await person.sees(lambda task: is_region(task) and task.id != child.id)
            first, second = mask_of(child), mask_of(twin)
            assert first is not None
            assert second is not None
            assert first.digest == second.digest
            # And without the editor: the wish made again from its record alone.
            person.models.desk.retry(child.id)
            third = await person.sees(lambda task: is_region(task) and task.id not in {child.id, twin.id})
            check_child(person, third, single)


async def test_one_of_the_other_ways_goes_on_and_keeps_the_area(tmp_path: Path) -> None:
    with studio(family=Family.TRUEAI) as gateway:
        async with opened(at(tmp_path, gateway, Family.TRUEAI)) as person:
            await a_single(person)
            await press(person, ActionVerb.VARY_REGION)
            editor = await ready(person)
            await paint(person, editor)
            button = next(
                button for button, action in editor.panel.ways if action.verb is ActionVerb.ZOOM_OUT_2X
            )
            QTest.mouseClick(button, LEFT)
            assert not editor.is_open()
            await person.sees(lambda task: task.kind is TaskKind.ZOOM and is_done(task))
            await press(person, ActionVerb.VARY_REGION)
            editor = await ready(person)
            assert not editor.session.current().is_empty


async def test_a_picture_that_is_gone_is_told_and_nothing_is_sent(tmp_path: Path) -> None:
    with studio(family=Family.TRUEAI) as gateway:
        async with opened(at(tmp_path, gateway, Family.TRUEAI)) as person:
            single = await a_single(person)
            assert single.cover is not None
            path = person.models.desk.picture_path(single.cover.digest)
            assert path is not None
            forget(path)
            count = len(gateway.submissions)
            await press(person, ActionVerb.VARY_REGION)
            editor = person.window.commander.region.editor
            await person.until(lambda: "not on this computer" in editor.panel.share.text(), "the reason")
            QTest.keyClick(editor.canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            assert editor.is_open()
            QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)
            assert len(gateway.submissions) == count


async def test_a_picture_that_is_deleted_meanwhile(tmp_path: Path) -> None:
    with studio(family=Family.TRUEAI) as gateway:
        async with opened(at(tmp_path, gateway, Family.TRUEAI)) as person:
            single = await a_single(person)
            await press(person, ActionVerb.VARY_REGION)
            editor = await ready(person)
            await paint(person, editor)
            person.models.desk.trash((single.id,))
            await person.until(lambda: "trash" in editor.panel.share.text(), "the reason")
            assert not editor.panel.generate.isEnabled()
            person.models.desk.restore((single.id,))
            await person.until(lambda: editor.panel.generate.isEnabled(), "the way on")


@pytest.mark.display
def test_one_stroke_on_a_real_display(tmp_path: Path, xvfb_display: Display) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.painted_region", str(tmp_path / "home")],
        cwd=ROOT,
        env=xvfb_display.environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    seen = json.loads(done.stdout)
    assert seen["levels"] == {"start": 255, "middle": 255, "end": 255, "edge": 255, "above": 0, "beyond": 0}
    # A band of 240 by 60 pixels with round ends, on 640 x 640.
    assert seen["share"] == pytest.approx((240 * 60 + 3.1416 * 30**2) / 640**2, rel=0.02)
    assert (seen["erased"], seen["undone"]) == (0, 255)
    assert seen["zoomed"]
    assert seen["closed"]
