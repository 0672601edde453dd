from __future__ import annotations

import pytest

from mjdesk.api.destinations import Destinations, is_local
from mjdesk.domain.errors import Nonsense

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
