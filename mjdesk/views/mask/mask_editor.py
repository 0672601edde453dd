"""The mask editor: lies over the whole window while an area is painted, and says what was painted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.prompt import parse
from mjdesk.domain.task import TaskState
from mjdesk.views import error_words
from mjdesk.views.language import tr, tr_as
from mjdesk.views.mask import mask_words
from mjdesk.views.mask.area_session import AreaSession
from mjdesk.views.mask.change_panel import ChangePanel
from mjdesk.views.mask.mask_bar import MaskBar
from mjdesk.views.mask.mask_canvas import MaskCanvas
from mjdesk.views.mask.mask_keys import key_of
from mjdesk.views.mask.painting_hand import PaintingHand, growth_of
from mjdesk.views.mask.tool_column import ToolColumn
from mjdesk.widgets.empty_state import EmptyState
from mjdesk.widgets.surface import Hairline, Surface

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QImage

    from mjdesk.domain.action import Action
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.mask import MaskDraft
    from mjdesk.domain.task import Task
    from mjdesk.models.mask_desk import MaskDesk
    from mjdesk.theme import Theme
    from mjdesk.views.mask.subject import Subject
    from mjdesk.views.words_holder import WordsHolder


class MaskEditor(Surface):
    """Owns what it is open for; what is marked belongs to its session, the tools to its hand.

    Escape closes and loses nothing.
    """

    generated = Signal(object, str, object)
    """A `Subject` (with the region button that was chosen), the words, and the mask as PNG (`bytes`)."""
    acted = Signal(str, object)
    """A task's id and an `Action` that was wanted instead."""
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        masks: MaskDesk,
        words: WordsHolder,
        price: Callable[[Task, str], str],
    ) -> None:
        """It covers `host`. `price` says what the wish costs: for a task and words."""
        super().__init__("ground", host)
        self._host = host
        self._price = price
        self._subject: Subject | None = None
        self._former: QWidget | None = None
        self._trouble = ""
        self._busy = ""
        self.setAccessibleName(tr("Mask editor"))
        self.session = AreaSession(masks, words.text, self)
        self.canvas = MaskCanvas(theme, self.session.area)
        self.column = ToolColumn(theme)
        self.bar = MaskBar(theme)
        self.panel = ChangePanel(theme, words)
        self._note = EmptyState(theme, icon="image-off", title="", parent=self.canvas)
        self._note.hide()
        self._arrange()
        self.hand = PaintingHand(self.session, self.canvas, self.bar, self.column, self)
        self._connect()
        self.hide()
        host.installEventFilter(self)

    @property
    def subject(self) -> Subject | None:
        """What is being painted on; None while it is closed."""
        return self._subject

    def is_open(self) -> bool:
        return not self.isHidden()

    def open(self, subject: Subject) -> None:
        """Cover the window and begin to paint; what was open before is kept as a draft."""
        if not self.is_open():
            self._former = self._host.window().focusWidget()  # not that of a menu, which is about to go
        self._subject = subject
        self._trouble = ""
        asking = subject.asking is not None
        title = mask_words.ASKED_TITLE if asking else mask_words.TITLE
        if subject.is_edit:
            title = mask_words.EDIT_TITLE
        self.bar.show_subject(tr(title), mask_words.subject(subject.task))
        has_buttons = not asking and not subject.is_edit
        offered = [action for action in subject.task.actions if action.needs_mask] if has_buttons else []
        self.panel.show_kinds(offered)
        if subject.action is not None:
            self.panel.choose_kind(subject.action)
        self.panel.show_ways(subject.task.actions if has_buttons else ())
        self.panel.words.begin_with(subject.words)
        self.canvas.let_go()
        self._show_note(tr(mask_words.LOADING), "", "hourglass")
        self.session.open(
            subject.name,
            subject.picture,
            wished=subject.again or subject.asking,
            is_again=subject.again is not None,
        )
        self._refresh()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self.canvas.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Close; what was painted comes back when this picture is opened again."""
        if not self.is_open():
            return
        self.canvas.give_up()
        self.session.leave()
        self.canvas.let_go()
        self._subject = None
        self.hide()
        former, self._former = self._former, None
        if former is not None and former.isVisible():
            former.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def generate(self) -> None:
        """Write the mask and hand it on; silent while there is nothing to hand on."""
        subject = self._subject
        if subject is None or self._obstacle():
            return
        words = str(parse(self.panel.words.text()))
        kind = self.panel.kind()
        if kind is not None:
            subject = replace(subject, action=kind)

        def hand_on(mask: bytes) -> None:
            self.dismiss()
            self.generated.emit(subject, words, mask)

        self.session.finish(hand_on)
        self._refresh()

    def show_task(self, task: Task) -> None:
        """The task that it is open for is so now: it may be gone, or wait no longer."""
        subject = self._subject
        if subject is None or task.id not in {subject.task.id, subject.name}:
            return
        if task.trashed_at is not None:
            self._trouble = tr(mask_words.DELETED)
        elif subject.asking is not None and task.id == subject.asking.id:
            waits = task.state is TaskState.NEEDS_ANSWER
            self._trouble = "" if waits else tr(mask_words.ANSWERED)
        else:
            self._trouble = ""
        self._refresh()

    def _arrange(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.bar)
        middle.addWidget(self.canvas, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.column)
        row.addWidget(Hairline(Qt.Orientation.Vertical, self))
        row.addLayout(middle, 1)
        row.addWidget(Hairline(Qt.Orientation.Vertical, self))
        row.addWidget(self.panel)

    def _connect(self) -> None:
        bar, panel, session = self.bar, self.panel, self.session
        self.hand.generate_requested.connect(self.generate)
        self.hand.close_requested.connect(self.dismiss)
        bar.closed.connect(self.dismiss)
        bar.feather_changed.connect(session.set_feather)
        bar.feather_changed.connect(self.canvas.set_feather)
        bar.fit_requested.connect(lambda: self.canvas.toggle_pixels())
        panel.generate_requested.connect(self.generate)
        panel.last_requested.connect(session.take_last)
        panel.acted.connect(self._on_other_way)
        panel.words.edited.connect(self._on_words)
        self.canvas.zoom_changed.connect(self._on_zoom_changed)
        session.opened.connect(self._on_opened)
        session.began.connect(self._on_began)
        session.counted.connect(self._refresh)
        session.busy_changed.connect(self._on_busy)
        session.failed.connect(self._on_failed)
        session.area.history.changed.connect(self._refresh)

    def _obstacle(self) -> str:
        """Why nothing can be generated now."""
        if self._trouble or self._busy:
            return self._trouble or self._busy
        if not self.session.has_begun:
            return tr(mask_words.LOADING)
        return "" if self.session.share() > 0 else tr(mask_words.PAINT_FIRST)

    def _refresh(self) -> None:
        share = self.session.share()
        history = self.session.area.history
        self.panel.show_share(self._trouble or self._busy or mask_words.share_line(share))
        self.panel.show_obstacle(self._obstacle())
        self.panel.last.setVisible(self.session.has_last and self.session.has_begun)
        self.column.show_state(can_undo=history.can_undo, can_redo=history.can_redo, has_area=share > 0)

    def _show_note(self, title: str, sentence: str, icon: str) -> None:
        self._note.set_words(title, sentence)
        self._note.set_icon(icon)
        self._note.setGeometry(self.canvas.rect())
        self._note.show()

    def _on_opened(self, levels: Sequence[QImage]) -> None:
        if not levels:
            self._trouble = tr(mask_words.NO_PICTURE)
            self._show_note(self._trouble, tr(mask_words.NO_PICTURE_WAY), "image-off")
            self._refresh()
            return
        self._note.hide()
        longest = max(levels[0].width(), levels[0].height())
        self.bar.fit_brush(longest)
        self.canvas.show_levels(levels)
        self.canvas.set_brush(self.bar.brush.value())
        self.column.show_growth(growth_of(longest))

    def _on_began(self, draft: MaskDraft | None) -> None:
        if draft is not None:
            self.bar.feather.set_value(draft.feather)
            if draft.words:
                self.panel.words.begin_with(draft.words)
        self.session.set_feather(round(self.bar.feather.value()))
        self.canvas.set_feather(self.session.feather)
        self._refresh()

    def _on_words(self) -> None:
        self.session.note_change()
        subject = self._subject
        if subject is not None:
            self.panel.show_price(self._price(subject.task, self.panel.words.text()))

    def _on_other_way(self, action: Action) -> None:
        subject = self._subject
        if subject is not None:
            self.dismiss()
            self.acted.emit(subject.task.id, action)

    def _on_zoom_changed(self) -> None:
        is_fit = self.canvas.is_fit()
        fit = tr_as("size of a picture", "Fit")
        self.bar.show_zoom(fit if is_fit else f"{self.canvas.percent()} %")

    def _on_busy(self, words: str) -> None:
        self._busy = words
        self._refresh()

    def _on_failed(self, error: DeskError) -> None:
        told = error_words.explain(error)
        self.panel.show_share(f"{told.title} {told.advice}".strip())

    @override
    def event(self, event: QEvent) -> bool:
        # An accepted override keeps the key from the shortcuts of the window behind.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_quit = event.key() == Qt.Key.Key_Q and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if not is_quit:
                event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_of(event)
        if key is None or not self.hand.do(key):
            super().keyPressEvent(event)
        event.accept()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.setGeometry(self._host.rect())
            self._note.setGeometry(self.canvas.rect())
        return super().eventFilter(watched, event)
