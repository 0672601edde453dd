"""How the window looks and moves, and when it asks; each choice is seen at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.settings import Look, WordsHabit
from mjdesk.theme import Scheme
from mjdesk.views.language import LANGUAGES, tr, tr_as
from mjdesk.views.settings.form import Page
from mjdesk.views.settings.well_bar import WellBar
from mjdesk.widgets.choice_bar import Choice, SegmentBar

if TYPE_CHECKING:
    from mjdesk.models.preferences import Preferences
    from mjdesk.theme import Theme

_SCHEMES = {Look.DARK: Scheme.DARK, Look.LIGHT: Scheme.LIGHT, Look.SYSTEM: Scheme.SYSTEM}
_FULL, _REDUCED = "full", "reduced"
_OF_THE_SYSTEM = ""
"""A choice of no language."""


class LookPage(Page):
    """Owns the choices; the theme follows them, whoever made them."""

    def __init__(self, theme: Theme, preferences: Preferences) -> None:
        super().__init__(theme)
        self._preferences = preferences
        self._language_at_start = preferences.language
        self.look = SegmentBar(
            theme,
            (
                Choice(Look.DARK, tr_as("colours of the window", "Dark")),
                Choice(Look.LIGHT, tr_as("colours of the window", "Light")),
                Choice(Look.SYSTEM, tr("As the system"), tr("Follows the system when it changes")),
            ),
            name=tr("Colours"),
            value=preferences.look,
        )
        self.motion = SegmentBar(
            theme,
            (
                Choice(_FULL, tr_as("motion", "Smooth")),
                Choice(_REDUCED, tr_as("motion", "Reduced"), tr("Panels and pictures appear at once")),
            ),
            name=tr_as("settings", "Motion"),
            value=_REDUCED if preferences.has_reduced_motion else _FULL,
        )
        self.language = SegmentBar(
            theme,
            (
                Choice(
                    _OF_THE_SYSTEM, tr("As the system"), tr("The first of its languages that MJ Desk knows")
                ),
                *(Choice(name, itself) for name, itself in LANGUAGES.items()),
            ),
            name=tr("Language"),
            value=preferences.language,
        )
        self.well = WellBar(theme, name=tr("Ground around a picture"), value=preferences.well)
        self.add_row(tr("Language"), self.language)
        self._language_note = self.add_sentence(tr("The language changes when MJ Desk is started again."))
        self._language_note.hide()
        self.add_row(tr("Colours"), self.look)
        self.add_row(tr_as("settings", "Motion"), self.motion)
        self.add_row(tr("Around a picture"), self.well)
        self.add_sentence(
            tr(
                "All greys are neutral, so that nothing around a picture changes how its colours are judged. "
                "Shift+L in the viewer steps through the grounds too."
            )
        )
        self.words = SegmentBar(
            theme,
            (
                Choice(WordsHabit.SAME, tr("Never"), tr("Where the gateway asks, the same words go on")),
                Choice(
                    WordsHabit.WHEN_ASKED,
                    tr("When the gateway asks"),
                    tr("Its question waits in the gallery"),
                ),
                Choice(WordsHabit.ALWAYS, tr("Always"), tr("As Midjourney's Remix mode")),
            ),
            name=tr("Ask for words"),
            value=preferences.words_habit,
        )
        self.add_head(tr("Variations, reroll, pan and films"))
        self.add_row(tr("Ask for words"), self.words)
        self.add_sentence(tr("Alt and a click on one of their buttons asks for words just once."))
        self.column.addStretch(1)
        self.language.chosen.connect(self._on_language_chosen)
        self.look.chosen.connect(self._on_look_chosen)
        self.motion.chosen.connect(self._on_motion_chosen)
        self.well.chosen.connect(self._on_well_chosen)
        self.words.chosen.connect(self._on_words_chosen)
        preferences.words_habit_changed.connect(self.words.set_value)
        preferences.look_changed.connect(self._on_look_changed)
        preferences.motion_changed.connect(self._on_motion_changed)
        preferences.well_changed.connect(self._on_well_changed)

    def _on_language_chosen(self, value: str) -> None:
        self._preferences.set_language(value)
        self._language_note.setVisible(value != self._language_at_start)

    def _on_look_chosen(self, value: str) -> None:
        self._preferences.set_look(Look(value))

    def _on_motion_chosen(self, value: str) -> None:
        self._preferences.set_reduced_motion(value == _REDUCED)

    def _on_well_chosen(self, value: str) -> None:
        self._preferences.set_well(int(value))

    def _on_words_chosen(self, value: str) -> None:
        self._preferences.set_words_habit(WordsHabit(value))

    def _on_look_changed(self, look: Look) -> None:
        self.look.set_value(look)
        self._theme.switch(_SCHEMES[look])

    def _on_motion_changed(self, is_reduced: bool) -> None:
        self.motion.set_value(_REDUCED if is_reduced else _FULL)
        self._theme.set_reduced_motion(is_reduced)

    def _on_well_changed(self, well: int) -> None:
        self.well.set_value(str(well))
