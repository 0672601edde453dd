"""The first screen of a first start: the built-in studio, or the person's own gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel
from typing_extensions import override

from mjdesk.domain.errors import GatewayError, NotAllowed, WishInvalid
from mjdesk.models.gateway_trial import GatewayTrial, TrialStep
from mjdesk.theme import SIZE, SPACE
from mjdesk.views import wording
from mjdesk.views.key_place_row import KeyPlaceRow
from mjdesk.views.language import mark, tr, tr_as
from mjdesk.views.trial_line import TrialLine
from mjdesk.views.welcome.way_card import WayCard
from mjdesk.widgets.buttons import PrimaryButton, PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.field import Field
from mjdesk.widgets.secret_field import SecretField
from mjdesk.widgets.sheet import Sheet
from mjdesk.widgets.status import Status

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme

_PAUSE_MS = 700
"""Milliseconds without typing after which a key is taken to be whole."""
_PASTED = 4
"""That many characters at once were not typed."""
_IDLE = mark("Any form of the address will do.")
_NO_KEYCHAIN = mark("Connected. Choose where its key is to be.")


class WelcomeSheet(Sheet):
    """Owns what is entered until it is kept; the key goes from its field to the keychain alone.

    The test runs by itself once address and key are there, but never while the address is being typed: half
    an address is somebody else's host, and the key must not go there.
    """

    studio_chosen = Signal()
    gateway_connected = Signal(str)
    """Id of the profile; it is kept, and not in use yet."""

    def __init__(self, theme: Theme, host: QWidget, models: Ensemble) -> None:
        super().__init__(theme, host, name=tr("Connect a gateway"))
        self._theme = theme
        self._preferences = models.preferences
        self._desk = models.desk
        self.key_place: KeyPlaceRow | None = None
        """Made when it turns out that there is no keychain."""
        self.trial = GatewayTrial(models.desk, self)
        self._is_connecting = False
        self._kept = ""
        self._length = 0
        title = QLabel(tr("Connect a gateway"))
        title.setProperty("role", "title")
        self._sentence = ElidedLabel(theme, role="text_2", lines=3)
        self._sentence.setMaximumWidth(570)
        self.address = Field(theme, name=tr("Address"), placeholder="https://gateway.example/mj")
        self.address.edit.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self.key = SecretField(
            theme,
            name=tr("Secret key"),
            show_name=tr("Show the key"),
            hide_name=tr("Hide the key"),
            placeholder=tr("Secret key"),
        )
        self.line = TrialLine(theme)
        self.explore_button = PushButton(theme, tr("Start exploring"))
        self.explore_button.setFixedHeight(SIZE.primary)
        self.connect_button = PrimaryButton(theme, tr_as("button", "Connect"))
        self._cards = (self._studio_card(theme), self._gateway_card(theme))
        cards = QHBoxLayout()
        cards.setSpacing(14)
        for card in self._cards:
            cards.addWidget(card, 1)
        self.body.addWidget(title)
        self.body.addWidget(self._sentence)
        self.body.addSpacing(SPACE.hair)
        self.body.addLayout(cards)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._connect()
        self._choose(self._cards[1])
        self._refresh()

    def is_test_due(self) -> bool:
        """What is entered will be tested by itself in a moment."""
        return self._pause.isActive()

    def _studio_card(self, theme: Theme) -> WayCard:
        card = WayCard(theme, "play", tr("Try the built-in studio"))
        words = ElidedLabel(
            theme,
            tr("No account, no network. Paints stand-in pictures so that you can learn every tool."),
            role="text_2",
            lines=4,
        )
        card.column.addWidget(words)
        card.column.addStretch(1)
        card.column.addWidget(self.explore_button)
        return card

    def _gateway_card(self, theme: Theme) -> WayCard:
        card = WayCard(theme, "key-round", tr("Use my gateway"))
        for widget in (self.address, self.key, self.line):
            card.column.addWidget(widget)
        card.column.addStretch(1)
        card.column.addWidget(self.connect_button)
        return card

    def _connect(self) -> None:
        self._pause.timeout.connect(self._test_when_whole)
        self.explore_button.clicked.connect(self._on_explore)
        self.connect_button.clicked.connect(self._on_connect)
        self.address.edited.connect(self._on_address_edited)
        self.address.edit.editingFinished.connect(self._on_address_left)
        self.address.submitted.connect(lambda: self.key.setFocus(Qt.FocusReason.TabFocusReason))
        self.key.edited.connect(self._on_key_edited)
        self.key.submitted.connect(self._on_connect)
        self.trial.changed.connect(self._refresh)
        self.trial.saved.connect(self._on_saved)
        self.closed.connect(self._on_closed)
        for widget in (self.card, self.explore_button, self.connect_button, self.address.edit, self.key.edit):
            widget.installEventFilter(self)

    def _choose(self, chosen: WayCard) -> None:
        for card in self._cards:
            card.set_chosen(card is chosen)

    def _refresh(self) -> None:
        state = self.trial.state
        keychain = tr("Your key stays in this computer's keychain.")
        if not self._preferences.key_is_kept:
            keychain = tr("There is no keychain here that can be used, so your key is kept until you quit.")
        elif self._preferences.key_is_in_file:
            keychain = tr("Your key stays in a file that only you can read.")
        self._sentence.set_text(
            wording.sentences(
                tr("MJ Desk talks to any service that speaks the Midjourney proxy protocol."), keychain
            )
        )
        if self._kept:
            self.line.say(Status.OK, tr(_NO_KEYCHAIN))
        else:
            self.line.show_state(state, tr(_IDLE))
        is_key_wrong = isinstance(state.error, NotAllowed)
        is_address_wrong = isinstance(state.error, (GatewayError, WishInvalid)) and not is_key_wrong
        self.address.set_invalid(is_address_wrong)
        self.key.set_invalid(is_key_wrong)
        busy = state.step is TrialStep.SAVING or (self._is_connecting and state.step is TrialStep.TESTING)
        self.connect_button.set_label(self._connect_words(is_busy=busy))
        self.connect_button.setEnabled(not busy)
        for field in (self.address, self.key):
            field.setEnabled(not self._kept)
        self.explore_button.setEnabled(not self._kept)
        if state.step is TrialStep.FOUND:
            self._on_found()

    def _connect_words(self, *, is_busy: bool) -> str:
        if self._kept:
            return tr_as("button", "Continue")
        return tr_as("button", "Connecting") if is_busy else tr_as("button", "Connect")

    def _on_found(self) -> None:
        if self._is_connecting:
            self._is_connecting = False
            self.trial.save(self.key.text().strip())
        elif not self.address.edit.hasFocus():
            self._show_address()

    def _show_address(self) -> None:
        """The address as it was understood, in place of what was pasted."""
        profile = self.trial.state.profile
        if self.trial.state.findings is not None and profile is not None:
            self.address.set_text(profile.root)
            self._length = len(profile.root)

    def _test_when_whole(self) -> None:
        if self.address.text().strip() and self.key.text().strip() and self._is_untested():
            self.trial.test(self.address.text(), self.key.text().strip())

    def _is_untested(self) -> bool:
        return self.trial.state.step is TrialStep.IDLE

    def _on_address_edited(self, text: str) -> None:
        is_pasted = len(text) - self._length >= _PASTED
        self._length = len(text)
        self._forget()
        if is_pasted:
            self._pause.start()
        else:
            self._pause.stop()

    def _on_address_left(self) -> None:
        if self._is_untested():
            self._test_when_whole()
        else:
            self._show_address()

    def _on_key_edited(self, _text: str) -> None:
        self._forget()
        self._pause.start()

    def _forget(self) -> None:
        self._is_connecting = False
        self.trial.forget()

    def _on_explore(self) -> None:
        self._pause.stop()
        self._forget()
        self.dismiss()
        self.studio_chosen.emit()

    def _on_connect(self) -> None:
        self._pause.stop()
        if self._kept:
            self.dismiss()
            return
        match self.trial.state.step:
            case TrialStep.FOUND:
                self.trial.save(self.key.text().strip())
            case TrialStep.SAVING | TrialStep.SAVED:
                return
            case TrialStep.TESTING:
                self._is_connecting = True
                self._refresh()
            case TrialStep.IDLE | TrialStep.FAILED:
                self._is_connecting = True
                self.trial.test(self.address.text(), self.key.text().strip())
                if self.trial.state.step is TrialStep.FAILED:
                    self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_saved(self, profile_id: str) -> None:
        self._kept = profile_id
        if self._preferences.key_is_kept or not self.key.text():
            self.dismiss()
            return
        self.key.edit.clear()
        self._show_address()
        self._offer_places()
        self._refresh()
        self.connect_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_places(self) -> None:
        """Without a keychain the person decides where keys are."""
        if self.key_place is None:
            self.key_place = KeyPlaceRow(self._theme, self._preferences, self._desk)
            self.key_place.moved.connect(self._refresh)
            self.body.addWidget(self.key_place)
        self.key_place.refresh()
        self.key_place.show()

    def _on_closed(self) -> None:
        """Nothing secret outlives the sheet."""
        self._pause.stop()
        kept, self._kept = self._kept, ""
        if self.key_place is not None:
            self.key_place.hide()
        self.key.edit.clear()
        self.key.set_shown(False)
        self._forget()
        if kept:
            self.gateway_connected.emit(kept)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.card and event.type() == QEvent.Type.LayoutRequest:
            self._place_card()  # a longer sentence needs another line
        elif event.type() == QEvent.Type.FocusIn:
            self._choose(self._cards[0 if watched is self.explore_button else 1])
        return super().eventFilter(watched, event)
