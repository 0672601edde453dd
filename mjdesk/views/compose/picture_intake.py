"""The way of a picture into a place: from a drop, the clipboard or the file chooser."""

from __future__ import annotations

import base64
import html
import re
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import unquote

from PySide6.QtCore import QMimeData, QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from mjdesk.views.compose import slot_words
from mjdesk.views.compose.bitmap_encoder import BitmapEncoder
from mjdesk.views.language import tr
from mjdesk.views.own_pictures import own_pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.picture import Picture
    from mjdesk.models.desk import Desk

_T = TypeVar("_T")
_SUFFIXES = frozenset(
    {
        *(".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".gif", ".avif", ".heic", ".heif", ".bmp"),
        *(".tif", ".tiff", ".tga", ".psd", ".ico", ".jp2", ".ppm", ".pgm", ".qoi"),
    }
)
_ENCODED = ("image/png", "image/jpeg", "image/webp", "image/gif")
"""Formats whose bytes are taken as they are, in the order of preference."""
_IMAGE_TAG = re.compile(r"<img\b", re.IGNORECASE)
_IMAGE_SOURCE = re.compile(r"<img\b[^>]*?\ssrc\s*=\s*(?:\"([^\"]+)\"|'([^']+)')", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:image/[\w.+-]+;base64,([A-Za-z0-9+/=\s%]+)", re.IGNORECASE)


class Shelf(Protocol):
    """Where pictures are put: a `SlotList`, or a place for one."""

    def row_of(self, key: str, /) -> int:
        """Where a picture stands, by its digest; -1 when it is not here."""
        ...

    def add(self, picture: Picture, row: int | None = None, /) -> bool:
        """Put a picture before `row`, by default at the end; False when it is here already."""
        ...

    def swap_in(self, row: int, picture: Picture, /) -> bool:
        """Put a picture in the place of another; False when it is here already."""
        ...

    def room(self) -> int:
        """How many more can be put here."""
        ...


def local_files(mime: QMimeData) -> list[str]:
    """Paths of the picture files in it; empty when anything else is among them."""
    urls = mime.urls() if mime.hasUrls() else []
    paths = [url.toLocalFile() for url in urls if url.isLocalFile()]
    is_pictures = len(paths) == len(urls) and all(_is_picture_name(path) for path in paths)
    return paths if is_pictures else []


def web_pictures(mime: QMimeData) -> list[str]:
    """Addresses that a browser gives when a picture, not a link, is dragged out of a page.

    Of a picture that leads somewhere, browsers give the address of the goal; its own stands in the markup.
    """
    urls = [url for url in mime.urls() if url.scheme() in {"http", "https"}] if mime.hasUrls() else []
    markup = mime.html() if mime.hasHtml() else ""
    source = _source_in(markup)
    if urls and source.startswith(("http://", "https://")):
        return [source]
    is_image = _IMAGE_TAG.search(markup) is not None
    return [url.toString() for url in urls if is_image or _is_picture_name(url.path())]


def embedded_picture(mime: QMimeData) -> bytes:
    """A picture that a page has written into itself (`data:image/png;base64,...`); empty without one."""
    address = next((url.toString() for url in mime.urls() if url.scheme() == "data"), "")
    found = _EMBEDDED.fullmatch(address or _source_in(mime.html() if mime.hasHtml() else ""))
    if found is None:
        return b""
    try:
        return base64.b64decode(unquote(found[1]))
    except ValueError:
        return b""


def pasted_link(mime: QMimeData) -> str:
    """A text that is nothing but the address of a picture; empty otherwise."""
    text = mime.text().strip() if mime.hasText() and not mime.hasUrls() else ""
    is_link = re.fullmatch(r"https?://\S+", text) is not None
    return text if is_link and _is_picture_name(text.partition("?")[0].partition("#")[0]) else ""


def has_pictures(mime: QMimeData) -> bool:
    """Whether a drop brings something for a place of pictures."""
    found = own_pictures(mime) or local_files(mime) or mime.hasImage() or web_pictures(mime)
    return bool(found or pasted_link(mime) or embedded_picture(mime))


def is_among_words(mime: QMimeData) -> bool:
    """Whether a paste or drop into the words means a picture: words that come with a bitmap mean words."""
    is_bitmap = mime.hasImage() and not mime.hasFormat("text/plain")
    return bool(is_bitmap or own_pictures(mime) or local_files(mime) or web_pictures(mime))


class PictureIntake(QObject):
    """Owns the order of what arrives: pictures that were brought together stand together, as they were."""

    link_offered = Signal(str)
    """The address of a picture that could not be fetched; it can still stand in the text."""
    refused = Signal(str)
    """Why something was not taken, in a sentence."""
    nothing_pasted = Signal()
    """The clipboard holds no picture."""

    def __init__(self, desk: Desk, shelf: Shelf, owner: QWidget, *, title: str) -> None:
        """`title` is that of the file chooser."""
        super().__init__(owner)
        self._desk = desk
        self._shelf = shelf
        self._owner = owner
        self._title = title
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self._chooser: QFileDialog | None = None
        self._encoder = BitmapEncoder(self)

    def take(self, mime: QMimeData, onto: str = "", shelf: Shelf | None = None) -> bool:
        """Bring in every picture of it, as far as there is room; False when there is none.

        With `onto`, a digest, the first takes the place of that picture; with `shelf` they go there.
        """
        batch = _Batch(shelf or self._shelf, self.refused.emit, onto)
        if own := own_pictures(mime):
            for number, picture in enumerate(self._fitting(own, onto)):
                batch.put(number, picture)
        elif files := local_files(mime):
            for number, path in enumerate(self._fitting(files, onto)):
                self._desk.bring_in_file(path, batch.place(number))
        elif mime.hasImage():
            self._take_bitmap(mime, batch.place(0) if self._fitting([mime], onto) else None)
        elif data := embedded_picture(mime):
            if self._fitting([mime], onto):
                self._desk.bring_in_bytes(data, tr("Pasted picture"), batch.place(0))
        elif links := web_pictures(mime) or [link for link in (pasted_link(mime),) if link]:
            for number, link in enumerate(self._fitting(links, onto)):
                self._fetch(link, batch.place(number))
        else:
            return False
        return True

    def take_files(self, paths: list[str], onto: str = "") -> None:
        """Bring in files, in this order."""
        batch = _Batch(self._shelf, self.refused.emit, onto)
        for number, path in enumerate(self._fitting(paths, onto)):
            self._desk.bring_in_file(path, batch.place(number))

    def paste(self) -> bool:
        """Take what the clipboard holds; when that is no picture, tell so and answer False."""
        is_taken = self.take(QGuiApplication.clipboard().mimeData())
        if not is_taken:
            self.nothing_pasted.emit()
        return is_taken

    def take_link(self, link: str) -> None:
        """Bring in the picture of an address; `link_offered` tells when it cannot be fetched."""
        if self._fitting([link], ""):
            self._fetch(link, _Batch(self._shelf, self.refused.emit).place(0))

    def plan(self, picture: Picture, to: Callable[[str], object]) -> None:
        """Tell in words what will be sent of a picture to the gateway in use."""
        from mjdesk.views.upload_words import upload_words

        self._desk.plan_upload(picture, lambda plan: to(upload_words(plan)))

    def choose(self, onto: str = "") -> None:
        """Open the file chooser; with `onto`, for one picture in the place of that one."""
        if self._chooser is not None:
            self._chooser.raise_()
            return
        names = " ".join(f"*{suffix}" for suffix in sorted(_SUFFIXES))
        chooser = QFileDialog(self._owner, self._title, self._folder)
        is_single = bool(onto) or self._shelf.room() == 1
        mode = QFileDialog.FileMode.ExistingFile if is_single else QFileDialog.FileMode.ExistingFiles
        chooser.setFileMode(mode)
        chooser.setNameFilters([tr("Pictures ({patterns})", patterns=names), tr("All files (*)")])
        chooser.filesSelected.connect(partial(self._on_chosen, onto))
        chooser.finished.connect(self._on_chooser_closed)
        self._chooser = chooser
        chooser.open()

    def chooser(self) -> QFileDialog | None:
        """The file chooser, while it is open."""
        return self._chooser

    def _fitting(self, offered: Sequence[_T], onto: str) -> list[_T]:
        """As many as there is room for; for the others a word."""
        room = self._shelf.room() + bool(onto)
        if len(offered) > room:
            self.refused.emit(slot_words.too_many(len(offered), room))
        return list(offered[:room])

    def _on_chosen(self, onto: str, paths: list[str]) -> None:
        if paths:
            self._folder = str(PurePosixPath(paths[0]).parent)
        self.take_files(paths, onto)

    def _on_chooser_closed(self, _result: int) -> None:
        if self._chooser is not None:
            self._chooser.deleteLater()
            self._chooser = None

    def _take_bitmap(self, mime: QMimeData, place: Callable[[Picture], object] | None) -> None:
        if place is None:
            return
        name = tr("Pasted picture")
        for kind in _ENCODED:
            data = bytes(mime.data(kind).data())
            if data:
                self._desk.bring_in_bytes(data, name, place)
                return
        image = mime.imageData()
        if isinstance(image, QImage):
            self._encoder.encode(image, lambda data: self._desk.bring_in_bytes(data, name, place))

    def _fetch(self, link: str, place: Callable[[Picture], object]) -> None:
        name = PurePosixPath(link.partition("?")[0]).name

        def on_bytes(data: bytes | None) -> None:
            if data:
                # Where nothing can be uploaded, a reference is named by where it came from.
                self._desk.bring_in_bytes(
                    data, name, lambda picture: place(replace(picture, source_url=link))
                )
            else:
                self.link_offered.emit(link)

        self._desk.load_preview(link, on_bytes)


class _Batch:
    """Pictures that came together; they may arrive in any order, and some not at all."""

    def __init__(self, shelf: Shelf, refuse: Callable[[str], object], onto: str = "") -> None:
        self._shelf = shelf
        self._refuse = refuse
        self._onto = onto
        self._arrived: dict[int, str] = {}

    def place(self, number: int) -> Callable[[Picture], object]:
        """Where to hand the n-th picture once it is in the library."""
        return lambda picture: self.put(number, picture)

    def put(self, number: int, picture: Picture) -> None:
        """The n-th has arrived."""
        shelf = self._shelf
        replaced = shelf.row_of(self._onto) if self._onto and number == 0 else -1
        if replaced >= 0:
            is_put = shelf.swap_in(replaced, picture)
        else:
            later = (self._arrived[other] for other in sorted(self._arrived) if other > number)
            row = next((at for digest in later if (at := shelf.row_of(digest)) >= 0), None)
            is_put = shelf.add(picture, row)
        if is_put:
            self._arrived[number] = picture.digest
        elif shelf.row_of(picture.digest) >= 0:
            self._refuse(tr(slot_words.HERE_ALREADY))
        else:
            self._refuse(slot_words.too_many(1, 0))


def _source_in(markup: str) -> str:
    """The address of the first picture in a piece of a page."""
    found = _IMAGE_SOURCE.search(markup)
    return html.unescape(found[1] or found[2]).strip() if found is not None else ""


def _is_picture_name(path: str) -> bool:
    return PurePosixPath(path.replace("\\", "/")).suffix.lower() in _SUFFIXES
