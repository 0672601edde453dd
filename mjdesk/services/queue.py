"""The queue of drafts: whose turn it is, who was moved, and which gateway has a pause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.task import TaskState

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.settings import Settings
    from mjdesk.domain.task import Task
    from mjdesk.services.settings import SettingsHolder
    from mjdesk.services.task_store import TaskStore


class Queue:
    """Owns nothing: the queue is the store's DRAFTED tasks, their order is in them, a pause is a setting.

    So all of it survives a restart.
    """

    def __init__(self, store: TaskStore, settings: SettingsHolder) -> None:
        self._store = store
        self._settings = settings

    def waiting(self, account: str = "") -> tuple[Task, ...]:
        """The drafts of a gateway in the order of their turn; without an account those of all."""
        return tuple(
            sorted(
                (
                    task
                    for task in self._store.live()
                    if task.state is TaskState.DRAFTED and account in {"", task.account}
                ),
                key=turn,
            )
        )

    async def move(self, task_id: str, before: str = "") -> None:
        """Put a draft in front of another one of its gateway; without `before`, to the end.

        Silence for what has left the queue meanwhile.
        """
        task = self._store.get(task_id)
        if task is None or task_id == before:
            return
        old = self.waiting(task.account)
        names = [each.id for each in old]
        if task_id not in names or (before and before not in names):
            return
        names.remove(task_id)
        names.insert(names.index(before) if before else len(names), task_id)
        # The same turns, dealt out anew: nobody outside this gateway's queue is overtaken.
        turns = dict(zip(names, [turn(each)[0] for each in old], strict=True))
        moved = [each for each in old if turn(each)[0] != turns[each.id]]
        await self._store.update_many(
            {
                each.id: lambda now: (
                    replace(now, turn=turns[now.id]) if now.state is TaskState.DRAFTED else now
                )
                for each in moved
            }
        )

    def is_paused(self, account: str) -> bool:
        return account in self._settings.value.paused

    def paused_changed(self, listener: Callable[[], object]) -> Callable[[], None]:
        """Call `listener` whenever a pause begins or ends; the answer disconnects it again."""

        def hear(change: tuple[Settings, Settings]) -> None:
            if change[0].paused != change[1].paused:
                listener()

        return self._settings.changed.connect(hear)

    def pause(self, account: str) -> None:
        """Send nothing new to a gateway; what it has goes on."""
        self._settings.update(paused=self._settings.value.paused | {account})

    def resume(self, account: str) -> None:
        self._settings.update(paused=self._settings.value.paused - {account})


def turn(task: Task) -> tuple[float, int]:
    """What drafts are ordered by; those of one moment by birth."""
    return (task.seq if task.turn is None else task.turn), task.seq
