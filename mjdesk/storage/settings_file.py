"""Settings as TOML: versioned, replaced as a whole, and never a reason not to start."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from mjdesk.domain.errors import LibraryDamaged, LibraryError
from mjdesk.domain.settings import Settings
from mjdesk.storage.disk import disk_error, disk_errors, write_whole
from mjdesk.storage.plain import MisfitError, from_table, to_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Table = dict[str, object]


def _with_ledger(table: Table) -> Table:
    """1 -> 2: gateways have proxies, prices and rewrites, and there is a daily cap; all begin as they were.

    The number alone tells a program of version 1 to keep a copy, since its next save would drop them.
    """
    return table


MIGRATIONS: tuple[Callable[[Table], Table], ...] = (_with_ledger,)
"""Function n turns a table of version n + 1 into one of version n + 2."""

_HEAD = "# MJ Desk. Keys are not kept here.\n"


class SettingsFile:
    """Owns the file of settings; knows nothing of who reads them."""

    def __init__(self, path: Path, *, migrations: tuple[Callable[[Table], Table], ...] = MIGRATIONS) -> None:
        self._path = path
        self._migrations = migrations
        self.trouble: LibraryError | None = None
        """Why the last `load` gave defaults: `LibraryDamaged` names the file that was set aside."""

    def load(self) -> Settings:
        """What was saved; defaults when there is nothing, or nothing usable. Never raises."""
        self.trouble = None
        try:
            text = self._path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            self.trouble = disk_error(error)
            return Settings()
        except UnicodeDecodeError as error:
            return self._damaged(str(error))
        try:
            table: Table = tomllib.loads(text)
            return from_table(Settings, self._migrated(table))
        except (tomllib.TOMLDecodeError, MisfitError, RecursionError) as error:
            return self._damaged(str(error))

    def save(self, settings: Settings) -> None:
        """Replace the file. Raises `DiskFull`, `DiskReadOnly`; then the old file is still there."""
        # A writer of 3 ms that is not needed until something is changed.
        import tomli_w

        data = _HEAD + tomli_w.dumps(to_table(settings))
        with disk_errors():
            write_whole(self._path, data.encode("utf-8", "replace"))

    def _migrated(self, table: Table) -> Table:
        newest = len(self._migrations) + 1
        version = table.get("version", 1)
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            version = 1
        if version > newest:
            # Written by a newer program: what we do not know would be lost by our next save.
            self._copy_aside(f"newer-{version}")
        for step in self._migrations[version - 1 :]:
            table = step(table)
        return {**table, "version": newest}

    def _damaged(self, detail: str) -> Settings:
        kept_as = self._copy_aside("damaged")
        self.trouble = LibraryDamaged(detail, kept_as=kept_as)
        return Settings()

    def _copy_aside(self, why: str) -> str:
        """Keep the file beside itself, so that the next save loses nothing; its name, or empty."""
        target = self._path.with_name(f"{self._path.stem}-{why}{self._path.suffix}")
        try:
            write_whole(target, self._path.read_bytes())
        except OSError:
            return ""
        return target.name
