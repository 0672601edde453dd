"""The references of the next wish, in order and with their roles, as an item model."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.picture import MediaType, Picture, PictureRef, PictureRole
from mjdesk.domain.reference import Reference, ReferenceRole
from mjdesk.domain.syntax import is_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BOUNDLESS = 1000
"""More pictures than anybody puts into one prompt."""


class SlotRole(IntEnum):
    """What a row can be asked for."""

    PICTURE = Qt.ItemDataRole.UserRole + 1
    """A `Picture`; of a link one without digest, its address in `source_url`."""
    LOCKED = Qt.ItemDataRole.UserRole + 2
    """Whether it stays when the panel is cleared."""
    ROLE = Qt.ItemDataRole.UserRole + 3
    """The word of a `ReferenceRole`; Qt hands it on as plain text, `role_of` gives the role itself."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place with its picture."""

    picture: Picture
    """What it is to the wish is said by the role of the place, not by its own."""
    is_locked: bool = False
    role: ReferenceRole = ReferenceRole.IMAGE

    @property
    def is_link(self) -> bool:
        """A picture on the web that is not in the library: sent by its address, never uploaded."""
        return not self.picture.digest

    @property
    def key(self) -> str:
        """What tells this place from all others: the digest, or the address of a link."""
        return self.picture.digest or self.picture.source_url

    @property
    def reference(self) -> Reference:
        """As a wish takes it."""
        picture = self.picture
        return Reference(PictureRef(picture.digest, picture.source_url, picture.name), self.role)


class SlotList(QAbstractListModel):
    """Owns the order of the references and their roles; each picture has one place at most."""

    changed = Signal()
    """Whatever happened, once per change, after the rows have told it."""

    def __init__(self, parent: QObject | None = None, *, most: int = 0) -> None:
        """`most`: how many places there are; 0: as many as one likes."""
        super().__init__(parent)
        self._most = most
        self._slots: list[Slot] = []

    def slots(self) -> tuple[Slot, ...]:
        """All places in order."""
        return tuple(self._slots)

    def pictures(self) -> tuple[Picture, ...]:
        """All references in order, whatever their role; a link has no digest."""
        return tuple(slot.picture for slot in self._slots)

    def references(self) -> tuple[PictureRef, ...]:
        """The image prompts as a wish takes them."""
        return tuple(slot.reference.picture for slot in self._slots if slot.role is ReferenceRole.IMAGE)

    def roles(self) -> tuple[Reference, ...]:
        """All other references as a wish takes them."""
        return tuple(slot.reference for slot in self._slots if slot.role is not ReferenceRole.IMAGE)

    def row_of(self, key: str) -> int:
        """Where a picture stands, by its digest, or a link by its address; -1 when it is not here."""
        return next((row for row, slot in enumerate(self._slots) if slot.key == key), -1)

    def room(self) -> int:
        """How many more can be put here."""
        return max(0, self._most - len(self._slots)) if self._most else _BOUNDLESS

    def swap_in(self, row: int, picture: Picture) -> bool:
        """Put a picture in the place of another, whose role and lock it takes over; False when it is here
        already."""
        if not 0 <= row < len(self._slots) or self.row_of(picture.digest) >= 0:
            return False
        self._slots[row] = replace(self._slots[row], picture=picture)
        self.dataChanged.emit(self.index(row), self.index(row), [SlotRole.PICTURE])
        self.changed.emit()
        return True

    def is_locked(self, row: int) -> bool:
        return self._slots[row].is_locked

    def role_of(self, row: int) -> ReferenceRole:
        return self._slots[row].role

    def count_of(self, role: ReferenceRole) -> int:
        """How many references have this role."""
        return sum(slot.role is role for slot in self._slots)

    def has_room(self, role: ReferenceRole, row: int = -1) -> bool:
        """Whether a prompt may have one more of this role; the picture at `row` is not counted."""
        others = sum(slot.role is role for at, slot in enumerate(self._slots) if at != row)
        return not role.most or others < role.most

    def has_address(self, row: int) -> bool:
        """Whether anybody may find the picture on the web."""
        from mjdesk.services.reference_links import is_public

        return 0 <= row < len(self._slots) and is_public(self._slots[row].picture.source_url)

    def add(
        self, picture: Picture, row: int | None = None, role: ReferenceRole = ReferenceRole.IMAGE
    ) -> bool:
        """Put a picture before `row`, by default at the end; False when it is here already.

        A role that is full gives way to the image prompt.
        """
        return self.put(Slot(picture, role=role), row)

    def put(self, slot: Slot, row: int | None = None) -> bool:
        """The same with a place that has its role and its lock already."""
        if self.row_of(slot.key) >= 0 or not self.room():
            return False
        if not self.has_room(slot.role):
            slot = replace(slot, role=ReferenceRole.IMAGE)
        at = len(self._slots) if row is None else max(0, min(row, len(self._slots)))
        self.beginInsertRows(QModelIndex(), at, at)
        self._slots.insert(at, slot)
        self.endInsertRows()
        self.changed.emit()
        return True

    def add_link(self, url: str, role: ReferenceRole = ReferenceRole.IMAGE, row: int | None = None) -> bool:
        """Put a picture on the web in, by its http(s) address; False when it is none, or here already."""
        url = url.strip()
        if not is_link(url) or len(url.split()) != 1:
            return False
        name = url.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2] or url
        picture = Picture("", MediaType.PNG, 0, 0, 0, PictureRole.INPUT, source_url=url, name=name)
        return self.put(Slot(picture, role=role), row)

    def set_address(self, row: int, url: str) -> bool:
        """Say where on the web a picture of the library is; empty takes that back.

        False for what is no http(s) address, and for a link, which is nothing else.
        """
        url = url.strip()
        is_one = is_link(url) and len(url.split()) == 1
        if not 0 <= row < len(self._slots) or self._slots[row].is_link or (url and not is_one):
            return False
        slot = self._slots[row]
        self._slots[row] = replace(slot, picture=replace(slot.picture, source_url=url))
        self.dataChanged.emit(self.index(row), self.index(row), [SlotRole.PICTURE])
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

    def set_role(self, row: int, role: ReferenceRole) -> bool:
        """Give a picture another role; False when there is no room for it, and nothing has changed then."""
        if not 0 <= row < len(self._slots) or not self.has_room(role, row):
            return False
        if self._slots[row].role is not role:
            self._slots[row] = replace(self._slots[row], role=role)
            self.dataChanged.emit(self.index(row), self.index(row), [SlotRole.ROLE])
            self.changed.emit()
        return True

    def change_role(self, role: ReferenceRole, to: ReferenceRole) -> None:
        """Give all pictures of one role another, as far as there is room."""
        for row, slot in enumerate(self.slots()):
            if slot.role is role:
                self.set_role(row, to)

    def clear(self) -> None:
        """Take out everything that is not locked."""
        doomed = [row for row, slot in enumerate(self._slots) if not slot.is_locked]
        for row in reversed(doomed):
            self._take_out(row)
        if doomed:
            self.changed.emit()

    def use_again(self, inputs: Iterable[Picture]) -> None:
        """The references of an earlier wish with their roles, in the place of all that is not locked."""
        self.clear()
        for picture in inputs:
            role = ReferenceRole.of(picture.role)
            if role is not None and picture.digest:
                self.put(Slot(replace(picture, role=PictureRole.INPUT), role=role))

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
            case SlotRole.ROLE:
                return slot.role
            case _:
                return None
