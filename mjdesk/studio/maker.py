"""Makes jobs out of checked wishes: words are weighed, money is taken, the queue is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mjdesk.studio import prompts, references
from mjdesk.studio.billing import Purse, price
from mjdesk.studio.config import Family, Speed, StudioConfig
from mjdesk.studio.faults import Fault
from mjdesk.studio.job import Job, Kind, Status
from mjdesk.studio.jobs import Jobs, QueueFullError, derived_seed, new_hash
from mjdesk.studio.refusal import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.studio.children import Child
    from mjdesk.studio.wish import Wish

_REFUSING = {
    "busy": Reason.NO_ACCOUNT,
    "queue": Reason.QUEUE_FULL,
    "system": Reason.SYSTEM,
    "saturated": Reason.SATURATED,
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a submit came to."""

    jobs: tuple[Job, ...]
    ahead: int = 0
    window: bool = False
    """The client must fill in a window first."""
    existed: bool = False
    """The job is an earlier one: this button was used before."""

    @property
    def job(self) -> Job:
        return self.jobs[0]


class Maker:
    """The same for all submits. Owns nothing; every refusal is a Refusal."""

    def __init__(
        self, config: StudioConfig, jobs: Jobs, purse: Purse, strikes: Callable[[Fault], bool]
    ) -> None:
        self.config = config
        self.jobs = jobs
        self._purse = purse
        self._strikes = strikes

    def prompt(self, wish: Wish) -> str:
        """The prompt of a wish, neither empty nor banned."""
        prompt = wish.text("prompt")
        if not prompt:
            raise Refusal(Reason.PROMPT_EMPTY)
        self.check_words(prompt)
        return prompt

    def parent(self, wish: Wish) -> Job:
        """The finished job that `taskId` names."""
        if not wish.text("taskId"):
            raise Refusal(Reason.TASK_ID_EMPTY)
        parent = self.jobs.get(wish.text("taskId"))
        if parent is None:
            raise Refusal(Reason.TASK_UNKNOWN)
        if parent.status is not Status.SUCCESS:
            raise Refusal(Reason.TASK_NOT_DONE)
        return parent

    def check_words(self, prompt: str) -> None:
        """Turn down banned words, and words that ask to be turned down."""
        failure = prompts.failure(prompt)
        if failure in _REFUSING:
            raise Refusal(_REFUSING[failure])
        word = "fail:banned" if failure == "banned" else prompts.banned(prompt, self.config.banned)
        if word:
            raise Refusal(Reason.BANNED, word, promptEn=prompt, bannedWord=word)

    def start(
        self, wish: Wish, child: Child, prompt: str, description: str, *, parent: Job | None = None
    ) -> Receipt:
        """Make a job and let it in."""
        return self.admit(self.job(wish, child, prompt, description, parent))

    def job(
        self,
        wish: Wish,
        child: Child,
        prompt: str,
        description: str,
        parent: Job | None = None,
        custom_id: str | None = None,
        job_id: str = "",
    ) -> Job:
        """A job that is not let in yet; its seed is the prompt's own, the recipe's, or made from its id."""
        job_id = job_id or self.jobs.new_id()
        bot = parent.bot if parent else wish.bot
        recipe = child.recipe
        if custom_id is None or child.kind is Kind.PIC_READER:
            asked = prompts.seed(prompt)
            recipe = replace(recipe, seed=derived_seed(job_id) if asked is None else asked)
        flag = prompts.speed(prompt, Speed)
        return Job(
            id=job_id,
            kind=child.kind,
            status=Status.NOT_START,
            shape=child.shape,
            recipe=recipe,
            prompt=prompt,
            final_prompt=prompts.final_prompt(prompt, bot) if prompt else "",
            bot=bot,
            speed=wish.speed(flag, parent.speed if parent else self.config.speed),
            seed=recipe.seed,
            message_hash=new_hash(),
            submitted_at=self.jobs.now_ms(),
            description=description,
            doom=self.doom(prompt) or self._misuse(child.kind, prompt, bot),
            state=wish.state,
            notify_hook=wish.text("notifyHook") or None,
            parent=parent.id if parent else None,
            custom_id=custom_id,
            tile=child.tile,
            cost=price(child.kind),
        )

    def admit(self, job: Job) -> Receipt:
        """Charge for a job and put it in the queue."""
        self.room()
        if self.config.family is Family.NEW_API:
            self._purse.check(job.cost)
            self._purse.charge(job.cost)
        else:
            job = replace(job, cost=0.0)
        admission = self.jobs.admit(job)
        return Receipt((admission.job,), ahead=admission.ahead)

    def room(self, count: int = 1) -> None:
        """Make sure that so many jobs more can be taken."""
        try:
            self.jobs.check_room(count)
        except QueueFullError:
            raise Refusal(Reason.QUEUE_FULL) from None

    @staticmethod
    def _misuse(kind: Kind, prompt: str, bot: str) -> str:
        is_bad = kind is Kind.IMAGINE and references.is_misused(prompt, prompts.version(prompt, bot))
        return "parameter" if is_bad else ""

    def doom(self, prompt: str) -> str:
        """How a job with this prompt is going to fail; empty for not at all."""
        if doom := prompts.failure(prompt):
            return doom
        return "error" if self._strikes(Fault.FAIL) else ""
