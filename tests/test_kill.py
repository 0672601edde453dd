"""The kill test in small; `make soak` does the same two hundred times (tests/soak/kill.py)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from mjdesk.studio.config import Family
from tests.soak.kill import campaign

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(
    ("family", "rounds"),
    [pytest.param(Family.PROXY_PLUS, 15, id="can-list"), pytest.param(Family.NEW_API, 5, id="cannot-list")],
)
async def test_a_program_that_is_killed_loses_nothing(tmp_path: Path, family: Family, rounds: int) -> None:
    """Accepted tasks lost, wishes sent twice, pictures corrupt: none."""
    found = await campaign(tmp_path, rounds=rounds, seed=20 + rounds, family=family, window_every=8)
    assert found.audit.troubles() == {}, found.report()
    assert found.faults == []
    if family is not Family.NEW_API:
        assert found.audit.unmatched == []
    # The kills were worth something: they found wishes and pictures on their way.
    assert found.kills == rounds
    assert found.windows == rounds // 8
    assert found.audit.accepted > rounds // 2
    assert found.caught["sent"] + found.caught["drafted"] + found.caught["submitted"] > 0
    assert found.audit.states["succeeded/done"] > 0
