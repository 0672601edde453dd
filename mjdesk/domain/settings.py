"""What a person may change, as one frozen value; a TOML file keeps it, `services.settings` holds it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.gateway import STUDIO_ID, GatewayProfile


class Look(StrEnum):
    """Which tokens are used."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"


class WordsHabit(StrEnum):
    """Whether a variation, pan, reroll or film from a button asks for words; Midjourney's Remix."""

    SAME = "same"
    """Never: also where the gateway asks, it goes on with the words that are there."""
    WHEN_ASKED = "when-asked"
    """When the gateway asks, the person answers."""
    ALWAYS = "always"
    """Before anything is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every field has a default, so a missing or damaged file costs only itself."""

    version: int = 2
    look: Look = Look.DARK
    language: str = ""
    """A name of `views.language.LANGUAGES`; empty: the system's."""
    has_reduced_motion: bool = False
    gateways: tuple[GatewayProfile, ...] = ()
    """The person's own; the built-in studio is always there and not listed."""
    active: str = STUDIO_ID
    """Id of the gateway that new wishes go to."""
    daily_cap: Decimal = Decimal(0)
    """Before the wishes of a day cost more, the person is asked; 0: never. Each currency by itself."""
    paused: frozenset[str] = frozenset()
    """Ids of the gateways (the studio too) to which nothing new is sent for now."""
    target_album: int = 0
    """Id of the collection that new wishes go into; 0: none."""
    words_habit: WordsHabit = WordsHabit.WHEN_ASKED
    looks_for_newer: bool = False
    """Ask the releases page at each start whether there is a newer version; nothing is ever downloaded."""
    is_welcomed: bool = False
    """The first-start screen was answered."""
    library_folder: str = ""
    """Empty: the default place of this system."""
    tile_height: int = 190
    """Height of a gallery row that the size slider asks for, in device-independent pixels."""
    well: int = 0
    """Which of the four grounds is around a single picture."""
    compose_width: int = 376
    inspector_width: int = 324
    window: str = ""
    """Geometry as Qt gave it, base64."""
    compose_mode: str = "imagine"
    """The page of the compose panel that was shown last (`views.drop_places.ComposeMode`)."""
    draft: str = ""
    """What is being written, JSON of `models.prompt_draft`."""
    references: str = ""
    """The pictures beside it, JSON of `models.slot_list`."""
    pages: str = ""
    """What stands on the other pages of the compose panel, JSON of `views.compose.kept_pages`."""
