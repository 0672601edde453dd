"""The settings: each choice applies at once, keys go to the keychain alone, every page can be reached."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from mjdesk import __version__
from mjdesk.domain.errors import NotAllowed, Unreachable
from mjdesk.domain.gateway import STUDIO_ID, AuthStyle, GatewayProfile
from mjdesk.domain.request import Speed
from mjdesk.domain.settings import Look
from mjdesk.views.settings.settings_sheet import SettingsSheet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme
    from tests.support.settings_town import Town

OWN = GatewayProfile(id="own", name="Relay", root="https://gateway.example", auth=AuthStyle.BEARER)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    host.resize(1000, 800)
    qtbot.addWidget(host)
    host.show()
    qtbot.waitExposed(host)
    return host


@pytest.fixture
def sheet(host: QWidget, theme: Theme, town: Town, tmp_path: Path) -> SettingsSheet:
    sheet = SettingsSheet(theme, host, town.models, paths={"library": str(tmp_path / "library.sqlite3")})
    sheet.open()
    return sheet


def _with_own(town: Town, *, is_active: bool = True) -> None:
    town.secrets.keys[OWN.id] = "sk-old"
    town.settings.update(gateways=(OWN,), active=OWN.id if is_active else STUDIO_ID)


def test_a_look_applies_at_once(sheet: SettingsSheet, town: Town, theme: Theme) -> None:
    sheet.show_section("look")
    QTest.mouseClick(sheet.look.look.option(Look.LIGHT), LEFT)
    assert town.settings.value.look is Look.LIGHT
    assert theme.tokens.shade == "light"
    QTest.mouseClick(sheet.look.motion.option("full"), LEFT)
    assert town.settings.value.has_reduced_motion is False
    QTest.mouseClick(sheet.look.motion.option("reduced"), LEFT)
    assert town.settings.value.has_reduced_motion is True
    assert theme.motion.panel == 0
    QTest.mouseClick(sheet.look.well.option("2"), LEFT)
    assert town.settings.value.well == 2


def test_the_well_can_be_walked_by_keys(sheet: SettingsSheet, town: Town) -> None:
    sheet.show_section("look")
    QTest.keyClick(sheet.look.well.option("0"), Qt.Key.Key_Right)
    assert town.settings.value.well == 1


def test_a_new_gateway_is_tested_kept_and_used(sheet: SettingsSheet, town: Town) -> None:
    page = sheet.gateway
    QTest.mouseClick(page.which.option("own"), LEFT)
    QTest.keyClicks(page.address.edit, "gateway.example/mj")
    QTest.keyClicks(page.key.field.edit, "sk-1")
    QTest.mouseClick(page.test_button, LEFT)
    (profile,) = town.settings.value.gateways
    assert (profile.root, profile.name) == ("https://gateway.example", "gateway.example")
    assert town.settings.value.active == profile.id
    assert town.secrets.keys == {profile.id: "sk-1"}
    assert page.key.field.text() == ""
    assert page.key.place.text() == "Saved in this computer's keychain"
    assert page.line.text() == "Answered in 84 ms · key accepted · fast and relax"
    assert page.test_button.label() == "Test connection"
    words = {label.text() for label in page.findChildren(QLabel) if label.isVisible()}
    assert {"all tasks in one question", "fast and relax"} <= words


def test_name_speed_and_number_apply_at_once(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    page = sheet.gateway
    assert page.name.text() == "Relay"
    QTest.mouseClick(page.speed.option(Speed.RELAX.value), LEFT)
    page.name.edit.selectAll()
    QTest.keyClicks(page.name.edit, "Second relay")
    QTest.keyClick(page.name.edit, Qt.Key.Key_Return)
    page.at_once.committed.emit(5.0)
    assert town.settings.value.gateways == (
        replace(OWN, name="Second relay", speed=Speed.RELAX, concurrency=5),
    )
    assert town.asked == []


def test_a_failed_test_keeps_what_was_there(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    town.error = NotAllowed(status=401)
    page = sheet.gateway
    QTest.mouseClick(page.key.replace_button, LEFT)
    QTest.keyClicks(page.key.field.edit, "sk-wrong")
    QTest.mouseClick(page.test_button, LEFT)
    assert page.line.text().startswith("The gateway does not accept this key.")
    assert town.settings.value.gateways == (OWN,)
    assert town.secrets.keys == {OWN.id: "sk-old"}
    QTest.keyClick(page.key.field.edit, Qt.Key.Key_Escape)
    assert not sheet.is_open()
    assert page.key.field.text() == ""


def test_a_test_without_a_new_key_uses_the_kept_one(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    town.error = Unreachable()
    QTest.mouseClick(sheet.gateway.test_button, LEFT)
    assert town.asked == [(OWN.root, "sk-old")]
    assert sheet.gateway.line.text().startswith("The gateway could not be reached.")


def test_the_kept_key_does_not_follow_to_another_host(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    page = sheet.gateway
    page.address.edit.selectAll()
    QTest.keyClicks(page.address.edit, "https://gateway.example.evil.test")
    QTest.mouseClick(page.test_button, LEFT)
    assert town.asked == []
    assert "another host" in page.line.text()
    assert page.key.field.isVisible()


def test_key_and_gateway_can_be_forgotten(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    page = sheet.gateway
    QTest.mouseClick(page.key.forget_button, LEFT)
    assert town.secrets.keys[OWN.id] == ""
    assert page.key.field.isVisible()
    QTest.mouseClick(page.forget_button, LEFT)
    assert page.forget_button.label() == "Forget it and its key?"
    assert len(town.settings.value.gateways) == 1
    QTest.mouseClick(page.forget_button, LEFT)
    assert town.settings.value.gateways == ()
    assert town.settings.value.active == STUDIO_ID
    assert town.secrets.keys == {}
    assert page.which.value() == STUDIO_ID


def test_the_studio_and_back(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    QTest.mouseClick(sheet.gateway.which.option(STUDIO_ID), LEFT)
    assert town.settings.value.active == STUDIO_ID
    QTest.mouseClick(sheet.gateway.which.option("own"), LEFT)
    assert town.settings.value.active == OWN.id


def test_storage_tells_sizes_and_opens_folders(
    sheet: SettingsSheet, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    sheet.show_section("storage")
    assert sheet.storage.pictures.text() == "0 pictures of 0 tasks · 0 B"
    assert sheet.storage.trash.text() == "Nothing"
    assert list(sheet.storage.open_buttons) == ["library"]
    QTest.mouseClick(sheet.storage.open_buttons["library"], LEFT)
    assert opened == [str(tmp_path)]


def test_about_names_the_version_and_licences(sheet: SettingsSheet) -> None:
    sheet.show_section("about")
    words = {label.text() for label in sheet.about.findChildren(QLabel)}
    assert {f"MJ Desk {__version__}", "LGPL-3.0", "OFL-1.1"} <= words


def test_escape_and_the_cross_close(sheet: SettingsSheet) -> None:
    QTest.keyClick(sheet.sections.option("gateway"), Qt.Key.Key_Escape)
    assert not sheet.is_open()
    sheet.open()
    QTest.mouseClick(sheet.close_button, LEFT)
    assert not sheet.is_open()


def test_everything_that_takes_the_keyboard_has_a_name(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    for section in sheet.sections.values():
        sheet.show_section(section)
        for child in sheet.findChildren(QWidget):
            if (
                child.isVisible()
                and child.focusPolicy() & Qt.FocusPolicy.TabFocus
                and child.focusProxy() is None
            ):
                assert child.accessibleName(), child
