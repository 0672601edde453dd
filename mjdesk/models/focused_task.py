"""One task in the light, with its family: what inspector and viewer show, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mjdesk.services.delivery import delivered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.action import Action
    from mjdesk.domain.task import Task, TaskChange
    from mjdesk.services.gallery_feed import GalleryFeed
    from mjdesk.services.task_scope import TaskScope
    from mjdesk.services.task_store import TaskStore


class FocusedTask(QObject):
    """Owns which task is looked at; follows it and its children through the store."""

    changed = Signal()
    """Another task, or new facts about this one."""
    family_changed = Signal()
    """Ancestors or children are known, or changed."""

    def __init__(
        self,
        feed: GalleryFeed,
        store: TaskStore,
        scope: TaskScope,
        parent: QObject | None = None,
        *,
        name: str = "",
    ) -> None:
        """`name` tells several in one window apart."""
        super().__init__(parent)
        self._name = f"{name} " if name else ""
        self._feed = feed
        self._store = store
        self._scope = scope
        self._task: Task | None = None
        self._ancestors: tuple[Task, ...] = ()
        self._children: dict[str, Task] = {}
        self._disconnect = store.changed.connect(self._on_task_changed)

    @property
    def task(self) -> Task | None:
        return self._task

    @property
    def ancestors(self) -> tuple[Task, ...]:
        """From the root to the parent."""
        return self._ancestors

    @property
    def offspring(self) -> tuple[Task, ...]:
        """Oldest first; not those in the trash."""
        found = (child for child in self._children.values() if child.trashed_at is None)
        return tuple(sorted(found, key=lambda child: child.seq))

    def child_of(self, action: Action) -> Task | None:
        """The newest task that this button made; None when it was not used."""
        for child in reversed(self.offspring):
            if child.action is not None and child.action.custom_id == action.custom_id:
                return child
        return None

    def show(self, task: Task | None) -> None:
        """Put `task` into the light."""
        if task is self._task:
            return
        is_other = task is None or self._task is None or task.id != self._task.id
        self._task = task
        if is_other:
            self._ancestors, self._children = (), {}
        self.changed.emit()
        if task is not None and is_other:
            self._scope.start(
                delivered(self._feed.lineage(task.id), lambda found: self._on_lineage(task.id, found)),
                name=f"{self._name}lineage",
                replace=True,
            )
            self._scope.start(
                delivered(self._feed.children(task.id), lambda found: self._on_children(task.id, found)),
                name=f"{self._name}children",
                replace=True,
            )

    def show_id(self, task_id: str) -> None:
        """Put a task into the light that is known by its id only."""
        known = self._store.get(task_id)
        if known is not None:
            self.show(known)
        else:
            self._scope.start(
                delivered(self._store.load(task_id), self.show), name=f"{self._name}focus", replace=True
            )

    def close(self) -> None:
        """Stop listening; before the services go."""
        self._disconnect()

    def _on_lineage(self, task_id: str, found: Sequence[Task]) -> None:
        if self._task is not None and self._task.id == task_id:
            self._ancestors = tuple(task for task in found if task.id != task_id)
            self.family_changed.emit()

    def _on_children(self, task_id: str, found: Sequence[Task]) -> None:
        if self._task is not None and self._task.id == task_id:
            self._children = {child.id: child for child in found} | self._children
            self.family_changed.emit()

    def _on_task_changed(self, change: TaskChange) -> None:
        focused, after = self._task, change.after
        if focused is None:
            return
        if after.id == focused.id:
            self._task = after
            self.changed.emit()
        elif after.parent == focused.id:
            self._children[after.id] = after
            self.family_changed.emit()
        elif any(after.id == ancestor.id for ancestor in self._ancestors):
            self._ancestors = tuple(after if task.id == after.id else task for task in self._ancestors)
            self.family_changed.emit()
