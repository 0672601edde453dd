"""Buttons pressed, the old way and the new, and the windows that some of them open (protocol.md 3.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.studio import buttons, prompts
from mjdesk.studio.billing import price
from mjdesk.studio.children import Child, child_of
from mjdesk.studio.config import Family
from mjdesk.studio.job import Job, Kind, Shape, Status
from mjdesk.studio.jobs import derived_seed
from mjdesk.studio.maker import Maker, Receipt
from mjdesk.studio.recipe import Recipe, Step
from mjdesk.studio.refusal import Reason, Refusal
from mjdesk.studio.wish import Wish

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.studio.buttons import Press
    from mjdesk.studio.intake import Intake

_CHANGES = {"UPSCALE": "upsample", "VARIATION": "variation", "REROLL": "reroll"}


class Presses:
    """The submits that start from a finished task; each answers a Receipt or raises Refusal."""

    def __init__(self, maker: Maker, intake: Intake) -> None:
        self._maker = maker
        self._intake = intake
        self._jobs = maker.jobs

    def change(self, wish: Wish) -> Receipt:
        action = wish.text("action").upper()
        if action not in _CHANGES:
            raise Refusal(Reason.VALUE_BAD, "action")
        index = wish.number("index", 0)
        needs_index = action != "REROLL" or self._maker.config.family is Family.NEW_API
        if needs_index and not 1 <= index <= 4:
            raise Refusal(Reason.VALUE_BAD, "index")
        return self._change(wish, action, index)

    def simple_change(self, wish: Wish) -> Receipt:
        if self._maker.config.family is Family.NEW_API and self._maker.config.stock:
            raise Refusal(Reason.VERB_UNKNOWN)  # its distributor looks for an `action` (protocol.md 2.6)
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
        parent = self._maker.parent(wish)
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
        self._maker.check_words(prompt)
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
            doom=self._maker.doom(prompt),
            answered=True,
            cost=price(job.kind),
        )
        return self._maker.admit(answered)

    def _change(self, wish: Wish, action: str, index: int) -> Receipt:
        parent = self._maker.parent(wish)
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
        asked = (
            self._maker.config.remix or wish.flag("enableRemix") or wish.account_filter.get("remix") is True
        )
        remix = press.can_remix and asked and wish.account_filter.get("remixAutoConsidered") is not True
        window = press.wants_window or remix
        if self._maker.config.family is Family.PROXY:
            window = False  # it knows no windows; the real one hangs here (protocol.md 3.2)
        texts = parent.texts
        prompt = texts[press.index - 1] if press.index and texts else parent.prompt
        job_id = self._jobs.new_id()
        child = child_of(parent, press, prompt, new_seed=derived_seed(job_id), mask=None)
        job = self._maker.job(wish, child, prompt, f"/action {custom_id}", parent, custom_id, job_id)
        if window:
            opened = self._jobs.open_window(replace(job, index=press.index, remix=remix, cost=0.0))
            self._jobs.press(parent.id, custom_id)
            return Receipt((opened,), window=True)
        receipt = self._maker.admit(replace(job, index=press.index))
        self._jobs.press(parent.id, custom_id)
        return receipt

    def _imagine_all(self, wish: Wish, parent: Job, custom_id: str) -> Receipt:
        if self._maker.config.family is Family.PROXY_PLUS:
            raise Refusal(Reason.VERB_UNKNOWN, custom_id)
        self._maker.room(len(parent.texts))
        jobs: list[Job] = []
        for index, prompt in enumerate(parent.texts, 1):
            child = Child(Kind.PIC_READER, Shape.GRID, Recipe(Step.PAINT, prompt))
            job = self._maker.job(wish, child, prompt, f"/imagine {prompt}", parent, custom_id)
            jobs.append(self._maker.admit(replace(job, index=index)).job)
        self._jobs.press(parent.id, custom_id)
        return Receipt(tuple(jobs))
