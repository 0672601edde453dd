"""Every place can be moved below one folder, and nothing is made by asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.storage.locations import HOME_VARIABLE, Locations

if TYPE_CHECKING:
    from pathlib import Path


def _places(locations: Locations) -> list[Path]:
    return [
        locations.library,
        locations.backups,
        locations.originals,
        locations.thumbnails,
        locations.trash,
        locations.settings,
        locations.keys,
        locations.drafts,
        locations.log,
        locations.cache,
    ]


def test_everything_goes_below_one_folder(tmp_path: Path) -> None:
    places = _places(Locations.below(tmp_path))
    assert all(tmp_path in place.parents for place in places)
    assert len(set(places)) == len(places)
    assert list(tmp_path.iterdir()) == []


def test_the_environment_names_that_folder(tmp_path: Path) -> None:
    assert Locations.of_this_system({HOME_VARIABLE: f" {tmp_path} "}) == Locations.below(tmp_path)


def test_without_it_the_system_says_where(own_home: Path) -> None:
    places = _places(Locations.of_this_system({}))
    assert all(place.is_absolute() for place in places)
    assert all("mjdesk" in str(place).lower().replace(" ", "") for place in places)
    assert own_home in Locations.of_this_system({}).data.parents


def test_the_library_alone_can_lie_elsewhere(tmp_path: Path) -> None:
    locations = Locations.below(tmp_path / "a")
    moved = locations.with_library_in(str(tmp_path / "b"))
    assert moved.library.parent == tmp_path / "b"
    assert moved.settings == locations.settings
    assert locations.with_library_in("  ") == locations
