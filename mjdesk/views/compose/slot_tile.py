"""One picture among several: what it shows, its part in the wish, and the cross that takes it out.

Longer than most modules: pointer, keys, drags, drops and painting are overrides of one widget, and all need
its state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, TYPE, Theme, ink
from mjdesk.views import wording
from mjdesk.views.compose import slot_words
from mjdesk.views.compose.picture_intake import has_pictures
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import begin, box, focus_ring, line_of_text, paint_badge, plain_tip
from mjdesk.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import (
        QContextMenuEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDropEvent,
        QEnterEvent,
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from mjdesk.domain.picture import Picture
    from mjdesk.models.thumbnails import Thumbnails

SIDE = 82
"""Of the square, in device-independent pixels."""
_CROSS = 18


class SlotTile(QWidget):
    """Owns nothing but its looks. Delete takes it out, Ctrl with an arrow key moves it, a drag too; what is
    dropped on it takes its place."""

    remove_requested = Signal()
    replace_requested = Signal()
    move_requested = Signal(int)
    """-1 towards the first, 1 towards the last."""
    lock_requested = Signal(bool)
    dragged = Signal(QPoint)
    """It is held and moved: where its top left corner should be, in its parent."""
    let_go = Signal()
    looked_at = Signal()
    """The pointer or the keyboard came to it."""
    dropped = Signal(object)
    """Carries the QMimeData, which is alive only while the slots run."""

    def __init__(
        self,
        theme: Theme,
        thumbnails: Thumbnails,
        picture: Picture,
        *,
        is_locked: bool = False,
        can_lock: bool = True,
        shows_cross: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`shows_cross`: always, not only under the pointer and with the keyboard on it."""
        super().__init__(parent)
        self._theme = theme
        self._thumbnails = thumbnails
        self._picture = picture
        self._locked = is_locked
        self._can_lock = can_lock
        self._shows_cross = shows_cross
        self._badge = ""
        self._is_faded = False
        self._part = ("", "")
        self._note = ""
        self._ring = False
        self._is_over = False
        self._pressed: QPoint | None = None
        self._is_dragged = False
        self._menu = PopupMenu(theme, self)
        self._menu_head: Callable[[PopupMenu], object] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        remove = tr_as("take a picture out", "Remove")
        self.cross = IconButton(
            theme, "x", remove, key="Del", size=_CROSS, icon_size=11, on_picture=True, parent=self
        )
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setVisible(shows_cross)
        self.cross.clicked.connect(self.remove_requested)
        self.resize(SIDE, SIDE)
        theme.changed.connect(self.update)

    @property
    def picture(self) -> Picture:
        return self._picture

    def badge(self) -> str:
        """The words on it."""
        return self._badge

    def set_part(self, spoken: str, badge: str, sentence: str, *, faded: bool = False) -> None:
        """What it is to the wish: its spoken kind, the words on it, and a sentence for the tool tip; `faded`
        when the wish as it stands does not use it."""
        self._part = (spoken, sentence)
        self._badge = badge
        self._is_faded = faded
        self._tell()
        self.update()

    def set_note(self, words: str) -> None:
        """What will be sent of it, in the place of its size."""
        self._note = words
        self._tell()

    def _tell(self) -> None:
        spoken, sentence = self._part
        name = slot_words.name_of(self._picture)
        size = self._note or slot_words.size_line(self._picture)
        self.setAccessibleName(wording.together((f"{spoken} {name}", size)))
        self.setToolTip(plain_tip("\n".join(part for part in (name, size, sentence) if part)))

    def set_locked(self, locked: bool) -> None:
        """Whether it stays when the panel is cleared."""
        self._locked = locked
        self.update()

    def set_menu_head(self, head: Callable[[PopupMenu], object]) -> None:
        """What puts entries of its own at the top of the menu, each time it opens."""
        self._menu_head = head

    def menu(self) -> PopupMenu:
        """What a right click opens."""
        return self._menu

    def open_menu(self, at: QPoint) -> None:
        """Opens it at a point of the screen and returns at once."""
        self._menu.clear()
        if self._menu_head is not None:
            self._menu_head(self._menu)
            self._menu.addSeparator()
        add, move = self._menu.add, self.move_requested.emit
        add(tr("Move earlier"), lambda: move(-1), icon="arrow-left", key="Ctrl ←")
        add(tr("Move later"), lambda: move(1), icon="arrow-right", key="Ctrl →")
        if self._can_lock:
            word = tr("Let go when cleared") if self._locked else tr("Keep when cleared")
            icon = "lock-open" if self._locked else "lock"
            add(word, lambda: self.lock_requested.emit(not self._locked), icon=icon)
        self._menu.addSeparator()
        add(tr("Replace…"), self.replace_requested.emit, icon="image-plus")
        add(tr_as("take a picture out", "Remove"), self.remove_requested.emit, icon="x", key="Del")
        self._menu.popup(at)

    def _show_over(self, is_over: bool) -> None:
        self._is_over = is_over
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cross.move(self.width() - _CROSS - 5, 5)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.cross.show()
        self.looked_at.emit()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.cross.setVisible(self._ring or self._shows_cross)
        super().leaveEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = True
        self.cross.show()
        self.looked_at.emit()
        self.update()
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.cross.setVisible(self.underMouse() or self._shows_cross)
        self.update()
        super().focusOutEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.open_menu(event.globalPos())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        super().mousePressEvent(event)
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed
        if start is None:
            return
        at = event.position().toPoint()
        far = QApplication.startDragDistance()
        self._is_dragged = self._is_dragged or (at - start).manhattanLength() >= far
        if self._is_dragged:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(self.mapToParent(at) - start)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self._is_dragged:
            self._is_dragged = False
            self.unsetCursor()
            self.let_go.emit()
        elif pressed is not None and self._menu_head is not None:
            self.open_menu(self.mapToGlobal(self.rect().bottomLeft()))
        super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        steps = {Qt.Key.Key_Left: -ahead, Qt.Key.Key_Right: ahead}
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self.move_requested.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu):
            self.open_menu(self.mapToGlobal(self.rect().center()))
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if has_pictures(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(True)
        else:
            event.ignore()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(False)
        super().dragLeaveEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(False)
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shades = self._theme.tokens
        area = QRectF(self.rect())
        painter = begin(self)
        digest = self._picture.digest
        pixmap = None
        if digest:
            pixmap = self._thumbnails.pixmap(
                digest, self.size(), radius=RADIUS.field, scale=self.devicePixelRatioF()
            ) or self._thumbnails.stand_in(digest)
        box(painter, area, RADIUS.field, ink(shades.card))
        painter.setOpacity(0.45 if self._is_faded else 1.0)
        if pixmap is not None:
            painter.drawPixmap(self.rect(), pixmap)
        elif not digest:
            self._theme.icons.paint(painter, "link", shades.text_2, QRectF(0, 14, area.width(), 20))
            painter.setFont(self._theme.font(TYPE.caption))
            words = QRectF(6, 38, area.width() - 12, 16)
            line_of_text(
                painter, words, self._picture.name, ink(shades.text_2), Qt.AlignmentFlag.AlignHCenter
            )
        painter.setOpacity(1.0)
        box(painter, area, RADIUS.field, None, ink(shades.edge, 0.7))
        if self._is_over:
            box(painter, area, RADIUS.field, ink(shades.accent_soft, 0.82), ink(shades.accent))
            icon = QRectF(area.center().x() - 9, area.center().y() - 20, 18, 18)
            self._theme.icons.paint(painter, "image-down", shades.text, icon)
            painter.setFont(self._theme.font(TYPE.caption))
            below = QRectF(0, area.center().y() + 2, area.width(), 18)
            word = tr_as("drop", "Replace")
            line_of_text(painter, below, word, ink(shades.text), Qt.AlignmentFlag.AlignHCenter)
        elif self._badge or self._locked:
            corner = QPointF(area.left() + 5, area.bottom() - 23)
            paint_badge(painter, corner, self._badge, self._theme, icon="lock" if self._locked else "")
        if self._ring:
            focus_ring(painter, area, RADIUS.field, ink(shades.accent))
        painter.end()
