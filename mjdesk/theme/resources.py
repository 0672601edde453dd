"""Finds what ships beside the code, from a checkout and from an installed wheel alike."""

from __future__ import annotations

from pathlib import Path


def resources_root() -> Path:
    """The folder with icons, fonts, styles and i18n.

    A wheel carries it as `mjdesk/resources`; a checkout keeps it beside the package.
    Raises FileNotFoundError when neither is there, which means a broken installation.
    """
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "resources", package.parent / "resources"):
        if (candidate / "styles").is_dir():
            return candidate
    raise FileNotFoundError(f"No resources beside {package}")
