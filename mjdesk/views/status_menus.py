"""What opens over the foot of the window: the gateways, the queue, and the way to what was spent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from mjdesk.theme import SPACE
from mjdesk.views import wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.queue_panel import QueuePanel
    from mjdesk.views.sheets import Sheets
    from mjdesk.views.status_strip import StatusStrip


class StatusMenus(QObject):
    """Owns the menu and the panel that are open; made when they are first wanted."""

    answer_requested = Signal(str)
    """Id of the task that has waited longest for an answer: show it, and ask."""

    def __init__(self, theme: Theme, models: Ensemble, strip: StatusStrip, sheets: Sheets) -> None:
        super().__init__(strip)
        self._theme = theme
        self._models = models
        self._strip = strip
        self._sheets = sheets
        self._queue: QueuePanel | None = None
        self.menu: QMenu | None = None
        strip.settings_requested.connect(sheets.open_settings)
        strip.keys_requested.connect(sheets.open_keys)
        strip.spending_requested.connect(sheets.open_spending)
        strip.check_requested.connect(models.desk.check_gateway)
        strip.gateways_requested.connect(self.open_gateways)
        strip.queue_requested.connect(self.open_queue)
        strip.answer_requested.connect(self._on_answer_requested)
        models.line.changed.connect(self._on_line_changed)
        models.preferences.gateways_changed.connect(self._on_line_changed)
        self._on_line_changed()

    @property
    def queue(self) -> QueuePanel:
        """The panel of the queue."""
        if self._queue is None:
            from mjdesk.views.queue_panel import QueuePanel

            models = self._models
            self._queue = QueuePanel(
                self._theme,
                self._strip,
                models.line,
                models.standing,
                partial(wording.account_name, models.gateway),
                models.clock.now,
            )
        return self._queue

    def open_gateways(self) -> None:
        """The menu of gateways, over the name of the one in use."""
        from mjdesk.views.gateway_menu import gateway_menu

        models, anchor = self._models, self._strip.gateway
        self.menu = gateway_menu(
            self._theme,
            self._strip,
            models.preferences.gateways,
            models.standing.session,
            use=models.desk.use_gateway,
            settings=self._sheets.open_gateways,
        )
        above = QPoint(0, -self.menu.sizeHint().height() - SPACE.tight)
        self.menu.popup(anchor.mapToGlobal(above))

    def open_queue(self) -> None:
        """The queue, over what runs; at the gateway's name while nothing is in progress."""
        anchor = self._strip.work
        self.queue.open_over(anchor if anchor.isVisible() else self._strip.gateway)

    def _on_answer_requested(self) -> None:
        asked = self._models.standing.asked
        if asked:
            self.answer_requested.emit(asked[0])

    def _on_line_changed(self) -> None:
        models = self._models
        models.standing.set_paused(models.line.is_paused(models.preferences.active.id))
