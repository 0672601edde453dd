"""The left panel: words, references, shape and look become a wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.picture import Ratio as Proportion
from mjdesk.domain.request import Speed
from mjdesk.domain.task import TaskKind
from mjdesk.models.prompt_draft import MOST_AT_ONCE, Obstacle
from mjdesk.theme import SPACE, Theme
from mjdesk.views import money_words
from mjdesk.views.compose.compose_foot import ComposeFoot, large_number
from mjdesk.views.compose.look_section import LookSection
from mjdesk.views.compose.picture_intake import PictureIntake, is_among_words
from mjdesk.views.compose.prompt_box import PromptBox
from mjdesk.views.compose.prompt_check import PromptCheck
from mjdesk.views.compose.reference_section import ReferenceSection
from mjdesk.widgets.choice_bar import Ratio, RatioBar
from mjdesk.widgets.finding_strip import FindingStrip
from mjdesk.widgets.surface import Hairline, ScrollArea, SectionHead, Surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.domain.prompt import FlagValue
    from mjdesk.models.desk import Desk
    from mjdesk.models.prompt_draft import PromptDraft
    from mjdesk.models.purse import Purse
    from mjdesk.models.slot_list import SlotList
    from mjdesk.models.thumbnails import Thumbnails

_SHAPES = (Ratio(9, 16), Ratio(2, 3), Ratio(4, 5), Ratio(1, 1), Ratio(3, 2), Ratio(16, 9), Ratio(21, 9))


class ComposePanel(Surface):
    """Owns the arrangement of its sections and carries their choices to the draft, and the draft to them."""

    submitted = Signal(object)
    """An `ImagineRequest`; one emission for each prompt that the text stands for."""

    def __init__(
        self,
        theme: Theme,
        draft: PromptDraft,
        slots: SlotList,
        desk: Desk,
        thumbnails: Thumbnails,
        table: ParameterTable,
        *,
        speeds: tuple[Speed, ...] = (Speed.DEFAULT,),
        purse: Purse | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("panel", parent)
        self._draft = draft
        self._slots = slots
        self._table = table
        self._purse = purse
        self._shapes = _SHAPES
        self._speeds: tuple[Speed, ...] = ()
        self._wished_speed = draft.speed
        self.setAcceptDrops(True)
        self.intake = PictureIntake(desk, slots, self)
        self.prompt = PromptBox(theme, is_among_words)
        self.editor = self.prompt.editor
        self.strip = FindingStrip(theme)
        self.check = PromptCheck(draft, slots, table, self.strip)
        self.references = ReferenceSection(theme, slots, thumbnails, self.intake)
        self.shape = RatioBar(theme, _SHAPES, name="Shape")
        self.look = LookSection(theme, draft, table)
        self.foot = ComposeFoot(theme)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.panel)
        column.setSpacing(SPACE.panel)
        column.addWidget(self.prompt)
        column.addWidget(self.strip)
        column.addWidget(self.references)
        column.addLayout(_headed(SectionHead(theme, "Shape"), self.shape))
        column.addWidget(self.look)
        column.addStretch(1)
        self.scroll_area = ScrollArea(content)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.scroll_area, 1)
        rows.addWidget(Hairline(parent=self))
        rows.addWidget(self.foot)
        self.editor.edited.connect(lambda: draft.set_text(self.editor.text()))
        self.editor.create_requested.connect(self.submit)
        self.editor.mime_offered.connect(self.intake.take)
        self.check.found.connect(self.editor.mark)
        self.intake.link_offered.connect(self._on_link)
        self.prompt.chosen.connect(self._on_prompt_chosen)
        self.prompt.clear_requested.connect(self._on_clear)
        self.shape.chosen.connect(self._on_shape)
        self.look.chosen.connect(self._on_chosen)
        self.foot.create_requested.connect(lambda: self.submit())
        self.foot.speed_chosen.connect(self._on_speed)
        slots.changed.connect(self._refresh)
        draft.changed.connect(self._refresh)
        if purse is not None:
            purse.changed.connect(self._show_price)
        self.set_speeds(speeds)
        self._refresh()

    def focus_prompt(self) -> None:
        """Let the person write."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_prompt(self, text: str) -> None:
        """Use a prompt again: its flags set the controls, the rest is the text."""
        self._draft.take_over(text, self._table)

    def use_flag(self, flag: str) -> None:
        """`--ar 16:9` as if it had been chosen here."""
        self._draft.use_flag(flag)

    def set_speeds(self, speeds: Sequence[Speed]) -> None:
        """The speeds that the gateway has; the same again changes nothing, not even a menu that is open."""
        if tuple(speeds) == self._speeds:
            return
        self._speeds = tuple(speeds)
        self.foot.set_speeds(speeds)
        # What was wished for comes back with the gateway that has it, after a restart too.
        first = next(iter(speeds), Speed.DEFAULT)
        self._draft.set_speed(self._wished_speed if self._wished_speed in speeds else first)
        self._refresh()

    def set_history(self, prompts: Sequence[str]) -> None:
        """Prompts of before, the newest first."""
        self.prompt.set_history(prompts)

    def can_submit(self) -> bool:
        return self._draft.obstacle(self._slots.rowCount()) is None

    def submit(self, keep_text: bool = False) -> None:
        """Tell every wish of the draft. The text stays; selected, so that the next word replaces it, unless
        `keep_text` leaves cursor and all as they are."""
        if not self.can_submit():
            return
        self.prompt.remember(self._draft.text)
        for request in tuple(self._draft.requests(self._table, self._slots.references())):
            self.submitted.emit(request)
        if not keep_text:
            self.editor.selectAll()

    def drop_mime(self, mime: QMimeData) -> bool:
        """Take the pictures of a drop as references; False when there are none."""
        return self.intake.take(mime)

    def _refresh(self) -> None:
        draft = self._draft
        self.editor.show_text(draft.text)
        aspect = draft.settings.aspect or (1, 1)
        self._show_shape(Proportion(*aspect).reduced)
        self.look.refresh()
        count = draft.count
        self.prompt.set_count(f"{large_number(count)} prompts" if count > 1 else "")
        obstacle = draft.obstacle(self._slots.rowCount())
        self.foot.show_state(speed=draft.speed, jobs=count, obstacle=_reason(obstacle, count))
        self._show_price()

    def _show_price(self) -> None:
        """By the first prompt: alternatives seldom change what one costs."""
        purse, draft = self._purse, self._draft
        if purse is None:
            return
        first = next(draft.requests(self._table), None)
        price = None
        if first is not None and draft.obstacle(self._slots.rowCount()) is None:
            price = purse.estimate(
                TaskKind.IMAGINE, speed=first.speed, prompt=first.prompt, count=draft.count
            )
        currency = purse.currency
        self.foot.show_price(money_words.price_line(price, purse.spent(currency), purse.cap, currency))

    def _show_shape(self, shape: Proportion) -> None:
        """A shape that is none of the usual ones gets a place of its own."""
        own = Ratio(shape.width, shape.height)
        shapes = _SHAPES
        if own not in _SHAPES:
            shapes = tuple(sorted((*_SHAPES, own), key=lambda each: each.width / each.height))
        if shapes != self._shapes:
            self._shapes = shapes
            self.shape.set_ratios(shapes)
        self.shape.set_value(own.value)

    def _on_shape(self, value: str) -> None:
        width, _, height = value.partition(":")
        chosen = (int(width), int(height))
        self._draft.choose("aspect", None if chosen == (1, 1) else chosen)

    def _on_chosen(self, name: str, value: FlagValue) -> None:
        self._draft.choose(name, value)

    def _on_speed(self, speed: Speed) -> None:
        self._wished_speed = speed
        self._draft.set_speed(speed)

    def _on_prompt_chosen(self, text: str) -> None:
        self.set_prompt(text)
        self.focus_prompt()

    def _on_link(self, link: str) -> None:
        """A picture on the web that only its address can bring: it leads the text, as Midjourney wants it."""
        self._draft.set_text(f"{link} {self._draft.text}")

    def _on_clear(self) -> None:
        self._draft.set_text("")
        self._slots.clear()
        self.focus_prompt()

    # Whatever hangs over the panel lights up the place for references, and lands there.
    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.references.area.dragEnterEvent(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.references.area.dragLeaveEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.references.area.dropEvent(event)


def _headed(head: SectionHead, body: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(SPACE.tight)
    column.addWidget(head)
    column.addWidget(body)
    return column


def _reason(obstacle: Obstacle | None, count: int) -> str:
    match obstacle:
        case None:
            return ""
        case Obstacle.EMPTY:
            return "Write a prompt first"
        case Obstacle.ONE_PICTURE:
            return "One picture needs a few words, or a second picture"
        case Obstacle.TOO_MANY:
            return f"These alternatives make {large_number(count)} prompts; at most {MOST_AT_ONCE} go at once"
