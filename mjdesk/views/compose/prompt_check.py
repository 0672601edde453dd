"""Looks through the prompt when typing pauses, and says the worst finding first."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, QTimer, Signal

from mjdesk.domain.finding import Severity
from mjdesk.widgets.status import Status

if TYPE_CHECKING:
    from mjdesk.domain.finding import Finding
    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.models.prompt_draft import PromptDraft
    from mjdesk.models.slot_list import SlotList
    from mjdesk.widgets.finding_strip import FindingStrip

PAUSE = 450
"""Milliseconds without a change after which the prompt is read."""
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_TIDYING = frozenset({"blanks"})
"""Not worth a word here: the wish is sent without them anyway."""


class PromptCheck(QObject):
    """Owns the one finding that is shown."""

    found = Signal(int, int)
    """The stretch of the text that the finding is about; empty when there is none to show."""

    def __init__(
        self, draft: PromptDraft, slots: SlotList, table: ParameterTable, strip: FindingStrip
    ) -> None:
        super().__init__(strip)
        self._draft = draft
        self._slots = slots
        self._table = table
        self._strip = strip
        self._finding: Finding | None = None
        self._read = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        draft.changed.connect(self._pause.start)
        slots.changed.connect(self._pause.start)
        strip.fix_requested.connect(self._on_fix)

    @property
    def finding(self) -> Finding | None:
        """What is shown now."""
        return self._finding

    def look(self) -> None:
        """Read the prompt now."""
        # The rules and their sentences are loaded at the first pause of typing, not at the start.
        from mjdesk.domain.lint import lint
        from mjdesk.views.compose.finding_words import words_of

        self._pause.stop()
        # A blank at the end is the beginning of the next word.
        self._read = self._draft.text.rstrip()
        facts = self._draft.facts(self._table, len(self._slots.references()), self._slots.roles())
        told = [
            each for each in lint(self._read, table=self._table, gateway=facts) if each.key not in _TIDYING
        ]
        self._finding = min(told, key=lambda each: _ORDER.index(each.severity), default=None)
        if self._finding is None:
            self._strip.clear()
            self.found.emit(0, 0)
            return
        self.found.emit(self._finding.start, self._finding.end)
        words = words_of(self._finding)
        status = _status(self._finding.severity)
        self._strip.show_finding(words.sentence, fix=words.fix, status=status, strong=words.strong)

    def _on_fix(self) -> None:
        if self._finding is None:
            return
        if self._draft.text.rstrip() != self._read:
            self.look()  # the words moved on since; what is shown now may be another finding
            return
        if (change := self._finding.change) is not None:
            if change.setting:
                self._draft.choose(change.setting, change.value or None)
            if change.role is not None and change.to is not None:
                self._slots.change_role(change.role, change.to)
            self.look()
            return
        repaired = self._finding.fix(self._read)
        if repaired is not None:
            self._draft.set_text(repaired)
            self.look()


def _status(severity: Severity) -> Status:
    match severity:
        case Severity.ERROR:
            return Status.ERROR
        case Severity.WARNING:
            return Status.WARN
        case Severity.HINT:
            return Status.IDLE
        case _:
            assert_never(severity)
