"""The words that come of describe and shorten, in the layout of Midjourney's own messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.studio.job import Shape

if TYPE_CHECKING:
    from mjdesk.studio.easel import Rendered


def text_of(shape: Shape, rendered: Rendered) -> str:
    """What stands in the message; empty for a result of pictures."""
    if shape is Shape.DESCRIPTION:
        return _numbered(rendered.texts)
    if shape is Shape.SHORT_PROMPTS:
        tokens = " ".join(_weighted(word, weight) for word, weight in rendered.tokens)
        return f"## Important tokens\n{tokens}\n## Shortened prompts\n{_numbered(rendered.texts)}"
    return ""


def _numbered(texts: tuple[str, ...]) -> str:
    return "\n\n".join(f"{number}\ufe0f\u20e3 {text}" for number, text in enumerate(texts, 1))


def _weighted(word: str, weight: float) -> str:
    """Midjourney marks what matters and strikes out what does not."""
    return f"**{word}**" if weight >= 0.5 else f"~~{word}~~" if weight < 0.15 else word
