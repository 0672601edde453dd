"""The window: places the screens and connects them; screens do not know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.action import ActionVerb
from mjdesk.views.compose.compose_panel import ComposePanel
from mjdesk.views.gallery.gallery_page import GalleryPage
from mjdesk.views.gallery.gallery_view import GalleryView
from mjdesk.views.hand_over import HandOver
from mjdesk.views.inspector.inspector import Inspector
from mjdesk.views.news import News
from mjdesk.views.shortcuts import Shortcuts
from mjdesk.views.status_strip import StatusStrip
from mjdesk.views.task_menu import task_menu
from mjdesk.views.viewer.viewer import Viewer
from mjdesk.views.words_dialog import WordsDialog
from mjdesk.widgets.status import Status
from mjdesk.widgets.surface import Hairline, HairlineSplitter

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from mjdesk.domain.action import Action
    from mjdesk.domain.task import Task
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme

_NARROW = 1100


class MainWindow(QMainWindow):
    """Owns the arrangement of the screens and nothing of what they show."""

    closing = Signal()
    """The person wants to leave; the program decides when it is ready."""
    settings_requested = Signal()
    keys_requested = Signal()

    def __init__(self, theme: Theme, models: Ensemble) -> None:
        super().__init__()
        self._theme = theme
        self._models = models
        self._asking: tuple[str, Action | None] | None = None
        self._menu = None
        self._is_leaving = False
        settings = models.settings.value
        self.setWindowTitle("MJ Desk")
        self.setMinimumSize(900, 600)
        self.resize(1440, 900)
        self.setAcceptDrops(True)
        self.hand_over = HandOver(models.desk, self)
        self.compose = ComposePanel(
            theme, models.draft, models.slots, models.desk, models.thumbnails, models.table
        )
        view = GalleryView(theme, models.rows, models.thumbnails, models.previews, self.hand_over.mime_of)
        self.gallery = GalleryPage(
            theme, models.rows, view, row_height=settings.tile_height, search_key="Ctrl F"
        )
        self.viewer = Viewer(
            theme,
            models.rows,
            models.focused,
            models.thumbnails,
            models.previews,
            models.pictures,
            well=settings.well,
        )
        self.inspector = Inspector(
            theme,
            models.focused,
            models.thumbnails,
            models.previews,
            models.gateway_name,
            models.clock.now,
        )
        self.strip = StatusStrip(theme, models.standing)
        self.centre = QStackedWidget()
        self.centre.addWidget(self.gallery)
        self.centre.addWidget(self.viewer)
        self._sides = HairlineSplitter(theme, Qt.Orientation.Horizontal)
        for widget in (self.compose, self.centre, self.inspector):
            self._sides.addWidget(widget)
        self._sides.setStretchFactor(0, 0)
        self._sides.setStretchFactor(1, 1)
        self._sides.setStretchFactor(2, 0)
        self._sides.setChildrenCollapsible(False)
        self.compose.setMinimumWidth(300)
        self.compose.setMaximumWidth(460)
        self.inspector.setMinimumWidth(260)
        self.inspector.setMaximumWidth(420)
        self.centre.setMinimumWidth(320)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._sides, 1)
        column.addWidget(Hairline(parent=body))
        column.addWidget(self.strip)
        self.setCentralWidget(body)
        self.words = WordsDialog(theme, body)
        self.news = News(theme, body, models.notices)
        self.shortcuts = Shortcuts(self, (view, self.viewer), self._run_command)
        self._connect()
        self._sides.setSizes(
            [settings.compose_width, 1440 - settings.compose_width, settings.inspector_width]
        )
        if settings.window:
            self.restoreGeometry(QByteArray.fromBase64(settings.window.encode()))

    def open(self) -> None:
        """Show what the library holds; after the window is on screen."""
        self.gallery.open_all()
        self._models.standing.count()
        self.compose.focus_prompt()

    def show_task(self, task: Task) -> None:
        """Bring a task into the light and into view."""
        if not self.gallery.view.show_task(task):
            self._models.focused.show(task)

    def _connect(self) -> None:
        models = self._models
        view = self.gallery.view
        self.compose.submitted.connect(models.desk.submit)
        models.desk.submitted.connect(self._on_submitted)
        models.desk.trashed.connect(self.news.say_trashed)
        self.news.undo_requested.connect(models.desk.restore)
        self.news.task_requested.connect(models.focused.show_id)
        view.focused.connect(models.focused.show)
        view.acted.connect(self._on_acted)
        view.commanded.connect(self._on_commanded)
        view.menu_requested.connect(self._on_menu_requested)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_context_menu)
        self.gallery.row_height_changed.connect(lambda height: models.settings.update(tile_height=height))
        self.gallery.clear_requested.connect(self.compose.focus_prompt)
        self.inspector.acted.connect(self._on_acted)
        self.inspector.commanded.connect(self._on_commanded)
        self.inspector.rated.connect(models.desk.rate)
        self.inspector.task_chosen.connect(self.show_task)
        self.inspector.parameter_chosen.connect(self.compose.use_flag)
        self.inspector.copy_requested.connect(self._on_copy_text)
        self.viewer.closed.connect(self._show_gallery)
        self.viewer.acted.connect(self._on_acted)
        self.viewer.commanded.connect(self._on_commanded)
        self.viewer.row_chosen.connect(self._on_row_chosen)
        self.viewer.well_changed.connect(lambda well: models.settings.update(well=well))
        self.words.confirmed.connect(self._on_words)
        self.strip.settings_requested.connect(self.settings_requested)
        self.strip.keys_requested.connect(self.keys_requested)
        self.strip.check_requested.connect(models.desk.check_gateway)
        self.hand_over.refused.connect(self._on_refused)
        self.hand_over.copied.connect(lambda: self.news.say("copied", "Picture copied", status=Status.OK))

    def _run_command(self, command_id: str) -> None:
        """Do what a key or menu asked for."""
        task = self._models.focused.task
        name, _, number = command_id.rpartition("-")
        match command_id:
            case "prompt":
                self.compose.focus_prompt()
            case "create":
                self.compose.submit()
            case "create-keep":
                self.compose.submit(keep_text=True)
            case "grid":
                self._show_gallery()
            case "pixels":
                if self.centre.currentWidget() is self.viewer:
                    self.viewer.canvas.toggle_pixels()
                elif task is not None:
                    self._show_viewer()
            case "quick":
                if self.centre.currentWidget() is self.viewer:
                    self._show_gallery()
                else:
                    self._show_viewer()
            case "well":
                self.viewer.cycle_well()
            case "panels":
                self._toggle_panels()
            case "search":
                self._show_gallery()
                self.gallery.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.gallery.search.edit.selectAll()
            case "undo":
                self.news.undo()
            case "settings":
                self.settings_requested.emit()
            case "keys":
                self.keys_requested.emit()
            case "quit":
                self.closing.emit()
            case _ if task is None:
                return
            case "reroll":
                self._press(task, ActionVerb.REROLL, 0)
            case _ if name in {"upscale", "vary"}:
                verb = ActionVerb.UPSCALE if name == "upscale" else ActionVerb.VARIATION
                self._press(task, verb, int(number))
            case _ if name == "rate":
                self._models.desk.rate(task.id, int(number))
            case _:
                self._on_commanded(task.id, command_id)

    def _press(self, task: Task, verb: ActionVerb, index: int) -> None:
        for action in task.actions:
            if action.verb is verb and (not index or action.index == index):
                if self._models.focused.child_of(action) is None:
                    self._on_acted(task.id, action)
                else:
                    self.news.say("used", "Already done", "Its button leads to the result, or does it again.")
                return

    def _on_submitted(self, tasks: tuple[Task, ...]) -> None:
        if tasks:
            self.gallery.view.show_task(tasks[-1])

    def _on_acted(self, task_id: str, action: Action) -> None:
        if action.needs_mask:
            self.news.say(
                "no-mask",
                "Vary Region needs a painted area",
                "The mask editor comes with the next version. Zoom, pan and vary work now.",
                Status.WARN,
            )
            return
        task = self._models.focused.task
        if action.needs_words and task is not None:
            self._asking = (task_id, action)
            self.words.ask(task, action)
            return
        self._models.desk.act(task_id, action)

    def _on_words(self, prompt: str) -> None:
        asking, self._asking = self._asking, None
        if asking is None:
            return
        task_id, action = asking
        if action is None:
            self._models.desk.answer(task_id, prompt=prompt)
        else:
            self._models.desk.act(task_id, action, prompt=prompt)

    def _on_commanded(self, task_id: str, command: str) -> None:
        task = self._models.focused.task
        if task is None or task.id != task_id:
            self._models.focused.show_id(task_id)
            task = self._models.focused.task
        if task is None or task.id != task_id:
            return
        desk = self._models.desk
        name, _, variant = command.partition("-tile-")
        picture = task.tile(int(variant)) if variant else task.cover
        match name:
            case "view":
                self._show_viewer()
            case "retry":
                desk.retry(task_id)
            case "check":
                desk.check_again(task_id)
            case "collect":
                desk.collect_again(task_id)
            case "cancel":
                desk.cancel(task_id)
            case "answer":
                self._asking = (task_id, None)
                self.words.ask(task, None)
            case "reuse":
                self.compose.set_prompt(task.prompt)
                self.compose.focus_prompt()
            case "copy":
                self.hand_over.copy_picture(picture)
            case "copy-prompt":
                self._on_copy_text(task.prompt)
            case "save":
                self.hand_over.save_as(picture, task)
            case "save-tiles":
                self.hand_over.save_tiles(task)
            case "folder":
                self.hand_over.show_in_folder(picture)
            case "drag":
                self._start_drag(task)
            case "seed":
                desk.fetch_seed(task_id)
            case "trash":
                self._trash(task)
            case "restore":
                desk.restore((task_id,))
            case _:
                return

    def _trash(self, task: Task) -> None:
        """The selection when the task is part of it; the next picture takes the light."""
        view = self.gallery.view
        selected = view.selected_tasks()
        if all(other.id != task.id for other in selected) or self.centre.currentWidget() is self.viewer:
            selected = [task]
        doomed = [other for other in selected if not other.is_live]
        if not doomed:
            self.news.say("live", "It is still in progress", "Cancel it first, then delete it.")
            return
        row = self._models.rows.row_of(doomed[-1])
        after = self._models.rows.task(row + 1) or self._models.rows.task(row - 1)
        if doomed[0].trashed_at is not None:
            self._models.desk.restore([other.id for other in doomed])
        else:
            self._models.desk.trash([other.id for other in doomed])
        if after is not None:
            view.show_task(after)

    def _start_drag(self, task: Task) -> None:
        from PySide6.QtGui import QDrag

        data = self.hand_over.mime_of([task])
        if data is not None:
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    def _show_viewer(self) -> None:
        task = self._models.focused.task
        if task is None or (task.cover is None and not task.is_live):
            return
        self.centre.setCurrentWidget(self.viewer)
        self.inspector.set_picture_shown(False)
        self.viewer.open()

    def _show_gallery(self) -> None:
        if self.centre.currentWidget() is self.viewer:
            self.centre.setCurrentWidget(self.gallery)
            self.inspector.set_picture_shown(True)
            self._models.pictures.release()
        self.gallery.view.setFocus()
        task = self._models.focused.task
        if task is not None:
            self.gallery.view.show_task(task)

    def _on_row_chosen(self, row: int) -> None:
        task = self._models.rows.task(row)
        if task is not None:
            self._models.focused.show(task)
            self.gallery.view.show_task(task)

    def _toggle_panels(self) -> None:
        shown = self.compose.isVisible() or self.inspector.isVisible()
        self.compose.setVisible(not shown)
        self.inspector.setVisible(not shown)

    def _on_menu_requested(self, task_id: str, at: QPoint) -> None:
        task = self._models.focused.task
        if task is None or task.id != task_id:
            self._models.focused.show_id(task_id)
            task = self._models.focused.task
        if task is None or task.id != task_id:
            return
        self._menu = task_menu(self._theme, task, self, self._on_acted, self._on_commanded)
        self._menu.popup(at)

    def _on_context_menu(self, point: QPoint) -> None:
        view = self.gallery.view
        task = self._models.rows.task(view.indexAt(point).row())
        if task is not None:
            view.show_task(task)
            self._on_menu_requested(task.id, view.viewport().mapToGlobal(point))

    def _on_copy_text(self, text: str) -> None:
        self.hand_over.copy_text(text)
        self.news.say("copied", "Copied", status=Status.OK)

    def _on_refused(self, _kind: str) -> None:
        self.news.say("refused", "There is no picture here yet", "Wait until it has arrived.")

    def remember(self) -> None:
        """Keep sizes and what is being written, for the next start."""
        sizes = self._sides.sizes()
        changes: dict[str, object] = {
            "window": bytes(self.saveGeometry().toBase64().data()).decode(),
            "draft": self._models.draft.to_json(),
        }
        if self.compose.isVisible():
            changes["compose_width"] = sizes[0]
        if self.inspector.isVisible():
            changes["inspector_width"] = sizes[2]
        self._models.settings.update(**changes)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if (mime.hasUrls() or mime.hasImage()) and not mime.hasFormat("application/x-mjdesk-tasks"):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if self.compose.drop_mime(event.mimeData()):
            event.acceptProposedAction()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        # Ignored and not hidden: the program ends its work first (house.md, "Leaving").
        event.ignore()
        if not self._is_leaving:
            self._is_leaving = True
            self.closing.emit()
