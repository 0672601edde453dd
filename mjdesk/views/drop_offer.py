"""The places that a picture over the window is offered, as large targets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, SPACE, TYPE, WEIGHT, ink
from mjdesk.views.compose.picture_intake import has_pictures
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.drop_area import DropArea
from mjdesk.widgets.painting import begin, box, line_of_text
from mjdesk.widgets.sheet import paint_shadow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from mjdesk.theme import Theme
    from mjdesk.views.drop_places import DropPlace

_LARGE = (210, 128)
_SMALL = (156, 66)
_TITLE = 34
_HEAD = 64
"""Room for the words above the large targets."""
_REACH = 14
"""Of the shadow around the card."""
_VEIL = 0.9


class DropOffer(QWidget):
    """Owns a target for each place. It covers its host with a veil, or stands as a narrow card at its edge.

    Wide: for what comes from outside, which has nothing to do with what lies below. Narrow: for what is
    dragged within the window, which may be meant for something else, or for another program.
    """

    dropped = Signal(object, object)
    """A `DropPlace` and the QMimeData, which is alive only while the slots run."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._shown: tuple[DropPlace, ...] = ()
        self._is_narrow = False
        self._sentence = ""
        self.targets: dict[str, DropArea] = {}
        theme.changed.connect(self.update)
        self.hide()

    def open(self, places: Sequence[DropPlace], area: QRect, *, is_narrow: bool) -> None:
        """Show the targets in a part of the host."""
        self._sentence = ""
        self._is_narrow = is_narrow
        if tuple(places) != self._shown:
            self._fill(tuple(places))
        if is_narrow:
            height = _TITLE + len(places) * (_SMALL[1] + SPACE.snug) + SPACE.snug + 2 * _REACH
            width = _SMALL[0] + 2 * SPACE.panel + 2 * _REACH
            left = area.right() + 1 - width if self.isRightToLeft() else area.left()
            area = QRect(left, area.top(), width, min(area.height(), height))
        self._appear(area)

    def refuse(self, sentence: str, area: QRect) -> None:
        """Say instead why nothing can be dropped."""
        self._fill(())
        self._sentence = sentence
        self._is_narrow = False
        self._appear(area)

    def sentence(self) -> str:
        """Why nothing can be dropped; empty while there are targets."""
        return self._sentence

    def close_soon(self) -> None:
        """The drag is over, or has left."""
        for target in self.targets.values():
            target.show_drop(False)
        self.hide()

    def _appear(self, area: QRect) -> None:
        self.setGeometry(area)
        self._place()
        self.show()
        self.raise_()

    def _fill(self, places: tuple[DropPlace, ...]) -> None:
        for target in self.targets.values():
            target.hide()
            target.deleteLater()
        self._shown = places
        self.targets = {}
        for place in places:
            target = DropArea(
                self._theme,
                tr_as("place for a picture", place.title),
                accepts=has_pictures,
                hint=tr(place.hint),
                icon=place.icon,
                is_strong=True,
                parent=self,
            )
            target.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            target.dropped.connect(partial(self._on_dropped, place))
            target.show()
            self.targets[place.key] = target

    def _columns(self) -> int:
        if self._is_narrow:
            return 1
        count = len(self._shown)
        widest = max(1, (self.width() - 2 * SPACE.broad + SPACE.panel) // (_LARGE[0] + SPACE.panel))
        rows = -(-count // min(widest, 4)) if count else 1
        return max(1, -(-count // rows))

    def _place(self) -> None:
        """Narrow: one below the other. Wide: rows as even as they can be, in the middle."""
        targets = list(self.targets.values())
        if self._is_narrow:
            room = self.height() - 2 * _REACH - _TITLE - SPACE.snug
            each = min(_SMALL[1], max(36, room // max(1, len(targets)) - SPACE.snug))
            for number, target in enumerate(targets):
                top = _REACH + _TITLE + number * (each + SPACE.snug)
                target.setGeometry(_REACH + SPACE.panel, top, _SMALL[0], each)
            return
        columns, gap = self._columns(), SPACE.panel
        width, height = _LARGE
        width = min(width, (self.width() - 2 * SPACE.panel - (columns - 1) * gap) // columns)
        rows = -(-len(targets) // columns)
        height = max(40, min(height, (self.height() - _HEAD - gap) // max(1, rows) - gap))
        top = max(_HEAD, (self.height() - rows * (height + gap) + gap) // 2)
        for number, target in enumerate(targets):
            row, column = divmod(number, columns)
            in_row = min(columns, len(targets) - row * columns)
            if self.isRightToLeft():
                column = in_row - 1 - column
            left = (self.width() - in_row * (width + gap) + gap) // 2
            target.setGeometry(left + column * (width + gap), top + row * (height + gap), width, height)

    def _on_dropped(self, place: DropPlace, mime: QMimeData) -> None:
        self.dropped.emit(place, mime)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = begin(self)
        rect = QRectF(self.rect())
        middle = Qt.AlignmentFlag.AlignHCenter
        if self._is_narrow:
            card = rect.adjusted(_REACH, _REACH, -_REACH, -_REACH)
            paint_shadow(painter, card, RADIUS.sheet, self._theme)
            box(painter, card, RADIUS.sheet, ink(tokens.panel), ink(tokens.edge))
            painter.setFont(self._theme.font(TYPE.label))
            head = QRectF(card.left() + SPACE.panel, card.top(), card.width() - 2 * SPACE.panel, _TITLE)
            line_of_text(painter, head, tr("Use it as"), ink(tokens.text_2))
        else:
            painter.fillRect(rect, ink(tokens.ground, _VEIL))
            words = self._sentence or tr("Drop the picture where it is meant")
            first = next(iter(self.targets.values()), None)
            bottom = first.y() - SPACE.wide if first is not None else round(rect.center().y())
            painter.setFont(self._theme.font(TYPE.title, WEIGHT.semibold))
            head = QRectF(SPACE.panel, bottom - 28, rect.width() - 2 * SPACE.panel, 28)
            line_of_text(painter, head, words, ink(tokens.text), middle)
        painter.end()
