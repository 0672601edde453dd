"""What a task offers, in groups: drawn from the server's own list and from nothing else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mjdesk.domain.action import Action, ActionGroup, ActionVerb
from mjdesk.domain.film import clips_of
from mjdesk.theme import SPACE, Theme
from mjdesk.views import action_words, making_words, wording
from mjdesk.views.language import tr
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.popup_menu import PopupMenu
from mjdesk.widgets.surface import SectionHead

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mjdesk.domain.task import Task

_COLUMNS = {
    ActionGroup.UPSCALE: 4,
    ActionGroup.VARY: 4,
    ActionGroup.PAN: 4,
    ActionGroup.PROMPTS: 4,
    ActionGroup.AGAIN: 2,
    ActionGroup.ANIMATE: 2,
    ActionGroup.MORE: 2,
}


class ActionPanel(QWidget):
    """Owns the buttons of one task; a done action is marked and leads to its child."""

    acted = Signal(object)
    """An `Action` that was not used before, or is wanted once more."""
    words_requested = Signal(object)
    """An `Action` that a person wants to give other words for."""
    child_requested = Signal(object)
    """An `Action` whose result a person wants to see."""
    commanded = Signal(str)
    """`animate`, `edit` or `retexture`: open its sheet."""
    split_requested = Signal()
    """Save the four tiles that were cut here for nothing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: list[tuple[PushButton, Action]] = []
        self._menu: PopupMenu | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SPACE.snug)
        self._signature: tuple[object, ...] = ()
        self._can_split = False
        self._makers: dict[str, PushButton] = {}

    def show_task(self, task: Task | None, child_of: Callable[[Action], Task | None]) -> None:
        """Draw the task's buttons; only rebuilt when the offer changed."""
        actions = tuple(action for action in task.actions if not action.is_hidden) if task else ()
        if task is not None and task.texts:  # each prompt has a card with its own button
            actions = tuple(action for action in actions if action.group is not ActionGroup.PROMPTS)
        can_split = task is not None and task.tile(1) is not None and not clips_of(task)
        self._can_split = can_split
        makers = making_words.makers_of(task) if task is not None else ()
        signature = (task.id if task else "", actions, can_split, makers)
        if signature != self._signature:
            self._signature = signature
            self._rebuild(actions, can_split=can_split)
            self._add_makers(makers)
        for button, action in self._buttons:
            child = child_of(action)
            button.set_done(child is not None)
            hint = action_words.action_hint(action)
            if child is not None:
                hint = " · ".join((hint, tr("done, click to see it")))
            button.setToolTip(hint)

    def has_buttons(self) -> bool:
        """There is something to press."""
        return bool(self._buttons or self._makers) or self._can_split

    def maker(self, command: str) -> PushButton | None:
        """The button that opens a sheet: `animate`, `edit` or `retexture`; None when it is not offered."""
        return self._makers.get(command)

    def button(self, verb: ActionVerb, index: int = 0) -> PushButton | None:
        """The button of an action; None when the task does not offer it."""
        for button, action in self._buttons:
            if action.verb is verb and (not index or action.index == index):
                return button
        return None

    def _rebuild(self, actions: Sequence[Action], *, can_split: bool) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = []
        for group in ActionGroup:
            members = [action for action in actions if action.group is group]
            extras: list[PushButton] = []
            if group is ActionGroup.AGAIN and can_split:
                split = PushButton(self._theme, tr("Save 4 tiles"), icon="grid-2x2")
                split.setToolTip(tr("Save the four pictures, cut from the grid at no cost"))
                split.clicked.connect(self.split_requested)
                extras.append(split)
            if members or extras:
                self._add_group(group, members, extras)

    def _add_makers(self, makers: Sequence[tuple[str, str, str]]) -> None:
        """Sheets that start from the picture: command, word and hint of each."""
        self._makers = {}
        if not makers:
            return
        self._rows.addWidget(SectionHead(self._theme, tr(making_words.MAKERS_TITLE)))
        holder = QWidget(self)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, SPACE.hair)
        grid.setSpacing(SPACE.tight)
        for column, (command, word, hint) in enumerate(makers):
            button = PushButton(self._theme, word)
            button.setToolTip(hint)
            button.setAccessibleName(wording.named(word, hint))
            button.clicked.connect(partial(self.commanded.emit, command))
            self._makers[command] = button
            grid.addWidget(button, 0, column)
            grid.setColumnStretch(column, len(word))  # in a narrow panel the long word needs more
        self._rows.addWidget(holder)

    def _add_group(self, group: ActionGroup, members: Sequence[Action], extras: list[PushButton]) -> None:
        if group is not ActionGroup.AGAIN:
            self._rows.addWidget(SectionHead(self._theme, action_words.group_title(group)))
        holder = QWidget(self)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, SPACE.hair)
        grid.setSpacing(SPACE.tight)
        buttons = [self._make(action, group) for action in members] + extras
        columns = (3 if len(buttons) % 3 == 0 else 2) if group is ActionGroup.ZOOM else _COLUMNS[group]
        if columns == 4 and not all(action.is_per_variant for action in members):
            columns = min(len(buttons), 4 if group is ActionGroup.PAN else 3)
        columns = max(1, min(columns, len(buttons)))
        for place, button in enumerate(buttons):
            grid.addWidget(button, place // columns, place % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self._rows.addWidget(holder)

    def _make(self, action: Action, group: ActionGroup) -> PushButton:
        is_arrow = group is ActionGroup.PAN
        has_icon = is_arrow or group in {ActionGroup.AGAIN, ActionGroup.MORE}
        button = PushButton(
            self._theme,
            "" if is_arrow else action_words.short_label(action),
            icon=action_words.action_icon(action) if has_icon else "",
        )
        is_known = action.verb is not ActionVerb.UNKNOWN
        hint = action_words.action_hint(action)
        button.setAccessibleName(hint if is_known else wording.named(action_words.action_label(action), hint))
        button.clicked.connect(lambda: self._on_pressed(button, action))
        if action.takes_words:
            button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            button.customContextMenuRequested.connect(lambda: self._on_words_menu(button, action))
        self._buttons.append((button, action))
        return button

    def _on_words_menu(self, button: PushButton, action: Action) -> None:
        menu = PopupMenu(self._theme, self)
        words = f"{making_words.with_words(action)}…"
        menu.add(words, lambda: self.words_requested.emit(action), icon="pencil", key=tr("Alt click"))
        menu.aboutToHide.connect(menu.deleteLater)
        self._menu = menu
        menu.popup_under(button)

    def _on_pressed(self, button: PushButton, action: Action) -> None:
        if not button.is_done():
            self.acted.emit(action)
            return
        menu = PopupMenu(self._theme, self)
        menu.add(tr("Show the result"), lambda: self.child_requested.emit(action), icon="arrow-right")
        menu.add(tr("Do it again"), lambda: self.acted.emit(action), icon="refresh-cw")
        menu.aboutToHide.connect(menu.deleteLater)
        self._menu = menu
        menu.popup_under(button)
