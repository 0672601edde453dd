"""Renders the numbered QSS templates with the tokens; a template names a token as `@name`."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from mjdesk.theme.tokens import RADIUS, SIZE, SPACE, TYPE, blend

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.theme.tokens import Tokens

_NAME = re.compile(r"@([a-z][a-z0-9_]*)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def vocabulary(tokens: Tokens) -> dict[str, str]:
    """Every name a template may use and what stands for it: colours, and sizes with their unit."""
    words = {name: value for name, value in asdict(tokens).items() if name != "shade"}
    words["warn_soft"] = blend(tokens.panel, tokens.warn, 0.12)
    words["faded"] = blend(tokens.panel, tokens.text, 0.35)
    words["handle"] = blend(tokens.panel, tokens.text, 0.22)
    words["handle_hover"] = blend(tokens.panel, tokens.text, 0.38)
    words["selection"] = blend(tokens.ground, tokens.accent, 0.32)
    for prefix, group in (("space", SPACE), ("size", SIZE), ("radius", RADIUS), ("type", TYPE)):
        for name, value in asdict(group).items():
            words[f"{prefix}_{name}"] = f"{value:g}px"
    return words


def render(template: str, words: dict[str, str]) -> str:
    """The template with its comments dropped and each `@name` replaced; KeyError for an unknown name."""
    return _NAME.sub(lambda match: words[match[1]], _COMMENT.sub("", template))


def build_stylesheet(folder: Path, tokens: Tokens) -> str:
    """All `*.qss` of the folder in the order of their numbers, as one sheet; `@styles` is the folder."""
    words = vocabulary(tokens) | {"styles": folder.as_posix()}
    files = sorted(folder.glob("*.qss"))
    return "\n".join(render(file.read_text(encoding="utf-8"), words) for file in files)
