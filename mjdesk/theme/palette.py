"""Turns tokens into Qt's colours and palette, so that native pieces follow before any style sheet speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from mjdesk.theme.tokens import blend

if TYPE_CHECKING:
    from mjdesk.theme.tokens import Tokens


def ink(colour: str, alpha: float = 1.0) -> QColor:
    """A token as a QColor with an opacity of `alpha` (0..1)."""
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result


def build_palette(tokens: Tokens) -> QPalette:
    """The palette of one shade; the disabled group is a third of the way from ground to text."""
    role = QPalette.ColorRole
    roles = {
        role.Window: tokens.panel,
        role.WindowText: tokens.text,
        role.Base: tokens.ground,
        role.AlternateBase: tokens.card,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.text_3,
        role.Button: tokens.control,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.error,
        role.Light: tokens.control_hover,
        role.Midlight: tokens.control,
        role.Mid: tokens.hairline,
        role.Dark: tokens.edge,
        role.Shadow: tokens.shadow,
        role.Highlight: tokens.accent_fill,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.card,
        role.ToolTipText: tokens.text,
    }
    palette = QPalette()
    for each, colour in roles.items():
        palette.setColor(each, ink(colour))
    faded = ink(blend(tokens.panel, tokens.text, 0.35))
    for each in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, faded)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, ink(tokens.control))
    palette.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, faded)
    return palette
