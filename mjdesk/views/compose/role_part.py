"""What references say of their role and weight on their tiles, and where a person changes both."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mjdesk.domain.reference import ReferenceRole, rule_of
from mjdesk.views import reference_words, wording
from mjdesk.views.language import tr
from mjdesk.widgets.number_slider import NumberSlider

if TYPE_CHECKING:
    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.domain.reference import WeightRange
    from mjdesk.models.prompt_draft import PromptDraft
    from mjdesk.models.slot_list import SlotList
    from mjdesk.theme import Theme
    from mjdesk.views.compose.address_panel import AddressPanel
    from mjdesk.views.compose.slot_tile import SlotTile
    from mjdesk.widgets.popup_menu import PopupMenu
    from mjdesk.widgets.popup_panel import PopupPanel

_ICONS = {
    ReferenceRole.IMAGE: "image",
    ReferenceRole.STYLE: "palette",
    ReferenceRole.CHARACTER: "user",
    ReferenceRole.OMNI: "circle-dot",
    ReferenceRole.EDIT: "pencil",
}
_WIDTH = 280


class RolePart(QObject):
    """Owns the small panel of a weight while it is open; roles are the list's, weights the draft's."""

    def __init__(
        self, theme: Theme, draft: PromptDraft, slots: SlotList, table: ParameterTable, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._draft = draft
        self._slots = slots
        self._table = table
        self._panel: PopupPanel | None = None
        self._uploads = True
        self.slider: NumberSlider | None = None
        """While a weight is shown."""
        self.address: AddressPanel | None = None
        """Where an address is written, once it was opened."""

    @property
    def uploads(self) -> bool:
        """Whether the gateway takes pictures that only a link can bring, as far as is known."""
        return self._uploads

    def set_uploads(self, uploads: bool) -> bool:
        """Tell what the gateway takes; True when that was news."""
        is_news, self._uploads = uploads != self._uploads, uploads
        return is_news

    def dress(self, tile: SlotTile, row: int) -> None:
        """Put role and weight on a tile."""
        slot = self._slots.slots()[row]
        role = slot.role
        rule = rule_of(role, self._draft.version(self._table), self._table)
        name, weight = reference_words.role_name(role), self._draft.weight(role, self._table)
        badge, sentence, is_faded = name, reference_words.role_hint(role), not rule.is_taken
        if not rule.is_taken:
            sentence = reference_words.why_not_taken(role, rule.needs)
        elif role.flag and not self._uploads and not self._slots.has_address(row):
            sentence, is_faded = tr(reference_words.NEEDS_ADDRESS), True
        elif weight is not None and rule.weight is not None:
            is_said = role is not ReferenceRole.IMAGE or weight != rule.weight.default
            badge = f"{name} · {reference_words.weight_text(weight)}" if is_said else name
        tile.set_part(reference_words.role_phrase(role), badge, sentence, faded=is_faded)
        tile.set_menu_head(partial(self._fill, tile, slot.key))

    def _fill(self, tile: SlotTile, key: str, menu: PopupMenu) -> None:
        from mjdesk.models.role_menu import role_choices  # no start opens a menu

        row = self._slots.row_of(key)
        version = self._draft.version(self._table)
        for choice in role_choices(self._slots, row, version, self._table, uploads=self._uploads):
            closed = reference_words.why_closed(choice)
            action = menu.add(
                closed or reference_words.role_name(choice.role),
                partial(self._choose, key, choice.role),
                icon=_ICONS[choice.role],
                checked=choice.is_chosen,
                enabled=not closed,
            )
            action.setToolTip(reference_words.role_hint(choice.role))
        role = self._slots.role_of(row)
        limits = rule_of(role, version, self._table).weight
        weight = self._draft.weight(role, self._table)
        if limits is not None and weight is not None:
            menu.addSeparator()
            words = (
                f"{wording.named(reference_words.weight_name(role), reference_words.weight_text(weight))}…"
            )
            menu.add(words, partial(self.open_weight, tile, role, limits), icon="sliders-horizontal")
        if not self._slots.slots()[row].is_link:
            menu.addSeparator()
            menu.add(tr("Address on the web…"), partial(self.open_address, tile, key), icon="link")

    def open_weight(self, tile: SlotTile, role: ReferenceRole, limits: WeightRange) -> None:
        """The weight of a role, over one of its tiles; it counts for all references of this role."""
        from mjdesk.widgets.popup_panel import PopupPanel

        self._close_panel()
        name = reference_words.weight_name(role)
        panel = self._panel = PopupPanel(self._theme, tile, name=name, width=_WIDTH)
        self.slider = NumberSlider(
            self._theme,
            name,
            minimum=limits.low,
            maximum=limits.high,
            value=self._draft.weight(role, self._table),
            default=limits.default,
            step=1.0 if limits.is_whole else 0.05,
            decimals=0 if limits.is_whole else 2,
            label_width=112,
        )
        self.slider.changed.connect(partial(self._weigh, role))
        self.slider.committed.connect(partial(self._weigh, role))
        panel.body.addWidget(self.slider)
        panel.popup_over(tile)

    def open_address(self, tile: SlotTile, key: str) -> None:
        """Where a picture of the library is on the web, over its tile: for gateways that take no uploads."""
        from mjdesk.views.compose.address_panel import AddressPanel

        self._close_panel()
        panel = self._panel = self.address = AddressPanel(
            self._theme,
            tile,
            name=tr("Address on the web"),
            hint=tr(reference_words.ADDRESS_HINT),
            give=lambda address: self._slots.set_address(self._slots.row_of(key), address),
            address=tile.picture.source_url,
            may_be_empty=True,
        )
        panel.popup_for(tile)

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = self.address = None

    def _choose(self, key: str, role: ReferenceRole) -> None:
        self._slots.set_role(self._slots.row_of(key), role)

    def _weigh(self, role: ReferenceRole, weight: float) -> None:
        self._draft.choose(role.weight_flag, weight)
