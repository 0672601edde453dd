"""From a prompt to one tile: reads the brief, picks scene and palette, paints and finishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.studio.painting import palettes, vocabulary
from mjdesk.studio.painting.brief import read
from mjdesk.studio.painting.canvas import Canvas, Easel, finish
from mjdesk.studio.painting.dice import Dice
from mjdesk.studio.painting.figures import figure_for, place_figure
from mjdesk.studio.painting.scenes import (
    abstract,
    aurora,
    botanical,
    city,
    dunes,
    ink,
    landscape,
    portrait,
    sea,
    shanshui,
    space,
    still_life,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PIL import Image

_Scene = tuple["Callable[[Easel], None]", float, float]

SCENES: Mapping[str, _Scene] = {
    # name: (what paints it, bloom, vignette)
    "landscape": (landscape.paint, 0.35, 0.26),
    "city": (city.paint, 0.3, 0.4),
    "sea": (sea.paint, 0.35, 0.26),
    "dunes": (dunes.paint, 0.3, 0.26),
    "aurora": (aurora.paint, 0.3, 0.35),
    "space": (space.paint, 0.4, 0.3),
    "botanical": (botanical.paint, 0.15, 0.2),
    "shanshui": (shanshui.paint, 0.08, 0.18),
    "portrait": (portrait.paint, 0.2, 0.25),
    "still life": (still_life.paint, 0.25, 0.45),
    "abstract": (abstract.paint, 0.12, 0.15),
    "ink": (ink.paint, 0.2, 0.25),
}

_SEAMLESS = frozenset({"ink", "abstract", "botanical"})
"""Scenes that know how to repeat at their edges."""

_OPEN_AIR = frozenset({"landscape", "city", "sea", "dunes", "aurora", "space"})
"""Scenes in which a figure can stand."""

_LEAST = 16
"""Pixels along an edge below which forms have no room; smaller pictures are painted so and reduced."""


def painted(
    prompt: str, seed: int, variant: int, size: tuple[int, int], drift: tuple[tuple[int, float], ...]
) -> Image.Image:
    """One finished tile."""
    brief = read(prompt)
    dice = Dice(seed, variant, drift)
    room = (max(size[0], _LEAST), max(size[1], _LEAST))
    easel = Easel(Canvas(room), dice, palettes.palette_for(brief, dice), brief)
    scene = vocabulary.scene_for(brief, dice)
    if brief.tile and scene not in _SEAMLESS:
        scene = "ink"
    painter, bloom, vignette = SCENES[scene]
    painter(easel)
    figure = figure_for(brief)
    if figure and scene in _OPEN_AIR:
        place_figure(easel, figure, scene)
    picture = finish(easel, bloom=bloom, vignette=vignette)
    return picture if room == size else picture.resize(size)
