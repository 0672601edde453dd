"""Answers to the windows that gateways open: by the person, or at once where their wish already said it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.errors import GatewayError, OutcomeUnknown
from mjdesk.domain.request import ActionRequest, ModalAnswer
from mjdesk.domain.settings import WordsHabit
from mjdesk.domain.task import Task, TaskState

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mjdesk.domain.request import Request
    from mjdesk.services.notices import Notices
    from mjdesk.services.ports import Clock, Gateways


class Answering:
    """Owns nothing; a task says whether it is asking, and when an answer left of which nothing was heard yet.

    An answer is sent once. Whether one arrived that was lost on its way, the gateway tells: `merged`.
    """

    def __init__(
        self,
        gateways: Gateways,
        clock: Clock,
        notices: Notices,
        write: Callable[[str, Callable[[Task], Task]], Awaitable[Task | None]],
    ) -> None:
        """`write` changes a task and does not give up over a full disk."""
        self._gateways = gateways
        self._clock = clock
        self._notices = notices
        self._write = write

    async def answer(self, task: Task, prompt: str, mask: bytes | None) -> None:
        """Answer the window of a task that asks. A refusal leaves it asking and is raised."""
        answer = ModalAnswer(modal_remote_id=task.remote_id, prompt=prompt, mask=mask, speed=task.speed)
        try:
            gateway = await self._gateways.gateway_for(task.account)
            # Before it goes out: who is killed meanwhile must not send a second answer by itself.
            now = self._clock.now()
            await self._write(task.id, lambda task: replace(task, is_answered=True, answering_since=now))
            receipt = await gateway.answer(answer, state=task.id)
        except OutcomeUnknown as error:
            # The task exists there, so asking for it tells how it went; a second answer might be billed.
            self._gateways.heard(task.account, error)
            await self._answered(task.id, prompt, task.remote_id, is_known=False)
        except GatewayError as error:
            self._gateways.heard(task.account, error)
            await self._write(task.id, _asking_still)
            raise
        else:
            self._gateways.heard(task.account, None)
            remote_id = receipt.remote_ids[0] if receipt.remote_ids else task.remote_id
            await self._answered(task.id, prompt, remote_id, receipt.request_id)

    async def _answered(
        self, task_id: str, prompt: str, remote_id: str, request_id: str = "", *, is_known: bool = True
    ) -> None:
        for kind in ("needs-answer", "asks-again", "answer-refused"):
            self._notices.withdraw(f"{kind} {task_id}")
        await self._write(
            task_id,
            lambda now: replace(
                now,
                remote_id=remote_id,
                request_id=request_id or now.request_id,
                state=TaskState.SUBMITTED,
                is_answered=True,
                answering_since=None if is_known else now.answering_since,
                prompt=prompt or now.prompt,
                submitted_at=self._clock.now(),
            ),
        )


def ready_answer(task: Task, request: Request, habit: WordsHabit) -> tuple[str, bytes | None] | None:
    """Words and mask for the window that `request` has opened, where the person has said them before.

    None: ask. What was pressed as "imagine prompt 2" means that prompt (protocol.md 3.2); a variation, pan or
    reroll goes on with the words that the gateway proposes only where the person's habit says so, because a
    relay may charge the answer as well (protocol.md 3.2, billing).
    """
    if not isinstance(request, ActionRequest):
        return None
    action = request.action
    if action.needs_mask and request.mask is None:
        return None
    if request.prompt or request.mask is not None:
        return request.prompt, request.mask
    if action.verb is ActionVerb.IMAGINE_PROMPT and task.prompt:
        return task.prompt, None
    if action.takes_words and habit is WordsHabit.SAME:
        return task.final_prompt or task.prompt, None
    return None


def words_unasked(request: Request) -> bool:
    """Whether words were given that nobody hears when no window opens (protocol.md 3.2: Remix is off)."""
    return isinstance(request, ActionRequest) and request.action.takes_words and bool(request.prompt)


def _asking_still(task: Task) -> Task:
    is_answered = task.state is not TaskState.NEEDS_ANSWER
    return replace(task, is_answered=is_answered, answering_since=None)
