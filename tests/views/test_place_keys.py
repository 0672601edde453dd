"""The keys of places that the sheet tells are the keys those places hear."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

from mjdesk.views.mask.mask_keys import MaskKey, key_of
from mjdesk.views.place_keys import PLACE_KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QKeyCombination

    from mjdesk.views.commands import Command

_MEANT: dict[str, Sequence[MaskKey]] = {
    "area-brush": (MaskKey.BRUSH,),
    "area-eraser": (MaskKey.ERASER,),
    "area-rectangle": (MaskKey.RECTANGLE, MaskKey.RECTANGLE),
    "area-lasso": (MaskKey.LASSO,),
    "area-polygon": (MaskKey.POLYGON,),
    "area-wand": (MaskKey.WAND,),
    "area-thickness": (MaskKey.THINNER, MaskKey.THICKER),
    "area-growth": (MaskKey.SHRINK, MaskKey.GROW),
    "area-invert": (MaskKey.INVERT,),
    "area-all": (MaskKey.ALL, MaskKey.CLEAR),
    "area-undo": (MaskKey.UNDO, MaskKey.REDO),
}


def _key(keys: str) -> QKeyCombination:
    sequence = cast("Sequence[QKeyCombination]", QKeySequence(keys))
    return sequence[0]


def test_every_key_has_an_id_of_its_own_and_words() -> None:
    assert len({row.id for row in PLACE_KEYS}) == len(PLACE_KEYS)
    assert all(row.words and row.keys for row in PLACE_KEYS)


@pytest.mark.parametrize(
    "row", [row for row in PLACE_KEYS if row.id.startswith("area-")], ids=lambda row: row.id
)
def test_the_mask_editor_hears_what_is_told(row: Command) -> None:
    pressed = [_key(keys) for keys in row.keys]
    heard = [
        key_of(QKeyEvent(QEvent.Type.KeyPress, each.key(), each.keyboardModifiers())) for each in pressed
    ]
    assert heard == list(_MEANT[row.id])
