"""Which gateway wishes go to, and how to reach the person's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mjdesk.domain.errors import GatewayError, NotAllowed, WishInvalid
from mjdesk.domain.gateway import STUDIO_ID, AuthStyle
from mjdesk.domain.request import Speed
from mjdesk.models.gateway_trial import GatewayTrial, TrialStep
from mjdesk.theme import SPACE, TYPE
from mjdesk.views import gateway_words
from mjdesk.views.settings.form import NAME_WIDTH, Page, named_row
from mjdesk.views.settings.key_row import KeyRow
from mjdesk.views.trial_line import TrialLine
from mjdesk.widgets.buttons import ButtonKind, PrimaryButton, PushButton
from mjdesk.widgets.choice_bar import Choice, SegmentBar
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.field import Field
from mjdesk.widgets.number_slider import NumberSlider
from mjdesk.widgets.status import Status

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.gateway import Findings, GatewayProfile
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme

_OWN = "own"
_MOST_AT_ONCE = 12


class GatewayPage(Page):
    """Owns what is entered. Name, speed and number apply at once; address and key once they were tested."""

    def __init__(self, theme: Theme, models: Ensemble) -> None:
        super().__init__(theme)
        self._preferences = models.preferences
        self._desk = models.desk
        self.trial = GatewayTrial(models.desk, self)
        self._trouble: DeskError | None = None
        self.which = SegmentBar(
            theme, (Choice(STUDIO_ID, "Built-in studio"), Choice(_OWN, "My gateway")), name="Gateway"
        )
        self.name = Field(theme, name="Name", placeholder="What you call it")
        self.address = Field(theme, name="Address", placeholder="https://gateway.example/mj")
        self.address.edit.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self.key = KeyRow(theme)
        self.speed = SegmentBar(
            theme, [Choice(speed.value, words) for speed, words in gateway_words.SPEEDS.items()], name="Speed"
        )
        self.at_once = NumberSlider(
            theme,
            "Tasks at once",
            minimum=1,
            maximum=_MOST_AT_ONCE,
            default=3,
            label_width=0,
            number_width=32,
        )
        self.line = TrialLine(theme)
        self.test_button = PrimaryButton(theme, "Test connection")
        self.forget_button = PushButton(theme, "Forget this gateway", icon="trash-2", kind=ButtonKind.DANGER)
        self._is_sure = False
        self._is_edited = False
        self._build(theme)
        self._connect()
        self.which.set_value(STUDIO_ID if self._preferences.active.is_studio else _OWN)
        self._fill()

    def _build(self, theme: Theme) -> None:
        self.add_row("Send wishes to", self.which)
        self._studio = ElidedLabel(
            theme,
            "The studio is a complete gateway inside MJ Desk. It needs no account and no network, and paints "
            "stand-in pictures, so that you can learn every tool.",
            role="text_2",
            lines=4,
        )
        self.column.addWidget(self._studio)
        self._own = QWidget()
        form = QVBoxLayout(self._own)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(SPACE.snug)
        self._later = (
            named_row(theme, "Name", self.name),
            named_row(theme, "Speed", self.speed),
            named_row(theme, "Tasks at once", self.at_once),
        )
        form.addWidget(self._later[0])
        form.addWidget(named_row(theme, "Address", self.address))
        form.addWidget(named_row(theme, "Key", self.key))
        form.addWidget(self._later[1])
        form.addWidget(self._later[2])
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.snug)
        buttons.addSpacing(NAME_WIDTH + SPACE.snug)
        buttons.addWidget(self.test_button)
        buttons.addStretch(1)
        buttons.addWidget(self.forget_button)
        form.addSpacing(SPACE.hair)
        form.addLayout(buttons)
        form.addWidget(named_row(theme, "", self.line))
        self._details = QWidget()
        self._facts = QVBoxLayout(self._details)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setSpacing(0)
        form.addWidget(self._details)
        self.column.addWidget(self._own)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.which.chosen.connect(self._on_which)
        self.name.edit.editingFinished.connect(self._on_name)
        self.address.edited.connect(self._on_entered)
        self.address.submitted.connect(self.test)
        self.key.edited.connect(self._on_entered)
        self.key.submitted.connect(self.test)
        self.key.forget_requested.connect(self._on_forget_key)
        self.speed.chosen.connect(self._on_speed)
        self.at_once.committed.connect(self._on_at_once)
        self.test_button.clicked.connect(self.test)
        self.forget_button.clicked.connect(self._on_forget)
        self.trial.changed.connect(self._on_trial)
        self.trial.saved.connect(self._on_saved)
        self._preferences.gateways_changed.connect(self._on_gateways_changed)

    @property
    def _known(self) -> GatewayProfile | None:
        return self._preferences.own_gateway

    def is_changed(self) -> bool:
        """Address or key differ from what is kept."""
        known = self._known
        return known is None or self.address.text().strip() != known.root or self.key.entered() is not None

    def test(self) -> None:
        """Ask the gateway; what answered is kept.

        At another host the key is asked for again: one that is kept goes nowhere by a slip of the hand.
        """
        self._trouble = None
        key, known = self.key.entered(), self._known
        address = self.address.text()
        if known is None:
            self.trial.test(address, key or "")
        elif key is None and self.key.is_kept and not _is_there(address, known):
            self.key.ask()
            self.line.say(Status.WARN, "This is another host. Enter the key that belongs to it.")
        else:
            self.trial.test(address, key, known=known)

    def close_secrets(self) -> None:
        """Nothing that was typed and not kept outlives the sheet."""
        self.key.clear()
        self.trial.forget()
        self._fill()

    def _fill(self) -> None:
        """What is kept, into the fields."""
        known = self._known
        self._is_edited = False
        self.name.set_text(known.name if known else "")
        self.address.set_text(known.root if known else "")
        self.key.set_kept(
            is_kept=known is not None and gateway_words.has_key(known),
            place=gateway_words.key_place(
                is_kept=self._preferences.key_is_kept, is_in_file=self._preferences.key_is_in_file
            ),
        )
        if known is not None:
            self.speed.set_value(known.speed.value)
            self.at_once.set_value(known.concurrency)
        for row in self._later:
            row.setVisible(known is not None)
        self.forget_button.setVisible(known is not None)
        self._refresh()

    def _refresh(self) -> None:
        state = self.trial.state
        is_own = self.which.value() == _OWN
        self._studio.setVisible(not is_own)
        self._own.setVisible(is_own)
        if self._trouble is not None:
            words = gateway_words.explain_setup(self._trouble)
            self.line.say(Status.ERROR, f"{words.title} {words.advice}")
        else:
            self.line.show_state(state, "Any form of the address will do. Testing costs nothing.")
        is_key_wrong = isinstance(state.error, NotAllowed)
        self.key.set_invalid(is_key_wrong)
        self.address.set_invalid(isinstance(state.error, (GatewayError, WishInvalid)) and not is_key_wrong)
        is_busy = state.step in {TrialStep.TESTING, TrialStep.SAVING}
        self.test_button.set_label(
            "Testing" if is_busy else "Test and keep" if self.is_changed() else "Test connection"
        )
        self.test_button.setEnabled(not is_busy)
        self.forget_button.set_label("Forget it and its key?" if self._is_sure else "Forget this gateway")
        self._show_details(state.findings)

    def _show_details(self, findings: Findings | None) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for name, words in gateway_words.details(findings) if findings is not None else ():
            row = named_row(self._theme, name, ElidedLabel(self._theme, words, size=TYPE.label))
            self._facts.addWidget(row)
            row.show()
        self._details.setVisible(findings is not None)

    def _change(self, **changes: Any) -> None:  # noqa: ANN401 (fields of GatewayProfile)
        """Keep fields of the profile at once."""
        known = self._known
        if known is None or (changed := replace(known, **changes)) == known:
            return
        self.trial.forget()
        self._desk.save_gateway(changed, None, saved=self._refresh, failed=self._on_failed)

    def _on_which(self, value: str) -> None:
        known = self._known
        if value == STUDIO_ID:
            self._desk.use_gateway(STUDIO_ID)
        elif known is not None:
            self._desk.use_gateway(known.id)
        self._refresh()

    def _on_speed(self, value: str) -> None:
        self._change(speed=Speed(value))

    def _on_at_once(self, value: float) -> None:
        self._change(concurrency=round(value))

    def _on_name(self) -> None:
        if words := self.name.text().strip():
            self._change(name=words)
        elif self._known is not None:
            self.name.set_text(self._known.name)

    def _on_entered(self) -> None:
        self._trouble = None
        self._is_sure = False
        self._is_edited = True
        self.trial.forget()
        self._refresh()

    def _on_trial(self) -> None:
        self._is_sure = False
        self._refresh()
        if self.trial.state.step is TrialStep.FOUND and not self._is_kept_already():
            self.trial.save(self.key.entered())

    def _is_kept_already(self) -> bool:
        return self.trial.state.profile == self._known and self.key.entered() is None

    def _on_saved(self, profile_id: str) -> None:
        self.key.clear()
        self._fill()
        self._desk.use_gateway(profile_id)

    def _on_forget_key(self) -> None:
        known = self._known
        if known is not None:
            self.trial.forget()
            bare = replace(known, auth=AuthStyle.NONE)
            self._desk.save_gateway(bare, "", saved=self._fill, failed=self._on_failed)

    def _on_forget(self) -> None:
        known = self._known
        if known is None:
            return
        if not self._is_sure:
            self._is_sure = True
            self._refresh()
            return
        self._is_sure = False
        self.key.clear()
        self.trial.forget()
        self._desk.forget_gateway(known.id)

    def _on_failed(self, error: DeskError) -> None:
        self._trouble = error
        self._refresh()

    def _on_gateways_changed(self) -> None:
        if self._known is None or not self._preferences.active.is_studio:
            self.which.set_value(STUDIO_ID if self._preferences.active.is_studio else _OWN)
        if self._is_edited and self._known is not None:
            self._refresh()
        else:
            self._fill()


def _is_there(address: str, known: GatewayProfile) -> bool:
    """The address is on the host that the key belongs to."""
    address = address.strip().lower()
    host = address.partition("://")[2] or address
    kept = urlsplit(known.root).netloc
    return not host or host == kept or host.startswith(f"{kept}/")
