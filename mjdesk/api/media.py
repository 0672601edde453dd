"""Finds a result's pictures and films among the many fields that gateways put them in (protocol.md 4.4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mjdesk.api.values import Fields, fields, first_text, items, text_of, unpacked
from mjdesk.domain.action import ActionVerb
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.task import MediaLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mjdesk.domain.action import Action

_GRIDS = frozenset(
    {"IMAGINE", "BLEND", "BLEAND", "VARIATION", "REROLL", "ZOOM", "PAN", "INPAINT", "OUTPAINT", "CUSTOM_ZOOM"}
    | {"HIGH_VARIATION", "LOW_VARIATION", "PIC_READER", "MODAL", "EDIT", "EDITS", "RETEXTURE", "SHOW"}
)
_FILMS = frozenset({"VIDEO", "VIDEO_EXTEND", "SWAP_VIDEO_FACE"})
_ADDRESS_FIELDS = ("url", "imageUrl", "videoUrl", "video_url", "image_url", "src")
_LONGEST_ADDRESS = 8192
_MOST = 16


def address_of(value: object) -> str:
    """A web address, absolute or relative to the gateway, exactly as it was given; else empty."""
    address = value.strip() if isinstance(value, str) else ""
    is_web = re.match(r"^(?:https?://|/)[^\s]+$", address, re.IGNORECASE)
    is_relative = re.match(r"^[\w.-]+(?:/[\w.%~-]+)+(?:\?\S*)?$", address)
    if not (is_web or is_relative) or len(address) > _LONGEST_ADDRESS or not address.isprintable():
        return ""
    return address


def addresses(*sources: object) -> tuple[str, ...]:
    """Every address in these fields: text, a list of texts, a list of `{url}`, or JSON inside a string."""
    found: dict[str, None] = {}
    for source in sources:
        for item in items(source):
            entry = fields(item) if isinstance(unpacked(item), dict) else {"url": item}
            address = next((a for name in _ADDRESS_FIELDS if (a := address_of(entry.get(name)))), "")
            if address:
                found.setdefault(address)
    return tuple(found)[:_MOST]


def media_of(task: Fields, actions: Sequence[Action]) -> tuple[MediaLink, ...]:
    """The links of a finished task, in the order grid, tiles or single; films alone for a film.

    Nothing for describe and for a film whose file is still to come.
    """
    word = first_text(task, "action").upper()
    films = addresses(
        task.get("videoUrls"), task.get("videoUrl"), task.get("video_urls"), task.get("video_url")
    )
    image = address_of(task.get("imageUrl")) or address_of(task.get("image_url"))
    singles = addresses(task.get("imageUrls"), task.get("image_urls"))
    films = films or tuple(url for url in (*singles, image) if _path(url).endswith(".mp4"))
    if not films and word in _FILMS and _path(image).endswith((".webp", ".gif")):
        films = (image,)
    if films:
        return _numbered(films, PictureRole.VIDEO)
    if word in _FILMS:
        # The still comes before the film (protocol.md 4.4): were it the result, the search would end.
        return ()
    if word == "DESCRIBE":
        # `imageUrl` is the picture that was described: it is at home already, and its link dies soon.
        return ()
    if len(singles) > 1:
        grid = (MediaLink(url=image, role=PictureRole.GRID),) if image and image not in singles else ()
        return (*grid, *_numbered(singles, PictureRole.TILE))
    role = PictureRole.GRID if is_grid(task, actions) else PictureRole.SINGLE
    return tuple(MediaLink(url=url, role=role) for url in ([image] if image else singles))


def is_grid(task: Fields, actions: Iterable[Action]) -> bool:
    """Whether the result is a sheet of four: by its buttons, by the button that made it, or by `action`.

    `action` is the weakest sign: gateways write ACTION or MODAL for anything (protocol.md 4.3).
    """
    verbs = {action.verb for action in actions}
    if verbs & {ActionVerb.UPSCALE, ActionVerb.VARIATION}:
        return True
    if verbs & {
        ActionVerb.VARY_SUBTLE,
        ActionVerb.VARY_STRONG,
        ActionVerb.VARY_REGION,
        ActionVerb.ZOOM_CUSTOM,
    }:
        return False
    word = first_text(task, "action").upper()
    if word == "ACTION":
        made_by = first_text(task, "customId") or first_text(fields(task.get("properties")), "customId")
        return bool(made_by) and "upsample" not in made_by.lower()
    return word in _GRIDS


def _numbered(urls: Sequence[str], role: PictureRole) -> tuple[MediaLink, ...]:
    first = 0 if len(urls) == 1 else 1
    return tuple(MediaLink(url=url, role=role, index=index) for index, url in enumerate(urls, first))


def _path(url: str) -> str:
    return text_of(re.split(r"[?#]", url, maxsplit=1)[0]).lower()
