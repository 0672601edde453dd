"""Carries out what keys, menus and buttons ask for, on the task in the light or on the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication

from mjdesk.domain.action import ActionVerb
from mjdesk.views.drop_places import ComposeMode
from mjdesk.views.hand_over import file_name
from mjdesk.views.language import tr
from mjdesk.views.own_pictures import OwnPictures, as_input
from mjdesk.widgets.status import Status

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from mjdesk.domain.action import Action
    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.album_desk import AlbumDesk
    from mjdesk.views.asking import Asking
    from mjdesk.views.compose.compose_panel import ComposePanel
    from mjdesk.views.gallery.gallery_view import GalleryView
    from mjdesk.views.hand_over import HandOver
    from mjdesk.views.makers import Makers
    from mjdesk.views.news import News
    from mjdesk.views.region import Region

_PROMPTS = frozenset({ActionVerb.IMAGINE_PROMPT, ActionVerb.IMAGINE_ALL})


class Commander(QObject):
    """Owns what asks a person before an action, and the menu that is open."""

    view_requested = Signal()
    """Show the task in the light large."""
    prompt_requested = Signal()
    """The prompt is ready to be edited."""
    upload_requested = Signal(object)
    """`tuple[Picture, ...]`: to be left at the gateway."""
    deleted = Signal(object)
    """The `Task` that should take the light instead."""

    def __init__(
        self,
        theme: Theme,
        models: Ensemble,
        window: QWidget,
        host: QWidget,
        compose: ComposePanel,
        news: News,
        hand_over: HandOver,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._models = models
        self._window = window
        self._compose = compose
        self._host = host
        self._asking: Asking | None = None
        self._makers: Makers | None = None
        self._region: Region | None = None
        self._news = news
        self._hand_over = hand_over
        self._menu: QMenu | None = None
        self.albums: AlbumDesk | None = None
        """Collections, once they were made."""
        hand_over.refused.connect(self._on_refused)
        hand_over.copied.connect(self._on_copied)

    @property
    def asking(self) -> Asking:
        """What asks before an action goes on, made when the first is pressed."""
        if self._asking is None:
            from mjdesk.views.asking import Asking

            self._asking = Asking(self._theme, self._models, self._host)
        return self._asking

    @property
    def region(self) -> Region:
        """The mask editor and the ways to it, made when the first area is to be painted."""
        if self._region is None:
            from mjdesk.views.region import Region

            self._region = Region(self._theme, self._models, self._host)
            self._region.acted.connect(self.act)
            self._region.refused.connect(lambda: self._on_refused(""))
        return self._region

    @property
    def makers(self) -> Makers:
        """The sheets of edits and films, made when the first is wanted."""
        if self._makers is None:
            from mjdesk.views.makers import Makers

            self._makers = Makers(self._theme, self._models, self._host)
            self._makers.area_requested.connect(self._on_area_requested)
        return self._makers

    def act(self, task_id: str, action: Action, *, with_words: bool | None = None) -> None:
        """Press a button of a task; ask for words first where the action needs them, or the person wants to
        give some: with Alt held, when `with_words` does not say."""
        task = self._in_light(task_id)
        if action.needs_mask:
            if task is not None:
                self.region.paint(task, action)
            return
        if with_words is None:
            held = QGuiApplication.keyboardModifiers()
            with_words = bool(held & Qt.KeyboardModifier.AltModifier)
        if task is not None and action.verb in _PROMPTS:
            # As from their cards: never twice by a double click, and all of them one by one.
            found = self._models.found
            found.imagine(action.index) if action.index else found.imagine_all()
        elif task is not None and self.asking.wants(action, with_words=with_words):
            self.asking.before(task, action)
        else:
            self._models.desk.act(task_id, action)

    def act_with_words(self, task_id: str, action: Action) -> None:
        """Ask for other words, then press a button."""
        self.act(task_id, action, with_words=True)

    def press(self, verb: ActionVerb, index: int = 0) -> None:
        """Press a button of the task in the light by its verb, unless that was done before."""
        task = self._models.focused.task
        for action in task.actions if task is not None else ():
            if action.verb is verb and (not index or action.index == index) and task is not None:
                if self._models.focused.child_of(action) is None:
                    self.act(task.id, action, with_words=False)
                else:
                    self._news.say(
                        "used", tr("Already done"), tr("Its button leads to the result, or repeats it.")
                    )
                return

    def run(self, task_id: str, command: str) -> None:
        """One of the commands of a task: `retry`, `save`, `copy-tile-2` and so on."""
        task = self._in_light(task_id)
        if task is None:
            return
        name, _, variant = command.partition("-tile-")
        picture = task.tile(int(variant)) if variant else task.cover
        desk = self._models.desk
        match name:
            case "view":
                self.view_requested.emit()
            case "retry":
                desk.retry(task_id)
            case "check":
                desk.check_again(task_id)
            case "collect":
                desk.collect_again(task_id)
            case "cancel":
                desk.cancel(task_id)
            case "answer" if task.action is not None and task.action.needs_mask:
                self.region.answer(task)
            case "answer":
                self.asking.answer(task)
            case "region":
                self._paint_region(task)
            case "region-again":
                self.region.paint_again(task)
            case "reuse":
                self._models.use_references(task)
                self._compose.set_prompt(task.prompt)
                self.prompt_requested.emit()
            case "copy":
                self._hand_over.copy_picture(picture)
            case "copy-prompt":
                self.copy_text(task.prompt)
            case "copy-details":
                from mjdesk.views import trouble_words

                self.copy_text(trouble_words.details(task, self._models.gateway(task.account)))
            case "save":
                self._hand_over.save_as(picture, task)
            case "save-tiles":
                self._hand_over.save_tiles(task)
            case "open-outside":
                self._hand_over.open_outside(picture, task)
            case "folder":
                self._hand_over.show_in_folder(picture)
            case "describe" if picture is not None:
                page = self._compose.show_mode(ComposeMode.DESCRIBE)
                page.take(OwnPictures([as_input(picture, file_name(task, picture))]))
            case "upload":
                tiles = [tile for index in range(1, 5) if (tile := task.tile(index)) is not None]
                meant = tiles or [picture] if picture is not None else []
                self.upload_requested.emit(tuple(as_input(each, file_name(task, each)) for each in meant))
            case "drag":
                self.drag(task, int(variant or 0))
            case "seed":
                desk.fetch_seed(task_id)
            case "use-seed" if task.seed:
                self._compose.use_flag(f"--seed {task.seed}")
                self.prompt_requested.emit()
            case "remix":
                self._remix(task)
            case "animate":
                self.makers.animate(task, picture)
            case "edit" | "retexture":
                self.makers.edit.edit(task, picture, is_retexture=name == "retexture")
            case "restore":
                desk.restore((task_id,))
            case "albums" if self.albums is not None:
                self.albums.open_menu(task)
            case _:
                return

    def trash(self, view: GalleryView, *, only: Task | None = None) -> None:
        """Delete the selection, or one task; the neighbour takes the light. In the trash: bring back."""
        selected = [only] if only is not None else view.selected_tasks()
        doomed = [task for task in selected if not task.is_live]
        if not doomed:
            if selected:
                self._news.say("live", tr("It is still in progress"), tr("Cancel it first, then delete it."))
            return
        rows = self._models.rows
        row = rows.row_of(doomed[-1])
        after = rows.task(row + 1) or rows.task(rows.row_of(doomed[0]) - 1)
        ids = [task.id for task in doomed]
        if doomed[0].trashed_at is not None:
            self._models.desk.restore(ids)
        else:
            self._models.desk.trash(ids)
        if after is not None:
            self.deleted.emit(after)

    def open_menu(self, task_id: str, at: QPoint) -> None:
        """The menu of a task, at a global position."""
        task = self._in_light(task_id)
        if task is not None:
            from mjdesk.views.task_menu import task_menu

            more = partial(self.albums.add_entries, task) if self.albums is not None else None
            self._menu = task_menu(self._theme, task, self._window, self.act, self.run, more)
            self._menu.popup(at)

    def copy_text(self, text: str) -> None:
        self._hand_over.copy_text(text)
        self._news.say("copied", tr("Copied"), status=Status.OK)

    def _remix(self, task: Task) -> None:
        """Other words for what the task offers first: a variation of it, or once more the same."""
        action = next((action for action in task.actions if action.takes_words), None)
        if action is not None:
            self.asking.before(task, action)
        else:
            self._news.say(
                "no-words", tr("Nothing here takes other words"), tr("Use its prompt again instead.")
            )

    def _on_area_requested(self, picture: Picture) -> None:
        edit = self.makers.edit
        self.region.paint_for_edit(edit.task, picture, edit.words.text(), edit.take_area)

    def _paint_region(self, task: Task) -> None:
        action = next((action for action in task.actions if action.needs_mask), None)
        if action is not None:
            self.region.paint(task, action)
        else:
            self._news.say(
                "no-region", tr("No area can be repainted here"), tr("Upscale one of its pictures first.")
            )

    def _in_light(self, task_id: str) -> Task | None:
        """The task, brought into the light; None only for one that no screen can have shown."""
        focused = self._models.focused
        if focused.task is None or focused.task.id != task_id:
            known = self._models.rows.known(task_id)
            if known is None:
                focused.show_id(task_id)
                return None
            focused.show(known)
        return focused.task

    def drag(self, task: Task, tile: int = 0) -> None:
        """Begin to drag a task's picture, or one variant of a grid; returns when it was dropped."""
        data = self._hand_over.mime_of([task], tile, is_tile_alone=True)
        if data is None:
            return
        from mjdesk.views.drag_out import drag_out

        picture = task.tile(tile) or task.cover
        shown = self._models.thumbnails.stand_in(picture.digest) if picture is not None else None
        drag_out(self._window, data, shown)

    def _on_refused(self, _kind: str) -> None:
        self._news.say("refused", tr("There is no picture here yet"), tr("Wait until it has arrived."))

    def _on_copied(self) -> None:
        self._news.say("copied", tr("Picture copied"), status=Status.OK)
