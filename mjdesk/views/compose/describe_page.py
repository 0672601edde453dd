"""The page of the compose panel that asks which prompts say what a picture shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from mjdesk.domain.request import DescribeRequest
from mjdesk.domain.task import TaskKind
from mjdesk.theme import SPACE
from mjdesk.views.compose.found_page import FoundPage
from mjdesk.views.compose.kept_pages import picture_of, picture_text
from mjdesk.views.compose.picture_intake import has_pictures
from mjdesk.views.compose.picture_slot import PictureSlot
from mjdesk.views.drop_places import DESCRIBE, DropPlace
from mjdesk.views.language import mark, tr, tr_as

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from mjdesk.domain.request import Request
    from mjdesk.domain.task import Task
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme


class DescribePage(FoundPage):
    """Owns the picture; its prompts come back with it when it is put in again."""

    paths = ("/mj/submit/describe",)
    lacking = mark("{gateway} does not describe pictures, as far as is known.")

    def __init__(self, theme: Theme, models: Ensemble) -> None:
        super().__init__(theme, models, TaskKind.DESCRIBE)
        self._described: dict[str, str] = {}
        name = tr_as("place for a picture", "Describe")
        self.slot = PictureSlot(theme, models.desk, models.thumbnails, name=name)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.panel)
        column.setSpacing(SPACE.panel)
        column.addWidget(self.slot)
        column.addWidget(self.section)
        column.addStretch(1)
        self.slot.changed.connect(self._on_picture)

    def _on_picture(self) -> None:
        self.ask_no_more()
        picture = self.slot.picture
        known = self._described.get(picture.digest) if picture is not None else None
        if known is not None:
            self._focused.show_id(known)
        else:
            self._focused.show(None)
        self.changed.emit()

    @override
    def takes(self, task: Task) -> bool:
        picture = self.slot.picture
        digest = task.inputs[0].digest if task.inputs else ""
        shown = self.task
        if shown is not None and task.parent == shown.id and picture is not None:
            digest = picture.digest  # by the gateway's own button, which takes the picture along
        if digest:
            self._described[digest] = task.id
        return picture is not None and picture.digest == digest

    @override
    def requests(self) -> Sequence[Request]:
        picture = self.slot.reference
        if picture is None:
            return ()
        return (DescribeRequest(picture=picture, bot=self._draft.bot, speed=self._draft.speed),)

    @override
    def obstacle(self) -> str:
        if self.slot.picture is None:
            return tr("Put in a picture first")
        return tr("It is being described") if self.is_asked() else ""

    @override
    def button(self) -> tuple[str, str]:
        word = tr("Describe again") if self.found.prompts() else tr_as("button", "Describe")
        return word, "scan-eye"

    @override
    def kept(self) -> Mapping[str, str]:
        task = self.task
        return {"picture": picture_text(self.slot.picture), "task": task.id if task is not None else ""}

    @override
    def take_back(self, kept: Mapping[str, str], is_there: Callable[[str], bool]) -> None:
        picture = picture_of(kept.get("picture", ""), is_there)
        if picture is not None and (task_id := kept.get("task")):
            self._described[picture.digest] = task_id
        self.slot.set_picture(picture)

    @override
    def gateway_changed(self) -> None:
        self.slot.plan_again()

    @override
    def focus_first(self) -> None:
        self.slot.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def places(self) -> Sequence[DropPlace]:
        return (DESCRIBE,)

    @override
    def would_take(self, mime: QMimeData) -> bool:
        return has_pictures(mime)

    @override
    def take(self, mime: QMimeData, place: str = "") -> bool:
        return self.slot.take(mime)

    @override
    def show_drop(self, is_over: bool, place: str = "") -> None:
        self.slot.show_drop(is_over)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.slot.intake.paste()
        else:
            super().keyPressEvent(event)
