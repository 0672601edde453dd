"""Lucide's drawings tinted with tokens, sharp at every scale; knows file names, not who uses them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import field
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from mjdesk.domain.frozen import dataclass
from mjdesk.theme.tokens import SIZE, blend

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.theme.tokens import Tokens

_SCALES = (1.0, 2.0, 3.0)
_Key = tuple[str, str, float, float, float, bool, bool]


@dataclass(slots=True)
class IconCache:
    """Owns finished pixmaps, the least used dropped first."""

    limit: int = 1024
    entries: OrderedDict[_Key, QPixmap] = field(default_factory=lambda: OrderedDict[_Key, QPixmap]())

    def find(self, key: _Key) -> QPixmap | None:
        """The pixmap of the key, or None."""
        found = self.entries.get(key)
        if found is not None:
            self.entries.move_to_end(key)
        return found

    def keep(self, key: _Key, pixmap: QPixmap) -> None:
        """Remembers a pixmap and forgets the oldest beyond the limit."""
        self.entries[key] = pixmap
        while len(self.entries) > self.limit:
            self.entries.popitem(last=False)


class Icons:
    """Draws the icons of one folder into the cache it was given."""

    def __init__(self, folder: Path, cache: IconCache) -> None:
        self._folder = folder
        self._cache = cache
        self._sources: dict[str, str] = {}

    def names(self) -> list[str]:
        """Every icon there is."""
        return sorted(file.stem for file in self._folder.glob("*.svg"))

    def svg(self, name: str, colour: str, *, filled: bool = False, stroke: float = SIZE.stroke) -> str:
        """The drawing in one colour; FileNotFoundError for an unknown name."""
        source = self._sources.get(name)
        if source is None:
            source = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
            self._sources[name] = source
        tinted = source.replace("currentColor", colour).replace(
            'stroke-width="2"', f'stroke-width="{stroke:g}"'
        )
        return tinted.replace('fill="none"', f'fill="{colour}"') if filled else tinted

    def pixmap(
        self,
        name: str,
        colour: str,
        size: float = SIZE.icon,
        scale: float = 1.0,
        *,
        filled: bool = False,
        mirrored: bool = False,
        stroke: float = SIZE.stroke,
    ) -> QPixmap:
        """The icon, `size` device-independent pixels wide, with `scale` device pixels to each of them."""
        key = (name, colour, size, scale, stroke, filled, mirrored)
        found = self._cache.find(key)
        if found is not None:
            return found
        side = max(1, round(size * scale))
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        drawing = QSvgRenderer(QByteArray(self.svg(name, colour, filled=filled, stroke=stroke).encode()))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.render(painter, QRectF(0, 0, side, side))
        painter.end()
        if mirrored:
            pixmap = pixmap.transformed(QTransform.fromScale(-1, 1))
        pixmap.setDevicePixelRatio(side / size)
        self._cache.keep(key, pixmap)
        return pixmap

    def icon(self, name: str, tokens: Tokens, role: str = "text_2", size: float = SIZE.icon) -> QIcon:
        """The icon in the token `role`, for native pieces; disabled it fades, selected it is plain text."""
        normal: str = getattr(tokens, role)
        colours = {
            QIcon.Mode.Normal: normal,
            QIcon.Mode.Active: tokens.text if role == "text_2" else normal,
            QIcon.Mode.Selected: tokens.text,
            QIcon.Mode.Disabled: blend(tokens.panel, normal, 0.45),
        }
        icon = QIcon()
        for mode, colour in colours.items():
            for scale in _SCALES:
                icon.addPixmap(self.pixmap(name, colour, size, scale), mode)
        return icon

    def paint(
        self,
        painter: QPainter,
        name: str,
        colour: str,
        rect: QRectF,
        *,
        filled: bool = False,
        mirrored: bool = False,
        stroke: float = SIZE.stroke,
    ) -> None:
        """Draws the icon centred in `rect`, on whole device pixels so that it stays sharp."""
        size = min(rect.width(), rect.height())
        scale = painter.device().devicePixelRatio()
        pixmap = self.pixmap(name, colour, size, scale, filled=filled, mirrored=mirrored, stroke=stroke)
        left = round((rect.center().x() - size / 2) * scale) / scale
        top = round((rect.center().y() - size / 2) * scale) / scale
        painter.drawPixmap(QRectF(left, top, size, size), pixmap, QRectF(pixmap.rect()))
