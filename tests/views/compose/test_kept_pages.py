"""What stands on a page survives as text, and bad text does no harm."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.request import BlendShape
from mjdesk.views.compose import kept_pages
from mjdesk.views.compose.blend_page import BlendPage
from mjdesk.views.compose.swap_face_page import SwapFacePage
from mjdesk.views.drop_places import ComposeMode
from tests.views.compose.conftest import a_picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.views.compose.conftest import Stage


def again(kept: Mapping[str, str]) -> Mapping[str, str]:
    """As it comes back from the disk."""
    return kept_pages.read(kept_pages.written({"page": kept}))["page"]


def always(_digest: str) -> bool:
    return True


def test_a_blend_keeps_its_pictures_in_order_and_its_shape(stage: Stage) -> None:
    page = stage.panel.page_of(ComposeMode.BLEND)
    assert isinstance(page, BlendPage)
    for letter in "cab":
        page.slots.add(a_picture(letter))
    page.shape.set_value(BlendShape.LANDSCAPE)
    kept = again(page.kept())
    page.slots.clear()
    page.shape.set_value(BlendShape.SQUARE)
    page.take_back(kept, lambda digest: digest[0] != "a")
    assert [picture.digest[0] for picture in page.slots.pictures()] == ["c", "b"], "what is gone is left out"
    assert page.shape.value() == BlendShape.LANDSCAPE


def test_a_swap_keeps_its_direction(stage: Stage) -> None:
    page = stage.panel.page_of(ComposeMode.SWAP_FACE)
    assert isinstance(page, SwapFacePage)
    page.target.set_picture(a_picture("b"))
    kept = again(page.kept())
    page.turn()
    page.take_back(kept, always)
    assert page.source.picture is None
    assert page.target.picture == a_picture("b")


def test_pages_on_which_nothing_stands_leave_no_trace(stage: Stage) -> None:
    pages = {
        mode.value: stage.panel.page_of(mode).kept() for mode in (ComposeMode.BLEND, ComposeMode.SWAP_FACE)
    }
    assert kept_pages.written(pages) == ""


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"blend": 7}', '{"blend": {"pictures": 7}}'])
def test_what_cannot_be_read_is_left_out(stage: Stage, text: str) -> None:
    page = stage.panel.page_of(ComposeMode.BLEND)
    page.take_back(kept_pages.read(text).get("blend", {}), always)
    assert page.kept() == {"pictures": "", "shape": ""}


def test_a_picture_in_words_that_nobody_wrote_is_none() -> None:
    assert kept_pages.picture_of(json.dumps([{"digest": "../../etc"}]), always) is None
