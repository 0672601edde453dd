"""Makes and connects the screens that the first moment does without; imported when the first is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.views.inspector.inspector import Inspector
from mjdesk.views.viewer.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.task import Task
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.commander import Commander
    from mjdesk.views.compose.compose_panel import ComposePanel


def make_inspector(
    theme: Theme,
    models: Ensemble,
    commander: Commander,
    compose: ComposePanel,
    show_task: Callable[[Task], object],
) -> Inspector:
    """The right panel, connected."""
    inspector = Inspector(
        theme, models.focused, models.thumbnails, models.previews, models.gateway_name, models.clock.now
    )
    inspector.acted.connect(commander.act)
    inspector.commanded.connect(commander.run)
    inspector.rated.connect(models.desk.rate)
    inspector.task_chosen.connect(show_task)
    inspector.parameter_chosen.connect(compose.use_flag)
    inspector.copy_requested.connect(commander.copy_text)
    return inspector


def make_viewer(theme: Theme, models: Ensemble, commander: Commander) -> Viewer:
    """One picture, large; who closes it and which row follows is the window's affair."""
    viewer = Viewer(
        theme,
        models.rows,
        models.focused,
        models.thumbnails,
        models.previews,
        models.pictures,
        well=models.settings.value.well,
    )
    viewer.acted.connect(commander.act)
    models.preferences.well_changed.connect(viewer.set_well)
    return viewer
