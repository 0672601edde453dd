"""How everything looks: tokens, palette, style sheets and icons, for dark and light."""

from mjdesk.theme.apply import STYLE_ARGUMENTS, Scheme, Theme
from mjdesk.theme.icons import IconCache, Icons
from mjdesk.theme.palette import build_palette, ink
from mjdesk.theme.resources import resources_root
from mjdesk.theme.tokens import (
    DARK,
    LIGHT,
    RADIUS,
    SIZE,
    SPACE,
    TYPE,
    WEIGHT,
    WELLS,
    Motion,
    Tokens,
    blend,
    contrast,
)

__all__ = [
    "DARK",
    "LIGHT",
    "RADIUS",
    "SIZE",
    "SPACE",
    "STYLE_ARGUMENTS",
    "TYPE",
    "WEIGHT",
    "WELLS",
    "IconCache",
    "Icons",
    "Motion",
    "Scheme",
    "Theme",
    "Tokens",
    "blend",
    "build_palette",
    "contrast",
    "ink",
    "resources_root",
]
