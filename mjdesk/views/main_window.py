"""The window: places the screens and connects them; screens do not know each other.

What is not needed to write a prompt and to look at the gallery (inspector, viewer, the sheets) is made when
it is first wanted, or in a free moment after the first rows are on screen. Longer than most modules: screens
that do not know each other are connected here alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.task import TaskState
from mjdesk.views.commander import Commander
from mjdesk.views.compose.compose_panel import ComposePanel
from mjdesk.views.drop_places import ComposeMode
from mjdesk.views.gallery.gallery_page import GalleryPage
from mjdesk.views.gallery.gallery_view import GalleryView
from mjdesk.views.hand_over import HandOver
from mjdesk.views.news import News
from mjdesk.views.own_pictures import OWN_TASKS
from mjdesk.views.sheets import Sheets
from mjdesk.views.shortcuts import Shortcuts
from mjdesk.views.side_panels import ROOM_FOR_BOTH, Side, SidePanels
from mjdesk.views.status_menus import StatusMenus
from mjdesk.views.status_strip import StatusStrip
from mjdesk.widgets.surface import Hairline, Surface

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from mjdesk.domain.task import Task
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.compose.page import ComposePage
    from mjdesk.views.inspector.inspector import Inspector
    from mjdesk.views.viewer.viewer import Viewer

_TITLE_BAR = 40
"""Room for the frame that the system draws, in logical pixels."""
_FILTER = 52
"""Width of a filter above the gallery that is made later and is off, in logical pixels."""
_FREE_MOMENT_MS = 300
"""After the first rows are on screen."""
_KEEPING_MS = 2000
"""What was written longer ago outlives the end of the program, whatever ends it."""


class MainWindow(QMainWindow):
    """Owns the arrangement of the screens and nothing of what they show."""

    closing = Signal()
    """The person wants to leave; the program decides when it is ready."""

    def __init__(self, theme: Theme, models: Ensemble, paths: Mapping[str, str]) -> None:
        """`paths` are shown in the settings: where library, settings and log are."""
        super().__init__()
        self._theme = theme
        self._models = models
        self._inspector: Inspector | None = None
        self._viewer: Viewer | None = None
        self._is_complete = False
        self._is_leaving = False
        settings = models.settings.value
        self.setWindowTitle("MJ Desk")
        self.setMinimumSize(900, 600)
        room = self.screen().availableSize()
        self.resize(min(1440, room.width()), min(900, room.height() - _TITLE_BAR))
        self.setAcceptDrops(True)
        hand_over = HandOver(models.desk, self)
        self.compose = ComposePanel(
            theme,
            models.draft,
            models.slots,
            models.desk,
            models.thumbnails,
            models.table,
            purse=models.purse,
            make_page=self._make_page,
        )
        self.view = GalleryView(theme, models.rows, models.thumbnails, models.previews, hand_over.mime_of)
        self.view.set_films(lambda: models.films)
        self.view.set_line(models.line)
        self.gallery = GalleryPage(
            theme,
            models.rows,
            self.view,
            row_height=settings.tile_height,
            search_key="Ctrl F",
            room=_FILTER * (2 if settings.gateways else 1),
        )
        self.strip = StatusStrip(theme, models.standing)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_FREE_MOMENT_MS)
        self._later.timeout.connect(self._make_the_rest)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEPING_MS)
        self._keeping.timeout.connect(self._keep_written)
        body = self._body = self._arrange(theme)
        self.news = News(theme, body, models.notices)
        self.sheets = Sheets(theme, body, models, paths)
        self.menus = StatusMenus(theme, models, self.strip, self.sheets)
        self.commander = Commander(theme, models, self, body, self.compose, self.news, hand_over)
        self._shortcuts = Shortcuts(self, self._run_command)
        self._shortcuts.hear_in(self.view)
        self._connect()
        self.sides.set_widths(settings.compose_width, settings.inspector_width)
        if settings.compose_mode in set(ComposeMode):
            self.compose.show_mode(ComposeMode(settings.compose_mode))
        if settings.window:
            self.restoreGeometry(QByteArray.fromBase64(settings.window.encode()))

    def open(self) -> None:
        """Begin: count, look back, let the person write; after the window is on screen."""
        self._models.standing.count()
        self._models.purse.count()
        self._models.load_history(self.compose.set_history)
        if self._models.settings.value.is_welcomed:
            self.compose.focus_first()
            if not self._models.standing.session.profile.is_studio:
                self._models.desk.check_gateway()
        else:
            self.sheets.welcome.open()

    def receive(self, files: Sequence[str]) -> None:
        """Come to the front; pictures that another program opens with this one become references."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        if files:
            self._on_drop_used()
            self.compose.show_mode(ComposeMode.IMAGINE)
            self.compose.intake.take_files(list(files))

    def show_task(self, task: Task) -> None:
        """Bring a task into the light and into view."""
        if not self.view.show_task(task):
            self._models.focused.show(task)

    def remember(self) -> None:
        """Keep sizes and what is being written, for the next start."""
        self._keeping.stop()
        changes = self._written()
        changes["window"] = bytes(self.saveGeometry().toBase64().data()).decode()
        compose, inspector = self.sides.widths()
        if compose is not None:
            changes["compose_width"] = compose
        if inspector is not None:
            changes["inspector_width"] = inspector
        self._models.settings.update(**changes)

    def _written(self) -> dict[str, object]:
        """What is being written, by the fields of `Settings`."""
        return {
            "draft": self._models.draft.to_json(),
            "references": self._models.kept_references(),
            "compose_mode": self.compose.mode.value,
            "pages": self._kept_pages(),
        }

    def _on_written(self) -> None:
        if not self._keeping.isActive():
            self._keeping.start()

    def _keep_written(self) -> None:
        self._models.settings.update(**self._written())

    def _arrange(self, theme: Theme) -> QWidget:
        self.centre = QStackedWidget()
        self.centre.addWidget(self.gallery)
        self._inspector_place = _Place()
        self.sides = SidePanels(theme, self.compose, self.centre, self._inspector_place)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sides, 1)
        column.addWidget(Hairline(parent=body))
        column.addWidget(self.strip)
        self.setCentralWidget(body)
        return body

    def _connect(self) -> None:
        models, commander, view = self._models, self.commander, self.view
        self.compose.submitted.connect(models.desk.submit)
        self.compose.copy_requested.connect(commander.copy_text)
        self.compose.task_chosen.connect(self.show_task)
        self.compose.commanded.connect(commander.run)
        for written in (models.draft.changed, models.slots.changed, self.compose.mode_changed):
            written.connect(self._on_written)
        view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        models.desk.submitted.connect(self._on_submitted)
        models.desk.trashed.connect(self.news.say_trashed)
        models.standing.changed.connect(self._on_standing_changed)
        self.news.undo_requested.connect(models.desk.restore)
        self.news.task_requested.connect(models.focused.show_id)
        self.news.copy_requested.connect(commander.copy_text)
        view.focused.connect(models.focused.show)
        view.acted.connect(commander.act)
        view.commanded.connect(commander.run)
        view.menu_requested.connect(commander.open_menu)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_context_menu)
        self.gallery.row_height_changed.connect(self._on_row_height_changed)
        self.gallery.prompt_requested.connect(self._write)
        self.gallery.side_requested.connect(self.sides.want)
        commander.view_requested.connect(self._show_viewer)
        commander.deleted.connect(self.show_task)
        commander.prompt_requested.connect(self._write)
        self.menus.answer_requested.connect(self._on_answer_requested)
        self.news.answer_requested.connect(self._on_answer_requested)
        self.sheets.entered.connect(self.compose.focus_prompt)
        self.sheets.copy_requested.connect(commander.copy_text)
        self.sheets.use_requested.connect(self.compose.use_links)
        commander.upload_requested.connect(self.sheets.open_upload)
        models.rows.opened.connect(self._later.start)
        self._on_standing_changed()

    @property
    def inspector(self) -> Inspector:
        """The right panel, made when it is first needed."""
        if self._inspector is None:
            from mjdesk.views.late_screens import make_inspector

            self._inspector = make_inspector(
                self._theme, self._models, self.commander, self.compose, self.show_task
            )
            self._inspector_place.add(self._inspector)
        return self._inspector

    @property
    def viewer(self) -> Viewer:
        """One picture, large, made when it is first needed."""
        if self._viewer is None:
            from mjdesk.views.late_screens import make_viewer

            self._viewer = viewer = make_viewer(self._theme, self._models, self.commander)
            viewer.closed.connect(self._show_gallery)
            viewer.commanded.connect(self._on_viewer_commanded)
            viewer.row_chosen.connect(self._on_row_chosen)
            viewer.well_changed.connect(self._on_well_changed)
            self._shortcuts.hear_in(viewer)
            self.centre.addWidget(viewer)
        return self._viewer

    def _make_page(self, mode: ComposeMode) -> ComposePage:
        """A page of the compose panel that was never shown."""
        from mjdesk.views.compose import kept_pages
        from mjdesk.views.compose.pages import make_page

        page = make_page(mode, self._theme, self._models, self.compose)
        if kept := kept_pages.read(self._models.settings.value.pages).get(mode):
            desk = self._models.desk
            page.take_back(kept, lambda digest: desk.picture_path(digest) is not None)
        return page

    def _kept_pages(self) -> str:
        """For the next start; of pages that were not made this time, what was kept before."""
        before = self._models.settings.value.pages
        made = self.compose.pages()
        if len(made) == 1:
            return before
        from mjdesk.views.compose import kept_pages

        return kept_pages.written(
            kept_pages.read(before) | {mode.value: page.kept() for mode, page in made.items()}
        )

    def _make_the_rest(self) -> None:
        """What the first moment does without."""
        if not self._is_complete:
            self._is_complete = True
            self._guide_drops()
            self._models.restore_references()
            _ = self.inspector
            self._models.watch_network()
            from mjdesk.views.late_screens import make_filters

            self.commander.albums = make_filters(
                self._theme, self._models, self._body, self.gallery, self.strip, self.news
            )
            self._models.standing.count()
            self._models.load_history(self.compose.set_history)

    def _guide_drops(self) -> None:
        """From now on what hangs over the window is offered its places; before, it lands on the page."""
        from mjdesk.views.drop_guide import DropGuide

        self.drop_guide = DropGuide(self._theme, self, self._body, self.compose)
        self.drop_guide.used.connect(self._on_drop_used)

    def _run_command(self, command_id: str) -> None:
        """Do what a key asked for."""
        name, _, number = command_id.rpartition("-")
        task = self._models.focused.task
        match command_id:
            case "prompt":
                self._write()
            case "create":
                self.compose.submit()
            case "create-keep":
                self.compose.submit(keep_text=True)
            case _ if command_id.startswith("mode-"):
                self.sides.want(Side.COMPOSE)
                self.compose.show_mode(ComposeMode(command_id.removeprefix("mode-"))).focus_first()
            case "grid":
                self._show_gallery()
            case "pixels":
                self._show_pixels()
            case "quick":
                self._show_gallery() if self._is_viewing() else self._show_viewer()
            case "well":
                self.viewer.cycle_well()
            case "inspector":
                self.sides.want(Side.INSPECTOR)
            case "panels":
                self.sides.toggle()
            case "search":
                self._show_gallery()
                self.gallery.focus_search()
            case "undo":
                self.news.undo()
            case "trash":
                self.commander.trash(self.view, only=task if self._is_viewing() else None)
            case "settings":
                self.sheets.open_settings()
            case "keys":
                self.sheets.open_keys()
            case "spending":
                self.sheets.open_spending()
            case "queue":
                self.menus.open_queue()
            case "upload":
                self.sheets.open_upload()
            case "quit":
                self.closing.emit()
            case "reroll":
                self.commander.press(ActionVerb.REROLL)
            case _ if name in {"upscale", "vary"}:
                verb = ActionVerb.UPSCALE if name == "upscale" else ActionVerb.VARIATION
                self.commander.press(verb, int(number))
            case _ if task is None:
                return
            case _ if name == "rate":
                aimed_at = [task] if self._is_viewing() else self.view.selected_tasks() or [task]
                for each in aimed_at:
                    self._models.desk.rate(each.id, int(number))
            case _:
                self.commander.run(task.id, command_id)

    def _write(self) -> None:
        if self._is_viewing():
            self._show_gallery()
        self.sides.want(Side.COMPOSE)
        self.compose.focus_prompt()

    def _on_drop_used(self) -> None:
        """What was dropped is to be seen where it went."""
        if self._is_viewing():
            self._show_gallery()
        self.sides.want(Side.COMPOSE)

    def _is_viewing(self) -> bool:
        return self._viewer is not None and self.centre.currentWidget() is self._viewer

    def _show_pixels(self) -> None:
        if self._is_viewing():
            self.viewer.canvas.toggle_pixels()
        else:
            self._show_viewer()

    def _show_viewer(self) -> None:
        task = self._models.focused.task
        if task is None or (task.cover is None and not task.is_live):
            return
        self.centre.setCurrentWidget(self.viewer)
        self.sides.set_viewing(True)
        self.inspector.set_picture_shown(False)
        self.viewer.open()

    def _show_gallery(self) -> None:
        if self._is_viewing():
            self.centre.setCurrentWidget(self.gallery)
            self.sides.set_viewing(False)
            self.inspector.set_picture_shown(True)
            self._models.pictures.release()
        self.view.setFocus()
        task = self._models.focused.task
        if task is not None:
            self.view.show_task(task)

    def _on_submitted(self, tasks: tuple[Task, ...]) -> None:
        if tasks:
            self.view.show_task(tasks[-1])

    def _on_answer_requested(self, task_id: str) -> None:
        self._models.desk.load_task(task_id, self._ask)

    def _ask(self, task: Task | None) -> None:
        if task is not None and task.state is TaskState.NEEDS_ANSWER:
            self.show_task(task)
            self.commander.run(task.id, "answer")

    def _on_viewer_commanded(self, task_id: str, command: str) -> None:
        if command == "trash":
            self.commander.trash(self.view, only=self._models.focused.task)
        else:
            self.commander.run(task_id, command)

    def _on_row_chosen(self, row: int) -> None:
        task = self._models.rows.task(row)
        if task is not None:
            self.show_task(task)

    def _on_context_menu(self, point: QPoint) -> None:
        index = self.view.indexAt(point)
        task = self._models.rows.task(index.row())
        if task is not None:
            if not self.view.selectionModel().isSelected(index):
                self.view.show_task(task)
            self.commander.open_menu(task.id, self.view.viewport().mapToGlobal(point))

    def _on_selection_changed(self) -> None:
        self.strip.say_selected(self.view.selected_count())

    def _on_standing_changed(self) -> None:
        self.compose.set_gateway(self._models.standing.session.profile)

    def _on_row_height_changed(self, height: int) -> None:
        self._models.settings.update(tile_height=height)

    def _on_well_changed(self, well: int) -> None:
        self._models.settings.update(well=well)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.gallery.show_side_buttons(self.width() < ROOM_FOR_BOTH)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if self.compose.page.would_take(mime) and not mime.hasFormat(OWN_TASKS):
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


class _Place(Surface):
    """Keeps the room of a panel until it is made."""

    def __init__(self) -> None:
        super().__init__("panel")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget) -> None:
        """The panel has come."""
        self._column.addWidget(widget)
