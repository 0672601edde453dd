"""Makes the pages of the compose panel that the first moment does without; imported when one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.views.drop_places import ComposeMode

if TYPE_CHECKING:
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.compose.compose_panel import ComposePanel
    from mjdesk.views.compose.page import ComposePage


def make_page(mode: ComposeMode, theme: Theme, models: Ensemble, panel: ComposePanel) -> ComposePage:
    """The page of a mode, connected; it is shown by `panel`."""
    match mode:
        case ComposeMode.IMAGINE:
            return panel.imagine
        case ComposeMode.BLEND:
            from mjdesk.views.compose.blend_page import BlendPage

            return BlendPage(theme, models.draft, models.desk, models.thumbnails)
        case ComposeMode.SWAP_FACE:
            from mjdesk.views.compose.swap_face_page import SwapFacePage

            return SwapFacePage(theme, models.draft, models.desk, models.thumbnails)
        case ComposeMode.DESCRIBE | ComposeMode.SHORTEN:
            raise LookupError(f"{mode} is not built yet: {theme} {models}")
