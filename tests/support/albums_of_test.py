"""What stands behind collections in tests of screens: two of them, and a record of what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.album import Album
from mjdesk.services.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.album import AlbumSpending


class AlbumsOfTest:
    """Two collections, and a record of what was asked."""

    def __init__(self) -> None:
        self.changed: Signal[tuple[Album, ...]] = Signal()
        self.all = tuple(Album(id=number, name=name, created=0.0) for number, name in ((1, "A"), (2, "B")))
        self.target: Album | None = None
        self.asked: list[tuple[object, ...]] = []
        self.rows: list[AlbumSpending] = []

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

    async def rename(self, album: int, name: str) -> None:
        self.asked.append(("rename", album, name))

    async def bring_back(self, album: int) -> None:
        self.asked.append(("bring back", album))

    async def remove(self, album: int, task_ids: Sequence[str]) -> int:
        self.asked.append(("remove", album, tuple(task_ids)))
        return len(task_ids)

    def aim(self, album: int) -> None:
        self.asked.append(("aim", album))
        self.target = self.get(album)
        self.changed.emit(self.all)

    async def spending(self, since: int, until: int) -> Sequence[AlbumSpending]:
        return [row for row in self.rows if since == 1 or row.album != 0]
