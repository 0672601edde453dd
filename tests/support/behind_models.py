"""What stands behind models in their tests: a scope that works at once, a store, a library and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from mjdesk.domain.errors import LibraryError
from mjdesk.domain.library import IndexRow, LibrarySize, TaskQuery
from mjdesk.models.task_list import day_of, tile_ratio
from mjdesk.services.gallery_feed import FeedChunk
from mjdesk.services.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from mjdesk.domain.task import Task, TaskChange


class ScopeNow:
    """Runs a coroutine that never really waits to its end, where it stands."""

    def start(self, coro: Coroutine[object, object, object], *, name: str, replace: bool = False) -> None:
        try:
            coro.send(None)
        except StopIteration:
            return
        raise AssertionError(f"{name} waits for something")


class StoreOfTest:
    """What a model sees of the task store."""

    def __init__(self) -> None:
        self.changed: Signal[TaskChange] = Signal()
        self.removed: Signal[str] = Signal()
        self.tasks: dict[str, Task] = {}

    def get(self, task_id: str) -> Task | None:
        return self.tasks.get(task_id)

    async def load(self, task_id: str) -> Task | None:
        return self.tasks.get(task_id)

    def live(self) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks.values() if task.is_live)


class FeedOfTest:
    """A library of given tasks, told in chunks of `size`."""

    def __init__(self, tasks: Sequence[Task], size: int = 4) -> None:
        self.chunks: Signal[FeedChunk] = Signal()
        self.library = {task.seq: task for task in tasks}
        self.size_of_chunk = size
        self.asked: list[list[int]] = []

    async def open(self, query: TaskQuery) -> None:
        seqs = sorted(self.library, reverse=True)
        parts = [seqs[i : i + self.size_of_chunk] for i in range(0, len(seqs), self.size_of_chunk)] or [[]]
        for number, part in enumerate(parts):
            rows = tuple(
                IndexRow(seq, day_of(self.library[seq]), tile_ratio(self.library[seq])) for seq in part
            )
            self.chunks.emit(FeedChunk(query, rows, number == 0, number == len(parts) - 1))

    async def tasks(self, seqs: Sequence[int]) -> Sequence[Task]:
        self.asked.append(list(seqs))
        return [self.library[seq] for seq in seqs]

    async def children(self, task_id: str) -> Sequence[Task]:
        return [task for task in self.library.values() if task.parent == task_id]

    async def lineage(self, task_id: str) -> Sequence[Task]:
        by_id = {task.id: task for task in self.library.values()}
        line: list[Task] = []
        here = by_id.get(task_id)
        while here is not None:
            line.insert(0, here)
            here = by_id.get(here.parent)
        return line

    async def size(self) -> LibrarySize:
        return LibrarySize(tasks=len(self.library), pictures=0, bytes=0)


def encoded(image: QImage) -> bytes:
    """The image as a PNG file would hold it."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(data.data())


def quartered(width: int = 64, height: int = 64) -> QImage:
    """Red, green, blue and white quadrants, as a sheet of four has them."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for number, colour in enumerate(("red", "lime", "blue", "white")):
        left, top = (number % 2) * (width // 2), (number // 2) * (height // 2)
        painter.fillRect(left, top, width // 2, height // 2, QColor(colour))
    painter.end()
    return image


class ImagesOfTest:
    """Pictures by digest and previews by address; `broken` digests raise, unknown ones are gone."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.previews: dict[str, bytes] = {}
        self.broken: set[str] = set()
        self.asked: list[str] = []

    def put(self, digest: str, width: int = 64, height: int = 64) -> None:
        self.files[digest] = encoded(quartered(width, height))

    async def thumbnail(self, digest: str, edge: int) -> bytes | None:
        self.asked.append(f"{digest}@{edge}")
        return await self._found(digest)

    async def original(self, digest: str) -> bytes | None:
        self.asked.append(digest)
        return await self._found(digest)

    async def preview(self, url: str) -> bytes | None:
        self.asked.append(url)
        return self.previews.get(url)

    async def _found(self, digest: str) -> bytes | None:
        if digest in self.broken:
            raise LibraryError("the disk does not answer")
        return self.files.get(digest)
