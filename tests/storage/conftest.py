from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mjdesk.storage.library import Library
from mjdesk.storage.locations import Locations
from mjdesk.storage.pictures import Pictures
from tests.storage.support import NOW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
def locations(tmp_path: Path) -> Locations:
    return Locations.below(tmp_path / "home")


@pytest.fixture
async def library(locations: Locations) -> AsyncIterator[Library]:
    async with Library(locations.library, locations.backups, now=lambda: NOW) as library:
        yield library


@pytest.fixture
async def pictures(locations: Locations) -> AsyncIterator[Pictures]:
    async with Pictures(locations, min_tile_pixels=1000) as pictures:
        yield pictures
