"""The page of the compose panel that mixes two to five pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.request import BlendRequest, BlendShape
from mjdesk.domain.task import TaskKind
from mjdesk.models.kept_slots import restore_slots, written_slots
from mjdesk.models.slot_list import SlotList
from mjdesk.theme import SPACE, Theme
from mjdesk.views.compose import slot_words
from mjdesk.views.compose.compose_foot import job_words
from mjdesk.views.compose.page import ComposePage
from mjdesk.views.compose.picture_intake import PictureIntake, has_pictures
from mjdesk.views.compose.say_beside import say_beside
from mjdesk.views.compose.slot_tiles import SlotTiles
from mjdesk.views.drop_places import BLEND, DropPlace
from mjdesk.views.language import mark, tr, tr_as
from mjdesk.widgets.choice_bar import Choice, SegmentBar
from mjdesk.widgets.drop_area import DropArea
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.surface import SectionHead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from PySide6.QtGui import QKeyEvent

    from mjdesk.domain.request import Request
    from mjdesk.models.desk import Desk
    from mjdesk.models.prompt_draft import PromptDraft
    from mjdesk.models.purse import Purse
    from mjdesk.models.thumbnails import Thumbnails
    from mjdesk.views.compose.slot_tile import SlotTile

LEAST, MOST = 2, 5
"""Pictures of one blend (protocol.md 2.2)."""
_PICTURES_PER_JOB = 4
_CELL_HEIGHT = 100
_SHAPES = (
    (BlendShape.PORTRAIT, mark("Portrait 2:3")),
    (BlendShape.SQUARE, mark("Square 1:1")),
    (BlendShape.LANDSCAPE, mark("Landscape 3:2")),
)


class BlendPage(ComposePage):
    """Owns the pictures of the next blend and its shape; model and speed are those of the draft."""

    paths = ("/mj/submit/blend",)
    lacking = mark("{gateway} does not blend pictures, as far as is known.")

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
        self.slots = SlotList(self, most=MOST)
        self.intake = PictureIntake(desk, self.slots, self, title=tr("Add pictures to blend"))
        words = ElidedLabel(
            theme,
            tr("Drop two to five pictures. The result mixes what they show."),
            role="text_2",
            lines=3,
        )
        self.areas = tuple(self._area(theme) for _ in range(MOST))
        self.tiles = SlotTiles(
            theme,
            self.slots,
            thumbnails,
            self.intake,
            _dress,
            columns=3,
            cell_height=_CELL_HEIGHT,
            can_lock=False,
        )
        shapes = [Choice(shape, tr(words)) for shape, words in _SHAPES]
        self.shape = SegmentBar(theme, shapes, name=tr("Shape of the blend"), value=BlendShape.SQUARE)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.panel)
        column.setSpacing(SPACE.panel)
        column.addWidget(words)
        column.addWidget(self.tiles)
        section = QVBoxLayout()
        section.setSpacing(SPACE.tight)
        section.addWidget(SectionHead(theme, tr_as("of a picture", "Shape")))
        section.addWidget(self.shape)
        column.addLayout(section)
        column.addStretch(1)
        self.slots.changed.connect(self._on_slots_changed)
        self.shape.chosen.connect(self.changed)
        self.intake.refused.connect(self._on_refused)
        self.intake.nothing_pasted.connect(self._on_nothing_pasted)
        self.intake.link_offered.connect(self._on_not_fetched)
        self._show_areas()

    def tile(self, row: int) -> SlotTile:
        """The tile of a row."""
        return self.tiles.tile(row)

    def _area(self, theme: Theme) -> DropArea:
        over, short = tr("Drop to blend"), tr_as("drop", "Here")
        area = DropArea(theme, "", accepts=has_pictures, over=over, over_short=short, parent=self)
        area.setAccessibleName(tr("Add pictures to blend"))
        area.dropped.connect(self.intake.take)
        area.clicked.connect(lambda: self.intake.choose())
        area.hide()
        return area

    def _show_areas(self) -> None:
        """As many as are free: the first with its word, the others quiet behind it."""
        free = self.areas[: self.slots.room()]
        for area in self.areas[len(free) :]:
            area.hide()
        for number, area in enumerate(free):
            area.set_label(tr_as("button", "Add") if number == 0 else "")
            area.setAccessibleName(tr("Add pictures to blend"))
            area.set_quiet(number > 0)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus if number else Qt.FocusPolicy.StrongFocus)
        self.tiles.set_tail(free)

    def _on_slots_changed(self) -> None:
        self._show_areas()
        self.changed.emit()

    def _on_nothing_pasted(self) -> None:
        self._on_refused(tr(slot_words.NOTHING_TO_PASTE))

    def _on_not_fetched(self, _link: str) -> None:
        self._on_refused(tr(slot_words.NOT_FETCHED))

    def _on_refused(self, sentence: str) -> None:
        free = self.slots.room()
        say_beside(self.areas[0] if free else self.tiles, sentence)

    @override
    def requests(self) -> Sequence[Request]:
        draft = self._draft
        shape = BlendShape(self.shape.value())
        pictures = self.slots.references()
        return (BlendRequest(pictures=pictures, shape=shape, bot=draft.bot, speed=draft.speed),)

    @override
    def obstacle(self) -> str:
        match self.slots.rowCount():
            case 0:
                return tr("Put in the pictures to blend, at least two")
            case 1:
                return tr("One more picture: a blend takes at least two")
            case _:
                return ""

    @override
    def button(self) -> tuple[str, str]:
        return tr_as("button", "Blend"), "blend"

    @override
    def facts(self) -> str:
        return job_words(1, _PICTURES_PER_JOB)

    @override
    def estimate(self, purse: Purse) -> Decimal | None:
        return purse.estimate(TaskKind.BLEND, speed=self._draft.speed, prompt="")

    @override
    def kept(self) -> Mapping[str, str]:
        pictures = written_slots(self.slots)
        return {"pictures": pictures, "shape": self.shape.value() if pictures else ""}

    @override
    def take_back(self, kept: Mapping[str, str], is_there: Callable[[str], bool]) -> None:
        restore_slots(self.slots, kept.get("pictures", ""), is_there)
        if (shape := kept.get("shape", "")) in set(BlendShape):
            self.shape.set_value(shape)

    @override
    def gateway_changed(self) -> None:
        self.tiles.forget_plans()

    @override
    def focus_first(self) -> None:
        first = self.areas[0] if self.slots.room() else self.tile(0)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def places(self) -> Sequence[DropPlace]:
        return (BLEND,) if self.slots.room() else ()

    @override
    def would_take(self, mime: QMimeData) -> bool:
        return self.slots.room() > 0 and has_pictures(mime)

    @override
    def take(self, mime: QMimeData, place: str = "") -> bool:
        return self.intake.take(mime)

    @override
    def show_drop(self, is_over: bool, place: str = "") -> None:
        self.areas[0].show_drop(is_over)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.intake.paste()
        else:
            super().keyPressEvent(event)


def _dress(tile: SlotTile, row: int) -> None:
    tile.set_part(tr("Picture {n}:", n=row + 1), str(row + 1), "")
