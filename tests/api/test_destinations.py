from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mjdesk.api.destinations import Destinations, is_local
from mjdesk.domain.errors import Nonsense

if TYPE_CHECKING:
    from collections.abc import Sequence

LOCAL = [
    "localhost",
    "LOCALHOST.",
    "a.localhost",
    "printer",
    "nas.local",
    "router.lan",
    "metadata.google.internal",
    "127.0.0.1",
    "127.1",
    "0x7f000001",
    "0177.0.0.1",
    "2130706433",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "::1",
    "[::1]",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
]
PUBLIC = ["cdn.discordapp.com", "img.innk.cc", "8.8.8.8", "2606:4700::1111", "gateway.example", "x.y.cn"]


@pytest.mark.parametrize("host", LOCAL)
def test_what_lies_within(host: str) -> None:
    assert is_local(host)
    with pytest.raises(Nonsense):
        Destinations("gateway.example").check("http", host)
    Destinations("192.168.1.20").check("http", host)


@pytest.mark.parametrize("host", PUBLIC)
def test_what_lies_in_the_world(host: str) -> None:
    assert not is_local(host)
    Destinations("gateway.example").check("https", host)
    Destinations("127.0.0.1").check("https", host)


@pytest.mark.parametrize("scheme", ["file", "ftp", "data", "javascript", "gopher", "ws", ""])
def test_what_is_not_the_web(scheme: str) -> None:
    for home in ("gateway.example", "127.0.0.1"):
        with pytest.raises(Nonsense):
            Destinations(home).check(scheme, "cdn.example")


def test_what_a_person_chose_is_trusted() -> None:
    Destinations("gateway.example", ["127.0.0.1"]).check("http", "127.0.0.1")
    Destinations("gateway.example").check("https", "GATEWAY.example")


def test_nobody_needs_a_user_name_an_empty_host_or_a_port_that_is_none() -> None:
    judge = Destinations("gateway.example")
    judge.check("https", "cdn.example", port=65535)
    with pytest.raises(Nonsense):
        judge.check("https", "")
    with pytest.raises(Nonsense):
        judge.check("https", "cdn.example", userinfo=b"me:secret")
    with pytest.raises(Nonsense):
        judge.check("https", "cdn.example", port=65536)


class Names:
    """A resolver by table."""

    def __init__(self, **table: Sequence[str]) -> None:
        self.table = {name.replace("_", "."): addresses for name, addresses in table.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        if host not in self.table:
            raise OSError(f"no such name: {host}")
        return self.table[host]


@pytest.mark.parametrize(
    "inside", ["127.0.0.1", "10.1.2.3", "192.168.0.7", "169.254.169.254", "::1", "fd12::1"]
)
async def test_a_name_of_the_world_must_lead_into_the_world(inside: str) -> None:
    names = Names(cdn_example=[inside], mixed_example=["93.184.216.34", inside], gateway_example=["8.8.8.8"])
    judge = Destinations("gateway.example", resolver=names)
    for host in ("cdn.example", "mixed.example"):
        with pytest.raises(Nonsense):
            await judge.check_name(host)
    with pytest.raises(Nonsense):
        await judge.check_peer("cdn.example", inside)


async def test_a_name_that_leads_into_the_world_is_free_to() -> None:
    names = Names(cdn_example=["93.184.216.34", "2606:4700::1111"])
    judge = Destinations("gateway.example", resolver=names)
    await judge.check_name("cdn.example")
    await judge.check_peer("cdn.example", "93.184.216.34")
    assert names.asked == ["cdn.example"]
    with pytest.raises(OSError, match="no such name"):
        await judge.check_name("nowhere.example")


@pytest.mark.parametrize("stand_in", ["198.18.0.44", "198.19.255.1", "fc00::2a"])
async def test_a_proxy_of_the_whole_system_answers_with_stand_ins(stand_in: str) -> None:
    judge = Destinations("gateway.example", resolver=Names(cdn_example=[stand_in]))
    await judge.check_name("cdn.example")
    await judge.check_peer("cdn.example", stand_in)


async def test_a_gateway_of_the_house_may_have_a_name_in_the_world() -> None:
    names = Names(cdn_example=["10.0.0.9"], gateway_example=["10.0.0.8"])
    judge = Destinations("gateway.example", resolver=names)
    await judge.check_name("cdn.example")
    await judge.check_name("cdn.example")
    assert names.asked == ["cdn.example", "gateway.example"]


async def test_what_needs_no_judging_is_not_even_looked_up() -> None:
    names = Names()
    for home, host in (("gateway.example", "GATEWAY.example"), ("192.168.1.20", "cdn.example")):
        await Destinations(home, resolver=names).check_name(host)
        await Destinations(home, resolver=names).check_peer(host, "10.0.0.1")
    await Destinations("gateway.example", ["mirror.example"], resolver=names).check_name("mirror.example")
    assert names.asked == []
