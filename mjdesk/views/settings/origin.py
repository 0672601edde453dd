"""Where this copy came from: written into a package when it is built, absent from a checkout."""

from __future__ import annotations

import json

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from mjdesk.theme import resources_root


def releases_page() -> str:
    """The address of the page with newer versions, https only; empty when nobody said."""
    try:
        found = json.loads((resources_root() / "origin.json").read_text(encoding="utf-8"))["releases"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return found if isinstance(found, str) and found.startswith("https://") else ""


def open_releases() -> None:
    """Show the page in the person's browser."""
    QDesktopServices.openUrl(QUrl(releases_page()))
