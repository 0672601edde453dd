"""One large place for one picture: what a task works on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.picture import PictureRef
from mjdesk.theme import RADIUS, SPACE, TYPE, ink
from mjdesk.views import wording
from mjdesk.views.compose import slot_words
from mjdesk.views.compose.picture_intake import PictureIntake, has_pictures
from mjdesk.views.compose.say_beside import say_beside
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.drop_area import DropArea
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import badge_size, box, focus_ring, paint_badge
from mjdesk.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QKeyEvent,
        QPainter,
        QResizeEvent,
    )

    from mjdesk.domain.picture import Picture
    from mjdesk.models.desk import Desk
    from mjdesk.models.thumbnails import Thumbnails
    from mjdesk.theme import Theme

HEIGHT = 192
"""Of the place, in device-independent pixels."""
_CROSS = 20
_MOST_CUT = 0.3
"""Of a picture that fills the place, so much may be outside it; more, and it is shown whole with bars."""


class PictureSlot(QWidget):
    """Owns one picture or none, with a line below that says what will be sent.

    Takes drops, pastes (Ctrl+V while it has the focus), the file chooser (a click or Enter) and Delete.
    """

    changed = Signal()
    """There is another picture, or none."""

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        thumbnails: Thumbnails,
        *,
        name: str,
        hint: str = "",
        height: int = HEIGHT,
        parent: QWidget | None = None,
    ) -> None:
        """`name` says what the picture is for, for those who hear instead of see: "Face from"; `hint` what
        stands there while it is empty."""
        super().__init__(parent)
        self._name = name
        self._picture: Picture | None = None
        self._shelf = _Shelf(self)
        self.intake = PictureIntake(
            desk, self._shelf, self, title=tr("{place}: choose a picture", place=name)
        )
        self.place = _Place(theme, thumbnails, hint or tr("Drop, paste or choose a picture"))
        self.place.setFixedHeight(height)
        self.caption = ElidedLabel(theme, role="text_3", size=TYPE.label, lines=2)
        self.caption.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.hair)
        column.addWidget(self.place)
        column.addWidget(self.caption)
        self.setFocusProxy(self.place)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.place.clicked.connect(self.choose)
        self.place.dropped.connect(self.take)
        self.place.cross.clicked.connect(self.clear)
        self.place.paste_requested.connect(self.intake.paste)
        self.place.clear_requested.connect(self.clear)
        self.place.menu_requested.connect(self._on_menu)
        self.intake.refused.connect(partial(say_beside, self.place))
        self.intake.nothing_pasted.connect(self._on_nothing_pasted)
        self.intake.link_offered.connect(self._on_not_fetched)
        self._menu = PopupMenu(theme, self)
        self._desk = desk
        self._tell()

    @property
    def picture(self) -> Picture | None:
        """What is here."""
        return self._picture

    @property
    def reference(self) -> PictureRef | None:
        """What is here, as a wish takes it."""
        found = self._picture
        return None if found is None else PictureRef(found.digest, name=found.name)

    def set_picture(self, picture: Picture | None) -> None:
        """Put another picture here, or none."""
        if picture != self._picture:
            self._picture = picture
            self._tell()
            self.changed.emit()

    def clear(self) -> None:
        """Take it out; it stays in the library."""
        self.set_picture(None)

    def plan_again(self) -> None:
        """Say anew what will be sent; the gateway is another."""
        self._tell()

    def choose(self) -> None:
        """Open the file chooser."""
        self.intake.choose()

    def take(self, mime: QMimeData) -> bool:
        """Bring in the first picture of a drop or paste; False when there is none."""
        return self.intake.take(mime)

    def show_drop(self, is_over: bool) -> None:
        """Light up, or no longer."""
        self.place.show_drop(is_over)

    def menu(self) -> PopupMenu:
        """What a right click opens."""
        return self._menu

    def set_caption(self, words: str) -> None:
        """The line below; "" for none."""
        self.caption.set_text(words)
        self.caption.setVisible(bool(words))

    def _tell(self) -> None:
        picture = self._picture
        self.place.show_picture(picture)
        if picture is None:
            self.place.setAccessibleName(tr("{place}: empty", place=self._name))
            self.set_caption("")
            return
        size = slot_words.size_line(picture)
        self.place.setAccessibleName(
            wording.named(self._name, wording.together((slot_words.name_of(picture), size)))
        )
        self.set_caption(size)
        self.intake.plan(picture, partial(self._on_planned, picture))

    def _on_planned(self, picture: Picture, words: str) -> None:
        if picture == self._picture:
            self.set_caption(words)

    def _on_nothing_pasted(self) -> None:
        say_beside(self.place, tr(slot_words.NOTHING_TO_PASTE))

    def _on_not_fetched(self, _link: str) -> None:
        say_beside(self.place, tr(slot_words.NOT_FETCHED))

    def _on_menu(self, at: QPoint) -> None:
        self._menu.clear()
        self._menu.add(tr("Choose a picture…"), self.choose, icon="image-plus", key="Enter")
        self._menu.add(tr_as("menu", "Paste"), self.intake.paste, icon="clipboard-paste", key="Ctrl V")
        if self._picture is not None:
            self._menu.addSeparator()
            self._menu.add(tr_as("take a picture out", "Remove"), self.clear, icon="x", key="Del")
        self._menu.popup(at)


class _Shelf:
    """Fits `Shelf`: the one place, which always has room, because the newer picture takes over."""

    def __init__(self, slot: PictureSlot) -> None:
        self._slot = slot

    def row_of(self, key: str, /) -> int:
        here = self._slot.picture
        return 0 if here is not None and here.digest == key else -1

    def add(self, picture: Picture, row: int | None = None, /) -> bool:
        self._slot.set_picture(picture)
        return True

    def swap_in(self, row: int, picture: Picture, /) -> bool:
        return self.add(picture, row)

    def room(self) -> int:
        return 1


class _Place(DropArea):
    """The area itself: dashed while it is empty, the picture with its name otherwise."""

    paste_requested = Signal()
    clear_requested = Signal()
    menu_requested = Signal(QPoint)
    """A global position."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, hint: str) -> None:
        super().__init__(
            theme,
            hint,
            accepts=has_pictures,
            hint=tr("Any picture: PNG, JPEG, WebP, TIFF, AVIF …"),
            over=tr("Drop to use this picture"),
        )
        self._thumbnails = thumbnails
        self._picture: Picture | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        remove = tr_as("take a picture out", "Remove")
        self.cross = IconButton(
            theme, "x", remove, key="Del", size=_CROSS, icon_size=12, on_picture=True, parent=self
        )
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.hide()
        thumbnails.ready.connect(self._on_ready)

    def show_picture(self, picture: Picture | None) -> None:
        self._picture = picture
        self.cross.setVisible(picture is not None)
        self.update()

    def _on_ready(self, digest: str) -> None:
        if self._picture is not None and digest == self._picture.digest:
            self.update()

    def _picture_rect(self, rect: QRectF, picture: Picture) -> QRectF:
        """Where it is drawn: filling the place when little is cut off, whole in its middle otherwise."""
        shape = picture.width / max(1, picture.height)
        place = rect.width() / max(1.0, rect.height())
        if min(shape, place) / max(shape, place) >= 1 - _MOST_CUT:
            return rect
        size = QSize(picture.width, max(1, picture.height)).scaled(
            rect.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio
        )
        whole = QRectF(0, 0, size.width(), size.height())
        whole.moveCenter(rect.center())
        return QRectF(round(whole.x()), round(whole.y()), whole.width(), whole.height())

    @override
    def draw(self, painter: QPainter, rect: QRectF) -> None:
        picture = self._picture
        if picture is None or self.is_hovered_by_drop():
            super().draw(painter, rect)
            return
        shades = self._theme.tokens
        box(painter, rect, RADIUS.field, ink(shades.ground))
        target = self._picture_rect(rect, picture)
        size = target.size().toSize()
        digest, scale = picture.digest, self.devicePixelRatioF()
        pixmap = self._thumbnails.pixmap(digest, size, radius=RADIUS.field, scale=scale)
        pixmap = pixmap or self._thumbnails.stand_in(digest, target.width() / max(1.0, target.height()))
        if pixmap is not None:
            painter.drawPixmap(target.toRect(), pixmap)
        box(painter, rect, RADIUS.field, None, ink(shades.edge, 0.7))
        words = f"{slot_words.name_of(picture)} · {wording.byte_count(picture.size)}"
        room = rect.width() - 12
        while badge_size(self._theme, words)[0] > room and len(words) > 12:
            words = f"{words[: len(words) // 2 - 2]}…{words[len(words) // 2 + 2 :]}"
        paint_badge(painter, rect.bottomLeft() + QPoint(6, -24), words, self._theme)
        if self._ring:
            focus_ring(painter, rect, RADIUS.field, ink(shades.accent))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cross.move(self.width() - _CROSS - 6, 6)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_requested.emit()
        else:
            super().keyPressEvent(event)
