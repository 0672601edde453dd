"""Gateways side by side: made when needed, made anew when they change, told about by real traffic."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mjdesk.domain.errors import Busy, NotAllowed, NotOffered, SecretsError, Unreachable, WishInvalid
from mjdesk.domain.gateway import STUDIO_ID, STUDIO_PROFILE, AuthStyle, GatewayProfile
from mjdesk.domain.settings import Settings
from mjdesk.services.notices import Notices
from mjdesk.services.session import Reach, Session
from mjdesk.services.settings import SettingsHolder
from tests.support.clock import FakeClock
from tests.support.fake_gateway import FakeGateway

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.errors import DeskError

OWN = GatewayProfile(id="own", name="Own", root="https://own.test")


class Keeper:
    def __init__(self) -> None:
        self.saved: list[Settings] = []
        self.trouble: DeskError | None = None

    async def save(self, settings: Settings) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.saved.append(settings)


class Keys:
    place = "memory"

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.trouble: DeskError | None = None
        self.moved: list[str] = []

    async def get(self, account: str) -> str | None:
        if self.trouble is not None:
            raise self.trouble
        return self.keys.get(account)

    async def set(self, account: str, key: str) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.keys[account] = key

    async def forget(self, account: str) -> None:
        self.keys.pop(account, None)

    async def move_to(self, place: str, accounts: Sequence[str]) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.place = place
        self.moved = list(accounts)


class Town:
    """A session with everything around it."""

    def __init__(self, **settings: object) -> None:
        self.made: list[tuple[GatewayProfile, str, FakeGateway]] = []
        self.keys = Keys()
        self.studio: tuple[str, str] = ("http://127.0.0.1:5000", "secret")
        self.trouble: DeskError | None = None
        self.settings = SettingsHolder(replace(Settings(), **settings), Keeper(), FakeClock(), Notices())
        self.session = Session(self.settings, self.keys, self.make, self.address)
        self.reaches: list[Reach] = []
        self.session.changed.connect(lambda state: self.reaches.append(state.reach))

    async def make(self, profile: GatewayProfile, key: str) -> FakeGateway:
        gateway = FakeGateway(profile)
        gateway.test_trouble = self.trouble
        self.made.append((profile, key, gateway))
        return gateway

    async def address(self) -> tuple[str, str]:
        return self.studio


async def test_a_client_is_made_once_with_the_key_from_its_place() -> None:
    town = Town(gateways=(OWN,), active="own")
    town.keys.keys["own"] = "sk-1"
    first = await town.session.gateway_for("own")
    assert await town.session.gateway_for("own") is first
    assert [(profile, key) for profile, key, _ in town.made] == [(OWN, "sk-1")]


async def test_a_changed_profile_or_key_makes_a_new_client_and_closes_the_old_at_the_end() -> None:
    town = Town(gateways=(OWN,), active="own")
    await town.session.gateway_for("own")
    await town.session.save_gateway(replace(OWN, root="https://moved.test"), None)
    await town.session.gateway_for("own")
    await town.session.save_gateway(replace(OWN, root="https://moved.test"), "sk-2")
    await town.session.gateway_for("own")
    assert [key for _, key, _ in town.made] == ["", "", "sk-2"]
    assert not any(gateway.is_closed for *_, gateway in town.made)
    await town.session.aclose()
    assert all(gateway.is_closed for *_, gateway in town.made)


async def test_a_studio_that_moved_gets_a_new_client() -> None:
    town = Town()
    first = await town.session.gateway_for(STUDIO_ID)
    assert await town.session.gateway_for(STUDIO_ID) is first
    town.studio = ("http://127.0.0.1:6000", "secret")
    second = await town.session.gateway_for(STUDIO_ID)
    assert second is not first
    assert second.profile.root == "http://127.0.0.1:6000"
    assert town.made[-1][1] == "secret"


async def test_an_unknown_account_is_no_gateway() -> None:
    with pytest.raises(WishInvalid) as caught:
        await Town().session.gateway_for("gone")
    assert caught.value.reason == "no-gateway"


async def test_checking_finds_latency_and_balance_and_keeps_what_it_learned() -> None:
    town = Town(gateways=(OWN,), active="own")
    gateway = await town.session.gateway_for("own")
    assert isinstance(gateway, FakeGateway)
    gateway.findings = replace(gateway.findings, auth=AuthStyle.RAW)
    await town.session.check()
    state = town.session.state
    assert (state.reach, state.latency) == (Reach.ONLINE, 0.02)
    assert state.balance is not None
    assert state.balance.remaining == 12.5
    assert town.settings.value.gateways[0].auth is AuthStyle.RAW
    assert town.session.active.auth is AuthStyle.RAW
    assert Reach.CHECKING in town.reaches


@pytest.mark.parametrize(
    ("error", "reach"), [(Unreachable(), Reach.OFFLINE), (NotAllowed(), Reach.NOT_ALLOWED)]
)
async def test_a_check_that_fails_says_so(error: DeskError, reach: Reach) -> None:
    town = Town(gateways=(OWN,), active="own")
    town.trouble = error
    await town.session.check()
    assert (town.session.state.reach, town.session.state.error) == (reach, error)


async def test_real_traffic_tells_about_the_active_gateway_alone() -> None:
    town = Town(gateways=(OWN,), active="own")
    town.session.heard("own", Unreachable())
    town.session.heard("other", None)
    town.session.heard("own", Busy())
    assert town.session.state.reach is Reach.OFFLINE
    town.session.heard("own", None)
    town.session.heard("own", None)
    assert town.reaches == [Reach.OFFLINE, Reach.ONLINE]


async def test_using_another_gateway_is_remembered_and_looked_at() -> None:
    town = Town(gateways=(OWN,))
    assert town.session.active is STUDIO_PROFILE
    await town.session.use("own")
    assert town.settings.value.active == "own"
    assert town.session.state.profile.id == "own"
    assert town.session.state.reach is Reach.ONLINE
    with pytest.raises(WishInvalid):
        await town.session.use("nowhere")


async def test_trying_out_uses_the_given_key_and_keeps_nothing() -> None:
    town = Town()
    findings = await town.session.test(OWN, "sk-new")
    assert findings.root == OWN.root
    profile, key, gateway = town.made[0]
    assert (profile, key, gateway.is_closed) == (OWN, "sk-new", True)
    assert town.keys.keys == {}
    assert town.settings.value.gateways == ()
    with pytest.raises(WishInvalid):
        await town.session.test(replace(OWN, root=""), None)


async def test_a_key_that_cannot_be_kept_changes_nothing() -> None:
    town = Town()
    town.keys.trouble = SecretsError()
    with pytest.raises(SecretsError):
        await town.session.save_gateway(OWN, "sk-1")
    assert town.settings.value.gateways == ()


async def test_forgetting_drops_key_and_profile_and_falls_back_to_the_studio() -> None:
    town = Town()
    await town.session.save_gateway(OWN, "sk-1")
    await town.session.use("own")
    await town.session.forget_gateway("own")
    assert town.keys.keys == {}
    assert town.settings.value.gateways == ()
    assert town.session.active.id == STUDIO_ID


async def test_what_a_gateway_lacks_is_remembered_and_makes_no_new_client() -> None:
    town = Town(gateways=(OWN,), active="own")
    first = await town.session.gateway_for("own")
    town.session.heard("own", NotOffered(what="/mj-fast/mj/submit/shorten", status=404))
    town.session.heard("own", NotOffered(what="reroll", status=400))
    town.session.heard("own", NotOffered(what="/mj-turbo/mj/submit/video", status=503))
    town.session.heard("own", NotOffered(what="/mj/task/17/fetch", status=404))
    learned = town.settings.value.gateways[0].capabilities
    assert learned.missing == {"/mj/submit/shorten"}
    assert learned.refused_verbs == {"reroll"}
    assert await town.session.gateway_for("own") is first
    await town.session.check()
    assert town.settings.value.gateways[0].capabilities.missing == {"/mj/submit/shorten"}
    town.session.forget_learned("own")
    assert town.settings.value.gateways[0].capabilities.missing == frozenset()


async def test_that_it_cannot_list_is_remembered() -> None:
    town = Town(gateways=(OWN,))
    gateway = await town.session.gateway_for("own")
    assert isinstance(gateway, FakeGateway)
    gateway.can_list = False
    town.session.heard("own", None)
    assert not town.settings.value.gateways[0].capabilities.can_list
    gateway.can_list = True
    town.session.heard("own", None)
    assert town.settings.value.gateways[0].capabilities.can_list
    town.session.heard(STUDIO_ID, NotOffered(what="reroll"))
    assert town.settings.value.gateways[0].capabilities.refused_verbs == frozenset()


@pytest.mark.parametrize(
    "changes", [{"proxy": "none"}, {"ca_file": "/own.pem"}, {"root": "https://b.test"}, {"concurrency": 9}]
)
async def test_a_changed_profile_takes_effect_with_the_next_request(changes: dict[str, Any]) -> None:
    town = Town(gateways=(OWN,))
    first = await town.session.gateway_for("own")
    await town.session.save_gateway(replace(OWN, **changes), None)
    second = await town.session.gateway_for("own")
    assert (second is first) == ("concurrency" in changes)
    assert isinstance(first, FakeGateway)
    assert not first.is_closed, "somebody may be waiting for its answer"
    await town.session.aclose()
    assert first.is_closed


async def test_a_proxy_s_password_is_kept_beside_the_key_alone() -> None:
    town = Town(gateways=(OWN,))
    typed = replace(OWN, proxy="socks5://me:pa%20ss@h:1080", picture_proxy="socks://h:1081")
    await town.session.save_gateway(typed, "key")
    kept = town.settings.value.gateways[0]
    assert (kept.proxy, kept.picture_proxy) == ("socks5://me@h:1080", "socks5://h:1081")
    assert town.keys.keys == {"own": "key", "own#proxy": "pa ss"}
    await town.session.gateway_for("own")
    made, key, _ = town.made[-1]
    assert (made.proxy, key) == ("socks5://me:pa%20ss@h:1080", "key")
    await town.session.test(kept, None)
    assert town.made[-1][0].proxy == "socks5://me:pa%20ss@h:1080"
    await town.session.forget_gateway("own")
    assert town.keys.keys == {}


async def test_what_is_no_proxy_changes_nothing() -> None:
    town = Town(gateways=(OWN,))
    with pytest.raises(WishInvalid) as caught:
        await town.session.save_gateway(replace(OWN, proxy="ftp://h"), "key")
    assert caught.value.reason == "bad-proxy"
    assert (town.settings.value.gateways, town.keys.keys) == ((OWN,), {})


async def test_all_keys_and_passwords_move_together() -> None:
    town = Town(gateways=(OWN,))
    await town.session.move_keys("file")
    assert town.keys.place == "file"
    assert town.keys.moved == [OWN.id, f"{OWN.id}#proxy", f"{OWN.id}#picture-proxy"]


async def test_a_key_is_lacking_only_where_one_is_needed() -> None:
    town = Town(gateways=(OWN,))
    assert not await town.session.lacks_key()
    town.settings.update(active=OWN.id)
    assert await town.session.lacks_key()
    town.keys.keys[OWN.id] = "sk"
    assert not await town.session.lacks_key()
