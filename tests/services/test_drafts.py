"""Wishes are written down in their order, with their pictures; the record replaces what was forgotten."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.picture import PictureRef
from mjdesk.services.drafts import Drafts
from tests.support.builders import a_wish, numbered_ids
from tests.support.fake_gateway import PNG

if TYPE_CHECKING:
    from tests.services.conftest import World


async def test_wishes_are_written_down_in_the_order_in_which_they_were_made(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = await world.pictures.keep_bytes(PNG + b"slow")
    original = world.pictures.original

    async def slowly(digest: str) -> bytes | None:
        for _ in range(20):  # turns of the loop, in which a later wish could overtake
            await asyncio.sleep(0)
        return await original(digest)

    monkeypatch.setattr(world.pictures, "original", slowly)
    first = a_wish("first", pictures=(PictureRef(digest=kept.digest),))
    written = await asyncio.gather(world.submitter.submit(first), world.submitter.submit(a_wish("second")))
    assert [task.seq for (task,) in written] == sorted(task.seq for (task,) in written)


async def test_a_request_is_remembered_and_else_read_from_its_record(world: World) -> None:
    def fresh() -> Drafts:
        return Drafts(
            world.store,
            world.pictures,
            world.clock,
            numbered_ids(),
            ledger=world.ledger,
            links=world.uploads,
            target_album=lambda: 0,
        )

    kept = await world.pictures.keep_bytes(PNG + b"reference")
    wish = a_wish("a lighthouse --ar 16:9", pictures=(PictureRef(digest=kept.digest),))
    drafts = fresh()
    first = await drafts.write(wish, "main", None, over_cap=False)
    remembered = await drafts.request_of(first)
    assert remembered == wish
    for number in range(64):
        await drafts.write(a_wish(f"fox {number}"), "main", None, over_cap=False)
    forgotten = await drafts.request_of(first)
    assert forgotten is not remembered
    assert forgotten == await fresh().request_of(first) == wish


async def test_a_reference_that_is_gone_leaves_nothing_written(world: World) -> None:
    with pytest.raises(WishInvalid) as caught:
        await world.submitter.submit(a_wish(pictures=(PictureRef(digest="9" * 64),)))
    assert caught.value.reason == "picture-gone"
    assert world.archive.tasks == {}
