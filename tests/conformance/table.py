"""Writes README.md of this folder: `python -m tests.conformance.table` after a change of pages or tests."""

from __future__ import annotations

import inspect
from pathlib import Path

from tests.conformance import test_pages
from tests.conformance.pages import PAGES, endpoints_of

README = Path(__file__).with_name("README.md")
_HEAD = """\
# The five published pages, endpoint by endpoint

Written by `python -m tests.conformance.table`, and checked by `test_table.py`; do not edit by hand.

Each line is an endpoint that one of the five pages names: the *page* itself documents it with fields and
answers, the *menu* beside the page lists it, the menu lists only the *folder* that holds it on the sister
pages, or it is *implied*, because no result could be had without it. Every test runs `GatewayClient`, as
*Test connection* has set it up, against the studio in that page's dialect (`serve-studio --dialect`), and
fails when the endpoint was not really reached.

Not in the table: the file uploads that the menu of s001 lists, for which no page could be had and no common
contract exists. Pictures travel as data URLs instead.

| seed | endpoint | named by | tests in `test_pages.py` |
|---|---|---|---|
"""


def names_for(endpoint: str) -> list[str]:
    """The names of the tests that reach an endpoint, in the order of their file."""
    members = vars(test_pages).items()
    return [name for name, test in members if inspect.isfunction(test) and endpoint in endpoints_of(test)]


def text() -> str:
    """README.md as it should be."""
    rows = [
        f"| {seed} | `{endpoint}` | {how} | {', '.join(f'`{name}`' for name in names_for(endpoint))} |"
        for seed, page in PAGES.items()
        for endpoint, how in page.endpoints.items()
    ]
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    README.write_text(text(), encoding="utf-8", newline="\n")
