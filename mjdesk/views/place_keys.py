"""Keys that a place hears by itself (the viewer, a film in it, the mask editor), for the sheet of keys."""

from __future__ import annotations

from mjdesk.views.commands import Command, Group
from mjdesk.views.language import mark

PLACE_KEYS: tuple[Command, ...] = (
    Command("place-neighbour", mark("Picture before and after"), ("←", "→"), Group.VIEWER),
    Command("place-size", mark("Larger and smaller"), ("+", "-"), Group.VIEWER),
    Command("place-close", mark("Back to the gallery"), ("Esc",), Group.VIEWER),
    Command("film-play", mark("Play and pause"), ("K",), Group.FILM),
    Command("film-frame", mark("Frame before and after"), (",", "."), Group.FILM),
    Command("area-brush", mark("Brush"), ("B",), Group.AREA),
    Command("area-eraser", mark("Eraser"), ("E",), Group.AREA),
    Command("area-rectangle", mark("Rectangle"), ("R", "M"), Group.AREA),
    Command("area-lasso", mark("Lasso"), ("L",), Group.AREA),
    Command("area-polygon", mark("Polygon"), ("P",), Group.AREA),
    Command("area-wand", mark("Wand"), ("W",), Group.AREA),
    Command("area-thickness", mark("Thinner and thicker brush"), ("[", "]"), Group.AREA),
    Command("area-growth", mark("Shrink and grow the area"), (",", "."), Group.AREA),
    Command("area-invert", mark("Invert the area"), ("Ctrl+I",), Group.AREA),
    Command("area-all", mark("Mark all, mark nothing"), ("Ctrl+A", "Ctrl+D"), Group.AREA),
    Command("area-undo", mark("Undo, redo"), ("Ctrl+Z", "Ctrl+Y"), Group.AREA),
)
"""In the order of the sheet; what the places do with them stands in `viewer`, `film_show` and `mask_keys`."""
