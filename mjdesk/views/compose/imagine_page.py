"""The first page of the compose panel: words, references, shape and look become a wish."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.picture import Ratio as Proportion
from mjdesk.domain.reference import ReferenceRole, with_flags
from mjdesk.domain.task import TaskKind
from mjdesk.models.prompt_draft import MOST_AT_ONCE, Obstacle
from mjdesk.theme import SPACE, Theme
from mjdesk.views.compose.compose_foot import job_words, large_number, prompt_words
from mjdesk.views.compose.look_section import LookSection
from mjdesk.views.compose.page import ComposePage
from mjdesk.views.compose.picture_intake import PictureIntake, has_pictures, is_among_words
from mjdesk.views.compose.prompt_box import PromptBox
from mjdesk.views.compose.prompt_check import PromptCheck
from mjdesk.views.compose.reference_section import ReferenceSection
from mjdesk.views.compose.role_part import RolePart
from mjdesk.views.drop_places import PLACES, DropPlace
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.choice_bar import Ratio, RatioBar
from mjdesk.widgets.finding_strip import FindingStrip
from mjdesk.widgets.surface import SectionHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.domain.picture import Picture
    from mjdesk.domain.prompt import FlagValue
    from mjdesk.domain.request import Request
    from mjdesk.models.desk import Desk
    from mjdesk.models.prompt_draft import PromptDraft
    from mjdesk.models.purse import Purse
    from mjdesk.models.slot_list import SlotList
    from mjdesk.models.thumbnails import Thumbnails

_SHAPES = (Ratio(9, 16), Ratio(2, 3), Ratio(4, 5), Ratio(1, 1), Ratio(3, 2), Ratio(16, 9), Ratio(21, 9))
_PICTURES_PER_JOB = 4


class ImaginePage(ComposePage):
    """Owns the arrangement of its sections and carries their choices to the draft, and the draft to them."""

    create_requested = Signal(bool)
    """Ctrl+Return among the words; True: keep the text as it is."""

    def __init__(
        self,
        theme: Theme,
        draft: PromptDraft,
        slots: SlotList,
        desk: Desk,
        thumbnails: Thumbnails,
        table: ParameterTable,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._slots = slots
        self._table = table
        self._shapes = _SHAPES
        self.intake = PictureIntake(desk, slots, self, title=tr("Add reference pictures"))
        self.prompt = PromptBox(theme, is_among_words, placeholder=tr("Describe what you want to see"))
        self.editor = self.prompt.editor
        self.strip = FindingStrip(theme)
        self.check = PromptCheck(draft, slots, table, self.strip)
        self.roles = RolePart(theme, draft, slots, table, self)
        self.references = ReferenceSection(theme, slots, thumbnails, self.intake, self.roles)
        self.shape = RatioBar(theme, _SHAPES, name=tr_as("of a picture", "Shape"))
        self.look = LookSection(theme, draft, table)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.panel)
        column.setSpacing(SPACE.panel)
        column.addWidget(self.prompt)
        column.addWidget(self.strip)
        column.addWidget(self.references)
        column.addLayout(headed(SectionHead(theme, tr_as("of a picture", "Shape")), self.shape))
        column.addWidget(self.look)
        column.addStretch(1)
        self.editor.edited.connect(lambda: draft.set_text(self.editor.text()))
        self.editor.create_requested.connect(self.create_requested)
        self.editor.mime_offered.connect(self.intake.take)
        self.check.found.connect(self.editor.mark)
        self.intake.link_offered.connect(self._on_link)
        self.prompt.chosen.connect(self._on_prompt_chosen)
        self.prompt.clear_requested.connect(self._on_clear)
        self.shape.chosen.connect(self._on_shape)
        self.look.chosen.connect(self._on_chosen)
        slots.changed.connect(self._refresh)
        draft.changed.connect(self._refresh)
        self._refresh()

    def set_uploads(self, uploads: bool) -> None:
        """Whether the gateway takes pictures that only a link can bring, as far as is known."""
        if self.roles.set_uploads(uploads):
            self.references.tiles.dress_all()

    def set_prompt(self, text: str) -> None:
        """Use a prompt again: its flags set the controls, the rest is the text."""
        self._draft.take_over(text, self._table)

    def _refresh(self) -> None:
        draft = self._draft
        self.editor.show_text(draft.text)
        aspect = draft.settings.aspect or (1, 1)
        self._show_shape(Proportion(*aspect).reduced)
        self.look.refresh()
        self.references.tiles.dress_all()
        count = draft.count
        self.prompt.set_count(prompt_words(count) if count > 1 else "")
        self.changed.emit()

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

    def _on_prompt_chosen(self, text: str) -> None:
        self.set_prompt(text)
        self.focus_first()

    def _on_link(self, link: str) -> None:
        """A picture on the web that cannot be fetched from here; the gateway may have more luck."""
        self._slots.add_link(link)

    def _on_clear(self) -> None:
        self._draft.set_text("")
        self._slots.clear()
        self.focus_first()

    @override
    def requests(self) -> Sequence[Request]:
        return tuple(self._draft.requests(self._table, self._slots.references(), self._slots.roles()))

    @override
    def obstacle(self) -> str:
        slots, draft = self._slots, self._draft
        return _reason(draft.obstacle(len(slots.references()), slots.roles()), draft.count)

    @override
    def button(self) -> tuple[str, str]:
        return tr_as("button", "Generate"), "sparkles"

    @override
    def facts(self) -> str:
        return job_words(self._draft.count, _PICTURES_PER_JOB)

    @override
    def estimate(self, purse: Purse) -> Decimal | None:
        """The sum over all prompts; they are looked at one by one only where alternatives may hold flags."""
        draft = self._draft
        requests = draft.requests(self._table, references=self._slots.roles())
        if not 0 <= draft.text.find("--") < draft.text.rfind("}"):
            requests, count = islice(requests, 1), draft.count
        else:
            count = 1
        prices: list[Decimal] = []
        for each in requests:
            words = with_flags(each.prompt, (one.role for one in each.references))
            price = purse.estimate(TaskKind.IMAGINE, speed=each.speed, prompt=words, count=count)
            if price is None:
                return None
            prices.append(price)
        return sum(prices, Decimal(0)) if prices else None

    @override
    def after_submit(self, *, keep: bool) -> None:
        """The text stays; selected, so that the next word replaces it."""
        self.prompt.remember(self._draft.text)
        if not keep:
            self.editor.selectAll()

    @override
    def gateway_changed(self) -> None:
        self.references.tiles.forget_plans()

    @override
    def focus_first(self) -> None:
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def places(self) -> Sequence[DropPlace]:
        from mjdesk.models.role_menu import role_choices  # no start drags anything

        version, uploads = self._draft.version(self._table), self.roles.uploads
        choices = role_choices(self._slots, -1, version, self._table, uploads=uploads)
        open_roles = {choice.role.value for choice in choices if choice.closed is None}
        return tuple(place for place in PLACES if place.key in open_roles)

    @override
    def would_take(self, mime: QMimeData) -> bool:
        return has_pictures(mime)

    @override
    def take(self, mime: QMimeData, place: str = "") -> bool:
        role = ReferenceRole(place) if place in set(ReferenceRole) else None
        return self.intake.take(mime, shelf=None if role is None else _RoleShelf(self._slots, role))

    @override
    def show_drop(self, is_over: bool, place: str = "") -> None:
        self.references.area.show_drop(is_over)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.intake.paste()
        else:
            super().keyPressEvent(event)


class _RoleShelf:
    """Fits `Shelf`: the references, with the role that was meant for what comes; also for what is there."""

    def __init__(self, slots: SlotList, role: ReferenceRole) -> None:
        self._slots = slots
        self._role = role

    def row_of(self, key: str, /) -> int:
        return self._slots.row_of(key)

    def add(self, picture: Picture, row: int | None = None, /) -> bool:
        here = self._slots.row_of(picture.digest)
        if here >= 0:
            return self._slots.set_role(here, self._role)
        return self._slots.add(picture, row, self._role)

    def swap_in(self, row: int, picture: Picture, /) -> bool:
        return self._slots.swap_in(row, picture)

    def room(self) -> int:
        return self._slots.room()


def headed(head: SectionHead, body: QWidget) -> QVBoxLayout:
    """A section: its head, and close below it what it is about."""
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
            return tr("Write a prompt first")
        case Obstacle.ONE_PICTURE:
            return tr("One picture needs a few words, or a second picture")
        case Obstacle.TOO_MANY:
            return tr(
                "These alternatives make {count} prompts; at most {most} go at once",
                count=large_number(count),
                most=MOST_AT_ONCE,
            )
