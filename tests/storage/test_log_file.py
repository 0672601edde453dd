"""The log's file comes with its first record, and never grows beyond its measure."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mjdesk.storage import log_file
from mjdesk.storage.log_file import LogFile

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _record(words: str) -> logging.LogRecord:
    return logging.LogRecord("mjdesk", logging.INFO, __file__, 1, words, (), None)


def test_it_is_opened_for_the_first_record(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "logs")
    log.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    assert not (tmp_path / "logs").exists()
    log.handle(_record("the first"))
    log.handle(_record("the second"))
    log.close()
    assert (tmp_path / "logs" / log_file.NAME).read_text() == "mjdesk: the first\nmjdesk: the second\n"


def test_it_turns_over(tmp_path: Path) -> None:
    log = LogFile(tmp_path)
    for _ in range(60):
        log.handle(_record("x" * 100_000))
    log.close()
    files = sorted(file.name for file in tmp_path.iterdir())
    assert files == [log_file.NAME, *(f"{log_file.NAME}.{number}" for number in (1, 2, 3))]
    assert all(file.stat().st_size <= 1_000_000 for file in tmp_path.iterdir())


def test_without_a_place_it_speaks_to_the_stream(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    log = LogFile(tmp_path / "logs")
    log.handle(_record("all the same"))
    log.close()
    assert "all the same" in capsys.readouterr().err


def test_closed_before_anything_was_said(tmp_path: Path) -> None:
    LogFile(tmp_path / "logs").close()
    assert not (tmp_path / "logs").exists()
