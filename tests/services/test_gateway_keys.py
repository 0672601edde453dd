"""Keys and passwords of proxies: each gateway's own under its name, and never in its profile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.gateway import GatewayProfile
from mjdesk.services.gateway_keys import GatewayKeys, parted
from tests.services.test_session import Keys

OWN = GatewayProfile(id="own", name="Own", root="https://own.test", proxy="http://me:word@h:1080")


async def test_what_was_parted_is_put_together_again() -> None:
    secrets = Keys()
    keys = GatewayKeys(secrets)
    bare, passwords = parted(OWN)
    assert bare.proxy == "http://me@h:1080"
    await keys.keep_passwords("own", passwords)
    assert secrets.keys == {"own#proxy": "word"}
    assert await keys.connected(bare) == OWN


async def test_a_password_that_was_just_typed_goes_before_the_one_that_is_kept() -> None:
    secrets = Keys()
    secrets.keys["own#proxy"] = "old"
    assert await GatewayKeys(secrets).connected(*parted(OWN)) == OWN


async def test_all_of_a_gateway_is_forgotten_and_nothing_of_another() -> None:
    secrets = Keys()
    secrets.keys = {"own": "key", "own#proxy": "a", "own#picture-proxy": "b", "other": "c"}
    keys = GatewayKeys(secrets)
    await keys.forget("own")
    assert secrets.keys == {"other": "c"}
    assert (await keys.key("own"), await keys.key("other")) == ("", "c")


def test_what_is_no_proxy_is_said() -> None:
    with pytest.raises(WishInvalid):
        parted(replace(OWN, picture_proxy="ftp://h"))
