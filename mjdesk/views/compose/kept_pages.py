"""What stands on the pages of the compose panel, as text for the next start."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from mjdesk.models.kept_slots import restore_slots, written_slots
from mjdesk.models.slot_list import SlotList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mjdesk.domain.picture import Picture


def read(text: str) -> dict[str, dict[str, str]]:
    """By the word of the mode, what `written` was given; what cannot be read is left out."""
    try:
        found: object = json.loads(text) if text else {}
    except ValueError:
        found = {}
    pages = cast("dict[str, object]", found) if isinstance(found, dict) else {}
    return {mode: _words(told) for mode, told in pages.items()}


def written(pages: Mapping[str, Mapping[str, str]]) -> str:
    """Pages on which nothing stands are left out; empty when there is none."""
    told = {mode: dict(kept) for mode, kept in pages.items() if any(kept.values())}
    return json.dumps(told, ensure_ascii=True) if told else ""


def picture_text(picture: Picture | None) -> str:
    """One picture as text; empty for none."""
    slots = SlotList()
    if picture is not None:
        slots.add(picture)
    return written_slots(slots)


def picture_of(text: str, is_there: Callable[[str], bool]) -> Picture | None:
    """What `picture_text` gave; None when it is gone, or cannot be read."""
    slots = SlotList()
    restore_slots(slots, text, is_there)
    return next(iter(slots.pictures()), None)


def _words(told: object) -> dict[str, str]:
    found = cast("dict[str, object]", told) if isinstance(told, dict) else {}
    return {key: value for key, value in found.items() if isinstance(value, str)}
