"""Pictures on their way out of the window: dragged, copied, saved, shown in their folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from mjdesk.domain.film import is_film
from mjdesk.domain.picture import MediaType
from mjdesk.models.decoding import Decoder, decoded
from mjdesk.views import wording
from mjdesk.views.language import tr, tr_as
from mjdesk.views.own_pictures import OWN_TASKS, OwnPictures, as_input

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task
    from mjdesk.models.desk import Desk


class HandOver(QObject):
    """Owns the choosers that are open and the folder that was used last."""

    refused = Signal(str)
    """Key of a sentence: the picture is not here."""
    copied = Signal()

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self._chooser: QFileDialog | None = None
        self._decoder = Decoder(1, self)

    def mime_of(
        self, tasks: Sequence[Task], tile: int = 0, *, is_tile_alone: bool = False
    ) -> QMimeData | None:
        """Real files under names that say something, for a drag into another program; None without any.

        `tile` (1 to 4) is the variant of a single grid that the hand took: places of this window get that
        picture. Other programs get the whole grid, or with `is_tile_alone` the variant too.
        """
        urls: list[QUrl] = []
        pictures: list[Picture] = []
        for task in tasks:
            chosen = task.tile(tile) if tile and len(tasks) == 1 else None
            cover = chosen if chosen is not None and is_tile_alone else task.cover
            path = self._desk.named_file(cover, task) if cover is not None else None
            if cover is None or path is None:
                continue
            urls.append(QUrl.fromLocalFile(path))
            picture = chosen or cover
            if picture.media_type is not MediaType.MP4:
                pictures.append(as_input(picture, file_name(task, picture)))
        if not urls:
            return None
        data = OwnPictures(pictures)
        data.setUrls(urls)
        data.setData(OWN_TASKS, ",".join(task.id for task in tasks).encode())
        return data

    def copy_picture(self, picture: Picture | None) -> None:
        """The original's pixels to the clipboard, and its file beside them."""
        path = self._desk.picture_path(picture.digest) if picture is not None else None
        if picture is None or path is None:
            self.refused.emit("no-picture")
            return
        if is_film(picture):
            film = OwnPictures([as_input(picture, Path(path).name)])
            film.setUrls([QUrl.fromLocalFile(path)])
            QGuiApplication.clipboard().setMimeData(film)
            self.copied.emit()
            return

        def on_bytes(data: bytes | None) -> None:
            self._decoder.start(lambda: decoded(data or b""), on_decoded)

        def on_decoded(image: QImage) -> None:
            if image.isNull():
                self.refused.emit("no-picture")
                return
            # Never `OwnPictures`: the clipboard outlives Python, and would ask it to take its object apart.
            mime = QMimeData()
            mime.setImageData(image)
            mime.setUrls([QUrl.fromLocalFile(path)])
            QGuiApplication.clipboard().setMimeData(mime)
            self.copied.emit()

        self._desk.load_original(picture.digest, on_bytes)

    def copy_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def save_as(self, picture: Picture | None, task: Task) -> None:
        """Ask where to, then copy the original there."""
        if picture is None:
            self.refused.emit("no-picture")
            return
        name = file_name(task, picture)
        title, kind = (
            (tr("Save film"), tr_as("kind of file", "Film"))
            if is_film(picture)
            else (tr("Save picture"), tr_as("kind of file", "Picture"))
        )
        chooser = QFileDialog(self._window, title, str(Path(self._folder) / name))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilter(f"{kind} (*{picture.media_type.suffix})")
        chooser.setDefaultSuffix(picture.media_type.suffix.removeprefix("."))
        chooser.selectFile(name)

        def on_chosen(path: str) -> None:
            self._folder = str(Path(path).parent)
            self._desk.save_picture(picture, task, path)

        self._open(chooser, on_chosen)

    def save_tiles(self, task: Task) -> None:
        """Ask for a folder, then copy the four tiles there."""
        chooser = QFileDialog(self._window, tr("Save four pictures into"), self._folder)
        chooser.setFileMode(QFileDialog.FileMode.Directory)

        def on_chosen(folder: str) -> None:
            self._folder = folder
            for index in range(1, 5):
                tile = task.tile(index)
                if tile is not None:
                    self._desk.save_picture(tile, task, str(Path(folder) / file_name(task, tile)))

        self._open(chooser, on_chosen)

    def show_in_folder(self, picture: Picture | None) -> None:
        path = self._desk.picture_path(picture.digest) if picture is not None else None
        if path is None:
            self.refused.emit("no-picture")
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))

    def open_outside(self, picture: Picture | None, task: Task) -> None:
        """Show a copy in whatever the system opens such files with: originals stay as they came."""
        path = self._desk.named_file(picture, task) if picture is not None else None
        if path is None:
            self.refused.emit("no-picture")
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    def _open(self, chooser: QFileDialog, then: object) -> None:
        chooser.fileSelected.connect(then)
        chooser.finished.connect(chooser.deleteLater)
        self._chooser = chooser
        chooser.open()


def file_name(task: Task, picture: Picture) -> str:
    """A name that says what it is: words, variant, a piece of the id; safe on every system."""
    words = re.sub(r"[^\w]+", "-", wording.task_title(task), flags=re.UNICODE).strip("-_")[:60].strip("-")
    variant = f"-{picture.index}" if picture.index else ""
    words = words or tr_as("name of a file", "picture")
    return f"{words}{variant}-{(task.remote_id or task.id)[-6:]}{picture.media_type.suffix}"
