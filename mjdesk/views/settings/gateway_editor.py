"""One gateway to be set up or changed: address, key and test first, then how it is used, reached and paid.

Longer than most modules: some of what is entered is kept at once, some after a test, and these rules are read
beside each other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from mjdesk.domain.errors import GatewayError, NotAllowed, WishInvalid
from mjdesk.domain.gateway import AuthStyle, GatewayProfile
from mjdesk.models.gateway_trial import GatewayTrial, TrialStep
from mjdesk.theme import SPACE, TYPE, WEIGHT
from mjdesk.views import gateway_words, wording
from mjdesk.views.key_place_row import KeyPlaceRow
from mjdesk.views.language import tr, tr_as
from mjdesk.views.settings.form import Page
from mjdesk.views.settings.key_row import KeyRow
from mjdesk.views.settings.network_rows import NetworkRows
from mjdesk.views.settings.price_rows import PriceRows
from mjdesk.views.settings.trial_rows import TrialRows
from mjdesk.views.settings.use_rows import UseRows
from mjdesk.widgets.buttons import ButtonKind, PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.field import Field
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.status import Status

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.presets import Preset
    from mjdesk.domain.price import PriceTable
    from mjdesk.domain.request import Speed
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme


class GatewayEditor(Page):
    """Owns what is entered. Address and key are kept once they were tested, all else at once; of a gateway
    that is new, everything once it was tested."""

    left = Signal()
    """Back to the list: the person is done, or the gateway is gone."""

    def __init__(self, theme: Theme, models: Ensemble) -> None:
        super().__init__(theme)
        self._preferences = models.preferences
        self._desk = models.desk
        self.trial = GatewayTrial(models.desk, self)
        self._profile = GatewayProfile(id="", name="", root="")
        self._is_kept = self._is_sure = False
        self._notes = ""
        self._trouble: DeskError | None = None
        self.back_button = IconButton(theme, "chevron-left", tr("All gateways"), size=26, mirrors=True)
        self.title = ElidedLabel(theme, size=TYPE.section, weight=WEIGHT.semibold)
        self.name = Field(theme, name=tr("Name"), placeholder=tr("What you call it"))
        self.address = Field(theme, name=tr("Address"), placeholder="https://gateway.example/mj")
        self.address.edit.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self.key = KeyRow(theme)
        self.key_place = KeyPlaceRow(theme, models.preferences, models.desk)
        self.trial_rows = TrialRows(theme)
        self.use = UseRows(theme)
        self.network = NetworkRows(theme)
        self.prices = PriceRows(theme)
        self.forget_button = PushButton(
            theme, tr("Forget this gateway"), icon="trash-2", kind=ButtonKind.DANGER
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.tight)
        head.addWidget(self.back_button)
        head.addWidget(self.title, 1)
        self.column.addLayout(head)
        self.add_row(tr("Name"), self.name)
        self.add_row(tr("Address"), self.address)
        self.add_row(tr_as("secret", "Key"), self.key)
        self._key_place_row = self.add_row(tr("Keys are"), self.key_place)
        self.column.addWidget(self.trial_rows)
        self.add_head(tr_as("heading", "Use"))
        self.column.addWidget(self.use)
        self.add_head(tr("Network"))
        self.column.addWidget(self.network)
        self.add_head(tr("Prices"))
        self.column.addWidget(self.prices)
        self.column.addSpacing(SPACE.snug)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.forget_button)
        self.column.addLayout(foot)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.left)
        self.name.edit.editingFinished.connect(self._on_name)
        self.address.edited.connect(self._on_entered)
        self.address.submitted.connect(self.test)
        self.key.edited.connect(self._on_entered)
        self.key.submitted.connect(self.test)
        self.key.forget_requested.connect(self._on_forget_key)
        self.key_place.moved.connect(self._fill)
        self.use.auth_chosen.connect(self._on_auth)
        self.use.speed_chosen.connect(self._on_speed)
        self.use.at_once_chosen.connect(self._on_at_once)
        self.use.relearn_requested.connect(self._on_relearn)
        self.network.chosen.connect(self._on_network)
        self.prices.changed.connect(self._on_prices)
        self.trial_rows.test_requested.connect(self.test)
        self.forget_button.clicked.connect(self._on_forget)
        self.trial.changed.connect(self._on_trial)
        self.trial.saved.connect(self._on_saved)
        self._preferences.gateways_changed.connect(self._on_gateways_changed)

    @property
    def profile(self) -> GatewayProfile:
        """What is being set up, as far as it was entered."""
        return self._profile

    def edit(self, profile: GatewayProfile) -> None:
        """Show a gateway that is kept."""
        self._begin(profile, is_kept=True)

    def begin_new(self, preset: Preset | None) -> None:
        """Set up another gateway, of a kind that is known or of any."""
        account = uuid4().hex
        fresh = GatewayProfile(id=account, name="", root="") if preset is None else preset.profile(account)
        self._begin(fresh, is_kept=False)
        self._notes = gateway_words.preset_notes(preset) if preset is not None else ""
        self._refresh()
        first = self.key.field if fresh.root else self.address
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def is_changed(self) -> bool:
        """Address or key differ from what is kept."""
        is_moved = self.address.text().strip() != self._profile.root
        return not self._is_kept or is_moved or self.key.entered() is not None

    def test(self) -> None:
        """Ask the gateway; what answered is kept.

        At another host the key is asked for again: one that is kept goes nowhere by a slip of the hand.
        """
        self._trouble = None
        key, address = self.key.entered(), self.address.text()
        if not self._is_kept:
            self.trial.test(address, key or "", known=replace(self._profile, name=self.name.text().strip()))
        elif key is None and self.key.is_kept and not _is_there(address, self._profile):
            self.key.ask()
            self.trial_rows.line.say(
                Status.WARN, tr("This is another host. Enter the key that belongs to it.")
            )
        else:
            self.trial.test(address, key, known=self._profile)

    def close_secrets(self) -> None:
        """Nothing that was typed and not kept outlives the page."""
        self.key.clear()
        self.trial.forget()
        self._trouble = None
        if self._is_kept:
            self._fill()

    def _begin(self, profile: GatewayProfile, *, is_kept: bool) -> None:
        self._profile, self._is_kept, self._is_sure = profile, is_kept, False
        self._notes, self._trouble = "", None
        self.key.set_kept(is_kept=False, place="")
        self.key.clear()
        self.trial.forget()
        self._fill()

    def _fill(self) -> None:
        """What is known, into the fields."""
        profile = self._profile
        self.name.set_text(profile.name)
        self.address.set_text(profile.root)
        place = gateway_words.key_place(
            is_kept=self._preferences.key_is_kept, is_in_file=self._preferences.key_is_in_file
        )
        self.key.set_kept(is_kept=self._is_kept and gateway_words.has_key(profile), place=place)
        self.key_place.refresh()
        self._key_place_row.setVisible(self.key_place.is_wanted())
        self.use.show_profile(profile, is_kept=self._is_kept)
        self.network.show_profile(profile)
        self.prices.show_table(profile.prices)
        self.forget_button.setVisible(self._is_kept)
        self._refresh()

    def _refresh(self) -> None:
        state = self.trial.state
        self.title.set_text(self._profile.name if self._is_kept else tr("A new gateway"))
        notes = self._notes or tr("Any form of the address will do.")
        self.trial_rows.show_state(
            state,
            wording.sentences(notes, tr("Testing costs nothing.")),
            trouble=self._trouble,
            is_changed=self.is_changed(),
        )
        is_key_wrong = isinstance(state.error, NotAllowed)
        self.key.set_invalid(is_key_wrong)
        self.address.set_invalid(isinstance(state.error, (GatewayError, WishInvalid)) and not is_key_wrong)
        self.forget_button.set_label(
            tr("Forget it and its key?") if self._is_sure else tr("Forget this gateway")
        )

    def _change(self, **changes: Any) -> None:  # noqa: ANN401 (fields of GatewayProfile)
        self._keep(replace(self._profile, **changes))

    def _keep(self, changed: GatewayProfile) -> None:
        """A gateway that is known keeps it at once; a new one with its test."""
        before, self._profile = self._profile, changed
        if changed == before:
            return
        self._trouble = None
        self.trial.forget()
        if self._is_kept:
            self._desk.save_gateway(changed, None, saved=self._refresh, failed=self._on_failed)
        else:
            self._refresh()

    def _on_network(self, field: str, value: object) -> None:
        self._change(**{field: value})

    def _on_auth(self, style: AuthStyle) -> None:
        self._change(auth=style)

    def _on_speed(self, speed: Speed) -> None:
        self._change(speed=speed)

    def _on_at_once(self, count: int) -> None:
        self._change(concurrency=count)

    def _on_prices(self, table: PriceTable) -> None:
        self._change(prices=table)

    def _on_name(self) -> None:
        words = self.name.text().strip()
        if words or not self._is_kept:
            self._change(name=words)
        else:
            self.name.set_text(self._profile.name)

    def _on_entered(self) -> None:
        self._trouble = None
        self._is_sure = False
        self.trial.forget()
        self._refresh()

    def _on_trial(self) -> None:
        self._is_sure = False
        self._refresh()
        if self.trial.state.step is TrialStep.FOUND and not self._is_kept_already():
            self.trial.save(self.key.entered())

    def _is_kept_already(self) -> bool:
        is_same = self.trial.state.profile == self._preferences.gateway(self._profile.id)
        return is_same and self.key.entered() is None

    def _on_saved(self, profile_id: str) -> None:
        is_new, self._is_kept = not self._is_kept, True
        self.key.clear()
        self._profile = self._preferences.gateway(profile_id) or self._profile
        self._fill()
        if is_new or profile_id == self._preferences.active.id:
            self._desk.use_gateway(profile_id)

    def _on_forget_key(self) -> None:
        self.trial.forget()
        bare = replace(self._profile, auth=AuthStyle.NONE)
        self._desk.save_gateway(bare, "", saved=self._fill, failed=self._on_failed)

    def _on_forget(self) -> None:
        if not self._is_sure:
            self._is_sure = True
            self._refresh()
            return
        self._is_sure = False
        self.key.clear()
        self.trial.forget()
        self._desk.forget_gateway(self._profile.id)

    def _on_relearn(self) -> None:
        """What it refused once is tried again the next time, and a test tells the rest."""
        self._desk.forget_learned(self._profile.id)
        self.test()

    def _on_failed(self, error: DeskError) -> None:
        """What could not be kept stays in its field, and the profile as it was."""
        self._trouble = error
        self._profile = self._preferences.gateway(self._profile.id) or self._profile
        self._refresh()

    def _on_gateways_changed(self) -> None:
        if not self._is_kept:
            return
        known = self._preferences.gateway(self._profile.id)
        if known is None:
            self._is_kept = False
            self.left.emit()
        elif known != self._profile:
            is_edited = self.is_changed()
            self._profile = known
            if is_edited:
                self._refresh()
            else:
                self._fill()


def _is_there(address: str, known: GatewayProfile) -> bool:
    """The address is on the host that the key belongs to."""
    address = address.strip().lower()
    host = address.partition("://")[2] or address
    kept = urlsplit(known.root).netloc
    return not host or host == kept or host.startswith(f"{kept}/")
