"""Turns submits that start from nothing into jobs: checks what was sent and writes the recipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.studio import references
from mjdesk.studio.children import Child
from mjdesk.studio.job import Kind, Shape
from mjdesk.studio.recipe import Recipe, Step
from mjdesk.studio.refusal import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mjdesk.studio.intake import Intake
    from mjdesk.studio.maker import Maker, Receipt
    from mjdesk.studio.wish import Wish


class Orders:
    """One method per submit endpoint; each answers a Receipt or raises Refusal."""

    def __init__(self, maker: Maker, intake: Intake) -> None:
        self._maker = maker
        self._intake = intake

    def imagine(self, wish: Wish) -> Receipt:
        prompt = self._maker.prompt(wish)
        pictures = [text for text in (*wish.texts("base64Array"), wish.text("base64")) if text]
        sources = [self._intake.picture(text) for text in pictures]
        sources += self._own(references.shown(prompt))
        recipe = Recipe(
            Step.PAINT,
            prompt,
            sources=tuple(sources),
            styles=tuple(self._own(references.named(prompt, "sref"))),
            style_share=references.style_share(prompt),
        )
        return self._maker.start(wish, Child(Kind.IMAGINE, Shape.GRID, recipe), prompt, f"/imagine {prompt}")

    def blend(self, wish: Wish) -> Receipt:
        texts = wish.texts("base64Array")
        if not 2 <= len(texts) <= 5:
            raise Refusal(Reason.IMAGE_COUNT)
        dimensions = wish.text("dimensions").upper() or "SQUARE"
        if dimensions not in ("PORTRAIT", "SQUARE", "LANDSCAPE"):
            raise Refusal(Reason.VALUE_BAD, "dimensions")
        sources = tuple(self._intake.picture(text) for text in texts)
        recipe = Recipe(Step.BLEND, sources=sources, dimensions=dimensions)
        return self._maker.start(wish, Child(Kind.BLEND, Shape.GRID, recipe), "", "/blend")

    def describe(self, wish: Wish) -> Receipt:
        source = self._intake.picture(wish.text("base64") or wish.text("link"))
        recipe = Recipe(Step.DESCRIBE, sources=(source,))
        return self._maker.start(wish, Child(Kind.DESCRIBE, Shape.DESCRIPTION, recipe), "", "/describe")

    def shorten(self, wish: Wish) -> Receipt:
        prompt = self._maker.prompt(wish)
        child = Child(Kind.SHORTEN, Shape.SHORT_PROMPTS, Recipe(Step.SHORTEN, prompt))
        return self._maker.start(wish, child, prompt, f"/shorten {prompt}")

    def edits(self, wish: Wish) -> Receipt:
        return self._edit(wish, Kind.EDITS)

    def retexture(self, wish: Wish) -> Receipt:
        return self._edit(wish, Kind.RETEXTURE)

    def swap(self, wish: Wish) -> Receipt:
        face = self._intake.picture(wish.text("sourceBase64") or wish.text("sourceUrl"))
        target = self._intake.picture(wish.text("targetBase64") or wish.text("targetUrl"))
        recipe = Recipe(Step.SWAP, sources=(face, target))
        return self._maker.start(wish, Child(Kind.SWAP_FACE, Shape.PLAIN, recipe), "", "/swap")

    def video(self, wish: Wish) -> Receipt:
        high = wish.text("motion").lower() == "high"
        count = wish.number("batchSize", 4)
        if count not in (1, 2, 4):
            raise Refusal(Reason.VALUE_BAD, "batchSize")
        prompt = wish.text("prompt")
        self._maker.check_words(prompt)
        parent = None
        kind = Kind.VIDEO
        if wish.text("action").lower() == "extend":
            parent = self._maker.parent(wish)
            index = wish.number("index", 0)
            if not 0 <= index < len(parent.pictures) or parent.shape not in (Shape.VIDEO, Shape.VIDEO_GRID):
                raise Refusal(Reason.VALUE_BAD, "index")
            source, kind = parent.pictures[index], Kind.VIDEO_EXTEND
        else:
            images = [text for text in (wish.text("image"), *wish.texts("base64Array")) if text]
            source = self._intake.picture(images[0] if images else "")
        # A loop ends where it begins, so that an end of its own is of no use to it (protocol.md 2.11).
        end = "" if wish.flag("loop") else wish.text("endImage")
        sources = (source, self._intake.picture(end)) if end else (source,)
        recipe = Recipe(Step.ANIMATE, prompt, sources=sources, flag=high, count=count)
        child = Child(kind, Shape.VIDEO_GRID if count > 1 else Shape.VIDEO, recipe)
        return self._maker.start(wish, child, prompt, f"/video {prompt}".strip(), parent=parent)

    def _own(self, links: Iterable[str]) -> list[str]:
        """The archive names of those that are here."""
        return [name for link in links if (name := self._intake.own_picture(link)) is not None]

    def upload(self, wish: Wish) -> list[str]:
        """The archive names of pictures that were sent."""
        texts = wish.texts("base64Array")
        if not texts:
            raise Refusal(Reason.IMAGE_MISSING)
        return [self._intake.picture(text) for text in texts]

    def _edit(self, wish: Wish, kind: Kind) -> Receipt:
        prompt = self._maker.prompt(wish)
        images = [text for text in (wish.text("image"), *wish.texts("base64Array")) if text]
        source = self._intake.picture(images[0] if images else "")
        mask = self._intake.mask(wish.text("maskBase64")) if wish.text("maskBase64") else None
        child = Child(kind, Shape.GRID, Recipe(Step.EDIT, prompt, sources=(source,), mask=mask))
        return self._maker.start(wish, child, prompt, f"/{kind.value} {prompt}")
