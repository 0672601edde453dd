"""A picture of the library, small or large, on a sheet: whole, with round corners, never stretched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, Theme, ink
from mjdesk.views.language import tr
from mjdesk.widgets.painting import begin, box

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QPixmap

    from mjdesk.domain.picture import Picture
    from mjdesk.models.thumbnails import Thumbnails


class PictureThumb(QWidget):
    """Owns which picture it shows; the pixels are `Thumbnails`'."""

    def __init__(
        self, theme: Theme, thumbnails: Thumbnails, *, size: QSize, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbnails = thumbnails
        self._picture: Picture | None = None
        self._part = 0
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Picture"))
        thumbnails.ready.connect(self._on_ready)
        theme.changed.connect(self.update)

    @property
    def picture(self) -> Picture | None:
        return self._picture

    @property
    def part(self) -> int:
        """Which quadrant of a sheet of four is shown, 1 to 4; 0 for the whole."""
        return self._part

    def show_picture(self, picture: Picture | None, part: int = 0) -> None:
        """Another picture, or one quadrant of a sheet of four."""
        self._picture, self._part = picture, part
        self.update()

    def _place(self) -> QRect:
        picture = self._picture
        if picture is None or not picture.width or not picture.height:
            return self.rect()
        wanted = QSize(picture.width, picture.height).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, max(8, wanted.width()), max(8, wanted.height()))
        place.moveCenter(self.rect().center())
        return place

    def _pixmap(self, place: QRect) -> QPixmap | None:
        if self._picture is None:
            return None
        digest, scale = self._picture.digest, self.devicePixelRatioF()
        return self._thumbnails.pixmap(digest, place.size(), scale=scale, part=self._part) or (
            self._thumbnails.stand_in(digest, place.width() / place.height()) if not self._part else None
        )

    def _on_ready(self, digest: str) -> None:
        if self._picture is not None and digest == self._picture.digest:
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._size

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        place = self._place()
        painter = begin(self)
        pixmap = self._pixmap(place)
        if pixmap is None:
            box(painter, QRectF(place), RADIUS.picture, ink(self._theme.tokens.control))
        else:
            path = QPainterPath()
            path.addRoundedRect(QRectF(place), RADIUS.picture, RADIUS.picture)
            painter.setClipPath(path)
            painter.drawPixmap(place, pixmap)
        painter.end()
