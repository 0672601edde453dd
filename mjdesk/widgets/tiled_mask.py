"""A marked area on a picture of any size, in tiles that exist only where something is marked.

A stroke touches a few tiles, each step keeps the tiles it changed: both cost the same on a picture of 100
megapixels as on a small one. Knows nothing of screens, tools or files.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from mjdesk.domain.mask import BLANK, TILE, Place
from mjdesk.widgets.brush import pixel_of
from mjdesk.widgets.tile_history import TileHistory, Tiles, bytes_of, image_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QPainterPath

    from mjdesk.widgets.brush import Sweep

_MARKED = bytes(level >= 128 for level in range(256))
"""Turns levels into 1 where a pixel counts as marked."""
_INVERTED = bytes(range(255, -1, -1))
_TILE_SIZE = QSize(TILE, TILE)


class Combine(Enum):
    """What a new area does to the one that is there."""

    REPLACE = "replace"
    ADD = "add"
    SUBTRACT = "subtract"


class TiledMask(QObject):
    """Owns the tiles and their history. Levels are 0 to 255; what is painted here is 0 or 255."""

    changed = Signal(QRect)
    """Pixels that may have another level now."""

    def __init__(self, size: QSize, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._tiles: dict[Place, QImage] = {}
        self._counts: dict[Place, int] = {}
        self._stale: set[Place] = set()
        self._solid: set[Place] = set()
        self._before: Tiles | None = None
        self.history = TileHistory(self)

    @property
    def size(self) -> QSize:
        """Of the picture, in pixels."""
        return self._size

    @property
    def is_painting(self) -> bool:
        """A step was begun and has not ended."""
        return self._before is not None

    def reset(self, size: QSize, tiles: Mapping[Place, bytes]) -> None:
        """Another picture, with what is marked on it (`TILE * TILE` bytes a tile); nothing can be undone."""
        self._size = size
        self._before = None
        self._tiles = {place: image_of(data) for place, data in tiles.items() if data != BLANK}
        self._counts = {}
        self._solid = set()
        self._stale = set(self._tiles)
        self.history.forget()
        self.changed.emit(QRect(QPoint(0, 0), size))

    def tiles(self) -> dict[Place, bytes]:
        """What is marked, tile by tile; those without a mark are left out."""
        found = {place: bytes_of(tile) for place, tile in self._tiles.items()}
        return {place: data for place, data in found.items() if data != BLANK}

    def shown(self, rect: QRect) -> Iterator[tuple[Place, QImage]]:
        """The tiles that meet `rect` and may hold a mark, with their places."""
        for place in self._places(rect):
            tile = self._tiles.get(place)
            if tile is not None:
                yield place, tile

    def is_solid(self, place: Place) -> bool:
        """Every pixel of this tile is marked, as far as that is known without looking."""
        is_counted = place not in self._stale and self._counts.get(place) == TILE * TILE
        return place in self._solid or is_counted

    def has_rim(self, place: Place) -> bool:
        """The area may have an edge in this tile."""
        column, row = place
        beside = ((column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1))
        return not self.is_solid(place) or not all(self.is_solid(each) for each in beside)

    def level(self, x: int, y: int) -> int:
        """Of one pixel."""
        tile = self._tiles.get((x // TILE, y // TILE))
        return 0 if tile is None else bytes_of(tile)[(y % TILE) * TILE + x % TILE]

    # Counting

    def recount(self, most: int) -> bool:
        """Count up to `most` tiles that have changed; answers whether the count is complete."""
        for place in list(self._stale)[:most]:
            self._stale.discard(place)
            tile = self._tiles.get(place)
            count = bytes_of(tile).translate(_MARKED).count(1) if tile is not None else 0
            if count:
                self._counts[place] = count
            else:
                self._counts.pop(place, None)
        return not self._stale

    def share(self) -> float:
        """How much of the picture is marked, 0 to 1, as far as it was counted."""
        return sum(self._counts.values()) / max(1, self._size.width() * self._size.height())

    # Steps

    def begin(self) -> None:
        """All that is painted until `commit` is one step."""
        if self._before is None:
            self._before = {}

    def commit(self) -> None:
        """The step is done; one that touched nothing is none."""
        before, self._before = self._before, None
        if before:
            self.history.push(before)

    def cancel(self) -> None:
        """Take back what was painted since `begin`."""
        before, self._before = self._before, None
        if before:
            self._put(before)

    def undo(self) -> bool:
        """Answers whether there was anything to undo."""
        if self.is_painting or not self.history.can_undo:
            return False
        self._put(self.history.undo({p: self._tiles.get(p) for p in self.history.undo_places()}))
        return True

    def redo(self) -> bool:
        if self.is_painting or not self.history.can_redo:
            return False
        self._put(self.history.redo({p: self._tiles.get(p) for p in self.history.redo_places()}))
        return True

    # Painting

    def sweep(self, sweep: Sweep, *, erases: bool = False) -> None:
        """Mark, or unmark, what a round brush has covered; part of the step that was begun."""
        bounds = sweep.bounds() & QRect(QPoint(0, 0), self._size)
        path = None
        for place in self._places(bounds):
            where = tile_rect(place)
            is_so_already = place not in self._tiles if erases else place in self._solid
            if is_so_already or sweep.misses(QRectF(where)):
                continue
            if sweep.covers(QRectF(where)) and self._is_inner(place):
                self._fill(place, erases=erases)
                continue
            painter = self._painter(place, erases=erases)
            if sweep.is_thin:
                painter.setPen(QColor(0, 0, 0, 0 if erases else 255))
                painter.drawLine(pixel_of(sweep.start), pixel_of(sweep.end))
                painter.drawPoint(pixel_of(sweep.end))
            else:
                path = path or sweep.path()
                painter.drawPath(path)
            painter.end()
        if not bounds.isEmpty():
            self.changed.emit(bounds)

    def combine_path(self, path: QPainterPath, how: Combine) -> None:
        """A closed outline becomes an area: one step."""
        bounds = path.boundingRect().toAlignedRect() & QRect(QPoint(0, 0), self._size)
        plane = QImage(bounds.size(), QImage.Format.Format_Alpha8)
        if not plane.isNull():
            # Drawn once as a whole: every tile by itself would walk along the outline again.
            plane.fill(0)
            painter = QPainter(plane)
            painter.translate(-bounds.topLeft())
            painter.fillPath(path, QColor(0, 0, 0, 255))
            painter.end()
        self._step_begins(how)
        for place in self._places(bounds):
            if how is not Combine.SUBTRACT or place in self._tiles:
                self._lay(place, plane, bounds.topLeft(), how)
        self._step_ends()

    def combine_tiles(self, tiles: Mapping[Place, bytes], how: Combine) -> None:
        """An area that was worked out elsewhere: one step."""
        if how is Combine.REPLACE:
            self.set_tiles(tiles)
            return
        self._step_begins(how)
        for place, data in tiles.items():
            if how is Combine.ADD or place in self._tiles:
                self._lay(place, image_of(data), tile_rect(place).topLeft(), how)
        self._step_ends()

    def set_tiles(self, tiles: Mapping[Place, bytes]) -> None:
        """This area and nothing else: one step, which keeps only what differs."""
        self.begin()
        for place in {*self._tiles, *tiles}:
            old = self._tiles.get(place)
            data = tiles.get(place, BLANK)
            if (bytes_of(old) if old is not None else BLANK) != data:
                self._replace(place, image_of(data) if data != BLANK else None)
        self._step_ends()

    def clear(self) -> None:
        self.set_tiles({})

    def mark_all(self) -> None:
        """The whole picture."""
        self.set_tiles(
            {place: self._all_of(place) for place in self._places(QRect(QPoint(0, 0), self._size))}
        )

    def invert(self) -> None:
        """What was marked is not, and the other way round: one step."""
        inverted: dict[Place, bytes] = {}
        for place in self._places(QRect(QPoint(0, 0), self._size)):
            tile = self._tiles.get(place)
            whole = self._all_of(place)
            if tile is None:
                inverted[place] = whole
            elif self._is_inner(place):
                inverted[place] = bytes_of(tile).translate(_INVERTED)
            else:
                levels = zip(bytes_of(tile).translate(_INVERTED), whole, strict=True)
                inverted[place] = bytes(level & inside for level, inside in levels)
        self.set_tiles(inverted)

    def _places(self, rect: QRect) -> Iterator[Place]:
        rect = rect & QRect(QPoint(0, 0), self._size)
        if rect.isEmpty():
            return
        for row in range(rect.top() // TILE, rect.bottom() // TILE + 1):
            for column in range(rect.left() // TILE, rect.right() // TILE + 1):
                yield column, row

    def _is_inner(self, place: Place) -> bool:
        """All of the tile lies on the picture."""
        return QRect(QPoint(0, 0), self._size).contains(tile_rect(place))

    def _all_of(self, place: Place) -> bytes:
        """A tile with every pixel marked that lies on the picture."""
        inside = tile_rect(place) & QRect(QPoint(0, 0), self._size)
        line = b"\xff" * inside.width() + bytes(TILE - inside.width())
        return line * inside.height() + bytes(TILE * (TILE - inside.height()))

    def _writable(self, place: Place) -> QImage:
        """The tile, free to be painted; how it was is kept for the step."""
        tile = self._tiles.get(place)
        if self._before is not None and place not in self._before:
            self._before[place] = tile
            tile = tile.copy() if tile is not None else None
        if tile is None:
            tile = QImage(_TILE_SIZE, QImage.Format.Format_Alpha8)
            tile.fill(0)
        self._tiles[place] = tile
        self._solid.discard(place)
        self._stale.add(place)
        return tile

    def _replace(self, place: Place, tile: QImage | None) -> None:
        if self._before is not None and place not in self._before:
            self._before[place] = self._tiles.get(place)
        self._solid.discard(place)
        self._stale.add(place)
        if tile is None:
            self._tiles.pop(place, None)
        else:
            self._tiles[place] = tile

    def _fill(self, place: Place, *, erases: bool) -> None:
        if erases:
            self._replace(place, None)
        else:
            self._writable(place).fill(255)
            self._solid.add(place)

    def _painter(self, place: Place, *, erases: bool) -> QPainter:
        """Paints in pixels of the picture, on one tile, and never beyond the picture."""
        painter = QPainter(self._writable(place))
        painter.translate(-place[0] * TILE, -place[1] * TILE)
        if not self._is_inner(place):
            painter.setClipRect(QRect(QPoint(0, 0), self._size))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 0 if erases else 255))
        return painter

    def _lay(self, place: Place, image: QImage, at: QPoint, how: Combine) -> None:
        painter = QPainter(self._writable(place))
        painter.translate(-place[0] * TILE, -place[1] * TILE)
        is_less = how is Combine.SUBTRACT
        modes = QPainter.CompositionMode
        painter.setCompositionMode(
            modes.CompositionMode_DestinationOut if is_less else modes.CompositionMode_SourceOver
        )
        painter.drawImage(at, image)
        painter.end()

    def _step_begins(self, how: Combine) -> None:
        self.begin()
        if how is Combine.REPLACE:
            for place in tuple(self._tiles):
                self._replace(place, None)

    def _step_ends(self) -> None:
        touched = _around(self._before or {})
        self.commit()
        if not touched.isEmpty():
            self.changed.emit(touched)

    def _put(self, tiles: Tiles) -> None:
        for place, tile in tiles.items():
            self._replace(place, tile)
        self.changed.emit(_around(tiles))


def tile_rect(place: Place) -> QRect:
    """Where a tile lies, in pixels of the picture."""
    return QRect(QPoint(place[0] * TILE, place[1] * TILE), _TILE_SIZE)


def _around(tiles: Tiles) -> QRect:
    found = QRect()
    for place in tiles:
        found |= tile_rect(place)
    return found
