"""The menu of one task: everything that can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.action import ActionGroup
from mjdesk.domain.film import clips_of
from mjdesk.domain.task import Collection, TaskState
from mjdesk.services.wishes import mask_of
from mjdesk.views import action_words, film_words, making_words
from mjdesk.views.commands import command, key_text
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.action import Action
    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme


def task_menu(
    theme: Theme,
    task: Task,
    parent: QWidget,
    act: Callable[[str, Action], object],
    run: Callable[[str, str], object],
    more: Callable[[PopupMenu], object] | None = None,
) -> PopupMenu:
    """Built anew each time it is opened; popped up, never executed. `more` adds entries to the first part."""
    menu = PopupMenu(theme, parent)
    menu.aboutToHide.connect(menu.deleteLater)

    def entry(command_id: str) -> None:
        row = command(command_id)
        menu.add(row.words, lambda: run(task.id, command_id), icon=row.icon, key=key_text(row.keys[0]))

    if task.cover is not None or task.is_live:
        entry("view")
    if task.prompt:
        entry("reuse")
        entry("copy-prompt")
    if task.cover is not None:
        entry("copy")
        entry("save")
        if task.tile(1) is not None:
            words = tr(film_words.SAVE_ALL) if clips_of(task) else tr("Save 4 tiles")
            menu.add(words, lambda: run(task.id, "save-tiles"), icon="grid-2x2")
        if clips_of(task):
            outside = tr(film_words.OPEN_OUTSIDE)
            menu.add(outside, lambda: run(task.id, "open-outside"), icon="external-link")
        entry("folder")
        if not task.cover.media_type.value.startswith("video/"):
            if not task.is_grid:
                menu.add(tr("Describe it"), lambda: run(task.id, "describe"), icon="scan-eye")
            menu.add(tr("Upload to the gateway…"), lambda: run(task.id, "upload"), icon="upload")
    if more is not None:
        more(menu)
    actions = [action for action in task.actions if not action.is_hidden]
    if actions:
        menu.addSeparator()
    for group in ActionGroup:
        members = [action for action in actions if action.group is group]
        if not members:
            continue
        if len(members) == 1:
            _add_action(menu, task, members[0], act, action_words.action_sentence(members[0]))
            continue
        inner = PopupMenu(theme, menu)
        inner.setTitle(action_words.group_title(group))
        for action in members:
            _add_action(inner, task, action, act, action_words.action_hint(action))
        menu.addMenu(inner)
    _add_makers(menu, task, run)
    menu.addSeparator()
    if task.parent and mask_of(task) is not None:
        menu.add(tr("Same area again…"), lambda: run(task.id, "region-again"), icon="brush")
    if task.remote_id and not task.seed and task.state is TaskState.SUCCEEDED:
        menu.add(tr("Fetch the seed"), lambda: run(task.id, "seed"), icon="dices")
    if task.seed:
        menu.add(tr("Use this seed"), lambda: run(task.id, "use-seed"), icon="dices")
    if task.state in {TaskState.FAILED, TaskState.REFUSED, TaskState.CANCELLED}:
        menu.add(tr("Retry"), lambda: run(task.id, "retry"), icon="refresh-cw")
    if task.state in {TaskState.UNKNOWN, TaskState.VANISHED}:
        menu.add(tr("Check again"), lambda: run(task.id, "check"), icon="refresh-cw")
        menu.add(tr("Repeat it"), lambda: run(task.id, "retry"), icon="copy")
    if task.state is TaskState.NEEDS_ANSWER:
        menu.add(tr_as("button", "Answer"), lambda: run(task.id, "answer"), icon="message-circle")
    if task.collection in {Collection.EXPIRED, Collection.BROKEN}:
        menu.add(tr("Fetch the picture again"), lambda: run(task.id, "collect"), icon="download")
    if task.is_live:
        menu.add(tr_as("button", "Cancel"), lambda: run(task.id, "cancel"), icon="circle-stop")
    elif task.trashed_at is not None:
        menu.add(tr("Bring back"), lambda: run(task.id, "restore"), icon="undo-2")
    else:
        entry("trash")
    return menu


def _add_makers(menu: PopupMenu, task: Task, run: Callable[[str, str], object]) -> None:
    """What opens a sheet first: other words, films and edits."""
    if any(action.takes_words for action in task.actions):
        row = command("remix")
        menu.add(f"{row.words}…", lambda: run(task.id, "remix"), icon=row.icon, key=key_text(row.keys[0]))
    if making_words.can_extend(task):
        menu.add(tr("Make the film longer…"), lambda: run(task.id, "animate"), icon="film", key="A")
    elif making_words.can_edit(task):
        for name in ("animate", "edit"):
            row = command(name)
            key = key_text(row.keys[0])
            menu.add(f"{row.words}…", lambda name=name: run(task.id, name), icon=row.icon, key=key)
        menu.add(tr("Retexture…"), lambda: run(task.id, "retexture"), icon="swatch-book")


def _add_action(
    menu: PopupMenu, task: Task, action: Action, act: Callable[[str, Action], object], words: str
) -> None:
    menu.add(words, lambda: act(task.id, action), icon=action_words.action_icon(action))
