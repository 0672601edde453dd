"""Money: estimated before it is spent, asked about beyond the cap, added up afterwards, claimed back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.action import read_action
from mjdesk.domain.errors import NotOffered, OutcomeUnknown, Refused, WishInvalid
from mjdesk.domain.ledger import LedgerState, ledger_state, local_day
from mjdesk.domain.picture import PictureRef, PictureRole
from mjdesk.domain.price import PriceTable
from mjdesk.domain.reference import Reference, ReferenceRole
from mjdesk.domain.request import Receipt, ReceiptKind, Speed
from mjdesk.domain.task import Collection, TaskKind, TaskState
from tests.support.builders import a_receipt, a_report, a_task, a_wish
from tests.support.fake_gateway import PNG, PROFILE

if TYPE_CHECKING:
    from mjdesk.domain.task import Task
    from tests.services.conftest import World

TABLE = PriceTable(prices={TaskKind.IMAGINE: Decimal("0.10")}, currency="USD")


def priced(world: World, table: PriceTable = TABLE) -> None:
    world.gateway.profile = replace(PROFILE, prices=table)


async def wished(world: World, prompt: str, *, over_cap: bool = False) -> Task:
    (task,) = await world.submitter.submit(a_wish(prompt), over_cap=over_cap)
    await world.clock.rest()
    return world.now(task)


async def test_a_wish_carries_its_estimate_and_its_receipt(world: World) -> None:
    priced(world)
    world.gateway.answers.append(a_receipt("r7", request_id="req-7"))
    await world.submitting()
    task = await wished(world, "a fox --turbo")
    assert (task.price, task.currency, task.request_id) == ("0.2", "USD", "req-7")
    assert task.sent_at == task.accepted_at == world.clock.now()
    (row,) = await world.ledger.today()
    assert (row.amount, row.wishes, row.account) == (Decimal("0.2"), 1, "main")


async def test_the_price_is_that_of_the_moment_of_sending(world: World) -> None:
    priced(world)
    (task,) = await world.submitter.submit(a_wish())
    priced(world, TABLE.with_price(TaskKind.IMAGINE, Decimal("0.3")))
    await world.submitting()
    assert world.now(task).price == "0.3"


async def test_references_beside_the_words_have_their_price(world: World) -> None:
    kept = await world.pictures.keep_bytes(PNG + b"somebody")
    omni = Reference(PictureRef(kept.digest), ReferenceRole.OMNI)
    priced(world)
    for references, price in (((), "0.1"), ((omni,), "0.2")):
        (task,) = await world.submitter.submit(a_wish("a cat --v 7", references=references))
        assert (task.prompt, task.price) == ("a cat --v 7", price)


def test_estimates_follow_the_account(world: World) -> None:
    priced(world)
    assert world.ledger.estimate(TaskKind.IMAGINE) == Decimal("0.10")
    assert world.ledger.estimate(TaskKind.IMAGINE, speed=Speed.TURBO, count=4) == Decimal("0.80")
    assert world.ledger.estimate(TaskKind.IMAGINE, prompt="a --v 7 --q 4") == Decimal("0.40")
    assert world.ledger.estimate(TaskKind.VIDEO) is None
    assert world.ledger.currency() == "USD"
    world.gateway.profile = replace(world.gateway.profile, speed=Speed.TURBO)
    assert world.ledger.estimate(TaskKind.IMAGINE, account="main") == Decimal("0.20")


async def test_beyond_the_cap_nothing_is_written_before_the_person_said_so(world: World) -> None:
    priced(world)
    world.settings.update(daily_cap=Decimal("0.25"))
    await world.submitting()
    await wished(world, "a")
    await wished(world, "b")
    writes = len(world.archive.writes)
    with pytest.raises(WishInvalid) as caught:
        await wished(world, "c")
    assert caught.value.reason == "over-cap"
    assert dict(caught.value.numbers) == {"cap": "0.25", "spent": "0.2", "price": "0.1", "currency": "USD"}
    assert len(world.archive.writes) == writes
    assert len(world.gateway.submitted) == 2
    assert (await wished(world, "c", over_cap=True)).state is TaskState.SUBMITTED


async def test_what_waits_in_the_queue_counts_as_spent(world: World) -> None:
    priced(world)
    world.settings.update(daily_cap=Decimal("0.25"))
    await wished(world, "a")
    await wished(world, "b")
    with pytest.raises(WishInvalid):
        await wished(world, "c")


async def test_the_cap_looks_at_one_day_one_currency_and_known_prices(world: World) -> None:
    world.settings.update(daily_cap=Decimal("0.15"))
    await world.submitting()
    priced(world)
    await wished(world, "a")
    priced(world, replace(TABLE, currency="CNY"))
    await wished(world, "b")
    priced(world, PriceTable(prices={}, currency="USD"))
    await wished(world, "c")
    priced(world)
    with pytest.raises(WishInvalid):
        await wished(world, "d")
    await world.clock.advance(86_400)
    await wished(world, "e")


async def test_buttons_and_retries_are_asked_about_too(world: World) -> None:
    priced(world, PriceTable(currency="USD"))
    world.settings.update(daily_cap=Decimal("0.04"))
    parent = await world.store.add(a_task(state=TaskState.SUCCEEDED))
    upscale = read_action("MJ::JOB::upsample::1::h")
    with pytest.raises(WishInvalid):
        await world.submitter.act(parent.id, upscale)
    with pytest.raises(WishInvalid):
        await world.submitter.retry(parent.id)
    assert len(await world.submitter.act(parent.id, upscale, over_cap=True)) == 1


async def test_a_refusal_costs_nothing_and_an_unknown_end_may(world: World) -> None:
    priced(world)
    world.gateway.answers.extend([Refused("no"), OutcomeUnknown("reset")])
    await world.submitting()
    await wished(world, "a")
    assert await world.ledger.today() == []
    assert (await wished(world, "b")).state is TaskState.UNKNOWN
    (row,) = await world.ledger.today()
    assert (row.amount, row.wishes) == (Decimal("0.1"), 1)


async def test_several_tasks_of_one_click_are_paid_once(world: World) -> None:
    priced(world)
    world.gateway.answers.append(a_receipt("r1", "r2", "r3"))
    await world.submitting()
    await wished(world, "a")
    (row,) = await world.ledger.today()
    assert (row.amount, row.wishes) == (Decimal("0.1"), 3)


async def test_a_charge_without_a_picture_comes_with_its_evidence(world: World) -> None:
    priced(world)
    world.gateway.answers.append(a_receipt("r1", request_id="req-1"))
    await world.submitting()
    await world.watching()
    task = await wished(world, "a fox")
    world.gateway.says("r1", a_report("r1", TaskState.FAILED, failure_text="任务超时"))
    await world.clock.advance(2)
    (charged,) = await world.ledger.charged_without_picture()
    assert charged.id == task.id
    text = world.ledger.evidence(charged)
    for part in ("Main https://gateway.test", "r1", "req-1", task.id, "任务超时", "0.1 USD", "a fox"):
        assert part in text


async def test_an_answered_question_is_priced_and_named(world: World) -> None:
    priced(world, PriceTable(currency="USD"))
    parent = await world.store.add(a_task(id="f" * 32, state=TaskState.SUCCEEDED))
    world.gateway.answers.append(a_receipt("m1", kind=ReceiptKind.ASKS, request_id="req-1"))
    world.gateway.modal_answers.append(a_receipt("m2", request_id="req-2"))
    await world.submitting()
    zoom = read_action("MJ::CustomZoom::h")
    (task,) = await world.submitter.act(parent.id, zoom, prompt="a --zoom 2")
    await world.clock.rest()
    known = world.now(task)
    assert (known.state, known.remote_id, known.request_id) == (TaskState.SUBMITTED, "m2", "req-2")
    assert known.accepted_at == world.clock.now()
    assert local_day(known.sent_at or 0) == local_day(world.clock.now())


async def test_what_was_cancelled_on_the_wire_and_cannot_be_cancelled_there_may_have_cost(
    world: World,
) -> None:
    priced(world)
    world.gateway.hold = asyncio.Event()
    world.gateway.cancel_trouble = NotOffered("404", 404, what="/mj/task/r1/cancel")
    await world.submitting()
    task = await wished(world, "a")
    await world.submitter.cancel(task.id)
    assert await world.ledger.today() == []
    world.gateway.hold.set()
    await world.clock.rest()
    assert world.now(task).state is TaskState.CANCELLED
    assert world.told[-1] == "cancelled-here-only"
    assert [charged.id for charged in await world.ledger.charged_without_picture()] == [task.id]
    (row,) = await world.ledger.today()
    assert row.amount == Decimal("0.1")


async def test_pictures_in_the_answer_itself_are_a_finished_task(world: World) -> None:
    """`{created, data: [{url}]}`, as one published page has it (protocol.md 9)."""
    urls = tuple(f"https://cdn.test/{n}.png" for n in range(1, 5))
    for url in urls:
        world.gateway.pictures.files[url] = PNG + url.encode()
    priced(world, PriceTable(currency="USD"))
    parent = await world.store.add(a_task(id="f" * 32, state=TaskState.SUCCEEDED))
    world.gateway.answers.append(Receipt(kind=ReceiptKind.ACCEPTED, remote_ids=(), urls=urls))
    await world.submitting()
    await world.watching()
    await world.collecting()
    (task,) = await world.submitter.act(parent.id, read_action("MJ::JOB::reroll::0::h"))
    await world.clock.rest()
    known = world.now(task)
    assert (known.state, known.collection, known.progress) == (TaskState.SUCCEEDED, Collection.DONE, 100)
    assert [(picture.role, picture.index) for picture in known.pictures] == [
        (PictureRole.TILE, index) for index in range(1, 5)
    ]
    assert ledger_state(known) is LedgerState.DONE
    assert world.gateway.asked == []
