"""Rows of pictures that fill a width, in sections with a head; arithmetic only.

Sections are laid out when they come into view and estimated until then, so that a hundred thousand pictures
cost no more than the screenful that is looked at. Positions are whole logical pixels.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from mjdesk.domain.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLOCK_LIMIT = 2000
_TYPICAL_RATIO = 1.3


class Box(NamedTuple):
    """Where one tile is, in the coordinates of the whole content; made by the hundred at each scroll step."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Head:
    """A section's head: which, how many it counts, and where its top is."""

    section: int
    count: int
    top: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """Sizes that shape the layout, in logical pixels."""

    width: int = 800
    row_height: int = 190
    gutter: int = 6
    head_height: int = 34
    section_gap: int = 14


@dataclass(slots=True)
class _Line:
    first: int
    """Row, counted from the block's first."""
    top: int
    """From the block's top, its head included."""
    height: int
    edges: list[int]
    """Left edges of the tiles and the right edge of the last."""


@dataclass(slots=True)
class _Block:
    section: int
    first: int
    count: int
    has_head: bool = True
    lines: list[_Line] | None = None
    height: int = 0
    tops: list[int] = field(default_factory=list[int])


class JustifiedLayout:
    """Owns where every row of a model is drawn. `ratio` answers a row's width to height."""

    def __init__(self, ratio: Callable[[int], float]) -> None:
        self._ratio = ratio
        self._metrics = Metrics()
        self._blocks: list[_Block] = []
        self._firsts: list[int] = []
        self._tops: list[int] = [0]
        self._is_stale = False

    @property
    def metrics(self) -> Metrics:
        return self._metrics

    @property
    def height(self) -> int:
        """Of everything; partly estimated until all has been seen."""
        self._refresh()
        return self._tops[-1]

    @property
    def count(self) -> int:
        return self._blocks[-1].first + self._blocks[-1].count if self._blocks else 0

    def set_metrics(self, metrics: Metrics) -> None:
        """New sizes; everything is laid out again when it is next seen."""
        if metrics != self._metrics:
            self._metrics = metrics
            for block in self._blocks:
                self._invalidate(block)

    def clear(self) -> None:
        self._blocks = []
        self._is_stale = True

    def append(self, section: int, count: int) -> None:
        """`count` more rows of `section` at the end."""
        while count > 0:
            last = self._blocks[-1] if self._blocks else None
            if last is not None and last.section == section and last.count < _BLOCK_LIMIT:
                taken = min(count, _BLOCK_LIMIT - last.count)
                last.count += taken
                self._invalidate(last)
            else:
                taken = min(count, _BLOCK_LIMIT)
                goes_on = last is not None and last.section == section
                block = _Block(section, self.count, taken, has_head=not goes_on)
                if goes_on and last is not None:
                    self._invalidate(last)  # its last line is now filled up to the edge
                self._blocks.append(block)
                self._invalidate(block)
            count -= taken

    def insert(self, row: int, section: int) -> None:
        """One more row at `row`, of `section`."""
        at = self._block_index(row) if row < self.count else len(self._blocks) - 1
        candidates = [i for i in (at - 1, at) if 0 <= i < len(self._blocks)]
        for i in candidates:
            block = self._blocks[i]
            if block.section == section and block.first <= row <= block.first + block.count:
                block.count += 1
                self._invalidate(block)
                self._renumber(i + 1)
                return
        position = next((i for i, block in enumerate(self._blocks) if block.first >= row), len(self._blocks))
        block = _Block(section, row, 1)
        self._blocks.insert(position, block)
        self._invalidate(block)
        self._renumber(position + 1)

    def remove(self, row: int) -> None:
        """The row at `row` goes; an empty section goes with it."""
        at = self._block_index(row)
        block = self._blocks[at]
        block.count -= 1
        self._invalidate(block)
        if not block.count:
            del self._blocks[at]
            if block.has_head and at < len(self._blocks) and self._blocks[at].section == block.section:
                self._blocks[at].has_head = True
                self._invalidate(self._blocks[at])
        self._renumber(at)

    def reshape(self, row: int) -> None:
        """The ratio at `row` is another now."""
        if row < self.count:
            self._invalidate(self._blocks[self._block_index(row)])

    def box(self, row: int) -> Box:
        """Where `row` is; lays out its section exactly."""
        at = self._block_index(row)
        block = self._blocks[at]
        lines = self._lines(at)
        self._refresh()
        inside = row - block.first
        line = lines[bisect_right([line.first for line in lines], inside) - 1]
        return self._box_of(line, inside - line.first, self._tops[at])

    def boxes_between(self, top: int, bottom: int) -> list[tuple[int, Box]]:
        """Rows that touch the band from `top` to `bottom`, with their boxes."""
        found: list[tuple[int, Box]] = []
        for at in self._blocks_between(top, bottom):
            block_top = self._tops[at]
            block = self._blocks[at]
            lines = self._lines(at)
            start = max(0, bisect_right(block.tops, top - block_top) - 1)
            for line in lines[start:]:
                if block_top + line.top >= bottom:
                    break
                if block_top + line.top + line.height < top:
                    continue
                found.extend(
                    (block.first + line.first + i, self._box_of(line, i, block_top))
                    for i in range(len(line.edges) - 1)
                )
        return found

    def heads_between(self, top: int, bottom: int) -> list[Head]:
        """Section heads that touch the band."""
        heads: list[Head] = []
        for at in self._blocks_between(top, bottom):
            block = self._blocks[at]
            if block.has_head and self._tops[at] + self._metrics.head_height > top:
                heads.append(Head(block.section, self._section_count(at), self._tops[at]))
        return heads

    def row_at(self, left: int, top: int) -> int:
        """The row under a point; -1 between tiles."""
        for row, box in self.boxes_between(top, top + 1):
            if box.left <= left < box.left + box.width and box.top <= top < box.top + box.height:
                return row
        return -1

    def row_above(self, row: int) -> int:
        """The row over this one's middle; the same row at the top."""
        return self._neighbour(row, upwards=True)

    def row_below(self, row: int) -> int:
        return self._neighbour(row, upwards=False)

    def _neighbour(self, row: int, *, upwards: bool) -> int:
        box = self.box(row)
        middle = box.left + box.width // 2
        reach = self._metrics.head_height + self._metrics.section_gap + self._metrics.gutter + 4
        if upwards:
            rows = [(r, b) for r, b in self.boxes_between(box.top - reach, box.top) if b.top < box.top]
            edge = max((b.top for _, b in rows), default=None)
        else:
            under = box.top + box.height
            rows = [(r, b) for r, b in self.boxes_between(under, under + reach) if b.top > box.top]
            edge = min((b.top for _, b in rows), default=None)
        line = [(r, b) for r, b in rows if b.top == edge]
        return min(line, key=lambda item: abs(item[1].left + item[1].width // 2 - middle))[0] if line else row

    def _box_of(self, line: _Line, i: int, block_top: int) -> Box:
        left = line.edges[i]
        right = line.edges[i + 1] - (0 if i + 2 == len(line.edges) else self._metrics.gutter)
        return Box(left, block_top + line.top, max(1, right - left), line.height)

    def _blocks_between(self, top: int, bottom: int) -> Iterator[int]:
        """Indices of blocks in the band; each is exact when it is yielded."""
        self._refresh()
        at = max(0, bisect_right(self._tops, max(0, top)) - 1)
        while at < len(self._blocks):
            self._lines(at)
            self._refresh()
            if self._tops[at] >= bottom:
                return
            if self._tops[at + 1] > top:
                yield at
            at += 1

    def _block_index(self, row: int) -> int:
        self._refresh()
        return bisect_right(self._firsts, row) - 1

    def _section_count(self, at: int) -> int:
        section = self._blocks[at].section
        count = 0
        for block in self._blocks[at:]:
            if block.section != section:
                break
            count += block.count
        return count

    def _renumber(self, start: int) -> None:
        for at in range(max(0, start), len(self._blocks)):
            before = self._blocks[at - 1] if at else None
            self._blocks[at].first = before.first + before.count if before else 0
        self._is_stale = True

    def _invalidate(self, block: _Block) -> None:
        block.lines = None
        metrics = self._metrics
        per_line = max(1.0, metrics.width / (metrics.row_height * _TYPICAL_RATIO + metrics.gutter))
        lines = -(-block.count // per_line)
        head = metrics.head_height if block.has_head else 0
        block.height = int(head + lines * (metrics.row_height + metrics.gutter) + metrics.section_gap)
        self._is_stale = True

    def _refresh(self) -> None:
        if self._is_stale:
            self._tops = [0]
            self._firsts = []
            for block in self._blocks:
                self._firsts.append(block.first)
                self._tops.append(self._tops[-1] + block.height)
            self._is_stale = False

    def _lines(self, at: int) -> list[_Line]:
        block = self._blocks[at]
        if block.lines is None:
            goes_on = at + 1 < len(self._blocks) and not self._blocks[at + 1].has_head
            block.lines = self._lay_out(block, fills_last=goes_on)
            block.tops = [line.top for line in block.lines]
            last = block.lines[-1]
            gap = self._metrics.gutter if goes_on else self._metrics.section_gap
            height = last.top + last.height + gap
            if height != block.height:
                block.height = height
                self._is_stale = True
        return block.lines

    def _lay_out(self, block: _Block, *, fills_last: bool) -> list[_Line]:
        metrics = self._metrics
        ratio = self._ratio
        lines: list[_Line] = []
        top = metrics.head_height if block.has_head else 0
        start = 0
        ratios: list[float] = []
        total = 0.0
        for i in range(block.count):
            value = ratio(block.first + i)
            ratios.append(value)
            total += value
            space = metrics.width - metrics.gutter * (len(ratios) - 1)
            height = space / total
            if height > metrics.row_height:
                continue
            # Full: with this tile or without it, whichever is nearer to the height that was asked for.
            shorter = total - value
            if shorter and len(ratios) > 1:
                without = (space + metrics.gutter) / shorter
                if without - metrics.row_height < metrics.row_height - height and without < height * 1.6:
                    lines.append(self._line(start, top, without, ratios[:-1], fills=True))
                    top += lines[-1].height + metrics.gutter
                    start, ratios, total = i, [value], value
                    continue
            lines.append(self._line(start, top, height, ratios, fills=True))
            top += lines[-1].height + metrics.gutter
            start, ratios, total = i + 1, [], 0.0
        if ratios:
            space = metrics.width - metrics.gutter * (len(ratios) - 1)
            height = space / total
            fills = fills_last or height < metrics.row_height * 1.15
            lines.append(self._line(start, top, height if fills else metrics.row_height, ratios, fills=fills))
        return lines

    def _line(self, first: int, top: int, height: float, ratios: list[float], *, fills: bool) -> _Line:
        gutter = self._metrics.gutter
        edges = [0]
        exact = 0.0
        for value in ratios:
            exact += value * height + gutter
            edges.append(round(exact))
        edges[-1] = self._metrics.width if fills else min(self._metrics.width, edges[-1] - gutter)
        return _Line(first, top, max(1, round(height)), edges)
