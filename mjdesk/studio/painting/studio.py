"""From a prompt to one tile: reads the brief, picks scene and palette, paints and finishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.studio.painting import palettes, vocabulary
from mjdesk.studio.painting.brief import read
from mjdesk.studio.painting.canvas import Canvas, Easel, finish
from mjdesk.studio.painting.dice import Dice
from mjdesk.studio.painting.scenes import ink, landscape

if TYPE_CHECKING:
    from PIL import Image


def painted(
    prompt: str, seed: int, variant: int, size: tuple[int, int], drift: tuple[tuple[int, float], ...]
) -> Image.Image:
    """One finished tile."""
    brief = read(prompt)
    dice = Dice(seed, variant, drift)
    easel = Easel(Canvas(size), dice, palettes.palette_for(brief, dice), brief)
    scene = vocabulary.scene_for(brief, dice)
    if brief.tile and scene == "landscape":
        scene = "ink"
    match scene:
        case "landscape":
            landscape.paint(easel)
            return finish(easel)
        case _:
            ink.paint(easel)
            return finish(easel, bloom=0.2, vignette=0.25)
