"""Of several programs on one library, one resumes; when it dies the next may."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from mjdesk.storage.sole_use import SoleUse

if TYPE_CHECKING:
    from pathlib import Path


def test_the_first_has_it_until_it_lets_go(tmp_path: Path) -> None:
    first, second = SoleUse(tmp_path / "data"), SoleUse(tmp_path / "data")
    assert first.take()
    assert first.take()
    assert not second.take()
    first.release()
    first.release()
    assert second.take()
    second.release()


def test_a_killed_program_holds_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from mjdesk.storage.sole_use import SoleUse\n"
        "use = SoleUse(Path(sys.argv[1])); print(use.take(), flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"True"
        mine = SoleUse(tmp_path)
        assert not mine.take()
        other.kill()
        other.wait()
    assert mine.take()
    mine.release()


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert SoleUse(tmp_path / "file" / "data").take()
