"""The outlines of figures, each a few points and strokes in a frame one unit high."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mjdesk.studio.painting.shapes import Point, Stencil, curve

if TYPE_CHECKING:
    from mjdesk.studio.painting.dice import Dice


def draw_figure(
    stencil: Stencil, dice: Dice, figure: str, x: float, y: float, size: float, facing: float
) -> None:
    """The outline, `size` pixels high, its foot at (x, y); facing is -1 or 1."""

    def at(points: list[Point]) -> list[Point]:
        return [(x + px * size * facing, y - py * size) for px, py in points]

    match figure:
        case "cat":
            body = [
                (-0.26, 0.0),
                (-0.27, 0.2),
                (-0.2, 0.42),
                (-0.1, 0.58),
                (0.1, 0.58),
                (0.2, 0.42),
                (0.27, 0.2),
                (0.26, 0.0),
            ]
            stencil.polygon(curve(at(body)))
            stencil.disc(x, y - size * 0.7, size * 0.18, squash=0.88)
            for side in (-1, 1):
                stencil.polygon(at([(0.18 * side, 0.7), (0.155 * side, 0.945), (0.03 * side, 0.84)]))
            tail = curve(
                at([(0.2, 0.04), (0.42, 0.03), (0.55, 0.14), (0.52, 0.32), (0.6, 0.42)]), closed=False
            )
            stencil.line(tail, size * 0.06)
            stencil.disc(*tail[-1], size * 0.03)
        case "dog":
            body = [
                (-0.3, 0.0),
                (-0.3, 0.12),
                (-0.2, 0.34),
                (-0.06, 0.58),
                (0.04, 0.74),
                (0.18, 0.72),
                (0.2, 0.5),
                (0.17, 0.25),
                (0.17, 0.0),
            ]
            stencil.polygon(curve(at(body)))
            head = [
                (-0.0, 0.66),
                (-0.02, 0.8),
                (0.1, 0.92),
                (0.3, 1.06),
                (0.37, 1.05),
                (0.33, 0.96),
                (0.26, 0.82),
                (0.2, 0.66),
            ]
            stencil.polygon(curve(at(head)))
            stencil.polygon(at([(0.06, 0.86), (-0.08, 0.98), (-0.04, 0.76)]))
            stencil.line(
                curve(at([(-0.26, 0.05), (-0.44, 0.03), (-0.56, 0.1), (-0.62, 0.2)]), closed=False),
                size * 0.08,
            )
        case "deer":
            trunk = [
                (-0.4, 0.4),
                (-0.42, 0.56),
                (-0.3, 0.64),
                (0.0, 0.6),
                (0.18, 0.68),
                (0.26, 0.9),
                (0.36, 0.98),
                (0.52, 0.88),
                (0.5, 0.83),
                (0.37, 0.82),
                (0.34, 0.66),
                (0.28, 0.46),
                (0.1, 0.38),
                (-0.2, 0.4),
            ]
            stencil.polygon(curve(at(trunk)))
            for foot, hip in ((-0.4, -0.34), (-0.3, -0.26), (0.14, 0.16), (0.27, 0.23)):
                stencil.line(at([(hip, 0.48), (foot + 0.02, 0.24), (foot, 0.0)]), size * 0.04)
            for lean in (0.0, 0.09):
                stencil.line(
                    curve(
                        at(
                            [(0.3 + lean, 0.96), (0.2 + lean, 1.14), (0.26 + lean, 1.34), (0.38 + lean, 1.42)]
                        ),
                        closed=False,
                    ),
                    size * 0.022,
                )
                for py, px in ((1.1, 0.36), (1.24, 0.42)):
                    stencil.line(at([(0.215 + lean, py), (px + lean * 0.6, py + 0.12)]), size * 0.018)
        case "rabbit":
            stencil.polygon(
                curve(at([(-0.3, 0.0), (-0.32, 0.2), (-0.18, 0.4), (0.04, 0.46), (0.2, 0.3), (0.22, 0.0)]))
            )
            stencil.disc(*at([(0.2, 0.5)])[0], size * 0.15)
            for tilt in (0.0, 0.12):
                stencil.polygon(
                    curve(
                        at(
                            [
                                (0.1 + tilt, 0.58),
                                (0.0 + tilt, 0.82),
                                (0.06 + tilt, 1.0),
                                (0.14 + tilt, 0.84),
                                (0.19 + tilt, 0.6),
                            ]
                        )
                    )
                )
            stencil.disc(*at([(-0.32, 0.12)])[0], size * 0.07)
        case "person":
            stencil.disc(x, y - size * 0.9, size * 0.085)
            coat = [
                (-0.07, 0.8),
                (-0.16, 0.74),
                (-0.2, 0.4),
                (-0.18, 0.2),
                (0.17, 0.2),
                (0.2, 0.4),
                (0.16, 0.74),
                (0.07, 0.8),
            ]
            stencil.polygon(at(coat))
            for side in (-1, 1):
                stencil.polygon(
                    at([(0.02 * side, 0.25), (0.14 * side, 0.25), (0.11 * side, 0.0), (0.03 * side, 0.0)])
                )
        case "tree":
            _tree(stencil, dice, x, y, -np.pi / 2, size * 0.34, size * 0.075, 0)
        case "boat":
            stencil.polygon(at([(-0.5, 0.1), (0.52, 0.14), (0.36, -0.04), (-0.36, -0.04)]))
            stencil.line(at([(0.0, 0.08), (0.0, 1.05)]), size * 0.018)
            stencil.polygon(curve(at([(0.03, 0.2), (0.03, 1.0), (0.24, 0.6), (0.44, 0.22)])))
            stencil.polygon(at([(-0.03, 0.22), (-0.03, 0.86), (-0.34, 0.24)]))
        case "whale":
            stencil.polygon(
                curve(
                    at(
                        [
                            (-0.12, -0.02),
                            (-0.06, 0.4),
                            (-0.2, 0.62),
                            (-0.56, 0.72),
                            (-0.36, 0.86),
                            (-0.02, 0.72),
                            (0.34, 0.86),
                            (0.54, 0.72),
                            (0.2, 0.62),
                            (0.07, 0.4),
                            (0.14, -0.02),
                        ]
                    )
                )
            )
        case "lighthouse":
            stencil.polygon(at([(-0.13, 0.0), (-0.075, 0.82), (0.075, 0.82), (0.13, 0.0)]))
            stencil.polygon(at([(-0.12, 0.82), (-0.12, 0.86), (0.12, 0.86), (0.12, 0.82)]))
            stencil.polygon(at([(-0.06, 0.86), (-0.06, 0.98), (0.06, 0.98), (0.06, 0.86)]))
            stencil.polygon(at([(-0.085, 0.98), (0.0, 1.08), (0.085, 0.98)]))
            stencil.polygon(at([(0.12, 0.0), (0.12, 0.14), (0.25, 0.24), (0.38, 0.14), (0.38, 0.0)]))
        case "castle":
            for left, right, top in (
                (-0.5, -0.34, 0.62),
                (-0.36, 0.36, 0.4),
                (-0.12, 0.1, 0.86),
                (0.16, 0.3, 0.7),
                (0.36, 0.5, 0.54),
            ):
                stencil.polygon(at([(left, 0), (left, top), (right, top), (right, 0)]))
                if right - left < 0.3:
                    middle = (left + right) / 2
                    stencil.polygon(at([(left - 0.03, top), (middle, top + 0.28), (right + 0.03, top)]))
                else:
                    for step in range(7):
                        px = left + (right - left) * step / 6.5
                        stencil.polygon(
                            at([(px, top), (px, top + 0.04), (px + 0.055, top + 0.04), (px + 0.055, top)])
                        )
        case "pagoda":
            for storey in range(5):
                wide, low = 0.34 - 0.05 * storey, 0.19 * storey
                stencil.polygon(
                    at(
                        [
                            (-wide * 0.62, low),
                            (-wide * 0.62, low + 0.15),
                            (wide * 0.62, low + 0.15),
                            (wide * 0.62, low),
                        ]
                    )
                )
                roof = [
                    (-wide - 0.06, low + 0.17),
                    (-wide, low + 0.135),
                    (wide, low + 0.135),
                    (wide + 0.06, low + 0.17),
                    (wide * 0.5, low + 0.2),
                    (-wide * 0.5, low + 0.2),
                ]
                stencil.polygon(at(roof))
            stencil.line(at([(0, 0.94), (0, 1.16)]), size * 0.02)
        case "bird":
            for index in range(dice.choice("flock", (7, 11, 16))):
                own = dice.within(f"bird{index}")
                px, py = x + size * own.number("x", -1.3, 1.3), y + size * own.number("y", -0.6, 0.6)
                wing, lift = size * own.number("wing", 0.07, 0.2), own.number("lift", 0.2, 0.75)
                for side in (-1, 1):
                    tip = [
                        (px, py),
                        (px + side * wing * 0.45, py - wing * lift),
                        (px + side * wing, py - wing * lift * 0.5),
                        (px + side * wing * 0.4, py - wing * lift * 0.6),
                        (px, py + wing * 0.13),
                    ]
                    stencil.polygon(tip)
        case _:
            stencil.disc(x, y, size * 0.42)
            stencil.polygon(
                curve(
                    at(
                        [
                            (-0.41, -0.08),
                            (-0.3, -0.34),
                            (-0.1, -0.56),
                            (0.1, -0.56),
                            (0.3, -0.34),
                            (0.41, -0.08),
                        ]
                    )
                )
            )
            stencil.polygon(at([(-0.08, -0.68), (0.08, -0.68), (0.07, -0.8), (-0.07, -0.8)]))
            for side in (-1, 1):
                stencil.line(at([(0.09 * side, -0.54), (0.06 * side, -0.7)]), size * 0.008)


def _tree(
    stencil: Stencil, dice: Dice, x: float, y: float, angle: float, length: float, width: float, level: int
) -> None:
    ex, ey = x + np.cos(angle) * length, y + np.sin(angle) * length
    half = width / 2
    nx, ny = -np.sin(angle), np.cos(angle)
    stencil.polygon(
        [
            (x + nx * half, y + ny * half),
            (ex + nx * half * 0.6, ey + ny * half * 0.6),
            (ex - nx * half * 0.6, ey - ny * half * 0.6),
            (x - nx * half, y - ny * half),
        ]
    )
    if level >= 3:
        for index in range(5):
            own = dice.within(f"leaf{index}")
            stencil.disc(
                ex + length * own.number("x", -0.7, 0.7),
                ey + length * own.number("y", -0.6, 0.5),
                length * own.number("r", 0.12, 0.34),
            )
    if level >= 6:
        return
    for index, turn in enumerate((-0.5, 0.42) if level else (-0.55, 0.06, 0.6)):
        own = dice.within(f"{level}.{index}")
        _tree(
            stencil,
            own,
            float(ex),
            float(ey),
            angle + turn * own.number("turn", 0.6, 1.25),
            length * own.number("length", 0.66, 0.84),
            width * 0.62,
            level + 1,
        )
