"""The words that ship, compiled for a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import words

from mjdesk.views import language

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def compiled_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `language.speak` find what stands in `resources/i18n` now, whenever it was compiled last."""
    words.compile_all(folder / "i18n")
    monkeypatch.setattr(language, "resources_root", lambda: folder)
