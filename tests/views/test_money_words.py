"""Amounts as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mjdesk.domain.ledger import Spending
from mjdesk.views import money_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0.36", "0.36"),
        ("4.1", "4.10"),
        ("0.045", "0.045"),
        ("1234.5", "1,234.50"),
        ("0.00004", "0.00"),
        ("20", "20.00"),
    ],
)
def test_an_amount_has_two_digits_or_more_where_they_count(number: str, words: str) -> None:
    assert money_words.amount(Decimal(number)) == words


@pytest.mark.parametrize(
    ("number", "words"), [("20", "20"), ("0.10", "0.1"), ("100", "100"), ("2.50", "2.5")]
)
def test_a_field_has_an_amount_as_short_as_it_can_be(number: str, words: str) -> None:
    assert money_words.plain_amount(Decimal(number)) == words


def test_money_has_its_sign_or_its_word() -> None:
    assert money_words.money(Decimal("0.36"), "CNY") == "¥ 0.36"
    assert money_words.money(Decimal("0.36"), "credits") == "0.36 credits"
    assert money_words.money(Decimal("0.36"), "") == "0.36"


@pytest.mark.parametrize(
    ("price", "spent", "cap", "words"),
    [
        ("0.36", "4.1", "20", "about ¥ 0.36 · today 4.10 of 20"),
        ("0.36", "4.1", "0", "about ¥ 0.36 · today 4.10"),
        ("0.36", "0", "0", "about ¥ 0.36"),
        ("0", "0", "20", ""),
        (None, "4.1", "20", "today 4.10 of 20"),
        (None, "0", "0", ""),
    ],
)
def test_the_line_over_the_button_says_only_what_is_known(
    price: str | None, spent: str, cap: str, words: str
) -> None:
    known = Decimal(price) if price is not None else None
    assert money_words.price_line(known, Decimal(spent), Decimal(cap), "CNY") == words


def test_sums_keep_currencies_apart() -> None:
    rows = [
        Spending(day=1, account="a", currency=currency, amount=Decimal(amount), wishes=1)
        for currency, amount in (("USD", "0.3"), ("CNY", "4"), ("CNY", "0.1"))
    ]
    assert money_words.sums(rows) == "¥ 4.10 + $ 0.30"
    assert money_words.sums([]) == "0.00"
