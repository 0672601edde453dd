"""The way of a picture into the references: from a drop, the clipboard or the file chooser."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QStandardPaths, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from mjdesk.views.compose.bitmap_encoder import BitmapEncoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.picture import Picture
    from mjdesk.models.desk import Desk
    from mjdesk.models.slot_list import SlotList

_SUFFIXES = frozenset(
    {
        *(".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".gif", ".avif", ".heic", ".heif", ".bmp"),
        *(".tif", ".tiff", ".tga", ".psd", ".ico", ".jp2", ".ppm", ".pgm", ".qoi"),
    }
)
_ENCODED = ("image/png", "image/jpeg", "image/webp", "image/gif")
"""Formats whose bytes are taken as they are, in the order of preference."""
_IMAGE_TAG = re.compile(r"<img\b", re.IGNORECASE)


def local_files(mime: QMimeData) -> list[str]:
    """Paths of the picture files in it; empty when anything else is among them."""
    urls = mime.urls() if mime.hasUrls() else []
    paths = [url.toLocalFile() for url in urls if url.isLocalFile()]
    is_pictures = len(paths) == len(urls) and all(_is_picture_name(path) for path in paths)
    return paths if is_pictures else []


def web_pictures(mime: QMimeData) -> list[str]:
    """Addresses that a browser gives when a picture, not a link, is dragged out of a page."""
    urls = [url for url in mime.urls() if url.scheme() in {"http", "https"}] if mime.hasUrls() else []
    is_image = mime.hasHtml() and _IMAGE_TAG.search(mime.html()) is not None
    return [url.toString() for url in urls if is_image or _is_picture_name(url.path())]


def has_pictures(mime: QMimeData) -> bool:
    """Whether a drop brings something for the references."""
    return bool(local_files(mime) or mime.hasImage() or web_pictures(mime))


def is_among_words(mime: QMimeData) -> bool:
    """Whether a paste or drop into the words means a picture: words that come with a bitmap mean words."""
    is_bitmap = mime.hasImage() and not mime.hasFormat("text/plain")
    return bool(is_bitmap or local_files(mime) or web_pictures(mime))


class PictureIntake(QObject):
    """Owns the order of what arrives: pictures that were brought together stand together, as they were."""

    link_offered = Signal(str)
    """The address of a picture that could not be fetched; it can still stand in the text."""

    def __init__(self, desk: Desk, slots: SlotList, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._slots = slots
        self._owner = owner
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self._chooser: QFileDialog | None = None
        self._encoder = BitmapEncoder(self)

    def take(self, mime: QMimeData) -> bool:
        """Bring in every picture of it; False when there is none."""
        if files := local_files(mime):
            self.take_files(files)
        elif mime.hasImage():
            self._take_bitmap(mime)
        elif links := web_pictures(mime):
            batch = _Batch(self._slots)
            for number, link in enumerate(links):
                self._fetch(link, batch.place(number))
        else:
            return False
        return True

    def take_files(self, paths: list[str]) -> None:
        """Bring in files, in this order."""
        batch = _Batch(self._slots)
        for number, path in enumerate(paths):
            self._desk.bring_in_file(path, batch.place(number))

    def choose(self) -> None:
        """Open the file chooser."""
        if self._chooser is not None:
            self._chooser.raise_()
            return
        names = " ".join(f"*{suffix}" for suffix in sorted(_SUFFIXES))
        chooser = QFileDialog(self._owner, "Add reference pictures", self._folder)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.setNameFilters([f"Pictures ({names})", "All files (*)"])
        chooser.filesSelected.connect(self._on_chosen)
        chooser.finished.connect(self._on_chooser_closed)
        self._chooser = chooser
        chooser.open()

    def chooser(self) -> QFileDialog | None:
        """The file chooser, while it is open."""
        return self._chooser

    def _on_chosen(self, paths: list[str]) -> None:
        if paths:
            self._folder = str(PurePosixPath(paths[0]).parent)
        self.take_files(paths)

    def _on_chooser_closed(self, _result: int) -> None:
        if self._chooser is not None:
            self._chooser.deleteLater()
            self._chooser = None

    def _take_bitmap(self, mime: QMimeData) -> None:
        place = _Batch(self._slots).place(0)
        for kind in _ENCODED:
            data = bytes(mime.data(kind).data())
            if data:
                self._desk.bring_in_bytes(data, "Pasted picture", place)
                return
        image = mime.imageData()
        if isinstance(image, QImage):
            self._encoder.encode(image, lambda data: self._desk.bring_in_bytes(data, "Pasted picture", place))

    def _fetch(self, link: str, place: Callable[[Picture], object]) -> None:
        name = PurePosixPath(link.partition("?")[0]).name

        def on_bytes(data: bytes | None) -> None:
            if data:
                self._desk.bring_in_bytes(data, name, place)
            else:
                self.link_offered.emit(link)

        self._desk.load_preview(link, on_bytes)


class _Batch:
    """Pictures that came together; they may arrive in any order, and some not at all."""

    def __init__(self, slots: SlotList) -> None:
        self._slots = slots
        self._arrived: dict[int, str] = {}

    def place(self, number: int) -> Callable[[Picture], object]:
        """Where to hand the n-th picture once it is in the library."""

        def put(picture: Picture) -> None:
            later = (self._arrived[other] for other in sorted(self._arrived) if other > number)
            row = next((at for digest in later if (at := self._slots.row_of(digest)) >= 0), None)
            if self._slots.add(picture, row):
                self._arrived[number] = picture.digest

        return put


def _is_picture_name(path: str) -> bool:
    return PurePosixPath(path.replace("\\", "/")).suffix.lower() in _SUFFIXES
