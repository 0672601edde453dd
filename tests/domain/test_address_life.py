from hypothesis import given
from hypothesis import strategies as st

from mjdesk.domain.address_life import end_of


def test_a_signed_address_names_its_end() -> None:
    assert end_of("https://cdn.discordapp.com/a/1/2/x.png?ex=65f1a2b3&is=65f05133&hm=ab&") == 0x65F1A2B3
    assert end_of("https://cdn.discordapp.com/a/1/2/x.png?is=65f05133&hm=ab&ex=65F1A2B3") == 0x65F1A2B3


def test_other_addresses_name_none() -> None:
    for address in (
        "",
        "https://h/ex=65f1a2b3",
        "https://h/x.png?ex=tomorrow",
        "https://h/x.png?rex=65f1a2b3",
    ):
        assert end_of(address) is None


@given(st.text())
def test_whatever_comes_is_read_without_trouble(text: str) -> None:
    assert end_of(text) is None or "ex=" in text


@given(st.integers(min_value=0x10000000, max_value=0xFFFFFFFF))
def test_every_moment_is_found_again(moment: int) -> None:
    assert end_of(f"https://h/a.png?ex={moment:x}&hm=1") == moment
