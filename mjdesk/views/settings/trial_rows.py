"""The test of a gateway: the button that asks for it, the line that says how it stands, what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mjdesk.models.gateway_trial import TrialStep
from mjdesk.theme import SPACE, TYPE
from mjdesk.views import gateway_words
from mjdesk.views.language import tr, tr_as
from mjdesk.views.settings.form import NAME_WIDTH, named_row
from mjdesk.views.trial_line import TrialLine
from mjdesk.widgets.buttons import PrimaryButton
from mjdesk.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.gateway import Findings
    from mjdesk.models.gateway_trial import TrialState
    from mjdesk.theme import Theme


class TrialRows(QWidget):
    """Owns nothing but its looks; the attempt is a `GatewayTrial`'s."""

    test_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.test_button = PrimaryButton(theme, tr("Test connection"))
        self.line = TrialLine(theme)
        test = QHBoxLayout()
        test.addSpacing(NAME_WIDTH + SPACE.snug)
        test.addWidget(self.test_button)
        test.addStretch(1)
        self._details = QWidget()
        self._facts = QVBoxLayout(self._details)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.snug)
        column.addLayout(test)
        column.addWidget(named_row(theme, "", self.line))
        column.addWidget(self._details)
        self.test_button.clicked.connect(self.test_requested)

    def show_state(
        self, state: TrialState, idle: str, *, trouble: DeskError | None, is_changed: bool
    ) -> None:
        """Say how the attempt stands, `idle` while nothing is known; `trouble` goes before all of it.

        `is_changed`: a test would keep what is entered.
        """
        if trouble is not None:
            self.line.say_trouble(trouble)
        else:
            self.line.show_state(state, idle)
        is_busy = state.step in {TrialStep.TESTING, TrialStep.SAVING}
        if is_busy:
            words = tr_as("connection", "Testing")
        else:
            words = tr("Test and keep") if is_changed else tr("Test connection")
        self.test_button.set_label(words)
        self.test_button.setEnabled(not is_busy)
        self._show_details(state.findings)

    def _show_details(self, findings: Findings | None) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for name, words in gateway_words.details(findings) if findings is not None else ():
            row = named_row(self._theme, name, ElidedLabel(self._theme, words, size=TYPE.label, lines=3))
            self._facts.addWidget(row)
            row.show()
        self._details.setVisible(findings is not None)
