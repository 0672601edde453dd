"""One-line entries: with an icon and a caption inside, and for search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, SIZE, TYPE, Theme, ink
from mjdesk.widgets.bare_edit import BareEdit
from mjdesk.widgets.focus_halo import FocusHalo
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import begin, box, key_hint_width, paint_key_hint, set_room

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QMouseEvent, QPaintEvent, QResizeEvent

_AROUND = 46
"""What glass and gaps take beside the words and the key of an empty search, in logical pixels."""
_PAUSE = 180
"""Milliseconds without typing after which a search is meant."""


class Field(QWidget):
    """Owns a line edit in a rounded box. `caption` stands quietly before the entry ("Seed random").

    `edited(text)` tells what the user typed, `submitted()` that Return was pressed; `set_text` is silent.
    """

    edited = Signal(str)
    submitted = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        caption: str = "",
        placeholder: str = "",
        icon: str = "",
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._over = False
        self._invalid = False
        self._row = QHBoxLayout(self)
        self._trailing = 9
        self._row.setSpacing(4)
        self._caption = QLabel(caption, self)
        self._caption.setTextFormat(Qt.TextFormat.PlainText)
        self._caption.setProperty("role", "hint")
        self._caption.setVisible(bool(caption))
        self._edit = BareEdit(theme, self)
        self._edit.setAccessibleName(name)
        self._edit.setProperty("captioned", bool(caption))
        self._edit.setPlaceholderText(placeholder)
        self._edit.setText(text)
        self._row.addWidget(self._caption)
        self._row.addWidget(self._edit, 1)
        self._edit.installEventFilter(self)
        self._edit.textEdited.connect(self.edited)
        self._edit.returnPressed.connect(self.submitted)
        self.setFocusProxy(self._edit)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._halo = FocusHalo(theme, self, self._edit)
        theme.changed.connect(self._dress)
        self._make_room()
        self._dress()

    @property
    def edit(self) -> QLineEdit:
        """The line edit, for validators and completion."""
        return self._edit

    def text(self) -> str:
        """What stands in it."""
        return self._edit.text()

    def set_text(self, text: str) -> None:
        """Changes the entry silently."""
        self._edit.setText(text)
        self.update()

    def set_placeholder(self, text: str) -> None:
        """What is meant when nothing stands in it."""
        self._edit.setPlaceholderText(text)

    def set_invalid(self, invalid: bool) -> None:
        """Marks the entry as wrong."""
        self._invalid = invalid
        self.update()

    def _make_room(self) -> None:
        reverse = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        leading = 9 + (SIZE.icon_small + 7 if self._icon else 0)
        set_room(self._row, leading, 0, self._trailing, 0, reverse)

    def _dress(self) -> None:
        font = self._theme.font(TYPE.body)
        self._caption.setFont(font)
        self._edit.setFont(font)
        self.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._make_room()
        super().changeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = begin(self)
        if self._invalid:
            line = tokens.error
        elif self._edit.hasFocus():
            line = tokens.accent
        else:
            line = tokens.edge if self._over and self.isEnabled() else tokens.hairline
        fill = tokens.ground if self.isEnabled() else tokens.panel
        box(painter, QRectF(self.rect()), RADIUS.field, ink(fill), ink(line))
        if self._icon:
            reverse = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            left = self.width() - 10 - SIZE.icon_small if reverse else 10
            place = QRectF(left, 0, SIZE.icon_small, self.height())
            self._theme.icons.paint(painter, self._icon, tokens.text_3, place)
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._edit.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()
        super().leaveEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), SIZE.control)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), SIZE.control)


class SearchField(Field):
    """A field for looking things up: a glass, the key that leads to it, a cross, and Escape to clear.

    `settled(text)` comes once the typing pauses, and at once with Return or when cleared.
    """

    settled = Signal(str)
    left = Signal()
    """Escape, with nothing to clear."""

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        clear_name: str,
        placeholder: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name=name, placeholder=placeholder, icon="search", parent=parent)
        self._key = key
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._on_settled)
        self._cross = IconButton(theme, "x", clear_name, size=20, icon_size=12, parent=self)
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.clicked.connect(self.clear)
        self._cross.hide()
        self._row.addWidget(self._cross)
        self._edit.textChanged.connect(self._on_text_changed)
        self.edited.connect(self._pause.start)
        self.submitted.connect(self._on_settled)
        self._keep_key_free()

    def clear(self) -> None:
        """Empties the field and tells so."""
        if self._edit.text():
            self._edit.clear()
            self.edited.emit("")
            self._on_settled()

    def set_key(self, key: str) -> None:
        """Shows another key; "" for none."""
        self._key = key
        self._keep_key_free()

    def _shows_key(self) -> bool:
        """While the field is empty, and only where its words have room beside the key."""
        if not self._key or self._edit.text():
            return False
        words = self._edit.fontMetrics().horizontalAdvance(self._edit.placeholderText())
        return self.width() >= words + key_hint_width(self._theme, self._key) + _AROUND

    def _keep_key_free(self) -> None:
        self._trailing = int(key_hint_width(self._theme, self._key) + 10) if self._shows_key() else 6
        self._make_room()
        self.update()

    def _on_text_changed(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        self._keep_key_free()

    def _on_settled(self) -> None:
        self._pause.stop()
        self.settled.emit(self._edit.text())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_key_free()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            if self._edit.text():
                self.clear()
                return True
            self.left.emit()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._shows_key():
            return
        tokens = self._theme.tokens
        painter = begin(self)
        width = key_hint_width(self._theme, self._key)
        reverse = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        place = QRectF(6 if reverse else self.width() - 6 - width, 0, width, self.height())
        paint_key_hint(painter, place, self._key, self._theme, ink(tokens.text_3), ink(tokens.edge))
        painter.end()
