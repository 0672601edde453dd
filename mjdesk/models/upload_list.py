"""Pictures on their way to a gateway, and the addresses that they got there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mjdesk.services.delivery import attempted

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.domain.picture import Picture
    from mjdesk.services.task_scope import TaskScope
    from mjdesk.services.uploads import Uploads

MOST = 50
"""Pictures that one list takes."""
_AT_ONCE = 2


class UploadState(Enum):
    """How far one picture is."""

    WAITING = "waiting"
    SENDING = "sending"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class UploadEntry:
    """One picture of the list."""

    picture: Picture
    state: UploadState = UploadState.WAITING
    url: str = ""
    error: DeskError | None = None


class UploadList(QObject):
    """Owns the list; what was uploaded is remembered by `Uploads`, so the same picture costs one upload.

    Fits the `Shelf` that pictures are brought to. It is of one gateway: with another one it begins anew.
    """

    changed = Signal()

    def __init__(
        self,
        uploads: Uploads,
        active: Callable[[], GatewayProfile],
        scope: TaskScope,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._uploads = uploads
        self._active = active
        self._scope = scope
        self._gateway = active()
        self._entries: list[UploadEntry] = []
        self._round = 0

    @property
    def gateway(self) -> GatewayProfile:
        """Where the pictures go."""
        return self._gateway

    @property
    def can_upload(self) -> bool:
        """Nothing is known that speaks against it."""
        return self._uploads.can_upload(self._gateway.id)

    def entries(self) -> tuple[UploadEntry, ...]:
        """In the order in which they came."""
        return tuple(self._entries)

    def urls(self) -> tuple[str, ...]:
        """The addresses that there are, in order."""
        return tuple(entry.url for entry in self._entries if entry.url)

    def is_busy(self) -> bool:
        """Something is still on its way."""
        return any(entry.state in {UploadState.WAITING, UploadState.SENDING} for entry in self._entries)

    def begin(self) -> None:
        """The list is looked at: another gateway than before means an empty list."""
        if self._active().id != self._gateway.id:
            self.clear()
        self._gateway = self._active()
        self.changed.emit()

    def row_of(self, key: str, /) -> int:
        """Where a picture stands, by its digest; -1 when it is not here."""
        return next((row for row, entry in enumerate(self._entries) if entry.picture.digest == key), -1)

    def add(self, picture: Picture, row: int | None = None, /) -> bool:
        """Upload a picture; False when it is here already, or when there is no room."""
        if self.row_of(picture.digest) >= 0 or not self.room():
            return False
        at = len(self._entries) if row is None else max(0, min(row, len(self._entries)))
        self._entries.insert(at, UploadEntry(picture))
        self._go_on()
        return True

    def swap_in(self, row: int, picture: Picture, /) -> bool:
        """A list has no places: it is simply added."""
        return self.add(picture, row)

    def room(self) -> int:
        """How many more can be put here."""
        return max(0, MOST - len(self._entries))

    def retry(self, digest: str) -> None:
        """Upload once more what failed."""
        row = self.row_of(digest)
        if row >= 0 and self._entries[row].state is UploadState.FAILED:
            self._entries[row] = UploadEntry(self._entries[row].picture)
            self._go_on()

    def remove(self, digest: str) -> None:
        """Take a picture out of the list; what was uploaded stays at the gateway."""
        row = self.row_of(digest)
        if row >= 0:
            del self._entries[row]
            self._go_on()

    def clear(self) -> None:
        """Begin anew; answers of before are not shown any more."""
        self._round += 1
        self._entries = []
        self.changed.emit()

    def _go_on(self) -> None:
        sending = sum(entry.state is UploadState.SENDING for entry in self._entries)
        for row, entry in enumerate(self._entries):
            if sending < _AT_ONCE and entry.state is UploadState.WAITING:
                self._entries[row] = replace(entry, state=UploadState.SENDING)
                sending += 1
                self._send(entry.picture)
        self.changed.emit()

    def _send(self, picture: Picture) -> None:
        begun_in = self._round

        def found(url: str) -> None:
            self._settle(begun_in, picture, UploadState.DONE, url=url)

        def failed(error: DeskError) -> None:
            self._settle(begun_in, picture, UploadState.FAILED, error=error)

        work = self._uploads.url_of(self._gateway.id, picture.digest, picture.name)
        self._scope.start(attempted(work, found, failed), name=f"upload {begun_in} {picture.digest}")

    def _settle(
        self,
        begun_in: int,
        picture: Picture,
        state: UploadState,
        *,
        url: str = "",
        error: DeskError | None = None,
    ) -> None:
        row = self.row_of(picture.digest)
        if begun_in == self._round and row >= 0:
            self._entries[row] = UploadEntry(picture, state, url, error)
            self._go_on()
