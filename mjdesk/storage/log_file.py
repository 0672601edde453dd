"""The log: a small file that turns over, opened for its first record, as most starts have nothing to say."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from typing_extensions import override

if TYPE_CHECKING:
    from pathlib import Path

NAME = "mjdesk.log"
_MAX_BYTES = 1_000_000
_KEPT = 3


class LogFile(logging.Handler):
    """Owns the file; where none can be written, the records go to the standard error stream."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._file: logging.Handler | None = None

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            self._file = self._opened()
        self._file.emit(record)

    @override
    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()

    def _opened(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler  # three milliseconds of every start otherwise

        file: logging.Handler
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / NAME
            file = RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=_KEPT, encoding="utf-8")
        except OSError:
            file = logging.StreamHandler()
        file.setFormatter(self.formatter)
        return file
