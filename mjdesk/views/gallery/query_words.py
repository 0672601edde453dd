"""What is looked for, in words: the kinds and ratings in the menus of the filters, and a query as a sentence.

Read when a filter is first opened or set; a start shows everything and needs none of it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from mjdesk.domain.task import TaskKind
from mjdesk.views import wording
from mjdesk.views.language import mark_as, tr, tr_as, tr_count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mjdesk.domain.library import TaskQuery

KINDS: Mapping[frozenset[TaskKind], tuple[str, str]] = MappingProxyType(
    {
        # what it is called in the menu, and in the sentence of an empty gallery
        frozenset({TaskKind.IMAGINE, TaskKind.REROLL}): (
            mark_as("filter", "Imagine"),
            mark_as("what one looks for", "imagine or reroll"),
        ),
        frozenset({TaskKind.UPSCALE}): (
            mark_as("filter", "Upscales"),
            mark_as("what one looks for", "upscale"),
        ),
        frozenset({TaskKind.VARIATION, TaskKind.INPAINT}): (
            mark_as("filter", "Variations"),
            mark_as("what one looks for", "region or variation"),
        ),
        frozenset({TaskKind.ZOOM, TaskKind.PAN}): (
            mark_as("filter", "Zoom and pan"),
            mark_as("what one looks for", "pan or zoom out"),
        ),
        frozenset({TaskKind.BLEND}): (mark_as("filter", "Blend"), mark_as("what one looks for", "blend")),
        frozenset({TaskKind.DESCRIBE, TaskKind.SHORTEN}): (
            mark_as("filter", "Describe, shorten"),
            mark_as("what one looks for", "describe or shorten"),
        ),
        frozenset({TaskKind.VIDEO}): (mark_as("filter", "Films"), mark_as("what one looks for", "film")),
        frozenset({TaskKind.SWAP_FACE, TaskKind.EDIT, TaskKind.RETEXTURE}): (
            mark_as("filter", "Faces and edits"),
            mark_as("what one looks for", "edit or retexture or swap face"),
        ),
    }
)
"""Those that are looked for together, in the order of the menu."""


def kinds_words(kinds: frozenset[TaskKind]) -> str:
    """What one of `KINDS` is called."""
    return tr_as("filter", KINDS[kinds][0])


def stars_words(stars: int) -> str:
    """What a least rating is called."""
    match stars:
        case 0:
            return tr("Any rating")
        case 5:
            return tr("5 stars")
        case _:
            return tr_count("{n} star or more", "{n} stars or more", stars)


def described(query: TaskQuery, more: Sequence[str]) -> str:
    """Which filters are on, so that an empty gallery never looks like lost work."""
    parts: list[str] = []
    if query.text:
        parts.append(tr_as("what one looks for", "the words “{text}”", text=query.text))
    if query.kinds:
        parts.append(tr_as("what one looks for", KINDS[query.kinds][1]))
    if query.min_rating:
        parts.append(stars_words(query.min_rating))
    if query.is_trash:
        parts.append(tr_as("what one looks for", "only the trash"))
    parts.extend(more)
    return tr("You are looking for {things}.", things=wording.together(parts))
