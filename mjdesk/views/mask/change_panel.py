"""What is to be in the painted area instead, and what else this picture offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from mjdesk.domain.action import ActionGroup, ActionVerb
from mjdesk.theme import SPACE, TYPE, Theme
from mjdesk.views import action_words
from mjdesk.views.language import tr, tr_as
from mjdesk.views.mask import mask_words
from mjdesk.widgets.buttons import LinkButton, PrimaryButton, PushButton
from mjdesk.widgets.chip import Chip
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.painting import plain_tip
from mjdesk.widgets.surface import Hairline, ScrollArea, SectionHead, Surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.action import Action
    from mjdesk.views.words_holder import WordsHolder

_WIDTH = 312
_FIELD = 110
_COMPASS = {
    ActionVerb.PAN_UP: (0, 1),
    ActionVerb.PAN_LEFT: (1, 0),
    ActionVerb.PAN_RIGHT: (1, 2),
    ActionVerb.PAN_DOWN: (2, 1),
}


class ChangePanel(Surface):
    """Owns the words for the area and which of several region buttons is meant."""

    generate_requested = Signal()
    last_requested = Signal()
    """Take over the area that was sent last."""
    acted = Signal(object)
    """An `Action` of the picture that needs no area."""

    def __init__(self, theme: Theme, words: WordsHolder, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setFixedWidth(_WIDTH)
        self._theme = theme
        self.words = words
        self.words.setFixedHeight(_FIELD)
        self.share = _Line(theme)
        self._kinds = QWidget()
        self._kind_row = QHBoxLayout(self._kinds)
        self._kind_row.setContentsMargins(0, 0, 0, 0)
        self._kind_row.setSpacing(SPACE.snug)
        self._group = QButtonGroup(self)
        self._chips: list[tuple[Chip, Action]] = []
        self.last = LinkButton(theme, tr("Reuse the last mask"))
        self._ways = QWidget()
        self._way_column = QVBoxLayout(self._ways)
        self._way_column.setContentsMargins(0, 0, 0, 0)
        self._way_column.setSpacing(SPACE.snug)
        self.ways: list[tuple[PushButton, Action]] = []
        self.generate = PrimaryButton(theme, tr_as("button", "Generate"), icon="sparkles", key="Ctrl ⏎")
        self.price = ElidedLabel(theme, role="text_3", size=TYPE.label)
        self.price.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.panel)
        column.setSpacing(SPACE.panel)
        column.addWidget(SectionHead(theme, tr("Change this area to")))
        column.addWidget(self.words)
        column.addWidget(self.share)
        column.addWidget(self._kinds)
        link = QHBoxLayout()
        link.addWidget(self.last)
        link.addStretch(1)
        column.addLayout(link)
        column.addWidget(self._ways)
        column.addWidget(self.generate)
        column.addWidget(self.price)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(ScrollArea(content))
        self.generate.clicked.connect(self.generate_requested)
        self.last.clicked.connect(self.last_requested)
        words.send_requested.connect(self.generate_requested)

    def show_kinds(self, actions: Sequence[Action]) -> None:
        """The region buttons of the picture; chips only where there is something to choose."""
        _empty(self._kind_row)
        self._chips = []
        if len(actions) > 1:
            for action in actions:
                chip = Chip(self._theme, mask_words.strength(action), checkable=True)
                self._group.addButton(chip)
                chip.setChecked(not self._chips)
                self._kind_row.addWidget(chip)
                self._chips.append((chip, action))
            self._kind_row.addStretch(1)
        self._kinds.setVisible(bool(self._chips))

    def kind(self) -> Action | None:
        """Which of several region buttons is chosen; None when there is no choice."""
        return next((action for chip, action in self._chips if chip.isChecked()), None)

    def choose_kind(self, wanted: Action) -> None:
        for chip, action in self._chips:
            chip.setChecked(action.custom_id == wanted.custom_id)

    def show_ways(self, actions: Sequence[Action]) -> None:
        """What else can be done with the picture: zooms in two columns, pans as a compass."""
        _empty(self._way_column)
        self.ways = []
        zooms = [action for action in actions if action.group is ActionGroup.ZOOM]
        pans = [action for action in actions if action.verb in _COMPASS]
        self._ways.setVisible(bool(zooms or pans))
        if not zooms and not pans:
            return
        self._way_column.addWidget(Hairline())
        self._way_column.addSpacing(SPACE.hair)
        self._way_column.addWidget(SectionHead(self._theme, tr("Other ways")))
        note = ElidedLabel(self._theme, tr(mask_words.OTHER_WAYS), role="text_3", size=TYPE.label, lines=3)
        self._way_column.addWidget(note)
        if zooms:
            grid = QGridLayout()
            grid.setSpacing(SPACE.tight)
            for place, action in enumerate(zooms):
                is_alone = place == len(zooms) - 1 and place % 2 == 0
                width = 2 if is_alone else 1
                grid.addWidget(self._way(action, is_arrow=False), place // 2, place % 2, 1, width)
            self._way_column.addLayout(grid)
        if pans:
            compass = QGridLayout()
            compass.setSpacing(SPACE.tight)
            for action in pans:
                row, place = _COMPASS[action.verb]
                button = self._way(action, is_arrow=True)
                button.setFixedWidth(46)
                compass.addWidget(button, row, place, Qt.AlignmentFlag.AlignCenter)
            caption = QLabel(action_words.group_title(ActionGroup.PAN))
            caption.setTextFormat(Qt.TextFormat.PlainText)
            caption.setProperty("role", "label")
            compass.addWidget(caption, 1, 1, Qt.AlignmentFlag.AlignCenter)
            middle = QHBoxLayout()
            middle.addStretch(1)
            middle.addLayout(compass)
            middle.addStretch(1)
            self._way_column.addSpacing(SPACE.hair)
            self._way_column.addLayout(middle)
        self._way_column.addSpacing(SPACE.hair)

    def show_share(self, words: str) -> None:
        self.share.show_text(words)

    def show_obstacle(self, obstacle: str) -> None:
        """Why nothing can be generated; "" when it can."""
        self.generate.setEnabled(not obstacle)
        self.generate.setToolTip(plain_tip(obstacle))

    def show_price(self, words: str) -> None:
        self.price.set_text(words)
        self.price.setVisible(bool(words))

    def _way(self, action: Action, *, is_arrow: bool) -> PushButton:
        label = "" if is_arrow else mask_words.other_way(action)
        button = PushButton(self._theme, label, icon=action_words.action_icon(action))
        button.setToolTip(plain_tip(action_words.action_hint(action)))
        button.setAccessibleName(action_words.action_sentence(action))
        button.clicked.connect(lambda: self.acted.emit(action))
        self.ways.append((button, action))
        return button


class _Line(QWidget):
    """An icon and a sentence of two lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._label = ElidedLabel(theme, role="text_2", size=TYPE.label, lines=2)
        self._icon = QLabel()
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.tight)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        theme.changed.connect(self._draw_icon)
        self._draw_icon()

    def show_text(self, words: str) -> None:
        if words != self._label.text():
            self._label.set_text(words)

    def text(self) -> str:
        return self._label.text()

    def _draw_icon(self) -> None:
        tokens = self._theme.tokens
        self._icon.setPixmap(self._theme.icons.pixmap("info", tokens.text_2, 14, self.devicePixelRatioF()))


def _empty(layout: QLayout) -> None:
    """Takes everything out of a layout, and out of the layouts inside it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _empty(inner)
