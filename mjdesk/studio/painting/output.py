"""How pictures leave the painter: previews, and PNG files that say what they are."""

from __future__ import annotations

import io

from PIL import Image
from PIL.PngImagePlugin import PngInfo

STAND_IN = "A stand-in picture painted by the built-in studio of MJ Desk; no Midjourney model was involved."
"""What every file says of itself."""

_PREVIEW = 512


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
