"""From wish to accepted task: the record first, nothing sent twice, the queue in order."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from mjdesk.domain.action import read_action
from mjdesk.domain.errors import (
    BannedPrompt,
    Busy,
    DeskError,
    DiskFull,
    NoAccount,
    NotAllowed,
    NotOffered,
    OutcomeUnknown,
    OutOfCredit,
    Refused,
    SecretsError,
    Unreachable,
    WishInvalid,
)
from mjdesk.domain.picture import PictureRef, PictureRole, Ratio
from mjdesk.domain.request import ActionRequest, BlendRequest, ImagineRequest, ReceiptKind
from mjdesk.domain.task import Collection, TaskKind, TaskState
from tests.support.builders import GRID_URL, a_receipt, a_report, a_task, a_wish
from tests.support.fake_gateway import PNG, FakeGateway

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.picture import ImageData
    from mjdesk.domain.request import ModalAnswer, Receipt, Request
    from mjdesk.domain.task import Task
    from mjdesk.domain.task_report import TaskReport
    from tests.services.conftest import World

UPSCALE = read_action("MJ::JOB::upsample::2::hash")
ZOOM = read_action("MJ::CustomZoom::hash")
REGION = read_action("MJ::Inpaint::1::hash::SOLO")


async def parent_of(world: World, **changes: object) -> Task:
    return await world.store.add(
        a_task(id="f" * 32, state=TaskState.SUCCEEDED, remote_id="p1", ratio=Ratio(16, 9), **changes)
    )


async def submitted(world: World, prompt: str = "a lighthouse") -> Task:
    (task,) = await world.submitter.submit(a_wish(prompt))
    await world.clock.rest()
    return task


async def test_a_wish_is_written_before_it_is_sent(world: World) -> None:
    (task,) = await world.submitter.submit(a_wish())
    assert world.now(task).state is TaskState.DRAFTED
    assert world.gateway.submitted == []
    await world.submitting()
    assert world.states(task) == ["drafted", "sent", "submitted"]
    assert world.now(task).remote_id == "r1"
    assert world.now(task).submitted_at == world.clock.now()


async def test_it_is_written_as_sent_before_the_request_leaves(world: World) -> None:
    world.gateway.hold = asyncio.Event()
    await world.submitting()
    task = await submitted(world)
    assert len(world.gateway.submitted) == 1
    assert world.now(task).state is TaskState.SENT
    world.gateway.hold.set()
    await world.clock.rest()
    assert world.now(task).state is TaskState.SUBMITTED


async def test_the_prompt_is_canonical_and_our_id_travels_as_state(world: World) -> None:
    await world.submitting()
    task = await submitted(world, "a   lighthouse\n —ar 16:9")
    request, _, state = world.gateway.submitted[0]
    assert isinstance(request, ImagineRequest)
    assert request.prompt == task.prompt == "a lighthouse --ar 16:9"
    assert state == task.id
    assert task.ratio == Ratio(16, 9)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (Unreachable("no trust", reason="tls"), "no trust"),
        (BannedPrompt("not this", word="gore"), "not this"),
        (Refused("bad parameter"), "bad parameter"),
        (NotAllowed("wrong key"), "wrong key"),
        (OutOfCredit("empty"), "empty"),
        (NotOffered("nothing here"), "nothing here"),
        (NoAccount("none"), "none"),
    ],
)
async def test_a_refusal_goes_back_to_the_person_and_is_not_repeated(
    world: World, error: DeskError, text: str
) -> None:
    world.gateway.answers.append(error)
    await world.submitting()
    task = await submitted(world)
    await world.clock.advance(300)
    known = world.now(task)
    assert known.state is TaskState.REFUSED
    assert known.failure is not None
    assert (known.failure.error, known.failure.text) == (type(error).__name__, text)
    assert known.failure.word == ("gore" if isinstance(error, BannedPrompt) else "")
    assert not known.failure.may_have_cost
    assert len(world.gateway.submitted) == 1
    assert world.heard[-1].error is error
    assert world.heard[-1].task_id == task.id


async def test_retry_by_the_person_makes_a_new_task_with_the_same_wish(world: World) -> None:
    world.gateway.answers.append(Refused())
    await world.submitting()
    task = await submitted(world, "a lighthouse --ar 2:3")
    (again,) = await world.submitter.retry(task.id)
    await world.clock.rest()
    assert again.id != task.id
    assert (again.prompt, again.ratio) == (task.prompt, Ratio(2, 3))
    assert world.now(again).state is TaskState.SUBMITTED
    assert world.gateway.submitted[1][2] == again.id
    assert world.now(task).state is TaskState.REFUSED


async def test_what_may_have_been_accepted_is_never_sent_again(world: World) -> None:
    world.gateway.answers.append(OutcomeUnknown("read time-out", request_id="abc"))
    await world.submitting()
    task = await submitted(world)
    await world.clock.advance(3600)
    known = world.now(task)
    assert known.state is TaskState.UNKNOWN
    assert known.failure is not None
    assert known.failure.may_have_cost
    assert known.failure.request_id == "abc"
    assert len(world.gateway.submitted) == 1
    assert world.gateway.looked_for == [task.id] * 3
    assert world.heard[-1].kind == "outcome-unknown"
    assert world.heard[-1].is_sticky


async def test_an_unknown_outcome_is_matched_by_state(world: World) -> None:
    world.gateway.answers.append(OutcomeUnknown())
    await world.submitting()
    (task,) = await world.submitter.submit(a_wish())
    world.gateway.by_state[task.id] = a_report("r77", TaskState.RUNNING, progress=30)
    await world.clock.advance(1)
    known = world.now(task)
    assert (known.state, known.remote_id, known.progress) == (TaskState.RUNNING, "r77", 30)
    assert known.failure is None
    assert f"outcome-unknown {task.id}" in world.withdrawn
    assert len(world.gateway.submitted) == 1


async def test_a_look_that_the_gateway_does_not_answer_does_not_count(world: World) -> None:
    """What swallowed the answer to the wish swallows the questions about it too."""
    world.gateway.query_troubles.extend([Unreachable("gone")] * 5)
    world.gateway.answers.append(OutcomeUnknown())
    await world.submitting()
    task = await submitted(world)
    world.gateway.by_state[task.id] = a_report("r77", TaskState.RUNNING)
    await world.clock.advance(30)
    assert world.now(task).state is TaskState.UNKNOWN
    await world.clock.advance(60)
    assert world.now(task).remote_id == "r77"
    assert world.withdrawn[-1] == f"outcome-unknown {task.id}"


async def test_many_unknown_outcomes_are_matched_with_one_look_at_the_list(world: World) -> None:
    lost = [a_task(id=f"{n:032x}", state=TaskState.UNKNOWN, remote_id="") for n in range(30)]
    for task in lost:
        await world.store.add(task)
    for task in lost[:29]:
        world.gateway.by_state[task.id] = a_report(f"r{task.id}", TaskState.RUNNING)
    world.scope.start(world.submitter.match_all(tuple(lost)), name="match")
    await world.clock.advance(60)
    assert world.gateway.lists == 3
    assert {world.now(task).state for task in lost[:29]} == {TaskState.RUNNING}
    assert world.now(lost[0]).remote_id == f"r{lost[0].id}"
    assert world.now(lost[29]).state is TaskState.UNKNOWN
    assert [notice.task_id for notice in world.heard] == [lost[29].id]


async def test_a_busy_gateway_is_asked_again_with_growing_patience(world: World) -> None:
    world.gateway.answers.extend([Busy(), Busy(retry_after=55.0)])
    await world.submitting()
    task = await submitted(world)
    assert world.now(task).state is TaskState.DRAFTED
    assert world.clock.sleepers == [10.0]
    assert world.heard[-1].kind == "waiting"
    await world.clock.advance(10)
    assert world.now(task).retry_at == world.clock.now() + 55.0
    await world.clock.advance(55)
    assert world.now(task).state is TaskState.SUBMITTED
    assert len(world.gateway.submitted) == 3
    assert world.withdrawn.count(f"waiting {task.id}") == 2


async def test_a_gateway_that_stays_busy_is_left_to_the_person(world: World) -> None:
    world.gateway.answers.extend([Busy("full")] * 9)
    await world.submitting()
    task = await submitted(world)
    await world.clock.advance(600)
    assert world.now(task).state is TaskState.REFUSED
    assert len(world.gateway.submitted) == 5


async def test_waiting_for_a_busy_gateway_can_be_cancelled(world: World) -> None:
    world.gateway.answers.append(Busy())
    await world.submitting()
    task = await submitted(world)
    await world.submitter.cancel(task.id)
    await world.clock.advance(600)
    assert world.now(task).state is TaskState.CANCELLED
    assert len(world.gateway.submitted) == 1
    assert world.gateway.cancelled == []


async def test_a_key_that_cannot_be_read_refuses_the_wish(world: World) -> None:
    world.gateways.trouble = SecretsError("locked")
    await world.submitting()
    task = await submitted(world)
    assert world.now(task).state is TaskState.REFUSED
    assert world.heard[-1].error is world.gateways.trouble


async def test_no_more_run_at_once_than_the_gateway_takes(world: World) -> None:
    await world.submitting()
    tasks = [await submitted(world, f"picture {number}") for number in range(5)]
    assert [world.now(task).state.value for task in tasks] == ["submitted"] * 3 + ["drafted"] * 2
    await world.store.update(tasks[0].id, lambda now: replace(now, state=TaskState.SUCCEEDED))
    await world.clock.rest()
    assert [world.now(task).state.value for task in tasks[1:]] == ["submitted"] * 3 + ["drafted"]
    await world.store.update(tasks[1].id, lambda now: replace(now, state=TaskState.NEEDS_ANSWER))
    await world.clock.rest()
    assert world.now(tasks[4]).state is TaskState.SUBMITTED


async def test_equal_wishes_wait_for_each_other(world: World) -> None:
    await world.submitting()
    first, second = await submitted(world), await submitted(world)
    other = await submitted(world, "something else")
    assert world.now(second).state is TaskState.DRAFTED
    assert world.now(other).state is TaskState.SUBMITTED
    await world.store.update(first.id, lambda now: replace(now, state=TaskState.FAILED))
    await world.clock.rest()
    assert world.now(second).state is TaskState.SUBMITTED


async def test_drafts_of_an_earlier_run_are_sent_from_their_record(world: World) -> None:
    kept = await world.pictures.keep_bytes(PNG + b"reference")
    wish = a_wish("a lighthouse --ar 16:9", pictures=(PictureRef(digest=kept.digest),))
    (task,) = await world.submitter.submit(wish)
    world.forget()
    await world.submitting()
    sent, images, _ = world.gateway.submitted[0]
    assert sent == wish
    assert images[0].data == PNG + b"reference"
    assert world.now(task).inputs[0].role is PictureRole.INPUT


async def test_several_ids_are_several_tasks(world: World) -> None:
    world.gateway.answers.append(a_receipt("r1", "r2", "r3"))
    await world.submitting()
    task = await submitted(world)
    live = world.store.live()
    assert [known.remote_id for known in live] == ["r1", "r2", "r3"]
    assert live[0].id == task.id
    assert len({known.id for known in live}) == 3
    assert {known.prompt for known in live} == {"a lighthouse"}
    assert {known.state for known in live} == {TaskState.SUBMITTED}


async def test_a_finished_answer_is_a_finished_task(world: World) -> None:
    world.gateway.answers.append(a_receipt(urls=(GRID_URL,)))
    await world.submitting()
    task = world.now(await submitted(world))
    assert (task.state, task.collection, task.progress) == (TaskState.SUCCEEDED, Collection.WAITING, 100)
    assert [(link.url, link.role) for link in task.media] == [(GRID_URL, PictureRole.GRID)]


async def test_a_queued_wish_says_how_many_are_before_it(world: World) -> None:
    world.gateway.answers.append(a_receipt("r1", kind=ReceiptKind.QUEUED, queue_position=3))
    await world.submitting()
    assert world.now(await submitted(world)).queue_position == 3


async def test_an_action_makes_a_child_with_the_parents_shape(world: World) -> None:
    parent = await parent_of(world)
    await world.submitting()
    (child,) = await world.submitter.act(parent.id, UPSCALE)
    await world.clock.rest()
    request, _, _ = world.gateway.submitted[0]
    assert isinstance(request, ActionRequest)
    assert (request.parent_remote_id, request.action) == ("p1", UPSCALE)
    assert (child.parent, child.kind, child.ratio) == (parent.id, TaskKind.UPSCALE, Ratio(16, 9))
    assert child.prompt == parent.prompt


async def test_an_action_that_was_used_before_leads_to_its_task(world: World) -> None:
    parent = await parent_of(world)
    known = await world.store.add(a_task(id="e" * 32, remote_id="old", parent=parent.id))
    world.gateway.answers.append(a_receipt("old", kind=ReceiptKind.EXISTS))
    await world.submitting()
    (child,) = await world.submitter.act(parent.id, UPSCALE)
    await world.clock.rest()
    assert child.id not in world.archive.tasks
    assert (world.heard[-1].kind, world.heard[-1].task_id) == ("exists-already", known.id)


async def test_an_existing_task_that_we_never_saw_is_followed(world: World) -> None:
    parent = await parent_of(world)
    world.gateway.answers.append(a_receipt("strange", kind=ReceiptKind.EXISTS))
    await world.submitting()
    (child,) = await world.submitter.act(parent.id, UPSCALE)
    await world.clock.rest()
    assert (world.now(child).state, world.now(child).remote_id) == (TaskState.SUBMITTED, "strange")


async def test_a_gateway_that_asks_waits_for_the_person(world: World) -> None:
    parent = await parent_of(world)
    world.gateway.answers.append(a_receipt("m1", kind=ReceiptKind.ASKS, final_prompt="suggested"))
    await world.submitting()
    (child,) = await world.submitter.act(parent.id, ZOOM)
    await world.clock.rest()
    known = world.now(child)
    assert (known.state, known.remote_id, known.final_prompt) == (TaskState.NEEDS_ANSWER, "m1", "suggested")
    assert world.heard[-1].kind == "needs-answer"
    answered = await world.submitter.answer(child.id, prompt="a lighthouse --zoom 1.8")
    assert (answered.state, answered.is_answered) == (TaskState.SUBMITTED, True)
    (answer, state), *_ = world.gateway.answered
    assert (answer.modal_remote_id, answer.prompt, state) == ("m1", "a lighthouse --zoom 1.8", child.id)
    assert f"needs-answer {child.id}" in world.withdrawn


async def test_words_given_beforehand_answer_at_once(world: World) -> None:
    parent = await parent_of(world)
    world.gateway.answers.append(a_receipt("m1", kind=ReceiptKind.ASKS))
    world.gateway.modal_answers.append(a_receipt("m2"))
    await world.submitting()
    (child,) = await world.submitter.act(parent.id, REGION, prompt="a red door", mask=PNG + b"mask")
    await world.clock.rest()
    known = world.now(child)
    assert (known.state, known.remote_id, known.prompt) == (TaskState.SUBMITTED, "m2", "a red door")
    assert world.gateway.answered[0][0].mask == PNG + b"mask"
    assert world.pictures.files[world.now(child).inputs[-1].digest] == PNG + b"mask"
    assert "needs-answer" not in world.told


async def test_a_painted_answer_is_kept_even_when_it_is_refused(world: World) -> None:
    parent = await parent_of(world)
    asking = a_task(state=TaskState.NEEDS_ANSWER, remote_id="m1", parent=parent.id, action=REGION)
    task = await world.store.add(asking)
    world.gateway.modal_answers.append(Refused("no"))
    with pytest.raises(Refused):
        await world.submitter.answer(task.id, prompt="words", mask=PNG + b"one")
    (kept,) = world.now(task).inputs
    assert (kept.role, world.pictures.files[kept.digest]) == (PictureRole.MASK, PNG + b"one")
    await world.submitter.answer(task.id, prompt="words", mask=PNG + b"two")
    (kept,) = world.now(task).inputs
    assert world.pictures.files[kept.digest] == PNG + b"two"
    assert [answer.mask for answer, _ in world.gateway.answered] == [PNG + b"one", PNG + b"two"]


async def test_a_region_is_repainted_again_from_its_record(world: World) -> None:
    parent = await parent_of(world)
    (child,) = await world.submitter.act(parent.id, REGION, prompt="a red door", mask=PNG + b"mask")
    world.forget()
    (twin,) = await world.submitter.retry(child.id)
    assert twin.inputs == child.inputs
    world.forget()
    world.gateway.answers += [a_receipt("m1", kind=ReceiptKind.ASKS), a_receipt("m2", kind=ReceiptKind.ASKS)]
    await world.submitting()
    await world.clock.rest()
    assert world.gateway.answered[0][0].mask == PNG + b"mask"
    world.pictures.files.clear()
    world.forget()
    with pytest.raises(WishInvalid) as caught:
        await world.submitter.retry(child.id)
    assert caught.value.reason == "no-mask"


async def test_a_refused_answer_leaves_the_question_open(world: World) -> None:
    task = await world.store.add(a_task(state=TaskState.NEEDS_ANSWER, remote_id="m1"))
    world.gateway.modal_answers.append(Refused("no"))
    with pytest.raises(Refused):
        await world.submitter.answer(task.id, prompt="words")
    assert (world.now(task).state, world.now(task).is_answered) == (TaskState.NEEDS_ANSWER, False)


async def test_an_answer_on_the_wire_is_written_down_and_not_sent_twice(world: World) -> None:
    """Killed now, the program must not ask for words again; nor does a second click send any."""
    task = await world.store.add(a_task(state=TaskState.NEEDS_ANSWER, remote_id="m1"))
    written: list[bool] = []

    class Wire(FakeGateway):
        @override
        async def answer(self, answer: ModalAnswer, *, state: str) -> Receipt:
            written.append(world.archive.tasks[task.id].is_answered)
            with pytest.raises(WishInvalid):
                await world.submitter.answer(task.id, prompt="other words")
            return await super().answer(answer, state=state)

    world.gateways.by_id["main"] = Wire()
    await world.submitter.answer(task.id, prompt="words")
    assert written == [True]


async def test_an_answer_whose_fate_is_unknown_is_watched_and_not_repeated(world: World) -> None:
    task = await world.store.add(a_task(state=TaskState.NEEDS_ANSWER, remote_id="m1"))
    world.gateway.modal_answers.append(OutcomeUnknown())
    await world.submitter.answer(task.id, prompt="words")
    assert (world.now(task).state, world.now(task).is_answered) == (TaskState.SUBMITTED, True)
    with pytest.raises(WishInvalid):
        await world.submitter.answer(task.id, prompt="words")
    assert len(world.gateway.answered) == 1


async def test_an_action_gets_one_polite_repeat_when_no_account_is_free(world: World) -> None:
    parent = await parent_of(world)
    world.gateway.answers.append(NoAccount())
    await world.submitting()
    (child,) = await world.submitter.act(parent.id, UPSCALE)
    await world.clock.advance(5)
    assert world.now(child).state is TaskState.SUBMITTED
    assert len(world.gateway.submitted) == 2


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (ImagineRequest(prompt="   "), "empty-prompt"),
        (ImagineRequest(prompt="--ar 1:1"), "empty-prompt"),
        (BlendRequest(pictures=(PictureRef(digest="a"),)), "too-few-pictures"),
        (BlendRequest(pictures=(PictureRef(digest="a"),) * 6), "too-many-pictures"),
    ],
)
async def test_incomplete_wishes_are_not_even_written(
    world: World, request_: ImagineRequest | BlendRequest, reason: str
) -> None:
    with pytest.raises(WishInvalid) as caught:
        await world.submitter.submit(request_)
    assert caught.value.reason == reason
    assert world.archive.tasks == {}


async def test_vary_region_without_a_mask_is_invalid(world: World) -> None:
    parent = await parent_of(world)
    with pytest.raises(WishInvalid) as caught:
        await world.submitter.act(parent.id, REGION, prompt="words")
    assert caught.value.reason == "no-mask"


async def test_actions_need_a_finished_parent(world: World) -> None:
    task = await world.store.add(a_task())
    with pytest.raises(WishInvalid):
        await world.submitter.act(task.id, UPSCALE)


async def test_cancelling_asks_the_gateway(world: World) -> None:
    task = await world.store.add(a_task())
    await world.submitter.cancel(task.id)
    assert world.gateway.cancelled == ["r1"]
    assert world.now(task).state is TaskState.CANCELLED
    assert world.now(task).failure is None


async def test_what_cannot_be_cancelled_there_is_given_up_here_and_says_so(world: World) -> None:
    task = await world.store.add(a_task())
    world.gateway.cancel_trouble = NotOffered(what="cancel")
    await world.submitter.cancel(task.id)
    known = world.now(task)
    assert known.state is TaskState.CANCELLED
    assert known.failure is not None
    assert known.failure.may_have_cost
    assert world.told == ["cancelled-here-only"]


async def test_a_gateway_out_of_reach_cancels_nothing(world: World) -> None:
    task = await world.store.add(a_task())
    world.gateway.cancel_trouble = Unreachable()
    with pytest.raises(Unreachable):
        await world.submitter.cancel(task.id)
    assert world.now(task).state is TaskState.SUBMITTED


async def test_cancelling_what_is_on_the_wire_cancels_it_when_it_is_accepted(world: World) -> None:
    world.gateway.hold = asyncio.Event()
    await world.submitting()
    task = await submitted(world)
    await world.submitter.cancel(task.id)
    world.gateway.hold.set()
    await world.clock.rest()
    assert world.now(task).state is TaskState.CANCELLED
    assert world.now(task).remote_id == "r1"
    assert world.gateway.cancelled == ["r1"]


async def test_leaving_lets_the_answer_come_and_records_it(world: World) -> None:
    world.gateway.hold = asyncio.Event()
    await world.submitting()
    task = await submitted(world)
    world.scope.cancel("submitter")
    await world.clock.rest()
    world.gateway.hold.set()
    await asyncio.sleep(0.03)
    assert world.now(task).state is TaskState.SUBMITTED


async def test_leaving_while_the_gateway_is_silent_makes_the_outcome_unknown(world: World) -> None:
    world.gateway.hold = asyncio.Event()
    await world.submitting()
    task = await submitted(world)
    world.scope.cancel("submitter")
    await asyncio.sleep(0.05)
    assert world.now(task).state is TaskState.UNKNOWN


async def test_a_full_disk_does_not_lose_what_was_accepted(world: World) -> None:
    world.gateway.hold = asyncio.Event()
    await world.submitting()
    task = await submitted(world)
    world.archive.trouble = DiskFull()
    world.gateway.hold.set()
    await world.clock.rest()
    assert world.now(task).state is TaskState.SENT
    assert world.told == ["library"]
    await world.clock.advance(6)
    assert (world.now(task).state, world.now(task).remote_id) == (TaskState.SUBMITTED, "r1")
    assert len(world.gateway.submitted) == 1


async def test_a_disk_that_was_full_before_sending_is_tried_again_and_sent_once(world: World) -> None:
    (task,) = await world.submitter.submit(a_wish())
    world.archive.trouble = DiskFull()
    await world.submitting()
    await world.clock.advance(60)
    assert len(world.gateway.submitted) == 1
    assert world.now(task).state is TaskState.SUBMITTED
    assert world.told == ["library"]
    assert world.withdrawn == ["library"]


async def test_leaving_does_not_wait_for_a_disk_that_takes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.gateway.hold = asyncio.Event()
    await world.submitting()
    task = await submitted(world)

    async def closed(*_: object, **__: object) -> None:
        raise DiskFull

    monkeypatch.setattr(world.archive, "put", closed)
    world.scope.cancel("submitter")
    async with asyncio.timeout(2):
        while world.scope.is_running("submitter"):  # noqa: ASYNC110 (it ends by itself, or the test fails)
            await asyncio.sleep(0.01)
    assert world.now(task).state is TaskState.SENT  # which the next start takes for unknown


async def test_giving_up_what_has_not_left_is_no_unknown_outcome(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gateway's client takes its time: its key is asked for, or the studio starts."""
    never = asyncio.Event()

    async def slow(account: str) -> FakeGateway:
        await never.wait()
        return world.gateway

    monkeypatch.setattr(world.gateways, "gateway_for", slow)
    await world.submitting()
    task = await submitted(world)
    await world.submitter.cancel(task.id)
    await asyncio.sleep(0.05)
    assert world.now(task).state is TaskState.CANCELLED
    assert world.gateway.submitted == []
    assert world.told == []


async def test_giving_up_in_the_moment_of_leaving_waits_for_the_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.gateway.hold = asyncio.Event()
    (draft,) = await world.submitter.submit(a_wish())
    await world.submitting()
    assert world.now(draft).state is TaskState.SENT
    known = world.store.load
    looks = iter([draft])

    async def late(task_id: str) -> Task | None:
        return next(looks, None) or await known(task_id)

    monkeypatch.setattr(world.store, "load", late)
    await world.submitter.cancel(draft.id)
    await asyncio.sleep(0.05)  # longer than the grace of this test
    world.gateway.hold.set()
    await world.clock.rest()
    assert (world.now(draft).state, world.now(draft).remote_id) == (TaskState.CANCELLED, "r1")
    assert world.gateway.cancelled == ["r1"]


async def test_what_was_given_up_does_not_say_that_it_waits(world: World) -> None:
    world.gateway.hold = asyncio.Event()
    world.gateway.answers.append(Busy())
    await world.submitting()
    task = await submitted(world)
    await world.submitter.cancel(task.id)
    world.gateway.hold.set()
    await world.clock.rest()
    assert world.now(task).state is TaskState.CANCELLED
    assert world.told == []


async def test_tasks_of_one_click_are_all_found_after_a_crash(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One answer names several ids (protocol.md 3.1); the program dies before, or while, they are written."""
    action = read_action("MJ::Job::PicReader::all", "")
    lost = await world.store.add(
        a_task(id="a" * 32, state=TaskState.UNKNOWN, remote_id="", action=action, price="0.4")
    )
    await world.store.add(a_task(id="b" * 32, remote_id="r2", action=action))

    async def listed(states: Sequence[str]) -> Sequence[TaskReport]:
        return [a_report(f"r{number}", client_state=lost.id) for number in (4, 3, 2, 1)]

    monkeypatch.setattr(world.gateway, "find_by_states", listed)
    await world.submitter.match_all((lost,))
    tasks = list(world.archive.tasks.values())
    assert sorted(task.remote_id for task in tasks) == ["r1", "r2", "r3", "r4"]
    assert {task.state for task in tasks if task.remote_id != "r2"} == {TaskState.RUNNING}
    assert [task.price for task in tasks if task.remote_id in {"r1", "r3", "r4"}].count("0.4") == 1


async def test_the_first_of_several_tasks_is_written_last(world: World) -> None:
    """So a crash in between leaves it unknown, and it is looked for."""
    world.gateway.answers.append(a_receipt("r1", "r2", "r3"))
    await world.submitting()
    await submitted(world)
    written = [task.remote_id for tasks in world.archive.writes for task in tasks if task.remote_id]
    assert written == ["r2", "r3", "r1"]


async def test_a_fault_of_ours_neither_loops_nor_sends_twice(world: World) -> None:
    class Broken(FakeGateway):
        @override
        async def submit(self, request: Request, *, images: Sequence[ImageData], state: str) -> Receipt:
            await super().submit(request, images=images, state=state)
            raise RuntimeError("a bug")

    world.gateways.by_id["main"] = broken = Broken()
    await world.submitting()
    task = await submitted(world)
    await world.clock.advance(600)
    assert world.now(task).state is TaskState.UNKNOWN
    assert len(broken.submitted) == 1
    assert [str(error) for _, error in world.errors] == ["a bug"]
    world.errors.clear()


async def test_another_program_that_was_quicker_is_respected(world: World) -> None:
    """Two programs on one library: the library decides who sends a draft."""
    (task,) = await world.submitter.submit(a_wish())
    await world.archive.put([replace(task, state=TaskState.SUBMITTED, remote_id="theirs")])
    await world.submitting()
    assert world.gateway.submitted == []
    known = world.store.get(task.id)
    assert known is not None
    assert known.remote_id == "theirs"
