"""Turns submits into jobs: checks what was sent, finds the parent, and writes the recipe."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mjdesk.studio import buttons, prompts
from mjdesk.studio.billing import Purse, price
from mjdesk.studio.children import Child, child_of
from mjdesk.studio.config import Family, Speed, StudioConfig
from mjdesk.studio.faults import Fault
from mjdesk.studio.intake import Intake
from mjdesk.studio.job import Job, Kind, Shape, Status
from mjdesk.studio.jobs import Jobs, QueueFullError, derived_seed, new_hash
from mjdesk.studio.recipe import Recipe, Step
from mjdesk.studio.refusal import Reason, Refusal
from mjdesk.studio.wish import Wish

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.studio.archive import Archive
    from mjdesk.studio.buttons import Press

_REFUSING = {
    "busy": Reason.NO_ACCOUNT,
    "queue": Reason.QUEUE_FULL,
    "system": Reason.SYSTEM,
}
_CHANGES = {"UPSCALE": "upsample", "VARIATION": "variation", "REROLL": "reroll"}


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


class Orders:
    """One method per submit endpoint; each answers a Receipt or raises Refusal."""

    def __init__(
        self,
        config: StudioConfig,
        archive: Archive,
        jobs: Jobs,
        purse: Purse,
        strikes: Callable[[Fault], bool],
    ) -> None:
        self._config = config
        self._intake = Intake(archive, jobs, config.family)
        self._jobs = jobs
        self._purse = purse
        self._strikes = strikes

    def imagine(self, wish: Wish) -> Receipt:
        prompt = self._prompt(wish)
        pictures = [text for text in (*wish.texts("base64Array"), wish.text("base64")) if text]
        sources = [self._intake.picture(text) for text in pictures]
        sources += filter(None, (self._intake.own_picture(link) for link in prompts.links(prompt)))
        recipe = Recipe(Step.PAINT, prompt, sources=tuple(sources))
        return self._start(wish, Child(Kind.IMAGINE, Shape.GRID, recipe), prompt, f"/imagine {prompt}")

    def blend(self, wish: Wish) -> Receipt:
        texts = wish.texts("base64Array")
        if not 2 <= len(texts) <= 5:
            raise Refusal(Reason.IMAGE_COUNT)
        dimensions = wish.text("dimensions").upper() or "SQUARE"
        if dimensions not in ("PORTRAIT", "SQUARE", "LANDSCAPE"):
            raise Refusal(Reason.VALUE_BAD, "dimensions")
        sources = tuple(self._intake.picture(text) for text in texts)
        recipe = Recipe(Step.BLEND, sources=sources, dimensions=dimensions)
        return self._start(wish, Child(Kind.BLEND, Shape.GRID, recipe), "", "/blend")

    def describe(self, wish: Wish) -> Receipt:
        source = self._intake.picture(wish.text("base64") or wish.text("link"))
        recipe = Recipe(Step.DESCRIBE, sources=(source,))
        return self._start(wish, Child(Kind.DESCRIBE, Shape.DESCRIPTION, recipe), "", "/describe")

    def shorten(self, wish: Wish) -> Receipt:
        prompt = self._prompt(wish)
        child = Child(Kind.SHORTEN, Shape.SHORT_PROMPTS, Recipe(Step.SHORTEN, prompt))
        return self._start(wish, child, prompt, f"/shorten {prompt}")

    def edits(self, wish: Wish) -> Receipt:
        return self._edit(wish, Kind.EDITS)

    def retexture(self, wish: Wish) -> Receipt:
        return self._edit(wish, Kind.RETEXTURE)

    def swap(self, wish: Wish) -> Receipt:
        face = self._intake.picture(wish.text("sourceBase64") or wish.text("sourceUrl"))
        target = self._intake.picture(wish.text("targetBase64") or wish.text("targetUrl"))
        recipe = Recipe(Step.SWAP, sources=(face, target))
        return self._start(wish, Child(Kind.SWAP_FACE, Shape.PLAIN, recipe), "", "/swap")

    def video(self, wish: Wish) -> Receipt:
        high = wish.text("motion").lower() == "high"
        count = wish.number("batchSize", 4)
        if count not in (1, 2, 4):
            raise Refusal(Reason.VALUE_BAD, "batchSize")
        prompt = wish.text("prompt")
        self._check_words(prompt)
        parent = None
        kind = Kind.VIDEO
        if wish.text("action").lower() == "extend":
            parent = self._parent(wish)
            index = wish.number("index", 0)
            if not 0 <= index < len(parent.pictures) or parent.shape not in (Shape.VIDEO, Shape.VIDEO_GRID):
                raise Refusal(Reason.VALUE_BAD, "index")
            source, kind = parent.pictures[index], Kind.VIDEO_EXTEND
        else:
            images = [text for text in (wish.text("image"), *wish.texts("base64Array")) if text]
            source = self._intake.picture(images[0] if images else "")
        recipe = Recipe(Step.ANIMATE, prompt, sources=(source,), flag=high, count=count)
        child = Child(kind, Shape.VIDEO_GRID if count > 1 else Shape.VIDEO, recipe)
        return self._start(wish, child, prompt, f"/video {prompt}".strip(), parent=parent)

    def upload(self, wish: Wish) -> list[str]:
        """The archive names of pictures that were sent."""
        texts = wish.texts("base64Array")
        if not texts:
            raise Refusal(Reason.IMAGE_MISSING)
        return [self._intake.picture(text) for text in texts]

    def change(self, wish: Wish) -> Receipt:
        action = wish.text("action").upper()
        if action not in _CHANGES:
            raise Refusal(Reason.VALUE_BAD, "action")
        index = wish.number("index", 0)
        needs_index = action != "REROLL" or self._config.family is Family.NEW_API
        if needs_index and not 1 <= index <= 4:
            raise Refusal(Reason.VALUE_BAD, "index")
        return self._change(wish, action, index)

    def simple_change(self, wish: Wish) -> Receipt:
        words = wish.text("content").split()
        if len(words) != 2 or not (words[1].upper() == "R" or words[1][:1].upper() in "UV"):
            raise Refusal(Reason.CONTENT_BAD)
        order = words[1].upper()
        if order != "R" and order[1:] not in ("1", "2", "3", "4"):
            raise Refusal(Reason.CONTENT_BAD)
        action = {"U": "UPSCALE", "V": "VARIATION", "R": "REROLL"}[order[0]]
        inner = Wish({**wish.body, "taskId": words[0]}, path=wish.path)
        return self._change(inner, action, int(order[1:] or 0))

    def action(self, wish: Wish, *, verb_known: Callable[[Press], bool]) -> Receipt:
        """Press a button; `verb_known` says whether this family's relay lets the verb through."""
        custom_id = wish.text("customId")
        if not wish.text("taskId") or not custom_id:
            raise Refusal(Reason.TASK_ID_EMPTY)
        press = buttons.read(custom_id)
        if press is None or not verb_known(press):
            raise Refusal(Reason.VERB_UNKNOWN, custom_id)
        parent = self._parent(wish)
        if custom_id not in (button["customId"] for button in buttons.offered(parent)):
            raise Refusal(Reason.BUTTON_UNKNOWN, custom_id)
        return self._press(wish, parent, press, custom_id)

    def modal(self, wish: Wish) -> Receipt:
        """Fill in the window of an earlier action (protocol.md 3.2, 3)."""
        job = self._jobs.get(wish.text("taskId")) if wish.text("taskId") else None
        if job is None:
            raise Refusal(Reason.TASK_UNKNOWN)
        press = buttons.read(job.custom_id or "")
        parent = self._jobs.get(job.parent or "")
        if job.status is not Status.MODAL or press is None or parent is None:
            raise Refusal(Reason.TASK_NOT_WINDOW)
        prompt = wish.text("prompt") or job.prompt or parent.prompt
        if not prompt:
            raise Refusal(Reason.PROMPT_EMPTY)
        self._check_words(prompt)
        mask = self._intake.mask(wish.text("maskBase64")) if press.kind is Kind.INPAINT else None
        child = child_of(parent, press, prompt, new_seed=derived_seed(job.id), mask=mask)
        seeded = prompts.seed(prompt)
        answered = replace(
            job,
            prompt=prompt,
            final_prompt=prompts.final_prompt(prompt, job.bot),
            recipe=child.recipe if seeded is None else replace(child.recipe, seed=seeded),
            shape=child.shape,
            tile=child.tile,
            seed=child.recipe.seed if seeded is None else seeded,
            doom=self._doom(prompt),
            answered=True,
            cost=price(job.kind),
        )
        return self._admit(answered)

    # The same for all

    def _change(self, wish: Wish, action: str, index: int) -> Receipt:
        parent = self._parent(wish)
        if parent.shape is not Shape.GRID:
            raise Refusal(Reason.CHANGE_IMPOSSIBLE)
        number = 0 if action == "REROLL" else index
        solo = "::SOLO" if action == "REROLL" else ""
        custom_id = f"MJ::JOB::{_CHANGES[action]}::{number}::{parent.message_hash}{solo}"
        press = buttons.read(custom_id)
        if press is None:
            raise Refusal(Reason.VALUE_BAD, "index")
        if action == "UPSCALE" and (earlier := self._jobs.child(parent.id, Kind.UPSCALE, index)):
            return Receipt((earlier,), existed=True)
        return self._press(wish, parent, press, custom_id)

    def _press(self, wish: Wish, parent: Job, press: Press, custom_id: str) -> Receipt:
        if press.kind is Kind.PIC_READER and press.index == 0:
            return self._imagine_all(wish, parent, custom_id)
        if press.kind in (Kind.VARIATION, Kind.LOW_VARIATION, Kind.HIGH_VARIATION) and "strong" in wish.body:
            press = replace(press, strength=0.6 if wish.flag("strong") else 0.2)
        asked = self._config.remix or wish.flag("enableRemix") or wish.account_filter.get("remix") is True
        remix = press.can_remix and asked and wish.account_filter.get("remixAutoConsidered") is not True
        window = press.wants_window or remix
        if self._config.family is Family.PROXY:
            window = False  # it knows no windows; the real one hangs here (protocol.md 3.2)
        texts = parent.texts
        prompt = texts[press.index - 1] if press.index and texts else parent.prompt
        job_id = self._jobs.new_id()
        child = child_of(parent, press, prompt, new_seed=derived_seed(job_id), mask=None)
        job = self._job(wish, child, prompt, f"/action {custom_id}", parent, custom_id, job_id)
        if window:
            opened = self._jobs.open_window(replace(job, index=press.index, remix=remix, cost=0.0))
            self._jobs.press(parent.id, custom_id)
            return Receipt((opened,), window=True)
        receipt = self._admit(replace(job, index=press.index))
        self._jobs.press(parent.id, custom_id)
        return receipt

    def _imagine_all(self, wish: Wish, parent: Job, custom_id: str) -> Receipt:
        if self._config.family is Family.PROXY_PLUS:
            raise Refusal(Reason.VERB_UNKNOWN, custom_id)
        self._room(len(parent.texts))
        jobs: list[Job] = []
        for index, prompt in enumerate(parent.texts, 1):
            child = Child(Kind.PIC_READER, Shape.GRID, Recipe(Step.PAINT, prompt))
            job = self._job(wish, child, prompt, f"/imagine {prompt}", parent, custom_id)
            jobs.append(self._admit(replace(job, index=index)).job)
        self._jobs.press(parent.id, custom_id)
        return Receipt(tuple(jobs))

    def _edit(self, wish: Wish, kind: Kind) -> Receipt:
        prompt = self._prompt(wish)
        images = [text for text in (wish.text("image"), *wish.texts("base64Array")) if text]
        source = self._intake.picture(images[0] if images else "")
        mask = self._intake.mask(wish.text("maskBase64")) if wish.text("maskBase64") else None
        child = Child(kind, Shape.GRID, Recipe(Step.EDIT, prompt, sources=(source,), mask=mask))
        return self._start(wish, child, prompt, f"/{kind.value} {prompt}")

    def _start(
        self, wish: Wish, child: Child, prompt: str, description: str, *, parent: Job | None = None
    ) -> Receipt:
        return self._admit(self._job(wish, child, prompt, description, parent))

    def _job(
        self,
        wish: Wish,
        child: Child,
        prompt: str,
        description: str,
        parent: Job | None = None,
        custom_id: str | None = None,
        job_id: str = "",
    ) -> Job:
        job_id = job_id or self._jobs.new_id()
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
            speed=wish.speed(flag, parent.speed if parent else self._config.speed),
            seed=recipe.seed,
            message_hash=new_hash(),
            submitted_at=self._jobs.now_ms(),
            description=description,
            doom=self._doom(prompt),
            state=wish.state,
            notify_hook=wish.text("notifyHook") or None,
            parent=parent.id if parent else None,
            custom_id=custom_id,
            tile=child.tile,
            cost=price(child.kind),
        )

    def _admit(self, job: Job) -> Receipt:
        self._room()
        if self._config.family is Family.NEW_API:
            self._purse.check(job.cost)
            self._purse.charge(job.cost)
        else:
            job = replace(job, cost=0.0)
        admission = self._jobs.admit(job)
        return Receipt((admission.job,), ahead=admission.ahead)

    def _room(self, count: int = 1) -> None:
        try:
            self._jobs.check_room(count)
        except QueueFullError:
            raise Refusal(Reason.QUEUE_FULL) from None

    def _parent(self, wish: Wish) -> Job:
        if not wish.text("taskId"):
            raise Refusal(Reason.TASK_ID_EMPTY)
        parent = self._jobs.get(wish.text("taskId"))
        if parent is None:
            raise Refusal(Reason.TASK_UNKNOWN)
        if parent.status is not Status.SUCCESS:
            raise Refusal(Reason.TASK_NOT_DONE)
        return parent

    def _prompt(self, wish: Wish) -> str:
        prompt = wish.text("prompt")
        if not prompt:
            raise Refusal(Reason.PROMPT_EMPTY)
        self._check_words(prompt)
        return prompt

    def _check_words(self, prompt: str) -> None:
        failure = prompts.failure(prompt)
        if failure in _REFUSING:
            raise Refusal(_REFUSING[failure])
        word = "fail:banned" if failure == "banned" else prompts.banned(prompt, self._config.banned)
        if word:
            raise Refusal(Reason.BANNED, word, promptEn=prompt, bannedWord=word)

    def _doom(self, prompt: str) -> str:
        if doom := prompts.failure(prompt):
            return doom
        return "error" if self._strikes(Fault.FAIL) else ""
