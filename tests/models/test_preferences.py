"""Preferences: choices are kept at once and told once, whoever made them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pytest

from mjdesk.domain.gateway import STUDIO_PROFILE, GatewayProfile
from mjdesk.domain.settings import Look, Settings
from mjdesk.models.preferences import Preferences
from mjdesk.services.notices import Notices
from mjdesk.services.settings import SettingsHolder
from tests.support.clock import FakeClock

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

FIRST = GatewayProfile(id="1", name="First", root="https://one.test")
SECOND = GatewayProfile(id="2", name="Second", root="https://two.test")


@pytest.fixture
def settings(qapp: QApplication) -> SettingsHolder:
    return SettingsHolder(Settings(), cast("Any", None), FakeClock(), Notices())


def test_a_choice_is_kept_at_once_and_told_once(settings: SettingsHolder) -> None:
    preferences = Preferences(settings, lambda: "keychain")
    looks: list[Look] = []
    preferences.look_changed.connect(looks.append)
    preferences.set_look(Look.LIGHT)
    preferences.set_look(Look.LIGHT)
    assert looks == [Look.LIGHT]
    assert settings.value.look is preferences.look is Look.LIGHT


def test_it_tells_what_others_changed_until_it_is_closed(settings: SettingsHolder) -> None:
    preferences = Preferences(settings, lambda: "keychain")
    told: list[object] = []
    preferences.motion_changed.connect(told.append)
    preferences.well_changed.connect(told.append)
    preferences.gateways_changed.connect(lambda: told.append("gateways"))
    settings.update(has_reduced_motion=True, well=3, tile_height=200)
    settings.update(gateways=(FIRST,))
    preferences.close()
    settings.update(well=1)
    assert told == [True, 3, "gateways"]


def test_the_gateways_are_the_studio_and_the_persons_own(settings: SettingsHolder) -> None:
    preferences = Preferences(settings, lambda: "keychain")
    settings.update(gateways=(FIRST, SECOND))
    assert preferences.gateways == (STUDIO_PROFILE, FIRST, SECOND)
    assert preferences.gateway("2") is SECOND
    assert preferences.gateway("3") is None
    assert preferences.active is STUDIO_PROFILE
    settings.update(active="2")
    assert preferences.active is SECOND


def test_the_daily_cap_is_kept_and_told(settings: SettingsHolder) -> None:
    preferences = Preferences(settings, lambda: "keychain")
    told: list[Decimal] = []
    preferences.cap_changed.connect(lambda: told.append(preferences.daily_cap))
    preferences.set_daily_cap(Decimal("2.5"))
    preferences.set_daily_cap(Decimal("2.5"))
    assert told == [Decimal("2.5")]


@pytest.mark.parametrize(("asked", "kept"), [(-1, 0), (2, 2), (9, 3)])
def test_a_well_stays_among_the_four(settings: SettingsHolder, asked: int, kept: int) -> None:
    preferences = Preferences(settings, lambda: "keychain")
    preferences.set_well(asked)
    assert preferences.well == kept


@pytest.mark.parametrize(
    ("place", "is_kept", "is_in_file"),
    [("keychain", True, False), ("memory", False, False), ("file", True, True)],
)
def test_where_keys_are(settings: SettingsHolder, place: str, is_kept: bool, is_in_file: bool) -> None:
    preferences = Preferences(settings, lambda: place)
    assert (preferences.key_is_kept, preferences.key_is_in_file) == (is_kept, is_in_file)


def test_the_welcome_is_answered_once(settings: SettingsHolder) -> None:
    preferences = Preferences(settings, lambda: "keychain")
    assert not preferences.is_welcomed
    preferences.set_welcomed()
    assert settings.value.is_welcomed
