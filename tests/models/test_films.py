"""Tiles learn of films when they ask, and are told when more is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from mjdesk.domain.film import FilmFacts
from mjdesk.models.films import Films
from tests.support.behind_models import ScopeNow, encoded, quartered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

FACTS = FilmFacts(64, 36, 0.4, (100,) * 4)


class FilmsOnDisk:
    """What the model sees of the library."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def film(self, digest: str) -> FilmFacts | None:
        self.asked.append(digest)
        return {"mp4": FilmFacts(64, 36, 5.0), "gone": None}.get(digest, FACTS)

    async def film_strip(self, digest: str) -> bytes | None:
        self.asked.append(f"strip {digest}")
        return encoded(quartered(256, 36))


@pytest.fixture
def disk() -> FilmsOnDisk:
    return FilmsOnDisk()


@pytest.fixture
def films(disk: FilmsOnDisk, qtbot: QtBot) -> Iterator[Films]:
    films = Films(cast("Any", disk), cast("Any", ScopeNow()))
    yield films
    films.close()


def test_facts_are_asked_for_once(films: Films, disk: FilmsOnDisk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(films.ready):
        assert films.facts("a") is None
    assert films.facts("a") == films.facts("a") == FACTS
    assert films.facts("gone") is films.facts("gone") is None
    assert disk.asked == ["a", "gone"]


def test_the_strip_shows_the_frame_of_the_moment(films: Films, disk: FilmsOnDisk, qtbot: QtBot) -> None:
    assert films.strip_frame("a", 0.5) is None
    with qtbot.waitSignal(films.ready, timeout=3000):
        films.strip_frame("a", 0.5)
    lefts = [found[1].left() for share in (0.0, 0.3, 0.6, 0.99) if (found := films.strip_frame("a", share))]
    assert lefts == [0, 64, 128, 192]
    assert disk.asked == ["a", "strip a"]


def test_what_only_a_player_can_read_has_no_strip(films: Films, disk: FilmsOnDisk) -> None:
    films.facts("mp4")
    assert films.strip_frame("mp4", 0.5) is None
    assert disk.asked == ["mp4"]
