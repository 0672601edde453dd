"""Makes a picture move: the camera breathes, near things drift more than far ones, water and cloud flow."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps

from mjdesk.studio.painting.dice import Dice
from mjdesk.studio.painting.noise import clouds

if TYPE_CHECKING:
    from mjdesk.studio.painting.noise import Plane

_EDGE = 640
_FRAMES = 24
_DELAY = 90
"""Milliseconds for each frame: a loop of some two seconds."""
_CELLS = 24
"""Of the net along the longer edge. Pillow bends a picture by such a net many times faster than numpy."""
_QUALITY = 78


def animated(
    picture: Image.Image, high_motion: bool, seed: int, variant: int, end: Image.Image | None = None
) -> bytes:
    """A WebP of at most 640 pixels along the longer edge; its end meets its beginning, or is `end`."""
    scale = min(1.0, _EDGE / max(picture.size))
    size = (max(16, round(picture.width * scale)), max(16, round(picture.height * scale)))
    margin = 1.14 if high_motion else 1.08
    wide = picture.convert("RGB").resize(
        (round(size[0] * margin), round(size[1] * margin)), Image.Resampling.BICUBIC, reducing_gap=2.0
    )
    net = _Net(wide.size, size, high_motion, Dice(seed, variant).within("motion"))
    frames = [net.frame(wide, 2 * np.pi * number / _FRAMES) for number in range(_FRAMES)]
    if end is not None:
        goal = ImageOps.fit(end.convert("RGB"), size, Image.Resampling.BICUBIC)
        frames = [Image.blend(frame, goal, _nearness(number)) for number, frame in enumerate(frames)]
    file = io.BytesIO()
    frames[0].save(
        file,
        "WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=_DELAY,
        loop=0,
        quality=_QUALITY,
        method=0,
    )
    return file.getvalue()


def _nearness(number: int) -> float:
    """How much of the goal a frame shows: nothing at first, all of it at last, softly at both ends."""
    share = number / (_FRAMES - 1)
    return share * share * (3 - 2 * share)


class _Net:
    """Where each knot of the net reads the wide picture at each moment of the round."""

    def __init__(self, wide: tuple[int, int], size: tuple[int, int], high_motion: bool, dice: Dice) -> None:
        self._size = size
        columns = max(4, round(_CELLS * size[0] / max(size)))
        rows = max(4, round(_CELLS * size[1] / max(size)))
        self._across = np.linspace(0, size[0], columns + 1).round().astype(int)
        self._down = np.linspace(0, size[1], rows + 1).round().astype(int)
        self._base = ((wide[0] - size[0]) / 2, (wide[1] - size[1]) / 2)
        knots = (columns + 1, rows + 1)
        least = min(size)
        self._reach = least * (0.038 if high_motion else 0.016)
        self._zoom = 0.03 if high_motion else 0.014
        self._heading = dice.number("heading", -1.0, 1.0)
        depth = np.linspace(0, 1, rows + 1) ** 1.4 * 1.4 - 0.35
        self._depth = np.repeat(depth[:, None], columns + 1, axis=1)
        self._flow = clouds(dice, "flow", knots, 3, octaves=2) * (least * (0.009 if high_motion else 0.004))
        self._turn = clouds(dice, "turn", knots, 2, octaves=1) * 1.2

    def frame(self, wide: Image.Image, angle: float) -> Image.Image:
        """The picture at `angle` (0 to 2 pi) of the round."""
        x, y = self._places(wide.size, angle)
        mesh = [
            (
                (
                    int(self._across[column]),
                    int(self._down[row]),
                    int(self._across[column + 1]),
                    int(self._down[row + 1]),
                ),
                tuple(
                    float(value)
                    for down, across in ((0, 0), (1, 0), (1, 1), (0, 1))
                    for value in (x[row + down, column + across], y[row + down, column + across])
                ),
            )
            for row in range(len(self._down) - 1)
            for column in range(len(self._across) - 1)
        ]
        return wide.transform(self._size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)

    def _places(self, wide: tuple[int, int], angle: float) -> tuple[Plane, Plane]:
        x, y = np.meshgrid(self._across - self._size[0] / 2, self._down - self._size[1] / 2)
        nearer = 1 - self._zoom * (1 - np.cos(angle)) / 2
        across = self._depth * (self._reach * np.sin(angle)) + self._flow * np.sin(angle + self._turn)
        down = self._flow * np.cos(angle + self._turn) + self._reach * 0.35 * self._heading * np.cos(angle)
        middle = (self._size[0] / 2 + self._base[0], self._size[1] / 2 + self._base[1])
        return (
            np.clip(middle[0] + x * nearer + across, 0, wide[0]),
            np.clip(middle[1] + y * nearer + down, 0, wide[1]),
        )
