"""The menu of gateways: it says of the one in use how it stands, as the foot and the settings do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.gateway import STUDIO_PROFILE, GatewayProfile
from mjdesk.services.session import SessionState
from mjdesk.views.gateway_menu import gateway_menu

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme

OWN = GatewayProfile(id="own", name="Mine", root="http://127.0.0.1:9")


@pytest.mark.parametrize(
    ("active", "tips"),
    [
        (STUDIO_PROFILE, ["In use. Starts with the first wish", "Send new wishes to Mine"]),
        (OWN, ["Send new wishes to Built-in studio", "In use. Not asked yet"]),
    ],
)
def test_each_gateway_says_what_choosing_it_means(
    qtbot: QtBot, theme: Theme, active: GatewayProfile, tips: list[str]
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    used: list[str] = []
    state = SessionState(profile=active)
    menu = gateway_menu(
        theme, parent, (STUDIO_PROFILE, OWN), state, use=used.append, settings=lambda: used.append("settings")
    )
    actions = [action for action in menu.actions() if not action.isSeparator()]
    assert [action.toolTip() for action in actions[:2]] == tips
    for action in actions:
        action.trigger()
    assert used == [STUDIO_PROFILE.id, "own", "settings"]
