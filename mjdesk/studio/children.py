"""What grows from a finished job when one of its buttons is pressed: the recipe of the child."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from mjdesk.studio import prompts
from mjdesk.studio.job import Job, Kind, Shape
from mjdesk.studio.recipe import Recipe, Step, Tile

if TYPE_CHECKING:
    from mjdesk.studio.buttons import Press


@dataclass(frozen=True, slots=True)
class Child:
    """The parts of a job that its making decides."""

    kind: Kind
    shape: Shape
    recipe: Recipe
    tile: Tile | None = None
    """Where a single picture comes from, while it is purely painted."""


def child_of(parent: Job, press: Press, prompt: str, *, new_seed: int, mask: str | None) -> Child:
    """The child of a pressed button; `new_seed` is used by all that paints anew."""
    source = parent.pictures[:1]
    match press.kind:
        case Kind.UPSCALE:
            crop = Recipe(Step.CROP, parent.recipe.prompt, parent.seed, sources=source, index=press.index - 1)
            return Child(press.kind, Shape.SINGLE, crop, parent.recipe.tile(press.index - 1))
        case Kind.UPSCALE_HD:
            # "Redo Upscale" starts from the picture that was enlarged, not from the enlargement.
            original = parent.recipe.sources if parent.shape is Shape.UPSCALED else source
            enlarged = Recipe(
                Step.UPSCALE, prompt, parent.seed, sources=original, factor=press.factor, flag=press.flag
            )
            return Child(press.kind, Shape.UPSCALED, enlarged, parent.tile)
        case Kind.VARIATION:
            tile = parent.recipe.tile(press.index - 1)
            recipe = _varied(tile, source, prompt, new_seed, press.strength)
            return Child(press.kind, Shape.GRID, replace(recipe, index=0 if tile else press.index))
        case Kind.LOW_VARIATION | Kind.HIGH_VARIATION:
            recipe = _varied(parent.tile, source, prompt, new_seed, press.strength)
            return Child(press.kind, Shape.GRID, recipe)
        case Kind.REROLL:
            recipe = replace(parent.recipe, prompt=prompt, seed=new_seed)
            return Child(press.kind, parent.shape, recipe)
        case Kind.ZOOM:
            step = Step.SQUARE if press.factor == 1.0 else Step.ZOOM
            recipe = Recipe(step, prompt, new_seed, sources=source, factor=press.factor)
            return Child(press.kind, Shape.GRID, recipe)
        case Kind.CUSTOM_ZOOM:
            plain, factor = prompts.without_zoom(prompt), prompts.zoom(prompt)
            recipe = Recipe(Step.ZOOM, plain, new_seed, sources=source, factor=factor)
            return Child(press.kind, Shape.GRID, recipe)
        case Kind.PAN:
            recipe = Recipe(Step.PAN, prompt, new_seed, sources=source, direction=press.direction)
            return Child(press.kind, Shape.GRID, recipe)
        case Kind.INPAINT:
            recipe = Recipe(Step.REPAINT, prompt, new_seed, sources=source, mask=mask)
            return Child(press.kind, Shape.GRID, recipe)
        case Kind.VIDEO | Kind.VIDEO_EXTEND:
            recipe = Recipe(Step.ANIMATE, prompt, new_seed, sources=source, flag=press.flag)
            return Child(press.kind, Shape.VIDEO_GRID, recipe)
        case Kind.VIDEO_PICK:
            picked = parent.pictures[press.index - 1 : press.index]
            return Child(press.kind, Shape.VIDEO, Recipe(Step.COPY, prompt, parent.seed, sources=picked))
        case Kind.DESCRIBE:
            return Child(press.kind, Shape.DESCRIPTION, parent.recipe)
        case Kind.PIC_READER | Kind.PROMPT_ANALYZER:
            return Child(press.kind, Shape.GRID, Recipe(Step.PAINT, prompt, new_seed))
        case Kind.IMAGINE | Kind.BLEND | Kind.SHORTEN | Kind.EDITS | Kind.RETEXTURE | Kind.SWAP_FACE:
            raise AssertionError(f"no button makes {press.kind}")
        case _:
            assert_never(press.kind)


def _varied(tile: Tile | None, source: tuple[str, ...], prompt: str, seed: int, strength: float) -> Recipe:
    """Paint the tile again a little differently; what is more than painting is edited as a whole."""
    if tile is not None:
        return Recipe(Step.PAINT, prompt, seed, root=tile, strength=strength)
    return Recipe(Step.EDIT, prompt, seed, sources=source, strength=strength)
