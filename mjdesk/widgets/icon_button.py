"""Buttons that are an icon: in tool bars, beside section heads, and round on pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from mjdesk.theme import RADIUS, SIZE, Theme, blend, ink
from mjdesk.widgets.painted_button import PaintedButton
from mjdesk.widgets.painting import box, focus_ring, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget


class IconButton(PaintedButton):
    """An icon with a word on hover; the word, with the key behind it, is also its spoken name.

    `on_picture` makes it a dark round disc; `mirrors` turns an arrow round in right-to-left layouts.
    """

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        key: str = "",
        size: int = SIZE.control,
        icon_size: int = SIZE.icon,
        checkable: bool = False,
        on_picture: bool = False,
        mirrors: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, icon=icon, parent=parent)
        self._side = size
        self._icon_size = icon_size
        self._on_picture = on_picture
        self._mirrors = mirrors
        self._filled = False
        self._role = ""
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Tells the key in the tool tip; "" for none."""
        name = self.label()
        self.setToolTip(plain_tip(f"{name}  ({key})" if key else name))

    def set_filled(self, filled: bool) -> None:
        """Fills the drawing, as for a star that is given."""
        self._filled = filled
        self.update()

    def set_role(self, role: str) -> None:
        """Draws in one token ("accent", "error"), whatever the state; "" for the usual greys."""
        self._role = role
        self.update()

    def _ink(self) -> str:
        tokens = self._theme.tokens
        if self._role:
            return str(getattr(tokens, self._role))
        if self._on_picture:
            return tokens.on_scrim
        if self.isChecked():
            return tokens.text
        return blend(tokens.text_2, tokens.text, self._glow)

    @override
    def draw(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        radius = rect.height() / 2 if self._on_picture else float(RADIUS.control)
        if self._on_picture:
            box(painter, rect, radius, ink(tokens.scrim, 0.66 + 0.26 * self._glow))
        elif self.isChecked():
            box(painter, rect, radius, ink(tokens.control))
        elif self._glow > 0 or self.isDown():
            box(painter, rect, radius, ink(tokens.control, 1.0 if self.isDown() else self._glow))
        place = QRectF(0, 0, self._icon_size, self._icon_size)
        place.moveCenter(rect.center())
        reverse = self._mirrors and self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._theme.icons.paint(
            painter, self._icon, self.faded(self._ink()), place, filled=self._filled, mirrored=reverse
        )
        if self._ring:
            focus_ring(painter, rect, radius, ink(tokens.accent))

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
