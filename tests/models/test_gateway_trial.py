"""A trial of a gateway: what a pasted address says is kept, and nothing is kept before it answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import Unreachable, WishInvalid
from mjdesk.domain.gateway import GatewayProfile
from mjdesk.domain.request import Speed
from mjdesk.models.gateway_trial import GatewayTrial, TrialStep
from tests.support.settings_town import Town

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture
def town(qapp: QApplication) -> Town:
    return Town()


@pytest.mark.parametrize(
    ("address", "speed", "suffix"),
    [
        ("https://gateway.example/mj", Speed.DEFAULT, ""),
        ("https://gateway.example/mj-fast", Speed.FAST, ""),
        ("https://gateway.example/MJ-Turbo-Relay/mj/submit/imagine", Speed.TURBO, "-relay"),
        ("https://gateway.example/mj-fastest", Speed.DEFAULT, ""),
        ("https://mj-fast.example", Speed.DEFAULT, ""),
    ],
)
def test_the_speed_that_an_address_names_is_taken(
    town: Town, address: str, speed: Speed, suffix: str
) -> None:
    trial = GatewayTrial(town.desk)
    trial.test(address, "sk-1")
    profile = trial.state.profile
    assert profile is not None
    assert (profile.speed, profile.speed_suffix, profile.root) == (speed, suffix, "https://gateway.example")


def test_it_keeps_the_name_and_id_of_a_known_gateway(town: Town) -> None:
    trial = GatewayTrial(town.desk)
    known = GatewayProfile(id="own", name="Relay", root="https://old.example", concurrency=7)
    trial.test("gateway.example", "sk-1", known=known)
    trial.save("sk-1")
    (kept,) = town.settings.value.gateways
    assert (kept.id, kept.name, kept.concurrency) == ("own", "Relay", 7)
    assert trial.state.step is TrialStep.SAVED


def test_nothing_is_kept_that_did_not_answer(town: Town) -> None:
    town.error = Unreachable()
    trial = GatewayTrial(town.desk)
    trial.test("gateway.example", "sk-1")
    trial.save("sk-1")
    assert trial.state.step is TrialStep.FAILED
    assert (town.settings.value.gateways, town.secrets.keys) == ((), {})


def test_without_an_address_nobody_is_asked(town: Town) -> None:
    trial = GatewayTrial(town.desk)
    trial.test("  ", "sk-1")
    assert isinstance(trial.state.error, WishInvalid)
    assert town.asked == []


def test_no_key_stays_in_a_trial(town: Town) -> None:
    trial = GatewayTrial(town.desk)
    trial.test("gateway.example", "sk-secret")
    trial.save("sk-secret")
    assert "sk-secret" not in repr(trial.state) + repr(vars(trial))
