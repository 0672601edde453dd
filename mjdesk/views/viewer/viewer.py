"""One picture, large: canvas, a quiet bar above, the neighbours below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from mjdesk.domain.film import clips_of, is_film
from mjdesk.theme import WELLS, Theme
from mjdesk.views import wording
from mjdesk.views.language import tr, tr_as
from mjdesk.views.viewer.answer_card import AnswerCard
from mjdesk.views.viewer.film_show import FilmShow, shown_size
from mjdesk.views.viewer.filmstrip import Filmstrip
from mjdesk.views.viewer.viewer_bar import ViewerBar
from mjdesk.views.viewer.viewer_canvas import ViewerCanvas
from mjdesk.widgets.surface import Surface

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task
    from mjdesk.models.focused_task import FocusedTask
    from mjdesk.models.full_pictures import FullPictures
    from mjdesk.models.previews import Previews
    from mjdesk.models.task_list import TaskListModel
    from mjdesk.models.thumbnails import Thumbnails

_STAND_IN = QSize(512, 512)


class Viewer(Surface):
    """Owns zoom and well; which task it shows is `FocusedTask`'s to say."""

    closed = Signal()
    acted = Signal(str, object)
    """A task's id and an `Action`."""
    commanded = Signal(str, str)
    """A task's id and `save`, `copy`, `trash`, or `save-tile-N`, `copy-tile-N`, or `drag`, `drag-tile-N`."""
    drag_started = Signal(object)
    """A `Task`: its picture wants to leave the filmstrip."""
    menu_requested = Signal(str, QPoint)
    """A task's id, and where on the screen its menu shall open."""
    row_chosen = Signal(int)
    well_changed = Signal(int)

    def __init__(
        self,
        theme: Theme,
        model: TaskListModel,
        focused: FocusedTask,
        thumbnails: Thumbnails,
        previews: Previews,
        pictures: FullPictures,
        *,
        well: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("ground", parent)
        self._theme = theme
        self._model = model
        self._focused = focused
        self._thumbnails = thumbnails
        self._previews = previews
        self._pictures = pictures
        self._well = well % len(WELLS)
        self._shown: Picture | None = None
        self._is_sharp = False
        self.canvas = ViewerCanvas(theme)
        self.answer = AnswerCard(theme, self.canvas)
        self.strip = Filmstrip(theme, model, thumbnails)
        self.bar = ViewerBar(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.strip)
        self.films = FilmShow(self.canvas, column)
        self.films.clip_changed.connect(self._on_clip_changed)
        self.films.begun.connect(self._on_film_begun)
        self.films.outside_requested.connect(lambda: self._command("open-outside"))
        self.bar.closed.connect(self.closed)
        self.bar.smaller_requested.connect(self.canvas.zoom_out)
        self.bar.larger_requested.connect(self.canvas.zoom_in)
        self.bar.fit_requested.connect(lambda: self.canvas.toggle_pixels())
        self.bar.commanded.connect(self._command)
        self.canvas.acted.connect(self._on_acted)
        self.canvas.tile_commanded.connect(self._on_tile_commanded)
        self.canvas.zoom_changed.connect(self._on_zoom_changed)
        self.canvas.drag_started.connect(self._on_drag_started)
        self.strip.drag_started.connect(self.drag_started)
        self.strip.chosen.connect(self.row_chosen)
        self.answer.commanded.connect(self._command)
        self.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.canvas.customContextMenuRequested.connect(self._on_menu_requested)
        focused.changed.connect(self._on_task_changed)
        pictures.ready.connect(self._on_picture_ready)
        pictures.failed.connect(self._on_picture_failed)
        thumbnails.ready.connect(self._on_thumbnail_ready)
        previews.ready.connect(self._on_preview_ready)
        for moved in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.modelReset):
            moved.connect(self._on_rows_changed)
        theme.changed.connect(self._refresh_well)
        self._refresh_well()

    def open(self) -> None:
        """The viewer is on screen now."""
        self._shown = None
        self._on_task_changed()
        self.canvas.setFocus()

    def is_sharp(self) -> bool:
        """The original itself is shown, not a stand-in."""
        return self._is_sharp

    def cycle_well(self) -> None:
        """The next of the four grounds around the picture."""
        self._well = (self._well + 1) % len(WELLS)
        self._refresh_well()
        self.well_changed.emit(self._well)

    def set_well(self, well: int) -> None:
        """Another ground around the picture, chosen elsewhere."""
        self._well = well % len(WELLS)
        self._refresh_well()

    def _refresh_well(self) -> None:
        self.canvas.set_well(WELLS[self._well])
        self.strip.set_well(self._theme.tokens.ground)

    def _on_task_changed(self) -> None:
        task = self._focused.task
        if not self.isVisible():
            return
        self.canvas.show_task(task)
        self.answer.show_task(task)
        is_moving = self.films.show(clips_of(task) if task is not None else ())
        if task is None:
            self._shown = None
            self.bar.show_title("")
            self.bar.show_facts("")
            self.canvas.set_picture(None, QSize(1, 1))
            return
        self.bar.show_title(wording.task_title(task))
        self._show_place(task)
        cover = task.cover
        if cover is None:
            self._shown = None
            preview = self._previews.pixmap(task)
            self.canvas.set_picture(preview, _live_size(task))
            return
        if is_moving or (self._shown is not None and self._shown.digest == cover.digest):
            return
        self._shown, self._is_sharp = cover, False
        self._show_pixels(keeps_view=False)

    def _on_rows_changed(self, *_: object) -> None:
        """What came or went moved the picture that is looked at to another place."""
        if self.isVisible() and self._focused.task is not None:
            self._show_place(self._focused.task)

    def _show_place(self, task: Task) -> None:
        row = self._model.row_of(task)
        self.strip.show_row(row)
        self._show_facts(task, row)

    def _show_facts(self, task: Task, row: int) -> None:
        parts: list[str] = []
        if row >= 0:
            parts.append(tr("{number:,} of {count:,}", number=row + 1, count=self._model.rowCount()))
        if task.cover is not None:
            parts.append(f"{task.cover.width} × {task.cover.height}")
        if task.cover is not None and self._pictures.is_lost(task.cover.digest):
            parts.append(tr("the original cannot be read, this is its preview"))
        self.bar.show_facts(" · ".join(parts))

    def _show_pixels(self, *, keeps_view: bool) -> None:
        cover = self._shown
        if cover is None:
            return
        size = shown_size(cover) if is_film(cover) else QSize(cover.width, cover.height)
        # Of a film only its stand-in can be drawn; its frames come from the player.
        image = None if is_film(cover) else self._pictures.image(cover.digest)
        if image is not None:
            self._is_sharp = True
            self.canvas.set_picture(image, size, keeps_view=keeps_view)
            return
        stand_in = self._thumbnails.stand_in(cover.digest, cover.width / max(1, cover.height))
        if stand_in is None:
            box = size.scaled(_STAND_IN, Qt.AspectRatioMode.KeepAspectRatio)
            stand_in = self._thumbnails.pixmap(cover.digest, box)
        self.canvas.set_picture(stand_in, size, keeps_view=keeps_view)

    def _on_clip_changed(self, clip: Picture) -> None:
        """The poster, until the first frame is there."""
        self._shown, self._is_sharp = clip, False
        self._show_pixels(keeps_view=False)

    def _on_film_begun(self) -> None:
        self._is_sharp = True

    def _on_picture_failed(self, digest: str) -> None:
        task = self._focused.task
        if self._shown is not None and digest == self._shown.digest and task is not None:
            self._show_facts(task, self._model.row_of(task))

    def _on_picture_ready(self, digest: str) -> None:
        if self._shown is not None and digest == self._shown.digest and self.isVisible():
            self._show_pixels(keeps_view=True)

    def _on_thumbnail_ready(self, digest: str) -> None:
        is_mine = self._shown is not None and digest == self._shown.digest
        if is_mine and not self._is_sharp and self.isVisible():
            self._show_pixels(keeps_view=True)

    def _on_preview_ready(self, task_id: str) -> None:
        task = self._focused.task
        if self.isVisible() and task is not None and task.id == task_id and self._shown is None:
            self.canvas.set_picture(self._previews.pixmap(task), _live_size(task), keeps_view=True)

    def _on_acted(self, action: object) -> None:
        if self._focused.task is not None:
            self.acted.emit(self._focused.task.id, action)

    def _on_drag_started(self) -> None:
        variant = self.canvas.variant
        self._command(f"drag-tile-{variant}" if variant else "drag")

    def _on_tile_commanded(self, variant: int, command: str) -> None:
        self._command(f"{command}-tile-{variant}")

    def _on_menu_requested(self, at: QPoint) -> None:
        if self._focused.task is not None:
            self.menu_requested.emit(self._focused.task.id, self.canvas.mapToGlobal(at))

    def _on_zoom_changed(self) -> None:
        fit = tr_as("size of a picture", "Fit")
        self.bar.show_zoom(fit if self.canvas.is_fit() else f"{self.canvas.percent()}%")

    def _command(self, command: str) -> None:
        if self._focused.task is not None:
            self.commanded.emit(self._focused.task.id, self.films.command_for(command))

    def _step(self, by: int) -> None:
        task = self._focused.task
        row = self._model.row_of(task) + by if task is not None else -1
        if 0 <= row < self._model.rowCount():
            self.row_chosen.emit(row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.films.press(event.key()):
            return
        match event.key():
            case Qt.Key.Key_Left:
                self._step(-1 if not self.isRightToLeft() else 1)
            case Qt.Key.Key_Right:
                self._step(1 if not self.isRightToLeft() else -1)
            case Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_Down:
                self._step(1)
            case Qt.Key.Key_Escape:
                self.closed.emit()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.canvas.zoom_in()
            case Qt.Key.Key_Minus:
                self.canvas.zoom_out()
            case _:
                super().keyPressEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # minimised, it comes back as it was
            self._shown = None
            self.canvas.set_picture(None, QSize(1, 1))
            self._pictures.release()
            self.films.leave()


def _live_size(task: Task) -> QSize:
    ratio = task.ratio.value
    return QSize(round(1024 * min(1.0, ratio)), round(1024 * min(1.0, 1 / ratio)))
