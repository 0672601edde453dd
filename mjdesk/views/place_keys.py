"""Keys that a place hears by itself (the viewer, a film in it, the mask editor), for the sheet of keys."""

from __future__ import annotations

from mjdesk.views.commands import Command

_VIEWER, _FILM, _AREA = "In the viewer", "A film in the viewer", "Repaint an area"

PLACE_KEYS: tuple[Command, ...] = (
    Command("place-neighbour", "Picture before and after", ("←", "→"), _VIEWER),
    Command("place-size", "Larger and smaller", ("+", "-"), _VIEWER),
    Command("place-close", "Back to the gallery", ("Esc",), _VIEWER),
    Command("film-play", "Play and pause", ("K",), _FILM),
    Command("film-frame", "Frame before and after", (",", "."), _FILM),
    Command("area-brush", "Brush", ("B",), _AREA),
    Command("area-eraser", "Eraser", ("E",), _AREA),
    Command("area-rectangle", "Rectangle", ("R", "M"), _AREA),
    Command("area-lasso", "Lasso", ("L",), _AREA),
    Command("area-polygon", "Polygon", ("P",), _AREA),
    Command("area-wand", "Wand", ("W",), _AREA),
    Command("area-thickness", "Thinner and thicker brush", ("[", "]"), _AREA),
    Command("area-growth", "Shrink and grow the area", (",", "."), _AREA),
    Command("area-invert", "Invert the area", ("Ctrl+I",), _AREA),
    Command("area-all", "Mark all, mark nothing", ("Ctrl+A", "Ctrl+D"), _AREA),
    Command("area-undo", "Undo, redo", ("Ctrl+Z", "Ctrl+Y"), _AREA),
)
"""In the order of the sheet; what the places do with them stands in `viewer`, `film_show` and `mask_keys`."""
