"""One reference: its picture, its part in the wish, and the cross that takes it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, Theme, ink
from mjdesk.views import wording
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import begin, box, focus_ring, paint_badge, plain_tip
from mjdesk.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QKeyEvent, QPaintEvent

    from mjdesk.domain.picture import Picture
    from mjdesk.models.thumbnails import Thumbnails

SIDE = 82
"""Of the square, in device-independent pixels."""
_CROSS = 18


class SlotTile(QWidget):
    """Owns nothing but its looks; Delete takes it out, Ctrl with an arrow key moves it."""

    remove_requested = Signal()
    move_requested = Signal(int)
    """-1 towards the first, 1 towards the last."""
    lock_requested = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        thumbnails: Thumbnails,
        picture: Picture,
        *,
        is_locked: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbnails = thumbnails
        self._picture = picture
        self._locked = is_locked
        self._ring = False
        self._menu = PopupMenu(theme, self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.cross = IconButton(
            theme, "x", "Remove", key="Del", size=_CROSS, icon_size=11, on_picture=True, parent=self
        )
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.move(SIDE - _CROSS - 5, 5)
        self.cross.hide()
        self.cross.clicked.connect(self.remove_requested)
        size = f"{picture.width} x {picture.height}, {wording.byte_count(picture.size)}"
        name = picture.name or "Picture"
        self.setAccessibleName(f"Reference {name}, {size}")
        self.setToolTip(plain_tip(f"{name}\n{size}\nImage prompt: what it shows flows into the result"))
        theme.changed.connect(self.update)

    @property
    def picture(self) -> Picture:
        return self._picture

    def set_locked(self, locked: bool) -> None:
        """Whether it stays when the panel is cleared."""
        self._locked = locked
        self.update()

    def menu(self) -> PopupMenu:
        """What a right click opens."""
        return self._menu

    def open_menu(self, at: QPoint) -> None:
        """Opens it at a point of the screen and returns at once."""
        self._menu.clear()
        self._menu.add("Move forward", lambda: self.move_requested.emit(-1), icon="arrow-left")
        self._menu.add("Move back", lambda: self.move_requested.emit(1), icon="arrow-right")
        word = "Let go when cleared" if self._locked else "Keep when cleared"
        icon = "lock-open" if self._locked else "lock"
        self._menu.add(word, lambda: self.lock_requested.emit(not self._locked), icon=icon)
        self._menu.addSeparator()
        self._menu.add("Remove", self.remove_requested.emit, icon="x", key="Del")
        self._menu.popup(at)

    @override
    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.cross.show()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.cross.setVisible(self._ring)
        super().leaveEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = True
        self.cross.show()
        self.update()
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.cross.setVisible(self.underMouse())
        self.update()
        super().focusOutEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.open_menu(event.globalPos())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        steps = {Qt.Key.Key_Left: -ahead, Qt.Key.Key_Right: ahead}
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self.move_requested.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shades = self._theme.tokens
        area = QRectF(self.rect())
        painter = begin(self)
        digest = self._picture.digest
        pixmap = self._thumbnails.pixmap(
            digest, self.size(), radius=RADIUS.field, scale=self.devicePixelRatioF()
        ) or self._thumbnails.stand_in(digest)
        box(painter, area, RADIUS.field, ink(shades.card))
        if pixmap is not None:
            painter.drawPixmap(self.rect(), pixmap)
        box(painter, area, RADIUS.field, None, ink(shades.edge, 0.7))
        corner = QPointF(area.left() + 5, area.bottom() - 23)
        paint_badge(painter, corner, "Image", self._theme, icon="lock" if self._locked else "")
        if self._ring:
            focus_ring(painter, area, RADIUS.field, ink(shades.accent))
        painter.end()
