from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mjdesk.api.address import Address, is_loopback, read_address
from mjdesk.domain.request import Speed


@pytest.mark.parametrize(
    "pasted",
    [
        "https://h.example",
        "https://h.example/",
        "  https://h.example//  ",
        "h.example",
        "HTTPS://H.Example",
        "https://h.example:443",
        "https://h.example/v1",
        "https://h.example/v1/chat/completions",
        "https://h.example/mj",
        "https://h.example/MJ/Submit",
        "https://h.example/mj/submit/imagine",
        "https://h.example/mj/mj/submit/imagine",
        "https://h.example/mj?key=secret#top",
        "https://user:secret@h.example/mj",
        '"https://h.example/mj"',
        "https://h.exam\nple/mj",
        "https:\\\\h.example\\mj",
    ],
)
def test_whatever_is_pasted_gives_one_root(pasted: str) -> None:
    assert read_address(pasted) == Address("https://h.example")


@pytest.mark.parametrize(
    ("pasted", "root", "speed", "suffix"),
    [
        ("https://h.example/mj-fast", "https://h.example", Speed.FAST, ""),
        ("https://h.example/mj-fast/mj", "https://h.example", Speed.FAST, ""),
        ("https://h.example/mj-relax/mj/submit/imagine", "https://h.example", Speed.RELAX, ""),
        ("https://h.example/mj-turbo-relay/mj", "https://h.example", Speed.TURBO, "-relay"),
        ("https://h.example/mj-fast-origin", "https://h.example", Speed.FAST, "-origin"),
        ("https://h.example/mj-other/mj", "https://h.example", Speed.DEFAULT, ""),
        ("https://h.example/prefix/mj", "https://h.example/prefix", Speed.DEFAULT, ""),
        ("https://h.example/a/b/v1/models", "https://h.example/a/b", Speed.DEFAULT, ""),
        ("http://127.0.0.1:8080/mj", "http://127.0.0.1:8080", Speed.DEFAULT, ""),
        ("localhost:8080", "http://localhost:8080", Speed.DEFAULT, ""),
        ("http://[::1]:8080/mj", "http://[::1]:8080", Speed.DEFAULT, ""),
        ("http://bücher.example/mj", "http://xn--bcher-kva.example", Speed.DEFAULT, ""),
        ("https://h.example/../../mjx", "https://h.example/mjx", Speed.DEFAULT, ""),
    ],
)
def test_prefixes_ports_and_speeds_are_kept(pasted: str, root: str, speed: Speed, suffix: str) -> None:
    assert read_address(pasted) == Address(root, speed, suffix)


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "   ",
        "https://",
        "ftp://h.example",
        "file:///etc",
        "//",
        "https://h:99999",
        "http://[::g]/mj",
        "https://:80",
    ],
)
def test_what_has_no_host_gives_no_root(pasted: str) -> None:
    assert read_address(pasted).root == ""


@example("0/<?")
@example("https://h/x'?'/")
@given(st.text(max_size=60) | st.builds("https://{}/{}".format, st.text(max_size=20), st.text(max_size=30)))
def test_any_text_gives_a_clean_root_and_its_root_gives_itself(text: str) -> None:
    address = read_address(text)
    assert read_address(address.root) == Address(address.root)
    if address.root:
        scheme, _, rest = address.root.partition("://")
        assert scheme in {"http", "https"}
        assert rest
        assert not rest.endswith("/")
        assert rest.isprintable()
        assert "@" not in rest.split("/")[0]
        assert not {"mj", "v1", "..", ""} & set(rest.lower().split("/")[1:])
        assert address.host


def test_this_machine_is_known() -> None:
    assert read_address("http://127.0.0.1:1").is_loopback
    assert is_loopback("localhost")
    assert is_loopback("::1")
    assert not is_loopback("127.0.0.1.example.com")
