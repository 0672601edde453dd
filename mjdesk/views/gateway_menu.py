"""The menu of gateways: which one is in use, the way to another one, and to their settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.views import gateway_words, wording
from mjdesk.views.language import tr
from mjdesk.widgets.popup_menu import PopupMenu
from mjdesk.widgets.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.services.session import SessionState
    from mjdesk.theme import Theme

_ROLES = {
    Status.OK: "ok",
    Status.WARN: "warn",
    Status.ERROR: "error",
    Status.UNKNOWN: "unknown",
    Status.IDLE: "text_2",
}


def gateway_menu(
    theme: Theme,
    parent: QWidget,
    gateways: Sequence[GatewayProfile],
    state: SessionState,
    *,
    use: Callable[[str], object],
    settings: Callable[[], object],
) -> PopupMenu:
    """The menu, ready to be popped up; it goes when it is closed."""
    menu = PopupMenu(theme, parent)
    for gateway in gateways:
        is_active = gateway.id == state.profile.id
        status, words = gateway_words.sign(state.reach, is_studio=gateway.is_studio)
        name = wording.gateway_name(gateway)
        action = menu.add(
            name,
            lambda id=gateway.id: use(id),
            icon="circle-dot" if is_active else "circle",
            role=_ROLES[status] if is_active else "text_3",
        )
        action.setToolTip(
            tr("In use. {state}", state=words)
            if is_active
            else tr("Send new wishes to {gateway}", gateway=name)
        )
        if is_active:
            menu.setDefaultAction(action)
    menu.addSeparator()
    menu.add(tr("Settings"), settings, icon="settings")
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
