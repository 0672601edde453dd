"""The left panel: one page for each kind of wish, and one foot that sends it.

Longer than most modules, with more public methods: what the window, keys, drops and the tour ask of any page
is asked of the panel, which finds or makes the page and hands it on in a line or two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.request import Speed
from mjdesk.theme import SPACE, TYPE, Theme
from mjdesk.views import money_words, wording
from mjdesk.views.compose.compose_foot import ComposeFoot
from mjdesk.views.compose.imagine_page import ImaginePage
from mjdesk.views.drop_places import PLACES, ComposeMode, DropPlace
from mjdesk.views.language import mark, mark_as, tr, tr_as
from mjdesk.widgets.choice_bar import Choice, SegmentBar
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.surface import Hairline, ScrollArea, Surface

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.models.desk import Desk
    from mjdesk.models.prompt_draft import PromptDraft
    from mjdesk.models.purse import Purse
    from mjdesk.models.slot_list import SlotList
    from mjdesk.models.thumbnails import Thumbnails
    from mjdesk.views.compose.page import ComposePage

_MODES = (
    (ComposeMode.IMAGINE, mark_as("page", "Imagine"), mark("Pictures from words (Ctrl 1)")),
    (ComposeMode.BLEND, mark_as("page", "Blend"), mark("Two to five pictures mixed (Ctrl 2)")),
    (
        ComposeMode.DESCRIBE,
        mark_as("page", "Describe"),
        mark("Prompts that say what a picture shows (Ctrl 3)"),
    ),
    (
        ComposeMode.SWAP_FACE,
        mark_as("page", "Swap face"),
        mark("The face of one picture in another (Ctrl 4)"),
    ),
    (ComposeMode.SHORTEN, mark_as("page", "Shorten"), mark("Which words of a prompt carry weight (Ctrl 5)")),
)


class ComposePanel(Surface):
    """Owns the pages and which of them is shown; what they hold is theirs.

    `ImaginePage` is there from the start; its parts that other screens and the tour know are named here too.
    The other pages are made by `make_page` when they are first chosen.
    """

    submitted = Signal(object)
    """A `Request`; one emission for each wish."""
    copy_requested = Signal(str)
    """Words for the clipboard."""
    task_chosen = Signal(object)
    """A `Task` that a person wants to see."""
    commanded = Signal(str, str)
    """A task's id and a command such as `retry`."""
    mode_changed = Signal(object)
    """The `ComposeMode` that is shown now."""

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
        make_page: Callable[[ComposeMode], ComposePage] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("panel", parent)
        self._theme = theme
        self._draft = draft
        self._purse = purse
        self._make_page = make_page
        self._profile: GatewayProfile | None = None
        self._speeds: tuple[Speed, ...] = ()
        self._wished_speed = draft.speed
        self._lacking: ElidedLabel | None = None
        self.setAcceptDrops(True)
        self.imagine = ImaginePage(theme, draft, slots, desk, thumbnails, table)
        self.intake = self.imagine.intake
        self.prompt = self.imagine.prompt
        self.editor = self.imagine.editor
        self.strip = self.imagine.strip
        self.check = self.imagine.check
        self.references = self.imagine.references
        self.shape = self.imagine.shape
        self.look = self.imagine.look
        modes = [Choice(mode, tr_as("page", word), tr(hint)) for mode, word, hint in _MODES]
        self.modes = SegmentBar(theme, modes, name=tr("What to make"))
        self.foot = ComposeFoot(theme)
        self.scroll_area = ScrollArea(self.imagine)
        self._pages: dict[ComposeMode, tuple[ComposePage, QWidget]] = {}
        self._stack = QStackedWidget()
        self._mode = ComposeMode.IMAGINE
        self._add(ComposeMode.IMAGINE, self.imagine, self.scroll_area)
        self._head = QVBoxLayout()
        self._head.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, 0)
        self._head.setSpacing(SPACE.snug)
        self._head.addWidget(self.modes)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._head)
        rows.addWidget(self._stack, 1)
        rows.addWidget(Hairline(parent=self))
        rows.addWidget(self.foot)
        self.modes.chosen.connect(self._on_mode_chosen)
        self.imagine.create_requested.connect(self.submit)
        self.foot.create_requested.connect(lambda: self.submit())
        self.foot.speed_chosen.connect(self._on_speed)
        draft.changed.connect(self._on_draft_changed)
        if purse is not None:
            purse.changed.connect(self._show_price)
        self.set_speeds(speeds)
        self._refresh()

    @property
    def mode(self) -> ComposeMode:
        """Which page is shown."""
        return self._mode

    @property
    def page(self) -> ComposePage:
        """The page that is shown."""
        return self._pages[self._mode][0]

    def show_mode(self, mode: ComposeMode) -> ComposePage:
        """Show a page, made now when it never was."""
        page = self.page_of(mode)
        self.modes.set_value(mode.value)
        if mode is not self._mode:
            self._mode = mode
            self._stack.setCurrentWidget(self._pages[mode][1])
            self._refresh()
            self.mode_changed.emit(mode)
        return page

    def page_of(self, mode: ComposeMode) -> ComposePage:
        """A page, shown or not, made now when it never was."""
        found = self._pages.get(mode)
        if found is None:
            if self._make_page is None:
                raise LookupError(f"nobody makes the page {mode}")
            page = self._make_page(mode)
            self._add(mode, page, ScrollArea(page))
            return page
        return found[0]

    def pages(self) -> Mapping[ComposeMode, ComposePage]:
        """Those that were made."""
        return {mode: page for mode, (page, _) in self._pages.items()}

    def focus_first(self) -> None:
        """Let the person begin, on whichever page is shown."""
        self.page.focus_first()

    def focus_prompt(self) -> None:
        """Let the person write."""
        self.show_mode(ComposeMode.IMAGINE)
        self.imagine.focus_first()

    def set_prompt(self, text: str) -> None:
        """Use a prompt again: its flags set the controls, the rest is the text."""
        self.show_mode(ComposeMode.IMAGINE)
        self.imagine.set_prompt(text)

    def use_links(self, links: Sequence[str]) -> None:
        """Addresses of pictures lead the prompt, as Midjourney wants it."""
        self._draft.set_text(" ".join((*links, self._draft.text)).strip())
        self.focus_prompt()

    def edit_prompt(self, text: str) -> None:
        """Use a prompt again, and let the person change it."""
        self.set_prompt(text)
        self.focus_prompt()

    def use_flag(self, flag: str) -> None:
        """`--ar 16:9` as if it had been chosen here."""
        self.show_mode(ComposeMode.IMAGINE)
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

    def set_gateway(self, profile: GatewayProfile) -> None:
        """Where wishes go: its speeds are offered, and what it is known to lack is said beforehand."""
        before, self._profile = self._profile, profile
        if before is None or (before.id, before.upload_limits) != (profile.id, profile.upload_limits):
            for page, _ in self._pages.values():
                page.gateway_changed()
        self.imagine.set_uploads(profile.capabilities.takes_uploads)
        self.set_speeds(profile.capabilities.speeds)
        self._show_lacking()

    def set_history(self, prompts: Sequence[str]) -> None:
        """Prompts of before, the newest first."""
        self.prompt.set_history(prompts)

    def can_submit(self) -> bool:
        return not self.page.obstacle()

    def submit(self, keep_text: bool = False) -> None:
        """Tell every wish of the page that is shown; `keep_text` leaves it exactly as it is."""
        page = self.page
        if page.obstacle():
            return
        for request in page.requests():
            self.submitted.emit(request)
        page.after_submit(keep=keep_text)

    def drop_mime(self, mime: QMimeData) -> bool:
        """Take the pictures of a drop on the page that is shown; False when there are none."""
        return self.page.take(mime)

    def places(self) -> tuple[DropPlace, ...]:
        """Where a dropped picture can go now, on this page and on all others, made or not."""
        found: list[DropPlace] = []
        for place in PLACES:
            made = self._pages.get(place.mode)
            if made is None or place in made[0].places():
                found.append(place)
        return tuple(found)

    def take_at(self, place: DropPlace, mime: QMimeData) -> bool:
        """Bring a drop to a place; its page is shown, and made when it never was."""
        return self.show_mode(place.mode).take(mime, place.key)

    def show_drop(self, is_over: bool) -> None:
        """Light up where a drop would go, while something fitting hangs over the window."""
        self.page.show_drop(is_over)

    def _add(self, mode: ComposeMode, page: ComposePage, area: QWidget) -> None:
        self._pages[mode] = (page, area)
        self._stack.addWidget(area)
        page.changed.connect(lambda: self._on_page_changed(mode))

    def _on_page_changed(self, mode: ComposeMode) -> None:
        if mode is self._mode:
            self._refresh()

    def _refresh(self) -> None:
        page = self.page
        word, icon = page.button()
        self.foot.show_button(word, icon)
        self.foot.show_state(speed=self._draft.speed, facts=page.facts(), obstacle=page.obstacle())
        self._show_price()
        self._show_lacking()

    def _show_price(self) -> None:
        purse = self._purse
        if purse is None:
            return
        price = None if self.page.obstacle() else self.page.estimate(purse)
        currency = purse.currency
        self.foot.show_price(money_words.price_line(price, purse.spent(currency), purse.cap, currency))

    def _show_lacking(self) -> None:
        """One calm line, made when it is first needed; the button stays: gateways learn, too."""
        profile, page = self._profile, self.page
        is_lacking = profile is not None and any(profile.capabilities.lacks(path) for path in page.paths)
        if self._lacking is None:
            if not is_lacking:
                return
            self._lacking = ElidedLabel(self._theme, role="text_2", size=TYPE.label, lines=3)
            self._head.addWidget(self._lacking)
        if is_lacking and profile is not None:
            self._lacking.set_text(tr(page.lacking, gateway=wording.gateway_name(profile)))
        self._lacking.setVisible(is_lacking)

    def _on_draft_changed(self) -> None:
        """Model and speed are every page's; the page of the draft tells of them itself."""
        if self.page is not self.imagine:
            self._refresh()

    def _on_mode_chosen(self, value: str) -> None:
        self.show_mode(ComposeMode(value))

    def _on_speed(self, speed: Speed) -> None:
        self._wished_speed = speed
        self._draft.set_speed(speed)

    # Whatever hangs over the panel lights up the places of the page, and lands in the first that is free.
    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.page.would_take(event.mimeData()):
            event.acceptProposedAction()
            self.page.show_drop(True)
        else:
            event.ignore()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.page.show_drop(False)
        super().dragLeaveEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.page.show_drop(False)
        if self.page.take(event.mimeData()):
            event.acceptProposedAction()
