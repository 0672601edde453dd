"""Collections as screens see them: told after they changed, with who came in and what was put away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from mjdesk.domain.album import Album
from mjdesk.models.album_list import AlbumList
from mjdesk.services.signal import Signal
from tests.support.builders import a_task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from tests.support.behind_models import ScopeNow


class AlbumsOfTest:
    """Two collections, and a record of what was asked."""

    def __init__(self) -> None:
        self.changed: Signal[tuple[Album, ...]] = Signal()
        self.all = tuple(Album(id=number, name=name, created=0.0) for number, name in ((1, "A"), (2, "B")))
        self.target: Album | None = None
        self.asked: list[tuple[object, ...]] = []

    def get(self, album: int) -> Album | None:
        return next((each for each in self.all if each.id == album), None)

    async def load(self) -> tuple[Album, ...]:
        self.changed.emit(self.all)
        return self.all

    async def create(self, name: str, task_ids: Sequence[str] = ()) -> Album:
        self.asked.append(("create", name, tuple(task_ids)))
        return Album(id=3, name=name, created=0.0)

    async def add(self, album: int, task_ids: Sequence[str]) -> int:
        self.asked.append(("add", album, tuple(task_ids)))
        return len(task_ids)

    async def delete(self, album: int) -> None:
        self.asked.append(("delete", album))
        self.changed.emit(self.all)


@pytest.fixture
def behind() -> AlbumsOfTest:
    return AlbumsOfTest()


@pytest.fixture
def albums(behind: AlbumsOfTest, scope: ScopeNow, qapp: object) -> AlbumList:
    return AlbumList(cast("Any", behind), cast("Any", scope))


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
