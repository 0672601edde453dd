from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.proxy import has_user, read_proxy, with_password


@pytest.mark.parametrize(
    ("typed", "proxy", "password"),
    [
        ("", "", ""),
        (" System ", "", ""),
        ("NONE", "none", ""),
        ("127.0.0.1:1080", "http://127.0.0.1:1080", ""),
        ("socks://h:1080/", "socks5://h:1080", ""),
        ("socks5h://h:1080", "socks5h://h:1080", ""),
        ("http://me:p%40ss@h:8080", "http://me@h:8080", "p@ss"),
        ("https://[::1]:8443", "https://[::1]:8443", ""),
    ],
)
def test_what_people_type(typed: str, proxy: str, password: str) -> None:
    assert read_proxy(typed) == (proxy, password)
    assert read_proxy(proxy) == (proxy, "")


@pytest.mark.parametrize("typed", ["ftp://h:1", "http://", "socks5://h:99999", "http://h/path", "http://[x"])
def test_what_is_no_proxy(typed: str) -> None:
    with pytest.raises(WishInvalid) as caught:
        read_proxy(typed)
    assert caught.value.reason == "bad-proxy"


@given(st.text(max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_password_comes_back_as_it_was(password: str) -> None:
    whole = with_password("socks5://me@h:1080", password)
    if password and not any(letter.isspace() for letter in password) and password.isprintable():
        assert read_proxy(whole) == ("socks5://me@h:1080", password)
    assert with_password("socks5://h:1080", password) == "socks5://h:1080"
    assert has_user(whole)
