"""What can be undone: the tiles that each step changed, as they were before, compressed in quiet moments."""

from __future__ import annotations

import zlib
from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from mjdesk.domain.mask import TILE, Place

Tiles = dict[Place, QImage | None]
"""Tiles of eight bits a pixel; None is one without a mark."""
_PAUSE_MS = 40
_TILES_AT_ONCE = 8
"""As many as take a few milliseconds: a stroke may go on meanwhile."""


def image_of(data: bytes) -> QImage:
    """`TILE * TILE` bytes as a tile of its own."""
    return QImage(data, TILE, TILE, TILE, QImage.Format.Format_Alpha8).copy()


def bytes_of(tile: QImage) -> bytes:
    """The way back."""
    return bytes(tile.constBits())


class _Step:
    """Owns the tiles of one step; a tile is an image until it was compressed."""

    def __init__(self, tiles: Tiles) -> None:
        self.raw = tiles
        self.packed: dict[Place, bytes] = {}

    def pack(self, most: int) -> int:
        """Compress up to `most` tiles; answers how many there were."""
        waiting = [place for place, tile in self.raw.items() if tile is not None][:most]
        for place in waiting:
            tile = self.raw.pop(place)
            if tile is not None:
                self.packed[place] = zlib.compress(bytes_of(tile), 1)
        return len(waiting)

    def tiles(self) -> Tiles:
        return self.raw | {place: image_of(zlib.decompress(data)) for place, data in self.packed.items()}

    @property
    def size(self) -> int:
        """Bytes held."""
        images = sum(tile.sizeInBytes() for tile in self.raw.values() if tile is not None)
        return images + sum(len(data) for data in self.packed.values())


class TileHistory(QObject):
    """Owns all steps back and forth. Going back hands out a step and takes what it replaced instead."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._back: list[_Step] = []
        self._forth: list[_Step] = []
        self._loose: deque[_Step] = deque()
        self._quiet = QTimer(self)
        self._quiet.setInterval(_PAUSE_MS)
        self._quiet.timeout.connect(self.pack_some)

    @property
    def can_undo(self) -> bool:
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        return bool(self._forth)

    @property
    def held_bytes(self) -> int:
        return sum(step.size for step in (*self._back, *self._forth))

    def push(self, before: Tiles) -> None:
        """A step was made; `before` is what it changed, as it was. What was undone is gone."""
        self._forth.clear()
        self._back.append(self._kept(before))
        self.changed.emit()

    def undo(self, current: Tiles) -> Tiles:
        """The last step's tiles as they were; `current` has those places as they are."""
        return self._swap(self._back, self._forth, current)

    def redo(self, current: Tiles) -> Tiles:
        """The way back."""
        return self._swap(self._forth, self._back, current)

    def undo_places(self) -> tuple[Place, ...]:
        """Where the last step changed anything."""
        return _places(self._back)

    def redo_places(self) -> tuple[Place, ...]:
        return _places(self._forth)

    def forget(self) -> None:
        """Another picture: nothing can be undone."""
        self._back.clear()
        self._forth.clear()
        self._loose.clear()
        self.changed.emit()

    def pack_some(self) -> None:
        """Compress a little of what is loose."""
        room = _TILES_AT_ONCE
        while room > 0 and self._loose:
            done = self._loose[0].pack(room)
            room -= done
            if room > 0:
                self._loose.popleft()
        if not self._loose:
            self._quiet.stop()

    def _kept(self, tiles: Tiles) -> _Step:
        step = _Step(tiles)
        self._loose.append(step)
        self._quiet.start()
        return step

    def _swap(self, source: list[_Step], target: list[_Step], current: Tiles) -> Tiles:
        step = source.pop()
        target.append(self._kept(current))
        self.changed.emit()
        return step.tiles()


def _places(steps: list[_Step]) -> tuple[Place, ...]:
    return (*steps[-1].raw, *steps[-1].packed) if steps else ()
