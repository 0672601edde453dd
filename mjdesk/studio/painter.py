"""The painter of the built-in studio: procedural pictures, chosen and coloured by the words of a prompt.

All functions are pure: the same arguments give the same pixels. Pictures are PIL images in RGB. The flags
`--ar --chaos --stylize --tile --weird --niji --raw --no` are read from the prompt itself; the seed is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from mjdesk.studio.painting import mixing, motion, output, reading, reframe
from mjdesk.studio.painting.brief import read, sized
from mjdesk.studio.painting.studio import painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.studio.painting.reframe import Direction

__all__ = [
    "animate",
    "blend",
    "describe",
    "edit",
    "encode_png",
    "grid",
    "make_square",
    "paint",
    "pan",
    "preview",
    "repaint",
    "restyle",
    "shorten",
    "swap",
    "tile_size",
    "upscale",
    "zoom_out",
]


def paint(
    prompt: str, *, seed: int, variant: int, size: tuple[int, int], drift: tuple[tuple[int, float], ...] = ()
) -> Image.Image:
    """One tile of size (width, height) in pixels.

    drift is the way from an ancestor to its variation: (seed, strength) per step, strength about 0.2 for a
    subtle and 0.6 for a strong one. Seed and variant stay those of the ancestor; each child has a drift seed
    of its own. Raises ValueError for a size below 1 x 1.
    """
    if min(size) < 1:
        raise ValueError(f"a picture needs pixels, not {size[0]} x {size[1]}")
    return painted(prompt, seed, variant, size, drift)


def tile_size(prompt: str) -> tuple[int, int]:
    """(width, height) of one tile: the shape of `--ar`, about one megapixel, multiples of 16."""
    return sized(read(prompt).aspect)


def grid(tiles: Sequence[Image.Image]) -> Image.Image:
    """Four tiles of one size as 2 x 2, in reading order and pixel exact; ValueError for anything else."""
    if len(tiles) != 4 or len({tile.size for tile in tiles}) != 1:
        raise ValueError("a grid is made of four tiles of one size")
    width, height = tiles[0].size
    sheet = Image.new("RGB", (2 * width, 2 * height))
    for index, tile in enumerate(tiles):
        sheet.paste(tile, (index % 2 * width, index // 2 * height))
    return sheet


def upscale(picture: Image.Image, factor: float, *, creative: bool, seed: int) -> Image.Image:
    """The picture `factor` times as large; creative invents fine detail."""
    return mixing.upscaled(picture, factor, creative, seed)


def zoom_out(picture: Image.Image, factor: float, prompt: str, *, seed: int, variant: int) -> Image.Image:
    """The picture, 1/factor (1..4) as large, amid an extension of itself; same size as before."""
    return reframe.zoomed_out(picture, factor, prompt, seed, variant)


def make_square(picture: Image.Image, prompt: str, *, seed: int, variant: int) -> Image.Image:
    """The picture unscaled in the middle of a square, extended on its shorter sides."""
    return reframe.squared(picture, prompt, seed, variant)


def pan(picture: Image.Image, direction: Direction, prompt: str, *, seed: int, variant: int) -> Image.Image:
    """The picture unscaled, and half as much again towards "left", "right", "up" or "down"."""
    return reframe.panned(picture, direction, prompt, seed, variant)


def repaint(picture: Image.Image, mask: Image.Image, prompt: str, *, seed: int, variant: int) -> Image.Image:
    """Paints anew where the mask (any size; scaled to the picture) is white; elsewhere no pixel changes."""
    return reframe.repainted(picture, mask, prompt, seed, variant)


def blend(pictures: Sequence[Image.Image], *, size: tuple[int, int], seed: int, variant: int) -> Image.Image:
    """All pictures flowing into one of that size; ValueError without pictures."""
    return mixing.blended(pictures, size, seed, variant)


def restyle(picture: Image.Image, styles: Sequence[Image.Image], share: float) -> Image.Image:
    """The picture in the colours and light of the styles, the share 0..1 of the way; ValueError without."""
    return mixing.restyled(picture, styles, share)


def swap(source: Image.Image, target: Image.Image) -> Image.Image:
    """The target with the source's face (its middle) where a portrait has it; the target's size."""
    return mixing.swapped(source, target)


def edit(
    picture: Image.Image, mask: Image.Image | None, prompt: str, *, seed: int, variant: int
) -> Image.Image:
    """As `repaint` with a mask; without one the whole picture is retold in the prompt's colours and light."""
    return mixing.edited(picture, mask, prompt, seed, variant)


def describe(picture: Image.Image) -> list[str]:
    """Four prompts that name the real picture's colours, brightness, mood, size and shape (`--ar`)."""
    return reading.described(picture)


def shorten(prompt: str) -> tuple[list[tuple[str, float]], list[str]]:
    """The words with their weights 0..1, and five shorter prompts."""
    return reading.shortened(prompt)


def preview(picture: Image.Image, progress: float) -> Image.Image:
    """What can be seen at progress 0..1: at most 512 pixels along the longer edge, clearer and clearer."""
    return output.previewed(picture, progress)


def animate(
    picture: Image.Image, *, high_motion: bool, seed: int, variant: int, end: Image.Image | None = None
) -> bytes:
    """A short animated WebP, at most 640 pixels along the longer edge; it loops, or ends as `end`."""
    return motion.animated(picture, high_motion, seed, variant, end)


def encode_png(picture: Image.Image, prompt: str, seed: int) -> bytes:
    """A PNG that says in its text chunks that it is a stand-in, with prompt and seed."""
    return output.encoded(picture, prompt, seed)
