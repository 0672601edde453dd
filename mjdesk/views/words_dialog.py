"""The window that an action opens when it needs words: custom zoom, remix, a gateway that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QWidget
from typing_extensions import override

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.prompt import parse
from mjdesk.theme import SPACE, TYPE
from mjdesk.views import wording
from mjdesk.widgets.buttons import PrimaryButton, PushButton
from mjdesk.widgets.focus_halo import FocusHalo
from mjdesk.widgets.number_slider import NumberSlider
from mjdesk.widgets.sheet import Sheet

if TYPE_CHECKING:
    from mjdesk.domain.action import Action
    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme

_DEFAULT_ZOOM = 1.8


class WordsDialog(Sheet):
    """Owns the words until they are sent or dropped; closing it loses nothing that runs."""

    confirmed = Signal(str)
    """The prompt to send."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, name="Words for this action", width=560)
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "title")
        self._hint = QLabel()
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "label")
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName("Prompt")
        self.editor.setFont(theme.font(TYPE.prompt))
        self.editor.setMinimumHeight(120)
        self.editor.setTabChangesFocus(True)
        self._halo = FocusHalo(theme, self.editor)
        self.zoom = NumberSlider(
            theme, "Zoom", minimum=1.0, maximum=2.0, value=_DEFAULT_ZOOM, default=2.0, step=0.1, decimals=1
        )
        self._send = PrimaryButton(theme, "Create", icon="sparkles", key="Ctrl ⏎")
        cancel = PushButton(theme, "Not now")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.snug)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._send)
        self.body.addWidget(self._title)
        self.body.addWidget(self._hint)
        self.body.addWidget(self.editor)
        self.body.addWidget(self.zoom)
        self.body.addSpacing(SPACE.hair)
        self.body.addLayout(buttons)
        cancel.clicked.connect(self.dismiss)
        self._send.clicked.connect(self._on_send)
        self.zoom.changed.connect(self._on_zoom)
        self.editor.textChanged.connect(self._on_text)
        for widget in (self.editor, *self.zoom.findChildren(QWidget)):
            widget.installEventFilter(self)

    def ask(self, task: Task, action: Action | None) -> None:
        """Open for `action` of `task`, or for a `task` that asks by itself."""
        act = action or task.action
        is_zoom = act is not None and act.verb is ActionVerb.ZOOM_CUSTOM
        prompt = parse(task.final_prompt or task.prompt)
        self.zoom.setVisible(is_zoom)
        if is_zoom:
            self.zoom.set_value(_DEFAULT_ZOOM)
            prompt = prompt.with_zoom(_DEFAULT_ZOOM)
        self._title.setText(wording.action_sentence(act) if act is not None else "The gateway asks")
        self._hint.setText(
            "How far to step back, and what to paint around the picture."
            if is_zoom
            else "Change the words if you like; the picture it starts from stays."
        )
        self.editor.setPlainText(str(prompt))
        self.open()
        self.editor.setFocus()

    def _on_zoom(self, value: float) -> None:
        text = str(parse(self.editor.toPlainText()).with_zoom(round(value, 1)))
        self.editor.setPlainText(text)

    def _on_text(self) -> None:
        self._send.setEnabled(bool(self.editor.toPlainText().strip()))

    def _on_send(self) -> None:
        text = str(parse(self.editor.toPlainText()))
        if text:
            self.dismiss()
            self.confirmed.emit(text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter sends. No shortcut: the window has the same key, and Qt would give it to neither."""
        is_send = (
            isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if is_send and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if is_send and event.type() == QEvent.Type.KeyPress:
            self._on_send()
            return True
        return super().eventFilter(watched, event)
