"""Deleting a task for good frees its files, later, and never those of another task."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mjdesk.domain.picture import Picture, PictureRole
from mjdesk.domain.upload_plan import UploadLimits
from mjdesk.storage import backup
from mjdesk.storage.housekeeping import TRASH_SECONDS, tidy
from tests.storage.support import NOW, encoded, finished, gradient

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.storage.library import Library
    from mjdesk.storage.locations import Locations
    from mjdesk.storage.pictures import Pictures


async def _kept(pictures: Pictures, width: int) -> Picture:
    kept = await pictures.keep_bytes(encoded(gradient(width, 30)))
    return Picture(kept.digest, kept.media_type, kept.width, kept.height, kept.size, PictureRole.SINGLE)


def _age(folder: Path, seconds: float) -> None:
    for path in folder.iterdir():
        past = path.stat().st_mtime - seconds
        os.utime(path, (past, past))


def _count(folder: Path) -> int:
    return len(list(folder.iterdir())) if folder.is_dir() else 0


async def test_only_what_no_task_uses_goes(
    library: Library, pictures: Pictures, locations: Locations
) -> None:
    shared, own = await _kept(pictures, 40), await _kept(pictures, 50)
    await library.add(finished(1, pictures=(shared,)))
    gone = await library.add(finished(2, pictures=(shared, own), trashed_at=NOW))
    await tidy(library, pictures)
    assert pictures.path(own.digest)
    await library.delete([gone.id])
    await tidy(library, pictures)
    assert pictures.path(shared.digest)
    assert pictures.path(own.digest) is None
    assert await library.orphans() == []
    assert _count(locations.trash) == 1
    assert len(backup.newest_first(locations.backups)) == 1


async def test_a_reference_comes_back_from_the_trash_when_it_is_sent_again(
    library: Library, pictures: Pictures
) -> None:
    picture = await _kept(pictures, 40)
    gone = await library.add(finished(1, inputs=(picture,), trashed_at=NOW))
    await library.delete([gone.id])
    await tidy(library, pictures)
    assert (await pictures.fit(picture.digest, UploadLimits(2000, 10**6))).data
    assert pictures.path(picture.digest)


async def test_the_trash_is_emptied_in_the_end(
    library: Library, pictures: Pictures, locations: Locations
) -> None:
    picture = await _kept(pictures, 40)
    await pictures.discard([picture.digest])
    _age(locations.trash, TRASH_SECONDS - 3600)
    await tidy(library, pictures)
    assert _count(locations.trash) == 1
    _age(locations.trash, 7200)
    await tidy(library, pictures)
    assert _count(locations.trash) == 0
