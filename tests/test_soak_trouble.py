"""The trouble test in small; `make soak` does it with 10,000 polls and 500 wishes (tests/soak/trouble.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.studio.faults import Fault
from tests.soak.trouble import ordeal

if TYPE_CHECKING:
    from pathlib import Path

_BLOCKS_PER_POLL = 40.0
"""In so short a run the bounded memories are still filling; the long one allows five."""
_TOO_RARE = {Fault.HUGE_PICTURE, Fault.EXPIRED, Fault.GONE, Fault.NOT_A_PICTURE, Fault.VANISH}
"""Of sixty tasks and their pictures these may strike none; the long run meets them all."""


async def test_gateways_in_trouble_leave_nothing_stuck_lost_or_sent_twice(tmp_path: Path) -> None:
    found = await ordeal(tmp_path, polls=1000, wishes=60, seed=5)
    assert found.audit.troubles() == {}, found.report()
    assert found.faults == []
    assert found.polls >= 1000
    assert found.wishes >= 60
    assert found.overlooked == []
    struck = {fault for fault, count in found.struck.items() if count}
    assert struck >= set(Fault) - _TOO_RARE
    assert found.audit.states["succeeded/done"] > 20
    assert found.growth < _BLOCKS_PER_POLL, found.report()
