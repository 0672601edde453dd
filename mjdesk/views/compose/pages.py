"""Makes the pages of the compose panel that the first moment does without; imported when one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.views.drop_places import ComposeMode

if TYPE_CHECKING:
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.compose.compose_panel import ComposePanel
    from mjdesk.views.compose.found_page import FoundPage
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
        case ComposeMode.DESCRIBE:
            from mjdesk.views.compose.describe_page import DescribePage

            return _connected(DescribePage(theme, models), panel)
        case ComposeMode.SHORTEN:
            from mjdesk.views.compose.shorten_page import ShortenPage

            page = ShortenPage(theme, models)
            page.create_requested.connect(panel.submit)
            return _connected(page, panel)


def _connected(page: FoundPage, panel: ComposePanel) -> FoundPage:
    """What its cards ask for goes where prompts are written, and out of the panel."""
    page.edit_requested.connect(panel.edit_prompt)
    page.copy_requested.connect(panel.copy_requested)
    page.task_chosen.connect(panel.task_chosen)
    page.commanded.connect(panel.commanded)
    return page
