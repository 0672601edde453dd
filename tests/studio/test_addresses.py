"""Picture addresses written and read backwards."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.studio.addresses import Addresses, Target
from mjdesk.studio.job import Shape
from tests.studio.support import ManualClock
from tests.studio.test_buttons import job_of

BASE = "http://127.0.0.1:1"


@given(st.text(max_size=60))
def test_every_address_reads_back(prompt: str):
    addresses = Addresses(ManualClock(), life=100, key="k")
    job = job_of(Shape.GRID, prompt or "x")
    for url, target in (
        (addresses.result(BASE, job, 1), Target(job.id, "o", 1)),
        (addresses.preview(BASE, job), Target(job.id, "p", 0)),
        (addresses.quadrant(BASE, job, 3), Target(job.id, "q", 3)),
    ):
        assert Addresses.read(url) == target
        parts = urlsplit(url)
        assert addresses.is_open(parts.path, parts.query)
        assert url.isascii()


def test_uploads():
    addresses = Addresses(ManualClock(), life=100, key="k")
    name = "up_" + "0" * 32 + ".png"
    assert Addresses.read(addresses.upload(BASE, name)) == Target("", "u", upload=name)


@pytest.mark.parametrize(
    "url", ["", "http://", "http://x/y.png", f"{BASE}/attachments/1/2/3_o0.png", f"{BASE}/mj/image/../x"]
)
def test_foreign_addresses(url: str):
    assert Addresses.read(url) is None


async def test_the_end_comes():
    clock = ManualClock(start=1000)
    addresses = Addresses(clock, life=100, key="k")
    job = job_of(Shape.GRID)
    url = urlsplit(addresses.result(BASE, job))
    await clock.advance(199)
    assert addresses.is_open(url.path, url.query)
    await clock.advance(1)
    assert not addresses.is_open(url.path, url.query)
    other = Addresses(clock, life=100, key="other")
    fresh = urlsplit(addresses.result(BASE, job))
    assert not other.is_open(fresh.path, fresh.query)
