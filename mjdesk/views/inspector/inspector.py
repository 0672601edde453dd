"""The right panel: picture, words, what can be done, family and facts of the task in the light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mjdesk.domain.prompt import parse
from mjdesk.domain.task import TaskKind
from mjdesk.theme import SPACE, TYPE, Theme
from mjdesk.views import reference_words, wording
from mjdesk.views.inspector.action_panel import ActionPanel
from mjdesk.views.inspector.facts import Facts
from mjdesk.views.inspector.input_strip import InputStrip
from mjdesk.views.inspector.lineage_strip import LineageStrip
from mjdesk.views.inspector.parameter_chips import ParameterChips
from mjdesk.views.inspector.picture_card import PictureCard
from mjdesk.views.language import tr
from mjdesk.views.trouble_note import TroubleNote
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.empty_state import EmptyState
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.surface import Hairline, ScrollArea, SectionHead, Surface

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from mjdesk.domain.action import Action
    from mjdesk.domain.task import Task
    from mjdesk.models.album_list import AlbumList
    from mjdesk.models.focused_task import FocusedTask
    from mjdesk.models.previews import Previews
    from mjdesk.models.thumbnails import Thumbnails
    from mjdesk.views.prompt_cards import PromptCards

_LONGEST_PROMPT = 2000


class Inspector(Surface):
    """Owns the layout; the task and its family come from `FocusedTask`."""

    acted = Signal(str, object)
    """A task's id and an `Action`."""
    worded = Signal(str, object)
    """A task's id and an `Action` that a person wants to give other words for."""
    commanded = Signal(str, str)
    """A task's id and `albums`, `view`, `retry`, `check`, `collect`, `answer`, `cancel`, `reuse`,
    `save-tiles` or `copy-details`."""
    rated = Signal(str, int)
    task_chosen = Signal(object)
    """A `Task` of the family."""
    parameter_chosen = Signal(str)
    """Flag text such as `--ar 16:9` to be used again."""
    copy_requested = Signal(str)
    edit_requested = Signal(str)
    """A prompt that was found, to be put where prompts are written."""
    reference_chosen = Signal(object)
    """A `Picture` that the task was made with, to be used again in its role."""
    album_left = Signal(str, int)
    """A task's id, and the collection that it is to be taken out of."""

    def __init__(
        self,
        theme: Theme,
        focused: FocusedTask,
        thumbnails: Thumbnails,
        previews: Previews,
        gateway_name: Callable[[str], str],
        now: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("panel", parent)
        self._theme = theme
        self._focused = focused
        self._now = now
        self._albums: AlbumList | None = None
        self._is_seeking: Callable[[str], bool] = lambda _task_id: False
        self._is_picture_shown = True
        self._make_cards: Callable[[], PromptCards] | None = None
        self.cards: PromptCards | None = None
        """The prompts that were found, once there was a task with any."""
        self._empty = EmptyState(
            theme,
            icon="image",
            title=tr("Nothing selected"),
            sentence=tr("Choose a picture to see its prompt and what it offers."),
            parent=self,
        )
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.wide)
        column.setSpacing(SPACE.snug)
        self.card = PictureCard(theme, thumbnails, previews)
        self._trouble = TroubleNote(theme)
        self._prompt = ElidedLabel(theme, size=TYPE.body, lines=8)
        self._prompt.setContentsMargins(0, SPACE.hair, 0, 0)  # its first line beside the middle of the icons
        self._prompt.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._cards_place = QVBoxLayout()
        self._cards_place.setContentsMargins(0, 0, 0, 0)
        self._chips = ParameterChips(theme)
        self.inputs = InputStrip(theme, thumbnails)
        self.offer = ActionPanel(theme)
        self._lineage_head = SectionHead(theme, tr("Lineage"))
        self.lineage = LineageStrip(theme, thumbnails)
        self.facts = Facts(theme, gateway_name, now)
        words = QHBoxLayout()
        words.setSpacing(SPACE.hair)
        words.addWidget(self._prompt, 1, Qt.AlignmentFlag.AlignTop)
        self._copy = IconButton(theme, "copy", tr("Copy prompt"), size=26, icon_size=14)
        self._reuse = IconButton(
            theme, "corner-down-left", tr("Use this prompt again"), size=26, icon_size=14
        )
        words.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self._reuse, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.card)
        column.addSpacing(SPACE.hair)
        column.addWidget(self._trouble)
        column.addLayout(words)
        column.addWidget(self._chips)
        column.addWidget(self.inputs)
        column.addLayout(self._cards_place)
        column.addSpacing(SPACE.hair)
        column.addWidget(Hairline(parent=content))
        column.addWidget(self.offer)
        self._action_line = Hairline(parent=content)
        column.addWidget(self._action_line)
        column.addWidget(self._lineage_head)
        column.addWidget(self.lineage)
        self._family_line = Hairline(parent=content)
        column.addWidget(self._family_line)
        column.addWidget(self.facts)
        column.addStretch(1)
        self._scroll = ScrollArea(content)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._empty)
        rows.addWidget(self._scroll)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._on_tick)
        focused.changed.connect(self._on_task_changed)
        focused.family_changed.connect(self._on_family_changed)
        self.card.acted.connect(self._on_acted)
        self.card.opened.connect(lambda: self._command("view"))
        self.offer.acted.connect(self._on_acted)
        self.offer.words_requested.connect(self._on_words_requested)
        self.offer.child_requested.connect(self._on_child_requested)
        self.offer.commanded.connect(self._command)
        self.offer.split_requested.connect(lambda: self._command("save-tiles"))
        self._chips.chosen.connect(self.parameter_chosen)
        self.lineage.chosen.connect(self.task_chosen)
        self.inputs.chosen.connect(self.reference_chosen)
        self.facts.rated.connect(self._on_rated)
        self.facts.seed.fetch_requested.connect(lambda: self._command("seed"))
        self.facts.seed.use_requested.connect(lambda: self._command("use-seed"))
        self.facts.copy_requested.connect(self.copy_requested)
        self.facts.albums.left.connect(self._on_album_left)
        self.facts.albums.wanted.connect(lambda: self._command("albums"))
        self._copy.clicked.connect(self._on_copy)
        self._reuse.clicked.connect(lambda: self._command("reuse"))
        self._trouble.commanded.connect(self._command)
        self._on_task_changed()

    def set_picture_shown(self, shown: bool) -> None:
        """Without the preview while the viewer shows the picture large."""
        self._is_picture_shown = shown
        self._show_card()

    def offer_cards(self, make_cards: Callable[[], PromptCards]) -> None:
        """What shows the prompts that were found; made for the first task that has any."""
        self._make_cards = make_cards
        self._on_task_changed()

    def _show_card(self) -> None:
        """A shortened prompt has no picture."""
        task = self._focused.task
        has_picture = task is None or task.kind is not TaskKind.SHORTEN
        self.card.setVisible(self._is_picture_shown and has_picture)

    def _show_cards(self, task: Task) -> None:
        if self.cards is None and task.texts and self._make_cards is not None:
            self.cards = self._make_cards()
            self.cards.edit_requested.connect(self.edit_requested)
            self.cards.copy_requested.connect(self.copy_requested)
            self.cards.task_chosen.connect(self.task_chosen)
            self._cards_place.addWidget(self.cards)
        if self.cards is not None:
            self.cards.setVisible(bool(task.texts))

    def show_albums(self, albums: AlbumList) -> None:
        """Tell from now on in which collections the task is."""
        self._albums = albums
        albums.changed.connect(self._on_albums_changed)
        self._on_albums_changed()

    def _on_albums_changed(self) -> None:
        task = self._focused.task
        if self._albums is not None and task is not None:
            self.facts.show_albums(self._albums.of(task))

    def _on_task_changed(self) -> None:
        task = self._focused.task
        self._empty.setVisible(task is None)
        self._scroll.setVisible(task is not None)
        if task is None:
            self._tick.stop()
            return
        self.card.show_task(task)
        self._show_card()
        self._show_cards(task)
        self._trouble.show_task(task)
        self._trouble.show_elapsed(task, self._now())
        prompt = parse(task.prompt)
        words = wording.shortened(prompt.text, _LONGEST_PROMPT)  # eight lines show less
        self._prompt.set_text(words or wording.kind_name(task.kind))
        self._copy.setVisible(bool(task.prompt))
        self._reuse.setVisible(bool(task.prompt))
        self._chips.show_task(task)
        inputs = reference_words.inputs_of(task)
        self.inputs.show_inputs(inputs)
        self.inputs.setVisible(bool(inputs))
        self._show_facts(task)
        self._on_albums_changed()
        self._on_family_changed()
        if task.is_live and not self._tick.isActive():
            self._tick.start()
        elif not task.is_live:
            self._tick.stop()

    def _on_family_changed(self) -> None:
        task = self._focused.task
        if task is None:
            return
        self.offer.show_task(task, self._focused.child_of)
        has_actions = self.offer.has_buttons()
        self.offer.setVisible(has_actions)
        self._action_line.setVisible(has_actions)
        ancestors, children = self._focused.ancestors, self._focused.offspring
        has_family = bool(ancestors or children)
        for widget in (self._lineage_head, self.lineage, self._family_line):
            widget.setVisible(has_family)
        self.lineage.show_family(ancestors, task, children)

    def follow_seeds(self, is_seeking: Callable[[str], bool], changed: SignalInstance) -> None:
        """Show while the gateway is asked for a seed; `changed` brings the id of a task."""
        self._is_seeking = is_seeking
        changed.connect(self._on_seed_changed)

    def _show_facts(self, task: Task) -> None:
        self.facts.show_task(task, is_seeking=self._is_seeking(task.id))

    def _on_seed_changed(self, task_id: str) -> None:
        task = self._focused.task
        if task is not None and task.id == task_id:
            self._show_facts(task)

    def _on_acted(self, action: Action) -> None:
        if self._focused.task is not None:
            self.acted.emit(self._focused.task.id, action)

    def _on_words_requested(self, action: Action) -> None:
        if self._focused.task is not None:
            self.worded.emit(self._focused.task.id, action)

    def _on_child_requested(self, action: Action) -> None:
        child = self._focused.child_of(action)
        if child is not None:
            self.task_chosen.emit(child)

    def _on_rated(self, stars: int) -> None:
        if self._focused.task is not None:
            self.rated.emit(self._focused.task.id, stars)

    def _on_album_left(self, album: int) -> None:
        if self._focused.task is not None:
            self.album_left.emit(self._focused.task.id, album)

    def _on_copy(self) -> None:
        if self._focused.task is not None:
            self.copy_requested.emit(self._focused.task.prompt)

    def _command(self, command: str) -> None:
        if self._focused.task is not None:
            self.commanded.emit(self._focused.task.id, command)

    def _on_tick(self) -> None:
        task = self._focused.task
        if task is not None:
            self._trouble.show_elapsed(task, self._now())
