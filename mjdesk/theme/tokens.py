"""The frozen values of the look, dark and light; no other module holds a colour (look.md, "Tokens")."""

from __future__ import annotations

from typing import Literal

from mjdesk.domain.frozen import dataclass

Shade = Literal["dark", "light"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one shade, each as "#rrggbb"; greys are neutral so that pictures are judged fairly."""

    shade: Shade
    ground: str
    """Behind the gallery, inside fields."""
    panel: str
    """Compose panel, inspector, status bar."""
    card: str
    """Cards, menus, dialogs, chips."""
    control: str
    """Buttons, hover."""
    control_hover: str
    """A button under the pointer."""
    raised: str
    """The selected segment."""
    hairline: str
    """Between panels; never around pictures."""
    edge: str
    """Control borders."""
    text: str
    text_2: str
    text_3: str
    """Captions; still at least 4.4 : 1."""
    accent: str
    """Focus ring, links, icons, selected values."""
    accent_fill: str
    """The one primary button."""
    accent_soft: str
    """Chosen chip, done action, drop target."""
    on_accent: str
    """Text on `accent_fill`."""
    ok: str
    warn: str
    error: str
    unknown: str
    alternatives: str
    """`{a, b}` in the prompt."""
    flag: str
    """`--ar` in the prompt."""
    value: str
    """What a flag is set to."""
    knob: str
    """The handle of a slider."""
    shadow: str
    scrim: str
    """What dims a window behind a sheet, and backs a badge on a picture."""
    on_scrim: str
    """Text and icons on a picture; also the inner line of a selection."""


DARK = Tokens(
    shade="dark",
    ground="#141414",
    panel="#1b1b1b",
    card="#222222",
    control="#2d2d2d",
    control_hover="#373737",
    raised="#2d2d2d",
    hairline="#303030",
    edge="#424242",
    text="#ebebeb",
    text_2="#a8a8a8",
    text_3="#8c8c8c",
    accent="#8794ff",
    accent_fill="#5566e8",
    accent_soft="#2b2f4d",
    on_accent="#ffffff",
    ok="#57b87c",
    warn="#dba642",
    error="#e8736b",
    unknown="#b794e6",
    alternatives="#b9c4ff",
    flag="#8794ff",
    value="#e9c98f",
    knob="#ebebeb",
    shadow="#000000",
    scrim="#0d0d0d",
    on_scrim="#ffffff",
)

LIGHT = Tokens(
    shade="light",
    ground="#e9e9e9",
    panel="#f6f6f6",
    card="#ffffff",
    control="#ebebeb",
    control_hover="#e0e0e0",
    raised="#ffffff",
    hairline="#dcdcdc",
    edge="#c9c9c9",
    text="#1a1a1a",
    text_2="#5a5a5a",
    text_3="#6b6b6b",
    accent="#4f5fe6",
    accent_fill="#4f5fe6",
    accent_soft="#e4e7ff",
    on_accent="#ffffff",
    ok="#1f7d4f",
    warn="#8f5c00",
    error="#c23b34",
    unknown="#7a4fb5",
    alternatives="#3a49b8",
    flag="#4f5fe6",
    value="#9a6a10",
    knob="#1a1a1a",
    shadow="#000000",
    scrim="#0d0d0d",
    on_scrim="#ffffff",
)

WELLS: tuple[str, ...] = ("#121212", "#262626", "#6a6a6a", "#ededed")
"""Surrounds of a single picture, in the order Shift+L walks them; the same in dark and light."""


@dataclass(frozen=True, slots=True)
class Space:
    """Distances in device-independent pixels, on a base of 4."""

    hair: int = 4
    tight: int = 6
    snug: int = 8
    panel: int = 12
    wide: int = 16
    broad: int = 24
    gutter: int = 6
    """Between pictures."""


@dataclass(frozen=True, slots=True)
class Size:
    """Heights of controls and icons in device-independent pixels."""

    small: int = 26
    control: int = 30
    primary: int = 34
    icon: int = 16
    icon_small: int = 14
    status_bar: int = 28
    stroke: float = 1.75
    """Line width of an icon, in the 24 units of Lucide's grid."""


@dataclass(frozen=True, slots=True)
class Radius:
    """Corner radii in device-independent pixels."""

    control: int = 7
    field: int = 8
    sheet: int = 14
    picture: int = 6
    badge: int = 4


@dataclass(frozen=True, slots=True)
class TypeSize:
    """Heights of type in device-independent pixels."""

    caption: float = 11
    label: float = 12
    body: float = 13
    prompt: float = 13.5
    prompt_line: float = 21
    """Line height of the prompt."""
    section: float = 15
    title: float = 21


@dataclass(frozen=True, slots=True)
class Weight:
    """The three weights in use; the names are CSS weights."""

    regular: int = 400
    medium: int = 500
    semibold: int = 600


@dataclass(frozen=True, slots=True)
class Motion:
    """How long movements take, in milliseconds; zero means at once."""

    hover: int = 100
    panel: int = 160
    viewer: int = 220

    @property
    def is_reduced(self) -> bool:
        """Nothing moves."""
        return self.hover == 0 and self.panel == 0 and self.viewer == 0


STILL = Motion(0, 0, 0)
SPACE = Space()
SIZE = Size()
RADIUS = Radius()
TYPE = TypeSize()
WEIGHT = Weight()


def blend(under: str, over: str, share: float) -> str:
    """The colour of `over` laid on `under` with an opacity of `share` (0..1), as "#rrggbb"."""
    pairs = ((int(under[i : i + 2], 16), int(over[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
