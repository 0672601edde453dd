"""Windows that gateways open: answered at once where the person has said it before, else by them, once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.action import read_action
from mjdesk.domain.errors import OutcomeUnknown, Refused
from mjdesk.domain.request import ActionRequest, ImagineRequest, ReceiptKind
from mjdesk.domain.settings import WordsHabit
from mjdesk.domain.task import TaskState
from mjdesk.services.answering import ready_answer
from tests.support.builders import a_receipt, a_task

if TYPE_CHECKING:
    from tests.services.conftest import World

ASKING = a_task(state=TaskState.NEEDS_ANSWER, remote_id="m1", prompt="a fox", final_prompt="a fox --v 7")


def pressed(custom_id: str, **given: object) -> ActionRequest:
    facts = {"parent": "p", "parent_remote_id": "p1", "action": read_action(custom_id)} | given
    return ActionRequest(**facts)  # pyright: ignore[reportArgumentType] (the fields of a request)


@pytest.mark.parametrize("habit", WordsHabit)
@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (pressed("MJ::CustomZoom::h"), None),
        (pressed("MJ::CustomZoom::h", prompt="a fox --zoom 1.2"), ("a fox --zoom 1.2", None)),
        (pressed("MJ::Inpaint::1::h::SOLO", prompt="a hat"), None),
        (pressed("MJ::Inpaint::1::h::SOLO", mask=b"mask"), ("", b"mask")),
        (pressed("MJ::Job::PicReader::2"), ("a fox", None)),
        (pressed("MJ::Job::PicReader::all"), None),
        (pressed("MJ::JOB::variation::2::h", prompt="a wolf"), ("a wolf", None)),
        (pressed("MJ::Outpaint::50::1::h::SOLO"), None),
        (ImagineRequest(prompt="a fox"), None),
    ],
)
def test_what_was_said_before_is_the_answer(
    request_: ActionRequest, answer: tuple[str, bytes | None] | None, habit: WordsHabit
) -> None:
    assert ready_answer(ASKING, request_, habit) == answer


@pytest.mark.parametrize(
    "custom_id",
    [
        "MJ::JOB::variation::2::h",
        "MJ::JOB::reroll::0::h::SOLO",
        "MJ::JOB::pan_left::1::h::SOLO",
        "MJ::JOB::low_variation::1::h::SOLO",
        "MJ::JOB::animate_high::1::h::SOLO",
    ],
)
def test_a_variation_goes_on_by_itself_only_where_the_person_wants_that(custom_id: str) -> None:
    request = pressed(custom_id)
    assert ready_answer(ASKING, request, WordsHabit.WHEN_ASKED) is None
    assert ready_answer(ASKING, request, WordsHabit.SAME) == ("a fox --v 7", None)
    assert ready_answer(replace(ASKING, final_prompt=""), request, WordsHabit.SAME) == ("a fox", None)


async def test_the_habit_of_the_person_answers_a_window_of_remix(world: World) -> None:
    parent = await world.store.add(a_task(id="f" * 32, state=TaskState.SUCCEEDED, remote_id="p1"))
    world.habit = WordsHabit.SAME
    world.gateway.answers.append(a_receipt("m1", kind=ReceiptKind.ASKS, final_prompt="a lighthouse --v 7"))
    await world.submitting()
    (child,) = await world.submitter.act(parent.id, read_action("MJ::JOB::variation::2::h"))
    await world.clock.rest()
    assert world.now(child).state is TaskState.SUBMITTED
    assert [answer.prompt for answer, _ in world.gateway.answered] == ["a lighthouse --v 7"]
    assert "needs-answer" not in world.told


@pytest.mark.parametrize(("words", "told"), [("a windmill", ["words-unused"]), ("", [])])
async def test_words_that_no_window_asked_for_are_told(world: World, words: str, told: list[str]) -> None:
    parent = await world.store.add(a_task(id="f" * 32, state=TaskState.SUCCEEDED, remote_id="p1"))
    await world.submitting()
    (child,) = await world.submitter.act(parent.id, read_action("MJ::JOB::variation::2::h"), prompt=words)
    await world.clock.rest()
    assert world.now(child).state is TaskState.SUBMITTED
    assert world.told == told


async def test_only_an_answer_that_was_heard_is_known_to_have_arrived(world: World) -> None:
    task = await world.store.add(ASKING)
    world.gateway.modal_answers.append(Refused("no"))
    with pytest.raises(Refused):
        await world.submitter.answer(task.id, prompt="words")
    assert (world.now(task).is_answered, world.now(task).answering_since) == (False, None)
    world.gateway.modal_answers.append(OutcomeUnknown())
    await world.submitter.answer(task.id, prompt="words")
    assert (world.now(task).is_answered, world.now(task).answering_since) == (True, world.clock.now())

    other = await world.store.add(replace(ASKING, id="b" * 32, remote_id="m2"))
    await world.submitter.answer(other.id, prompt="words")
    assert (world.now(other).is_answered, world.now(other).answering_since) == (True, None)
