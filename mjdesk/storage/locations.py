"""Every folder and file that the program uses, through one door."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME_VARIABLE = "MJDESK_HOME"
"""Names one folder that everything goes below: tests, the tour, a copy on a stick."""

_NAME = "MJ Desk"
_UNIX_NAME = "mjdesk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locations:
    """Where things are; a value, so nothing is created by asking."""

    data: Path
    """What must never be lost: the library and the originals."""
    config: Path
    cache: Path
    """May be emptied at any time."""
    logs: Path

    @classmethod
    def below(cls, home: Path | str) -> Locations:
        """Everything below one folder."""
        root = Path(home).expanduser().absolute()
        return cls(data=root / "data", config=root / "config", cache=root / "cache", logs=root / "logs")

    @classmethod
    def of_this_system(cls, environ: Mapping[str, str] | None = None) -> Locations:
        """The places that this system means for each purpose, or `MJDESK_HOME` where that is set."""
        home = (os.environ if environ is None else environ).get(HOME_VARIABLE, "").strip()
        if home:
            return cls.below(home)
        from platformdirs import PlatformDirs

        dirs = PlatformDirs(_UNIX_NAME if os.name == "posix" else _NAME, appauthor=False, roaming=False)
        return cls(
            data=Path(dirs.user_data_dir),
            config=Path(dirs.user_config_dir),
            cache=Path(dirs.user_cache_dir),
            logs=Path(dirs.user_log_dir),
        )

    def with_library_in(self, folder: str) -> Locations:
        """The same, with library and originals in a folder of the person's choice; empty changes nothing."""
        return replace(self, data=Path(folder).expanduser().absolute()) if folder.strip() else self

    @property
    def library(self) -> Path:
        """The database."""
        return self.data / "library.sqlite3"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def originals(self) -> Path:
        return self.data / "originals"

    @property
    def thumbnails(self) -> Path:
        return self.data / "thumbnails"

    @property
    def trash(self) -> Path:
        """Originals that no task uses any more, until the trash is emptied."""
        return self.data / "trash"

    @property
    def settings(self) -> Path:
        return self.config / "settings.toml"

    @property
    def keys(self) -> Path:
        """Keys in a file: only ever written when the person chose it."""
        return self.config / "keys.json"

    @property
    def masks(self) -> Path:
        """Areas that are being painted, a file for each task."""
        return self.data / "masks"

    @property
    def drafts(self) -> Path:
        """What was being written when the program was left."""
        return self.config / "drafts.json"

    @property
    def uploads(self) -> Path:
        """Where gateways keep what was uploaded."""
        return self.cache / "uploads.json"

    @property
    def log(self) -> Path:
        return self.logs / "mjdesk.log"
