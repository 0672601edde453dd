"""What a person chose, for screens to show and to change: each choice is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mjdesk.domain.gateway import STUDIO_PROFILE, GatewayProfile

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from mjdesk.domain.settings import Look, Settings, WordsHabit
    from mjdesk.services.settings import SettingsHolder

WELLS = 4
"""How many grounds there are around a single picture (look.md)."""


class Preferences(QObject):
    """Owns nothing but Qt's view of `SettingsHolder`; signals come whoever changed the settings."""

    look_changed = Signal(object)
    """A `Look`."""
    motion_changed = Signal(bool)
    """Whether motion is reduced now."""
    well_changed = Signal(int)
    gateways_changed = Signal()
    """Another one is active, or one was added, changed or forgotten."""
    words_habit_changed = Signal(object)
    """A `WordsHabit`."""
    cap_changed = Signal()
    """The most that a day may cost."""

    def __init__(
        self, settings: SettingsHolder, key_place: Callable[[], str], parent: QObject | None = None
    ) -> None:
        """`key_place` tells where keys are kept now: `keychain`, `memory` or `file`."""
        super().__init__(parent)
        self._settings = settings
        self._key_place = key_place
        self._disconnect = settings.changed.connect(self._on_changed)

    @property
    def look(self) -> Look:
        return self._settings.value.look

    @property
    def language(self) -> str:
        """What the next start speaks; empty: as the system does."""
        return self._settings.value.language

    @property
    def has_reduced_motion(self) -> bool:
        return self._settings.value.has_reduced_motion

    @property
    def looks_for_newer(self) -> bool:
        """Whether each start asks for a newer version."""
        return self._settings.value.looks_for_newer

    @property
    def well(self) -> int:
        """0 to 3."""
        return self._settings.value.well

    @property
    def is_welcomed(self) -> bool:
        """The first-start screen was answered."""
        return self._settings.value.is_welcomed

    @property
    def active(self) -> GatewayProfile:
        """Where new wishes go."""
        settings = self._settings.value
        return next((each for each in settings.gateways if each.id == settings.active), STUDIO_PROFILE)

    @property
    def gateways(self) -> tuple[GatewayProfile, ...]:
        """All of them, the built-in studio first."""
        return (STUDIO_PROFILE, *self._settings.value.gateways)

    def gateway(self, profile_id: str) -> GatewayProfile | None:
        """One by its id; None when it was forgotten or never kept."""
        return next((each for each in self.gateways if each.id == profile_id), None)

    @property
    def daily_cap(self) -> Decimal:
        """Beyond this a day's wishes are asked about; 0: never."""
        return self._settings.value.daily_cap

    @property
    def words_habit(self) -> WordsHabit:
        """When a variation, reroll, pan or film from a button asks for words."""
        return self._settings.value.words_habit

    @property
    def key_place(self) -> str:
        """Where keys are kept now: `keychain`, `memory` or `file`."""
        return self._key_place()

    @property
    def key_is_kept(self) -> bool:
        """Whether a key outlives the program; False once the keychain turned out not to be usable."""
        return self._key_place() != "memory"

    @property
    def key_is_in_file(self) -> bool:
        """Whether the person chose a file of keys in place of the keychain."""
        return self._key_place() == "file"

    def set_look(self, look: Look) -> None:
        self._settings.update(look=look)

    def set_language(self, language: str) -> None:
        """A name of `views.language.LANGUAGES`, or empty for the system's; from the next start on."""
        self._settings.update(language=language)

    def set_looks_for_newer(self, looks: bool) -> None:
        self._settings.update(looks_for_newer=looks)

    def set_reduced_motion(self, is_reduced: bool) -> None:
        self._settings.update(has_reduced_motion=is_reduced)

    def set_well(self, well: int) -> None:
        """0 to 3; others are brought into range."""
        self._settings.update(well=max(0, min(WELLS - 1, well)))

    def set_daily_cap(self, cap: Decimal) -> None:
        """0 or more, in each account's own currency; 0: never ask."""
        self._settings.update(daily_cap=cap)

    def set_words_habit(self, habit: WordsHabit) -> None:
        self._settings.update(words_habit=habit)

    def set_welcomed(self) -> None:
        """The first-start screen need not come again."""
        self._settings.update(is_welcomed=True)

    def close(self) -> None:
        """Stop listening; before the services go."""
        self._disconnect()

    def _on_changed(self, change: tuple[Settings, Settings]) -> None:
        before, after = change
        if before.look is not after.look:
            self.look_changed.emit(after.look)
        if before.has_reduced_motion != after.has_reduced_motion:
            self.motion_changed.emit(after.has_reduced_motion)
        if before.well != after.well:
            self.well_changed.emit(after.well)
        if (before.gateways, before.active) != (after.gateways, after.active):
            self.gateways_changed.emit()
        if before.words_habit is not after.words_habit:
            self.words_habit_changed.emit(after.words_habit)
        if before.daily_cap != after.daily_cap:
            self.cap_changed.emit()
