"""The tools at the left of the mask editor, and what is done to the area as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.theme import SPACE, Theme, ink
from mjdesk.views.language import tr, tr_as
from mjdesk.views.mask import mask_words
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import plain_tip
from mjdesk.widgets.popup_menu import PopupMenu
from mjdesk.widgets.surface import Hairline, Surface

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from mjdesk.views.mask.tools import ToolKind

_SIDE = 36
_WIDTH = 56


class ToolColumn(Surface):
    """Owns which tool is chosen and in which colour the area is shown."""

    tool_chosen = Signal(object)
    """A `ToolKind`."""
    undo_requested = Signal()
    redo_requested = Signal()
    invert_requested = Signal()
    grow_requested = Signal()
    shrink_requested = Signal()
    clear_requested = Signal()
    colour_chosen = Signal(str)
    """A token."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setFixedWidth(_WIDTH)
        self._theme = theme
        self.tools: dict[ToolKind, IconButton] = {}
        group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, SPACE.panel, 0, SPACE.panel)
        self._column.setSpacing(SPACE.tight)
        for kind, (icon, name_text, key, hint_text) in mask_words.TOOLS.items():
            name, hint = tr(name_text), tr(hint_text)
            button = self._button(icon, name, key, lambda kind=kind: self._choose(kind))
            button.setCheckable(True)
            button.setToolTip(plain_tip(f"{name}  ({key})\n{hint}"))
            button.setAccessibleDescription(hint)
            group.addButton(button)
            self.tools[kind] = button
        line = Hairline(parent=self)
        line.setFixedWidth(28)
        self._column.addSpacing(SPACE.hair)
        self._column.addWidget(line, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(SPACE.hair)
        self.undo = self._button("undo-2", tr("Undo"), "Ctrl Z", self.undo_requested.emit)
        self.redo = self._button("redo-2", tr("Redo"), "Ctrl Shift Z", self.redo_requested.emit)
        self.invert = self._button(
            "flip-horizontal-2", tr("Invert the area"), "Ctrl I", self.invert_requested.emit
        )
        self.grow = self._button("expand", tr("Grow the area"), ".", self.grow_requested.emit)
        self.shrink = self._button("shrink", tr("Shrink the area"), ",", self.shrink_requested.emit)
        self.clear = self._button("x", tr("Clear the area"), "Ctrl D", self.clear_requested.emit)
        self._column.addStretch(1)
        self.colour = _Swatch(theme, tr("Colour of the area"), size=_SIDE)
        self._menu = PopupMenu(theme, self)
        for role, name in mask_words.COLOURS:
            entry = self._menu.add(
                tr_as("colour", name), lambda role=role: self.show_colour(role), checked=role == "accent"
            )
            entry.setData(role)
        self.colour.clicked.connect(lambda: self._menu.popup_under(self.colour))
        self._add(self.colour)

    def show_tool(self, kind: ToolKind) -> None:
        """This tool is in the hand."""
        self.tools[kind].setChecked(True)

    def show_state(self, *, can_undo: bool, can_redo: bool, has_area: bool) -> None:
        """What can be done now."""
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)
        for button in (self.grow, self.shrink, self.clear):
            button.setEnabled(has_area)

    def show_growth(self, by: int) -> None:
        """How far one click grows or shrinks the area, in pixels."""
        self.grow.setToolTip(f"{mask_words.growth(by, grows=True)}  (.)")
        self.shrink.setToolTip(f"{mask_words.growth(by, grows=False)}  (,)")

    def show_colour(self, role: str) -> None:
        """The area is shown in this token."""
        self.colour.set_colour(role)
        for entry in self._menu.actions():
            entry.setChecked(entry.data() == role)
        self.colour_chosen.emit(role)

    def _choose(self, kind: ToolKind) -> None:
        self.tool_chosen.emit(kind)

    def _button(self, icon: str, name: str, key: str, then: Callable[[], object]) -> IconButton:
        button = IconButton(self._theme, icon, name, key=key, size=_SIDE, icon_size=18)
        button.clicked.connect(lambda: then())
        self._add(button)
        return button

    def _add(self, button: QWidget) -> None:
        # In a row of its own, or the column would stretch it.
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addLayout(row)


class _Swatch(IconButton):
    """A disc in the colour of the area."""

    def __init__(self, theme: Theme, name: str, *, size: int) -> None:
        super().__init__(theme, "palette", name, size=size)
        self._colour = "accent"

    def set_colour(self, role: str) -> None:
        self._colour = role
        self.update()

    @override
    def draw(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        colour: str = getattr(tokens, self._colour)
        painter.setPen(ink(tokens.edge))
        painter.setBrush(ink(colour, 0.5 + 0.5 * self._glow))
        painter.drawEllipse(QPointF(rect.center()), 9.0, 9.0)
        if self._ring:
            painter.setPen(ink(tokens.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(rect.center()), 13.0, 13.0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)
