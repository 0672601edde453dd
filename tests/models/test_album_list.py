"""Collections as screens see them: told after they changed, with who came in and what was put away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from mjdesk.domain.album import Album
from mjdesk.domain.task import TaskChange
from mjdesk.models.album_list import AlbumList
from tests.support.albums_of_test import AlbumsOfTest
from tests.support.builders import a_task

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.support.behind_models import ScopeNow, StoreOfTest


@pytest.fixture
def behind() -> AlbumsOfTest:
    return AlbumsOfTest()


@pytest.fixture
def albums(behind: AlbumsOfTest, store: StoreOfTest, scope: ScopeNow, qapp: object) -> AlbumList:
    return AlbumList(cast("Any", behind), cast("Any", store), cast("Any", scope))


def test_they_are_counted_anew_after_a_birth_and_a_death(
    albums: AlbumList, store: StoreOfTest, qtbot: QtBot
) -> None:
    counted: list[None] = []
    albums.changed.connect(lambda: counted.append(None))
    task = a_task(albums=(1,))
    store.changed.emit(TaskChange(task, a_task(albums=(1,), rating=3)))
    store.changed.emit(TaskChange(None, a_task()))
    qtbot.wait(1)
    assert counted == []
    store.changed.emit(TaskChange(None, task))
    store.changed.emit(TaskChange(task, a_task(albums=(1,), trashed_at=1.0)))
    qtbot.waitUntil(lambda: counted == [None])


def test_many_changes_are_told_once(albums: AlbumList, qtbot: QtBot) -> None:
    told: list[None] = []
    albums.changed.connect(lambda: told.append(None))
    albums.load()
    albums.load()
    assert told == []
    qtbot.waitUntil(lambda: told == [None])


def test_what_came_in_is_told_with_its_collection(albums: AlbumList, behind: AlbumsOfTest) -> None:
    filled: list[tuple[Album, int]] = []

    def on_filled(album: Album, count: int) -> None:
        filled.append((album, count))

    albums.filled.connect(on_filled)
    albums.add(2, ["x", "y"])
    albums.add(9, ["x"])  # gone meanwhile
    made: list[Album] = []
    albums.create("C", ["x"], made.append)
    albums.create("D")
    assert filled == [(behind.all[1], 2), (Album(id=3, name="C", created=0.0), 1)]
    assert [album.name for album in made] == ["C"]
    assert behind.asked == [("add", 2, ("x", "y")), ("create", "C", ("x",)), ("create", "D", ())]


def test_what_was_put_away_is_told(albums: AlbumList, behind: AlbumsOfTest) -> None:
    gone: list[Album] = []
    albums.deleted.connect(gone.append)
    albums.delete(1)
    albums.delete(9)
    assert gone == [behind.all[0]]


def test_a_task_tells_where_it_is(albums: AlbumList) -> None:
    assert albums.of(a_task(albums=(2, 7))) == (albums.all[1],)
    assert albums.of(a_task()) == ()


def test_after_the_end_nothing_is_told(albums: AlbumList, behind: AlbumsOfTest, qtbot: QtBot) -> None:
    told: list[None] = []
    albums.changed.connect(lambda: told.append(None))
    albums.load()
    albums.close()
    behind.changed.emit(())
    qtbot.wait(5)
    assert told == []
