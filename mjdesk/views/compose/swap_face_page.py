"""The page of the compose panel that puts the face of one picture into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.request import SwapFaceRequest
from mjdesk.domain.task import TaskKind
from mjdesk.theme import SPACE, Theme
from mjdesk.views.compose.compose_foot import job_words
from mjdesk.views.compose.kept_pages import picture_of, picture_text
from mjdesk.views.compose.page import ComposePage
from mjdesk.views.compose.picture_intake import has_pictures
from mjdesk.views.compose.picture_slot import PictureSlot
from mjdesk.views.drop_places import FACE, ONTO, DropPlace
from mjdesk.views.language import mark, tr, tr_as
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import begin
from mjdesk.widgets.surface import SectionHead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from mjdesk.domain.request import Request
    from mjdesk.models.desk import Desk
    from mjdesk.models.prompt_draft import PromptDraft
    from mjdesk.models.purse import Purse
    from mjdesk.models.thumbnails import Thumbnails


class SwapFacePage(ComposePage):
    """Owns the two pictures; the face goes down the arrow, from the upper into the lower."""

    paths = ("/mj/insight-face/swap",)
    lacking = mark("{gateway} does not swap faces, as far as is known.")

    def __init__(
        self,
        theme: Theme,
        draft: PromptDraft,
        desk: Desk,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        face, onto = tr_as("place for a picture", "Face from"), tr_as("place for a face", "Onto")
        self.source = PictureSlot(
            theme, desk, thumbnails, name=face, hint=tr("The picture whose face is used")
        )
        self.target = PictureSlot(
            theme, desk, thumbnails, name=onto, hint=tr("The picture that gets this face")
        )
        self.turn_button = IconButton(
            theme, "arrow-up-down", tr("The other way round"), size=24, icon_size=14
        )
        self.turn_button.clicked.connect(self.turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.panel)
        column.setSpacing(SPACE.tight)
        column.addWidget(SectionHead(theme, face))
        column.addWidget(self.source)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, SPACE.hair, 0, 0)
        middle.addSpacing(self.turn_button.sizeHint().width())
        middle.addWidget(_Arrow(theme), 1)
        middle.addWidget(self.turn_button)
        column.addLayout(middle)
        column.addWidget(SectionHead(theme, onto))
        column.addWidget(self.target)
        column.addStretch(1)
        self.source.changed.connect(self._on_changed)
        self.target.changed.connect(self._on_changed)
        self._on_changed()

    def turn(self) -> None:
        """The other way round: each picture takes the place of the other."""
        upper, lower = self.source.picture, self.target.picture
        self.source.set_picture(lower)
        self.target.set_picture(upper)

    def _on_changed(self) -> None:
        is_turnable = self.source.picture is not None or self.target.picture is not None
        self.turn_button.setEnabled(is_turnable)
        self.changed.emit()

    def _slot_of(self, place: str) -> PictureSlot:
        """The one that is meant; without a word the first that is free, else the lower one."""
        if place == FACE.key or (place != ONTO.key and self.source.picture is None):
            return self.source
        return self.target

    @override
    def requests(self) -> Sequence[Request]:
        source, target = self.source.reference, self.target.reference
        if source is None or target is None:
            return ()
        return (SwapFaceRequest(source=source, target=target, speed=self._draft.speed),)

    @override
    def obstacle(self) -> str:
        source, target = self.source.picture, self.target.picture
        if source is None:
            return tr("Put in the picture whose face is used")
        if target is None:
            return tr("Put in the picture that gets this face")
        return tr("Both are the same picture") if source.digest == target.digest else ""

    @override
    def button(self) -> tuple[str, str]:
        return tr_as("button", "Swap face"), "scan-face"

    @override
    def facts(self) -> str:
        return job_words(1, 1)

    @override
    def estimate(self, purse: Purse) -> Decimal | None:
        return purse.estimate(TaskKind.SWAP_FACE, speed=self._draft.speed, prompt="")

    @override
    def kept(self) -> Mapping[str, str]:
        return {"source": picture_text(self.source.picture), "target": picture_text(self.target.picture)}

    @override
    def take_back(self, kept: Mapping[str, str], is_there: Callable[[str], bool]) -> None:
        self.source.set_picture(picture_of(kept.get("source", ""), is_there))
        self.target.set_picture(picture_of(kept.get("target", ""), is_there))

    @override
    def gateway_changed(self) -> None:
        self.source.plan_again()
        self.target.plan_again()

    @override
    def focus_first(self) -> None:
        self._slot_of("").setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def places(self) -> Sequence[DropPlace]:
        return (FACE, ONTO)

    @override
    def would_take(self, mime: QMimeData) -> bool:
        return has_pictures(mime)

    @override
    def take(self, mime: QMimeData, place: str = "") -> bool:
        return self._slot_of(place).take(mime)

    @override
    def show_drop(self, is_over: bool, place: str = "") -> None:
        lit = self._slot_of(place) if is_over else None
        for slot in (self.source, self.target):
            slot.show_drop(slot is lit)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._slot_of("").intake.paste()
        else:
            super().keyPressEvent(event)


class _Arrow(QWidget):
    """The way the face goes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(24, 24)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        middle = QRectF(self.rect()).center()
        icon = QRectF(round(middle.x()) - 9, round(middle.y()) - 9, 18, 18)
        self._theme.icons.paint(painter, "arrow-down", self._theme.tokens.text_2, icon)
        painter.end()
