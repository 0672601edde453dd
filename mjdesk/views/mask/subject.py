"""What an editor is open for: whose picture, which button, and who waits for the area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mjdesk.domain.action import Action
    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is painted on, and what for."""

    task: Task
    """The one whose picture it is."""
    picture: Picture
    action: Action | None
    """The button that was pressed; None when the gateway asks."""
    asking: Task | None = None
    """The one that waits for the area."""
    again: Task | None = None
    """A wish whose area is to be taken over."""
    words: str = ""
    """To begin with."""
    is_edit: bool = False
    """For an edit that is being written (protocol.md 2.9): no button of the task has a part in it."""

    @property
    def name(self) -> str:
        """What its draft is kept under."""
        return self.picture.digest[:32] if self.is_edit else (self.asking or self.task).id
