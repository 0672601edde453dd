"""How pictures leave the painter: previews, moving pictures, and PNG files that say what they are."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from mjdesk.studio.painting.canvas import as_image, as_pixels
from mjdesk.studio.painting.dice import Dice
from mjdesk.studio.painting.mixing import moved
from mjdesk.studio.painting.noise import clouds

STAND_IN = "A stand-in picture painted by the built-in studio of MJ Desk; no Midjourney model was involved."
"""What every file says of itself."""

_PREVIEW = 512
_MOVING = 384


def previewed(picture: Image.Image, progress: float) -> Image.Image:
    """At most 512 pixels along the longer edge; as coarse as a first sketch at 0, clear at 1."""
    share = min(max(progress, 0.0), 1.0)
    scale = min(1.0, _PREVIEW / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    base = picture.convert("RGB")
    if share >= 1.0:
        return base.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    detail = 10 * (max(size) / 10) ** (0.15 + 0.85 * share)
    fine = min(1.0, detail / max(size))
    coarse = (max(2, round(size[0] * fine)), max(2, round(size[1] * fine)))
    return base.resize(coarse, Image.Resampling.BOX).resize(size, Image.Resampling.BICUBIC)


def animated(picture: Image.Image, high_motion: bool, seed: int, variant: int) -> bytes:
    """A looping WebP of two seconds, at most 384 pixels: near things drift more than far ones."""
    scale = min(1.0, _MOVING / max(picture.size))
    size = (max(16, round(picture.width * scale)), max(16, round(picture.height * scale)))
    margin = 1.10 if high_motion else 1.06
    wide = picture.convert("RGB").resize(
        (round(size[0] * margin), round(size[1] * margin)), Image.Resampling.BICUBIC, reducing_gap=2.0
    )
    pixels = as_pixels(wide)
    rows, columns = pixels.shape[1:]
    dice = Dice(seed, variant).within("motion")
    reach = min(size) * (0.034 if high_motion else 0.016)
    heading = dice.number("heading", -1.0, 1.0)
    depth = (np.linspace(0, 1, rows, dtype=np.float32) ** np.float32(1.4))[:, None] * np.float32(
        1.4
    ) - np.float32(0.35)
    flow = clouds(dice, "flow", (columns, rows), 3, octaves=2) * np.float32(
        min(size) * (0.010 if high_motion else 0.004)
    )
    turn = clouds(dice, "turn", (columns, rows), 2, octaves=1) * np.float32(1.2)
    frames: list[Image.Image] = []
    count = 24 if high_motion else 16
    left, top = (columns - size[0]) // 2, (rows - size[1]) // 2
    for index in range(count):
        angle = np.float32(2 * np.pi * index / count)
        across = depth * np.float32(reach * np.sin(angle)) + flow * np.sin(angle + turn)
        down = flow * np.cos(angle + turn) + np.float32(reach * 0.35 * heading * np.cos(angle))
        frame = moved(pixels, across.astype(np.float32), down.astype(np.float32))
        frames.append(as_image(frame[:, top : top + size[1], left : left + size[0]]))
    file = io.BytesIO()
    frames[0].save(
        file,
        "WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=2000 // count,
        loop=0,
        quality=62,
        method=0,
    )
    return file.getvalue()


def encoded(picture: Image.Image, prompt: str, seed: int) -> bytes:
    """A PNG whose text chunks say that it is a stand-in, from which prompt and which seed."""
    text = PngInfo()
    clean = prompt.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    text.add_itxt("Software", "MJ Desk built-in studio")
    text.add_itxt("Comment", STAND_IN)
    text.add_itxt("Description", clean)
    text.add_itxt("prompt", clean)
    text.add_itxt("seed", str(seed))
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1, pnginfo=text)
    return file.getvalue()
