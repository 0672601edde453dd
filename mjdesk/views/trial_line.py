"""The live line under the fields of a gateway: being tested, answered, or one calm sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.models.gateway_trial import TrialStep
from mjdesk.theme import SIZE, TYPE
from mjdesk.views import gateway_words, wording
from mjdesk.views.language import tr
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.painting import begin
from mjdesk.widgets.status import Status, status_colour, status_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mjdesk.domain.errors import DeskError
    from mjdesk.models.gateway_trial import TrialState
    from mjdesk.theme import Theme

_ROLES = {Status.OK: "ok", Status.WARN: "warn", Status.ERROR: "error", Status.UNKNOWN: "unknown"}


class TrialLine(QWidget):
    """Owns an icon and a sentence; screen readers are told when the sentence changes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = _Sign(theme, self)
        self._words = ElidedLabel(theme, size=TYPE.label, lines=4, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """What is said now."""
        return self._words.text()

    def say(self, status: Status, text: str) -> None:
        """Show a sentence."""
        if text == self._words.text() and self._icon.status is status:
            return
        self._icon.set_status(status)
        self._words.set_role(_ROLES.get(status, "text_3"))
        self._words.set_text(text)
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def say_trouble(self, error: DeskError) -> None:
        """Say what went wrong, and what to do about it."""
        words = gateway_words.explain_setup(error)
        self.say(Status.ERROR, wording.sentences(words.title, words.advice))

    def show_state(self, state: TrialState, idle: str) -> None:
        """Say how an attempt stands; `idle` while nothing is known."""
        match state.step:
            case TrialStep.IDLE:
                self.say(Status.IDLE, idle)
            case TrialStep.TESTING:
                self.say(Status.IDLE, tr("Asking the gateway"))
            case TrialStep.FOUND | TrialStep.SAVING | TrialStep.SAVED if state.findings is not None:
                self.say(Status.OK, gateway_words.answered_line(state.findings))
            case _ if state.error is not None:
                self.say_trouble(state.error)
            case _:
                self.say(Status.IDLE, idle)


class _Sign(QWidget):
    """The icon of a status, on the first line."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.status = Status.IDLE
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self.update)

    def set_status(self, status: Status) -> None:
        self.status = status
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(SIZE.icon_small, 17)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        colour = status_colour(self.status, self._theme.tokens)
        self._theme.icons.paint(painter, status_icon(self.status), colour, QRectF(self.rect()))
        painter.end()
