"""From a still to films that play: the real window on a real studio, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.film import clips_of
from mjdesk.domain.gateway import AuthStyle
from mjdesk.domain.task import Collection, TaskKind
from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.server import StudioThread
from mjdesk.views.hand_over import HandOver
from tests.studio.support import FakePainter
from tests.support.desktop import KEY, opened, prepare
from tests.support.hands import move

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.domain.task import Task
    from tests.support.desktop import Person

pytestmark = [pytest.mark.qt_loop, pytest.mark.usefixtures("qapp")]


async def arrived(person: Person, kind: TaskKind) -> Task:
    return await person.sees(
        lambda task: task.kind is kind and task.collection is Collection.DONE, f"a finished {kind.value}"
    )


def press(person: Person, task: Task, verb: ActionVerb, index: int = 0) -> None:
    action = next(each for each in task.actions if each.verb is verb and (not index or each.index == index))
    person.window.commander.act(task.id, action)


@pytest.mark.parametrize("family", [Family.TRUEAI, Family.NEW_API])
async def test_animate_from_button_to_moving_picture(tmp_path: Path, family: Family) -> None:
    studio = StudioThread(StudioConfig(secret=KEY, pace=0.0, family=family), painter=FakePainter())
    auth = AuthStyle.SECRET if family is Family.TRUEAI else AuthStyle.BEARER
    with studio as thread:
        async with opened(prepare(tmp_path / "home", thread.url, auth=auth)) as person:
            window = person.window
            person.create("a lake in the mist")
            press(person, await arrived(person, TaskKind.IMAGINE), ActionVerb.UPSCALE, 2)
            press(person, await arrived(person, TaskKind.UPSCALE), ActionVerb.ANIMATE_HIGH)
            film = await arrived(person, TaskKind.VIDEO)
            clips = clips_of(film)
            assert [clip.index for clip in clips] == [1, 2, 3, 4]
            await poster_and_strip(person, film)
            person.focus(film)
            window.commander.run(film.id, "view")
            player = await person.until(lambda: window.viewer.films.player, "the player")
            await person.until(lambda: player.playback is not None, "the film")
            player.toggle() if player.playback and not player.playback.is_playing else None
            for frame in (1, 2, 0):
                await person.until(lambda frame=frame: now(person) == frame, f"frame {frame}")
            assert window.viewer.is_sharp()
            QTest.mouseClick(player.clips, Qt.MouseButton.LeftButton, pos=player.clips.place(3).center())
            assert player.clip == clips[3]
            copied = HandOver(person.models.desk, window).mime_of([film], 4, is_tile_alone=True)
            assert copied is not None
            (url,) = copied.urls()
            assert url.toLocalFile().endswith(".webp")
            QTest.keyClick(window.viewer, Qt.Key.Key_Escape)
            assert window.viewer.films.player is None


def now(person: Person) -> int:
    player = person.window.viewer.films.player
    return player.playback.frame if player is not None and player.playback is not None else -1


async def poster_and_strip(person: Person, film: Task) -> None:
    """The tile has a picture, tells how long the film is, and leafs through it under the pointer."""
    view, models = person.window.view, person.models
    person.focus(film)
    clip = clips_of(film)[0]
    await person.until(lambda: models.thumbnails.stand_in(clip.digest) is not None, "the poster")
    await person.until(lambda: models.films.facts(clip.digest), "how long it is")
    rect = view.tile_rect(models.rows.row_of(film))
    move(view.viewport(), rect.center())
    move(view.viewport(), rect.center() + QPoint(rect.width() // 4, 0))
    await person.until(lambda: models.films.strip_frame(clip.digest, 0.75), "the strip")
