"""What a sheet needs of a large place for one picture, so that no sheet knows another screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.request import PictureRef


class PictureHolder(Protocol):
    """One picture or none; `views.compose.picture_slot.PictureSlot` is the real one."""

    @property
    def picture(self) -> Picture | None: ...

    @property
    def reference(self) -> PictureRef | None:
        """The picture as a wish takes it."""
        ...

    def set_picture(self, picture: Picture | None) -> None: ...


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """A holder in its three parts: what it has, where it is drawn, and how it tells of another picture."""

    holder: PictureHolder
    widget: QWidget
    changed: SignalInstance


if TYPE_CHECKING:
    PlaceMaker = Callable[[str, str, int], PicturePlace]
    """Makes one from: what it is for, what it says while empty, its height in device-independent pixels."""
