"""Collections for screens: their names, what is in them, and what each has cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mjdesk.services.delivery import delivered

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from mjdesk.domain.album import Album, AlbumSpending
    from mjdesk.domain.task import Task, TaskChange
    from mjdesk.services.albums import Albums
    from mjdesk.services.task_scope import TaskScope
    from mjdesk.services.task_store import TaskStore

_PAUSE_MS = 300
"""After the last of many changes, before they are counted anew."""


class AlbumList(QObject):
    """Owns nothing: the list is the service's, the membership the tasks'. A person calls one a collection."""

    changed = Signal()
    """Which there are, their names, how full they are, or where new pictures go."""
    filled = Signal(object, int)
    """An `Album` and how many tasks came into it because a person said so."""
    deleted = Signal(object)
    """The `Album` that was put away, so that a screen may offer to bring it back."""

    def __init__(
        self, albums: Albums, store: TaskStore, scope: TaskScope, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._albums = albums
        self._scope = scope
        self._count = 0
        # What listens may open menus and sheets, which the service's own step must not wait for.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.changed)
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(_PAUSE_MS)
        self._recount.timeout.connect(self.load)
        self._disconnects = (
            albums.changed.connect(lambda _: self._soon.start()),
            store.changed.connect(self._on_task_changed),
        )

    @property
    def all(self) -> tuple[Album, ...]:
        """By name; empty until the first `changed`."""
        return self._albums.all

    @property
    def target(self) -> Album | None:
        """Where new pictures go."""
        return self._albums.target

    def get(self, album: int) -> Album | None:
        return self._albums.get(album)

    def of(self, task: Task) -> tuple[Album, ...]:
        """Those that a task is in, by name."""
        return tuple(album for album in self.all if album.id in task.albums)

    def load(self) -> None:
        """Ask anew which there are and how full they are."""
        self._scope.start(delivered(self._albums.load(), _ignore), name="albums", replace=True)

    def create(
        self, name: str, task_ids: Sequence[str] = (), then: Callable[[Album], object] | None = None
    ) -> None:
        """A new one with these tasks in it; `then` gets it."""

        def made(album: Album) -> None:
            if task_ids:
                self.filled.emit(album, len(task_ids))
            if then is not None:
                then(album)

        self._start(delivered(self._albums.create(name, task_ids), made))

    def rename(self, album: int, name: str) -> None:
        self._start(self._albums.rename(album, name))

    def delete(self, album: int) -> None:
        """Its pictures stay in the library."""
        gone = self.get(album)
        if gone is not None:
            self._start(delivered(self._albums.delete(album), lambda _: self.deleted.emit(gone)))

    def bring_back(self, album: int) -> None:
        self._start(self._albums.bring_back(album))

    def add(self, album: int, task_ids: Sequence[str]) -> None:
        """Put tasks into a collection."""
        into = self.get(album)
        if into is not None:
            work = self._albums.add(album, task_ids)
            self._start(delivered(work, lambda count: self.filled.emit(into, count)))

    def remove(self, album: int, task_ids: Sequence[str]) -> None:
        """Take tasks out of a collection."""
        self._start(self._albums.remove(album, task_ids))

    def aim(self, album: int) -> None:
        """New pictures go into this one; 0: into none."""
        self._albums.aim(album)

    def load_spending(self, since: int, until: int, to: Callable[[Sequence[AlbumSpending]], object]) -> None:
        """A row for each collection and currency, 0 for what is in none; local ordinals, both included."""
        work = delivered(self._albums.spending(since, until), to)
        self._scope.start(work, name=f"spending by collection {since}", replace=True)

    def close(self) -> None:
        """Stop listening; before the services go."""
        self._soon.stop()
        self._recount.stop()
        for disconnect in self._disconnects:
            disconnect()

    def _on_task_changed(self, change: TaskChange) -> None:
        """How full they are changes with what is born, and with what goes into the trash or comes back."""
        before, after = change.before, change.after
        if after.albums and (before is None or before.trashed_at != after.trashed_at):
            self._recount.start()

    def _start(self, work: Coroutine[object, object, object]) -> None:
        self._count += 1
        self._scope.start(work, name=f"collection {self._count}")


def _ignore(_: object) -> None:
    """`changed` has told it."""
