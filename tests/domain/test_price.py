from __future__ import annotations

from decimal import Decimal

import pytest

from mjdesk.domain.price import PriceTable, effort
from mjdesk.domain.prompt import parse
from mjdesk.domain.request import Speed
from mjdesk.domain.task import TaskKind


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        (TaskKind.IMAGINE, "0.10"),
        (TaskKind.BLEND, "0.10"),
        (TaskKind.SHORTEN, "0.10"),
        (TaskKind.INPAINT, "0.10"),
        (TaskKind.UPSCALE, "0.05"),
        (TaskKind.DESCRIBE, "0.05"),
        (TaskKind.SWAP_FACE, "0.05"),
    ],
)
def test_defaults(kind: TaskKind, amount: str) -> None:
    assert PriceTable().cost(kind) == Decimal(amount)


def test_what_nobody_knows_has_no_price() -> None:
    assert PriceTable().cost(TaskKind.OTHER) is None
    assert PriceTable().with_price(TaskKind.IMAGINE, None).cost(TaskKind.IMAGINE, count=4) is None


def test_speed_counts_for_pictures_only() -> None:
    table = PriceTable().with_speed(Speed.RELAX, Decimal("0.5"))
    assert table.cost(TaskKind.IMAGINE, Speed.TURBO) == Decimal("0.20")
    assert table.cost(TaskKind.IMAGINE, Speed.RELAX) == Decimal("0.05")
    assert table.cost(TaskKind.DESCRIBE, Speed.TURBO) == Decimal("0.05")
    assert table.cost(TaskKind.IMAGINE, prompt=parse("x --turbo")) == Decimal("0.20")
    assert table.cost(TaskKind.IMAGINE, Speed.FAST, prompt=parse("x --turbo")) == Decimal("0.10")


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("x --v 7", "1"),
        ("x --q 2 --v 7", "2"),
        ("x --q 3 --v 7", "4"),
        ("x --q 4 --v 7", "4"),
        ("x --q 2 --v 8.2", "1"),
        ("x --draft --v 7", "0.5"),
        ("x --hd --v 8.2", "1.625"),
        ("x --oref https://a.example/x --v 7", "2"),
        ("x --oref --v 7", "2"),
        ("x --edit https://a.example/x --v 8.2", "1.25"),
        ("x --edit https://a.example/x --hd --v 8.2", "2.875"),
    ],
)
def test_effort(text: str, factor: str) -> None:
    assert effort(TaskKind.IMAGINE, parse(text)) == Decimal(factor)
    expected = Decimal("0.10") * Decimal(factor) * 3
    assert PriceTable().cost(TaskKind.IMAGINE, prompt=parse(text), count=3) == expected
    assert PriceTable(follows_effort=False).cost(TaskKind.IMAGINE, prompt=parse(text)) == Decimal("0.10")


def test_quality_counts_for_the_first_grid_only() -> None:
    assert effort(TaskKind.VARIATION, parse("x --q 4 --v 7")) == 1


def test_own_prices() -> None:
    table = PriceTable(currency="USD").with_price(TaskKind.IMAGINE, Decimal("0.045"))
    assert table.cost(TaskKind.IMAGINE, count=10) == Decimal("0.45")
    assert table.currency == "USD"
    assert PriceTable.free().cost(TaskKind.VIDEO, Speed.TURBO) == 0
    with pytest.raises(ValueError, match="below zero"):
        table.with_price(TaskKind.IMAGINE, Decimal(-1))
    with pytest.raises(ValueError, match="finite"):
        table.with_speed(Speed.FAST, Decimal("NaN"))
