"""The reference pictures of the next wish, in order, as an item model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from mjdesk.domain.picture import PictureRef

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from mjdesk.domain.picture import Picture

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class SlotRole(IntEnum):
    """What a row can be asked for."""

    PICTURE = Qt.ItemDataRole.UserRole + 1
    """A `Picture`."""
    LOCKED = Qt.ItemDataRole.UserRole + 2
    """Whether it stays when the panel is cleared."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place with its picture."""

    picture: Picture
    is_locked: bool = False


class SlotList(QAbstractListModel):
    """Owns the order of the references; each picture has one place at most."""

    changed = Signal()
    """Whatever happened, once per change, after the rows have told it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slots: list[Slot] = []

    def pictures(self) -> tuple[Picture, ...]:
        """All references in order."""
        return tuple(slot.picture for slot in self._slots)

    def references(self) -> tuple[PictureRef, ...]:
        """All references as a wish takes them."""
        return tuple(PictureRef(slot.picture.digest, name=slot.picture.name) for slot in self._slots)

    def row_of(self, digest: str) -> int:
        """Where a picture stands; -1 when it is not here."""
        return next((row for row, slot in enumerate(self._slots) if slot.picture.digest == digest), -1)

    def is_locked(self, row: int) -> bool:
        return self._slots[row].is_locked

    def add(self, picture: Picture, row: int | None = None) -> bool:
        """Put a picture before `row`, by default at the end; False when it is here already."""
        if self.row_of(picture.digest) >= 0:
            return False
        at = len(self._slots) if row is None else max(0, min(row, len(self._slots)))
        self.beginInsertRows(QModelIndex(), at, at)
        self._slots.insert(at, Slot(picture))
        self.endInsertRows()
        self.changed.emit()
        return True

    def remove(self, row: int) -> None:
        """Take a picture out of its place; it stays in the library."""
        if 0 <= row < len(self._slots):
            self._take_out(row)
            self.changed.emit()

    def move(self, row: int, to: int) -> None:
        """Give a picture another place: afterwards it stands at `to`."""
        to = max(0, min(to, len(self._slots) - 1))
        if not 0 <= row < len(self._slots) or row == to:
            return
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), to + (to > row))
        self._slots.insert(to, self._slots.pop(row))
        self.endMoveRows()
        self.changed.emit()

    def set_locked(self, row: int, locked: bool) -> None:
        """Keep a picture when the panel is cleared, or no longer."""
        if not 0 <= row < len(self._slots) or self._slots[row].is_locked is locked:
            return
        self._slots[row] = replace(self._slots[row], is_locked=locked)
        self.dataChanged.emit(self.index(row), self.index(row), [SlotRole.LOCKED])
        self.changed.emit()

    def clear(self) -> None:
        """Take out everything that is not locked."""
        doomed = [row for row, slot in enumerate(self._slots) if not slot.is_locked]
        for row in reversed(doomed):
            self._take_out(row)
        if doomed:
            self.changed.emit()

    def _take_out(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._slots[row]
        self.endRemoveRows()

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._slots)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._slots):
            return None
        slot = self._slots[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return slot.picture.name
            case SlotRole.PICTURE:
                return slot.picture
            case SlotRole.LOCKED:
                return slot.is_locked
            case _:
                return None
