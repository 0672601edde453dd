"""Lists of references as text, for the next start."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, cast

from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.domain.reference import ReferenceRole
from mjdesk.domain.syntax import is_link
from mjdesk.models.slot_list import Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.models.slot_list import SlotList

_DIGEST = re.compile(r"[0-9a-f]{64}")


def written_slots(slots: SlotList) -> str:
    """All of it; empty when there is nothing."""
    told = [
        {
            "digest": slot.picture.digest,
            "type": slot.picture.media_type.value,
            "size": [slot.picture.width, slot.picture.height, slot.picture.size],
            "url": slot.picture.source_url,
            "name": slot.picture.name,
            "role": slot.role.value,
            "locked": slot.is_locked,
        }
        for slot in slots.slots()
    ]
    return json.dumps(told, ensure_ascii=True) if told else ""


def restore_slots(slots: SlotList, text: str, is_there: Callable[[str], bool]) -> None:
    """Put what `written_slots` gave behind what is in `slots`.

    What cannot be read is left out, and so are pictures whose digest `is_there` denies.
    """
    try:
        found: object = json.loads(text) if text else []
    except ValueError:
        found = []
    for each in cast("list[object]", found) if isinstance(found, list) else []:
        slot = _read_slot(cast("dict[str, object]", each)) if isinstance(each, dict) else None
        if slot is not None and (slot.is_link or is_there(slot.picture.digest)):
            slots.put(slot)


def _read_slot(told: dict[str, object]) -> Slot | None:
    digest, url, name = (_text(told.get(key)) for key in ("digest", "url", "name"))
    kind, role, size = told.get("type"), told.get("role"), told.get("size")
    numbers = cast("list[object]", size) if isinstance(size, list) else []
    whole = [number for number in numbers if isinstance(number, int) and number >= 0]
    is_named = bool(_DIGEST.fullmatch(digest)) if digest else is_link(url)
    if not is_named or kind not in list(MediaType) or len(numbers) != 3 or len(whole) != 3:
        return None
    meant = ReferenceRole(role) if role in list(ReferenceRole) else ReferenceRole.IMAGE
    picture = Picture(digest, MediaType(kind), *whole, role=PictureRole.INPUT, source_url=url, name=name)
    return Slot(picture, told.get("locked") is True, meant)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
