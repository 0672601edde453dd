"""The table of README.md says what is tested, and the studio offers what the pages name."""

from __future__ import annotations

import pytest

from mjdesk.studio.dialects import DIALECTS
from tests.conformance import pages
from tests.conformance.pages import PAGES
from tests.conformance.table import README, names_for, text


def test_the_table_is_true() -> None:
    assert README.read_text(encoding="utf-8") == text()


def test_every_endpoint_has_a_test() -> None:
    named = {endpoint for page in PAGES.values() for endpoint in page.endpoints}
    assert {endpoint for endpoint in named if not names_for(endpoint)} == set()


@pytest.mark.parametrize("seed", PAGES)
def test_the_studio_offers_what_the_page_names(seed: str) -> None:
    dialect = DIALECTS[seed]
    submits = {name.rpartition("/")[2] for name in PAGES[seed].endpoints if "/mj/submit/" in name}
    assert dialect.submits == submits
    others = {
        pages.SWAP: "swap",
        pages.FETCH: "fetch",
        pages.LIST: "list-by-condition",
        pages.ALL: "list",
        pages.PAGED: "query",
        pages.QUEUE: "queue",
        pages.CANCEL: "cancel",
        pages.SEED: "image-seed",
        pages.BALANCE: "billing",
    }
    # `image` is where a relay keeps the pictures of every answer; no page needs to name it.
    assert dialect.others - {"image"} == {
        others[name] for name in PAGES[seed].endpoints if "/mj/submit/" not in name
    }
